from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from followthrough.config.durations import read_duration
from followthrough.config.load import parse_config
from followthrough.config.schemas import load_schema, schema_dir
from followthrough.discovery.selection import EXCLUDE, PATHS
from followthrough.documents.nodes import from_yaml, tree
from followthrough.model import Span
from followthrough.rollups.rules import RollupRules
from followthrough.tracking.rules import LabelNames, TrackingRules

SCHEMA = load_schema("config")
PAGE = Path(__file__).parents[3] / "docs" / "configuration.md"


def _resolved(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    reference = schema.get("$ref")
    return {**SCHEMA["$defs"][reference.rsplit("/", 1)[1]], **schema} if reference else schema


def _keys(schema: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, Mapping[str, Any]]]:
    for name, inner in _resolved(schema).get("properties", {}).items():
        yield f"{path}{name}", _resolved(inner)
        yield from _keys(inner, f"{path}{name}.")


def test_metaschema() -> None:
    """The schema is a schema."""
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize(("key", "schema"), [pytest.param(*one, id=one[0]) for one in _keys(SCHEMA)])
def test_described(key: str, schema: Mapping[str, Any]) -> None:
    """Every key says what it is for, and has a section on the page about the configuration."""
    assert schema.get("description"), key
    assert f"`{key}`" in PAGE.read_text(encoding="utf-8")


@pytest.mark.parametrize(("key", "schema"), [pytest.param(*one, id=one[0]) for one in _keys(SCHEMA)])
def test_examples_and_defaults(key: str, schema: Mapping[str, Any]) -> None:
    """Every example and every default is valid itself."""
    validator = Draft202012Validator({**schema, "$defs": SCHEMA["$defs"]})
    assert key
    shown = [*schema.get("examples", ()), *([schema["default"]] if schema.get("default") is not None else [])]
    for value in shown:
        validator.validate(value)


def test_defaults_are_the_ones_that_hold() -> None:
    """What the schema says happens without a key is what happens."""
    told = {key: schema["default"] for key, schema in _keys(SCHEMA) if "default" in schema}
    labels, tracking, rollup = LabelNames(), TrackingRules(), RollupRules()
    assert (told["paths"], told["exclude"]) == (list(PATHS), list(EXCLUDE))
    for name in ("managed", "overdue", "needs_owner", "removed", "wont_do"):
        assert told[f"labels.{name}"] == getattr(labels, name)
    assert told["max_creates"] == tracking.max_creates
    assert told["on_removed"] == tracking.on_removed
    assert told["external_tickets"] == tracking.external_tickets
    assert (told["deadlines.weekends"] == "roll") is tracking.roll_weekends
    assert (told["rollup.mode"], told["rollup.mention"]) == (rollup.mode, rollup.mention)
    assert (told["rollup.weekday"], told["rollup.quiet_after"]) == ("monday", rollup.quiet_after)


def test_patterns_know_ascii_digits_alone() -> None:
    """No pattern takes digits of other scripts."""
    assert r"\\d" not in (schema_dir() / "config.schema.json").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "expected"),
    [("14d", Span(days=14)), ("2w", Span(days=14)), ("1m", Span(months=1)), ("0d", Span())],
)
def test_durations(text: str, expected: Span) -> None:
    """Days and weeks are days, months are calendar months."""
    assert read_duration(text) == expected


@pytest.mark.parametrize("text", ["", "14", "d", "-1d", "14 d", "1y", "99999d", "1d\n"])
def test_no_durations(text: str) -> None:
    """Nothing else is a duration."""
    with pytest.raises(ValueError, match=re.escape("14d, 2w or 1m")):
        read_duration(text)


def _examples() -> list[str]:
    blocks = re.findall(r"```yaml\n(.*?)```", PAGE.read_text(encoding="utf-8"), flags=re.DOTALL)
    return [block for block in blocks if not block.startswith("# yaml-language-server")]


@pytest.mark.parametrize("example", _examples())
def test_examples_on_the_page(example: str) -> None:
    """Every example on the page about the configuration can be used as it stands."""
    config = parse_config("docs/configuration.md", example.encode())
    assert config.values or config.overrides


def test_the_whole_example_is_whole() -> None:
    """The first example on the page has every key there is."""
    whole = yaml.safe_load(_examples()[0])
    written = {
        *whole,
        *(f"{group}.{name}" for group, inner in whole.items() if isinstance(inner, dict) for name in inner),
        *(f"rollup.escalate.{name}" for name in whole["rollup"]["escalate"]),
    }
    assert {key for key, _ in _keys(SCHEMA)} <= written


@pytest.mark.parametrize(("key", "schema"), [pytest.param(*one, id=one[0]) for one in _keys(SCHEMA)])
def test_defaults_on_the_page(key: str, schema: Mapping[str, Any]) -> None:
    """The section of a key tells the default that holds."""
    section = PAGE.read_text(encoding="utf-8").split(f"### `{key}`\n", 1)[1].split("\n#", 1)[0]
    default = schema.get("default")
    told = [default] if isinstance(default, str) else default if isinstance(default, list) else []
    for word in told:
        assert f"`{word}`" in section


def test_columns_are_those_of_the_vocabulary() -> None:
    """The meanings a column can be given are ones that the reader knows."""
    words = from_yaml.load((files("followthrough.documents") / "vocabulary.yml").read_text(encoding="utf-8"))
    assert isinstance(words, tree.Mapping)
    columns = words.get("columns")
    assert isinstance(columns, tree.Mapping)
    allowed = SCHEMA["$defs"]["vocabulary"]["properties"]["columns"]["propertyNames"]["enum"]
    assert set(allowed) <= {name.value for name, _ in columns.entries}
