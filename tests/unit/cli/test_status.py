from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.unit.cli.conftest import CHECKOUT, Followthrough
from tests.unit.discovery.repositories import commit

LOCAL = ("--forge", "local", "--today", "2026-12-11")


@pytest.fixture
def tracked(shop: Path, followthrough: Followthrough) -> Path:
    """A repository whose two postmortems are tracked."""
    other = CHECKOUT.replace("INC-42", "INC-43").replace("Checkout", "Search").replace("Alice Smith", "Chidi Okafor")
    (shop / "postmortems/search.md").write_text(other, encoding="utf-8")
    commit(shop, "Write down two outages")
    assert followthrough("sync", "--forge", "local", "--today", "2026-11-20").code == 0
    return shop


def _titles(out: str) -> list[tuple[object, object]]:
    return [(one["title"], one["days_overdue"]) for one in json.loads(out)["items"]]


def test_json(tracked: Path, followthrough: Followthrough) -> None:
    """What is overdue comes first, and items that were done when first seen are counted."""
    assert tracked.is_dir()
    ended = followthrough("status", "--format", "json", *LOCAL)
    told = json.loads(ended.out)
    assert (ended.code, told["version"], told["today"]) == (0, 1, "2026-12-11")
    assert told["totals"] == {"items": 6, "open": 4, "overdue": 2, "done": 2, "wont_do": 0}
    assert _titles(ended.out)[:2] == [("Alert on queue depth before carts fail", 10)] * 2
    assert told["items"][0]["postmortem"] == "Checkout outage"


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        pytest.param(["--owner", "chidi okafor"], 1, id="an owner"),
        pytest.param(["--owner", "chidi okafor", "--owner", "@Alice Smith"], 2, id="two owners"),
        pytest.param(["--overdue"], 2, id="overdue"),
        pytest.param(["--path", "postmortems/s*"], 3, id="a glob"),
        pytest.param(["--overdue", "--path", "postmortems/s*"], 1, id="both"),
        pytest.param(["--owner", "nobody"], 0, id="nobody"),
    ],
)
def test_filters(tracked: Path, followthrough: Followthrough, options: list[str], expected: int) -> None:
    """A filter shows some of the items."""
    assert tracked.is_dir()
    assert len(_titles(followthrough("status", "--format", "json", *options, *LOCAL).out)) == expected


@pytest.mark.parametrize(
    ("variable", "value", "expected"),
    [
        pytest.param("OWNER", "Chidi Okafor", 1, id="a name with a blank"),
        pytest.param("OWNER", "Chidi Okafor\n\n@Alice Smith\n", 2, id="a name a line"),
        pytest.param("PATH", "postmortems/s*", 3, id="a glob"),
        pytest.param("OWNER", " ", 6, id="nothing"),
    ],
)
def test_filters_in_the_environment(
    tracked: Path,
    followthrough: Followthrough,
    monkeypatch: pytest.MonkeyPatch,
    variable: str,
    value: str,
    expected: int,
) -> None:
    """The environment filters too, with one value a line, since names hold blanks."""
    assert tracked.is_dir()
    monkeypatch.setenv(f"FOLLOWTHROUGH_{variable}", value)
    assert len(_titles(followthrough("status", "--format", "json", *LOCAL).out)) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param("json=my status.json", ["my status.json"], id="a name with a blank"),
        pytest.param("json=a.json csv=b.csv", ["a.json", "b.csv"], id="with a blank between them"),
        pytest.param("json=a.json\ncsv=b.csv\n", ["a.json", "b.csv"], id="on lines of their own"),
        pytest.param(" ", [], id="nothing"),
    ],
)
def test_further_formats_in_the_environment(
    tracked: Path, followthrough: Followthrough, monkeypatch: pytest.MonkeyPatch, value: str, expected: list[str]
) -> None:
    """The environment names further formats as well, and several of them."""
    before = set(tracked.iterdir())
    monkeypatch.setenv("FOLLOWTHROUGH_OUTPUT", value)
    assert followthrough("status", *LOCAL).code == 0
    assert sorted(file.name for file in set(tracked.iterdir()) - before) == expected


def test_every_format(tracked: Path, followthrough: Followthrough) -> None:
    """One run writes every format there is."""
    files = {name: tracked / f"out/status.{name}" for name in ("json", "csv", "ics", "markdown", "openmetrics", "text")}
    options = [part for name, file in files.items() for part in ("--output", f"{name}={file}")]
    ended = followthrough("status", *options, *LOCAL)
    assert ended.code == 0
    told = {name: file.read_bytes().decode() for name, file in files.items()}
    assert ended.out.strip() == told["text"].strip()
    assert len(list(csv.reader(io.StringIO(told["csv"])))) == 7
    assert told["ics"].startswith("BEGIN:VCALENDAR\r\n")
    assert told["openmetrics"].endswith("# EOF\n")
    assert "| Alert on queue depth" in told["markdown"].replace("\\", "")


def test_nothing_tracked(shop: Path, followthrough: Followthrough) -> None:
    """Before the first sync there is nothing to show, and nothing is made."""
    ended = followthrough("status", *LOCAL)
    assert (ended.code, ended.out) == (0, "No action items are tracked.\n")
    assert not (shop / ".followthrough").exists()


def test_outside_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, followthrough: Followthrough) -> None:
    """Everything works in a folder without git too."""
    (tmp_path / "plain/postmortems").mkdir(parents=True)
    (tmp_path / "plain/postmortems/a.md").write_text(CHECKOUT, encoding="utf-8")
    monkeypatch.chdir(tmp_path / "plain")
    assert followthrough("sync", *LOCAL).code == 0
    assert followthrough("plan", "--check", *LOCAL).code == 0
    assert json.loads(followthrough("status", "--format", "json", *LOCAL).out)["totals"]["items"] == 3
