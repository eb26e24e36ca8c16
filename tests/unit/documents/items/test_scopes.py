"""Where action items stand: which sections, labels and groups are read for them, and which tell the story."""

from __future__ import annotations

import pytest

from tests.unit.documents.reading import read_text, titles

DEED = "Cap the retries of the mail queue"


def found(body: str) -> list[str]:
    """The titles of the action items of a document."""
    return titles(read_text(f"# Mail queue ran over\n\n**Date:** 2026-11-03\n\n{body}").action_items)


@pytest.mark.parametrize("heading", ["## Still open", "## Next", "## Offen", "**Loose ends**"])
def test_what_is_left_is_an_item_where_it_is_listed(heading: str) -> None:
    assert found(f"{heading}\n\n- {DEED}\n") == [DEED]
    assert found(f"{heading}\n\nThe queue is open around the clock.\n") == []


@pytest.mark.parametrize("line", ["Action Items", "**Action items**", "Next steps:"])
def test_an_action_label_opens_a_list_inside_the_story(line: str) -> None:
    assert found(f"## Detection\n\nA customer called.\n\n{line}\n- {DEED}\n") == [DEED]


def test_what_was_done_is_no_item_inside_the_story() -> None:
    assert found("## Response\n\n**Actions:**\n- Restarted the queue\n") == []


def test_a_promise_beside_a_conclusion_is_listed_not_told() -> None:
    heading = "## Conclusion and next steps\n\nThe queue is fine again, and nobody has to do a thing.\n"

    assert found(heading) == []
    assert found(f"{heading}\n- {DEED}\n") == [DEED]


def test_a_paragraph_that_takes_leave_is_no_item() -> None:
    assert found(f"## Next steps\n\n{DEED}.\n\nWe apologise for the noise.\n\nBest, the mail team\n") == [f"{DEED}."]


@pytest.mark.parametrize(
    "group", ["Impact reduction", "Root cause fixes", "Timeline improvements", "Detection improvements"]
)
def test_a_group_of_items_may_be_called_almost_like_a_part_of_the_story(group: str) -> None:
    items = read_text(f"# T\n\n## Action items\n\n### {group}\n\n- {DEED}\n").action_items

    assert [(item.title, item.category) for item in items] == [(DEED, group)]


@pytest.mark.parametrize("group", ["Impact", "Timeline of events", "Root cause"])
def test_the_story_stays_the_story_inside_a_section_of_items(group: str) -> None:
    assert found(f"## Action items\n\n- {DEED}\n\n### {group}\n\n- The queue ran over\n") == [DEED]


def test_a_field_that_says_how_far_the_measures_are_heads_no_items() -> None:
    assert found("## Sign-off\n\n**Preventive measures:** ✅ IMPLEMENTED\n") == []


def test_a_weak_field_inside_what_went_wrong_is_no_promise() -> None:
    assert found("## What went wrong\n\n- **Prevention**: the check list was skipped\n") == []


def test_a_section_may_stand_behind_the_number_of_its_part() -> None:
    assert found(f"## Phase 3: Improvement plan\n\n- {DEED}\n") == [DEED]


@pytest.mark.parametrize("group", ["Déjà fait :", "✅ Gjort:", "Bereits erledigt:"])
def test_a_group_of_what_is_done_makes_its_items_done(group: str) -> None:
    items = read_text(f"# T\n\n## Actions\n\n{group}\n\n- {DEED}\n").action_items

    assert [(item.title, item.done) for item in items] == [(DEED, True)]


def test_a_word_that_only_begins_like_a_state_is_none() -> None:
    assert found("## Failure modes\n\n- BLOCKED_BY_WRITER shows up in the log\n") == []
    assert found(f"## Failure modes\n\n- TODO: {DEED}\n") == [DEED]
