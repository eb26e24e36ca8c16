"""The report loads nothing, runs nothing of others, and tells the same numbers as status."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followthrough.model import Review
from followthrough.rollups.item import WITHHELD, TrackedItem
from followthrough.rollups.report.burn_up import burn_up
from followthrough.rollups.report.gantt import gantt
from followthrough.rollups.report.page import render_report
from followthrough.tracking.ledger import Ledger
from tests.unit.rollups.builders import ALL, CERTIFICATES, FAILOVER, LOST, PAGER, QUEUE, RETRIES, TODAY

LEDGER = Ledger(
    postmortem=QUEUE.postmortem,
    path=QUEUE.path,
    title="Checkout outage",
    severity="P1",
    date=date(2026, 11, 3),
    services=("checkout",),
    reviews=(
        Review(name="30-day review", date=date(2026, 12, 3), line=1),
        Review(name="7-day review", date=date(2026, 11, 10), line=1),
    ),
)
DATED = tuple(replace(item, opened_on=date(2026, 11, 3)) for item in ALL)
VOID = {"meta", "link", "input", "rect", "line", "polygon", "polyline"}
ADDRESSES = {"src", "href", "action", "data", "srcset", "poster", "formaction", "style"}


class Page(HTMLParser):
    """What a browser would find in the page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def texts_of(self, tag: str, **wanted: str) -> list[dict[str, str | None]]:
        return [found for name, found in self.elements if name == tag and wanted.items() <= found.items()]


def page_of(*items: TrackedItem, today: date = TODAY) -> str:
    return render_report(items, (LEDGER,), today, of="acme/shop")


def tiles(text: str) -> dict[str, str]:
    """Words → number."""
    return {words: number for number, words in re.findall(r"<strong>([^<]+)</strong> <span>([^<]+)</span>", text)}


def test_numbers_are_those_of_status() -> None:
    """The tiles tell the totals; the same items stand once with their postmortem."""
    text = page_of(*DATED)
    assert tiles(text) == {
        "overdue": "1",
        "open": "3",
        "of 8 done": "2",
        "1 won&#39;t do, 1 snoozed, 1 untracked": "3",
        "settled": "38%",
        "days to close (median)": "6",
        "days late at most": "16",
    }
    within = text[text.index('id="postmortems"') : text.index('id="owners"')]
    assert within.count("data-item") == len(ALL)
    assert "30-day review: 3 Dec 2026" in text
    assert "7-day review" not in text


def test_loads_nothing() -> None:
    """The only addresses are links that people follow, and the policy allows its own style and script alone."""
    page = Page(page_of(*DATED))
    assert page.open == []
    for tag, attributes in page.elements:
        found = ADDRESSES & attributes.keys()
        assert not found or (tag == "a" and found == {"href"}), tag
        assert not [name for name in attributes if name.startswith("on")]
    (policy,) = page.texts_of("meta", **{"http-equiv": "Content-Security-Policy"})
    assert (policy["content"] or "").startswith("default-src 'none';")


def test_policy_names_style_and_script() -> None:
    """The hashes in the policy are those of what stands in the page."""
    text = page_of(*DATED)
    for tag in ("style", "script"):
        ((inline,),) = [re.findall(f"<{tag}>(.*?)</{tag}>", text, re.DOTALL)]
        digest = b64encode(sha256(inline.encode()).digest()).decode()
        assert f"{tag}-src &#39;sha256-{digest}&#39;" in text


@given(
    st.text()
    | st.sampled_from(["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</style>", "{{ 7*7 }}", "]]>"])
)
def test_text_of_others_is_text(words: str) -> None:
    """Whatever stands in a title, a name or an address adds no element and no attribute."""
    hostile = replace(
        RETRIES,
        title=f"a{words}",
        owners=(f"b{words}",),
        priority=f"c{words}",
        remark=f"d{words}",
        postmortem_title=f"e{words}",
        url=f"javascript:{words}",
        opened_on=date(2026, 10, 1),
    )
    ledger = replace(LEDGER, title=f"f{words}", services=(f"g{words}",), severity=f"h{words}")
    plain = replace(hostile, title="a", owners=("b",), priority="c", remark="d", postmortem_title="e", url=None)
    tame = replace(LEDGER, title="f", services=("g",), severity="h")

    def shape(item: TrackedItem, of: Ledger) -> list[tuple[str, frozenset[str]]]:
        text = render_report((item,), (of,), TODAY, of="acme/shop")
        return [(tag, frozenset(attributes)) for tag, attributes in Page(text).elements]

    assert shape(hostile, ledger) == shape(plain, tame)


def test_a_path_has_no_control_characters() -> None:
    """A file may have any name; HTML may not hold every character."""
    hostile = "postmortems/\x1b[31m\x07.md"
    items = (replace(QUEUE, path=hostile, postmortem_title=None),)
    page = render_report(items, (replace(LEDGER, path=hostile, title=""),), TODAY, of="acme/shop")
    assert not {"\x1b", "\x07"} & set(page)
    assert page.count("postmortems/␛[31m␇.md") >= 2


def test_same_page_twice() -> None:
    """The same items on the same day make the same page."""
    assert page_of(*DATED) == page_of(*DATED)


def test_one_other_state_is_named_beside_its_number() -> None:
    """Not `1 1 untracked`."""
    assert tiles(page_of(LOST))["untracked"] == "1"


def test_an_owner_is_one_person_however_a_document_writes_the_name() -> None:
    """As a login that was assigned, and as `@login` where nobody could be."""
    text = page_of(RETRIES, replace(RETRIES, key="other", owners=("@alice",), assigned=False))
    assert re.findall(r'<option value="([^"]+)">', text)[0] == "alice"
    assert '<th scope="row">alice</th><td class="state">2</td>' in text
    assert "@" not in text[text.index("<body>") : text.index("<script>")]


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        pytest.param(replace(QUEUE, due=None), "no deadline", id="open"),
        pytest.param(replace(PAGER, due=None), "", id="done"),
    ],
)
def test_what_has_no_deadline(item: TrackedItem, expected: str) -> None:
    """It matters as long as something is open."""
    assert f'<td class="day">{expected}</td>' in page_of(item)


def test_confidential() -> None:
    """Of a confidential item nothing but its number and state is told."""
    secret = replace(LEDGER, title=None, services=("vault",), severity="P0", confidential=True)
    item = replace(RETRIES, title=WITHHELD, postmortem_title=None, owners=(), priority=None, confidential=True)
    text = render_report((item,), (secret,), TODAY, of="acme/shop")
    assert "vault" not in text
    assert "P0" not in text
    assert WITHHELD in text
    assert "retries" not in text


def test_nothing_tracked() -> None:
    """Without any item the page says what will bring some."""
    text = page_of()
    assert "No action items are tracked yet" in text
    assert "<svg" not in text


def test_owner_sections() -> None:
    """Who has something overdue comes first, and what nobody owns last."""
    unowned = replace(FAILOVER, key="x", owners=())
    text = page_of(QUEUE, RETRIES, FAILOVER, unowned, PAGER)
    within = text[text.index('id="owners"') :]
    assert re.findall(r'class="name">([^<]+)<', within) == ["alice", "Carol Jones", "SRE", "Nobody"]


def test_long_lists_stay_short_at_first() -> None:
    """Of many overdue items the worst are shown at once, and the others behind a fold."""
    many = [replace(RETRIES, key=f"k{number}", days_overdue=number, number=number) for number in range(1, 41)]
    text = page_of(*many)
    assert "15 more" in text
    assert "and 20 more, which" not in text


@pytest.mark.parametrize("number", [0, 1, 5, 60])
def test_gantt(number: int) -> None:
    """Every open item has its bar as long as there is room, and the rest are counted."""
    items = [
        replace(RETRIES, key=f"k{one}", number=one, opened_on=TODAY - timedelta(days=one + 20)) for one in range(number)
    ]
    chart = gantt([*items, PAGER, CERTIFICATES], TODAY)
    assert (chart is None) == (number == 0)
    if chart:
        assert len(chart.bars) + chart.left_out == number
        assert all(bar.start <= bar.end <= (bar.late_until or bar.end) <= 100 for bar in chart.bars)


def test_burn_up_wants_two_weeks() -> None:
    """One week is a point and no line."""
    assert burn_up([replace(QUEUE, opened_on=TODAY)], TODAY) is None
    chart = burn_up([replace(QUEUE, opened_on=TODAY - timedelta(days=7))], TODAY)
    assert chart is not None
    assert chart.summary == "1 issue opened and 0 closed in 2 weeks."
