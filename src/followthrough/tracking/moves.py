"""When a deadline was moved, as markers write it down: issues remember their own moves, the ledger what it last saw."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from followthrough.tracking.ledger import Move

_MOST = 20


def joined(*memories: Iterable[Move]) -> tuple[Move, ...]:
    """The moves of several memories of one item, each once, oldest first; of very many the first and the last ones."""
    moves = sorted({move for memory in memories for move in memory}, key=lambda move: (move.on, move.was))
    return tuple(moves if len(moves) <= _MOST else [moves[0], *moves[1 - _MOST :]])


def moves_out(moves: Iterable[Move]) -> list[list[str]]:
    """The moves as JSON."""
    return [[one.on.isoformat(), one.was.isoformat()] for one in moves]


def moves_in(value: object) -> tuple[Move, ...]:
    """The moves that JSON holds. Raises TypeError or ValueError where it is of another shape."""
    if not isinstance(value, list):
        raise TypeError(value)
    return tuple(_move(one) for one in value)


def _move(value: object) -> Move:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise TypeError(value)
    on, was = value
    return Move(on=date.fromisoformat(on), was=date.fromisoformat(was))
