"""The five template families read exactly as a person reads them, field by field."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from followthrough import documents
from followthrough.documents.rules import ReadingRules

FAMILIES = Path(__file__).parent / "families"
FILLED_IN = sorted(path.relative_to(FAMILIES).with_suffix("").as_posix() for path in FAMILIES.glob("*/*.json"))
BLANK = sorted(path.relative_to(FAMILIES).with_suffix("").as_posix() for path in FAMILIES.glob("*/blank.md"))

PROSE = frozenset({"summary", "impact", "root_cause", "details"})
COMPARED_FINDINGS = frozenset({"FT103", "FT106", "FT204"})
LEFT_OVER = re.compile(r"\[[^\]]{2,}\]|<[A-Z]|HH:MM|YYYY|Description \| Owner")
NOT_A_FACT = frozenset({"path", "format", "version", "findings"})


def read(name: str) -> dict[str, object]:
    data = (FAMILIES / f"{name}.md").read_bytes()
    return documents.as_json(documents.read(f"postmortems/{name}.md", data, ReadingRules()))


def words(text: str) -> str:
    """The words of a text without markup, list signs and line breaks."""
    without_links = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    without_signs = re.sub(r"(?m)^\s*(?:[-*+]|\d+\.)\s+", "", without_links)
    return " ".join(re.sub(r"[*`]", "", without_signs).split())


def flat(value: object, at: str = "") -> Iterator[tuple[str, object]]:
    """Each leaf of a JSON value with its pointer, so that a difference names the very field."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from flat(inner, f"{at}/{key}")
    elif isinstance(value, list) and value:
        for index, inner in enumerate(value):
            yield from flat(inner, f"{at}/{index}")
    elif isinstance(value, str) and at.rsplit("/", 1)[-1] in PROSE:
        yield at, words(value)
    else:
        yield at, value


def found(document: Mapping[str, object]) -> list[tuple[int, str]]:
    findings = document["findings"]
    assert isinstance(findings, list)
    return sorted({(f["line"], f["code"]) for f in findings if f["code"] in COMPARED_FINDINGS})


def facts(document: Mapping[str, object]) -> dict[str, object]:
    return dict(flat({key: value for key, value in document.items() if key != "findings"}))


def test_each_family_has_four_filled_in_documents_and_a_blank_one() -> None:
    """No fixture is lost on the way."""
    assert (len(FILLED_IN), len(BLANK)) == (20, 5)


@pytest.mark.parametrize("name", FILLED_IN)
def test_a_filled_in_postmortem_is_read_exactly(name: str) -> None:
    """Every field of the document is what a person reads in it, and nothing else is."""
    expected = json.loads((FAMILIES / f"{name}.json").read_text(encoding="utf-8"))

    actual = read(name)

    assert list(actual) == list(expected)
    assert facts(actual) == facts(expected)


@pytest.mark.parametrize("name", FILLED_IN)
def test_each_placeholder_left_over_is_found_where_it_stands(name: str) -> None:
    """Placeholders and ambiguous dates are findings on their own line, and nothing else is."""
    expected = json.loads((FAMILIES / f"{name}.json").read_text(encoding="utf-8"))

    assert found(read(name)) == found(expected)


@pytest.mark.parametrize("name", BLANK)
def test_a_blank_template_says_nothing(name: str) -> None:
    """A template that nobody filled in has no values and no items."""
    said = {key: value for key, value in read(name).items() if key not in NOT_A_FACT}

    assert {at: leaf for at, leaf in flat(said) if leaf not in (None, [], {})} == {}


@pytest.mark.parametrize("name", BLANK)
def test_a_blank_template_is_all_placeholders(name: str) -> None:
    """Each line of a template that waits for words is a finding, and no other kind of finding is made."""
    lines = (FAMILIES / f"{name}.md").read_text(encoding="utf-8").splitlines()
    waiting = {number for number, line in enumerate(lines, start=1) if LEFT_OVER.search(line)}

    seen = read(name)["findings"]

    assert isinstance(seen, list)
    assert {finding["code"] for finding in seen} - {"FT008"} == {"FT103"}
    assert waiting <= {finding["line"] for finding in seen}
