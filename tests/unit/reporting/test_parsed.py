"""What was read from which line, as people see it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from followthrough.catalogue import finding
from followthrough.model import (
    ActionItem,
    DueSource,
    Format,
    Lessons,
    Note,
    Position,
    Postmortem,
    Review,
    TimelineEntry,
)
from followthrough.reporting.parsed import parsed_text
from tests.unit.reporting.findings import seen

LINES = (
    "# Postmortem: Orders stuck",
    "**Date:** 3 Nov 2026",
    "**Incident Lead:** Alice Smith",
    "## Timeline",
    "- 09:12 The queue is full",
    "- 10:02 The queue is empty",
    "## Action Items (Next week)",
    "- [x] Page the owner of a full queue @bruno",
    "- [ ] Cap retries at 3",
    "      Due: 1 Dec",
    "## Prevention",
)
POSTMORTEM = Postmortem(
    path="postmortems/orders.md",
    title="Orders stuck",
    date=date(2026, 11, 3),
    owners=("Alice Smith",),
    root_cause="The worker tries\nwithout end.",
    timeline=(
        TimelineEntry(time="09:12", event="The queue is full", line=5),
        TimelineEntry(time="10:02", event="The queue is empty", line=6),
    ),
    lessons=Lessons(went_well=("Nobody paid twice", "The runbook was right")),
    metrics={"time_to_detect": "4m"},
    reviews=(Review(name="30-day review", date=date(2026, 12, 3), line=11),),
    action_items=(
        ActionItem(
            title="Page the owner of a full queue",
            owners=("@bruno",),
            due=date(2026, 11, 10),
            due_source=DueSource.HORIZON,
            done=True,
            category="Next week",
            line=8,
            end_line=8,
            found_by='check box under "Action Items"',
        ),
        ActionItem(
            title="Cap retries at 3",
            due=date(2026, 12, 1),
            due_text="1 Dec",
            due_source=DueSource.DOCUMENT,
            line=9,
            end_line=10,
            found_by='check box under "Action Items"',
        ),
    ),
    positions={
        "/title": Position(line=1, column=15, end_column=27),
        "/date": Position(line=2, column=11, end_column=21),
        "/owners": Position(line=3, column=20, end_column=31),
        "/action_items/1/due": Position(line=10, column=12, end_column=17),
    },
    notes=(Note(line=11, text='passed over "Prevention": the document has an explicit section'),),
    findings=(finding("FT103", "postmortems/orders.md", Position(line=3), label="Severity", text="[High/Low]"),),
)
PAGE = """\
postmortems/orders.md  markdown · 2 action items
    1 │ title         Orders stuck
    2 │ date          2026-11-03  (written "3 Nov 2026")
    3 │ owners        Alice Smith
      │ root cause    The worker tries without end.
    5 │ timeline      2: 09:12 to 10:02
      │ went well     2: Nobody paid twice; The runbook was right
      │ metric        time_to_detect = 4m
   11 │ review        2026-12-03, 30-day review

        [x] Page the owner of a full queue
    8 │ - [x] Page the owner of a full queue @bruno
      │ owners        @bruno
      │ due           2026-11-10  (as its heading promises)
      │ category      Next week
      │ found by      check box under "Action Items"

        [ ] Cap retries at 3
    9 │ - [ ] Cap retries at 3
      │ owners        nobody
   10 │ due           2026-12-01  (written "1 Dec")
      │ found by      check box under "Action Items"

        Passed over
   11 │ "Prevention": the document has an explicit section

        Findings of the reading
    3 │ FT103 warning: Severity still holds a placeholder of the template: "[High/Low]"

"""


def test_every_field_stands_beside_the_line_it_was_read_from() -> None:
    assert seen(parsed_text(POSTMORTEM, LINES)) == PAGE


def test_a_deadline_that_is_none_is_shown_as_written() -> None:
    item = replace(POSTMORTEM.action_items[1], due=None, due_text="soon", due_source=None)
    page = seen(parsed_text(replace(POSTMORTEM, action_items=(item,), positions={}), LINES))
    assert 'due           no date  (written "soon")' in page


def test_a_document_that_was_not_read_says_so_and_why() -> None:
    told = finding("FT004", "notes.adoc", Position(line=1), format="AsciiDoc")
    unread = Postmortem(path="notes.adoc", format=Format.UNSUPPORTED, findings=(told,), readable=False)
    page = seen(parsed_text(unread, ()))
    assert page.startswith("notes.adoc  unsupported · not read\n")
    assert "1 │ FT004 error: AsciiDoc is not read" in page


def test_long_values_are_cut_and_lines_wrapped_beside_the_margin() -> None:
    page = seen(parsed_text(replace(POSTMORTEM, summary="One word after the other. " * 60), LINES), width=60)
    assert "…" in page
    assert all(len(line) <= 60 for line in page.splitlines())
    assert "\n      │               " in page


def test_foreign_text_gives_the_terminal_no_orders() -> None:
    item = replace(POSTMORTEM.action_items[0], title="::error::\x1b[31m ##[debug]x")
    page = seen(parsed_text(replace(POSTMORTEM, title="\u202eevil", action_items=(item,)), ("::add-mask::x\x07",) * 11))
    assert "\x1b" not in page
    assert "\x07" not in page
    assert "\u202e" not in page
    assert "##[" not in page
    assert not [line for line in page.splitlines() if line.strip().startswith("::")]
