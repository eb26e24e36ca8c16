"""A postmortem's title and incident id."""

from __future__ import annotations

import pytest

from followthrough.documents.facts.titles import clean_title, find_incident_id
from followthrough.documents.rules import ReadingRules
from followthrough.documents.vocabulary import vocabulary_for
from tests.unit.documents.reading import read_text

WORDS = vocabulary_for(ReadingRules())


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ("Postmortem: Checkout outage", "Checkout outage"),
        ("Postmortem Report: **Checkout outage**", "Checkout outage"),
        ("Incident Report – Checkout outage", "Checkout outage"),
        ("Post-Mortem - `checkout` down", "checkout down"),
        ("Incident report 3 Nov 2026 - Checkout", "Incident report 3 Nov 2026 - Checkout"),
        ("INC-42: Checkout outage", "INC-42: Checkout outage"),
        ("Checkout: outage", "Checkout: outage"),
        ("Postmortem:", "Postmortem:"),
    ],
)
def test_a_leading_kind_word_is_left_off(heading: str, title: str) -> None:
    assert clean_title(heading, WORDS) == title


@pytest.mark.parametrize(
    ("text", "title"),
    [
        pytest.param("# Checkout outage\n", "Checkout outage", id="first heading"),
        pytest.param("## Checkout outage\n\n## Summary\n\nx\n", "Checkout outage", id="heading of level 2"),
        pytest.param("## Summary\n\nx\n", None, id="a section is no title"),
        pytest.param("---\ntitle: Checkout outage\n---\n\n## Summary\n", "Checkout outage", id="front matter"),
        pytest.param("---\ntitle: In the matter\n---\n\n# In the heading\n", "In the heading", id="heading first"),
        pytest.param("+++\ntitle = 'Checkout outage'\n+++\n\ntext\n", "Checkout outage", id="TOML front matter"),
        pytest.param("Checkout outage\n===\n\ntext\n", "Checkout outage", id="underlined heading"),
        pytest.param("---\ntitle: In the matter\n---\n\n## Why?\n", "In the matter", id="matter before a section"),
        pytest.param("# Incident report\n\n## Checkout outage\n", "Checkout outage", id="heading below the kind"),
        pytest.param("**Checkout outage**\n\ntext\n", "Checkout outage", id="bold line"),
        pytest.param("Postmortem: Checkout outage\n\ntext\n", "Checkout outage", id="line that opens with the kind"),
        pytest.param("Checkout was down.\n\ntext\n", None, id="sentence"),
        pytest.param("**Summary**\n\ntext\n", None, id="bold section"),
        pytest.param("# Postmortem: [Incident Title]\n", None, id="placeholder"),
        pytest.param("# Incident Postmortem Template\n", None, id="bare template"),
        pytest.param(
            "# Incident date: 2026-11-03, carts gone\n\n## Summary\n",
            "Incident date: 2026-11-03, carts gone",
            id="that states the date",
        ),
        pytest.param(
            "# Severity: the day the alarms lied\n\n## Summary\n",
            "Severity: the day the alarms lied",
            id="like a field",
        ),
        pytest.param("# Missing cart metrics\n\n## Impact\n", "Missing cart metrics", id="like the name of a section"),
        pytest.param("# Resolution of the DNS riddle\n", "Resolution of the DNS riddle", id="of nothing below it"),
        pytest.param("# Timeline (UTC)\n\n## Impact\n", None, id="that is the name of a section"),
        pytest.param("# Missing cart metrics\n\n# Impact\n", None, id="one of several of its rank"),
        pytest.param("# Title:\n### Carts gone\n\n# Cause\n", "Carts gone", id="below the word for it"),
        pytest.param("# Title\n\nCarts gone\n\n# Cause\n", "Carts gone", id="a line below the word for it"),
        pytest.param("# Title\n\n**Date:** 2026-11-03\n\n## Steps\n", None, id="a field below the word for it"),
        pytest.param("---\ntitle: Carts gone\n---\n\n# The incident\n\nx\n", "Carts gone", id="matter before a kind"),
        pytest.param(
            "### Postmortem: Carts gone\n\n##### Summary\n\nx\n", "Carts gone", id="a low one that names its kind"
        ),
    ],
)
def test_the_title_is_the_first_heading_or_the_front_matters(text: str, title: str | None) -> None:
    assert read_text(text).title == title


@pytest.mark.parametrize(
    ("title", "incident"),
    [
        ("INC-42: Checkout outage", "INC-42"),
        ("PM-2026-001: Checkout outage", "PM-2026-001"),
        ("INC-42", "INC-42"),
        ("INC-42 Checkout outage", "INC-42"),
        ("ABC-42 broke", None),
        ("Checkout outage INC-42", None),
        ("UTF-8 broke", None),
    ],
)
def test_an_id_that_opens_the_title_is_the_incidents(title: str, incident: str | None) -> None:
    assert find_incident_id(title) == incident


def test_a_title_opens_no_section_though_it_looks_like_the_name_of_one() -> None:
    text = (
        "# Missing cart metrics\n\n- First noticed: 2026-11-03 09:12\n- Root cause: a full disk\n\n"
        "## Action Items\n\n- [ ] Watch the disk\n"
    )

    postmortem = read_text(text)

    assert read_text(text.partition("## ")[0]).metrics == {}
    assert (postmortem.metrics, postmortem.root_cause) == ({}, "a full disk")
    assert [item.title for item in postmortem.action_items] == ["Watch the disk"]


def test_a_heading_that_all_below_it_belongs_to_is_title_and_section() -> None:
    postmortem = read_text("# Action items after the cart outage\n\n- [ ] Watch the disk\n")

    assert postmortem.title == "Action items after the cart outage"
    assert [item.title for item in postmortem.action_items] == ["Watch the disk"]


def test_a_title_may_state_the_date() -> None:
    postmortem = read_text("# Date: 2026-11-03, carts gone\n\n## Summary\n\nOn 2026-11-02 all was well.\n")

    assert (postmortem.title, str(postmortem.date)) == ("Date: 2026-11-03, carts gone", "2026-11-03")
    assert postmortem.positions["/date"].line == 1


def test_a_byte_order_mark_inside_a_file_hides_no_heading() -> None:
    assert read_text("---\ntitle: carts-gone\n---\n\n\ufeff# Carts gone\n").title == "Carts gone"
