from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from followthrough.tracking.rollup_marker import parse_rollup
from tests.simulators.github import GitHubSimulator
from tests.simulators.github.routes import CREATE_COMMENT
from tests.simulators.github.tokens import Token
from tests.simulators.loopback import LOOPBACK
from tests.simulators.wire import faults
from tests.simulators.wire.plan import ALWAYS
from tests.unit.cli.conftest import CHECKOUT, Followthrough
from tests.unit.cli.runner import REPOSITORY, Run, Told, merged, pull
from tests.unit.discovery.repositories import commit, git, start

pytestmark = LOOPBACK
PATH = "postmortems/2026-11-03-checkout.md"
USUAL = ("--today", "2026-11-20", "--settle", "0")


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A pull request that brings a postmortem, and the CI that it is checked by."""

    github: GitHubSimulator
    run: Run
    number: int
    base: str
    merge: str

    def opened(self, **environ: str) -> Told:
        """A run on the open pull request."""
        return self.run("pull_request", pull(self.number, self.base), **self._environ(environ))

    def merged(self, **environ: str) -> Told:
        """A run on its merge."""
        return self.run("pull_request", merged(self.number), **self._environ(environ))

    def _environ(self, more: dict[str, str]) -> dict[str, str]:
        return {"GITHUB_API_URL": self.github.url, "GH_TOKEN": self.github.token, "GITHUB_SHA": self.merge, **more}

    @property
    def comments(self) -> list[tuple[str, bool]]:
        """The comments on it: how each begins, and whether it is folded."""
        comments = self.github.repository.comments_on(self.number)
        return [(comment.body.partition(":")[0], bool(comment.minimized)) for comment in comments]


@pytest.fixture
def proposal(tmp_path: Path, followthrough: Followthrough, monkeypatch: pytest.MonkeyPatch) -> Iterator[Proposal]:
    root = start(tmp_path / "shop")
    (root / "README.md").write_text("# Shop\n", encoding="utf-8")
    base = commit(root, "Start")
    (root / PATH).parent.mkdir()
    (root / PATH).write_text(CHECKOUT, encoding="utf-8")
    merge = commit(root, "Write down the outage")
    git(root, "checkout", "--quiet", "--detach")
    monkeypatch.chdir(root)
    run = Run(followthrough=followthrough, monkeypatch=monkeypatch, folder=tmp_path, usual=USUAL)
    with GitHubSimulator() as github:
        github.invite("alice", name="Alice Smith")
        number = github.person("alice").open_pull_request("The checkout outage", files=(PATH,))
        yield Proposal(github=github, run=run, number=number, base=base, merge=merge)


def _accept(proposal: Proposal) -> None:
    proposal.github.person("alice").merge(proposal.number, commit=proposal.merge)


def test_from_the_proposal_to_the_issues(proposal: Proposal) -> None:
    """The plan is told before the merge, and at the merge the status takes its place; a second run only reads."""
    assert proposal.opened().code == 0
    assert proposal.comments == [("**Once this is merged", False)]
    (comment,) = proposal.github.repository.comments_on(proposal.number)
    assert "**Cannot be assigned:** Bob Jones." in comment.body
    assert "@\u200balice" in comment.body
    _accept(proposal)
    told = proposal.merged()
    assert (told.code, told.outputs["created"]) == (0, "2")
    assert [folded for _, folded in proposal.comments] == [True, False]
    proposal.github.journal.clear()
    again = proposal.run("schedule", {"repository": REPOSITORY})
    assert again.outputs["open"] == "2"
    assert not proposal.github.journal.writes
    assert len(proposal.github.journal.reads) <= 6


def test_on_schedule_it_is_noted_what_a_document_says_of_its_incident_by_now(proposal: Proposal) -> None:
    """No issue tells of it, and nobody looks at each status at every merge."""
    _accept(proposal)
    assert proposal.merged().code == 0
    document = Path(PATH)
    document.write_text(CHECKOUT.replace("P1", "P3"), encoding="utf-8")
    commit(Path.cwd(), "Rate the outage anew")
    later = replace(proposal.run, usual=("--today", "2027-03-01", "--settle", "0"))
    environ = {"GITHUB_API_URL": proposal.github.url, "GH_TOKEN": proposal.github.token}
    assert later("push", {"repository": REPOSITORY, "ref": "refs/heads/main"}, **environ).code == 0
    assert _severities(proposal) == ["P1"]
    assert later("schedule", {"repository": REPOSITORY}, **environ).code == 0
    assert _severities(proposal)[-1] == "P3"


def _severities(proposal: Proposal) -> list[str | None]:
    """What each status that stands there says of the severity."""
    told = (parse_rollup(comment.body) for comment in proposal.github.repository.comments_on(proposal.number))
    return [ledger.severity for marker in told if marker for ledger in marker.ledgers]


def test_a_check_writes_one_comment_and_no_more(proposal: Proposal) -> None:
    """The look at an open pull request costs a handful of requests, and the second one writes nothing."""
    proposal.opened()
    assert len(proposal.github.journal.writes) == 1
    assert len(proposal.github.journal.reads) <= 8
    proposal.github.journal.clear()
    proposal.opened()
    assert not proposal.github.journal.writes


@pytest.mark.parametrize(
    ("permissions", "lacking"),
    [
        pytest.param({"contents": "read", "issues": "read"}, "pull-requests: write", id="may not comment"),
        pytest.param({"contents": "read", "pull_requests": "write"}, "issues:", id="may not read issues"),
    ],
)
def test_a_check_without_permission(proposal: Proposal, permissions: dict[str, str], lacking: str) -> None:
    """What the check found is told all the same; then the run fails with the block to paste."""
    repository = proposal.github.repository
    repository.private = True
    token = "ghs_" + "weak" * 8
    proposal.github.issue_token(Token(value=token, home="acme/shop", permissions=permissions))
    told = proposal.opened(GH_TOKEN=token)
    assert told.code == 4
    assert "**Check**" in told.summary
    assert lacking in told.summary
    assert told.outputs["failed"] == "1"
    assert token not in told.ended.out + told.ended.err + told.summary


def test_a_merge_without_permission(proposal: Proposal) -> None:
    """Nothing is opened, and the summary has the mend."""
    _accept(proposal)
    git(Path.cwd(), "checkout", "--quiet", "main")
    token = "ghs_" + "read" * 8
    permissions = {"contents": "read", "issues": "read", "pull_requests": "read"}
    proposal.github.issue_token(Token(value=token, home="acme/shop", permissions=permissions))
    told = proposal.merged(GH_TOKEN=token)
    assert told.code == 4
    assert told.outputs["created"] == "0"
    assert int(told.outputs["failed"]) >= 1
    assert "```yaml\npermissions:\n  contents: read\n  issues: write\n  pull-requests: write\n```" in told.summary


def _let_nobody_comment(proposal: Proposal) -> None:
    refusal = faults.answered(403, {"message": "Resource not accessible by integration"}, committed=False)
    proposal.github.inject(refusal, route=CREATE_COMMENT, times=ALWAYS)


BLOCK = "permissions:\n  contents: read\n  issues: write\n  pull-requests: write"


def test_a_merge_that_may_not_comment(proposal: Proposal) -> None:
    """The issues are opened; what the status lacks is told with the block to paste."""
    _accept(proposal)
    _let_nobody_comment(proposal)
    told = proposal.merged()
    assert (told.code, told.outputs["created"]) == (4, "2")
    assert f"```yaml\n{BLOCK}\n```" in told.summary
    assert "it lacks `pull-requests: write`" in told.ended.err
    assert "  mend: give it that permission" in told.ended.err


def test_a_rollup_that_may_not_comment(proposal: Proposal) -> None:
    """One refusal is enough to be told with its mend."""
    _accept(proposal)
    assert proposal.merged().code == 0
    _let_nobody_comment(proposal)
    late = replace(proposal.run, usual=("--today", "2026-12-07", "--settle", "0"))
    environ = {"GITHUB_API_URL": proposal.github.url, "GH_TOKEN": proposal.github.token}
    told = late("schedule", {"repository": REPOSITORY}, **environ)
    assert told.code == 4
    assert "it lacks `pull-requests: write`" in told.ended.err
    assert "  mend: give it that permission" in told.ended.err


@pytest.mark.parametrize(
    ("spoiled", "said"),
    [
        pytest.param("has_issues", "switched off", id="issues disabled"),
        pytest.param("archived", "archived", id="archived"),
    ],
)
def test_a_repository_that_takes_no_issues(proposal: Proposal, spoiled: str, said: str) -> None:
    """One line with the reason, exit code 4."""
    _accept(proposal)
    setattr(proposal.github.repository, spoiled, spoiled == "archived")
    told = proposal.merged()
    assert told.code == 4
    assert said in told.summary


def test_no_token(proposal: Proposal) -> None:
    """A workflow that hands over no token is told so."""
    _accept(proposal)
    told = proposal.merged(GH_TOKEN="")
    assert told.code == 4
    assert "GH_TOKEN" in told.summary


def test_a_host_that_is_down(proposal: Proposal, monkeypatch: pytest.MonkeyPatch) -> None:
    """One line with the reason, and the documented exit code."""
    monkeypatch.setattr("time.sleep", lambda _: None)
    _accept(proposal)
    proposal.github.vanish()
    told = proposal.merged()
    assert told.code == 4
    assert told.outputs["failed"] == "1"


def test_what_is_open_is_what_status_says(proposal: Proposal, followthrough: Followthrough) -> None:
    """Tickets of people that were adopted, and items that were done from the start, count long after too."""
    proposal.github.person("alice").open_issue("Rehearse it")
    document = Path(PATH)
    text = document.read_text(encoding="utf-8")
    document.write_text(text.replace("new runbook | Bob", "new runbook (#2) | Bob"), encoding="utf-8")
    commit(Path.cwd(), "Name the ticket")
    _accept(proposal)
    told = proposal.run("schedule", {"repository": REPOSITORY}, **proposal._environ({}))
    assert (told.code, told.outputs["created"], told.outputs["open"]) == (0, "1", "2"), told
    later = proposal.run("schedule", {"repository": REPOSITORY}, "--today", "2027-01-20", **proposal._environ({}))
    proposal.github.journal.clear()
    again = proposal.run("schedule", {"repository": REPOSITORY}, "--today", "2027-01-21", **proposal._environ({}))
    assert len(proposal.github.journal) <= 6, proposal.github.journal.table()
    status = followthrough("status", "--format", "json", "--today", "2027-01-21")
    totals = json.loads(status.out)["totals"]
    assert (totals["items"], totals["open"]) == (3, 2)
    assert [(one.outputs["open"], one.outputs["overdue"]) for one in (later, again)] == [
        (str(totals["open"]), str(totals["overdue"]))
    ] * 2


def test_a_deleted_postmortem_brings_no_comment(proposal: Proposal) -> None:
    """Who takes a postmortem away is told nothing, since nothing would be closed; a comment that stands is mended."""
    assert proposal.opened().code == 0
    Path(PATH).unlink()
    without = commit(Path.cwd(), "Take it away")
    assert proposal.opened(GITHUB_SHA=without).code == 0
    (comment,) = proposal.github.repository.comments_on(proposal.number)
    assert "nothing" in comment.body.casefold()
    proposal.github.repository.remove_comment(comment.id)
    assert proposal.opened(GITHUB_SHA=without).code == 0
    assert proposal.comments == []


def test_the_week_brings_a_rollup_to_the_pull_request(proposal: Proposal) -> None:
    """The schedule catches up, and then tells the pull request once a week what is overdue."""
    _accept(proposal)
    proposal.merged()
    for today in ("2027-01-18", "2027-01-19", "2027-01-25"):
        told = proposal.run("schedule", {"repository": REPOSITORY}, "--today", today)
        assert told.code == 0
    assert int(told.outputs["overdue"]) > 0
    assert [folded for _, folded in proposal.comments] == [True, True, False]
    last = proposal.github.repository.comments_on(proposal.number)[-1].body
    assert "**Overdue**" in last
    assert "As of Mon 25 Jan 2027" in last
    assert "Last sync: today" in last
    assert "rollup, because the schedule says so" in told.summary
    assert json.loads(Path(told.outputs["result-file"]).read_text(encoding="utf-8"))["rollup"]["version"] == 1


def test_the_mode_of_the_run_counts_before_that_of_the_configuration(proposal: Proposal) -> None:
    """With `rollup-mode: sticky` the one comment is edited, and nothing is posted."""
    _accept(proposal)
    proposal.merged()
    before = len(proposal.comments)
    told = proposal.run("schedule", {"repository": REPOSITORY}, "--today", "2027-01-18", FOLLOWTHROUGH_MODE="sticky")
    assert told.code == 0
    assert len(proposal.comments) == before
    assert "**Overdue**" in proposal.comments[-1][0]
