from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from followthrough.model import CloseReason, Issue, IssueState
from followthrough.rollups.item import ItemState, TrackedItem, totals
from followthrough.rollups.tracked import track
from followthrough.tracking.ledger import Entry, EntryKind, Ledger, Move
from followthrough.tracking.rules import LabelNames, TrackingRules
from tests.unit.rollups.builders import TODAY
from tests.unit.rollups.issues import ALICE, KEY, ME, PATH, STALE_BOT, STRANGER, body, issue, marker

RULES = TrackingRules(labels=LabelNames(wont_do="declined", formerly=("incident-action",)))


def tracked(issues: Sequence[Issue], *ledgers: Ledger, today: date = TODAY) -> tuple[TrackedItem, ...]:
    """What is tracked by these issues and ledgers."""
    return track(issues, ledgers, lambda _: RULES, today, me=ME)


def one(found: Issue, today: date = TODAY) -> TrackedItem:
    """The one item that an issue tracks."""
    (item,) = tracked((found,), today=today)
    return item


def test_an_issue_knows_how_often_its_deadline_was_moved() -> None:
    """Moves that the issue remembers and those that the ledger does are told once each, the oldest first."""
    first, second = (Move(on=date(2026, 11, day), was=date(2026, 12, day)) for day in (3, 9))
    ledger = Ledger(
        postmortem=KEY,
        path=PATH,
        entries=(Entry(item=marker().item, title="", kind=EntryKind.ISSUE, number=101, moves=(first,)),),
    )
    remembering = issue(text=body(replace(marker(), moves=(first, second))))
    assert tracked((remembering,), ledger)[0].moves == (first, second)
    assert one(remembering).moves == (first, second)


def closed(found: Issue, reason: CloseReason | None = CloseReason.COMPLETED) -> Issue:
    """The issue, closed by a person on the 9th of November."""
    return replace(
        found,
        state=IssueState.CLOSED,
        close_reason=reason,
        closed_by=ALICE,
        closed_at=datetime(2026, 11, 9, 17, tzinfo=UTC),
    )


def ledger(*entries: Entry, confidential: bool = False) -> Ledger:
    """What is remembered of the checkout outage."""
    return Ledger(postmortem=KEY, path=PATH, title="Checkout outage", entries=entries, confidential=confidential)


def entry(
    kind: EntryKind, number: int | None = None, *, item: str = "ft-aaaaaaaaaaaa", ticket: str | None = None
) -> Entry:
    """One line of a ledger."""
    return Entry(item=item, title="Alert on queue depth", kind=kind, number=number, ticket=ticket)


def labelled(*labels: str) -> Issue:
    """An open issue of ours that people gave labels."""
    return issue(labels=("postmortem-action", *labels))


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        pytest.param(issue(), ItemState.OPEN, id="open"),
        pytest.param(closed(issue()), ItemState.DONE, id="closed as completed"),
        pytest.param(closed(issue(), None), ItemState.DONE, id="closed without a reason"),
        pytest.param(closed(issue(), CloseReason.NOT_PLANNED), ItemState.WONT_DO, id="closed as not planned"),
        pytest.param(closed(issue(), CloseReason.DUPLICATE), ItemState.WONT_DO, id="closed as a duplicate"),
        pytest.param(closed(labelled("Declined")), ItemState.WONT_DO, id="closed with the team's own label"),
        pytest.param(labelled("declined"), ItemState.OPEN, id="the label alone closes nothing"),
        pytest.param(labelled("snoozed-until:2026-11-21"), ItemState.SNOOZED, id="snoozed until tomorrow"),
        pytest.param(labelled("snoozed-until:2026-11-20"), ItemState.OPEN, id="snoozed until today"),
        pytest.param(labelled("snoozed-until:2026-02-30"), ItemState.OPEN, id="snoozed until no such day"),
        pytest.param(labelled("snoozed-until:soon"), ItemState.OPEN, id="snoozed until some day"),
        pytest.param(closed(labelled("snoozed-until:2026-12-15")), ItemState.DONE, id="snoozed and then closed"),
        pytest.param(
            labelled("snoozed-until:2026-11-01", "snoozed-until:2026-12-15"), ItemState.SNOOZED, id="snoozed twice"
        ),
        pytest.param(replace(closed(issue()), closed_by=STALE_BOT), ItemState.OPEN, id="closed by another bot"),
        pytest.param(
            replace(closed(issue(text=body(marker(closed=True)))), closed_by=STALE_BOT),
            ItemState.DONE,
            id="closed by us, under a bot's name",
        ),
    ],
)
def test_the_state_of_an_item_is_what_people_made_of_its_issue(found: Issue, expected: ItemState) -> None:
    """Closing, labels and who did it decide; nothing else does."""
    assert one(found).state is expected


def test_a_bot_that_closes_an_issue_is_named() -> None:
    """People can see why a closed issue counts as open."""
    assert one(replace(closed(issue()), closed_by=STALE_BOT)).remark == "closed by stale[bot], a bot"


def test_an_item_that_left_its_postmortem_still_counts_and_says_so() -> None:
    """Nothing vanishes because a row was deleted."""
    item = one(issue(text=body(replace(marker(), removed=True))))
    assert (item.state, item.remark) == (ItemState.OPEN, "no longer in its postmortem")


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        pytest.param(TODAY - timedelta(days=16), 16, id="16 days ago"),
        pytest.param(TODAY - timedelta(days=1), 1, id="yesterday"),
        pytest.param(TODAY, 0, id="today is in time"),
        pytest.param(TODAY + timedelta(days=1), 0, id="tomorrow"),
        pytest.param(None, 0, id="no deadline"),
    ],
)
def test_overdue_is_a_matter_of_dates(due: date | None, expected: int) -> None:
    """An item is late from the day after its deadline."""
    item = one(replace(issue(), due=due))
    assert (item.days_overdue, item.overdue) == (expected, expected > 0)


@pytest.mark.parametrize(
    "found",
    [
        pytest.param(closed(issue()), id="done"),
        pytest.param(closed(issue(), CloseReason.NOT_PLANNED), id="won't do"),
        pytest.param(labelled("snoozed-until:2026-12-15"), id="snoozed"),
    ],
)
def test_only_what_is_open_is_overdue(found: Issue) -> None:
    """Nobody is reminded of what is settled or put off."""
    assert one(replace(found, due=TODAY - timedelta(days=30))).days_overdue == 0


def test_the_forge_s_assignees_count_before_the_document_s_owners() -> None:
    """Once somebody is assigned, reports name them."""
    text = body(marker(), Owner="Carol Jones, @\u200bsre")
    unassigned, assigned = one(issue(text=text)), one(replace(issue(text=text), assignees=("bob",)))
    assert (unassigned.owners, unassigned.assigned) == (("Carol Jones", "@sre"), False)
    assert (assigned.owners, assigned.assigned) == (("bob",), True)


def test_the_forge_s_due_date_counts_before_the_document_s() -> None:
    """A date that people moved on the forge is the date; without one, the block's row is."""
    text = body(marker(), Due="1 Dec 2026")
    assert one(issue(text=text)).due == date(2026, 12, 1)
    assert one(replace(issue(text=text), due=date(2026, 12, 24))).due == date(2026, 12, 24)


def test_titles_read_as_people_wrote_them() -> None:
    """What keeps a title harmless on the forge is not part of it; what people made of it is."""
    ours = body(marker(title="Ask @alice about #7"))
    assert one(issue(text=ours, title="Ask @\u200balice about #\u200b7")).title == "Ask @alice about #7"
    assert one(issue(text=ours, title="Ask the queue team")).title == "Ask the queue team"


def test_an_item_carries_its_postmortem() -> None:
    """Title and path come from the ledger where there is one, else from the issue."""
    text = body(marker(), Postmortem="Checkout outage (P1, 3 Nov 2026), #812", Priority="High")
    alone = one(issue(text=text))
    assert (alone.postmortem_title, alone.path, alone.priority) == ("Checkout outage", PATH, "High")
    moved = replace(ledger(), path="archive/checkout.md", title="Checkout, again")
    (item,) = tracked((issue(text=text),), moved)
    assert (item.postmortem_title, item.path) == ("Checkout, again", "archive/checkout.md")


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        pytest.param("Checkout outage (P1, 3 Nov 2026), !812", "Checkout outage", id="whole"),
        pytest.param("Checkout outage (3 Nov 2026)", "Checkout outage", id="without severity and change request"),
        pytest.param("Checkout outage (EU), #812", "Checkout outage (EU)", id="brackets of its own"),
        pytest.param("Checkout outage", "Checkout outage", id="bare"),
        pytest.param("", None, id="none"),
    ],
)
def test_without_a_ledger_the_postmortem_s_title_is_read_off_the_issue(cell: str, expected: str | None) -> None:
    """A status that could not read the comments still says which incident it is about."""
    assert one(issue(text=body(marker(), Postmortem=cell))).postmortem_title == expected


@pytest.mark.parametrize(
    "found",
    [
        pytest.param(issue(author=STRANGER), id="written by a stranger"),
        pytest.param(issue(labels=("bug",)), id="without our label"),
        pytest.param(issue(text="The queue is too long."), id="without our marker"),
    ],
)
def test_an_issue_that_is_not_ours_does_not_count(found: Issue) -> None:
    """Label, marker and a trusted author make an issue ours; two of three do not."""
    assert tracked((found,)) == ()


def test_a_label_of_old_still_makes_an_issue_ours() -> None:
    """Renaming the label in the config loses no item."""
    assert len(tracked((issue(labels=("incident-action",)),))) == 1


def test_of_two_issues_for_one_item_the_lowest_number_counts() -> None:
    """A duplicate does not make the team look busier."""
    assert [item.number for item in tracked((issue(104), closed(issue(101))))] == [101]


def test_an_item_that_was_done_when_first_seen_counts_as_done() -> None:
    """Three of six done is three of six, issue or not."""
    (item,) = tracked((), ledger(entry(EntryKind.DONE)))
    assert (item.state, item.number, item.title) == (ItemState.DONE, None, "Alert on queue depth")


def test_an_adopted_issue_counts_by_what_became_of_it() -> None:
    """An issue that people had opened has no marker; the ledger knows it."""
    theirs = replace(issue(7, text="Queue alerts, please", title="Queue alerts"), author=STRANGER, assignees=("bob",))
    adopted = ledger(entry(EntryKind.ADOPTED, 7))
    (item,) = tracked((theirs,), adopted)
    assert (item.state, item.number, item.owners, item.title) == (ItemState.OPEN, 7, ("bob",), "Alert on queue depth")
    (item,) = tracked((closed(theirs),), adopted)
    assert item.state is ItemState.DONE
    (item,) = tracked((replace(closed(theirs), closed_by=STALE_BOT),), adopted)
    assert item.state is ItemState.OPEN


def test_a_ticket_elsewhere_counts_as_open_and_is_never_late() -> None:
    """Nobody here can see what becomes of it."""
    (item,) = tracked((), ledger(entry(EntryKind.ADOPTED, ticket="OPS-7")))
    assert (item.state, item.ticket, item.overdue) == (ItemState.OPEN, "OPS-7", False)
    assert item.remark == "its ticket lives in another tracker"


@pytest.mark.parametrize(
    ("issues", "kind"),
    [
        pytest.param((), EntryKind.ISSUE, id="deleted or moved away"),
        pytest.param((issue(text="Rewritten by people"),), EntryKind.ISSUE, id="stripped of its marker"),
        pytest.param((), EntryKind.UNTRACKED, id="told before"),
        pytest.param((), EntryKind.ADOPTED, id="an adopted issue that is gone"),
    ],
)
def test_an_item_whose_issue_is_gone_is_untracked(issues: tuple[Issue, ...], kind: EntryKind) -> None:
    """It is shown, with its number, instead of vanishing from the count."""
    (item,) = tracked(issues, ledger(entry(kind, 101)))
    assert (item.state, item.number) == (ItemState.UNTRACKED, 101)


def test_an_issue_and_its_entry_are_one_item() -> None:
    """Also where the item's key in issue and ledger differ: the number says that they are the same."""
    assert len(tracked((issue(),), ledger(entry(EntryKind.ISSUE, 101)))) == 1
    assert len(tracked((issue(),), ledger(entry(EntryKind.ISSUE, 101, item="an-id-given-later")))) == 1


@pytest.mark.parametrize(
    ("found", "known"),
    [
        pytest.param(replace(issue(), confidential=True), ledger(), id="by its issue"),
        pytest.param(issue(), ledger(confidential=True), id="by its postmortem"),
    ],
)
def test_of_a_confidential_item_only_number_and_state_are_told(found: Issue, known: Ledger) -> None:
    """It counts, and nobody reads what it is about."""
    late = replace(found, assignees=("bob",), due=TODAY - timedelta(days=2))
    (item,) = tracked((late,), known)
    assert item.postmortem_title is None
    assert (item.title, item.owners, item.priority) == ("(confidential)", (), None)
    assert (item.number, item.days_overdue, totals((item,)).overdue) == (101, 2, 1)


def test_one_postmortem_s_seven_of_twelve_counts_everything() -> None:
    """Issues, adopted tickets, items done at first sight and lost ones add up."""
    issues = [issue(n, body(marker(f"key-{n}"))) for n in range(1, 6)]
    issues[0], issues[1] = closed(issues[0]), closed(issues[1], CloseReason.NOT_PLANNED)
    entries = [entry(EntryKind.ISSUE, n, item=f"key-{n}") for n in range(1, 7)]
    entries += [entry(EntryKind.DONE, item="seen-done"), entry(EntryKind.ADOPTED, ticket="OPS-7", item="elsewhere")]
    sums = totals(tracked(issues, ledger(*entries)))
    assert (sums.items, sums.open, sums.done, sums.wont_do, sums.untracked) == (8, 4, 2, 1, 1)
