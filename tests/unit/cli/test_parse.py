from __future__ import annotations

import json
from pathlib import Path

import pytest
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


def test_documents_that_speak_of_credentials(
    shop: Path, followthrough: Followthrough, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a document says is told as it is, but for the credentials of this very run; JSON stays JSON."""
    monkeypatch.setenv("GITLAB_TOKEN", "hunter2hunter2")
    text = "# Leak\n\n## Summary\n\nThe header `authorization: basic YWRh` and hunter2hunter2 were logged.\n"
    (shop / "postmortems/leak.md").write_text(text, encoding="utf-8")
    told = json.loads(followthrough("parse", "--format", "json", "postmortems/leak.md").out)
    assert "authorization: basic YWRh" in told[0]["summary"]
    assert "hunter2" not in json.dumps(told)


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
