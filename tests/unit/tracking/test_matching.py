from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from followthrough.model import ActionItem, IssueState
from followthrough.tracking.changes import EditIssue
from followthrough.tracking.identity import item_keys
from followthrough.tracking.marker import parse_marker
from followthrough.tracking.matches import Wants
from followthrough.tracking.similarity import is_substitution, similarity

from .world import PATH, World, item, kinds, postmortem, tracked

ALICE = {"owners": ("Alice Smith",), "due": date(2026, 12, 1)}
OTHER = "postmortems/other.md"


def titles(world: World) -> dict[int, str]:
    """Number → title of each open issue whose item is in its document."""
    return {
        one.number: one.title
        for one in world.issues.values()
        if one.state is IssueState.OPEN and "not-in-postmortem" not in one.labels
    }


class TestWithinOnePostmortem:
    @pytest.mark.parametrize(
        ("before", "after", "expected"),
        [
            pytest.param(["Add a", "Fix b"], ["Fix b", "Add a"], {1: "Add a", 2: "Fix b"}, id="reordered"),
            pytest.param(["Add a."], ["ADD  **a**"], {1: "ADD **a**"}, id="other case and marks"),
            pytest.param(["Same", "Same"], ["Same", "Same"], {1: "Same", 2: "Same"}, id="the same words twice"),
            pytest.param(["Same"], ["Same", "Same"], {1: "Same", 2: "Same"}, id="a repeat is added"),
            pytest.param(["Same", "Same"], ["Same"], {1: "Same"}, id="a repeat is taken away"),
            pytest.param(
                ["Add a", "Cut retries of the mailer", "Fix b"],
                ["Add a", "Write a runbook for failover", "Fix b"],
                {1: "Add a", 3: "Fix b", 4: "Write a runbook for failover"},
                id="another item in its place",
            ),
        ],
    )
    def test_whose_issue_is_whose(self, before: list[str], after: list[str], expected: dict[int, str]) -> None:
        world = tracked(*before)
        world.merge(postmortem(*after))
        world.sync()
        assert titles(world) == expected
        assert world.plan().is_empty

    def test_of_repeats_the_one_that_stayed_keeps_its_issue(self) -> None:
        first = item("Add an alert", category="Queue", **ALICE)
        second = item("Add an alert", category="Cache", owners=("Bob Jones",))
        world = tracked(first, second)
        world.merge(postmortem(second))
        world.sync()
        assert titles(world) == {2: "Add an alert"}

    def test_an_issue_whose_item_is_gone_does_not_take_the_place_of_one_whose_item_stayed(self) -> None:
        world = tracked("Add an alert", "Add an alert", "Add an alert")
        world.merge(postmortem("Add an alert in eu-west", "Add an alert in eu-west", "Add an alert"))
        world.sync()
        assert titles(world) == {1: "Add an alert", 4: "Add an alert in eu-west", 5: "Add an alert in eu-west"}
        assert world.plan().is_empty

    def test_a_repeat_that_was_done_from_the_start_does_not_close_the_other(self) -> None:
        world = tracked(item("Update the runbook", done=True), "Update the runbook")
        assert titles(world) == {1: "Update the runbook"}
        assert world.plan().is_empty

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            pytest.param(item("Alert on queue depth", **ALICE), "Alert on queue depth above 10k", id="words added"),
            pytest.param(item("Alert on the queue depth of checkout", **ALICE), "Alert on queue depth", id="left out"),
            pytest.param(item("Alert on queue depth", **ALICE), "Alret on queue depth", id="misspelt"),
            pytest.param(
                item("Page when replica 1 lags", **ALICE), "Page when replica 2 lags", id="owner and due agree"
            ),
            pytest.param(
                item("Limit retries to three", **ALICE), "Cap retries at 3", id="akin, alone, owner and due agree"
            ),
            pytest.param(
                item("Rehearse failover", due=date(2026, 12, 1)),
                "Rehearse the failovers",
                id="the deadline alone agrees",
            ),
            pytest.param(item("Alert on queue depth"), "Alert on the queue depth", id="nothing is said of either"),
        ],
    )
    def test_a_reworded_item_keeps_its_issue(self, old: ActionItem, new: str) -> None:
        world = tracked("Add a", old, "Fix b")
        key = parse_marker(world.issues[2].body)
        world.merge(postmortem("Add a", replace(old, title=new), "Fix b"))
        planned = world.sync()
        assert kinds(planned) == ["EditIssue"]
        assert [change.issue.number for change in planned.changes if isinstance(change, EditIssue)] == [2]
        now = parse_marker(world.issues[2].body)
        assert key is not None
        assert now is not None
        assert now.item == key.item
        assert world.plan().is_empty

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            pytest.param(
                item("Add an alert for queue depth", owners=("Alice Smith",)),
                item("Add an alert for disk space", owners=("Alice Smith",)),
                id="words exchanged, and only the owner agrees",
            ),
            pytest.param(
                item("Alert on queue depth", owners=("Alice Smith",), due=date(2026, 12, 1)),
                item("Alert on queue depth above 10k", owners=("Bob Jones",), due=date(2026, 12, 8)),
                id="neither owner nor deadline agree",
            ),
            pytest.param(
                item("Add an alert on queue depth", **ALICE),
                item("Rehearse the failover", **ALICE),
                id="owner and deadline agree, and no word does",
            ),
            pytest.param(
                item("Page when replica 1 lags"), item("Page when replica 2 lags"), id="nothing bears an exchange out"
            ),
            pytest.param(
                item("Alert on queue depth", id="A-1"), item("Alert on queue depth above", id="A-2"), id="two ids"
            ),
        ],
    )
    def test_in_doubt_a_new_issue_opens(self, old: ActionItem, new: ActionItem) -> None:
        world = tracked(old)
        world.merge(postmortem(new))
        assert sorted(kinds(world.sync())) == ["CommentOnIssue", "OpenIssue"]

    def test_two_that_are_alike_are_rivals(self) -> None:
        world = tracked(item("Alert on queue depth", **ALICE))
        world.merge(
            postmortem(
                item("Alert on queue depth of checkout", **ALICE), item("Alert on queue depth of payments", **ALICE)
            )
        )
        assert sorted(kinds(world.sync())) == ["CommentOnIssue", "OpenIssue", "OpenIssue"]

    def test_the_akin_are_told_apart_only_where_one_is_left(self) -> None:
        world = tracked(item("Limit retries to three", **ALICE), item("Rotate the keys", **ALICE))
        world.merge(postmortem(item("Cap retries at 3", **ALICE), item("Turn the keys over", **ALICE)))
        assert kinds(world.sync()).count("OpenIssue") == 2

    def test_an_issue_whose_item_was_said_to_be_gone_is_no_longer_matched_by_similarity(self) -> None:
        world = tracked(item("Limit retries to three", **ALICE), item("Add a", **ALICE))
        world.merge(postmortem(item("Add a", **ALICE)))
        world.sync()
        world.merge(postmortem(item("Limit the retries to three", done=True, **ALICE), item("Add a", **ALICE)))
        assert "CloseIssue" not in kinds(world.sync())
        assert world.plan().is_empty

    def test_a_closed_issue_is_never_matched_by_similarity(self) -> None:
        world = tracked(item("Alert on queue depth", **ALICE))
        world.person(1, state=IssueState.CLOSED)
        world.merge(postmortem(item("Alert on queue depth above 10k", **ALICE)))
        assert kinds(world.sync()) == ["OpenIssue"]

    def test_an_item_split_in_two_keeps_its_issue_for_the_half_that_is_alike(self) -> None:
        world = tracked(item("Expire cached carts after ten minutes and page the owner", **ALICE))
        world.merge(
            postmortem(
                item("Expire cached carts after ten minutes", **ALICE), item("Wake somebody up at night", **ALICE)
            )
        )
        world.sync()
        assert titles(world) == {1: "Expire cached carts after ten minutes", 2: "Wake somebody up at night"}

    def test_an_id_given_later_is_noted_and_then_goes_before_words(self) -> None:
        world = tracked("Alert on queue depth", "Fix b")
        world.merge(postmortem(item("Alert on queue depth", id="A-1"), item("Fix b", id="A-2")))
        assert [change.reason for change in world.sync().changes] == [
            "has the id A-1 by now",
            "has the id A-2 by now",
        ]
        world.merge(postmortem(item("Something else", id="a-2"), item("Entirely new words", id="A-1")))
        world.sync()
        assert titles(world) == {1: "Entirely new words", 2: "Something else"}
        assert world.plan().is_empty

    def test_an_id_that_goes_to_another_item_does_not_take_its_key(self) -> None:
        world = tracked(item("Add a", id="A-1"))
        world.merge(postmortem(item("Add a", id="A-9")))
        world.sync()
        world.merge(postmortem(item("Add a", id="A-9"), item("Fix b", id="A-1")))
        world.sync()
        assert titles(world) == {1: "Add a", 2: "Fix b"}
        assert world.plan().is_empty

    def test_a_word_that_was_reworded_away_and_comes_back_is_a_new_item(self) -> None:
        world = tracked(item("Alert on queue depth", **ALICE))
        reworded = item("Alert on queue depth above 10k", **ALICE)
        world.merge(postmortem(reworded))
        world.sync()
        world.merge(postmortem(reworded, item("Alert on queue depth", **ALICE)))
        world.sync()
        assert titles(world) == {1: "Alert on queue depth above 10k", 2: "Alert on queue depth"}
        assert world.plan().is_empty

    def test_an_item_added_between_others_can_be_reworded_later(self) -> None:
        world = tracked(item("Add a", **ALICE), item("Fix b", **ALICE), item("Cut c", **ALICE))
        document = postmortem(
            item("Add a", **ALICE),
            item("Alert on queue depth", **ALICE),
            item("Fix b", **ALICE),
            item("Cut c", **ALICE),
        )
        world.merge(document)
        world.sync()
        first, second, *rest = document.action_items
        reworded = replace(second, title="Alert on queue depth above 10k")
        world.merge(replace(document, action_items=(first, reworded, *rest)))
        assert kinds(world.sync()) == ["EditIssue"]


class TestAcrossDocuments:
    ITEMS = ("Alert on queue depth", "Rehearse the failover", "Cap retries at three")

    def test_a_document_that_moved_keeps_its_issues(self) -> None:
        world = tracked(*self.ITEMS)
        del world.documents[PATH]
        world.merge(postmortem(*self.ITEMS, path="postmortems/2026/checkout.md"))
        planned = world.sync()
        assert [change.reason for change in planned.changes] == [f"moved from {PATH}"] * 3
        assert "`postmortems/2026/checkout.md`, line 10" in world.issues[1].body
        assert world.plan().is_empty

    def test_a_document_that_moved_and_was_edited_keeps_its_issues(self) -> None:
        world = tracked(*self.ITEMS)
        del world.documents[PATH]
        world.merge(postmortem(*self.ITEMS[:2], "Write a runbook", path=OTHER))
        assert sorted(kinds(world.sync())) == ["CommentOnIssue", "EditIssue", "EditIssue", "OpenIssue"]

    def test_a_document_with_an_incident_id_keeps_its_issues_wherever_it_goes(self) -> None:
        world = tracked("Alert on queue depth", incident_id="INC-7")
        del world.documents[PATH]
        world.merge(postmortem("Entirely other words", path=OTHER, incident_id="inc-7"))
        world.sync()
        assert len(world.issues) == 2
        assert world.plan().postmortems[0].key == "INC-7"

    def test_an_incident_id_given_later_makes_no_new_issues(self) -> None:
        world = tracked(*self.ITEMS)
        world.merge(postmortem(*self.ITEMS, incident_id="INC-7"))
        world.sync()
        assert len(world.issues) == 3
        assert world.plan().is_empty
        del world.documents[PATH]
        world.merge(postmortem("Other words now", path=OTHER, incident_id="INC-7"))
        assert "OpenIssue" in kinds(world.plan())
        assert world.plan().postmortems[0].key == PATH

    def test_a_document_copied_as_the_start_of_another_has_its_own_issues(self) -> None:
        world = tracked(*self.ITEMS)
        world.merge(postmortem(*self.ITEMS, path=OTHER))
        assert kinds(world.sync()) == ["OpenIssue"] * 3
        assert world.plan().is_empty
        assert len(world.issues) == 6

    def test_a_copy_has_its_own_issues_where_the_first_was_not_asked_for(self) -> None:
        world = tracked(*self.ITEMS)
        del world.documents[PATH]
        world.exists = {PATH}
        world.merge(postmortem(*self.ITEMS, path=OTHER))
        assert kinds(world.sync()) == ["OpenIssue"] * 3

    def test_a_new_document_at_the_old_path_is_not_taken_for_the_one_that_moved(self) -> None:
        world = tracked(*self.ITEMS)
        world.merge(
            postmortem(*self.ITEMS, path=OTHER), postmortem("Replace the pump", "Order spare valves", path=PATH)
        )
        assert sorted(kinds(world.sync())) == ["EditIssue"] * 3 + ["OpenIssue"] * 2
        assert world.plan().is_empty

    def test_a_document_that_moved_while_a_copy_of_it_was_made_takes_its_issues_along(self) -> None:
        world = tracked(*self.ITEMS)
        del world.documents[PATH]
        moved = "postmortems/2026/checkout.md"
        world.merge(postmortem(*self.ITEMS, path=moved), postmortem(*self.ITEMS, path="notes/new.md"))
        assert sorted(kinds(world.sync())) == ["EditIssue"] * 3 + ["OpenIssue"] * 3
        assert {one.path for one in world.matching().postmortems if one.known[0].issue.number == 1} == {moved}
        assert world.plan().is_empty

    def test_of_two_documents_that_are_gone_one_at_most_is_taken_for_a_new_one(self) -> None:
        world = World()
        world.merge(postmortem(*self.ITEMS, path="a.md"), postmortem(*self.ITEMS, path="b.md"))
        world.sync()
        world.documents.clear()
        world.merge(postmortem(*self.ITEMS, path="c/b.md"))
        assert kinds(world.sync()) == ["EditIssue"] * 3
        assert world.plan().is_empty
        assert [one.path for one in world.plan().postmortems] == ["a.md", "c/b.md"]

    def test_a_document_with_one_common_item_is_not_taken_for_one_that_is_gone(self) -> None:
        world = tracked("Update the runbook")
        del world.documents[PATH]
        world.merge(postmortem("Update the runbook", "Add a", "Fix b", "Cut c", path=OTHER))
        assert kinds(world.plan().postmortems[1]) == ["OpenIssue"] * 4

    def test_of_two_documents_with_one_incident_id_the_tracked_one_stays(self) -> None:
        world = tracked("Alert on queue depth", incident_id="INC-7")
        world.merge(postmortem("Rehearse the failover", path=OTHER, incident_id="inc-7"))
        first, second = world.plan().postmortems
        assert (first.path, first.blocked) == (PATH, ())
        assert second.path == OTHER
        assert [one.code for one in second.blocked] == ["FT105"]
        assert PATH in second.blocked[0].message
        assert not second.changes

    def test_of_two_new_documents_with_one_incident_id_neither_is_tracked(self) -> None:
        world = World()
        world.merge(postmortem("Add a", incident_id="INC-7"), postmortem("Fix b", path=OTHER, incident_id="INC-7"))
        assert [[one.code for one in each.blocked] for each in world.plan().postmortems] == [["FT105"], ["FT105"]]
        assert not world.plan().changes

    def test_a_copy_with_the_same_incident_id_is_blocked_though_the_first_was_not_asked_for(self) -> None:
        world = tracked(*self.ITEMS, incident_id="INC-7")
        del world.documents[PATH]
        world.exists = {PATH}
        world.merge(postmortem(*self.ITEMS, path=OTHER, incident_id="INC-7"))
        (one,) = world.plan().postmortems
        assert (one.path, [finding.code for finding in one.blocked]) == (OTHER, ["FT105"])

    def test_a_copy_does_not_take_over_from_a_document_that_cannot_be_read(self) -> None:
        world = tracked(*self.ITEMS, incident_id="INC-7")
        world.merge(postmortem(path=PATH, readable=False), postmortem(*self.ITEMS, path=OTHER, incident_id="INC-7"))
        assert not world.plan().changes

    def test_a_corrected_incident_id_keeps_the_issues(self) -> None:
        world = tracked(*self.ITEMS, incident_id="INC-7")
        world.merge(postmortem(*self.ITEMS, incident_id="INC-8"))
        world.sync()
        assert len(world.issues) == 3
        assert world.plan().is_empty

    def test_an_incident_id_that_went_to_another_document_follows_the_items(self) -> None:
        world = tracked(*self.ITEMS, incident_id="INC-7")
        world.merge(
            postmortem(*self.ITEMS, incident_id="INC-8"),
            postmortem("Replace the pump", path=OTHER, incident_id="INC-7"),
        )
        world.sync()
        assert len(world.issues) == 4
        assert world.plan().is_empty

    def test_explicit_ids_are_each_documents_own(self) -> None:
        world = World()
        world.merge(postmortem(item("Add a", id="A-1")), postmortem(item("Fix b", id="A-1"), path=OTHER))
        world.sync()
        assert titles(world) == {1: "Add a", 2: "Fix b"}
        assert world.plan().is_empty


class TestWants:
    def test_a_run_that_has_nothing_to_do_wants_nothing(self) -> None:
        world = tracked(item("Alert on queue depth", owners=("Carol",)), item("Fix b", done=True), "Cut c")
        wants = world.matching().wants
        assert (wants.ledgers, wants.quiet, wants.tickets, wants.people) == (
            frozenset(),
            frozenset(),
            frozenset(),
            False,
        )

    def test_a_new_item_wants_its_ledger_and_people(self) -> None:
        world = World(tickets={"#7": 7})
        world.merge(postmortem(item("Alert on queue depth", own_tickets=("#7",), **ALICE)))
        wants = world.matching().wants
        assert wants == Wants(ledgers=frozenset({PATH}), tickets=frozenset({7}), owners=("Alice Smith",))

    def test_a_run_is_idle_until_a_document_says_something_new(self) -> None:
        world = tracked("Add a", item("Alert on queue depth", **ALICE))
        assert world.matching().wants.idle
        world.merge(postmortem("Add a", item("Alert on queue depth", **{**ALICE, "due": date(2026, 12, 8)})))
        assert not world.matching().wants.idle

    def test_a_postmortem_that_was_done_from_the_start_is_only_worth_a_look(self) -> None:
        world = World()
        world.merge(postmortem(item("Alert on queue depth", done=True)))
        assert world.matching().wants == Wants(quiet=frozenset({PATH}))


@pytest.mark.parametrize(
    ("one", "other", "substitutes"),
    [
        pytest.param("alert on queue depth", "alert on queue depth above 10k", False, id="words added"),
        pytest.param("alert on queue depth", "alret on queue depth", False, id="misspelt"),
        pytest.param("add alerts for service a", "add alerts for service b", True, id="exchanged"),
    ],
)
def test_whether_words_were_exchanged(one: str, other: str, substitutes: bool) -> None:  # noqa: FBT001 - a table
    assert is_substitution(one, other) is substitutes
    assert is_substitution(other, one) is substitutes
    assert similarity(one, other) >= 80


def test_keys_depend_on_postmortem_words_and_place_among_repeats_alone() -> None:
    items = [item("Add a"), item("add  A!", line=99), item("Fix b", id="B-1")]
    keys = item_keys("INC-7", items, ())
    assert keys == item_keys("INC-7", [replace(one, owners=("x",)) for one in items], ())
    assert len(set(keys)) == 3
    assert keys[2] == "B-1"
    assert keys != item_keys("INC-8", items, ())
    assert all(key.startswith("ft-") and len(key) == 15 for key in keys[:2])
