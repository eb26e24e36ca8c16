from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from followthrough.model import Review
from followthrough.rollups.comment import Statement, rollup_comment, superseded
from followthrough.rollups.fitted import MAX_COMMENT
from followthrough.rollups.item import WITHHELD, ItemState, TrackedItem
from followthrough.rollups.memory import Memory, memory_of, state_of
from followthrough.rollups.mentions import Escalated, Mentions
from followthrough.rollups.posting import Post, Posting, Turn
from followthrough.rollups.remembered import remember
from followthrough.rollups.rollup import Rollup, roll_up
from followthrough.tracking.ledger import Entry, EntryKind, Ledger, Move
from followthrough.tracking.rollup_marker import RollupMarker, parse_rollup
from tests.unit.rollups.weeks_of_work import (
    CANARY,
    CHECKOUT,
    ITEMS,
    LAST_WEEK,
    MONDAY,
    PAGER,
    QUEUE,
    RETRIES,
    REWRITE,
    ROLLUP,
    item,
)
from tests.unit.tracking.live_text import live_in_body

SNAPSHOTS = Path(__file__).parent / "snapshots"
FRESH = Posting(post=Post.FRESH, reason="2 items overdue")
DNS = Ledger(
    postmortem="inc-43",
    path="postmortems/2026-11-10-dns.md",
    title="DNS outage",
    missing=True,
    reviews=(
        Review(name="90-day review", date=date(2027, 2, 8), line=1),
        Review(name="30-day review", date=date(2026, 12, 10), line=1),
    ),
)
RENEW = replace(item(110, "Renew certificates 30 days ahead", date(2026, 11, 29), "dave"), postmortem="inc-43")
MAIL = Ledger(postmortem="inc-44", path="postmortems/mail.md")


def statement(*rollups: Rollup, posting: Posting = FRESH, **more: object) -> Statement:
    """What a comment of the Monday tells."""
    return replace(Statement(rollups=rollups, posting=posting, today=MONDAY), **more)  # type: ignore[arg-type]  # by name


def shown(told: Statement) -> str:
    """What people read."""
    text, _, marker = rollup_comment(told, RollupMarker(ledgers=(CHECKOUT,))).rpartition("\n\n")
    assert marker.startswith("<!-- followthrough:rollup:v1 ")
    return text


WEEKLY = statement(
    ROLLUP,
    zone="Europe/Berlin",
    synced_on=date(2026, 11, 29),
    mentions=Mentions(
        live=frozenset({"alice", "acme/leads"}), escalated=(Escalated(to="acme/leads", items=(RETRIES,)),)
    ),
)
THREE = statement(
    roll_up(CHECKOUT, [RETRIES, PAGER], MONDAY, since=replace(LAST_WEEK, on=date(2026, 11, 9), overdue={"inc-42": 0})),
    roll_up(DNS, [RENEW], MONDAY),
    roll_up(MAIL, [replace(one, postmortem="inc-44") for one in (PAGER, REWRITE)], MONDAY),
    mentions=Mentions(live=frozenset({"dave"})),
)
LAST = statement(
    roll_up(
        CHECKOUT, [one for one in ITEMS if one.state in {ItemState.DONE, ItemState.WONT_DO}], MONDAY, since=LAST_WEEK
    ),
    posting=replace(FRESH, post=Post.LAST),
    zone="Europe/Berlin",
)
QUIET = statement(
    roll_up(CHECKOUT, [RETRIES, CANARY], MONDAY, since=replace(LAST_WEEK, overdue={"inc-42": 2})),
    posting=replace(FRESH, quiet=True),
    changed_on=date(2026, 10, 12),
    mentions=Mentions(live=frozenset({"lee"})),
)
CONFIDENTIAL = statement(
    roll_up(
        replace(CHECKOUT, title=None, confidential=True),
        [
            replace(one, title=WITHHELD, owners=(), priority=None, moves=(), remark=None, confidential=True)
            for one in ITEMS
        ],
        MONDAY,
        since=LAST_WEEK,
    )
)


@pytest.mark.parametrize(
    ("told", "file"),
    [
        pytest.param(WEEKLY, "rollup-weekly.md", id="a week with everything in it"),
        pytest.param(THREE, "rollup-three.md", id="a change request that brought three postmortems"),
        pytest.param(LAST, "rollup-last.md", id="the last comment"),
        pytest.param(QUIET, "rollup-quiet.md", id="nothing changed for weeks"),
        pytest.param(CONFIDENTIAL, "rollup-confidential.md", id="confidential items"),
    ],
)
def test_a_rollup_as_people_see_it(told: Statement, file: str) -> None:
    """Short and exact, what is urgent on top; the files are there to be read."""
    assert shown(told) + "\n" == (SNAPSHOTS / file).read_text(encoding="utf-8")


@pytest.mark.parametrize("told", [WEEKLY, THREE, QUIET])
def test_markdown_sees_the_lists_that_people_see(told: Statement) -> None:
    """A list right after its heading is a list all the same, and no item falls out of it."""
    tokens = MarkdownIt("commonmark").parse(shown(told))
    assert [token.type for token in tokens].count("list_item_open") == shown(told).count("\n- ")


def test_a_superseded_comment_is_one_line() -> None:
    """With a link to what supersedes it."""
    url = "https://forge.example/acme/shop/-/merge_requests/812#note_7"
    assert superseded(url) == f"Superseded by a [newer status]({url})."
    assert superseded("javascript:alert(1)") == "Superseded by a newer status."


def test_what_it_remembers_is_its_last_line() -> None:
    """Ledgers and state, whole."""
    turn = Turn(rollups=(ROLLUP,), memory=Memory(), posting=FRESH)
    memory = remember(turn, WEEKLY.mentions, MONDAY)
    marker = RollupMarker(ledgers=(CHECKOUT, DNS), state=state_of(memory, {"theirs": 1}))
    found = parse_rollup(rollup_comment(WEEKLY, marker))
    assert found is not None
    assert [one.postmortem for one in found.ledgers] == ["inc-42", "inc-43"]
    assert memory_of(found.state) == memory
    assert found.state["theirs"] == 1


@pytest.mark.parametrize(
    ("since", "overdue", "expected"),
    [
        pytest.param(date(2026, 11, 23), 1, "2 overdue, 1 more than last week", id="more"),
        pytest.param(date(2026, 11, 29), 3, "2 overdue, 1 fewer than last week", id="told again in that week"),
        pytest.param(date(2026, 11, 16), 3, "2 overdue, 1 fewer than on 16 Nov", id="longer ago"),
        pytest.param(date(2026, 11, 23), 2, "2 overdue", id="the same"),
    ],
)
def test_the_trend_in_words(since: date, overdue: int, expected: str) -> None:
    """Against what was told last before this week."""
    then = replace(LAST_WEEK, on=since, overdue={"inc-42": overdue})
    line = shown(statement(roll_up(CHECKOUT, [RETRIES, CANARY], MONDAY, since=then))).split("\n")[0]
    assert line.endswith(f" · {expected}")


@pytest.mark.parametrize(
    ("synced_on", "said"),
    [
        pytest.param(None, "As of Mon 30 Nov 2026.", id="not known"),
        pytest.param(MONDAY, "As of Mon 30 Nov 2026. Last sync: today.", id="in the same run"),
        pytest.param(date(2026, 11, 9), "As of Mon 30 Nov 2026. Last sync: 9 Nov or later.", id="when it last wrote"),
    ],
)
def test_the_foot_says_when_documents_were_last_read(synced_on: date | None, said: str) -> None:
    """A sync that found nothing to do leaves no trace, so the day is the earliest that it can have been."""
    assert shown(statement(roll_up(MAIL, [], MONDAY), synced_on=synced_on)).split("\n")[-1] == said


def test_a_review_that_is_called_the_next_is_not_called_so_twice() -> None:
    """`Next review: Tue 15 Dec`."""
    ledger = replace(MAIL, reviews=(Review(name="Next review", date=date(2026, 12, 15), line=1),))
    assert "\n**Next review**: Tue 15 Dec\n" in shown(statement(roll_up(ledger, [], MONDAY)))


@pytest.mark.parametrize(
    ("done", "items", "bar"),
    [
        (0, 12, "░░░░░░░░░░"),
        (1, 12, "▓░░░░░░░░░"),
        (7, 12, "▓▓▓▓▓░░░░░"),
        (299, 300, "▓▓▓▓▓▓▓▓▓░"),
        (3, 3, "▓▓▓▓▓▓▓▓▓▓"),
    ],
)
def test_the_bar_is_full_only_when_all_is_done(done: int, items: int, bar: str) -> None:
    """And empty only when nothing is."""
    some = [item(n, "x", None, "a", state=ItemState.DONE if n <= done else ItemState.OPEN) for n in range(1, items + 1)]
    assert f"{done} of {items} done {bar}" in shown(statement(roll_up(CHECKOUT, some, MONDAY)))


@pytest.mark.parametrize(
    ("times", "words"), [(1, "moved once, first due 1 Oct"), (2, "moved twice, first"), (5, "moved 5 times, first")]
)
def test_how_often_a_deadline_was_moved(times: int, words: str) -> None:
    """And the day that was promised first."""
    moves = tuple(Move(on=date(2026, 10, n), was=date(2026, 10, n)) for n in range(1, times + 1))
    assert words in shown(statement(roll_up(CHECKOUT, [replace(RETRIES, moves=moves)], MONDAY)))


@pytest.mark.parametrize("login", ["all", "everyone", "stale[bot]", "a b", "x@example.com", "alice\n/close", "a`b"])
def test_what_is_nobodys_login_is_never_a_mention(login: str) -> None:
    """Nor is what would notify everybody, even where it was allotted."""
    late = replace(CANARY, owners=(login,))
    told = statement(roll_up(CHECKOUT, [late], MONDAY), mentions=Mentions(live=frozenset({login.casefold()})))
    assert live_in_body(shown(told).replace("#95", "")) == []


def many(number: int, title: str = "Alert on the depth of the queue before carts are lost") -> list[TrackedItem]:
    """Items in all sections, by turns."""
    states = (ItemState.OPEN, ItemState.OPEN, ItemState.OPEN, ItemState.DONE, ItemState.WONT_DO)
    dues = (date(2026, 11, 1), date(2026, 12, 2), None, None, None)
    return [
        item(n, title, dues[n % 5], "alice", state=states[n % 5], days_overdue=29 if n % 5 == 0 else 0)
        for n in range(1, number + 1)
    ]


def ledger_of(items: list[TrackedItem]) -> Ledger:
    """The ledger that remembers them all."""
    entries = (Entry(item=one.key, title=one.title, kind=EntryKind.ISSUE, number=one.number) for one in items)
    return replace(CHECKOUT, entries=tuple(entries))


def headings(text: str) -> list[str]:
    """Whatever is said of sections and of what they leave out."""
    return [line for line in text.split("\n")[1:] if line.startswith(("**", "- …")) and "review" not in line]


def test_three_hundred_items_fit() -> None:
    """The titles in the ledger, which the issues know themselves, give way to what people read."""
    items = many(300, "Alert on the depth of the queue before carts are lost " * 2)
    ledger = ledger_of(items)
    text = rollup_comment(statement(roll_up(ledger, items, MONDAY)), RollupMarker(ledgers=(ledger,)))
    found = parse_rollup(text)
    assert len(text) <= MAX_COMMENT
    assert found is not None
    assert len(found.ledgers[0].entries) == 300
    assert text.count("\n- #") + text.count(", #") + 2 == 300


def test_what_does_not_fit_is_cut_at_an_item_with_a_count() -> None:
    """Five hundred items: what is overdue is all there, what is settled goes first, and the ledger is whole."""
    items = many(500, "Alert on the depth of the queue before carts are lost " * 2)
    ledger = ledger_of(items)
    text = rollup_comment(statement(roll_up(ledger, items, MONDAY)), RollupMarker(ledgers=(ledger,)))
    found = parse_rollup(text)
    assert len(text) <= MAX_COMMENT
    assert found is not None
    assert len(found.ledgers[0].entries) == 500
    assert text.count("29 days late") == 100
    soon = text.count(": due Wed 2 Dec, alice")
    assert headings(text) == [
        "**Overdue**",
        "**Due within 7 days**",
        f"- … and {100 - soon} more items",
        "**No owner or no deadline**: 100 items, not shown here",
        "**Done**: 100 items, not shown here",
        "**Won't do**: 100 items, not shown here",
    ]


def test_of_very_many_the_overdue_ones_stay_longest() -> None:
    """Whole sections go before the first overdue item does, and every count is right."""
    text = shown(statement(roll_up(CHECKOUT, many(4_000), MONDAY)))
    late = text.count("29 days late")
    assert 0 < late < 800
    assert headings(text) == [
        "**Overdue**",
        f"- … and {800 - late} more items",
        "**Due within 7 days**: 800 items, not shown here",
        "**No owner or no deadline**: 800 items, not shown here",
        "**Done**: 800 items, not shown here",
        "**Won't do**: 800 items, not shown here",
    ]


@settings(max_examples=15, deadline=None)
@given(
    sizes=st.lists(st.integers(0, 400), min_size=1, max_size=5),
    title=st.sampled_from(["Alert", "障害対応の手順を書く" * 9, "x" * 255, "@a|`" * 60]),
    limit=st.sampled_from([12_000, MAX_COMMENT]),
)
def test_a_rollup_always_fits_and_always_has_its_marker(sizes: list[int], title: str, limit: int) -> None:
    """However many items, whatever their titles: no forge refuses the comment, and no ledger is lost."""
    ledgers, told = [], []
    for at, size in enumerate(sizes):
        items = [replace(one, postmortem=f"k{at}") for one in many(size, title)]
        ledgers.append(replace(ledger_of(items), postmortem=f"k{at}"))
        told.append(roll_up(ledgers[-1], items, MONDAY))
    text = rollup_comment(statement(*told), RollupMarker(ledgers=tuple(ledgers)), limit=limit)
    found = parse_rollup(text)
    assert len(text) <= limit
    assert found is not None
    assert [ledger.postmortem for ledger in found.ledgers] == [f"k{at}" for at in range(len(sizes))]


def everywhere(text: str) -> Rollup:
    """A rollup in which a foreign text stands wherever one can."""
    odd = {"title": text, "owners": (text,), "priority": text, "remark": text}
    items = [
        *(replace(one, **odd) for one in ITEMS),  # type: ignore[arg-type]  # by name
        replace(QUEUE, key="t", number=None, ticket=text, title=text),
        replace(RETRIES, key="u", assigned=False, owners=(text, text)),
    ]
    ledger = replace(CHECKOUT, title=text, path=text, missing=True, reviews=(Review(name=text, date=MONDAY, line=1),))
    return roll_up(ledger, items, MONDAY, since=LAST_WEEK)


FOREIGN = st.text(max_size=60) | st.text(alphabet="@#!&~%/:|`<>-[]()\\*_ \nab1", max_size=60)


@pytest.mark.parametrize(
    "told",
    [
        pytest.param(lambda text: statement(everywhere(text), zone=text), id="weekly"),
        pytest.param(lambda text: replace(LAST, rollups=(everywhere(text),)), id="last"),
    ],
)
@given(foreign=FOREIGN)
@settings(max_examples=80, deadline=None)
def test_foreign_text_does_nothing_in_a_rollup(told: Callable[[str], Statement], foreign: str) -> None:
    """Whatever others wrote: no mention, no command, no marker, and no reference but those to our own issues."""
    text = rollup_comment(told(foreign), RollupMarker(ledgers=(CHECKOUT,)))
    read, _, _ = text.rpartition("\n\n")
    numbers = sorted((f"#{one.number} " for one in ITEMS if one.number), key=len, reverse=True)
    for number in numbers:
        read = read.replace(number, "")
    assert live_in_body(read) == []
    assert parse_rollup(text) == RollupMarker(ledgers=(CHECKOUT,))
