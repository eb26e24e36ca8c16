"""Postmortems of many teams, in many shapes and languages, read as a careful person reads them."""

from __future__ import annotations

from pathlib import Path

import pytest

from followthrough import documents
from followthrough.documents.nodes import from_yaml, tree
from followthrough.documents.rules import ReadingRules

WILD = Path(__file__).parent / "wild"
DOCUMENTS = sorted(path for path in WILD.iterdir() if path.suffix in {".md", ".erb"} and path.stem != "README")
INCIDENT = ("title", "date", "severity")
MANY, ONE = ("owners", "tickets"), ("title", "due", "priority")


def value(node: tree.Node | None) -> object:
    """The texts of a node, as plain values."""
    if isinstance(node, tree.Mapping):
        return {key.value: value(below) for key, below in node.entries}
    if isinstance(node, tree.Sequence):
        return [value(below) for below in node.items]
    return node.value if node is not None else None


def told(entry: dict[str, object]) -> dict[str, object]:
    """What is compared of an item, whatever says nothing filled in."""
    known = {key: entry.get(key) for key in ONE} | {key: entry.get(key) or [] for key in MANY}
    return known | {"done": str(entry.get("done", False)).lower()}


def expected_of(path: Path) -> dict[str, object]:
    text = (WILD / f"{path.name.split('.')[0]}.yml").read_text(encoding="utf-8")
    whole = value(from_yaml.load(text))
    assert isinstance(whole, dict)
    items = whole.get("items", [])
    assert isinstance(items, list)
    return {key: whole.get(key) for key in INCIDENT} | {"items": [told(item) for item in items]}


def read(path: Path) -> dict[str, object]:
    document = documents.as_json(documents.read(f"postmortems/{path.name}", path.read_bytes(), ReadingRules()))
    items = document["action_items"]
    assert isinstance(items, list)
    return {key: document[key] for key in INCIDENT} | {"items": [told(item) for item in items]}


def test_no_document_is_lost_on_the_way() -> None:
    """Every document has what is expected of it, and nothing is expected of a document that is not there."""
    assert {path.name.split(".")[0] for path in DOCUMENTS} == {path.stem for path in WILD.glob("*.yml")}


@pytest.mark.parametrize("path", [pytest.param(path, id=path.name.split(".")[0]) for path in DOCUMENTS])
def test_a_postmortem_is_read_as_a_careful_person_reads_it(path: Path) -> None:
    """Its action items with their owners, deadlines, states, tickets and priorities, and nothing that is none."""
    assert read(path) == expected_of(path)
