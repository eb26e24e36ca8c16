"""What the house rules say of a postmortem, and what they leave unsaid."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from followthrough.catalogue import finding
from followthrough.checking import MAX_ITEMS, check, check_together
from followthrough.documents import read
from followthrough.documents.rules import ReadingRules
from followthrough.model import ActionItem, DueSource, Format, Position, Postmortem, Span
from tests.unit.checking.builders import ANYTHING, CAP, GOOD, with_items

BARE = ActionItem(title="Cap retries of the order worker at 3")
_AMBIGUOUS = finding(
    "FT204", GOOD.path, Position(line=15, column=56), text="04/12/2026", one="2026-04-12", other="2026-12-04", title="x"
)


def codes(postmortem: Postmortem) -> list[str]:
    """The codes of what is found."""
    return [told.code for told in check(postmortem, ANYTHING)]


def test_a_good_postmortem_yields_nothing() -> None:
    assert check(GOOD, ANYTHING) == ()


@pytest.mark.parametrize(
    ("postmortem", "expected"),
    [
        pytest.param(replace(GOOD, title=None), ["FT101"], id="no title"),
        pytest.param(replace(GOOD, date=None), ["FT102"], id="no date"),
        pytest.param(replace(GOOD, date=None, started_at="2026-11-03T09:12:00"), [], id="a start is a date"),
        pytest.param(replace(GOOD, action_items=()), ["FT104"], id="no action items"),
        pytest.param(replace(GOOD, action_items=(), nothing_to_do=True), [], id="says that there are no action items"),
        pytest.param(
            replace(GOOD, started_at="2026-11-03T10:32:00+00:00", ended_at="2026-11-03T09:12:00+00:00"),
            ["FT107"],
            id="ends before it starts",
        ),
        pytest.param(
            replace(GOOD, started_at="2026-11-03T10:32:00+01:00", ended_at="2026-11-03T09:42:00+00:00"),
            [],
            id="ends after it starts, seen from another zone",
        ),
        pytest.param(
            replace(GOOD, started_at="2026-11-03T10:32:00+01:00", ended_at="2026-11-03T09:42:00"),
            [],
            id="times with and without a zone are not compared",
        ),
        pytest.param(
            replace(GOOD, started_at="2026-11-03T10:32:00", ended_at="half past nine"), [], id="a time that is none"
        ),
    ],
)
def test_a_postmortem_as_a_whole_is_judged(postmortem: Postmortem, expected: list[str]) -> None:
    assert codes(postmortem) == expected


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        pytest.param(replace(CAP, owners=()), ["FT201"], id="no owner"),
        pytest.param(replace(CAP, owners=("everyone",)), ["FT202"], id="everybody"),
        pytest.param(replace(CAP, owners=("TBD",)), ["FT202"], id="to be decided"),
        pytest.param(replace(CAP, owners=("Team", "@all")), ["FT202"], id="nobody twice"),
        pytest.param(replace(CAP, owners=("everyone", "Alice Smith")), [], id="somebody among everybody"),
        pytest.param(replace(CAP, owners=("SRE",)), [], id="a named team"),
        pytest.param(replace(CAP, owners=("Payments team",)), [], id="a team by its name"),
        pytest.param(replace(CAP, due=None, due_text=None), ["FT203"], id="no deadline"),
        pytest.param(replace(CAP, due=None, due_text="soon"), ["FT203"], id="a deadline that is no date"),
        pytest.param(
            replace(CAP, due=None, due_text=None, due_source=DueSource.HORIZON, due_span=Span(days=7)),
            [],
            id="a horizon of which nobody knows the beginning",
        ),
        pytest.param(replace(CAP, due=date(2026, 11, 2)), ["FT205"], id="due before the incident"),
        pytest.param(replace(CAP, due=date(2026, 11, 3)), [], id="due on the day of the incident"),
        pytest.param(
            replace(CAP, due=date(2026, 11, 2), due_source=DueSource.HORIZON), [], id="nobody wrote that deadline"
        ),
        pytest.param(replace(CAP, title="Runbook for a full queue"), ["FT206"], id="no verb"),
        pytest.param(replace(CAP, title="Look into the retries"), ["FT207"], id="no end"),
        pytest.param(
            replace(CAP, title="Look into the retries", details="Write down a proposal for the limit."),
            [],
            id="the end stands in the details",
        ),
        pytest.param(
            replace(BARE, title="Look into the retries", done=True), [], id="nothing is asked of what is done"
        ),
        pytest.param(replace(BARE, title="Better alerting"), ["FT201", "FT203", "FT206"], id="several at once"),
    ],
)
def test_an_action_item_is_judged(item: ActionItem, expected: list[str]) -> None:
    assert codes(with_items(item)) == expected


@pytest.mark.parametrize(
    ("due_text", "message"),
    [
        pytest.param(None, 'No deadline: "Cap retries of the order worker at 3"', id="nothing written"),
        pytest.param("soon", '…; "soon" is not a date', id="a word"),
        pytest.param("TBD", '…; "TBD" is not a date', id="to be decided"),
        pytest.param("2026-02-30", '…; "2026-02-30" is no day of the calendar', id="an impossible day"),
        pytest.param(
            "2 weeks", '…; "2 weeks" counts from the incident, which has no date', id="a span without an anchor"
        ),
    ],
)
def test_a_missing_deadline_says_why_what_is_written_is_none(due_text: str | None, message: str) -> None:
    (told,) = check(with_items(replace(CAP, due=None, due_text=due_text)), ANYTHING)
    assert told.message == message.replace("…", 'No deadline: "Cap retries of the order worker at 3"')


def test_a_deadline_that_may_be_two_days_is_told_once() -> None:
    item = replace(CAP, due=None, due_text="04/12/2026")
    assert codes(replace(GOOD, action_items=(item,), findings=(_AMBIGUOUS,))) == ["FT204"]


def test_a_date_that_cannot_be_read_is_told_once() -> None:
    told = finding("FT106", GOOD.path, Position(line=3), label="Date", text="03/04/2026", why="may be two days")
    assert codes(replace(GOOD, date=None, findings=(told,))) == ["FT106"]


def test_a_field_of_an_item_that_is_a_placeholder_is_told_once() -> None:
    text = "# Orders stuck\n\n**Date:** 2026-11-03\n\n| Action Item | Assignee | Deadline |\n|---|---|---|\n"
    rows = "| Cap retries at 3 | [Owner] | [Date] |\n| Add a canary | [Owner] |  |\n"
    found = check(read("orders.md", f"{text}{rows}".encode(), ReadingRules()), ANYTHING)
    assert [(told.code, told.position.line) for told in found] == [
        ("FT103", 7),
        ("FT103", 7),
        ("FT203", 8),
        ("FT103", 8),
    ]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("# [Title]\n\n**Date:** 2026-11-03\n", id="the title"),
        pytest.param("# Orders stuck\n\n**Date:** YYYY-MM-DD\n", id="the date"),
    ],
)
def test_a_field_of_the_incident_that_is_a_placeholder_is_told_once(text: str) -> None:
    items = "\n## Action Items\n\nNo action items.\n"
    found = check(read("orders.md", f"{text}{items}".encode(), ReadingRules()), ANYTHING)
    assert [told.code for told in found] == ["FT103"]


@pytest.mark.parametrize(
    ("titles", "expected"),
    [
        pytest.param(["Alert on queue depth", "Add a dashboard"], ["FT208"], id="alerts and dashboards"),
        pytest.param(["Alert on queue depth", "Cap retries at 3"], [], id="one of them prevents"),
        pytest.param(["Alert on queue depth, and cap retries at 3"] * 2, [], id="both in one"),
        pytest.param(["Alert on queue depth"], [], id="a single item cannot be asked for both"),
        pytest.param(["Alarm bei voller Warteschlange hinzufügen"] * 2, [], id="another language is not judged"),
    ],
)
def test_items_that_only_detect_are_told_of_once(titles: list[str], expected: list[str]) -> None:
    items = [replace(CAP, title=title) for title in titles]
    assert codes(with_items(*items)) == expected


def test_a_finding_points_at_the_words_it_is_about() -> None:
    late = replace(GOOD, action_items=(replace(CAP, due=date(2025, 12, 1)),))
    (told,) = check(late, ANYTHING)
    assert told.position == Position(line=15, column=56, end_column=66)


def test_a_finding_about_words_that_are_not_there_points_at_the_item() -> None:
    (told,) = check(replace(GOOD, action_items=(replace(CAP, owners=()),)), ANYTHING)
    assert told.position == Position(line=15)


def test_a_long_title_is_cut_where_it_is_quoted() -> None:
    (told,) = check(with_items(replace(CAP, owners=(), title="Cap " + "the retries " * 100)), ANYTHING)
    assert len(told.message) < 100
    assert told.message.endswith('…"')


def test_of_an_unreadable_document_only_that_is_said() -> None:
    told = finding("FT005", "empty.md", Position(line=1))
    empty = Postmortem(path="empty.md", format=Format.MARKDOWN, findings=(told,), readable=False)
    assert check(empty, ANYTHING) == (told,)


def test_of_far_too_many_items_only_that_is_said() -> None:
    assert codes(with_items(*[BARE] * (MAX_ITEMS + 1))) == ["FT211"]
    assert codes(with_items(*[CAP] * MAX_ITEMS)) == []


@pytest.mark.parametrize("given", ["AI-1", "a", "2026.11_x-1", "A" * 64])
def test_an_ordinary_id_is_usable(given: str) -> None:
    assert codes(with_items(replace(CAP, id=given))) == []


@pytest.mark.parametrize(
    "given",
    [
        pytest.param("first item", id="a blank"),
        pytest.param("\u0410-1", id="a Cyrillic letter that looks Latin"),
        pytest.param("A-1\u200b", id="a space of no width"),
        pytest.param("A-1\n", id="a line end"),
        pytest.param("-1", id="a sign at the beginning"),
        pytest.param("A" * 10_000, id="ten thousand letters"),
        pytest.param("<!-- -->", id="a comment"),
        pytest.param("", id="nothing"),
    ],
)
def test_an_id_that_cannot_be_told_apart_safely_is_refused(given: str) -> None:
    (told,) = check(with_items(replace(CAP, id=given, done=True)), ANYTHING)
    assert told.code == "FT210"
    assert len(told.message) < 120


def test_two_items_with_one_id_are_told_with_the_line_of_the_first() -> None:
    items = [replace(CAP, id=given) for given in ("AI-1", "AI-2", "ai-1")]
    (told,) = check(with_items(*items), ANYTHING)
    assert (told.code, told.position.line, told.message) == ("FT209", 17, "The id ai-1 stands on line 15 too")


def test_two_documents_with_one_incident_id_name_each_other() -> None:
    first = replace(GOOD, incident_id="INC-42", positions={"/incident_id": Position(line=3, column=18)})
    second = replace(first, path="postmortems/2026-11-09-search.md", incident_id="inc-42")
    other = replace(first, path="postmortems/2026-11-10-mail.md", incident_id="INC-43")
    found = check_together([second, other, first], lambda _: ANYTHING)
    assert [(told.path, told.code, told.position.line, told.message) for told in found] == [
        (first.path, "FT105", 3, f"INC-42 is the incident id of {second.path}:3 too"),
        (second.path, "FT105", 3, f"inc-42 is the incident id of {first.path}:3 too"),
    ]


def test_a_document_given_twice_does_not_clash_with_itself() -> None:
    told = replace(GOOD, incident_id="INC-42")
    assert check_together([told, told], lambda _: ANYTHING) == ()
