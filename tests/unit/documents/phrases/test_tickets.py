"""References to issues and tickets."""

from __future__ import annotations

import pytest

from followthrough.documents.outline.inline import strip_markup
from followthrough.documents.phrases.tickets import find_tickets, is_ticket_url
from followthrough.documents.rules import ReadingRules
from followthrough.documents.vocabulary import vocabulary_for

WORDS = vocabulary_for(ReadingRules())


@pytest.mark.parametrize(
    ("text", "tickets"),
    [
        ("see #12 and !34", ("#12", "!34")),
        ("acme/shop#5", ("acme/shop#5",)),
        ("OPS-77: cap retries", ("OPS-77",)),
        ("[issue](https://github.com/acme/shop/issues/7)", ("https://github.com/acme/shop/issues/7",)),
        ("https://gitlab.com/a/b/-/merge_requests/9.", ("https://gitlab.com/a/b/-/merge_requests/9",)),
        ("[OPS-1](https://jira.example/browse/OPS-1)", ("https://jira.example/browse/OPS-1",)),
        ("[#12](https://github.com/acme/shop/pull/12)", ("https://github.com/acme/shop/pull/12",)),
        ("[the runbook](https://wiki.example/runbook)", ()),
        ("UTF-8, SHA-256, SEV-1 and CVE-2026", ()),
        ("depends on #3", ()),
        ("row #3", ()),
        ("the channel #incidents", ()),
        ("50#3x", ()),
    ],
)
def test_tickets_are_found_in_a_text(text: str, tickets: tuple[str, ...]) -> None:
    assert tuple(ticket.text for ticket in find_tickets(strip_markup(text), WORDS)) == tickets


@pytest.mark.parametrize(
    "url",
    [
        "https://tasks.acme.example/T4711",
        "https://dev.acme.example/shop/_workitems/edit/12",
        "https://projects.acme.example/work_packages/12/activity",
        "https://bugs.acme.example/show_bug.cgi?id=12",
        "https://bugs.acme.example/cgi-bin/bugreport.cgi?bug=12",
        "https://bugs.debian.org/12",
        "https://review.acme.example/c/shop/+/4711",
        "https://gitlab.acme.example/groups/shop/-/epics/5",
        "https://linear.app/acme/issue/ENG-12/cap-retries",
    ],
)
def test_trackers_are_known_by_their_addresses(url: str) -> None:
    assert is_ticket_url(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://github.com/acme/shop/commit/abcdef1",
        "https://github.com/acme/shop/blob/main/docs/7",
        "https://github.com/acme/shop/issues",
        "https://wiki.example/pages/7",
        "https://wiki.example/Testing",
        f"https://wiki.example/{'issues/' * 400}7",
    ],
)
def test_an_address_of_something_else_is_no_ticket(url: str) -> None:
    assert not is_ticket_url(url)
