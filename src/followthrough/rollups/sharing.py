"""Share what one comment would mention and escalate out over comments on each of its postmortems."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from followthrough.rollups.mentions import Escalated, Mentions, folded
from followthrough.rollups.rollup import Rollup


def shared_out(mentions: Mentions, rollups: Sequence[Rollup]) -> tuple[Mentions, ...]:
    """The mentions of a comment over as many that tell one postmortem each; everybody is mentioned in one of them."""
    escalated = [_escalated(mentions, rollup) for rollup in rollups]
    named = [_named(rollup, own) for rollup, own in zip(rollups, escalated, strict=True)]
    left = set(mentions.live)
    found: list[Mentions] = []
    for own, names in zip(escalated, named, strict=True):
        live = left & names if found else left - set().union(*named).difference(names)
        left -= live
        found.append(Mentions(live=frozenset(live), escalated=own))
    return tuple(found)


def _escalated(mentions: Mentions, rollup: Rollup) -> tuple[Escalated, ...]:
    """What of it concerns one postmortem."""
    own = (
        replace(one, items=tuple(item for item in one.items if item.postmortem == rollup.key))
        for one in mentions.escalated
    )
    return tuple(one for one in own if one.items)


def _named(rollup: Rollup, escalated: Sequence[Escalated]) -> set[str]:
    """Everybody who stands in the comment on a postmortem."""
    owners = (owner for item in rollup.overdue if item.assigned for owner in item.owners)
    return {folded(name) for name in (*owners, *(one.to for one in escalated))}
