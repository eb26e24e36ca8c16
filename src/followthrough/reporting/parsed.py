"""What was read of a document, line by line, for somebody who asks why it was read so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.text import Text

from followthrough.model import Position, Postmortem
from followthrough.reporting.escape import printable
from followthrough.reporting.excerpt import GUTTER, excerpt
from followthrough.reporting.parsed_rows import Row, facts, item_rows
from followthrough.rollups.phrases import some

_LABEL = 14
_LEAST = 20
_LONGEST = 160
_PASSED_OVER = "passed over"


def parsed_text(postmortem: Postmortem, lines: Sequence[str]) -> RenderableType:
    """A page in three parts: the fields with their lines, the action items with their sources, what was passed over."""
    return _Page(postmortem=postmortem, lines=tuple(lines))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    postmortem: Postmortem
    lines: tuple[str, ...]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        margin = _Margin(console=console, width=options.max_width)
        yield _heading(self.postmortem)
        for row in facts(self.postmortem, self.lines):
            yield from margin.row(row)
        for index in range(len(self.postmortem.action_items)):
            yield Text()
            yield from self._item(index, margin)
        notes = [(note.line, note.text.removeprefix(_PASSED_OVER).lstrip(": ")) for note in self.postmortem.notes]
        yield from margin.remarks("Passed over", notes)
        told = [(one.position.line, f"{one.code} {one.severity}: {one.message}") for one in self.postmortem.findings]
        yield from margin.remarks("Findings of the reading", told)
        yield Text()

    def _item(self, index: int, margin: _Margin) -> Iterator[Text]:
        item = self.postmortem.action_items[index]
        box = Text(" " * (GUTTER + 3)).append("[x] " if item.done else "[ ] ", style="green" if item.done else "")
        yield from margin.hanging(box, item.title, "bold")
        yield from excerpt(self.lines, Position(line=item.line), margin.width, "")
        for row in item_rows(index, self.postmortem, self.lines):
            yield from margin.row(row)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Margin:
    """Lines of text beside a margin of line numbers."""

    console: Console
    width: int

    def row(self, row: Row) -> Iterator[Text]:
        """A label, its value, and how the document writes it."""
        lead = _gutter(row.line).append(f"{row.label:<{_LABEL}}", style="cyan")
        value = " ".join(row.value.split())
        value = value if len(value) <= _LONGEST else f"{value[:_LONGEST].rstrip()}…"
        return self.hanging(lead, f"{value}  ({row.remark})" if row.remark else value)

    def remarks(self, title: str, remarks: Sequence[tuple[int, str]]) -> Iterator[Text]:
        """A list of remarks under a title; nothing where there is none."""
        if remarks:
            yield Text()
            yield Text().append(" " * (GUTTER + 3)).append(title, style="bold")
        for line, text in remarks:
            yield from self.hanging(_gutter(line), text)

    def hanging(self, lead: Text, body: str, style: str = "") -> Iterator[Text]:
        """The body on lines that fit, below one another after the lead, none of them beginning like a command."""
        indent = lead.cell_len
        for line in Text(printable(body)).wrap(self.console, max(self.width - indent, _LEAST)):
            line.rstrip()
            yield lead.append(printable(line.plain), style=style)
            lead = Text().append(f"{'':>{GUTTER}} │ ".ljust(indent), style="dim")


def _heading(postmortem: Postmortem) -> Text:
    count = some(len(postmortem.action_items), "action item") if postmortem.readable else "not read"
    heading = Text().append(printable(postmortem.path), style="bold")
    return heading.append(f"  {postmortem.format.value} · {count}", style="dim")


def _gutter(line: int | None) -> Text:
    return Text().append(f"{line or '':>{GUTTER}} │ ", style="dim")
