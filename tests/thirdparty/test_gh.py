"""GitHub's own command line takes the simulator for GitHub: a client in another language, by the people who know.

It speaks plain HTTP only to `github.localhost`, so it is led to the simulator as to a proxy.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.simulators.github import GitHubSimulator
from tests.thirdparty.places import GH

AT = ("-R", "github.localhost/acme/shop")
Gh = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def github() -> Iterator[GitHubSimulator]:
    with GitHubSimulator() as simulator:
        yield simulator


@pytest.fixture
def gh(github: GitHubSimulator, tmp_path: Path) -> Gh:
    """Run gh with the workflow's token."""
    command = shutil.which("gh") or str(GH)
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path),
        "HTTP_PROXY": github.url,
        "GH_HOST": "github.localhost",
        "GH_TOKEN": github.token,
        "GH_PROMPT_DISABLED": "1",
        "GH_NO_UPDATE_NOTIFIER": "1",
        "NO_COLOR": "1",
    }

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [command, *arguments], env=environment, cwd=tmp_path, capture_output=True, text=True, check=False
        )

    return run


@pytest.mark.parametrize("cursors", [True, False])
def test_all_pages_are_followed(github: GitHubSimulator, gh: Gh, *, cursors: bool) -> None:
    github.repository.numbered_issue_pages = not cursors
    for number in range(7):
        github.person("alice").open_issue(f"Item {number}")
    ran = gh("api", "--paginate", "repos/acme/shop/issues?per_page=2&state=all", "--jq", ".[].number")
    assert (ran.returncode, ran.stdout.split()) == (0, list("7654321"))
    assert len(github.journal) == 4


def test_pages_of_graphql_are_followed(github: GitHubSimulator, gh: Gh) -> None:
    for number in range(5):
        github.person("alice").open_issue(f"Item {number}")
    query = (
        'query($endCursor: String) { repository(owner: "acme", name: "shop") { issues(first: 2, after: $endCursor)'
        " { nodes { number } pageInfo { hasNextPage endCursor } } } }"
    )
    ran = gh("api", "graphql", "--paginate", "-f", f"query={query}", "--jq", ".data.repository.issues.nodes[].number")
    assert (ran.returncode, ran.stdout.split()) == (0, list("12345"))


def test_labels_are_made_once_and_listed(github: GitHubSimulator, gh: Gh) -> None:
    made = gh("label", "create", "overdue", *AT, "--color", "b60205", "--description", "Past its due date")
    again = gh("label", "create", "OVERDUE", *AT, "--color", "ffffff")
    listed = gh("label", "list", *AT)
    assert (made.returncode, again.returncode, listed.returncode) == (0, 1, 0)
    assert "already exists" in again.stderr
    assert listed.stdout.split("\t") == ["overdue", "Past its due date", "#b60205\n"]
    assert github.repository.labels["overdue"].color == "b60205"


def test_issues_are_opened_and_listed(github: GitHubSimulator, gh: Gh) -> None:
    opened = gh("api", "repos/acme/shop/issues", "-f", "title=Alert on age", "-f", "labels[]=ours", "--jq", ".number")
    listed = gh("issue", "list", *AT)
    assert (opened.returncode, opened.stdout.strip()) == (0, "1"), opened.stderr
    assert listed.stdout.split("\t")[:4] == ["1", "OPEN", "Alert on age", "ours"], listed.stderr
    assert github.repository.issues[1].labels == ("ours",)


def test_a_refusal_is_understood(gh: Gh) -> None:
    ran = gh("api", "repos/acme/shop/issues/99")
    assert (ran.returncode, "Not Found (HTTP 404)" in ran.stderr) == (1, True)
