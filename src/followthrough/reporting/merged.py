"""Several runs of the rollups that were joined: the items as status shows them, and what else there is to tell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from rich.console import Group, RenderableType
from rich.text import Text

from followthrough.reporting.drafts import Quoted, quoted_markdown
from followthrough.reporting.escape import printable
from followthrough.reporting.status_text import status_text
from followthrough.rollups.item import TrackedItem
from followthrough.rollups.run import RollupRun
from followthrough.rollups.status_markdown import status_markdown
from followthrough.tracking.sanitize import sanitize_cell


def merged_text(run: RollupRun) -> RenderableType:
    """The runs for a terminal: every item, and what one of them could not tell."""
    failures = (Text(printable(f"✗ failed: {failure}"), style="bold red") for failure in run.failed)
    return Group(*map(Quoted, run.drafts), status_text(tuple(_items(run)), run.today), *failures)


def merged_markdown(run: RollupRun) -> str:
    """The same as Markdown."""
    lines = [f"\n- ✗ {sanitize_cell(failure)}" for failure in run.failed]
    lines += (line for draft in run.drafts for line in quoted_markdown(draft))
    return status_markdown(tuple(_items(run))) + "".join(f"{line}\n" for line in lines)


def _items(run: RollupRun) -> Iterator[TrackedItem]:
    """Every item, with its repository where there are several."""
    several = len({rollup.repository for rollup in run.rollups}) > 1
    for rollup in run.rollups:
        yield from (replace(item, repository=rollup.repository if several else None) for item in rollup.items)
