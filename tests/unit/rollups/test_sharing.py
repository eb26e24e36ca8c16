from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from followthrough.rollups.item import TrackedItem
from followthrough.rollups.mentions import Escalated, Mentions
from followthrough.rollups.rollup import Rollup, roll_up
from followthrough.rollups.sharing import shared_out
from tests.unit.rollups.weeks_of_work import CANARY, CHECKOUT, MONDAY


def late(postmortem: str, *owners: str) -> TrackedItem:
    """An overdue item."""
    due = MONDAY - timedelta(days=9)
    return replace(CANARY, postmortem=postmortem, owners=owners, due=due, days_overdue=9)


def of(item: TrackedItem) -> Rollup:
    """Its postmortem."""
    return roll_up(replace(CHECKOUT, postmortem=item.postmortem), [item], MONDAY)


def test_nobody_is_mentioned_twice_where_one_comment_becomes_several() -> None:
    """Each in the first that names them, and whoever none names, as the lead of a quiet one, in the first of all."""
    one, two = late("inc-1", "alice"), late("inc-2", "Alice", "bob")
    mentions = Mentions(
        live=frozenset({"alice", "bob", "lee", "acme/leads"}), escalated=(Escalated(to="acme/leads", items=(two,)),)
    )
    assert shared_out(mentions, [of(one), of(two)]) == (
        Mentions(live=frozenset({"alice", "lee"})),
        Mentions(live=frozenset({"bob", "acme/leads"}), escalated=mentions.escalated),
    )
