from __future__ import annotations

from datetime import date, timedelta

import pytest

from followthrough.tracking.ledger import Move
from followthrough.tracking.moves import joined, moves_in, moves_out

FIRST = Move(on=date(2026, 11, 20), was=date(2026, 12, 1))
SECOND = Move(on=date(2026, 12, 7), was=date(2026, 12, 8))


def test_two_memories_of_one_item_are_joined() -> None:
    """What both remember counts once, and the oldest comes first."""
    assert joined((SECOND,), (FIRST, SECOND), ()) == (FIRST, SECOND)
    assert joined() == ()


def test_of_very_many_moves_the_first_and_the_last_are_kept() -> None:
    """However often a deadline is moved, a marker stays short and still tells the first one."""
    many = [Move(on=FIRST.on + timedelta(days=n), was=FIRST.was) for n in range(100)]
    kept = joined(many)
    assert (len(kept), kept[0], kept[-1]) == (20, many[0], many[-1])
    assert joined(kept, [many[-1]]) == kept


@pytest.mark.parametrize("value", [None, {}, ["2026-12-01"], [["2026-12-01"]], [["2026-12-01", 7]], [["x", "y"]]])
def test_what_is_no_memory_is_not_believed(value: object) -> None:
    """A marker that somebody broke is no marker."""
    with pytest.raises((TypeError, ValueError)):
        moves_in(value)


def test_written_down_and_read_back() -> None:
    """Moves come back as they were written down."""
    assert moves_in(moves_out((FIRST, SECOND))) == (FIRST, SECOND)
