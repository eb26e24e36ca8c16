"""Headings above action items, in the words of many writers, and headings that only resemble them."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from followthrough.documents.compositions import Compositions, Grammar
from followthrough.documents.rules import ReadingRules
from followthrough.documents.vocabulary import vocabulary_for

WORDS = vocabulary_for(ReadingRules())
TABLE = yaml.safe_load((Path(__file__).parent / "headings.yml").read_text(encoding="utf-8"))
PROMISING = {"action_items", "follow_ups", "measures"}

GRAMMAR = Grammar(
    words={
        "task": ["actions", "arbeiten"],
        "due": ["planned", "nach", "futuro"],
        "open": ["for"],
        "and": ["and"],
        "fill": ["the"],
        "veto": ["taken"],
        "do": ["fix"],
    },
    parts=frozenset({"nach", "arbeiten"}),
    inflected=frozenset({"futuro"}),
    rows=[
        (("veto",), None),
        (("task", "named"), "follow_ups"),
        (("task", "due"), "action_items"),
        (("task",), "measures"),
    ],
    leading=frozenset({"open"}),
    opening=frozenset({"task"}),
    verbs=frozenset({"fix", "add"}),
)


def told(kind: str) -> list[str]:
    """The headings of the table."""
    return [name for names in TABLE[kind].values() for name in names]


@pytest.mark.parametrize("name", told("opens"))
def test_a_heading_of_known_words_opens_a_section_of_action_items(name: str) -> None:
    assert WORDS.topics.meaning(name) in PROMISING


@pytest.mark.parametrize("name", told("stays_out"))
def test_a_heading_that_tells_of_the_past_or_of_something_else_opens_none(name: str) -> None:
    assert WORDS.topics.meaning(name) not in PROMISING


@pytest.mark.parametrize(
    ("name", "meaning"),
    [
        ("planned actions", "action_items"),
        ("the actions", "measures"),
        ("Plánned áctions", "action_items"),
        ("nacharbeiten", "action_items"),
        ("actions futuras", "action_items"),
        ("mail queue actions", "follow_ups"),
        ("the whole mail queue actions", None),
        ("mail and actions", None),
        ("actions for", None),
        ("actions for the mail queue", "measures"),
        ("actions for mail, as taken", None),
        ("actions mail", None),
        ("planned mail actions", None),
        ("fix planned actions", None),
        ("add actions", None),
        ("actions taken", None),
        ("planned", None),
        ("", None),
    ],
)
def test_the_kinds_of_its_words_give_a_name_its_meaning(name: str, meaning: str | None) -> None:
    assert Compositions(GRAMMAR).meaning(name) == meaning


def test_unknown_words_are_put_up_with_only_where_asked() -> None:
    compositions = Compositions(GRAMMAR)

    assert compositions.meaning("mail queue actions", loose=False) is None
    assert compositions.meaning("actions for the mail queue", loose=False) is None
    assert compositions.meaning("planned actions", loose=False) == "action_items"


@pytest.mark.parametrize("name", ["conclusion and next steps", "outage summary & next steps", "lessons and actions"])
def test_a_heading_may_join_what_it_promises_to_something_else(name: str) -> None:
    assert WORDS.headings.joins_more(name)


@pytest.mark.parametrize("name", ["remediation and follow up", "corrective and preventive actions", "next steps"])
def test_a_heading_may_join_two_promises(name: str) -> None:
    assert not WORDS.headings.joins_more(name)
