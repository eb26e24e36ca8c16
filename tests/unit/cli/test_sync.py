from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.unit.cli.conftest import CHECKOUT, Followthrough
from tests.unit.discovery.repositories import commit, git

LOCAL = ("--forge", "local", "--today", "2026-11-20")
CHECKOUT_PATH = "postmortems/2026-11-03-checkout.md"
TRACKER = ".followthrough/tracker.sqlite3"


def _json(text: str) -> dict[str, list[dict[str, object]]]:
    told: dict[str, list[dict[str, object]]] = json.loads(text)
    return told


def test_one_issue_per_open_item(shop: Path, followthrough: Followthrough) -> None:
    """The first sync opens an issue for each open item, the second has nothing to do, and a plan agrees with both."""
    commit(shop, "Write down the outage")
    rehearsed = followthrough("plan", "--format", "json", "--check", *LOCAL)
    assert rehearsed.code == 1
    assert not (shop / TRACKER).exists()
    first = followthrough("sync", "--format", "json", *LOCAL)
    assert first.code == 0
    assert [one["title"] for one in _json(first.out)["created"]] == [
        "Alert on queue depth before carts fail",
        "Rehearse the failover with the new runbook",
    ]
    second = followthrough("sync", "--format", "json", *LOCAL)
    assert second.code == 0
    told = json.loads(second.out)
    assert told["unchanged"] >= 2
    assert not any(told[name] for name in told if name not in {"version", "unchanged"})
    assert followthrough("plan", "--check", *LOCAL).code == 0


def test_json_has_its_keys(shop: Path, followthrough: Followthrough) -> None:
    """What sync prints as JSON has the agreed keys, with the issue of each entry."""
    commit(shop, "Write down the outage")
    told = json.loads(followthrough("sync", "--format", "json", *LOCAL).out)
    assert set(told) == {
        *("version", "created", "updated", "closed", "reopened", "linked"),
        *("conflicts", "failed", "unknown", "deferred", "unchanged"),
    }
    assert {"path", "title", "item", "issue"} <= set(told["created"][0])
    assert {"number", "url"} == set(told["created"][0]["issue"])


def test_what_is_gone_is_let_through(shop: Path, followthrough: Followthrough) -> None:
    """Half of a long list gone at once is held for a person, and goes through with the number that was shown."""
    document = shop / CHECKOUT_PATH
    head = "# Postmortem: Checkout outage\n\n**Date:** 2026-11-03\n\n## Action Items\n\n"
    items = [
        f"- [ ] Replace the disk of shelf {letter * 3} by Friday (Owner: Alice Smith)\n" for letter in "abcdefghijkl"
    ]
    document.write_text(head + "".join(items), encoding="utf-8")
    commit(shop, "Write down the outage")
    assert len(_json(followthrough("sync", "--format", "json", *LOCAL).out)["created"]) == 12
    document.write_text(head + "".join(items[:2]), encoding="utf-8")
    commit(shop, "Drop most of it")
    held = followthrough("sync", "--format", "json", *LOCAL)
    assert held.code == 6
    assert "--max-creates 10" in str(_json(held.out)["deferred"][0]["reason"])
    released = followthrough("sync", "--format", "json", "--max-creates", "10", *LOCAL)
    assert released.code == 0
    assert len(_json(released.out)["updated"]) == 10


def test_dry_run(shop: Path, followthrough: Followthrough) -> None:
    """A dry run is the plan, and writes nothing."""
    commit(shop, "Write down the outage")
    dry, planned = followthrough("sync", "--dry-run", *LOCAL), followthrough("plan", *LOCAL)
    assert (dry.code, dry.out) == (0, planned.out)
    assert not (shop / ".followthrough").exists()


def test_the_brake(shop: Path, followthrough: Followthrough) -> None:
    """More new items than are allowed are held for a person, until that person allows more; a plan never says so."""
    commit(shop, "Write down the outage")
    held = followthrough("sync", "--format", "json", "--max-creates", "1", *LOCAL)
    assert held.code == 6
    assert _json(held.out)["created"] == []
    assert len(_json(held.out)["deferred"]) == 2
    assert followthrough("plan", "--max-creates", "1", *LOCAL).code == 0
    assert followthrough("sync", "--max-creates", "2", *LOCAL).code == 0


def test_ids_that_collide(shop: Path, followthrough: Followthrough) -> None:
    """An error in a document that keeps items from being tracked is exit code 1, and other documents go on."""
    rows = "".join(f"| {key} | Add {key} | Ada | 2026-12-01 |\n" for key in ("A-1", "a-1"))
    table = f"| ID | Action | Owner | Due |\n|---|---|---|---|\n{rows}"
    text = f"# Outage\n\n**Date:** 2026-11-04\n\n## Action Items\n\n{table}"
    (shop / "postmortems/b.md").write_text(text, encoding="utf-8")
    commit(shop, "Write down two outages")
    ended = followthrough("sync", "--format", "json", *LOCAL)
    assert ended.code == 1
    assert {one["path"] for one in _json(ended.out)["created"]} == {CHECKOUT_PATH}


def test_only_what_was_asked_for(shop: Path, followthrough: Followthrough) -> None:
    """With a path, issues of other documents are left alone: they are out of scope, not gone."""
    other = CHECKOUT.replace("INC-42", "INC-43").replace("Checkout", "Search")
    (shop / "postmortems/search.md").write_text(other, encoding="utf-8")
    commit(shop, "Write down two outages")
    assert followthrough("sync", *LOCAL).code == 0
    told = _json(followthrough("sync", "--format", "json", "postmortems/search.md", *LOCAL).out)
    assert not any(told[name] for name in ("updated", "closed", "conflicts", "deferred"))


def test_a_ticked_item(shop: Path, followthrough: Followthrough) -> None:
    """An item that is done in the document is closed on the forge."""
    commit(shop, "Write down the outage")
    followthrough("sync", *LOCAL)
    done = CHECKOUT.replace("2026-12-31 | Open", "2026-12-31 | Done")
    (shop / CHECKOUT_PATH).write_text(done, encoding="utf-8")
    commit(shop, "Tick it")
    told = _json(followthrough("sync", "--format", "json", *LOCAL).out)
    assert [one["title"] for one in told["closed"]] == ["Rehearse the failover with the new runbook"]


@pytest.mark.parametrize("job", [{}, {"CI_JOB_TOKEN": "glcbt-of-a-job-that-runs"}], ids=["none", "a job's"])
def test_no_token_for_gitlab(
    shop: Path, followthrough: Followthrough, monkeypatch: pytest.MonkeyPatch, job: dict[str, str]
) -> None:
    """Without a token of its own nothing is asked of GitLab, and the one to make is named with its scope and role."""
    assert shop.is_dir()
    for name, value in job.items():
        monkeypatch.setenv(name, value)
    ended = followthrough("sync", "--forge", "gitlab", "--repo", "acme/sre/shop")
    assert (ended.code, ended.out) == (4, "")
    assert ("CI_JOB_TOKEN" in ended.err) is bool(job)
    assert all(word in ended.err for word in ("GITLAB_TOKEN", "Reporter", "`api`", "personal access token"))


def test_no_token(shop: Path, followthrough: Followthrough) -> None:
    """Without a token nothing is asked of GitHub, and the variables to put one into are named."""
    assert shop.is_dir()
    ended = followthrough("sync", "--forge", "github", "--repo", "acme/shop")
    assert (ended.code, ended.out) == (4, "")
    assert "There is no token in GH_TOKEN or GITHUB_TOKEN" in ended.err


def test_closed_by_a_bot(shop: Path, followthrough: Followthrough) -> None:
    """What a bot closes on the embedded forge still counts as open, as on GitHub; what a person closes is done."""
    commit(shop, "Write down the outage")
    assert followthrough("sync", *LOCAL).code == 0
    assert followthrough("local", "--as", "stale[bot]", "close", "2").code == 0
    assert followthrough("local", "--as", "bruno", "close", "3").code == 0
    told = " ".join(followthrough("sync", *LOCAL).out.split())
    assert "#2 was closed by stale[bot], not by a person; it still counts as open" in told
    totals = json.loads(followthrough("status", "--format", "json", *LOCAL).out)["totals"]
    assert (totals["open"], totals["done"]) == (1, 2)


def test_no_forge(shop: Path, followthrough: Followthrough) -> None:
    """Without a forge in sight the error names the embedded one."""
    assert shop.is_dir()
    ended = followthrough("sync")
    assert ended.code == 2
    assert "--forge local" in ended.err


def test_a_tracker_of_ones_own(shop: Path, followthrough: Followthrough) -> None:
    """A tracker file that is named is used, and means the embedded forge."""
    commit(shop, "Write down the outage")
    assert followthrough("sync", "--local", "elsewhere/t.sqlite3", "--today", "2026-11-20").code == 0
    assert (shop / "elsewhere/t.sqlite3").exists()
    assert not (shop / TRACKER).exists()


def test_another_branch(shop: Path, followthrough: Followthrough, tmp_path: Path) -> None:
    """A remote forge is not written to from a branch that was not merged; the embedded one is."""
    commit(shop, "Write down the outage")
    git(tmp_path, "clone", "--quiet", str(shop), "clone")
    os.chdir(tmp_path / "clone")
    git(tmp_path / "clone", "checkout", "--quiet", "-b", "topic")
    remote = ("--forge", "github", "--repo", "acme/shop")
    ended = followthrough("sync", *remote)
    assert ended.code == 2
    assert "This is the branch 'topic'" in ended.err
    assert "There is no token" in followthrough("sync", "--allow-unmerged", *remote).err
    assert followthrough("sync", *LOCAL).code == 0


def test_a_corrupt_tracker(shop: Path, followthrough: Followthrough) -> None:
    """A tracker file that is none is told in one line with the mend, and stays as it is."""
    (shop / ".followthrough").mkdir()
    (shop / TRACKER).write_bytes(b"this is no database" * 100)
    for command in ("sync", "plan", "status"):
        ended = followthrough(command, *LOCAL)
        assert ended.code in {3, 4}
        assert ended.err.startswith("error: ")
        assert "mend:" in ended.err
    assert (shop / TRACKER).read_bytes() == b"this is no database" * 100


def test_a_locked_tracker(shop: Path, followthrough: Followthrough) -> None:
    """Where another program keeps the tracker file, a plan can still be made or the reason is told; nothing is lost."""
    commit(shop, "Write down the outage")
    followthrough("sync", *LOCAL)
    before = followthrough("status", "--format", "json", *LOCAL).out
    holder = sqlite3.connect(shop / TRACKER, isolation_level=None)
    try:
        holder.execute("BEGIN IMMEDIATE")
        assert followthrough("plan", *LOCAL).code == 0
    finally:
        holder.close()
    assert followthrough("status", "--format", "json", *LOCAL).out == before


def test_unreadable_documents_close_nothing(shop: Path, followthrough: Followthrough) -> None:
    """A document that cannot be read any more closes nothing."""
    commit(shop, "Write down the outage")
    followthrough("sync", *LOCAL)
    (shop / CHECKOUT_PATH).write_bytes(b"\xff\xfe")
    told = _json(followthrough("sync", "--format", "json", *LOCAL).out)
    assert not told["closed"]
    assert json.loads(followthrough("status", "--format", "json", *LOCAL).out)["totals"]["open"] == 2


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_asked_to_end(shop: Path, number: signal.Signals) -> None:
    """A sync that is asked to end reports what it did, and the next one goes on from there."""
    rows = "".join(f"| Add the check number {n} to the deploy | Ada | 2026-12-01 | Open |\n" for n in range(300))
    table = f"| Action | Owner | Due | Status |\n|---|---|---|---|\n{rows}"
    (shop / CHECKOUT_PATH).write_text(
        f"# Outage\n\n**Date:** 2026-11-03\n\n## Action Items\n\n{table}", encoding="utf-8"
    )
    commit(shop, "Write down the outage")
    command = [sys.executable, "-m", "followthrough", "sync", "--max-creates", "500", "--format", "json", *LOCAL]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    while process.poll() is None and _issues(shop) < 5:
        time.sleep(0.01)
    process.send_signal(number)
    out, _ = process.communicate(timeout=60)
    assert process.returncode == 128 + number
    told = _json(out.decode())
    assert 0 < len(told["created"]) < 300
    assert len(told["created"]) + len(told["deferred"]) == 300
    again = subprocess.run(command, capture_output=True, check=False)
    assert again.returncode == 0
    assert _issues(shop) >= 300


def _issues(shop: Path) -> int:
    """How many issues there are by now; none while the tracker is being made."""
    if not (shop / TRACKER).exists():
        return 0
    with closing(sqlite3.connect(f"file:{shop / TRACKER}?mode=ro", uri=True)) as tracker:
        try:
            return int(tracker.execute("SELECT count(*) FROM issues").fetchone()[0])
        except sqlite3.OperationalError:
            return 0
