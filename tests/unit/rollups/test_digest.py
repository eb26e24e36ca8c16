from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from followthrough.rollups.digest import Digest, digest_body, digest_comment, read_digest
from followthrough.rollups.figures import Week
from followthrough.rollups.fitted import MAX_COMMENT
from followthrough.rollups.item import WITHHELD, TrackedItem
from followthrough.rollups.memory import Memory
from followthrough.rollups.mentions import Mentions
from followthrough.rollups.rollup import Rollup, roll_up
from followthrough.rollups.weekly_chart import weekly_chart
from tests.unit.rollups.weeks_of_work import CANARY, CHECKOUT, ITEMS, MONDAY, PAGER, ROLLUP, item
from tests.unit.tracking.live_text import live_in_body

SNAPSHOTS = Path(__file__).parent / "snapshots"
SHOP = replace(ROLLUP, repository="acme/shop")
DNS = replace(
    CHECKOUT, path="postmortems/dns.md", title="DNS outage", severity="P2", services=("dns",), confidential=False
)


def elsewhere(item: TrackedItem) -> TrackedItem:
    """The same item in another repository, where a postmortem has the same key."""
    return replace(item, url=(item.url or "").replace("acme/shop", "acme/infra"), path=DNS.path)


SECRET = replace(item(7, WITHHELD, MONDAY - timedelta(days=40), confidential=True), owners=(), assigned=False)
INFRA = replace(
    roll_up(
        DNS,
        [
            elsewhere(item(5, "Renew certificates 30 days ahead", MONDAY - timedelta(days=29), "dave", "alice")),
            elsewhere(item(6, "Watch the zone serial", MONDAY - timedelta(days=1))),
            elsewhere(SECRET),
            elsewhere(PAGER),
        ],
        MONDAY,
    ),
    repository="acme/infra",
)
TWO = Digest(rollups=(SHOP, INFRA), today=MONDAY, zone="Europe/Berlin")


def split(text: str) -> tuple[str, str]:
    """What people read, and the marker."""
    shown, _, line = text.rpartition("\n\n")
    return shown, line


def test_the_digest_as_people_see_it() -> None:
    """Two repositories: how much is done, what is longest overdue, whose it is, and how the weeks went."""
    before = read_digest(digest_body(replace(TWO, rollups=(SHOP,), today=MONDAY - timedelta(days=7))))
    text = split(digest_body(replace(TWO, before=before)))[0]
    assert text + "\n" == (SNAPSHOTS / "digest.md").read_text(encoding="utf-8")


def test_the_digests_comment_as_people_see_it() -> None:
    """What is longest overdue, and its owners by name."""
    text = split(digest_comment(TWO, Mentions(live=frozenset({"dave"}))))[0]
    assert text + "\n" == (SNAPSHOTS / "digest-comment.md").read_text(encoding="utf-8")


def test_the_digest_of_one_repository_needs_no_repository_in_its_references() -> None:
    """`#97` is a link there by itself."""
    text = digest_body(Digest(rollups=(ROLLUP,), today=MONDAY))
    assert "| #97 | Cap retries at 3 | 16 days | alice | Checkout outage |" in text
    assert text.startswith("**Action items of postmortems** · 4 of 14 done ▓▓░░░░░░░░ · 2 overdue\n\n1 postmortem. ")


def test_a_digest_with_nothing_overdue_is_short() -> None:
    """No tables of nothing."""
    text = split(digest_body(Digest(rollups=(roll_up(CHECKOUT, [], MONDAY),), today=MONDAY)))[0]
    assert text == (
        "**Action items of postmortems** · no action items · nothing overdue\n\n1 postmortem.\n\nAs of Mon 30 Nov 2026."
    )


def test_a_digest_is_found_again_and_knows_what_it_told() -> None:
    """By a marker of its own; its week is the last in which it stood in for comments."""
    first = read_digest(digest_body(replace(TWO, stands_in=True)))
    assert first is not None
    assert first.week == "2026-W49"
    later = replace(TWO, today=MONDAY + timedelta(days=7), before=first)
    second = read_digest(digest_comment(later, Mentions(live=frozenset({"dave"}))))
    assert second is not None
    assert (second.week, second.mentioned) == ("2026-W49", {"dave": "2026-W50"})
    assert second.before == first.now
    assert read_digest("**Action items of postmortems**") is None


@pytest.mark.parametrize(
    ("before", "expected"), [(None, "5 overdue"), (4, "5 overdue, 1 more than last week"), (5, "5 overdue")]
)
def test_a_digest_compares_itself_with_last_week(before: int | None, expected: str) -> None:
    """All postmortems together."""
    memory = None
    if before is not None:
        late = [replace(CANARY, key=f"k{n}") for n in range(before)]
        memory = read_digest(digest_body(Digest(rollups=(roll_up(CHECKOUT, late, MONDAY),), today=date(2026, 11, 26))))
    assert digest_body(replace(TWO, before=memory)).split("\n")[0].endswith(f" · {expected}")


def test_the_chart_is_within_what_gitlab_draws() -> None:
    """Up to 2,000 characters a block, and the last twelve weeks are enough."""
    weeks = [Week(monday=MONDAY + timedelta(weeks=n), opened=90_000 + n, settled=80_000 + n) for n in range(300)]
    chart = weekly_chart(weeks)
    assert chart is not None
    assert len(chart) < 600
    assert "bar [90288, 90289," in chart
    assert weekly_chart(weeks[:1]) is None


def test_a_digest_of_very_many_stays_short() -> None:
    """Ten of each, with a count of the others; the forge's limit is far away."""
    items = [item(n, "x" * 255, date(2026, 11, 1), f"person-{n}") for n in range(1, 3_000)]
    text = digest_body(Digest(rollups=(roll_up(CHECKOUT, items, MONDAY),), today=MONDAY))
    assert len(text) < MAX_COMMENT / 8
    assert "… and 2989 more items." in text
    assert "… and 2989 more." in text


FOREIGN = st.text(max_size=60) | st.text(alphabet="@#!&~%/:|`<>-[]()\\*_ \nab1", max_size=60)


def odd(text: str) -> Rollup:
    """A rollup in which a foreign text stands wherever one can."""
    items = [replace(one, title=text, owners=(text,), priority=text, remark=text, ticket=text) for one in ITEMS]
    ledger = replace(CHECKOUT, title=text, path=text, severity=text, services=(text,))
    return replace(roll_up(ledger, items, MONDAY), repository=f"acme/{text}")


@given(foreign=FOREIGN)
@settings(max_examples=60, deadline=None)
def test_foreign_text_does_nothing_in_a_digest(foreign: str) -> None:
    """Whatever others wrote: no mention, no command, no marker, and no reference but those to our own issues."""
    digest = Digest(rollups=(odd(foreign), ROLLUP), today=MONDAY, zone=foreign, before=Memory())
    for text in (digest_body(digest), digest_comment(digest, Mentions())):
        shown, marker = split(text)
        for one in sorted(ITEMS, key=lambda one: -(one.number or 0)):
            shown = shown.replace(f"#{one.number}", "").replace(one.url or "https://none.example", "")
        assert live_in_body(shown) == []
        assert read_digest(text) == read_digest(marker)
