from __future__ import annotations

import json
from pathlib import Path

from jsonschema import Draft202012Validator

from followthrough.config.schemas import load_schema
from tests.unit.cli.conftest import Followthrough


def test_json(shop: Path, followthrough: Followthrough) -> None:
    """As JSON, one array with an object of the published shape per document, a broken one included."""
    (shop / "postmortems/broken.md").write_bytes(b"\xff")
    ended = followthrough("parse", "--format", "json")
    told = json.loads(ended.out)
    assert ended.code == 0
    assert [one["path"] for one in told] == ["postmortems/2026-11-03-checkout.md", "postmortems/broken.md"]
    assert [item["title"] for item in told[0]["action_items"]] == [
        "Alert on queue depth before carts fail",
        "Rehearse the failover with the new runbook",
        "Cap retries at 3",
    ]
    assert [one["code"] for one in told[1]["findings"]] == ["FT002"]
    validator = Draft202012Validator(load_schema("postmortem"))
    validator.validate(told[0])


def test_text(shop: Path, followthrough: Followthrough) -> None:
    """As text, what was read is told with the line it was read from."""
    assert shop.is_dir()
    ended = followthrough("parse")
    assert ended.code == 0
    for words in ("Checkout outage", "INC-42", "Alert on queue depth", "2026-12-01"):
        assert words in ended.out


def test_no_documents(tmp_path: Path, followthrough: Followthrough) -> None:
    """Without documents the array is empty."""
    (tmp_path / "empty").mkdir()
    ended = followthrough("parse", "--format", "json", str(tmp_path / "empty"))
    assert (ended.code, json.loads(ended.out)) == (0, [])
