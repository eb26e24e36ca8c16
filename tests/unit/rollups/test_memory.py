from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followthrough.rollups.memory import Memory, Snapshot, Told, memory_of, sign, state_of
from followthrough.rollups.weeks import week_of
from followthrough.tracking.rollup_marker import RollupMarker, parse_rollup, render_rollup
from tests.unit.rollups.weeks_of_work import RETRIES

DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2100, 1, 1))
WEEKS = DAYS.map(week_of)
SIGNS = st.frozensets(st.text(alphabet="0123456789abcdef", min_size=6, max_size=6), max_size=20)
SNAPSHOTS = st.builds(
    Snapshot, on=DAYS, overdue=st.dictionaries(st.text(max_size=30), st.integers(0, 500), max_size=5), done=SIGNS
)
MEMORIES = st.builds(
    Memory,
    told=st.sampled_from(Told),
    week=st.none() | WEEKS,
    fingerprint=st.none() | st.text(alphabet="0123456789abcdef", min_size=16, max_size=16),
    changed_on=st.none() | DAYS,
    now=st.none() | SNAPSHOTS,
    before=st.none() | SNAPSHOTS,
    mentioned=st.dictionaries(st.text(min_size=1, max_size=30), WEEKS, max_size=5),
    escalated=SIGNS,
    synced_on=st.none() | DAYS,
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=10,
)
KEYS = ["told", "week", "fingerprint", "changed_on", "now", "before", "mentioned", "escalated", "synced_on"]


@given(memory=MEMORIES)
def test_what_is_remembered_is_found_again(memory: Memory) -> None:
    """Through the hidden line of a comment and back."""
    marker = parse_rollup(render_rollup(RollupMarker(state=state_of(memory, {}))))
    assert marker is not None
    assert memory_of(marker.state) == memory


@given(memory=MEMORIES, theirs=st.dictionaries(st.text(max_size=8).map(lambda key: f"x-{key}"), JSON, max_size=4))
def test_keys_of_others_stay(memory: Memory, theirs: dict[str, object]) -> None:
    """A later version may remember more; this one carries it on."""
    state = state_of(memory, {**theirs, "told": "last", "week": "1999-W01"})
    assert {key: state[key] for key in theirs} == theirs
    assert memory_of(state) == memory


@given(state=st.dictionaries(st.sampled_from(KEYS), JSON))
def test_a_state_that_people_edited_breaks_nothing(state: dict[str, object]) -> None:
    """What is not as we write it counts as not remembered, and the rest is found."""
    memory = memory_of({**state, "synced_on": "2026-11-20"})
    assert memory.synced_on == date(2026, 11, 20)
    assert memory_of(state_of(memory, {})) == memory


def test_a_marker_without_state_is_a_first_status() -> None:
    """As one that was written before anything was remembered."""
    assert memory_of({}) == Memory(told=Told.OPENED)


def test_a_comment_compares_itself_with_the_week_before_however_often_it_is_edited() -> None:
    """Edits of one week keep the standard; the first of the next takes what stood last."""
    monday = date(2026, 11, 23)
    older, last = Snapshot(on=date(2026, 11, 16)), Snapshot(on=monday)
    memory = Memory(now=last, before=older)
    assert [memory.since(monday + timedelta(days=days)) for days in (0, 1, 6, 7)] == [older, older, older, last]
    assert Memory().since(monday) is None


@pytest.mark.parametrize("other", [replace(RETRIES, key="x"), replace(RETRIES, postmortem="x")])
def test_a_sign_stands_for_one_item_of_one_postmortem(other: object) -> None:
    """And not for its title or its deadline."""
    assert sign(RETRIES) == sign(replace(RETRIES, title="Cap them", due=None))
    assert sign(RETRIES) != sign(other)  # type: ignore[arg-type]  # an item, as the parameters show


def test_very_many_items_leave_room_for_people() -> None:
    """A marker is part of a comment of limited length."""
    done = frozenset(f"{number:06x}" for number in range(5_000))
    state = state_of(Memory(now=Snapshot(on=date(2026, 11, 20), done=done)), {})
    assert len(render_rollup(RollupMarker(state=state))) < 7_000
