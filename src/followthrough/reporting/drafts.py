"""What a rehearsal would write, quoted line by line, so that foreign text never begins a line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

from followthrough.reporting.escape import printable
from followthrough.rollups.run import Draft
from followthrough.tracking.sanitize import sanitize_cell

_BAR = "  │ "


@dataclass(frozen=True, slots=True)
class Quoted:
    """A draft with a bar before each line: on a terminal as wide as that is, elsewhere every line whole."""

    draft: Draft

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield Text(printable(self.draft.where), style="bold")
        for line in self.draft.text.split("\n"):
            told = Text(printable(line))
            for part in told.wrap(console, options.max_width - len(_BAR)) if options.is_terminal else (told,):
                yield Text(f"{_BAR}{part.plain}".rstrip(), no_wrap=True, overflow="ignore")
        yield Text()


def quoted_markdown(draft: Draft) -> Iterator[str]:
    """The lines of a draft on a page of Markdown, a blank one before them."""
    yield from ("", f"**{sanitize_cell(draft.where)}**", "")
    yield from (f"> {line}".rstrip() for line in draft.text.split("\n"))
