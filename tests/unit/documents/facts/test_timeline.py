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
        pytest.param(
            "### 07:30am - First report\n\nOf many.\n\n### 07:35 – Page\n",
            [("07:30am", "First report", 5), ("07:35", "Page", 9)],
            id="headings that say what",
        ),
        pytest.param(
            "### 5:02 PM\n\n- carts fail\n- so does search\n", [("5:02 PM", "carts fail so does search", 5)], id="lists"
        ),
        pytest.param(
            "07:30\n\nIt went down.\n\n07:35\n\nUp.\n",
            [("07:30", "It went down.", 5), ("07:35", "Up.", 9)],
            id="lines above",
        ),
        pytest.param(
            "09/21/2026 - Report\n\n11-03-2026 - Fix\n",
            [("09/21/2026", "Report", 5), ("11-03-2026", "Fix", 7)],
            id="days",
        ),
        pytest.param(
            "07-27-2026 2:14 pm - Report\nof a runner\n",
            [("07-27-2026 2:14 pm", "Report of a runner", 5)],
            id="wrapped",
        ),
        pytest.param(
            "**June 14th, 2026, 10:00 AM:** Report\n", [("June 14th, 2026, 10:00 AM", "Report", 5)], id="bold"
        ),
        pytest.param("August 1st 2026: Done\n", [("August 1st 2026", "Done", 5)], id="day in words"),
        pytest.param(
            "_4/21/26_\n\n11:12 AM: Mail\n11:14 AM: Reply\n",
            [("11:12 AM", "Mail", 7), ("11:14 AM", "Reply", 8)],
            id="below their day",
        ),
        pytest.param(
            "January 29, 2026\nBank joined\n", [("January 29, 2026", "Bank joined", 5)], id="below their line"
        ),
        pytest.param(
            "12:45 PM PST Saturday Oct 30th: Wave\n", [("12:45 PM PST Saturday Oct 30th", "Wave", 5)], id="day last"
        ),
        pytest.param("- 11:10 6th Nov 2026 - merged\n", [("11:10 6th Nov 2026", "merged", 5)], id="day last in a list"),
        pytest.param(
            "- [09-03 08:47] merged\n- [08:57] failed\n",
            [("09-03 08:47", "merged", 5), ("08:57", "failed", 6)],
            id="brackets",
        ),
        pytest.param(
            "**T+0:15** - merged\n\n**T+95m** - failed\n",
            [("T+0:15", "merged", 5), ("T+95m", "failed", 7)],
            id="relative",
        ),
        pytest.param(
            "All times in CET.\n8.48 SB merged\n9.02 AC failed\n",
            [("8.48", "SB merged", 6), ("9.02", "AC failed", 7)],
            id="initials",
        ),
        pytest.param(
            "- 24-10-2026 02:00-04:30 - rolled out\n", [("24-10-2026 02:00-04:30", "rolled out", 5)], id="range"
        ),
        pytest.param(
            "### 2026-11-03 (in UTC)\n\nAll times in UTC.\n\n- 09:12: down\n\n### 2026-11-04\n\nUp.\n",
            [("09:12", "down", 9), ("2026-11-04", "Up.", 11)],
            id="headings of days",
        ),
        pytest.param("### 9:12\n\nDown.\n\n- for all\n\nUp.\n", [("9:12", "Down. Up.", 5)], id="all below a heading"),
        pytest.param(
            "10/20/2026 - 15:38 CST - Down\n", [("10/20/2026 - 15:38 CST", "Down", 5)], id="day and time apart"
        ),
        pytest.param("- 09:41 → 10:02 — down\n", [("09:41 → 10:02", "down", 5)], id="arrow"),
        pytest.param("- 2026-11-03T09:12:05Z GET / failed\n", [("2026-11-03T09:12:05Z", "GET / failed", 5)], id="ISO"),
        pytest.param("- After 02:10 CET: up\n", [("After 02:10 CET", "up", 5)], id="after"),
        pytest.param("The alarm rang at\n09:12 UTC and again\n", [], id="prose"),
        pytest.param("- Version 1.20 came\n- 3 nodes left\n", [], id="numbers"),
        pytest.param(
            "- Fault detected 2026-11-03 09:12\n- Resolved: 10:32\n- Repaired at 2026-11-03 10:12 UTC\n",
            [
                ("2026-11-03 09:12", "Fault detected", 5),
                ("10:32", "Resolved", 6),
                ("2026-11-03 10:12 UTC", "Repaired", 7),
            ],
            id="time last",
        ),
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


def test_a_label_in_a_list_is_a_timeline_as_well() -> None:
    text = (
        "# T\n\n- **Key events**\n  - First detected 2026-11-03 09:12\n  - Incident declared 2026-11-03 09:20\n"
        "  - **Resolved** 2026-11-03 10:32\n\n- **Impact**: 2026-11-03 was lost\n"
    )

    postmortem = read_text(text)

    assert [(entry.time, entry.event) for entry in postmortem.timeline] == [
        ("2026-11-03 09:12", "First detected"),
        ("2026-11-03 09:20", "Incident declared"),
        ("2026-11-03 10:32", "Resolved"),
    ]
    assert (postmortem.started_at, postmortem.ended_at) == ("2026-11-03T09:12:00", "2026-11-03T10:32:00")
