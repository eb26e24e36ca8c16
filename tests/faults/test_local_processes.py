"""Several processes on one tracker file, and processes that are killed: nothing lost, nothing doubled."""

from __future__ import annotations

import multiprocessing
import random
import sqlite3
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from followthrough.forges.local import LocalForge
from followthrough.forges.local.people import events
from followthrough.model import IssueDraft, IssueEdit, IssueState, Thread
from followthrough.tracking.marker import parse_marker
from tests.acceptance.rig import item, postmortem, sync, the_plan

LABEL = "postmortem-action"
FORK = multiprocessing.get_context("fork")


def open_many(path: Path, login: str, count: int) -> None:
    with closing(LocalForge(path, actor=login)) as forge:
        for n in range(count):
            forge.open_issue(IssueDraft(title=f"{login} {n}", body="Text.", labels=(LABEL, login)))


def act_for_ever(path: Path) -> None:
    """Open, comment and close without end, each issue in the same three steps."""
    with closing(LocalForge(path)) as forge:
        while True:
            issue = forge.open_issue(IssueDraft(title="Item", body="Text.", labels=(LABEL,), assignees=("alice",)))
            forge.post_comment(Thread(kind="issue", number=issue.number), "Closing.")
            forge.edit_issue(issue.number, IssueEdit(state=IssueState.CLOSED, add_labels=("closed-by-us",)))


def hold_the_lease(path: Path, held: Path) -> None:
    with closing(LocalForge(path)) as forge, forge.lease():
        held.touch()
        time.sleep(60)


def kill_when(ready: Callable[[], bool], target: Callable[..., None], *arguments: Path) -> None:
    """Start a process and kill it outright as soon as `ready`."""
    process = FORK.Process(target=target, args=arguments)
    process.start()
    deadline = time.monotonic() + 30
    while not ready() and time.monotonic() < deadline:
        time.sleep(0.001)
    process.kill()
    process.join()
    assert ready()


def test_two_processes_that_open_at_once_make_one_tracker_with_the_issues_of_both(tmp_path: Path) -> None:
    path = tmp_path / "tracker.sqlite3"
    processes = [FORK.Process(target=open_many, args=(path, login, 40)) for login in ("alice", "bob")]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
    assert [process.exitcode for process in processes] == [0, 0]
    with closing(LocalForge(path)) as forge:
        issues = forge.list_issues(LABEL)
    assert [issue.number for issue in issues] == list(range(1, 81))
    assert Counter(issue.author.login for issue in issues) == {"alice": 40, "bob": 40}


@pytest.mark.parametrize("seed", range(6))
def test_a_process_that_is_killed_leaves_each_write_whole_or_not_at_all(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "tracker.sqlite3"
    started = [0.0]
    pause = random.Random(seed).uniform(0.0, 0.15)  # noqa: S311 - chance, not secrecy

    def after_a_while() -> bool:
        if not started[0] and path.exists() and path.stat().st_size:
            started[0] = time.monotonic()
        return bool(started[0]) and time.monotonic() > started[0] + pause

    kill_when(after_a_while, act_for_ever, path)
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    with closing(LocalForge(path, wait=1)) as forge:
        issues = forge.list_issues(LABEL)
        told = Counter(event.verb for event in events(forge) if event.verb != "label made")
        assert forge.open_issue(IssueDraft(title="Next", body="")).number == len(issues) + 1
    closed = [issue for issue in issues if issue.state is IssueState.CLOSED]
    assert told["opened"] == len(issues)
    assert told["commented"] == sum(issue.comment_count for issue in issues)
    assert told["closed"] == len(closed)
    assert all(issue.labels == (LABEL, "closed-by-us") for issue in closed)
    assert all(issue.assignees == ("alice",) for issue in issues)
    assert len(issues) - len(closed) <= 1


def test_a_killed_holder_of_the_lease_starves_nobody(tmp_path: Path) -> None:
    path, held = tmp_path / "tracker.sqlite3", tmp_path / "held"
    kill_when(held.exists, hold_the_lease, path, held)
    with closing(LocalForge(path, wait=0.1)) as forge, forge.lease():
        assert forge.list_issues(LABEL) == ()


PROMISES = (
    "Alert on the depth of the order queue",
    "Rehearse a failover of the payment database",
    "Cap retries of the mail worker at three",
    "Document who may roll back a release",
    "Expire abandoned carts after ten minutes",
    "Buy a second uplink for the office",
)
PAPERS = tuple(postmortem(f"postmortems/{n}.md", *map(item, PROMISES)) for n in range(4))


def sync_once(path: Path) -> None:
    with closing(LocalForge(path)) as forge:
        sync(forge, PAPERS)


def assert_in_step(path: Path) -> None:
    """Exactly one issue for each promise, one status for each postmortem, and nothing left to do."""
    with closing(LocalForge(path)) as forge:
        sync(forge, PAPERS)
        issues = forge.list_issues(LABEL)
        markers = [marker for issue in issues if (marker := parse_marker(issue.body))]
        assert Counter((marker.path, marker.title) for marker in markers) == {
            (paper.path, promise): 1 for paper in PAPERS for promise in PROMISES
        }
        assert all(issue.state is IssueState.OPEN for issue in issues)
        assert Counter(event.verb for event in events(forge))["commented"] == len(PAPERS)
        assert the_plan(forge, PAPERS).is_empty


@pytest.mark.parametrize("attempt", range(3))
def test_two_syncs_at_once_open_each_issue_once(tmp_path: Path, attempt: int) -> None:
    path = tmp_path / f"{attempt}.sqlite3"
    processes = [FORK.Process(target=sync_once, args=(path,)) for _ in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
    assert [process.exitcode for process in processes] == [0, 0, 0]
    assert_in_step(path)


@pytest.mark.parametrize("seed", range(12))
def test_a_sync_that_is_killed_at_any_moment_is_made_good_by_the_next(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "tracker.sqlite3"
    chance = random.Random(seed)  # noqa: S311 - chance, not secrecy
    for _ in range(3):
        process = FORK.Process(target=sync_once, args=(path,))
        process.start()
        process.join(chance.uniform(0.0, 0.06))
        process.kill()
        process.join()
    assert_in_step(path)
