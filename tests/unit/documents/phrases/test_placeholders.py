"""What a template left behind."""

from __future__ import annotations

import pytest

from followthrough.documents.phrases.placeholders import is_generic, is_left_over, is_placeholder
from followthrough.documents.rules import ReadingRules
from followthrough.documents.vocabulary import vocabulary_for

WORDS = vocabulary_for(ReadingRules())


@pytest.mark.parametrize(
    "text",
    [
        "[Owner 1]",
        "<Name>",
        "{{ incident_title }}",
        "[Start] to [End]",
        "[From] - [Until] (Timezone)",
        "**[Title]**",
        "YYYY-MM-DD",
        "YYYY-MM-DD HH:MM",
        "HH:MM",
        "dd/mm/yyyy",
        "[YYYY-MM-DD HH:MM (Time Zone)]",
        "Team/Individual",
        "Owner 1",
        "**Person 2**",
        "TIMESTAMP",
        "[e.g., Add a test]",
    ],
)
def test_a_placeholder_is_seen(text: str) -> None:
    assert is_placeholder(text, WORDS)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Alice Smith",
        "[the page](https://a.example)",
        "[the page][page]",
        "[[a-wiki-page]]",
        "[#12]",
        "[1]",
        "[2026-12-01]",
        "<https://a.example>",
        "<alice@acme.example>",
        "[Alice] fixes it",
        "MMM",
        "Priority 1",
        "Owner 1 of the queue",
        "Add a test",
    ],
)
def test_a_value_is_no_placeholder(text: str) -> None:
    assert not is_placeholder(text, WORDS)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Brief summary of what went on.", True),
        ("Describe the impact (customers, money).", True),
        ("Which services and customers were touched?", True),
        ("Describe to Priya how the cache works", False),
        ("List of 12 shops that were closed", False),
        ("Why did the disk fill up?", False),
        ("The disk was full.", False),
    ],
)
def test_an_instruction_of_a_template_is_told_from_what_people_write(text: str, *, expected: bool) -> None:
    assert is_left_over(text, WORDS) is expected


def test_generic_words_say_nothing_of_their_own() -> None:
    assert is_generic("Description of the action", WORDS)
    assert is_generic("Another follow-up task", WORDS)
    assert not is_generic("Restore the backups", WORDS)
    assert not is_generic("", WORDS)
