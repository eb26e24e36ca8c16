"""Action items that stand in front matter."""

from __future__ import annotations

import pytest

from tests.unit.documents.reading import read_text, titles


def test_a_list_of_mappings_gives_its_items_with_their_fields() -> None:
    """Title, owner, deadline, state and ticket of each entry are read, on their own lines."""
    text = (
        "---\ntitle: Outage\naction_items:\n  - title: Cap retries\n    owners: [Alice, Bob]\n    due: 2026-12-01\n"
        "  - action: Add a test\n    done: true\n    issue: https://github.com/acme/shop/issues/7\n---\n\nIt hurt.\n"
    )

    first, second = read_text(text).action_items

    assert (first.title, first.owners, str(first.due), first.done, first.line) == (
        "Cap retries",
        ("Alice", "Bob"),
        "2026-12-01",
        False,
        4,
    )
    assert (second.title, second.done, second.tickets) == (
        "Add a test",
        True,
        ("https://github.com/acme/shop/issues/7",),
    )


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        pytest.param("actions:\n  - Cap retries\n  - Add a test", ["Cap retries", "Add a test"], id="texts"),
        pytest.param('+++\nactions = ["Cap retries"]\n+++', ["Cap retries"], id="TOML"),
        pytest.param("action_items: []", [], id="empty"),
        pytest.param("action_items:\n  - owner: Alice", [], id="no title"),
        pytest.param("tags:\n  - title: Cap retries", [], id="another list"),
    ],
)
def test_lists_of_front_matter_are_read_for_what_they_are_called(front: str, expected: list[str]) -> None:
    text = front if front.startswith("+++") else f"---\ntitle: Outage\n{front}\n---"

    assert titles(read_text(f"{text}\n\nIt was short.\n").action_items) == expected
