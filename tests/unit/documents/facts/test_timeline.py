"""The timeline."""

from __future__ import annotations

import pytest

from tests.unit.documents.reading import read_text


@pytest.mark.parametrize(
    ("body", "entries"),
    [
        pytest.param("| Time | Event |\n|---|---|\n| 09:12 | down |\n", [("09:12", "down", 7)], id="table"),
        pytest.param("| Event | Time (UTC) |\n|---|---|\n| down | 09:12 |\n", [("09:12", "down", 7)], id="other order"),
        pytest.param(
            "| Day | Date | Time | Event |\n|-|-|-|-|\n| Tue | 3 Nov | 09:12 | down |\n",
            [("Tue 3 Nov 09:12", "down", 7)],
            id="time in three columns",
        ),
        pytest.param(
            "| Time | Event | Action Taken |\n|-|-|-|\n| 09:12 | down | restart |\n", [("09:12", "down", 7)], id="more"
        ),
        pytest.param("- 09:12: down\n- **09:20** - up\n", [("09:12", "down", 5), ("09:20", "up", 6)], id="bullets"),
        pytest.param("- 2026-11-03 09:12 UTC – down\n", [("2026-11-03 09:12 UTC", "down", 5)], id="with date and zone"),
        pytest.param("### 09:12\n\nIt went down.\n", [("09:12", "It went down.", 5)], id="headings"),
        pytest.param("| Time | Event |\n|---|---|\n| HH:MM | [what happened] |\n", [], id="placeholders"),
        pytest.param("- nobody knows when\n", [], id="no time"),
    ],
)
def test_entries_are_read_from_each_form(body: str, entries: list[tuple[str, str, int]]) -> None:
    timeline = read_text(f"# T\n\n## Timeline\n\n{body}").timeline

    assert [(entry.time, entry.event, entry.line) for entry in timeline] == entries


def test_a_time_as_a_field_is_an_entry_named_after_its_heading() -> None:
    text = (
        "# T\n\n## Timeline\n\n### Detection\n\n- **Time:** 09:12 UTC\n- **Method:** alert\n\n"
        "### Resolution\n\n- **Time:** [TIME]\n"
    )

    assert [(entry.time, entry.event) for entry in read_text(text).timeline] == [("09:12 UTC", "Detection")]


def test_a_table_elsewhere_is_no_timeline() -> None:
    assert read_text("# T\n\n## Costs\n\n| Time | Event |\n|---|---|\n| 09:12 | down |\n").timeline == ()
