"""The look of plans and outcomes on a terminal: a heading for each postmortem, a line for each change, aligned.

Every line is made whole here, so that foreign text never begins one and nothing trails behind one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

from followthrough.reporting.escape import printable

_GAP = 2
_LEAST = 12
_MOST_TITLE = 60
_TITLE_SHARE = 0.55


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line: `~ edit  #97  Cap retries at 3  due 14 Nov → 21 Nov`."""

    sign: str
    verb: str
    number: int | None = None
    title: str = ""
    note: str = ""
    style: str = ""
    """Of sign and verb."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """What there is to show of one postmortem."""

    path: str
    title: str = ""
    where: str = ""
    """The change request that brought it."""
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A whole report as rich prints it, columns aligned over all its blocks."""

    blocks: tuple[Block, ...]
    last: str
    """The line of numbers."""
    last_style: str = "bold"

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        widths = _Widths.of([row for block in self.blocks for row in block.rows], options.max_width)
        for block in self.blocks:
            yield from map(_uncommanded, _heading(block).wrap(console, options.max_width))
            for row in block.rows:
                yield from _lines(row, widths, console)
            yield Text()
        yield Text(printable(self.last), style=self.last_style)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Widths:
    verb: int
    number: int
    title: int
    note: int

    @staticmethod
    def of(rows: Sequence[Row], whole: int) -> _Widths:
        verb = max((len(row.verb) for row in rows), default=0)
        number = max((len(_number(row)) for row in rows), default=0)
        left = whole - (2 + 2 + verb + _GAP + (number + _GAP if number else 0))
        left = max(left, 2 * _LEAST)
        most = min(_MOST_TITLE, max(_LEAST, int(left * _TITLE_SHARE)))
        title = min(most, max((Text(printable(row.title)).cell_len for row in rows if row.note), default=most))
        return _Widths(verb=verb, number=number, title=title, note=left - title - _GAP)


def _number(row: Row) -> str:
    return "" if row.number is None else f"#{row.number}"


def _heading(block: Block) -> Text:
    heading = Text().append(printable(block.path), style="bold")
    if block.title:
        heading.append("  ").append(printable(block.title))
    if block.where:
        heading.append(f"  {printable(block.where)}", style="dim")
    return heading


def _lines(row: Row, widths: _Widths, console: Console) -> Iterator[Text]:
    titles, notes = _wrapped(row, widths, console)
    for at, (title, note) in enumerate(zip_longest(titles, notes, fillvalue=Text())):
        line = _lead(row, widths) if at == 0 else Text(" " * _lead(row, widths).cell_len)
        line.append_text(title)
        if note:
            line.append(" " * (widths.title - title.cell_len + _GAP)).append_text(note)
        line.rstrip()
        line.no_wrap, line.overflow = True, "ignore"
        yield _uncommanded(line)


def _uncommanded(line: Text) -> Text:
    """The line, marked as the rest of a word where GitHub's runner would otherwise take that rest for a command."""
    return Text("…").append_text(line) if line.plain.lstrip().startswith("::") else line


def _wrapped(row: Row, widths: _Widths, console: Console) -> tuple[list[Text], list[Text]]:
    room = widths.title if row.note else widths.title + _GAP + widths.note
    titles = Text(printable(row.title)).wrap(console, room)
    notes = Text(printable(row.note), style="dim").wrap(console, widths.note)
    return list(titles), list(notes) if row.note else []


def _lead(row: Row, widths: _Widths) -> Text:
    lead = Text("  ").append(f"{row.sign} {row.verb.ljust(widths.verb)}", style=row.style).append(" " * _GAP)
    if widths.number:
        lead.append(_number(row).ljust(widths.number + _GAP))
    return lead
