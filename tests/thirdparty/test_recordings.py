"""What api.github.com really answered, as PyGithub's contributors recorded it over the years."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime

import pytest

from followthrough.forges.github.convert import Converter
from followthrough.forges.github.web import Web
from followthrough.forges.transport.fields import Fields
from followthrough.model import ChangeRequest, Comment, Issue, Thread
from tests.simulators.github.routes import ROUTER
from tests.simulators.wire.exchange import Request, json_response
from tests.simulators.wire.journal import Exchange
from tests.thirdparty.description import Description, summary
from tests.thirdparty.places import RECORDINGS
from tests.thirdparty.recordings import Recorded, recorded

REPOSITORY = r"/(?:repos/[^/]+/[^/]+|repositories/\d+)"
SINCE = datetime(2014, 1, 1, tzinfo=UTC)
"""Older answers lack fields that GitHub has added since, such as `assignees`."""
DESCRIBED_SINCE = datetime(2023, 1, 1, tzinfo=UTC)
READER = Converter(web=Web.of("https://api.github.com", "acme/shop"), own_logins=())


def objects(shape: str) -> Iterator[Mapping[str, object]]:
    """Every object that was answered below such a path."""
    pattern = re.compile(REPOSITORY + shape)
    for one in recorded(RECORDINGS):
        if one.at is None or one.at < SINCE or one.status >= 300 or not pattern.fullmatch(one.path):
            continue
        for entry in one.payload if isinstance(one.payload, list) else [one.payload]:
            if isinstance(entry, dict):
                yield entry


def compared(issue: Issue, raw: Mapping[str, object]) -> None:
    state = {"open": "open", "closed": "closed"}[str(raw["state"])]
    assert (issue.number, issue.title, issue.body, issue.state.value, issue.url) == (
        raw["number"],
        raw["title"],
        raw["body"] or "",
        state,
        raw["html_url"],
    )
    assert issue.is_change_request is ("pull_request" in raw)
    assert (issue.close_reason is None) is (state == "open")


def test_recorded_issues_are_read() -> None:
    count = 0
    for raw in objects(r"/issues(?:/\d+)?"):
        compared(READER.issue(Fields(raw, "issue")), raw)
        count += 1
    assert count > 80


@pytest.mark.parametrize(
    ("shape", "read", "least"),
    [
        pytest.param(
            r"/issues/(?:\d+/comments|comments/\d+)",
            lambda raw: READER.comment(raw, Thread(kind="issue", number=1)),
            20,
            id="comments",
        ),
        pytest.param(r"/(?:pulls(?:/\d+)?|commits/\w+/pulls)", READER.change_request, 20, id="pull requests"),
    ],
)
def test_other_recorded_answers_are_read(
    shape: str, read: Callable[[Fields], Comment | ChangeRequest], least: int
) -> None:
    count = 0
    for raw in objects(shape):
        seen = read(Fields(raw, "answer"))
        assert seen.url == raw["html_url"]
        count += 1
    assert count > least


def as_exchange(one: Recorded) -> Exchange | None:
    """The recording as the judge takes it; None where it is not of one of our operations."""
    found = ROUTER.find(one.verb, one.path)
    if found is None or one.payload is None:
        return None
    return Exchange(
        number=1,
        at=one.at or SINCE,
        route=found[0].name,
        actor=None,
        request=Request(method=one.verb, path=one.path, body=b"" if one.sent == "None" else one.sent.encode()),
        response=json_response(one.payload, one.status),
        faulty=False,
    )


def test_the_description_is_true_to_the_real_service(description: Description) -> None:
    judged, complaints = 0, Counter[str]()
    for one in recorded(RECORDINGS):
        exchange = as_exchange(one) if one.at and one.at >= DESCRIBED_SINCE else None
        if exchange is not None:
            judged += 1
            complaints.update({f"{one.name}: {text}" for text in description.complaints(exchange)[:1]})
    assert judged > 100
    assert complaints.total() <= 0.05 * judged, summary(complaints)
