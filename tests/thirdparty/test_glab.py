"""GitLab's own command line takes the simulator for GitLab: a client in another language, typed, by those who know."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.simulators.gitlab import GitLabSimulator, Role, Token
from tests.thirdparty.places import GLAB

AT = ("-R", "acme/platform/shop")
API = "projects/acme%2Fplatform%2Fshop"
COMMAND = shutil.which("glab") or (str(GLAB) if GLAB.exists() else None)
Glab = Callable[..., subprocess.CompletedProcess[str]]

pytestmark = pytest.mark.skipif(
    COMMAND is None, reason="glab is not there: neither installed nor to be had from Debian"
)


@pytest.fixture
def gitlab() -> Iterator[GitLabSimulator]:
    with GitLabSimulator() as simulator:
        yield simulator


@pytest.fixture
def glab(gitlab: GitLabSimulator, tmp_path: Path) -> Glab:
    """Run glab with the project's token; only its configuration tells it to speak plain HTTP."""
    host = gitlab.web.removeprefix("http://")
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path),
        "GITLAB_HOST": host,
        "NO_COLOR": "1",
        "NO_PROMPT": "1",
        "GLAB_CHECK_UPDATE": "false",
        "GLAB_SEND_TELEMETRY": "false",
    }

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(COMMAND), *arguments], env=environment, cwd=tmp_path, capture_output=True, text=True, check=False
        )

    for name, value in {"api_protocol": "http", "api_host": host, "token": gitlab.token}.items():
        assert run("config", "set", "-g", "-h", host, name, value).returncode == 0
    return run


def test_an_issue_is_opened_whole(gitlab: GitLabSimulator, glab: Glab) -> None:
    gitlab.invite("alice", name="Alice Smith")
    sides = ("--label", "ours", "--due-date", "2026-12-01", "--assignee", "alice", "--confidential")
    ran = glab("issue", "create", *AT, "-t", "Alert on age", "-d", "Text.\n/label ~never", "-y", *sides)
    assert (ran.returncode, ran.stdout.strip()) == (0, f"{gitlab.web}/acme/platform/shop/-/issues/1"), ran.stderr
    issue = gitlab.project.issues[1]
    assert (issue.title, issue.description, issue.labels) == ("Alert on age", "Text.", ("ours",))
    assert (issue.assignees, issue.due_date, issue.confidential) == (("alice",), date(2026, 12, 1), True)


def test_issues_are_listed_with_types_that_it_understands(gitlab: GitLabSimulator, glab: Glab) -> None:
    alice = gitlab.person("alice")
    alice.close(alice.open_issue("One", "- [x] a", labels=["ours"], assignees=["alice"], due=date(2026, 12, 1)))
    ran = glab("issue", "list", *AT, "--all", "--output", "json")
    assert ran.returncode == 0, ran.stderr
    (issue,) = json.loads(ran.stdout)
    assert (issue["iid"], issue["state"], issue["labels"], issue["due_date"]) == (1, "closed", ["ours"], "2026-12-01")
    assert (issue["closed_by"]["username"], issue["assignees"][0]["username"]) == ("alice", "alice")
    assert issue["task_completion_status"] == {"count": 1, "completed_count": 1}


def test_an_issue_is_edited_closed_and_opened_again(gitlab: GitLabSimulator, glab: Glab) -> None:
    gitlab.person("alice").open_issue("One", labels=["old"])
    changes = ("--title", "Two", "--label", "new", "--unlabel", "old", "--assignee", "alice")
    edited = glab("issue", "update", "1", *AT, *changes)
    assert edited.returncode == 0, edited.stderr
    issue = gitlab.project.issues[1]
    assert (issue.title, issue.labels, issue.assignees) == ("Two", ("new",), ("alice",))
    assert glab("issue", "close", "1", *AT).returncode == 0
    assert gitlab.project.issues[1].state == "closed"
    assert glab("issue", "reopen", "1", *AT).returncode == 0
    assert gitlab.project.issues[1].state == "opened"
    assert glab("issue", "update", "1", *AT, "--lock-discussion").returncode == 0
    assert gitlab.project.issues[1].discussion_locked


def test_notes_are_added_and_shown(gitlab: GitLabSimulator, glab: Glab) -> None:
    gitlab.person("alice").open_issue("One")
    added = glab("issue", "note", "1", *AT, "-m", "Still so.")
    assert added.returncode == 0, added.stderr
    (note,) = gitlab.project.notes_on("Issue", 1)
    assert added.stdout.strip().endswith(f"/-/issues/1#note_{note.id}")
    assert "Still so." in glab("issue", "view", "1", *AT, "--comments").stdout


def test_labels_are_made_once_and_listed(gitlab: GitLabSimulator, glab: Glab) -> None:
    made = glab("label", "create", *AT, "--name", "overdue", "--color", "#b60205", "--description", "Past its due date")
    again = glab("label", "create", *AT, "--name", "overdue", "--color", "#ffffff")
    listed = glab("label", "list", *AT)
    assert (made.returncode, again.returncode, listed.returncode) == (0, 1, 0)
    assert "Label already exists" in again.stderr
    assert "overdue -> Past its due date (#b60205)" in listed.stdout
    assert gitlab.project.labels["overdue"].color == "#b60205"


@pytest.mark.parametrize("keyset", ["", "&pagination=keyset"])
def test_all_pages_are_followed(gitlab: GitLabSimulator, glab: Glab, keyset: str) -> None:
    for number in range(7):
        gitlab.person("alice").open_issue(f"Item {number}")
    ran = glab("api", "--paginate", f"{API}/issues?per_page=2{keyset}")
    assert ran.returncode == 0, ran.stderr
    assert [issue["iid"] for issue in pages_of(ran.stdout)] == [7, 6, 5, 4, 3, 2, 1]
    assert len(gitlab.journal) == 4


def pages_of(text: str) -> list[dict[str, object]]:
    """The entries of lists that stand one behind the other."""
    decoder, entries, at = json.JSONDecoder(), [], 0
    while at < len(text.rstrip()):
        page, at = decoder.raw_decode(text, at)
        entries += page
    return entries


def test_merge_requests_are_listed_shown_and_commented(gitlab: GitLabSimulator, glab: Glab) -> None:
    alice = gitlab.person("alice")
    alice.merge(alice.open_merge_request("Postmortem: checkout outage", files=["postmortems/one.md"]))
    listed, shown = glab("mr", "list", *AT, "-A"), glab("mr", "view", "1", *AT, "--output", "json")
    assert "!1\tacme/platform/shop!1\tPostmortem: checkout outage" in listed.stdout, listed.stderr
    assert json.loads(shown.stdout)["merge_commit_sha"] == alice.merge_request(1).merge_commit_sha
    assert glab("mr", "note", "1", *AT, "-m", "Five issues opened.").returncode == 0
    assert [note.body for note in gitlab.project.notes_on("MergeRequest", 1)] == ["Five issues opened."]


def test_a_refusal_is_understood(gitlab: GitLabSimulator, glab: Glab) -> None:
    missing = glab("api", f"{API}/issues/99")
    assert (missing.returncode, "404" in missing.stderr) == (1, True)
    gitlab.invite("carol", role=Role.REPORTER)
    token = gitlab.issue_token(Token(value="glpat-reader", username="carol", scopes=("read_api",)))
    glab("config", "set", "-g", "-h", gitlab.web.removeprefix("http://"), "token", token)
    refused = glab("label", "create", *AT, "--name", "x", "--color", "#ffffff")
    assert (refused.returncode, "insufficient_scope" in refused.stderr) == (1, True)
