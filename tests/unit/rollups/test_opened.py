from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from followthrough.model import Issue, IssueState
from followthrough.rollups.fitted import MAX_COMMENT
from followthrough.rollups.opened import OpenedSection, render_opened, tracking_title
from followthrough.tracking.ledger import Entry, EntryKind, Ledger
from followthrough.tracking.rollup_marker import parse_rollup
from tests.unit.rollups.builders import RETRIES
from tests.unit.rollups.issues import KEY, PATH, STRANGER, body, issue, marker
from tests.unit.tracking.live_text import live_in_body, live_in_title

SNAPSHOT = (Path(__file__).parent / "snapshots" / "status-comment.md").read_text(encoding="utf-8")

LEDGER = Ledger(
    postmortem=KEY,
    path=PATH,
    title="Checkout outage",
    services=("checkout",),
    entries=(
        Entry(item="depth", title="Alert on queue depth", kind=EntryKind.ISSUE, number=101),
        Entry(item="drill", title="Rehearse the failover", kind=EntryKind.ISSUE, number=102),
        Entry(item="pager", title="Page the owner of the queue", kind=EntryKind.DONE),
        Entry(item="retries", title="Cap retries at 3", kind=EntryKind.ADOPTED, number=7),
        Entry(item="vendor", title="Ask the vendor for a status page", kind=EntryKind.ADOPTED, ticket="OPS-7"),
        Entry(item="canary", title="Add a canary", kind=EntryKind.UNTRACKED, number=95),
    ),
)
ISSUES = {
    101: replace(issue(101, body(marker("depth"), Owner="Alice Smith", Due="1 Dec 2026")), assignees=("alice",)),
    102: issue(102, body(marker("drill"), Owner="Carol", Due="31 Dec 2026")),
    7: replace(issue(7, "Retries, please", author=STRANGER), assignees=("bob",), due=date(2026, 11, 30)),
}
SECTION = OpenedSection(
    ledger=LEDGER,
    issues=ISSUES,
    unassignable={"drill": ("Carol",)},
    earlier=(RETRIES, replace(RETRIES, number=80, days_overdue=1)),
)
DNS = Ledger(
    postmortem="postmortems/dns.md",
    path="postmortems/dns.md",
    title="DNS outage",
    entries=(Entry(item="renew", title="Renew certificates", kind=EntryKind.ISSUE, number=103),),
    missing=True,
)


def split(text: str) -> tuple[str, str]:
    """What people read, and the marker."""
    shown, _, line = text.rpartition("\n\n")
    return shown, line


def test_the_first_status_as_people_see_it() -> None:
    """What opened, for whom, until when; what needs a person; and the ledgers, out of sight."""
    text = render_opened((SECTION, OpenedSection(ledger=DNS)), next_status=date(2026, 11, 30))
    assert split(text)[0] + "\n" == SNAPSHOT


def test_the_first_status_remembers_its_ledgers() -> None:
    """What is written is read back the same."""
    found = parse_rollup(render_opened((SECTION, OpenedSection(ledger=DNS)), state={"week": "2026-W47"}))
    assert found is not None
    assert found.ledgers == (LEDGER, DNS)
    assert found.state == {"week": "2026-W47"}


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        pytest.param((), "no action items", id="none"),
        pytest.param((EntryKind.ISSUE,), "1 issue opened for 1 action item", id="one"),
        pytest.param(
            (EntryKind.ISSUE, EntryKind.DONE), "1 issue opened for 2 action items (1 was already done)", id="one done"
        ),
        pytest.param(
            (EntryKind.DONE, EntryKind.DONE), "0 issues opened for 2 action items (2 were already done)", id="all done"
        ),
    ],
)
def test_the_first_line_counts_every_item(kinds: tuple[EntryKind, ...], expected: str) -> None:
    """Nobody wonders where the sixth item went."""
    entries = tuple(Entry(item=str(n), title="x", kind=kind, number=n) for n, kind in enumerate(kinds, 1))
    text = render_opened([OpenedSection(ledger=replace(LEDGER, entries=entries))])
    assert text.split("\n")[0] == f"**Checkout outage** · {expected}"


def test_an_issue_closed_meanwhile_says_so_and_needs_no_owner() -> None:
    """A status that is written again later does not ask for what is settled."""
    done = replace(ISSUES[102], state=IssueState.CLOSED, closed_at=datetime(2026, 11, 9, tzinfo=UTC))
    ledger = replace(LEDGER, entries=LEDGER.entries[1:2])
    text = render_opened([OpenedSection(ledger=ledger, issues={102: done})])
    assert "| #102 | Rehearse the failover | Carol (cannot be assigned) | closed |" in text
    assert "no owner" not in text


@pytest.mark.parametrize(
    ("ledger", "found"),
    [
        pytest.param(replace(LEDGER, confidential=True), ISSUES[101], id="by its postmortem"),
        pytest.param(LEDGER, replace(ISSUES[101], confidential=True), id="by its issue"),
    ],
)
def test_a_confidential_item_is_a_number(ledger: Ledger, found: Issue) -> None:
    """A change request has more readers than a confidential issue."""
    hidden = replace(ledger, entries=(replace(LEDGER.entries[0], title=""),))
    text = render_opened([OpenedSection(ledger=hidden, issues={101: found})])
    assert "| #101 | (confidential) |  |  |" in text
    assert "alice" not in text


def test_a_tracking_issue_is_named_after_its_postmortem() -> None:
    """Where there is no change request to comment on."""
    assert tracking_title(LEDGER) == "Follow-up: Checkout outage"
    assert tracking_title(replace(LEDGER, title=None)) == f"Follow-up: {PATH}"


def test_an_owner_is_named_and_not_mentioned() -> None:
    """A first status notifies nobody by name."""
    ledger = replace(LEDGER, entries=LEDGER.entries[:1])
    unassigned = issue(101, body(marker("depth"), Owner="@\u200balice"))
    text = render_opened([OpenedSection(ledger=ledger, issues={101: unassigned}, unassignable={"depth": ("@alice",)})])
    assert "@\u200balice (cannot be assigned)" in text
    assert "@alice" not in split(text)[0]


FOREIGN = st.text(max_size=80) | st.text(alphabet="@#!&~%/:|`<>-[]()\\*_ \nab1", max_size=80)


@given(foreign=FOREIGN)
def test_foreign_text_does_nothing_in_a_status(foreign: str) -> None:
    """Whatever title, services, tickets and path hold: no mention, no reference, no command, no marker."""
    entry = Entry(item="x", title=foreign, kind=EntryKind.ADOPTED, ticket=foreign)
    ledger = replace(LEDGER, title=foreign, path=foreign, services=(foreign,), entries=(entry,), missing=True)
    section = OpenedSection(ledger=ledger)
    text = render_opened([section])
    assert live_in_body(split(text)[0]) == []
    assert live_in_title(tracking_title(ledger)) == []
    found = parse_rollup(text)
    assert found is not None
    assert found.ledgers == (ledger,)


def many(number: int, title: str) -> Ledger:
    """A postmortem with far too many items."""
    entries = tuple(
        Entry(item=f"ft-{n:012x}", title=title, kind=EntryKind.ISSUE, number=n) for n in range(1, number + 1)
    )
    return replace(LEDGER, entries=entries)


def test_a_status_that_is_too_long_is_cut_at_an_item_with_a_count() -> None:
    """400 items do not fit beside their ledger; what is left out is counted, and the ledger is whole."""
    ledger = many(400, "Alert on the depth of the queue before carts are lost " * 2)
    known = {n: issue(n, body(marker(f"ft-{n:012x}"), Owner="Alice Smith" * 3, Due="1 Dec 2026")) for n in range(401)}
    text = render_opened([OpenedSection(ledger=ledger, issues=known)])
    shown = text.count("\n| #")
    assert len(text) <= MAX_COMMENT
    assert 0 < shown < 400
    assert f"\n\n… and {400 - shown} more items.\n" in text
    found = parse_rollup(text)
    assert found is not None
    assert [entry.item for entry in found.ledgers[0].entries] == [entry.item for entry in ledger.entries]


@settings(max_examples=15, deadline=None)
@given(
    sizes=st.lists(st.integers(min_value=0, max_value=700), min_size=1, max_size=5),
    title=st.sampled_from(["Alert", "障害対応の手順を書く" * 9, "x" * 255, "@a|`" * 60]),
    limit=st.sampled_from([8_000, MAX_COMMENT]),
)
def test_a_status_always_fits_and_always_has_its_marker(sizes: list[int], title: str, limit: int) -> None:
    """However many items, whatever their titles: no forge refuses the comment, and no ledger is lost."""
    sections = [OpenedSection(ledger=replace(many(size, title), postmortem=f"k{n}")) for n, size in enumerate(sizes)]
    text = render_opened(sections, limit=limit)
    found = parse_rollup(text)
    assert len(text) <= limit
    assert found is not None
    assert [ledger.postmortem for ledger in found.ledgers] == [f"k{n}" for n in range(len(sizes))]


def test_a_ledger_too_large_keeps_what_no_issue_remembers() -> None:
    """Entries of issues can be read off the issues' own markers; what was done at first sight cannot."""
    done = tuple(Entry(item=f"done-{n}", title="x" * 200, kind=EntryKind.DONE) for n in range(20))
    ledger = replace(many(3_000, "Alert"), entries=(*many(3_000, "Alert").entries, *done))
    found = parse_rollup(render_opened([OpenedSection(ledger=ledger)]))
    assert found is not None
    kept = [entry.item for entry in found.ledgers[0].entries]
    assert len(kept) < 3_000
    assert [item for item in kept if item.startswith("done-")] == [entry.item for entry in done]
