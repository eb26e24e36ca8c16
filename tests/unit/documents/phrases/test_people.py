"""Names of people and teams."""

from __future__ import annotations

import pytest

from followthrough.documents.phrases.people import is_handle, is_name, is_person, is_team, short_forms, split_people
from followthrough.documents.rules import ReadingRules
from followthrough.documents.vocabulary import vocabulary_for

WORDS = vocabulary_for(ReadingRules())


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Alice Smith", ("Alice Smith",)),
        ("Alice, Bob; Carol", ("Alice", "Bob", "Carol")),
        ("Alice/Bob", ("Alice", "Bob")),
        ("Alice & Bob + Carol", ("Alice", "Bob", "Carol")),
        ("Alice and Bob", ("Alice", "Bob")),
        ("**Alice Smith** and @bob", ("Alice Smith", "@bob")),
        ("@acme/sre, @bob", ("@acme/sre", "@bob")),
        ("Alice (lead), Bob", ("Alice", "Bob")),
        ("Alice Smith <alice@acme.example>", ("Alice Smith",)),
        ("alice@acme.example", ("alice@acme.example",)),
        ("[Alice](https://people.example/alice)", ("Alice",)),
        ("Alice, Alice", ("Alice",)),
        ("開発担当、運用担当", ("開発担当", "運用担当")),
        ("Anderson", ("Anderson",)),
        ("???", ()),
        ("Alice, ??", ("Alice",)),
        ("", ()),
    ],
)
def test_names_are_split_and_undecorated(text: str, names: tuple[str, ...]) -> None:
    assert split_people(text) == names


@pytest.mark.parametrize("text", ["Alice Smith", "@bob", "@acme/sre", "bob@acme.example", "Noor van Dijk".title()])
def test_a_name_looks_like_one(text: str) -> None:
    assert is_name(text, WORDS)


@pytest.mark.parametrize("text", ["", "Process", "Public Endpoint", "add a test", "We", "A B C D E", "50 %"])
def test_other_words_do_not_look_like_a_name(text: str) -> None:
    assert not is_name(text, WORDS)


def test_a_lone_word_is_a_person_only_by_a_known_first_name_or_as_initials() -> None:
    assert is_person("Astrid", WORDS)
    assert is_person("JG", WORDS)
    assert not is_person("Tessaly", WORDS)


def test_a_team_says_so() -> None:
    assert is_team("Platform team", WORDS)
    assert is_team("SRE", WORDS)
    assert is_team("Team Plattform", WORDS)
    assert is_team("Equipo de Datos", WORDS)
    assert not is_team("Platform", WORDS)
    assert not is_team("Team members", WORDS)


@pytest.mark.parametrize(
    "text",
    [
        "We've told the teams",
        "They want Ops",
        "It took SRE",
        "Nina asked Ops",
        "Get SRE",
        "Work with Ops",
        "Ask the payments team",
        "Each team",
        "Which squad",
        "The team",
        "Our teams",
        "Team",
    ],
)
def test_a_clause_is_no_team_though_one_ends_it(text: str) -> None:
    """Somebody or something does something to a team, or it is any team."""
    assert not is_team(text, WORDS)


@pytest.mark.parametrize(
    "text",
    [
        "The payments team",
        "Our SRE team",
        "Head of SRE",
        "Help desk team",
        "Support team",
        "data platform team",
        "IT team",
    ],
)
def test_a_team_may_have_an_article_and_several_words(text: str) -> None:
    assert is_team(text, WORDS)


def test_somebody_is_named_again_by_first_name_or_initials() -> None:
    assert short_forms("Jane van Smith") == ("jane van smith", "jane", "jvs")
    assert short_forms("@jane") == ("@jane",)


def test_a_handle_is_one_word_behind_an_at_sign() -> None:
    assert is_handle("@alice")
    assert not is_handle("@alice and @bob")
