"""The JSON shape of a document, and the schema that describes it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry

from followthrough.catalogue import finding
from followthrough.documents.rules import ReadingRules
from followthrough.documents.shape import as_json
from followthrough.documents.structured.document import read_structured
from followthrough.documents.text.source import open_source
from followthrough.model import (
    ActionItem,
    DueSource,
    Format,
    Lessons,
    Position,
    Postmortem,
    Review,
    TimelineEntry,
)

ROOT = Path(__file__).parents[3]
SCHEMA: dict[str, Any] = json.loads((ROOT / "schemas/postmortem.schema.json").read_text("utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=FormatChecker(), registry=Registry())


def faults(value: object) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in VALIDATOR.iter_errors(value)]


FULL = Postmortem(
    path="postmortems/a.md",
    title="Checkout outage",
    incident_id="BRK-7",
    date=date(2026, 11, 3),
    started_at="2026-11-03T09:12:00+00:00",
    owners=("Ada",),
    timeline=(TimelineEntry(time="09:12", event="It breaks", line=4),),
    lessons=Lessons(lucky=("Nobody was buying",)),
    metrics={"time_to_detect": "4m"},
    reviews=(Review(name="Review", date=date(2026, 12, 3), line=9),),
    action_items=(
        ActionItem(
            title="Alert", due=date(2026, 12, 1), due_text="1 Dec", due_source=DueSource.DOCUMENT, line=7, end_line=8
        ),
    ),
    findings=(finding("FT101", "postmortems/a.md", Position(line=2, column=3)),),
)


def test_every_key_is_there_in_its_order() -> None:
    """Also where the document says nothing."""
    keys = (
        "path format title incident_id date started_at ended_at duration severity status owners services summary impact"
        " root_cause contributing_factors timeline lessons metrics reviews action_items version findings"
    )
    item_keys = "id title details owners due due_text due_source priority status done category tickets line end_line"
    for postmortem in (FULL, Postmortem(path="x")):
        assert list(as_json(postmortem)) == keys.split()
    (item,) = json.loads(json.dumps(as_json(FULL)))["action_items"]
    assert list(item) == item_keys.split()


def test_values_are_plain_json() -> None:
    """Days are ISO 8601; a finding has no remedy here, its code leads to it."""
    shape = json.loads(json.dumps(as_json(FULL)))
    assert (shape["date"], shape["format"], shape["version"]) == ("2026-11-03", "markdown", 1)
    assert shape["action_items"][0]["due"] == "2026-12-01"
    assert shape["lessons"] == {"went_well": [], "went_wrong": [], "lucky": ["Nobody was buying"]}
    assert shape["findings"] == [
        {"code": "FT101", "severity": "warning", "message": "The postmortem has no title", "line": 2, "column": 3}
    ]


def subschemas(schema: object, place: str = "#") -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(schema, dict):
        for name, below in (schema.get("properties") or {}).items():
            yield f"{place}/{name}", below
        for key, below in schema.items():
            yield from subschemas(below, f"{place}/{key}")
    elif isinstance(schema, list):
        for number, below in enumerate(schema):
            yield from subschemas(below, f"{place}/{number}")


def test_the_schema_is_a_schema() -> None:
    """Of Draft 2020-12, under a name that belongs to no address."""
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert SCHEMA["$id"] == "urn:followthrough:postmortem:v1"


def test_every_property_is_described() -> None:
    """An editor shows it to whoever writes a postmortem in YAML."""
    bare = [place for place, below in subschemas(SCHEMA) if not below.get("description")]
    assert bare == []


def test_patterns_take_ascii_digits_and_no_line_end() -> None:
    r"""`\d` would take Arabic-Indic digits, and `$` a trailing line end."""
    text = json.dumps(SCHEMA)
    assert "\\\\d" not in text
    document = as_json(FULL)
    for bad in ("2026-11-03\n", "٢٠٢٦-11-03", "2026-02-30", "20261103", "3 Nov 2026"):
        assert faults(document | {"date": bad}), bad


@pytest.mark.parametrize("change", [{"done": "yes"}, {"due": "2 weeks"}, {"owners": "Ada"}, {"line": 0}, {"x": 1}])
def test_what_was_read_is_held_to_the_strict_shape(change: dict[str, object]) -> None:
    """What a person may write freely is a list, a day or a boolean once it was read."""
    document = json.loads(json.dumps(as_json(FULL)))
    assert faults(document) == []
    document["action_items"][0] |= change
    assert faults(document)


def test_no_key_may_be_missing_from_what_was_read() -> None:
    """All keys are always there."""
    for key in as_json(FULL):
        document = as_json(FULL)
        del document[key]
        if key not in {"path", "format", "version", "findings"}:
            assert faults(document), key


@pytest.mark.parametrize(
    "text",
    [
        "title: X\n",
        "title: X\naction_items: [Do it, {title: Do that}]\n",
        "title: X\naction_items: None\n",
        "title: X\nowner: Ada\ndate: 3 Nov 2026\nid: 7\nreviews: [2026-12-03]\n",
        "title: X\naction_items:\n  - {title: A, owner: Ada, due: 2 weeks, tickets: 7, done: yes, priority: 1}\n",
        "title: X\nlessons: {went_well: Luck}\nmetrics: {users: 12}\ntimeline:\n  - {time: '09:12', event: x}\n",
    ],
)
def test_what_people_write_by_hand_is_valid(text: str) -> None:
    """And reads without a finding."""
    by_hand = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - the base loader makes strings alone
    assert faults(by_hand) == []
    assert faults(yaml.safe_load(text.replace("2026-12-03", "'2026-12-03'"))) == []
    assert read_structured(open_source("a.yml", text.encode()), ReadingRules()).findings == ()


@pytest.mark.parametrize(
    "document",
    [
        {},
        {"title": "X", "severty": "P1"},
        {"title": "X", "action_items": [{"owner": "Ada"}]},
        {"title": "X", "action_items": [{"title": "A", "ownr": "Ada"}]},
        {"title": "X", "lessons": {"wrong": []}},
        {"title": "X", "timeline": [{"time": "09:12"}]},
        {"title": "X", "format": "word"},
    ],
)
def test_typos_and_missing_titles_are_invalid(document: dict[str, object]) -> None:
    """An editor underlines them."""
    assert faults(document)


_TEXT = st.none() | st.text(max_size=20)
_TEXTS = st.lists(st.text(max_size=8), max_size=3).map(tuple)
_LINE = st.integers(1, 9999)
_ITEMS = st.builds(
    ActionItem,
    id=_TEXT,
    title=st.text(min_size=1, max_size=20),
    owners=_TEXTS,
    due=st.none() | st.dates(min_value=date(1000, 1, 1)),
    due_text=_TEXT,
    due_source=st.none() | st.sampled_from(DueSource),
    priority=_TEXT,
    status=_TEXT,
    done=st.booleans(),
    category=_TEXT,
    tickets=_TEXTS,
    line=_LINE,
    end_line=_LINE,
)
_POSTMORTEMS = st.builds(
    Postmortem,
    path=st.text(max_size=20),
    format=st.sampled_from(Format),
    title=_TEXT,
    date=st.none() | st.dates(),
    owners=_TEXTS,
    summary=_TEXT,
    timeline=st.lists(st.builds(TimelineEntry, time=st.text(), event=st.text(), line=_LINE), max_size=2).map(tuple),
    reviews=st.lists(st.builds(Review, name=st.text(), date=st.dates(), line=_LINE), max_size=2).map(tuple),
    metrics=st.dictionaries(st.text(max_size=5), st.text(max_size=5), max_size=2),
    action_items=st.lists(_ITEMS, max_size=3).map(tuple),
)


@given(_POSTMORTEMS)
def test_every_postmortem_is_valid(postmortem: Postmortem) -> None:
    """Whatever was read, what is printed follows the schema."""
    assert faults(as_json(postmortem)) == []


@given(
    st.sampled_from(["a.yml", "a.json", "a.adoc"]),
    st.text(max_size=120) | st.sampled_from(["title: X", '{"title": 1}']),
)
def test_every_reading_is_valid(path: str, text: str) -> None:
    """Also of a file that cannot be read."""
    source = open_source(path, text.encode("utf-8", errors="replace"))
    assert faults(as_json(read_structured(source, ReadingRules()))) == []
