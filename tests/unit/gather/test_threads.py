from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from followthrough.forges.local import Commit, LocalForge
from followthrough.forges.local.people import delete_thread, lock_thread
from followthrough.gather.threads import History, Origin, places
from followthrough.model import Thread

TODAY = date(2026, 11, 20)
COMMIT, OTHER = "ab" * 20, "cd" * 20
CHECKOUT = Origin(key="INC-42", path="postmortems/checkout.md")


def merged(days_ago: int = 1) -> Commit:
    at = datetime(2026, 11, 20, 12, tzinfo=UTC) - timedelta(days=days_ago)
    return Commit(subject="Add the postmortem of the checkout outage", committed_at=at)


@pytest.fixture
def forge(tmp_path: Path) -> Iterator[LocalForge]:
    with closing(LocalForge(tmp_path / "tracker.sqlite3", describe=lambda _: merged())) as forge:
        yield forge


def brought_by(commit: str, *paths: str) -> History:
    return History(commits=dict.fromkeys(paths or (CHECKOUT.path,), commit))


def test_the_status_stands_on_the_change_request_whose_commit_added_the_file(forge: LocalForge) -> None:
    place = places([CHECKOUT], brought_by(COMMIT), forge, TODAY)["INC-42"]
    assert place.change_request is not None
    assert place.change_request.title == "Add the postmortem of the checkout outage"
    assert place.thread == Thread(kind="change_request", number=place.change_request.number)


def test_what_git_cannot_place_came_with_the_event(forge: LocalForge) -> None:
    request = forge.change_request_of(OTHER)
    assert request is not None
    history = History(commits={}, event_change_request=request.number)
    assert places([CHECKOUT], history, forge, TODAY)["INC-42"].thread == Thread(
        kind="change_request", number=request.number
    )


def test_the_commit_counts_before_the_event(forge: LocalForge) -> None:
    event = forge.change_request_of(OTHER)
    assert event is not None
    history = History(commits={CHECKOUT.path: COMMIT}, event_change_request=event.number)
    place = places([CHECKOUT], history, forge, TODAY)["INC-42"]
    assert place.thread is not None
    assert place.thread.number != event.number


def test_a_tracking_issue_serves_for_good(forge: LocalForge) -> None:
    origin = Origin(key="INC-42", path=CHECKOUT.path, follow_up=7)
    assert places([origin], brought_by(COMMIT), forge, TODAY)["INC-42"].thread == Thread(kind="issue", number=7)


def test_nothing_known_means_a_tracking_issue(forge: LocalForge) -> None:
    place = places([CHECKOUT], History(commits={}), forge, TODAY)["INC-42"]
    assert (place.thread, place.change_request) == (None, None)


@pytest.mark.parametrize(
    ("documents", "serves"), [pytest.param(5, True, id="five"), pytest.param(6, False, id="six: an import")]
)
def test_a_change_request_that_brought_more_than_five_postmortems_is_an_import(
    forge: LocalForge, documents: int, *, serves: bool
) -> None:
    paths = [CHECKOUT.path, *(f"postmortems/{n}.md" for n in range(documents - 1))]
    place = places([CHECKOUT], brought_by(COMMIT, *paths), forge, TODAY)["INC-42"]
    assert (place.thread is not None) is serves
    assert place.change_request is not None
    assert place.change_request.paths_added == documents


@pytest.mark.parametrize(
    ("days", "serves"), [pytest.param(90, True, id="90 days"), pytest.param(91, False, id="91 days")]
)
def test_a_change_request_of_long_ago_never_begins_to_serve_but_goes_on_to(
    tmp_path: Path, days: int, *, serves: bool
) -> None:
    with closing(LocalForge(tmp_path / "tracker.sqlite3", describe=lambda _: merged(days))) as forge:
        new = places([CHECKOUT], brought_by(COMMIT), forge, TODAY)["INC-42"]
        assert (new.thread is not None) is serves
        assert new.change_request is not None
        known = Origin(key="INC-42", path=CHECKOUT.path, change_request=new.change_request.number)
        assert places([known], brought_by(COMMIT), forge, TODAY)["INC-42"].thread is not None


def test_a_locked_change_request_no_longer_serves(forge: LocalForge) -> None:
    request = forge.change_request_of(COMMIT)
    assert request is not None
    lock_thread(forge, request.number)
    known = Origin(key="INC-42", path=CHECKOUT.path, change_request=request.number)
    for origin in (CHECKOUT, known):
        assert places([origin], brought_by(COMMIT), forge, TODAY)["INC-42"].thread is None


def test_a_change_request_that_is_gone_no_longer_serves(forge: LocalForge) -> None:
    request = forge.change_request_of(COMMIT)
    assert request is not None
    delete_thread(forge, request.number)
    known = Origin(key="INC-42", path=CHECKOUT.path, change_request=request.number)
    assert places([known], brought_by(COMMIT), forge, TODAY)["INC-42"].thread is None
