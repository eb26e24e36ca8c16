from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from followthrough.cli.local import local
from followthrough.forges.local import Commit, LocalForge
from followthrough.model import CloseReason, IssueDraft, IssueState, Thread

Line = Callable[..., str]


@pytest.fixture
def tracker(tmp_path: Path) -> Path:
    path = tmp_path / "tracker.sqlite3"
    with closing(LocalForge(path)) as forge:
        forge.open_issue(
            IssueDraft(
                title="Alert on queue depth",
                body="Nobody saw the queue grow.",
                labels=("postmortem-action",),
                assignees=("alice",),
                due=date(2026, 12, 1),
            )
        )
    return path


@pytest.fixture
def run(tracker: Path) -> Line:
    def line(*arguments: str) -> str:
        result = CliRunner().invoke(local, ["--as", "bob", "--local", str(tracker), *arguments], catch_exceptions=False)
        assert result.exit_code == 0, result.output
        return result.output

    return line


def test_list_shows_open_issues_one_a_line(run: Line) -> None:
    assert run("list") == "#1  open    Alert on queue depth  due 2026-12-01  @alice  [postmortem-action]\n"
    run("close", "1")
    assert run("list") == ""
    assert run("list", "--all").startswith("#1  closed  Alert on queue depth")


def test_list_makes_no_tracker(tmp_path: Path) -> None:
    path = tmp_path / "none.sqlite3"
    assert CliRunner().invoke(local, ["--local", str(path), "list"]).output == ""
    assert not path.exists()


def test_what_somebody_does_is_done_in_their_name(run: Line, tracker: Path) -> None:
    run("close", "1", "--reason", "not-planned")
    run("comment", "1", "We buy a bigger queue instead.")
    with closing(LocalForge(tracker)) as forge:
        issue = forge.get_issue(1)
    assert issue.closed_by is not None
    assert (issue.closed_by.login, issue.closed_by.trusted) == ("bob", True)
    assert (issue.state, issue.close_reason) == (IssueState.CLOSED, CloseReason.NOT_PLANNED)
    assert "We buy a bigger queue instead." in run("show", "1")


def test_everything_of_an_issue_can_be_changed(run: Line, tracker: Path) -> None:
    run("close", "1")
    run("reopen", "1")
    run("edit", "1", "--title", "Alert on queue age", "--body", "New.", "--due", "2026-12-24")
    run("assign", "1", "carol", "dave")
    run("assign", "1", "alice", "--remove")
    run("label", "1", "P1")
    run("label", "1", "postmortem-action", "--remove")
    with closing(LocalForge(tracker)) as forge:
        issue = forge.get_issue(1)
    assert (issue.title, issue.body, issue.due) == ("Alert on queue age", "New.", date(2026, 12, 24))
    assert (issue.state, issue.assignees, issue.labels) == (IssueState.OPEN, ("carol", "dave"), ("P1",))


def test_show_tells_an_issue_whole(run: Line) -> None:
    shown = run("show", "1").splitlines()
    assert shown[0] == "#1  open    Alert on queue depth  due 2026-12-01  @alice  [postmortem-action]"
    assert shown[1].startswith("opened by followthrough 20")
    assert shown[3] == "Nobody saw the queue grow."


def test_text_cannot_steer_the_terminal(run: Line) -> None:
    run("edit", "1", "--title", "a\x1b]0;owned\x07b")
    assert "\x1b" not in run("list")


def test_a_reason_may_be_written_as_github_writes_it(run: Line, tracker: Path) -> None:
    run("close", "1", "--reason", "not_planned")
    with closing(LocalForge(tracker)) as forge:
        assert forge.get_issue(1).close_reason is CloseReason.NOT_PLANNED


def test_show_tells_a_commit_with_its_comments(run: Line, tracker: Path) -> None:
    """The commit that brought a postmortem has a number of its own and bears its status."""
    commit = Commit(subject="Add the postmortem", committed_at=datetime(2026, 11, 4, 9, tzinfo=UTC))
    with closing(LocalForge(tracker, describe=lambda _: commit)) as forge:
        request = forge.change_request_of("a" * 40)
        assert request is not None
        forge.post_comment(Thread(kind="change_request", number=request.number), "2 of 3 done")
    shown = run("show", str(request.number)).splitlines()
    assert shown[0] == f"#{request.number}  Add the postmortem  merged 2026-11-04 09:00"
    assert shown[-1] == "2 of 3 done"
