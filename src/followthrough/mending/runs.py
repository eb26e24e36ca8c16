"""Items that stand together, line after line: what holds for one of them is seen on its neighbours."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from followthrough.model import ActionItem, Postmortem


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One item of a run."""

    number: int
    """Its place among all items of the document, from 0."""
    item: ActionItem


def runs(
    postmortem: Postmortem, lines: Sequence[str], shape: Callable[[str], object | None]
) -> Iterator[tuple[Member, ...]]:
    """The items that follow each other with nothing but blank lines between, and whose first lines have one shape.

    `shape` says what a line looks like; lines that it has nothing to say of belong to no run.
    """
    run: list[Member] = []
    for number, item in enumerate(postmortem.action_items):
        own = shape(lines[item.line - 1])
        follows = run and own == shape(lines[run[-1].item.line - 1]) and _adjacent(run[-1].item, item, lines)
        if run and not follows:
            yield tuple(run)
            run = []
        if own is not None:
            run.append(Member(number=number, item=item))
    if run:
        yield tuple(run)


def _adjacent(before: ActionItem, after: ActionItem, lines: Sequence[str]) -> bool:
    return before.end_line < after.line and not any(line.strip() for line in lines[before.end_line : after.line - 1])
