"""Places in a document."""

from __future__ import annotations

from followthrough.model import Position


def test_places_are_in_the_order_of_the_document_with_or_without_an_extent() -> None:
    ordered = [
        Position(line=1),
        Position(line=1, column=1, end_column=5),
        Position(line=1, column=3),
        Position(line=2, column=1, end_column=2),
    ]
    assert sorted([ordered[2], ordered[0], ordered[3], ordered[1]]) == ordered
    assert max(ordered) == ordered[-1]
