from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from followthrough.model import Review
from followthrough.tracking.ledger import Entry, EntryKind, Ledger, Move
from followthrough.tracking.marker import (
    Applied,
    Event,
    Marker,
    marker_span,
    parse_event,
    parse_marker,
    render_event,
    render_marker,
    replace_marker,
)
from followthrough.tracking.rollup_marker import RollupMarker, parse_rollup, render_rollup

TEXT = st.one_of(
    st.text(),
    st.text('-<>!{}"\\ @#/\r\n\u2028\x7f\ud800é'),
    st.sampled_from(["-->", "--!>", '"} -->', '<!-- followthrough:v1 {"item":"x"} -->', "\n/close"]),
)
NUMBER = st.none() | st.integers()
HASHES = st.text("0123456789abcdef", min_size=1, max_size=10)
DATES = st.dates()
MOVES = st.lists(st.builds(Move, on=DATES, was=DATES), max_size=2).map(tuple)
MARKERS = st.builds(
    Marker,
    item=TEXT,
    postmortem=TEXT,
    path=TEXT,
    id=st.none() | TEXT,
    title=TEXT,
    line=NUMBER,
    cr=NUMBER,
    incident=st.none() | TEXT,
    done=st.booleans(),
    closed=st.booleans(),
    removed=st.booleans(),
    said=st.lists(TEXT, max_size=3).map(tuple),
    seen=st.lists(HASHES, max_size=3).map(tuple),
    fields=st.dictionaries(
        TEXT, st.builds(Applied, document=HASHES, forge=st.lists(HASHES, max_size=2).map(tuple)), max_size=3
    ),
    conflicts=st.dictionaries(TEXT, HASHES, max_size=2),
    moves=MOVES,
)
ENTRIES = st.builds(
    Entry,
    item=TEXT,
    title=TEXT,
    kind=st.sampled_from(EntryKind),
    number=NUMBER,
    ticket=st.none() | TEXT,
    moves=MOVES,
)
LEDGERS = st.builds(
    Ledger,
    postmortem=TEXT,
    path=TEXT,
    title=st.none() | TEXT,
    incident_id=st.none() | TEXT,
    severity=st.none() | TEXT,
    date=st.none() | DATES,
    owners=st.lists(TEXT, max_size=2).map(tuple),
    services=st.lists(TEXT, max_size=2).map(tuple),
    entries=st.lists(ENTRIES, max_size=3).map(tuple),
    reviews=st.lists(st.builds(Review, name=TEXT, date=DATES, line=st.just(1)), max_size=2).map(tuple),
    missing=st.booleans(),
    confidential=st.booleans(),
)
MINIMAL = Marker(item="ft-0123456789ab", postmortem="INC-7", path="postmortems/a.md")


@given(MARKERS)
@settings(max_examples=300)
def test_every_marker_is_read_back_as_it_was_written(marker: Marker) -> None:
    line = render_marker(marker)
    assert parse_marker(line) == marker
    assert line.isascii()
    assert "\n" not in line
    assert line.count("-->") == 1
    assert line.count("--") == 2
    assert "@" not in line


@given(MARKERS, st.text("ab<!->\n\r |`", max_size=30), st.text("ab<!->\n\r |`", max_size=30))
def test_text_that_people_write_above_and_below_does_not_disturb_a_marker(
    marker: Marker, above: str, below: str
) -> None:
    body = f"{above}\n{render_marker(marker)}\n{below}"
    assert parse_marker(body) == marker
    assert parse_marker(body.replace("\n", "\r\n")) == marker


@given(MARKERS, MARKERS)
def test_a_marker_is_exchanged_without_touching_anything_else(old: Marker, new: Marker) -> None:
    body = f"before\\1\r\n{render_marker(old)}\r\nafter"
    assert replace_marker(body, new) == f"before\\1\r\n{render_marker(new)}\r\nafter"
    span = marker_span(body)
    assert span is not None
    assert body[slice(*span)] == render_marker(old)


@given(st.lists(LEDGERS, max_size=3))
@settings(max_examples=150)
def test_every_ledger_is_read_back_as_it_was_written(ledgers: list[Ledger]) -> None:
    marker = RollupMarker(ledgers=tuple(ledgers), state={"week": "2026-W48", "open": [1, 2], "quiet": None})
    line = render_rollup(marker)
    assert parse_rollup(f"text\n{line}") == marker
    assert line.isascii()
    assert line.count("-->") == 1


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("", id="nothing"),
        pytest.param("<!-- followthrough:v1 {} -->", id="no key"),
        pytest.param('<!-- followthrough:v1 {"item":"a","postmortem":"b"} -->', id="no path"),
        pytest.param('<!-- followthrough:v1 {"item":1,"postmortem":"b","path":"c"} -->', id="a key that is no text"),
        pytest.param("<!-- followthrough:v1 {broken -->", id="no JSON"),
        pytest.param("<!-- followthrough:v1 " + '{"a":' * 5000 + "1" + "}" * 5000 + " -->", id="absurdly nested"),
        pytest.param(f"> {render_marker(MINIMAL)}", id="quoted"),
        pytest.param(f"`{render_marker(MINIMAL)}`", id="in a code span"),
        pytest.param(f"{render_marker(MINIMAL)} and more", id="with text behind it"),
        pytest.param(f"{render_marker(MINIMAL)}\n\n{render_marker(MINIMAL)}", id="two of them"),
        pytest.param(render_marker(MINIMAL).replace("v1", "v2"), id="of another version"),
    ],
)
def test_what_is_no_whole_marker_of_ours_is_none(body: str) -> None:
    assert parse_marker(body) is None


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("<!-- followthrough:rollup:v1 {} -->", id="no ledgers"),
        pytest.param('<!-- followthrough:rollup:v1 {"ledgers":[{"postmortem":"a"}]} -->', id="a ledger without path"),
        pytest.param(
            '<!-- followthrough:rollup:v1 {"ledgers":[{"postmortem":"a","path":"b","date":"soon"}]} -->',
            id="a date that is none",
        ),
    ],
)
def test_what_is_no_whole_rollup_marker_is_none(line: str) -> None:
    assert parse_rollup(line) is None


def test_a_marker_without_anything_to_remember_is_short() -> None:
    line = '<!-- followthrough:v1 {"item":"ft-0123456789ab","postmortem":"INC-7","path":"postmortems/a.md"} -->'
    assert render_marker(MINIMAL) == line


def test_the_review_of_a_ledger_comes_back_without_its_line() -> None:
    review = Review(name="30-day review", date=date(2026, 12, 3), line=90)
    marker = RollupMarker(ledgers=(Ledger(postmortem="INC-7", path="a.md", reviews=(review,)),))
    read = parse_rollup(render_rollup(marker))
    assert read is not None
    assert read.ledgers[0].reviews == (Review(name="30-day review", date=date(2026, 12, 3), line=1),)


@given(TEXT, TEXT)
def test_every_event_is_read_back_from_the_comment_that_tells_it(name: str, item: str) -> None:
    event = Event(name=name, item=item)
    assert parse_event(f"Ticked.\n\n{render_event(event)}") == event


def test_a_comment_without_an_event_tells_nothing() -> None:
    assert parse_event("Ticked.") is None
