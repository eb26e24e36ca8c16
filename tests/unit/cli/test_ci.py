from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from followthrough.forges.local import LocalForge
from followthrough.model import Comment, Thread
from tests.unit.cli.conftest import CHECKOUT, Followthrough
from tests.unit.cli.runner import NUMBERS, Run, merged, pull
from tests.unit.discovery.repositories import commit, git

LOCAL = ("--forge", "local", "--today", "2026-11-20")
TRACKER = ".followthrough/tracker.sqlite3"
SEARCH = """\
# Postmortem: Search outage

**Incident ID:** INC-50
**Date:** 2026-11-10

## Action Items

| Action | Owner | Due |
|---|---|---|
| Alert on index lag before results go stale | Alice Smith | 2026-12-01 |
"""


@pytest.fixture
def run(shop: Path, tmp_path: Path, followthrough: Followthrough, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs with the embedded forge."""
    assert shop.is_dir()
    return Run(followthrough=followthrough, monkeypatch=monkeypatch, folder=tmp_path, usual=LOCAL)


@pytest.fixture
def proposed(shop: Path) -> tuple[int, str, str]:
    """An open change request that adds a postmortem: its number, its base, and the merge that a CI checks out."""
    base = commit(shop, "Write down the outage")
    with_number = LocalForge(shop / TRACKER)
    number = with_number.change_request_of("f" * 40)
    with_number.close()
    assert number is not None
    git(shop, "checkout", "--quiet", "-b", "topic")
    (shop / "postmortems/2026-11-10-search.md").write_text(SEARCH, encoding="utf-8")
    merge = commit(shop, "Propose")
    git(shop, "checkout", "--quiet", "--detach")
    return number.number, base, merge


def _comments(shop: Path, number: int) -> tuple[Comment, ...]:
    forge = LocalForge(shop / TRACKER)
    try:
        return forge.list_comments(Thread(kind="change_request", number=number))
    finally:
        forge.close()


def test_a_merge(shop: Path, run: Run) -> None:
    """A merged pull request opens the issues and says so in numbers, in a table and as JSON."""
    commit(shop, "Write down the outage")
    told = run("pull_request", merged(1))
    assert told.code == 0
    assert set(told.outputs) == {*NUMBERS, "result-file"}
    expected = {"created": 2, "updated": 0, "closed": 0, "open": 2, "overdue": 0, "conflicts": 0, "failed": 0}
    assert {name: int(told.outputs[name]) for name in expected} == expected
    assert "pull request #\u200b1 was merged" in told.summary
    assert "| + opened | #2 | Alert on queue depth before carts fail |" in told.summary
    created = told.result["created"]
    assert isinstance(created, list)
    assert [entry["issue"]["number"] for entry in created] == [2, 3]
    assert run("schedule").outputs["created"] == "0"


def test_what_is_overdue(shop: Path, run: Run) -> None:
    """What is open and overdue is counted without anything to do."""
    commit(shop, "Write down the outage")
    run("push", GITHUB_REF="refs/heads/main")
    told = run("schedule", None, "--today", "2026-12-15")
    assert (told.outputs["open"], told.outputs["overdue"]) == ("2", "1")


def test_a_dry_run(shop: Path, run: Run) -> None:
    """A dry run shows the plan and opens nothing."""
    commit(shop, "Write down the outage")
    told = run("workflow_dispatch", None, FOLLOWTHROUGH_DRY_RUN="true")
    assert told.code == 0
    assert (told.outputs["created"], told.outputs["open"]) == ("0", "0")
    assert "| + open |" in told.summary
    assert not (shop / TRACKER).exists()


def test_a_start_by_hand_lets_a_brake_through(shop: Path, run: Run) -> None:
    """Held items fail the run with the number to let through; an input lets them through."""
    commit(shop, "Write down the outage")
    held = run("push", None, "--max-creates", "1", GITHUB_REF="refs/heads/main")
    assert held.code == 6
    assert "--max-creates 2" in held.summary
    assert "::error file=postmortems/2026-11-03-checkout.md,title=followthrough::held: " in held.ended.out
    released = run("workflow_dispatch", None, FOLLOWTHROUGH_MAX_CREATES="2")
    assert (released.code, released.outputs["created"]) == (0, "2")


def test_inputs_left_empty(shop: Path, run: Run) -> None:
    """An input that nobody gave says nothing."""
    commit(shop, "Write down the outage")
    empty = dict.fromkeys(
        [f"FOLLOWTHROUGH_{name}" for name in ("PATHS", "CONFIG", "DRY_RUN", "MAX_CREATES", "STRICT", "COMMAND")], ""
    )
    assert run("schedule", None, **empty).outputs["created"] == "2"


def test_paths(shop: Path, run: Run) -> None:
    """Paths stand one a line and are taken as they are written: nothing in them is a command."""
    (shop / "other docs").mkdir()
    (shop / "other docs/$(id) search.md").write_text(SEARCH, encoding="utf-8")
    commit(shop, "Write down the outage")
    told = run("schedule", None, FOLLOWTHROUGH_PATHS="\n  other docs \n")
    assert told.outputs["created"] == "1"
    told = run("schedule", None, FOLLOWTHROUGH_PATHS="--config=$(id)")
    assert told.code == 2
    assert "$(id)" in told.summary


def test_an_open_pull_request(shop: Path, run: Run, proposed: tuple[int, str, str]) -> None:
    """An open pull request is checked and told what its merge would open; the comment is one, and kept up to date."""
    number, base, merge = proposed
    told = run("pull_request", pull(number, base), GITHUB_SHA=merge)
    assert told.code == 0
    (comment,) = _comments(shop, number)
    assert "1 to open" in comment.body
    assert "Alert on index lag before results go stale" in comment.body
    assert "Alert on queue depth" not in comment.body
    assert "Alert on queue depth" not in told.summary
    assert set(told.result) >= {"findings", "plan", "run"}
    document = shop / "postmortems/2026-11-10-search.md"
    document.write_text(
        SEARCH + "| Rehearse the switch to the old index | Bob Jones | 2026-12-05 |\n", encoding="utf-8"
    )
    merge = commit(shop, "Add one more")
    again = run("pull_request", pull(number, base), GITHUB_SHA=merge)
    (edited,) = _comments(shop, number)
    assert "2 to open" in edited.body
    assert again.outputs["created"] == "0"
    updated = edited.updated_at
    run("pull_request", pull(number, base), GITHUB_SHA=merge)
    assert [one.updated_at for one in _comments(shop, number)] == [updated]


def test_no_postmortem_touched(shop: Path, run: Run, proposed: tuple[int, str, str]) -> None:
    """A pull request that touches no postmortem has no comment; one that no longer does says that nothing is left."""
    number, base, merge = proposed
    git(shop, "checkout", "--quiet", "--detach", base)
    (shop / "README.md").write_text("# Shop\n", encoding="utf-8")
    other = commit(shop, "Say hello")
    run("pull_request", pull(number, base), GITHUB_SHA=other)
    assert _comments(shop, number) == ()
    git(shop, "checkout", "--quiet", "--detach", merge)
    run("pull_request", pull(number, base), GITHUB_SHA=merge)
    assert len(_comments(shop, number)) == 1
    git(shop, "checkout", "--quiet", "--detach", other)
    run("pull_request", pull(number, base), GITHUB_SHA=other)
    (comment,) = _comments(shop, number)
    assert "nothing is opened or changed" in comment.body


def test_a_strangers_comment(shop: Path, run: Run, proposed: tuple[int, str, str]) -> None:
    """A comment by somebody else is never taken for ours, whatever it says."""
    number, base, merge = proposed
    stranger = LocalForge(shop / TRACKER, actor="mallory", member=False)
    forged = stranger.post_comment(Thread(kind="change_request", number=number), "<!-- followthrough:plan:v1 {} -->")
    stranger.close()
    run("pull_request", pull(number, base), GITHUB_SHA=merge)
    comments = _comments(shop, number)
    assert [one.author.login for one in comments] == ["mallory", "followthrough"]
    assert comments[0].body == forged.body


def test_a_dry_run_of_a_pull_request(shop: Path, run: Run, proposed: tuple[int, str, str]) -> None:
    """A dry run posts no comment."""
    number, base, merge = proposed
    told = run("pull_request", pull(number, base), "--dry-run", GITHUB_SHA=merge)
    assert "Alert on index lag" in told.summary
    assert _comments(shop, number) == ()


def test_a_checkout_without_a_base(
    shop: Path, run: Run, proposed: tuple[int, str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the checkout cannot tell what the pull request changes, that is said, and nothing is posted."""
    number, base, merge = proposed
    git(tmp_path, "clone", "--quiet", "--depth", "1", "--branch", "topic", f"file://{shop}", "clone")
    monkeypatch.chdir(tmp_path / "clone")
    told = run("pull_request", pull(number, base), "--local", str(shop / TRACKER), GITHUB_SHA=merge)
    assert told.code == 0
    assert "::warning title=followthrough::No comment: " in told.ended.out
    assert "fetch-depth: 2" in told.ended.out
    assert _comments(shop, number) == ()


def test_findings_of_the_pull_request_come_first(shop: Path, run: Run, proposed: tuple[int, str, str]) -> None:
    """GitHub shows ten annotations of a kind: those about what the pull request touches come first."""
    number, base, _ = proposed
    bad = "| Something | | |\n"
    (shop / "postmortems/2026-11-10-search.md").write_text(SEARCH + bad, encoding="utf-8")
    merge = commit(shop, "Be vague")
    told = run("pull_request", pull(number, base), GITHUB_SHA=merge)
    annotations = [line for line in told.ended.out.splitlines() if line.startswith("::warning ")]
    assert annotations
    assert "2026-11-10-search.md" in annotations[0]
    assert int(told.outputs["findings"]) >= len(annotations)


def test_a_fork(shop: Path, run: Run) -> None:
    """A pull request from a fork is checked, and that its token may not write is no failure."""
    base = commit(shop, "Write down the outage")
    told = run("pull_request", pull(9, base, head={"repo": {"full_name": "mallory/shop"}}))
    assert told.code == 0
    assert "from a fork" in told.summary
    assert not (shop / TRACKER).exists()


def test_strict(shop: Path, run: Run) -> None:
    """A check fails on errors, and with `strict` on warnings too."""
    (shop / "postmortems/b.md").write_text("# Outage\n\n## Action Items\n\n- Add more alerts\n", encoding="utf-8")
    assert run("merge_group").code == 0
    assert run("merge_group", None, FOLLOWTHROUGH_STRICT="true").code == 1


@pytest.mark.parametrize("name", ["pull_request_target", "workflow_run"])
@pytest.mark.parametrize("command", ["auto", "sync", "check"])
def test_refused_events(run: Run, name: str, command: str) -> None:
    """An event that lends a token to strangers is refused, whatever is asked for, and the summary says why."""
    told = run(name, merged(1), "--command", command)
    assert told.code == 2
    assert name in told.summary
    assert told.outputs["failed"] == "1"
    assert "::error title=followthrough::" in told.ended.err


def test_closed_without_a_merge(run: Run) -> None:
    """Where there is nothing to do, nothing is done, and the outputs are there all the same."""
    told = run("pull_request", pull(1, "0" * 40, state="closed"))
    assert told.code == 0
    assert {name: told.outputs[name] for name in NUMBERS} == dict.fromkeys(NUMBERS, "0")


def test_asked_for(shop: Path, run: Run) -> None:
    """A command that is asked for is what is done, whatever the event."""
    commit(shop, "Write down the outage")
    told = run("push", None, "--command", "check", GITHUB_REF="refs/heads/main")
    assert told.outputs["created"] == "0"
    assert "**Check**" in told.summary
    assert "**Plan**" in run("push", None, "--command", "plan").summary
    assert "**Sync**" in run("push", None, "--command", "sync").summary


def test_a_plain_mistake(shop: Path, run: Run) -> None:
    """A configuration that cannot be used ends the run with its exit code, outputs and a summary with the mend."""
    (shop / ".followthrough.yml").write_text("pathes: [a]\n", encoding="utf-8")
    told = run("schedule")
    assert told.code == 2
    assert "pathes" in told.summary
    assert told.outputs["failed"] == "1"


def test_hostile_titles(shop: Path, run: Run) -> None:
    """Nothing that a document says becomes a command of the runner, an output or markup of the summary."""
    hostile = "Fix it ##[add-mask]x ::stop-commands::y <img src=x> @acme/all GITHUB_OUTPUT<<EOF"
    (shop / "postmortems/2026-11-03-checkout.md").write_text(
        CHECKOUT.replace("Cap retries at 3", hostile).replace("Done", "Open")
    )
    commit(shop, "Write down the outage")
    told = run("schedule")
    assert told.outputs["created"] == "3"
    for text in (told.ended.out, told.ended.err, told.summary):
        assert "##[" not in text
        assert not any(line.strip().startswith("::stop") for line in text.splitlines())
    assert "<img" not in told.summary
    assert "@acme" not in told.summary
    assert set(told.outputs) == {*NUMBERS, "result-file"}


def test_a_token_reaches_no_sink(shop: Path, run: Run, tmp_path: Path) -> None:
    """A credential that stands in a document is written nowhere."""
    secret = "ghs_" + "CanaryCanaryCanary42"
    (shop / "postmortems/2026-11-03-checkout.md").write_text(CHECKOUT.replace("Cap retries at 3", f"Turn {secret}"))
    commit(shop, "Write down the outage")
    told = run("schedule", None, "-vv", GH_TOKEN=secret)
    assert told.outputs["findings"]
    sinks = [told.ended.out, told.ended.err, *(file.read_text() for file in tmp_path.glob("temp/*"))]
    assert not any(secret in sink for sink in [*sinks, told.summary])


def test_outputs_that_cannot_be_written(shop: Path, run: Run, tmp_path: Path) -> None:
    """What was done stays done where the runner cannot be told; the run says so and does not pass."""
    commit(shop, "Write down the outage")
    told = run("schedule", None, GITHUB_OUTPUT=str(tmp_path))
    assert told.code == 3
    assert "GITHUB_OUTPUT cannot be written" in told.ended.err
    assert (shop / TRACKER).exists()


def test_outside_actions(shop: Path, followthrough: Followthrough) -> None:
    """Without an event nothing is decided; a command that is asked for still runs."""
    commit(shop, "Write down the outage")
    assert followthrough("ci", *LOCAL).code == 2
    ended = followthrough("ci", "--command", "sync", *LOCAL)
    assert ended.code == 0
    assert "2 opened" in ended.out
    assert "GITHUB_OUTPUT" not in os.environ


def test_sync_from_an_open_pull_request(
    shop: Path, followthrough: Followthrough, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A plain sync to a remote forge, too, refuses what is not merged."""
    base = commit(shop, "Write down the outage")
    event = tmp_path / "event.json"
    event.write_text(json.dumps(pull(5, base)), encoding="utf-8")
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_EVENT_NAME", "pull_request")
    monkeypatch.setenv("GITHUB_EVENT_PATH", str(event))
    ended = followthrough("sync", "--forge", "github", "--repo", "acme/shop")
    assert ended.code == 2
    assert "Pull request #5 is not merged" in ended.err
