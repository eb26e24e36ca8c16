from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from followthrough.catalogue import finding
from followthrough.model import (
    Account,
    ActionItem,
    ChangeRequest,
    CloseReason,
    DueSource,
    IssueDraft,
    IssueState,
    Position,
    Span,
)
from followthrough.tracking.changes import CloseIssue, CommentOnIssue, EditIssue, LinkIssue, OpenIssue, ReopenIssue
from followthrough.tracking.issue_text import read_block
from followthrough.tracking.ledger import EntryKind, Move
from followthrough.tracking.marker import Marker, parse_event, parse_marker, render_marker
from followthrough.tracking.rules import ExternalTickets, LabelNames, OnRemoved, OwnerTarget, TrackingRules

from .world import (
    LIMITS,
    NOW,
    PATH,
    PERSON,
    STRANGER,
    TODAY,
    Value,
    World,
    item,
    kinds,
    ledger_kinds,
    postmortem,
    tracked,
)

ALERT = "Alert on queue depth"
ASSIGNED = item(ALERT, owners=("Alice Smith",), due=date(2026, 12, 1), priority="High", category="Detection")
BOT = Account(login="stale[bot]", is_bot=True)


def body(world: World, number: int = 1) -> str:
    return world.issues[number].body


def marker(world: World, number: int = 1) -> Marker:
    found = parse_marker(body(world, number))
    assert found is not None
    return found


def cell(world: World, label: str, number: int = 1) -> str:
    block = read_block(body(world, number))
    assert block is not None
    return block.cell(label)


class TestNewItems:
    def test_a_new_item_opens_one_issue(self) -> None:
        world = World()
        world.change_requests = {PATH: ChangeRequest(number=812, url="https://x/pull/812", title="Add postmortem")}
        world.merge(postmortem(replace(ASSIGNED, tickets=("OPS-7",))))
        (change,) = world.plan().changes
        assert isinstance(change, OpenIssue)
        assert change.draft.title == ALERT
        assert change.draft.assignees == ("alice",)
        assert change.draft.labels == ("postmortem-action",)
        visible = change.draft.body.rsplit("<!-- followthrough:v1", 1)[0]
        assert visible == (
            "<!-- followthrough:begin -->\n\nAlert on queue depth\n\n| | |\n|---|---|\n"
            "| Postmortem | Checkout outage (P1, 3 Nov 2026), #812 |\n| Owner | Alice Smith |\n| Due | 1 Dec 2026 |\n"
            "| Priority | High |\n| Category | Detection |\n| Tickets | OPS-7 |\n\n"
            "Kept in step with [`postmortems/checkout.md`, line 10]"
            "(https://git.acme.example/shop/postmortems/checkout.md#L10)."
            " Write anything above or below this block; it stays yours.\n\n"
        )

    def test_nothing_is_left_to_do_after_a_run(self) -> None:
        world = tracked(ASSIGNED, "Rehearse the failover", item("Cap retries", done=True))
        assert world.plan().is_empty
        assert len(world.issues) == 2

    def test_an_item_that_is_done_when_first_seen_opens_none_and_is_remembered(self) -> None:
        world = tracked(ALERT, item("Cap retries", done=True))
        assert [one.title for one in world.issues.values()] == [ALERT]
        assert ledger_kinds(world.ledgers[PATH]) == {ALERT: "issue", "Cap retries": "done"}
        assert world.plan().is_empty

    def test_a_postmortem_whose_items_were_all_done_is_remembered_too(self) -> None:
        world = tracked(item(ALERT, done=True))
        assert not world.issues
        assert ledger_kinds(world.ledgers[PATH]) == {ALERT: "done"}
        assert world.plan().is_empty

    def test_an_item_that_was_done_and_is_open_again_opens_its_issue(self) -> None:
        world = tracked(item(ALERT, done=True))
        world.merge(postmortem(ALERT))
        world.sync()
        assert world.only().title == ALERT
        assert ledger_kinds(world.ledgers[PATH]) == {ALERT: "issue"}

    def test_the_ledger_learns_the_numbers_of_opened_issues(self) -> None:
        world = tracked(ALERT, "Rehearse the failover")
        assert [entry.number for entry in world.ledgers[PATH].entries] == [1, 2]

    def test_an_older_postmortem_is_not_tracked(self) -> None:
        world = World(rules=TrackingRules(since=date(2026, 11, 4)))
        world.merge(postmortem(ALERT))
        assert not world.plan().postmortems

    def test_an_older_postmortem_that_is_tracked_stays_so(self) -> None:
        world = tracked(ALERT)
        world.rules = TrackingRules(since=date(2026, 11, 4))
        world.merge(postmortem(item(ALERT, done=True)))
        assert kinds(world.plan()) == ["CloseIssue"]

    @pytest.mark.parametrize(
        "rules", [TrackingRules(confidential_severities=frozenset({"p1"})), TrackingRules(confidential=True)]
    )
    def test_a_confidential_item_opens_hidden_where_the_forge_can_hide_it(self, rules: TrackingRules) -> None:
        world = World(
            rules=rules,
            limits=replace(LIMITS, confidential_issues=True),
        )
        world.merge(postmortem(ALERT))
        world.sync()
        assert world.only().confidential
        assert world.ledgers[PATH].confidential
        assert [entry.title for entry in world.ledgers[PATH].entries] == [""]
        assert world.plan().is_empty

    def test_a_confidential_item_waits_where_everybody_could_read_it(self) -> None:
        world = World(rules=TrackingRules(confidential_severities=frozenset({"p1"})))
        world.merge(postmortem(ALERT))
        (one,) = world.plan().postmortems
        assert not one.changes
        assert len(one.deferred) == 1

    def test_a_long_item_is_cut_and_keeps_its_marker(self) -> None:
        world = tracked(item("x" * 400, details="`y` @z\n" * 20_000))
        assert len(world.only().title) == 255
        assert len(body(world)) <= 65_536
        assert "the postmortem has the rest" in body(world)
        assert marker(world).path == PATH
        assert world.plan().is_empty

    def test_priority_severity_and_extra_labels_are_set(self) -> None:
        labels = LabelNames(priority={"high": "urgent"}, severity={"p1": "sev-1"}, extra=("reliability",))
        world = World(rules=TrackingRules(labels=labels))
        world.merge(postmortem(ASSIGNED))
        planned = world.plan()
        (change,) = planned.changes
        assert isinstance(change, OpenIssue)
        assert change.draft.labels == ("postmortem-action", "reliability", "sev-1", "urgent")
        described = {label.name: label.description for label in planned.labels}
        assert described["sev-1"] == "Severity p1 of the incident"
        assert described.keys() == set(change.draft.labels)


class TestDeadlines:
    @pytest.mark.parametrize(
        ("one", "due"),
        [
            pytest.param(item(due=date(2026, 12, 5)), "5 Dec 2026", id="a written date never moves"),
            pytest.param(item(due=date(2026, 11, 1)), "1 Nov 2026", id="not even out of the past"),
            pytest.param(
                item(due=date(2026, 11, 10), due_source=DueSource.HORIZON, due_span=Span(days=7)),
                "27 Nov 2026",
                id="a horizon that has passed counts from today",
            ),
            pytest.param(
                item(due=date(2026, 12, 3), due_source=DueSource.HORIZON, due_span=Span(months=1)),
                "3 Dec 2026",
                id="a horizon that has not, from the incident",
            ),
            pytest.param(
                item(due=date(2026, 12, 5), due_source=DueSource.POLICY, due_span=Span(days=32)),
                "7 Dec 2026",
                id="a granted Saturday waits for Monday",
            ),
            pytest.param(item(due_text="soon"), "soon", id="words that are no date are shown"),
        ],
    )
    def test_when_an_item_is_due(self, one: ActionItem, due: str) -> None:
        world = tracked(one)
        assert cell(world, "Due") == due
        assert world.only().due is None

    def test_a_granted_deadline_makes_no_difference_later(self) -> None:
        one = item(due=date(2026, 11, 10), due_source=DueSource.HORIZON, due_span=Span(days=7))
        world = tracked(one)
        world.today = date(2027, 3, 1)
        planned = world.sync()
        assert [(change.reason, change.details) for change in planned.changes if isinstance(change, EditIssue)] == [
            ("overdue", ())
        ]
        assert world.plan().is_empty

    def test_a_forge_with_due_dates_gets_one(self) -> None:
        world = World(limits=replace(LIMITS, native_due=True))
        world.merge(postmortem(ASSIGNED))
        world.sync()
        assert world.only().due == date(2026, 12, 1)
        world.merge(postmortem(replace(ASSIGNED, due=date(2026, 12, 8))))
        world.sync()
        assert world.only().due == date(2026, 12, 8)
        world.merge(postmortem(replace(ASSIGNED, due=None)))
        world.sync()
        assert world.only().due is None
        assert cell(world, "Due") == ""
        assert world.plan().is_empty

    def test_a_due_date_that_people_moved_on_the_forge_stays(self) -> None:
        world = World(limits=replace(LIMITS, native_due=True))
        world.merge(postmortem(ASSIGNED))
        world.sync()
        world.person(1, due=date(2026, 12, 24))
        assert world.plan().is_empty
        world.merge(postmortem(replace(ASSIGNED, due=date(2026, 12, 8))))
        (conflict,) = world.sync().postmortems[0].conflicts
        assert (conflict.field, conflict.document, conflict.forge) == ("due", "8 Dec 2026", "24 Dec 2026")
        assert world.only().due == date(2026, 12, 24)

    def test_the_issue_remembers_each_move_of_a_deadline_and_the_ledger_when_it_is_written_next(self) -> None:
        world = tracked(ASSIGNED)
        world.merge(postmortem(replace(ASSIGNED, due=date(2026, 12, 8))))
        (change,) = world.plan().changes
        assert isinstance(change, EditIssue)
        assert change.details == ("due 1 Dec → 8 Dec",)
        world.sync()
        world.today = date(2026, 12, 7)
        world.merge(postmortem(replace(ASSIGNED, due=date(2027, 1, 4))))
        world.sync()
        moves = (Move(on=TODAY, was=date(2026, 12, 1)), Move(on=date(2026, 12, 7), was=date(2026, 12, 8)))
        marker = parse_marker(world.only().body)
        assert marker is not None
        assert marker.moves == moves
        assert world.plan().is_empty
        world.merge(postmortem(replace(ASSIGNED, due=date(2027, 1, 4)), item("Page on stock below 10")))
        world.sync()
        assert [entry.moves for entry in world.ledgers[PATH].entries] == [moves, ()]


class TestFields:
    @pytest.mark.parametrize(
        ("changed", "details", "labels"),
        [
            pytest.param({"owners": ("Bob Jones",)}, ("owner Alice Smith → Bob Jones",), (), id="owner"),
            pytest.param({"due": date(2026, 12, 8)}, ("due 1 Dec → 8 Dec",), (), id="due"),
            pytest.param({"priority": "Low"}, ("priority High → Low",), (), id="priority"),
            pytest.param({"category": "Prevention"}, ("category Detection → Prevention",), (), id="category"),
            pytest.param({"details": "Page at 10k."}, ("description",), (), id="description"),
            pytest.param(
                {"title": "Alert on queue depth above 10k"},
                ('reworded: "Alert on queue depth" → "Alert on queue depth above 10k"',),
                (),
                id="title",
            ),
        ],
    )
    def test_a_changed_field_is_pushed(
        self, changed: dict[str, Value], details: tuple[str, ...], labels: tuple[str, ...]
    ) -> None:
        world = tracked(ASSIGNED)
        world.merge(postmortem(replace(ASSIGNED, **changed)))
        (change,) = world.sync().changes
        assert isinstance(change, EditIssue)
        assert change.details == details
        assert change.edit.add_labels == labels
        assert world.plan().is_empty

    def test_a_new_owner_takes_the_issue_over(self) -> None:
        world = tracked(ASSIGNED)
        world.merge(postmortem(replace(ASSIGNED, owners=("Bob Jones",))))
        world.sync()
        assert world.only().assignees == ("bob",)
        assert cell(world, "Owner") == "Bob Jones"

    def test_a_change_of_priority_exchanges_its_label(self) -> None:
        world = World(rules=TrackingRules(labels=LabelNames(priority={"high": "P1", "low": "P3"})))
        world.merge(postmortem(ASSIGNED))
        world.sync()
        world.merge(postmortem(replace(ASSIGNED, priority="low")))
        world.sync()
        assert world.only().labels == ("postmortem-action", "P3")

    def test_a_priority_label_that_people_exchanged_stays(self) -> None:
        world = World(rules=TrackingRules(labels=LabelNames(priority={"high": "P1", "low": "P3"})))
        world.merge(postmortem(ASSIGNED))
        world.sync()
        world.person(1, labels=("postmortem-action", "urgent"))
        world.merge(postmortem(replace(ASSIGNED, priority="low")))
        world.sync()
        assert world.only().labels == ("postmortem-action", "urgent")

    @pytest.mark.parametrize(
        "change",
        [
            pytest.param({"line": 99, "end_line": 99}, id="its line"),
            pytest.param({"found_by": "table"}, id="how it was found"),
            pytest.param({"tickets": ("OPS-9",)}, id="a ticket it mentions"),
        ],
    )
    def test_what_is_not_managed_is_no_reason_to_edit(self, change: dict[str, Value]) -> None:
        world = tracked(ASSIGNED)
        document = postmortem(ASSIGNED)
        (one,) = document.action_items
        world.merge(replace(document, action_items=(replace(one, **change),)))
        assert world.plan().is_empty

    def test_what_people_edited_stays_while_other_fields_are_pushed(self) -> None:
        world = tracked(ASSIGNED)
        edited = body(world).replace("| Priority | High |", "| Priority | **very** high |")
        world.person(1, title="Page us on queue depth", body=f"Our notes.\n\n{edited}\nMore notes.\n")
        world.merge(postmortem(replace(ASSIGNED, due=date(2026, 12, 8))))
        world.sync()
        assert world.only().title == "Page us on queue depth"
        assert cell(world, "Priority") == "**very** high"
        assert cell(world, "Due") == "8 Dec 2026"
        assert body(world).startswith("Our notes.\n\n<!-- followthrough:begin -->")
        assert body(world).endswith("-->\n\nMore notes.\n")
        assert world.plan().is_empty

    def test_a_conflict_keeps_the_forges_value_and_is_told_once(self) -> None:
        world = tracked(ALERT)
        world.person(1, title="Alert on queue depth in eu-west")
        world.merge(postmortem("Alert on queue depth above 10k"))
        first = world.sync().postmortems[0]
        (conflict,) = first.conflicts
        assert (conflict.field, conflict.new) == ("title", True)
        assert (conflict.document, conflict.forge) == (
            "Alert on queue depth above 10k",
            "Alert on queue depth in eu-west",
        )
        assert world.only().title == "Alert on queue depth in eu-west"
        again = world.plan()
        assert again.is_empty
        assert [one.new for one in again.postmortems[0].conflicts] == [False]
        world.merge(postmortem("Alert on queue depth above 10k messages"))
        assert [one.new for one in world.plan().postmortems[0].conflicts] == [True]

    def test_a_conflict_ends_where_people_give_in(self) -> None:
        world = tracked(ALERT)
        world.person(1, title="Alert in eu-west")
        world.merge(postmortem("Alert on queue depth above 10k"))
        world.sync()
        world.person(1, title="Alert on queue depth above 10k")
        assert kinds(world.sync()) == ["EditIssue"]
        assert not world.plan().postmortems[0].conflicts
        assert world.plan().is_empty

    def test_a_conflict_about_the_owner_ends_where_people_give_in(self) -> None:
        world = tracked(item(ALERT, owners=("Alice Smith",)))
        world.person(1, assignees=("dave",))
        world.merge(postmortem(item(ALERT, owners=("Bob Jones",))))
        world.sync()
        assert [one.field for one in world.plan().postmortems[0].conflicts] == ["owner"]
        world.person(1, assignees=("bob",))
        world.sync()
        assert not world.plan().postmortems[0].conflicts
        assert cell(world, "Owner") == "Bob Jones"

    def test_a_conflict_ends_where_the_document_is_put_back(self) -> None:
        world = tracked(ALERT)
        world.person(1, title="Alert in eu-west")
        world.merge(postmortem("Alert on queue depth above 10k"))
        world.sync()
        world.merge(postmortem(ALERT))
        world.sync()
        assert not world.plan().postmortems[0].conflicts
        assert world.plan().is_empty

    def test_both_sides_saying_the_same_is_no_conflict(self) -> None:
        world = tracked(ASSIGNED)
        world.person(1, assignees=("bob",), body=body(world).replace("| Alice Smith |", "| Bob Jones |"))
        world.merge(postmortem(replace(ASSIGNED, owners=("Bob Jones",))))
        (one,) = world.sync().postmortems
        assert not one.conflicts
        assert world.only().assignees == ("bob",)
        assert world.plan().is_empty

    def test_carriage_returns_of_a_browser_are_no_edit(self) -> None:
        world = tracked(ASSIGNED)
        world.person(1, body=body(world).replace("\n", "\r\n"))
        world.merge(postmortem(replace(ASSIGNED, details="Page at 10k.")))
        (one,) = world.sync().postmortems
        assert not one.conflicts
        assert "Page at 10k." in body(world)

    def test_a_block_whose_opening_line_is_gone_is_left_as_it_is(self) -> None:
        world = tracked(ASSIGNED)
        world.person(1, body=body(world).replace("<!-- followthrough:begin -->", ""))
        world.merge(postmortem(replace(ASSIGNED, due=date(2026, 12, 8))))
        (conflict,) = world.sync().postmortems[0].conflicts
        assert conflict.field == "due"
        assert "1 Dec 2026" in body(world)
        assert world.plan().is_empty


class TestOwners:
    def test_an_owner_who_cannot_be_assigned_keeps_the_item(self) -> None:
        world = tracked(item(ALERT, owners=("Carol",)))
        assert world.only().labels == ("postmortem-action", "needs-owner")
        assert cell(world, "Owner") == "Carol"
        assert world.plan().is_empty

    def test_the_plan_names_whom_it_cannot_assign(self) -> None:
        world = World()
        world.merge(postmortem(item(ALERT, owners=("Carol", "Alice Smith"))))
        (change,) = world.plan().changes
        assert isinstance(change, OpenIssue)
        assert change.unassignable == ("Carol",)
        assert change.draft.assignees == ("alice",)

    def test_the_label_goes_once_somebody_is_assigned(self) -> None:
        world = tracked(item(ALERT, owners=("Carol",)))
        world.person(1, assignees=("dave",))
        assert kinds(world.sync()) == ["EditIssue"]
        assert world.only().labels == ("postmortem-action",)
        assert world.only().assignees == ("dave",)
        assert world.plan().is_empty

    def test_the_label_comes_once_nobody_is_assigned_any_more(self) -> None:
        world = tracked(ASSIGNED)
        world.person(1, assignees=())
        world.sync()
        assert "needs-owner" in world.only().labels
        assert world.only().assignees == ()
        assert world.plan().is_empty

    def test_a_label_that_people_took_off_is_not_set_again(self) -> None:
        world = tracked(item(ALERT, owners=("Carol",)))
        world.person(1, labels=("postmortem-action",))
        assert world.plan().is_empty

    def test_an_owner_filled_in_later_is_assigned(self) -> None:
        world = tracked(ALERT)
        assert "needs-owner" in world.only().labels
        world.merge(postmortem(item(ALERT, owners=("Alice Smith",), due=date(2026, 12, 1))))
        world.sync()
        assert world.only().assignees == ("alice",)
        assert world.only().labels == ("postmortem-action",)
        assert cell(world, "Due") == "1 Dec 2026"
        assert world.plan().is_empty

    def test_an_owner_filled_in_later_does_not_replace_whom_people_assigned(self) -> None:
        world = tracked(ALERT)
        world.person(1, assignees=("dave",))
        world.sync()
        world.merge(postmortem(item(ALERT, owners=("Alice Smith",))))
        assert [one.field for one in world.sync().postmortems[0].conflicts] == ["owner"]
        assert world.only().assignees == ("dave",)

    def test_an_owner_whom_the_map_learns_later_is_assigned(self) -> None:
        world = tracked(item(ALERT, owners=("Carol",)))
        world.rules = TrackingRules(owners={"carol": OwnerTarget(logins=("bob",))})
        world.sync()
        assert world.only().assignees == ("bob",)
        assert world.only().labels == ("postmortem-action",)
        assert world.plan().is_empty

    def test_a_login_that_the_forge_does_not_take_is_tried_once(self) -> None:
        world = tracked(item(ALERT, owners=("Carol",)))
        world.rules = TrackingRules(owners={"carol": OwnerTarget(logins=("gone",))})
        assert kinds(world.sync()) == ["EditIssue"]
        assert world.plan().is_empty
        assert not world.matching().wants.people

    def test_whom_people_unassigned_is_not_assigned_again(self) -> None:
        world = tracked(ASSIGNED)
        world.rules = TrackingRules(owners={"alice smith": OwnerTarget(logins=("alice",))})
        world.person(1, assignees=())
        world.sync()
        assert world.only().assignees == ()


class TestStates:
    def test_a_tick_closes_the_issue_once_and_names_the_commit(self) -> None:
        world = tracked(ALERT)
        world.merge(postmortem(item(ALERT, done=True)))
        (change,) = world.sync().changes
        assert isinstance(change, CloseIssue)
        assert change.reason == "ticked in 4f2c9e1"
        assert "4f2c9e1d" in change.comment
        assert parse_event(change.comment) is not None
        assert world.only().state is IssueState.CLOSED
        assert world.only().close_reason is CloseReason.COMPLETED
        assert world.plan().is_empty

    def test_a_persons_reopening_stands_and_is_reported(self) -> None:
        world = tracked(ALERT)
        world.merge(postmortem(item(ALERT, done=True)))
        world.sync()
        world.person(1, state=IssueState.OPEN)
        planned = world.plan()
        assert planned.is_empty
        assert planned.postmortems[0].warnings == (
            f"{PATH}: #1 was reopened by a person though the document says it is done; it stays open",
        )

    def test_an_issue_that_a_person_closed_stays_so(self) -> None:
        world = tracked(ALERT)
        world.person(1, state=IssueState.CLOSED)
        assert world.plan().is_empty
        assert not world.plan().postmortems[0].warnings

    def test_a_persons_reopening_stands_where_the_tick_came_after_their_closing(self) -> None:
        world = tracked(ALERT)
        world.person(1, state=IssueState.CLOSED)
        world.merge(postmortem(item(ALERT, done=True)))
        assert kinds(world.sync()) == ["EditIssue"]
        world.person(1, state=IssueState.OPEN)
        assert world.plan().is_empty
        assert world.only().state is IssueState.OPEN

    def test_a_tick_taken_back_reopens_what_we_closed(self) -> None:
        world = tracked(ALERT)
        world.merge(postmortem(item(ALERT, done=True)))
        world.sync()
        world.merge(postmortem(ALERT))
        (change,) = world.sync().changes
        assert isinstance(change, ReopenIssue)
        assert world.only().state is IssueState.OPEN
        assert world.plan().is_empty

    def test_a_tick_taken_back_leaves_what_a_person_closed(self) -> None:
        world = tracked(ALERT)
        world.person(1, state=IssueState.CLOSED)
        world.merge(postmortem(item(ALERT, done=True)))
        world.sync()
        world.merge(postmortem(ALERT))
        world.sync()
        assert world.only().state is IssueState.CLOSED
        assert world.plan().is_empty

    def test_a_tick_taken_back_leaves_what_a_person_closed_again(self) -> None:
        world = tracked(ALERT)
        world.merge(postmortem(item(ALERT, done=True)))
        world.sync()
        world.person(1, state=IssueState.OPEN)
        world.person(1, state=IssueState.CLOSED)
        world.merge(postmortem(ALERT))
        world.sync()
        assert world.only().state is IssueState.CLOSED

    def test_a_second_tick_is_told_as_a_new_event(self) -> None:
        world = tracked(ALERT)
        for done in (True, False, True):
            world.merge(postmortem(item(ALERT, done=done)))
            world.sync()
        events = [parse_event(comment) for _, comment in world.comments]
        assert [event.name for event in events if event] == ["ticked", "unticked", "ticked.2"]

    def test_an_issue_that_another_bot_closed_is_reported(self) -> None:
        world = tracked(ALERT)
        world.person(1, state=IssueState.CLOSED, closed_by=BOT)
        planned = world.plan()
        assert planned.is_empty
        assert planned.postmortems[0].warnings == (
            f"{PATH}: #1 was closed by stale[bot], not by a person; it still counts as open",
        )


class TestLeaving:
    def test_an_item_gone_from_its_document_gets_one_comment_and_a_label(self) -> None:
        world = tracked(ALERT, "Rehearse the failover")
        world.merge(postmortem("Rehearse the failover"))
        (change,) = world.sync().changes
        assert isinstance(change, CommentOnIssue)
        assert "no longer in `postmortems/checkout.md`" in change.comment
        assert world.issues[1].state is IssueState.OPEN
        assert "not-in-postmortem" in world.issues[1].labels
        assert world.plan().is_empty
        assert len(world.comments) == 1

    def test_it_is_closed_as_not_planned_where_the_team_says_so(self) -> None:
        world = tracked(ALERT, "Rehearse the failover")
        world.rules = TrackingRules(on_removed=OnRemoved.CLOSE)
        world.merge(postmortem("Rehearse the failover"))
        assert kinds(world.sync()) == ["CloseIssue"]
        assert world.issues[1].close_reason is CloseReason.NOT_PLANNED
        world.merge(postmortem(ALERT, "Rehearse the failover"))
        assert kinds(world.sync()) == ["ReopenIssue"]
        assert world.issues[1].labels == ("postmortem-action", "needs-owner")
        assert world.plan().is_empty

    def test_a_forge_without_reasons_gets_a_label_instead(self) -> None:
        world = tracked(ALERT, "Rehearse the failover")
        world.limits = replace(LIMITS, not_planned=False)
        world.rules = TrackingRules(on_removed=OnRemoved.CLOSE)
        world.merge(postmortem("Rehearse the failover"))
        world.sync()
        assert "wont-do" in world.issues[1].labels
        world.merge(postmortem(ALERT, "Rehearse the failover"))
        world.sync()
        assert "wont-do" not in world.issues[1].labels

    def test_an_item_that_comes_back_loses_the_label(self) -> None:
        world = tracked(ALERT, "Rehearse the failover")
        world.merge(postmortem("Rehearse the failover"))
        world.sync()
        world.merge(postmortem("Rehearse the failover", ALERT))
        (change,) = world.sync().changes
        assert change.reason == "back in the document"
        assert "not-in-postmortem" not in world.issues[1].labels
        assert len(world.issues) == 2
        assert world.plan().is_empty

    def test_a_closed_issue_whose_item_is_gone_is_left_in_peace(self) -> None:
        world = tracked(ALERT, "Rehearse the failover")
        world.person(1, state=IssueState.CLOSED)
        world.merge(postmortem("Rehearse the failover"))
        assert world.plan().is_empty

    def test_an_unreadable_document_closes_nothing_and_is_reported_once(self) -> None:
        world = tracked(ALERT)
        world.merge(postmortem(path=PATH, readable=False))
        (one,) = world.sync().postmortems
        assert not one.changes
        assert one.warnings == (f"{PATH} cannot be read: its 1 open issues stay as they are",)
        assert world.ledgers[PATH].missing
        assert world.plan().is_empty

    def test_a_document_that_is_gone_closes_nothing(self) -> None:
        world = tracked(ALERT)
        del world.documents[PATH]
        (one,) = world.sync().postmortems
        assert not one.changes
        assert one.warnings == (f"{PATH} is gone: its 1 open issues stay as they are",)
        world.merge(postmortem(ALERT))
        assert not world.plan().changes

    def test_a_document_that_was_not_asked_for_is_no_affair_of_this_run(self) -> None:
        world = tracked(ALERT)
        del world.documents[PATH]
        world.exists = {PATH}
        assert not world.plan().postmortems


class TestTickets:
    def world(self, one: ActionItem, **fields: Value) -> World:
        world = World(tickets={"#1": 1})
        world.open(IssueDraft(title="Queue alerts", body="By hand."), author=PERSON)
        world.person(1, **fields)
        return world.merge(postmortem(one))

    def test_an_issue_that_people_opened_is_adopted_and_its_text_left_alone(self) -> None:
        world = self.world(item(ALERT, own_tickets=("#1",)))
        (change,) = world.sync().changes
        assert isinstance(change, LinkIssue)
        assert world.only().labels == ("postmortem-action",)
        assert world.only().body == "By hand."
        (entry,) = world.ledgers[PATH].entries
        assert (entry.kind, entry.number) == (EntryKind.ADOPTED, 1)
        assert world.plan().is_empty

    def test_an_adopted_issue_is_never_closed_for_a_tick(self) -> None:
        world = self.world(item(ALERT, own_tickets=("#1",)))
        world.sync()
        world.merge(postmortem(item(ALERT, own_tickets=("#1",), done=True)))
        planned = world.plan()
        assert not planned.changes
        assert planned.postmortems[0].warnings == (
            f"{PATH}: #1 is still open though the document says its item is done",
        )

    def test_the_label_of_an_adopted_issue_is_peoples_to_take_off(self) -> None:
        world = self.world(item(ALERT, own_tickets=("#1",)))
        world.sync()
        world.person(1, labels=())
        assert world.plan().is_empty

    def test_two_items_of_one_ticket_share_it(self) -> None:
        world = self.world(item(ALERT, own_tickets=("#1",)))
        second = item("Page the owner", own_tickets=("#1",))
        world.merge(postmortem(item(ALERT, own_tickets=("#1",)), second))
        assert kinds(world.sync()) == ["LinkIssue"]
        assert world.plan().is_empty

    @pytest.mark.parametrize(
        "fields",
        [
            pytest.param({"is_change_request": True}, id="a change request"),
            pytest.param(
                {"state": IssueState.CLOSED, "closed_at": NOW.replace(month=10)}, id="one closed before the incident"
            ),
            pytest.param(
                {"body": render_marker(Marker(item="x", postmortem="INC-1", path="other.md"))},
                id="another item's issue",
            ),
        ],
    )
    def test_what_is_never_adopted(self, fields: dict[str, Value]) -> None:
        world = self.world(item(ALERT, own_tickets=("#1",), tickets=("#1",)), **fields)
        assert kinds(world.sync()) == ["OpenIssue"]
        assert "1" in cell(world, "Tickets", 2)
        assert world.plan().is_empty

    def test_an_issue_closed_after_the_incident_is_adopted(self) -> None:
        world = self.world(item(ALERT, own_tickets=("#1",)), state=IssueState.CLOSED)
        assert kinds(world.sync()) == ["LinkIssue"]

    def test_a_ticket_that_is_not_there_is_reported(self) -> None:
        world = World(tickets={"#77": 77})
        world.merge(postmortem(item(ALERT, own_tickets=("#77",))))
        (one,) = world.plan().postmortems
        assert kinds(one) == ["OpenIssue"]
        assert one.warnings == (f"{PATH}: there is no issue #77, which an item gives as its ticket",)

    def test_our_own_number_written_back_into_the_document_keeps_the_issue(self) -> None:
        world = tracked(ALERT)
        world.tickets = {"#1": 1}
        world.merge(postmortem(item("Something quite different", own_tickets=("#1",))))
        assert kinds(world.sync()) == ["EditIssue"]
        assert len(world.issues) == 1

    def test_a_number_that_another_item_is_given_later_takes_no_issue_away(self) -> None:
        world = World(tickets={"#1": 1})
        world.merge(postmortem("Page the owner", item(ALERT, own_tickets=("#1",), tickets=("#1",))))
        assert kinds(world.sync()) == ["OpenIssue", "OpenIssue"]
        assert world.plan().is_empty

    def test_of_items_with_the_same_words_the_ticket_says_whose_issue_is_whose(self) -> None:
        world = tracked(ALERT, ALERT)
        world.tickets = {"#1": 1, "#2": 2}
        world.merge(postmortem(item(ALERT, own_tickets=("#2",), done=True), item(ALERT, own_tickets=("#1",))))
        planned = world.plan()
        assert [change.issue.number for change in planned.changes if isinstance(change, CloseIssue)] == [2]

    def test_a_ticket_of_another_tracker_is_linked_from_our_issue(self) -> None:
        world = World()
        world.merge(postmortem(item(ALERT, own_tickets=("OPS-7",), tickets=("OPS-7",))))
        assert kinds(world.sync()) == ["OpenIssue"]
        assert cell(world, "Tickets") == "OPS-7"

    def test_a_ticket_of_another_tracker_is_trusted_where_the_team_says_so(self) -> None:
        world = World(rules=TrackingRules(external_tickets=ExternalTickets.TRUST))
        world.merge(postmortem(item(ALERT, own_tickets=("OPS-7",))))
        world.sync()
        assert not world.issues
        (entry,) = world.ledgers[PATH].entries
        assert (entry.kind, entry.ticket) == (EntryKind.ADOPTED, "OPS-7")
        assert world.plan().is_empty


class TestUntracked:
    @pytest.mark.parametrize(
        "loss",
        [
            pytest.param(lambda world: world.issues.pop(1), id="deleted"),
            pytest.param(lambda world: world.person(1, labels=()), id="without its label"),
            pytest.param(lambda world: world.person(1, body="Cleaned up."), id="without its marker"),
        ],
    )
    def test_an_issue_that_was_lost_is_never_opened_anew(self, loss: Callable[[World], object]) -> None:
        world = tracked(ALERT)
        loss(world)
        (one,) = world.sync().postmortems
        assert not one.changes
        (conflict,) = one.conflicts
        assert conflict.new
        assert "#1 was deleted, moved away or lost its label" in conflict.reason
        again = world.plan()
        assert again.is_empty
        assert [conflict.new for conflict in again.postmortems[0].conflicts] == [False]

    def test_it_is_known_by_its_latest_words(self) -> None:
        world = tracked(ALERT)
        world.merge(postmortem("Alert on queue depth above 10k"))
        world.sync()
        world.issues.clear()
        (one,) = world.plan().postmortems
        assert not one.changes
        assert len(one.conflicts) == 1

    def test_its_successor_is_adopted_from_the_ticket_column(self) -> None:
        world = tracked(ALERT)
        world.issues.clear()
        world.sync()
        world.open(IssueDraft(title="Queue alerts", body="Moved here."), author=PERSON)
        world.tickets = {"#2": 2}
        world.merge(postmortem(item(ALERT, own_tickets=("#2",))))
        (one,) = world.sync().postmortems
        assert kinds(one) == ["LinkIssue"]
        assert not one.conflicts
        assert world.plan().is_empty


class TestTrust:
    def test_a_strangers_issue_holds_the_item(self) -> None:
        world = World()
        world.merge(postmortem(ALERT))
        (change,) = world.plan().changes
        assert isinstance(change, OpenIssue)
        world.open(change.draft, author=STRANGER)
        (one,) = world.plan().postmortems
        assert not one.changes
        (conflict,) = one.conflicts
        assert conflict.new
        assert "`trusted_authors: [mallory]`" in conflict.reason
        world.rules = TrackingRules(trusted_authors=frozenset({"mallory"}))
        world.sync()
        assert len(world.issues) == 1

    def test_a_marker_without_our_label_is_ignored(self) -> None:
        world = World()
        world.merge(postmortem(ALERT))
        (change,) = world.plan().changes
        assert isinstance(change, OpenIssue)
        world.open(replace(change.draft, labels=()), author=STRANGER)
        assert kinds(world.plan()) == ["OpenIssue"]

    def test_a_former_name_of_the_label_serves(self) -> None:
        world = tracked(ALERT)
        world.rules = TrackingRules(labels=LabelNames(managed="followup", formerly=("postmortem-action",)))
        assert world.plan().is_empty

    def test_an_issue_of_the_runners_bot_is_ours(self) -> None:
        world = tracked(ALERT)
        world.person(1, author=Account(login="github-actions[bot]", is_bot=True))
        assert world.plan().is_empty


class TestDuplicates:
    def twins(self) -> World:
        world = World()
        world.merge(postmortem(ALERT))
        (change,) = world.plan().changes
        assert isinstance(change, OpenIssue)
        world.open(change.draft)
        world.open(change.draft)
        return world

    def test_of_two_issues_for_one_item_the_untouched_later_one_is_closed(self) -> None:
        world = self.twins()
        (change,) = world.sync().changes
        assert isinstance(change, CloseIssue)
        assert change.issue.number == 2
        assert world.issues[2].close_reason is CloseReason.DUPLICATE
        assert world.plan().is_empty

    @pytest.mark.parametrize(
        "touch",
        [
            pytest.param({"comment_count": 1}, id="commented"),
            pytest.param({"title": "Ours"}, id="retitled"),
            pytest.param({"assignees": ("dave",)}, id="assigned"),
            pytest.param({"author": PERSON}, id="opened by a person"),
        ],
    )
    def test_one_that_somebody_touched_is_only_reported(self, touch: dict[str, Value]) -> None:
        world = self.twins()
        world.person(2, **touch)
        planned = world.plan()
        assert not any(isinstance(one, CloseIssue) for one in planned.changes)
        assert planned.postmortems[0].warnings == (
            f"{PATH}: #1 and #2 are for the same action item; close the one that is not needed",
        )

    def test_one_with_notes_below_the_block_was_touched(self) -> None:
        world = self.twins()
        world.person(2, body=f"{body(world, 2)}\nNotes.")
        assert not world.plan().changes

    def test_the_one_that_people_did_not_close_as_a_duplicate_stays(self) -> None:
        world = self.twins()
        world.person(1, state=IssueState.CLOSED, close_reason=CloseReason.DUPLICATE)
        assert world.plan().changes == ()
        world.merge(postmortem(item(ALERT, done=True)))
        assert [one.issue.number for one in world.plan().changes if isinstance(one, CloseIssue)] == [2]


class TestBrakes:
    MANY = tuple(f"Replace part {letter} of the pump" for letter in "abcdefghijkl")

    def test_more_new_items_than_are_let_through_hold_the_postmortem(self) -> None:
        world = World(rules=TrackingRules(max_creates=11))
        world.merge(postmortem(*self.MANY), postmortem(ALERT, path="postmortems/other.md"))
        held, other = sorted(world.plan().postmortems, key=lambda one: len(one.changes))
        assert not held.changes
        assert held.ledger is None
        assert len(held.deferred) == 12
        assert held.deferred[0].reason.endswith("--max-creates 12")
        assert kinds(other) == ["OpenIssue"]

    def test_closing_over_half_of_ten_or_more_holds_the_postmortem(self) -> None:
        world = tracked(*self.MANY)
        world.merge(postmortem(*(item(title, done=at < 7) for at, title in enumerate(self.MANY))))
        (one,) = world.plan().postmortems
        assert not one.changes
        assert len(one.deferred) == 7
        world.rules = TrackingRules(released=7)
        assert len(world.plan().changes) == 7

    def test_removing_over_half_holds_the_postmortem(self) -> None:
        world = tracked(*self.MANY)
        world.merge(postmortem(*self.MANY[:5]))
        assert not world.plan().changes
        assert len(world.plan().postmortems[0].deferred) == 7

    def test_half_of_them_or_few_are_let_through(self) -> None:
        world = tracked(*self.MANY)
        world.merge(postmortem(*(item(title, done=at < 6) for at, title in enumerate(self.MANY))))
        assert len(world.plan().changes) == 6
        few = tracked(*self.MANY[:9])
        few.merge(postmortem())
        assert len(few.plan().changes) == 9

    def test_edits_never_trip_a_brake(self) -> None:
        world = tracked(*self.MANY)
        world.merge(postmortem(*(item(title, due=date(2026, 12, 1)) for title in self.MANY)))
        assert len(world.plan().changes) == 12


class TestBlocked:
    @pytest.mark.parametrize(
        ("ids", "codes"),
        [
            pytest.param(("A-1", "a-1"), ["FT209"], id="one id twice"),
            pytest.param(("A-1", "\u0410-1"), ["FT210"], id="a letter of another script"),
            pytest.param(("x" * 65, "B"), ["FT210"], id="an endless id"),
            pytest.param(("A 1", "B"), ["FT210"], id="an id with a space"),
        ],
    )
    def test_ids_that_cannot_be_used_block_the_document(self, ids: tuple[str, str], codes: list[str]) -> None:
        world = World()
        world.merge(postmortem(*(item(f"Do {at}", id=one) for at, one in enumerate(ids))))
        (one,) = world.plan().postmortems
        assert not one.changes
        assert [finding.code for finding in one.blocked] == codes

    def test_what_is_tracked_of_a_blocked_document_stays_as_it_is(self) -> None:
        world = tracked(item("One", id="A"), item("Two", id="B"))
        world.merge(postmortem(item("One", id="A"), item("Three", id="A")))
        (one,) = world.plan().postmortems
        assert world.plan().is_empty
        assert [finding.code for finding in one.blocked] == ["FT209"]

    def test_a_new_document_that_cannot_be_read_says_why_nothing_is_tracked(self) -> None:
        why = finding("FT002", "postmortems/new.md", Position(line=1), why="byte 12")
        world = World()
        world.merge(postmortem(path="postmortems/new.md", readable=False, findings=(why,)))
        (one,) = world.plan().postmortems
        assert one.blocked == (why,)
        assert not one.changes


class TestOverdue:
    """On a forge without due dates a label tells that a deadline has passed."""

    LATE = ActionItem(title="Alert on queue depth", due=date(2026, 11, 10), due_source=DueSource.DOCUMENT)

    def test_an_item_that_is_late_from_the_start_opens_with_the_label(self) -> None:
        world = tracked(self.LATE)
        assert "overdue" in world.issues[1].labels
        assert world.plan().is_empty

    def test_the_label_comes_when_the_day_has_passed_and_goes_when_the_deadline_moves(self) -> None:
        due = replace(self.LATE, due=TODAY)
        world = tracked(due)
        assert "overdue" not in world.issues[1].labels
        world.today = date(2026, 11, 21)
        assert [change.reason for change in world.sync().changes] == ["overdue"]
        assert "overdue" in world.issues[1].labels
        assert world.plan().is_empty
        world.merge(postmortem(replace(due, due=date(2026, 12, 1), due_text="2026-12-01")))
        world.sync()
        assert "overdue" not in world.issues[1].labels
        assert world.plan().is_empty

    def test_it_goes_when_the_item_is_ticked(self) -> None:
        world = tracked(self.LATE)
        world.merge(postmortem(replace(self.LATE, done=True)))
        world.sync()
        assert "overdue" not in world.issues[1].labels
        assert world.plan().is_empty

    def test_a_forge_with_due_dates_needs_none(self) -> None:
        world = World(limits=replace(LIMITS, native_due=True)).merge(postmortem(self.LATE))
        world.sync()
        assert "overdue" not in world.issues[1].labels
