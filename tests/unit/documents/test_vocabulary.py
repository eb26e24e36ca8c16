"""The words of postmortems."""

from __future__ import annotations

import pytest

from followthrough.documents.rules import ReadingRules
from followthrough.documents.vocabulary import Lexicon, fold, vocabulary_for, without_numbering

WORDS = vocabulary_for(ReadingRules())


@pytest.mark.parametrize(
    ("name", "meaning"),
    [
        ("6. Action Items", "action_items"),
        ("**Action Items**:", "action_items"),
        ("ACTION ITEMS", "action_items"),
        ("🚀 Next Steps", "action_items"),
        ("Follow-up actions", "action_items"),
        ("Maßnahmen", "action_items"),
        ("Prochaines étapes", "action_items"),
        ("Próximos pasos", "action_items"),
        ("Plano de ação", "action_items"),
        ("アクションアイテム", "action_items"),
        ("What we're going to do", "action_items"),
        ("Resolution and next steps", "action_items"),
        ("Lessons Learned & Action Items", "action_items"),
        ("Response and recovery", "narration"),
        ("Follow-Up", "follow_ups"),
        ("Immediate Actions (Next 24 hours)", "follow_ups"),
        ("Preventative Measures", "measures"),
        ("Actions taken", "aside"),
        ("Summary (Tl;dr)", "summary"),
        ("Detection: How We Discovered the Incident", "narration"),
        ("What Didn’t Work", "went_wrong"),
        ("30-day Review", "review"),
        ("Time to Detection (TTD)", "metric"),
        ("Affected Systems/Services", "services"),
        ("Incident Owner(s)", "owners"),
        ("Report Prepared By", "sign_off"),
        ("Weather report", None),
    ],
)
def test_a_name_means_the_same_however_it_is_written(name: str, meaning: str | None) -> None:
    assert WORDS.topics.meaning(name) == meaning


@pytest.mark.parametrize(
    ("header", "meaning"),
    [
        ("Task Description", "action"),
        ("Owner(s)", "owner"),
        ("Who?", "owner"),
        ("**Due Date**", "due"),
        ("By when", "due"),
        ("Zuständig", "owner"),
        ("Échéance", "due"),
        ("Fecha límite", "due"),
        ("Responsável", "owner"),
        ("期限", "due"),
        ("#", "ordinal"),
        ("No.", "ordinal"),
        ("Jira", "ticket"),
    ],
)
def test_a_column_means_the_same_however_it_is_headed(header: str, meaning: str) -> None:
    assert WORDS.columns.meaning(header) == meaning


def test_a_config_adds_sections_and_columns() -> None:
    rules = ReadingRules(extra_sections=("Pending repairs",), extra_columns={"owner": ("Caretaker", "Title")})
    words = vocabulary_for(rules)

    assert words.topics.meaning("Pending Repairs") == "action_items"
    assert words.columns.meaning("Caretaker") == "owner"
    assert words.columns.meaning("Title") == "owner"
    assert WORDS.columns.meaning("Caretaker") is None


def test_a_star_stands_for_any_words() -> None:
    lexicon = Lexicon({"review": ("next * review", "* date")})

    assert [lexicon.meaning(name) for name in ("Next yearly review", "Review date", "date", "next review")] == [
        "review",
        "review",
        None,
        None,
    ]


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("2. Timeline", "Timeline"),
        ("3.1. Impact", "Impact"),
        ("A. Details", "Details"),
        ("iv) Notes", "Notes"),
        ("2 Timeline", "Timeline"),
        ("30-day Review", "30-day Review"),
        ("✅ Done", "Done"),
        ("✅", "✅"),
        ("42", "42"),
    ],
)
def test_numbering_is_left_off_a_heading(text: str, bare: str) -> None:
    assert without_numbering(text) == bare


def test_folding_forgives_case_hyphens_and_quotes() -> None:
    assert fold("What Didn’t — Follow-Up:") == "what didn't — follow up"
