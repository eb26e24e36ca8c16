"""Postmortems written in YAML or JSON."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followthrough.documents.reader import read_document
from followthrough.documents.rules import DateOrder, ReadingRules
from followthrough.documents.shape import as_json
from followthrough.model import DueSource, Lessons, Position, Postmortem, Review, Span, TimelineEntry


def read(text: str, path: str = "a.yml", rules: ReadingRules | None = None) -> Postmortem:
    return read_document(path, text.encode(), rules or ReadingRules())


def said(postmortem: Postmortem) -> list[tuple[str, int, str]]:
    return [(finding.code, finding.position.line, finding.message) for finding in postmortem.findings]


WHOLE = """\
title: Orders lost at checkout
incident_id: BRK-7
date: 2026-11-03
started_at: 2026-11-03 09:12 UTC
ended_at: "10:32"
duration: 1h 20m
severity: P1
status: Resolved
owners: [Ada Okafor, Ben Roth]
services: checkout
summary: Orders were lost.
impact: 12 orders
root_cause: |
  A queue was full.
  Nobody saw it.
contributing_factors:
  - No alert
timeline:
  - {time: 09:12, event: First order lost}
lessons:
  went_well: [The page came at once]
  went_wrong: Nobody knew the queue
metrics: {time_to_detect: 4m}
reviews:
  - {name: 30-day review, date: 2026-12-03}
  - 2027-01-03
action_items:
  - id: queue-alert
    title: Alert on queue depth
    details: At 80 %
    owner: "@ada"
    due: 1 Dec 2026
    priority: 1
    category: Detection
    tickets: 7
  - title: Drain the queue
    owners: Ada Okafor and Ben Roth
    due: 2 weeks
    status: "Done, see #12"
    ticket: https://tracker.brook.example/browse/BRK-9
  - Write the runbook
"""


def test_every_fact_is_read() -> None:
    """A scalar counts where a list of one is meant, and a text where an item with a title is."""
    postmortem = read(WHOLE)
    assert postmortem.findings == ()
    assert postmortem.readable
    assert (postmortem.title, postmortem.incident_id) == ("Orders lost at checkout", "BRK-7")
    assert postmortem.date == date(2026, 11, 3)
    assert (postmortem.started_at, postmortem.ended_at) == ("2026-11-03T09:12:00+00:00", "2026-11-03T10:32:00")
    assert (postmortem.duration, postmortem.severity, postmortem.status) == ("1h 20m", "P1", "Resolved")
    assert (postmortem.owners, postmortem.services) == (("Ada Okafor", "Ben Roth"), ("checkout",))
    assert postmortem.root_cause == "A queue was full.\nNobody saw it."
    assert postmortem.timeline == (TimelineEntry(time="09:12", event="First order lost", line=19),)
    assert postmortem.lessons == Lessons(went_well=("The page came at once",), went_wrong=("Nobody knew the queue",))
    assert postmortem.metrics == {"time_to_detect": "4m"}
    assert postmortem.reviews == (
        Review(name="30-day review", date=date(2026, 12, 3), line=25),
        Review(name="Review", date=date(2027, 1, 3), line=26),
    )


def test_every_item_is_read() -> None:
    """With its lines, and with a deadline in whichever form people write it."""
    alert, drain, runbook = read(WHOLE).action_items
    assert (alert.id, alert.title, alert.details) == ("queue-alert", "Alert on queue depth", "At 80 %")
    assert (alert.owners, alert.priority, alert.category) == (("@ada",), "1", "Detection")
    assert (alert.due, alert.due_text, alert.due_source) == (date(2026, 12, 1), "1 Dec 2026", DueSource.DOCUMENT)
    assert (alert.tickets, alert.own_tickets) == (("#7",), ("#7",))
    assert (alert.line, alert.end_line) == (28, 35)
    assert (drain.owners, drain.due, drain.due_text) == (("Ada Okafor", "Ben Roth"), date(2026, 11, 17), "2 weeks")
    assert (drain.status, drain.done) == ("Done, see #12", True)
    assert drain.tickets == ("https://tracker.brook.example/browse/BRK-9",)
    assert (runbook.title, runbook.line, runbook.end_line) == ("Write the runbook", 41, 41)


def test_findings_can_point_at_each_value() -> None:
    """By JSON pointer, to the characters of the value."""
    positions = read(WHOLE).positions
    assert positions["/severity"] == Position(line=7, column=11, end_column=13)
    assert positions["/action_items/0/due"] == Position(line=32, column=10, end_column=20)
    assert positions["/action_items/0/owners"] == Position(line=31, column=12, end_column=18)
    assert positions["/action_items/2/title"] == Position(line=41, column=5, end_column=22)


def test_what_parse_prints_can_be_read_again() -> None:
    """The printed JSON is a postmortem with the same facts."""
    printed = as_json(read(WHOLE))
    again = as_json(read(json.dumps(printed, indent=1), "a.json"))

    def facts(value: object) -> object:
        if isinstance(value, dict):
            return {
                key: facts(below) for key, below in value.items() if key not in {"path", "format", "line", "end_line"}
            }
        return [facts(below) for below in value] if isinstance(value, list) else value

    assert facts(again) == facts(printed)


@pytest.mark.parametrize(
    ("item", "done"),
    [
        ("done: yes", True),
        ("done: true", True),
        ("done: x", True),
        ("done: no", False),
        ("done: False", False),
        ("status: Done", True),
        ("status: Fixed (v2)", True),
        ("status: In progress", False),
        ("status: Done\n    done: false", False),
        ("details: all done", False),
    ],
)
def test_done_is_what_the_document_says(item: str, *, done: bool) -> None:
    """`done` decides, else `status`."""
    assert read(f"title: X\naction_items:\n  - title: A\n    {item}\n").action_items[0].done is done


def test_keys_may_be_spelled_freely() -> None:
    """Case, hyphens and spaces do not matter, nor do the common other words."""
    postmortem = read(
        "Title: X\nIncident-ID: 7\nAction Items:\n  - Title: A\n    Due Date: 2026-12-01\n    Assignee: Ada\n"
    )
    assert (postmortem.incident_id, postmortem.findings) == ("7", ())
    assert postmortem.action_items[0].due == date(2026, 12, 1)
    assert postmortem.action_items[0].owners == ("Ada",)


def test_a_range_in_duration_gives_start_and_end() -> None:
    """As in a Markdown postmortem; and a start gives the day."""
    postmortem = read("title: X\ndate: 2026-11-03\nduration: 09:12 to 10:32 UTC\n")
    assert (postmortem.started_at, postmortem.ended_at) == ("2026-11-03T09:12:00+00:00", "2026-11-03T10:32:00+00:00")
    assert read("title: X\nstarted_at: 2026-11-03T09:12:00Z\n").date == date(2026, 11, 3)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("severty: P1", ("FT007", 2, "severty: there is no such key"), id="typo"),
        pytest.param("severity: [P1]", ("FT007", 2, "severity: must be text, not a list"), id="list for a text"),
        pytest.param(
            "owner: {name: Ada}", ("FT007", 2, "owners: must be text, not a mapping"), id="mapping for a name"
        ),
        pytest.param(
            "owner: Ada\nowners: [Ada]", ("FT007", 3, "owners: says again what `owners` says"), id="said twice"
        ),
        pytest.param("lessons: many", ("FT007", 2, "lessons: must be a mapping"), id="text for a mapping"),
        pytest.param("timeline: [now]", ("FT007", 2, "timeline[]: must be a mapping"), id="text for an entry"),
        pytest.param("timeline:\n  - time: 09:12", ("FT007", 3, "timeline[].event: is missing"), id="no event"),
        pytest.param("reviews:\n  - name: x", ("FT007", 3, "reviews[].date: is missing"), id="review without a date"),
        pytest.param("started_at: later", ("FT007", 2, 'started_at: "later" is no moment'), id="no moment"),
        pytest.param("date: soon", ("FT106", 2, 'date: "soon" is not a date'), id="no date"),
        pytest.param(
            "date: 2026-02-30", ("FT106", 2, 'date: "2026-02-30" is no day of the calendar'), id="no such day"
        ),
        pytest.param(
            "date: 03/04/2026", ("FT106", 2, 'date: "03/04/2026" may be 2026-03-04 or 2026-04-03'), id="open order"
        ),
        pytest.param("date: Q1 2027", ("FT106", 2, 'date: "Q1 2027" names no day'), id="a quarter"),
        pytest.param(
            "owner: <Name>",
            ("FT103", 2, 'owners still holds a placeholder of the template: "<Name>"'),
            id="placeholder",
        ),
        pytest.param(
            "action_items: [[a]]", ("FT007", 2, "action_items[]: must be a mapping, not a list"), id="list item"
        ),
        pytest.param("action_items:\n  - owner: Ada", ("FT007", 3, "action_items[].title: is missing"), id="no title"),
        pytest.param(
            "action_items:\n  - title: A\n    ownr: Ada",
            ("FT007", 4, "action_items[].ownr: there is no such key"),
            id="item",
        ),
        pytest.param(
            "action_items:\n  - title: A\n    done: maybe",
            ("FT007", 4, 'action_items[].done: "maybe" is neither true nor false'),
            id="neither",
        ),
        pytest.param(
            "action_items:\n  - title: A\n    due: 03/04/2026",
            ("FT204", 4, '"03/04/2026" may be 2026-03-04 or 2026-04-03: "A"'),
            id="open deadline",
        ),
    ],
)
def test_what_cannot_be_used_is_a_finding_at_its_line(text: str, expected: tuple[str, int, str]) -> None:
    """One mistake is one finding, and the document is still read."""
    postmortem = read(f"title: X\n{text}\n")
    assert said(postmortem) == [expected]
    assert (postmortem.title, postmortem.readable) == ("X", True)


def test_a_ticket_that_yaml_takes_for_a_comment_is_said() -> None:
    """`ticket: #7` and `title: Fix #7` lose their ticket without a word from YAML."""
    text = (
        'title: X # 12 of them\naction_items:\n  - title: Fix #7\n    ticket: #8\n  - {title: "A #9", details: a#10}\n'
    )
    assert said(read(text)) == [
        ("FT007", 3, "#7: opens a comment and was not read"),
        ("FT007", 4, "#8: opens a comment and was not read"),
    ]


def test_the_nearest_key_is_named() -> None:
    """`severty` is meant to be `severity`."""
    assert read("title: X\nseverty: P1\n").findings[0].remedy == "write `severity`"


def test_a_missing_title_is_a_finding() -> None:
    """Everything else is read."""
    postmortem = read("action_items: [Do it]\n")
    assert said(postmortem) == [("FT007", 1, "title: is missing")]
    assert len(postmortem.action_items) == 1


def test_a_broken_item_never_loses_the_others() -> None:
    """Nor does it leave its places to the next one."""
    postmortem = read("title: X\naction_items:\n  - A\n  - {owner: Ada, due: 2026-12-01}\n  - [x]\n  - B\n")
    assert [item.title for item in postmortem.action_items] == ["A", "B"]
    assert {finding.code for finding in postmortem.findings} == {"FT007"}
    assert "/action_items/1/owners" not in postmortem.positions
    assert postmortem.positions["/action_items/1/title"].line == 6


@pytest.mark.parametrize(
    ("path", "text", "code"),
    [
        pytest.param("a.yml", "title: a: b\n", "FT006", id="YAML syntax"),
        pytest.param("a.json", '{"title": "x",}', "FT006", id="JSON syntax"),
        pytest.param("a.json", "[" * 100_000, "FT006", id="deep JSON"),
        pytest.param("a.yml", "- a\n- b\n", "FT007", id="a list"),
        pytest.param("a.json", '"x"', "FT007", id="a text"),
        pytest.param("a.yml", "jobs: {build: x}\non: push\n", "FT007", id="something else"),
        pytest.param("a.yml", "title: X\naction_items: soon\n", "FT007", id="items that are no list"),
        pytest.param("a.yml", "# nothing\n", "FT007", id="comments alone"),
    ],
)
def test_where_the_structure_cannot_be_told_nothing_is_concluded(path: str, text: str, code: str) -> None:
    """One finding; what the document had tracked stays as it is."""
    postmortem = read(text, path)
    assert ([finding.code for finding in postmortem.findings], postmortem.readable) == ([code], False)
    assert postmortem.action_items == ()


@pytest.mark.parametrize("value", ["", "[]", "~", "None", "N/A", "No action items"])
def test_no_action_items_can_be_said(value: str) -> None:
    """Such a document has none, and that is no mistake."""
    postmortem = read(f"title: X\naction_items: {value}\n")
    assert (postmortem.action_items, postmortem.findings, postmortem.readable) == ((), (), True)


@pytest.mark.parametrize("text", ["TBD", "ASAP", "next sprint", "2026-02-30"])
def test_a_deadline_that_is_no_date_stays_as_written(text: str) -> None:
    """Checking says so; a default deadline does not paper over it."""
    rules = ReadingRules(by_priority={"high": Span(days=14)})
    item = read(
        f"title: X\ndate: 2026-11-03\naction_items:\n  - {{title: A, due: {text}, priority: High}}\n", rules=rules
    )
    assert [(one.due, one.due_text, one.due_source) for one in item.action_items] == [(None, text, None)]


def test_an_item_without_a_deadline_gets_the_default_one() -> None:
    """From the config, by priority."""
    rules = ReadingRules(by_priority={"high": Span(days=14)})
    (item,) = read(
        "title: X\ndate: 2026-11-03\naction_items:\n  - {title: A, priority: High}\n", rules=rules
    ).action_items
    assert (item.due, item.due_text, item.due_source) == (date(2026, 11, 17), None, DueSource.POLICY)


def test_the_stated_order_of_dates_is_used() -> None:
    """`03/04/2026` is a day once the config says which."""
    postmortem = read("title: X\ndate: 03/04/2026\n", rules=ReadingRules(date_order=DateOrder.DMY))
    assert (postmortem.date, postmortem.findings) == (date(2026, 4, 3), ())


def test_numbers_and_booleans_of_json_are_read_as_written() -> None:
    """`true` is done, 7 is a ticket, 1.10 keeps its zero."""
    text = '{"title": "X", "metrics": {"rate": 1.10}, "action_items": [{"title": "A", "done": true, "tickets": [7]}]}'
    postmortem = read(text, "a.json")
    assert postmortem.metrics == {"rate": "1.10"}
    assert (postmortem.action_items[0].done, postmortem.action_items[0].tickets) == (True, ("#7",))


_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=12)
    | st.sampled_from(["2 weeks", "Done", "[x]", "N/A"]),
    lambda below: (
        st.lists(below, max_size=3) | st.dictionaries(st.sampled_from(["title", "due", "date", "name"]), below)
    ),
    max_leaves=6,
)
_KEYS = ["title", "date", "owners", "timeline", "lessons", "metrics", "reviews", "action_items", "started_at", "x"]


@given(st.dictionaries(st.sampled_from(_KEYS), _VALUES, max_size=6))
def test_whatever_the_values_are_a_postmortem_comes_of_it(document: dict[str, object]) -> None:
    """Wrong values are findings at a line of the file, never an exception."""
    text = json.dumps(document, indent=1)
    postmortem = read(text, "a.json")
    lines = text.count("\n") + 1
    assert all(1 <= finding.position.line <= lines for finding in postmortem.findings)
    assert all(1 <= item.line <= item.end_line <= lines for item in postmortem.action_items)
