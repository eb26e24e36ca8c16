"""Any bytes give a postmortem."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from followthrough.documents import as_json, read
from followthrough.documents.rules import ReadingRules
from followthrough.model import Format, Postmortem

LINES = st.sampled_from(
    [
        "# Postmortem: Checkout",
        "## Action Items",
        "### Immediate (Next week)",
        "**Owner:** Alice",
        "**Date:** 2026-11-03",
        "- [ ] Cap retries (@alice, due 1 Dec)",
        "  - Owner: [Name]",
        "- **Tasks:**",
        "1. Add a test - DONE",
        "| Action | Owner | Due |",
        "|---|---|---|",
        "| Cap retries | Alice | 03/04/2027 |",
        "| Description | Owner | Date |",
        "## Timeline",
        "- 09:12: down",
        "<!--",
        "-->",
        "```",
        "---",
        "===",
        "> quoted",
        "<table>",
        "[#1]: https://a.example/issues/1",
        "[#1]: add",
        "",
        "    indented",
        "**Label**",
        "Next steps:",
        "plain words (and brackets) [here]",
        "\u3000全角：値",
    ]
)
SOMETHING_LIKE_MARKDOWN = st.lists(LINES | st.text(max_size=30), max_size=30).map("\n".join)


def check_places(postmortem: Postmortem, text: str) -> None:
    lines = re.sub(r"\r\n?", "\n", text).split("\n")
    places = [*postmortem.positions.values(), *(finding.position for finding in postmortem.findings)]
    assert all(1 <= place.line <= len(lines) and place.column >= 1 for place in places)
    assert all(1 <= item.line <= item.end_line <= len(lines) for item in postmortem.action_items)
    assert all(item.title == item.title.strip() != "" for item in postmortem.action_items)
    assert all(1 <= note.line <= len(lines) for note in postmortem.notes)


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(SOMETHING_LIKE_MARKDOWN)
def test_whatever_is_written_is_read_and_every_place_lies_inside_it(text: str) -> None:
    postmortem = read("postmortems/x.md", text.encode("utf-8", "replace"), ReadingRules())

    check_places(postmortem, text)
    assert as_json(postmortem)["path"] == "postmortems/x.md"


@settings(max_examples=60)
@given(st.binary(max_size=200), st.sampled_from(["x.md", "x", "x.yml", "x.json", "x.docx"]))
def test_any_bytes_give_a_postmortem(data: bytes, path: str) -> None:
    assert read(path, data, ReadingRules()).path == path


def test_reading_twice_says_the_same() -> None:
    data = b"# T\n\n## Action Items\n\n- [ ] Cap retries @alice\n"

    assert read("x.md", data, ReadingRules()) == read("x.md", data, ReadingRules())


def test_a_file_of_another_kind_is_refused_and_has_no_items() -> None:
    postmortem = read("x.rst", b"Action Items\n============\n\n- Cap retries\n", ReadingRules())

    assert (postmortem.format, postmortem.readable, postmortem.action_items) == (Format.UNSUPPORTED, False, ())
    assert [finding.code for finding in postmortem.findings] == ["FT004"]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("- " + "[" * 200_000, id="brackets"),
        pytest.param("- " + "**a " * 60_000, id="stars"),
        pytest.param("- " + "`a``b" * 50_000, id="ticks"),
        pytest.param("- a" + " " * 200_000 + "b", id="spaces"),
        pytest.param("- a" + " - b" * 60_000, id="dashes"),
        pytest.param("- x " + "Owner: a " * 25_000, id="labels"),
        pytest.param("- " + "@a " * 60_000, id="handles"),
        pytest.param("<!-- " * 40_000, id="comments"),
        pytest.param("|" + "a|" * 2_000 + "\n|" + "-|" * 2_000 + "\n" + "|x\n" * 300, id="a wide table"),
        pytest.param("".join("  " * depth + "- a\n" for depth in range(400)), id="a deep list"),
        pytest.param("# " + "Postmortem: " * 20_000, id="kind words"),
    ],
)
def test_no_input_takes_long(body: str) -> None:
    """Generous, since machines differ: what is not linear would take minutes. Counted by this process alone."""
    start = time.process_time()

    read("x.md", f"# T\n\n## Action Items\n\n{body}\n".encode(), ReadingRules())

    assert time.process_time() - start < 20
