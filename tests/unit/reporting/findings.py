"""Findings about documents of an invented company, the lines they point at, and a way to look at them."""

from __future__ import annotations

from io import StringIO

from rich.console import Console, RenderableType

from followthrough.catalogue import finding
from followthrough.model import Position

PATH = "postmortems/2026-11-03-orders.md"
ROW = "| Cap retries of the order worker at 3 | everyone | soon |"
LINES = ["# Orders stuck", "", "## Action Items", "", "| Action Item | Owner | Deadline |", "|---|---|---|", ROW]

NO_DEADLINE = finding(
    "FT203",
    PATH,
    Position(line=7, column=53, end_column=57),
    title="Cap retries of the order worker at 3",
    why='; "soon" is not a date',
)
NOBODY = finding(
    "FT202",
    PATH,
    Position(line=7, column=42, end_column=50),
    title="Cap retries of the order worker at 3",
    text="everyone",
)
NO_DATE = finding("FT102", PATH, Position(line=1))
SYNTAX = finding(
    "FT006",
    "postmortems/search.yml",
    Position(line=4, column=12),
    what="The YAML",
    why="a quote is opened and never closed",
    mend="close it",
)
NO_VERB = finding(
    "FT206", PATH, Position(line=7, column=3, end_column=39), title="Cap retries of the order worker at 3"
)


def seen(renderable: RenderableType, width: int = 100, *, colour: bool = False) -> str:
    """What a terminal of a width shows; text stands as it is."""
    if isinstance(renderable, str):
        return renderable
    page = StringIO()
    console = Console(
        file=page,
        width=width,
        color_system="standard" if colour else None,
        force_terminal=colour,
        highlight=False,
        _environ={},
    )
    console.print(renderable)
    return page.getvalue()
