"""Dates as people write them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followthrough.documents.dates.days import Problem, find_date, horizon, read_date
from followthrough.documents.dates.spans import add, add_workdays
from followthrough.documents.rules import DateOrder
from followthrough.model import Span

TUESDAY = date(2026, 11, 3)
FIRST_OF_DECEMBER = date(2026, 12, 1)


@pytest.mark.parametrize(
    "text",
    [
        "2026-12-01",
        "2026-12-1",
        "2026/12/01",
        "2026.12.01",
        "1 Dec 2026",
        "1st Dec 2026",
        "1st of December, 2026",
        "Dec 1, 2026",
        "Dec. 1st 2026",
        "December 1, 2026",
        "01-Dec-2026",
        "Mon 1 Dec 2026",
        "Tuesday, December 1, 2026",
        "01.12.2026",
        "1.12.26",
        "1 Dec 26",
        "Dec 1, '26",
        "1. Dezember 2026",
        "1er décembre 2026",
        "1 de diciembre de 2026",
        "1 de dezembro de 2026",
        "2026年12月1日",
        "２０２６年１２月１日",
        "2026-12-01T09:00Z",
        "2026-12-01 09:00 UTC",
        "1 Dec 2026 17:00 CET",
        "by 2026-12-01",
        "due: 1 Dec 2026",
        "no later than 1 December 2026",
        "**2026-12-01**",
        "[2026-12-01]",
        "(2026-12-01)",
        "~~2026-11-10~~ 2026-12-01",
        "2026-12-01 (was 2026-11-10)",
        "2026-12-01 first, then quarterly",
        "2 weeks (by 1 Dec 2026)",
        "2026-12-01 to 2026-12-05",
        "1-5 Dec 2026",
        "1 Dec - 5 Dec 2026",
        "Dec 1-5, 2026",
        "1 Dec 2026 – 2 Jan 2027",
    ],
)
def test_a_written_out_day_needs_no_anchor(text: str) -> None:
    """Every way to write 1 December 2026, with or without a remark, is that day."""
    assert read_date(text, anchor=None, order=None).date == FIRST_OF_DECEMBER


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("1 Dec", "2026-12-01", id="day and month"),
        pytest.param("December 1st", "2026-12-01", id="month and day"),
        pytest.param("3 Nov", "2026-11-03", id="the anchor itself"),
        pytest.param("1 Oct", "2027-10-01", id="past in the anchor's year"),
        pytest.param("12月1日", "2026-12-01", id="Japanese"),
        pytest.param("1.12.", "2026-12-01", id="German"),
        pytest.param("12/25", "2026-12-25", id="one order only"),
        pytest.param("Nov 14 (was Nov 7)", "2026-11-14", id="with a remark"),
        pytest.param("1 Dec, 5pm", "2026-12-01", id="with a time"),
        pytest.param("Friday", "2026-11-06", id="weekday"),
        pytest.param("by EOD Friday.", "2026-11-06", id="weekday with its end"),
        pytest.param("Tuesday", "2026-11-03", id="the anchor's weekday"),
        pytest.param("tomorrow", "2026-11-04", id="tomorrow"),
        pytest.param("Q1 2027", "2027-03-31", id="quarter"),
        pytest.param("2027 Q1", "2027-03-31", id="quarter after the year"),
        pytest.param("Q1'27", "2027-03-31", id="quarter of a short year"),
        pytest.param("by end of Q1", "2027-03-31", id="next such quarter"),
        pytest.param("Q4", "2026-12-31", id="this quarter by name"),
        pytest.param("H1", "2027-06-30", id="half"),
        pytest.param("H2 2027", "2027-12-31", id="half of a year"),
        pytest.param("December", "2026-12-31", id="month alone"),
        pytest.param("Feb 2028", "2028-02-29", id="month of a leap year"),
        pytest.param("2026-12", "2026-12-31", id="ISO month"),
        pytest.param("12/2026", "2026-12-31", id="month and year"),
        pytest.param("end of December", "2026-12-31", id="end of a month"),
        pytest.param("Ende Dezember 2026", "2026-12-31", id="end of a month in German"),
        pytest.param("12月末", "2026-12-31", id="end of a month in Japanese"),
        pytest.param("end of 2027", "2027-12-31", id="end of a year"),
        pytest.param("end of week", "2026-11-06", id="end of week"),
        pytest.param("EOW", "2026-11-06", id="EOW"),
        pytest.param("end of next week", "2026-11-13", id="end of next week"),
        pytest.param("EOM", "2026-11-30", id="EOM"),
        pytest.param("end of next month", "2026-12-31", id="end of next month"),
        pytest.param("this quarter", "2026-12-31", id="this quarter"),
        pytest.param("EOQ", "2026-12-31", id="EOQ"),
        pytest.param("by EOY", "2026-12-31", id="EOY"),
        pytest.param("end of next quarter", "2027-03-31", id="end of next quarter"),
        pytest.param("5 business days", "2026-11-10", id="business days"),
    ],
)
def test_what_has_no_year_counts_from_the_anchor(text: str, expected: str) -> None:
    """A year-less day is the next one from the incident's on; a period is its last day."""
    assert read_date(text, anchor=TUESDAY, order=None).date == date.fromisoformat(expected)


@pytest.mark.parametrize(
    ("text", "span", "expected"),
    [
        ("2 weeks", Span(days=14), "2026-11-17"),
        ("within two weeks", Span(days=14), "2026-11-17"),
        ("in the next 30 days", Span(days=30), "2026-12-03"),
        ("+14d", Span(days=14), "2026-11-17"),
        ("2w", Span(days=14), "2026-11-17"),
        ("a week", Span(days=7), "2026-11-10"),
        ("next week", Span(days=7), "2026-11-10"),
        ("next month", Span(months=1), "2026-12-03"),
        ("next quarter", Span(months=3), "2027-02-03"),
        ("3 months", Span(months=3), "2027-02-03"),
        ("2 weeks from now", Span(days=14), "2026-11-17"),
        ("24h", Span(days=1), "2026-11-04"),
        ("36 hours", Span(days=2), "2026-11-05"),
        ("in 2 Wochen", Span(days=14), "2026-11-17"),
        ("nächste Woche", Span(days=7), "2026-11-10"),
        ("dans 2 semaines", Span(days=14), "2026-11-17"),
    ],
)
def test_a_span_counts_from_the_anchor(text: str, span: Span, expected: str) -> None:
    """`2 weeks` is a day where the incident has one, and stays a span where it has none."""
    anchored = read_date(text, anchor=TUESDAY, order=None)
    assert (anchored.date, anchored.span, anchored.problem) == (date.fromisoformat(expected), span, None)
    loose = read_date(text, anchor=None, order=None)
    assert (loose.date, loose.span, loose.problem) == (None, span, None)


@pytest.mark.parametrize(
    "text",
    [
        "TBD",
        "ASAP",
        "soon",
        "ongoing",
        "quarterly",
        "-",
        "",
        "next sprint",
        "2 sprints",
        "next Friday",
        "mid-December",
        "early December",
        "late Q1",
        "Q5 2027",
        "H3",
        "2027",
        "2-3 weeks",
        "3m",
        "2026-W49",
        "2025-W01-1",
        "20250101",
        "10.0.1",
        "v1.2.2026",
        "after 2026-12-01",
        "Done 2026-11-10",
        "完了: 2026-04-16",
    ],
)
def test_words_that_name_no_day_are_said_to_be_no_date(text: str) -> None:
    """Nothing is guessed from words, week numbers, bare digits, or the day on which something was done."""
    read = read_date(text, anchor=TUESDAY, order=None)
    assert (read.date, read.problem) == (None, Problem.NOT_A_DATE)


@pytest.mark.parametrize("text", ["2026-02-30", "30 Feb 2026", "2026-13-01", "31 Nov", "13/13/2026", "04.13.2026"])
def test_a_day_the_calendar_lacks_is_impossible(text: str) -> None:
    """30 February is neither moved nor dropped."""
    read = read_date(text, anchor=TUESDAY, order=None)
    assert (read.date, read.problem, read.why) == (None, Problem.IMPOSSIBLE, "is no day of the calendar")


@pytest.mark.parametrize(
    "text",
    ["YYYY-MM-DD", "[YYYY-MM-DD]", "DD/MM/YYYY", "20XX-XX-XX", "2026-MM-DD", "[DATE]", "<date>", "Date", "{{ due }}"],
)
def test_what_a_template_left_is_a_placeholder(text: str) -> None:
    """A mask or a bracketed word is no deadline that somebody wrote."""
    assert read_date(text, anchor=TUESDAY, order=None).problem is Problem.PLACEHOLDER


@pytest.mark.parametrize(
    ("text", "open_", "dmy", "mdy"),
    [
        ("03/04/2026", None, "2026-04-03", "2026-03-04"),
        ("03-04-2026", None, "2026-04-03", "2026-03-04"),
        ("01/12/26", None, "2026-12-01", "2026-01-12"),
        ("12/25/2026", "2026-12-25", "2026-12-25", "2026-12-25"),
        ("03/03/2026", "2026-03-03", "2026-03-03", "2026-03-03"),
        ("04.03.2026", "2026-03-04", "2026-03-04", "2026-03-04"),
    ],
)
def test_an_open_order_is_ambiguous_until_it_is_stated(text: str, open_: str | None, dmy: str, mdy: str) -> None:
    """`03/04/2026` is read only where the config states the order, or where one order is no day."""
    loose = read_date(text, anchor=None, order=None)
    assert loose.date == (date.fromisoformat(open_) if open_ else None)
    if open_ is None:
        assert loose.problem is Problem.AMBIGUOUS
        assert {day.isoformat() for day in loose.alternatives} == {dmy, mdy}
        assert loose.why.startswith("may be ")
    assert read_date(text, anchor=None, order=DateOrder.DMY).date == date.fromisoformat(dmy)
    assert read_date(text, anchor=None, order=DateOrder.MDY).date == date.fromisoformat(mdy)


@pytest.mark.parametrize("text", ["1 Dec", "December", "EOW", "tomorrow", "Friday", "12/25"])
def test_without_an_anchor_a_yearless_day_is_neither_a_day_nor_wrong(text: str) -> None:
    """Only the incident's date could tell, so nothing is said."""
    read = read_date(text, anchor=None, order=None)
    assert (read.date, read.problem) == (None, None)


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        ("Outage of 3 November 2026", "3 November 2026", "2026-11-03"),
        ("2026-11-03-checkout.md", "2026-11-03", "2026-11-03"),
        ("postmortems/2026-11-03/README.md", "2026-11-03", "2026-11-03"),
        ("2026_11_03 outage", "2026_11_03", "2026-11-03"),
        ("November 3rd, 2026: outage", "November 3rd, 2026", "2026-11-03"),
        ("Slow from 1–5 December 2026", "1–5 December 2026", "2026-12-01"),
        ("Over new year, 30 Dec - 2 Jan 2027", "30 Dec - 2 Jan 2027", "2026-12-30"),
        ("障害報告2026-11-03", "2026-11-03", "2026-11-03"),
        ("発生日時：2026年11月3日 09:12", "2026年11月3日", "2026-11-03"),
        ("2026-11-03T09:12Z to 2026-11-04T01:00Z", "2026-11-03", "2026-11-03"),
    ],
)
def test_the_first_date_is_found_in_a_text(text: str, found: str, expected: str) -> None:
    """A title, a file name or a sentence gives the first day written out in it, and how it is written."""
    read = find_date(text, order=None)
    assert read is not None
    assert (read.text, read.date) == (found, date.fromisoformat(expected))


@pytest.mark.parametrize(
    "text",
    [
        "nothing here",
        "May 2026",
        "1 Dec",
        "2 weeks",
        "version 10.0.2026",
        "192.10.12.2026",
        "https://acme.example/2026/11/03/x",
        "INC-2026-11-0312",
        "20261103-x.md",
    ],
)
def test_versions_addresses_and_months_are_no_date_in_a_text(text: str) -> None:
    """In free text only a whole date with its year counts."""
    assert find_date(text, order=None) is None


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Next 24 hours", Span(days=1)),
        ("Immediate Actions (Next 24 hours)", Span(days=1)),
        ("Short-term Actions (Next week)", Span(days=7)),
        ("Long-term Actions (Next month)", Span(months=1)),
        ("within 30 days", Span(days=30)),
        ("30-day actions", Span(days=30)),
        ("90-Day Plan", Span(days=90)),
        ("Next quarter", Span(months=3)),
        ("Short-term (1-2 weeks)", Span(days=14)),
        ("Medium-term (1–3 months)", Span(months=3)),
        ("0-30 days", Span(days=30)),
        ("Actions: 48h", Span(days=2)),
        ("Actions for the next two weeks", Span(days=14)),
        ("Sofort (nächste 24 Stunden)", Span(days=1)),
        ("Short-term", None),
        ("Long-term", None),
        ("Immediate Actions", None),
        ("Next Steps", None),
        ("Next 2 sprints", None),
        ("Last 30 days", None),
        ("Retention of 30 days", None),
        ("30-day retention", None),
        ("This week", None),
        ("Weekly", None),
    ],
)
def test_a_heading_promises_a_time_only_where_it_names_one(heading: str, expected: Span | None) -> None:
    """`Next week` in a heading is a deadline for all below it; `Short-term` is none."""
    assert horizon(heading) == expected


@pytest.mark.parametrize(
    ("anchor", "friday", "next_friday"),
    [
        ("2026-11-02", "2026-11-06", "2026-11-13"),
        ("2026-11-06", "2026-11-06", "2026-11-13"),
        ("2026-11-07", "2026-11-13", "2026-11-13"),
        ("2026-11-08", "2026-11-13", "2026-11-13"),
    ],
)
def test_the_end_of_a_week_is_its_friday(anchor: str, friday: str, next_friday: str) -> None:
    """From a weekend the coming Friday is meant."""
    day = date.fromisoformat(anchor)
    assert read_date("end of week", anchor=day, order=None).date == date.fromisoformat(friday)
    assert read_date("end of next week", anchor=day, order=None).date == date.fromisoformat(next_friday)


def test_a_month_is_a_calendar_month() -> None:
    """31 January and a month is the end of February."""
    assert add(date(2027, 1, 31), Span(months=1)) == date(2027, 2, 28)
    assert add(date(2028, 1, 31), Span(months=1, days=1)) == date(2028, 3, 1)
    assert add(date(2026, 12, 15), Span(months=1)) == date(2027, 1, 15)


@given(st.dates())
def test_an_iso_date_is_that_date(day: date) -> None:
    """Whatever its year, and with whatever order of day and month."""
    for order in (None, *DateOrder):
        assert read_date(day.isoformat(), anchor=TUESDAY, order=order).date == day


@given(st.dates(min_value=date(1000, 1, 1)), st.sampled_from(["%d %B %Y", "%B %d, %Y", "%d.%m.%Y", "%Y/%m/%d"]))
def test_a_date_is_read_as_it_was_written(day: date, form: str) -> None:
    """Writing and reading give the same day in every certain form."""
    assert read_date(day.strftime(form), anchor=None, order=None).date == day


@given(st.text(max_size=60), st.none() | st.dates(), st.none() | st.sampled_from(DateOrder))
def test_reading_a_date_never_fails(text: str, anchor: date | None, order: DateOrder | None) -> None:
    """Any text gives a day, or a reason, or waits for an anchor; never two of them."""
    read = read_date(text, anchor=anchor, order=order)
    assert read.text == text
    assert not (read.date and read.problem)
    assert (read.problem is Problem.AMBIGUOUS) == bool(read.alternatives)
    found = find_date(text, order=order)
    assert found is None or found.text in text
    horizon(text)


_WORDS = st.sampled_from(
    [
        "by",
        "next",
        "end",
        "of",
        "the",
        "2",
        "14",
        "31",
        "9999",
        "weeks",
        "months",
        "q1",
        "q4",
        "h2",
        "dec",
        "2026",
        "1.",
        "/",
        "-",
        ",",
        "(",
        ")",
        "friday",
        "eow",
        "03/04/2026",
        "years",
        "+",
        "0",
    ]
)


@given(st.lists(_WORDS, max_size=8), st.dates())
def test_no_mix_of_date_words_fails(parts: list[str], anchor: date) -> None:
    """Near the ends of the calendar too."""
    for day in (anchor, date.max, date.min):
        read_date(" ".join(parts), anchor=day, order=None)


@given(st.dates(), st.integers(0, 200_000), st.integers(0, 5_000_000))
def test_adding_a_span_never_overflows(day: date, months: int, days: int) -> None:
    """The calendar ends in 9999; past it there is no day."""
    later = add(day, Span(months=months, days=days))
    assert later is None or later >= day


@given(st.dates(max_value=date(9000, 1, 1)), st.integers(1, 2000))
def test_working_days_skip_weekends(day: date, count: int) -> None:
    """So many days from Monday to Friday lie between, the last one included."""
    later = add_workdays(day, count)
    assert later is not None
    between = [day + timedelta(days=one) for one in range(1, (later - day).days + 1)]
    assert sum(one.weekday() < 5 for one in between) == count
    assert later.weekday() < 5
