"""Findings laid out for a terminal: place, sentence, the line with a mark under it, the mend.

In a long list each mend is told once, at the end.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

from followthrough.catalogue import RULES
from followthrough.model import Finding, Severity
from followthrough.reporting.escape import printable
from followthrough.reporting.excerpt import excerpt
from followthrough.rollups.phrases import some

_STYLE = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "blue"}
_LONG = 10
"""More findings than this make a long list."""
_INDENT = 3
_LEAST = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Findings and their totals, laid out for a width."""

    findings: tuple[Finding, ...]
    sources: Mapping[str, Sequence[str]]
    totals: str

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        # Every line fits already: rich would wrap each anew, which takes most of the time of a long list.
        for line in self._lines(console, options):
            yield from line.render(console, end="\n")
        yield Text(self.totals, style="bold")

    def _lines(self, console: Console, options: ConsoleOptions) -> Iterator[Text]:
        is_long = len(self.findings) > _LONG
        shown = None
        for finding in self.findings:
            yield from _headline(finding, options.max_width, console)
            if (finding.path, finding.position) != shown:
                lines = self.sources.get(finding.path, ())
                yield from excerpt(lines, finding.position, options.max_width, _STYLE[finding.severity])
            shown = (finding.path, finding.position)
            if not is_long or _mend_varies(finding):
                yield from _hints(finding, options.max_width, console, with_page=not is_long)
            yield Text()
        if is_long:
            yield from _mends(self.findings, options.max_width, console)


def _headline(finding: Finding, width: int, console: Console) -> Iterator[Text]:
    """Place, code and sentence on one line; the sentence on lines of its own where that is too long."""
    place = f"{printable(finding.path)}:{finding.position.line}:{finding.position.column}"
    line = Text().append(place, style="bold").append("  ")
    line.append(f"{finding.code} {finding.severity}", style=_STYLE[finding.severity])
    message = printable(finding.message)
    if line.cell_len + 2 + cell_len(message) <= width:
        yield line.append(f"  {message}")
    else:
        yield from (line,) if line.cell_len <= width else _hanging(Text(), line.plain, width, console)
        yield from _hanging(Text(" " * _INDENT), message, width, console)


def _hints(finding: Finding, width: int, console: Console, *, with_page: bool) -> Iterator[Text]:
    yield from _hint("mend", finding.remedy, width, console)
    if with_page:
        yield from _hint("more", RULES[finding.code].page, width, console)


def _hint(label: str, text: str, width: int, console: Console) -> Iterator[Text]:
    lead = Text(" " * _INDENT).append(f"{label}:", style="dim").append(" ")
    return _hanging(lead, printable(text), width, console)


def _mends(findings: Sequence[Finding], width: int, console: Console) -> Iterator[Text]:
    """Each code once, with how often it was found, its mend and its page."""
    for code, number in sorted(Counter(finding.code for finding in findings).items()):
        rule = RULES[code]
        yield Text().append(f"{code} {rule.name}", style="bold").append(f"  {some(number, 'time')}", style="dim")
        if not rule.remedy.startswith("{"):
            yield from _hint("mend", rule.remedy, width, console)
        yield from _hint("more", rule.page, width, console)
    yield Text()


def _mend_varies(finding: Finding) -> bool:
    return finding.remedy != RULES[finding.code].remedy


def _hanging(lead: Text, body: str, width: int, console: Console) -> Iterator[Text]:
    """The body on lines that fit, below one another after the lead, none of them beginning like a command."""
    indent = lead.cell_len
    for line in Text(body).wrap(console, max(width - indent, _LEAST)):
        line.rstrip()
        yield lead.append(printable(line.plain))
        lead = Text(" " * indent)
