"""Whatever is printed for programs is what the published schemas promise."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from followthrough.config.schemas import load_schema, schema_dir
from tests.unit.cli.conftest import CHECKOUT, Followthrough
from tests.unit.cli.runner import Run, merged
from tests.unit.discovery.repositories import commit

DOCUMENT = "postmortems/2026-11-03-checkout.md"
LOCAL = ("--forge", "local", "--format", "json", "--today", "2026-12-11")
GOOD = CHECKOUT.replace("INC-42", "INC-43").replace("Checkout", "Search")


@pytest.fixture
def busy(shop: Path, followthrough: Followthrough) -> Path:
    """A repository in which sync has something of every kind to say."""
    commit(shop, "Write down the outage")
    assert followthrough("sync", *LOCAL).code == 0
    assert followthrough("local", "--as", "carol", "edit", "2", "--title", "Alert before carts fail").code == 0
    text = CHECKOUT.replace("Alert on queue depth before", "Alert on queue length before")
    (shop / DOCUMENT).write_text(
        text.replace("runbook | Bob Jones | 2026-12-31 | Open", "runbook | Bob Jones | 2026-12-31 | Done")
    )
    (shop / "postmortems/2026-11-05-search.md").write_text(GOOD, encoding="utf-8")
    (shop / "postmortems/broken.yml").write_text("title: [\n", encoding="utf-8")
    (shop / "postmortems/latin.md").write_bytes(b"# Caf\xe9\n")
    (shop / "postmortems/old.adoc").write_text("= Old\n", encoding="utf-8")
    commit(shop, "Change")
    return shop


def mistakes(schema: str, value: object) -> list[str]:
    """Where a value is not what a schema promises."""
    checked = Draft202012Validator(load_schema(schema), format_checker=FormatChecker())
    return [f"{error.json_path}: {error.message}" for error in checked.iter_errors(value)]


@pytest.mark.usefixtures("busy")
@pytest.mark.parametrize(
    ("schema", "command", "code"),
    [
        pytest.param("check", ("check",), 1, id="check"),
        pytest.param("plan", ("plan",), 0, id="plan"),
        pytest.param("plan", ("sync", "--dry-run"), 0, id="a rehearsed sync"),
        pytest.param("sync", ("sync", "--max-creates", "1"), 6, id="sync"),
        pytest.param("rollup", ("status",), 0, id="status"),
        pytest.param("rollup", ("status", "--overdue"), 0, id="status of what is overdue"),
        pytest.param("rollup", ("rollup", "--dry-run"), 0, id="a rehearsed rollup"),
        pytest.param("rollup", ("rollup",), 0, id="rollup"),
        pytest.param("doctor", ("doctor",), 1, id="doctor"),
    ],
)
def test_what_a_command_prints(schema: str, command: Iterable[str], code: int, followthrough: Followthrough) -> None:
    """What a command prints as JSON is what the schema of its name promises."""
    ended = followthrough(*command, *LOCAL)
    assert ended.code == code, ended.err
    assert mistakes(schema, json.loads(ended.out)) == []


def test_every_kind_of_a_sync(busy: Path, followthrough: Followthrough) -> None:
    """A sync that opens, edits, closes, meets a conflict and holds something back says each of it as promised."""
    assert busy.is_dir()
    told = json.loads(followthrough("sync", *LOCAL).out)
    assert mistakes("sync", told) == []
    filled = {name for name, entries in told.items() if isinstance(entries, list) and entries}
    assert filled == {"created", "updated", "closed", "conflicts", "deferred"}


def test_every_document_that_is_parsed(busy: Path, followthrough: Followthrough) -> None:
    """Documents that cannot be read have the shape of those that can, with every key."""
    assert busy.is_dir()
    told = json.loads(followthrough("parse", "--format", "json", "postmortems", "postmortems/old.adoc").out)
    assert [one["format"] for one in told] == ["markdown", "markdown", "yaml", "markdown", "unsupported"]
    assert [mistakes("postmortem", one) for one in told] == [[]] * 5
    assert len({tuple(one) for one in told}) == 1


@pytest.mark.usefixtures("busy")
def test_the_result_of_a_run(followthrough: Followthrough, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The result file of a CI run is that of its main command, with the run beside it."""
    usual = ("--forge", "local", "--today", "2026-12-11")
    run = Run(followthrough=followthrough, monkeypatch=monkeypatch, folder=tmp_path, usual=usual)
    for schema, told in (
        ("sync", run("pull_request", merged(1))),
        ("sync", run("schedule")),
        ("check", run("merge_group")),
        (None, run("pull_request_target")),
    ):
        result = told.result
        assert mistakes("result", result) == []
        beside = {name: result[name] for name in ("check", "plan", "rollup") if name in result}
        assert [mistakes(name, value) for name, value in beside.items()] == [[]] * len(beside)
        own = {key: value for key, value in result.items() if key != "run" and key not in beside}
        assert (mistakes(schema, own) if schema else own) == ([] if schema else {"version": 1})


def test_every_schema_is_described() -> None:
    """The page about the command line names each schema."""
    page = (Path(__file__).parents[3] / "docs" / "cli.md").read_text(encoding="utf-8")
    names = [path.name for path in sorted(schema_dir().glob("*.schema.json"))]
    assert [name for name in names if f"(../schemas/{name})" not in page] == []
