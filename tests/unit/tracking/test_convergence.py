"""Whatever happens: one issue for each item, people's edits stay, and a run leaves nothing to do."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from followthrough.model import ActionItem, IssueDraft, IssueState, Postmortem
from followthrough.tracking.changes import OpenIssue
from followthrough.tracking.marker import parse_marker

from .world import PATH, PERSON, World, item, postmortem

TITLES = st.sampled_from(
    [
        "Alert on queue depth", "Alert on queue depth above 10k", "Rehearse the failover", "Rehearse failover yearly",
        "Cap retries at 3", "Cap retries at 5", "Add a canary", "Add a canary in eu-west", "Fix #12 for @alice",
        "/close", "???", "Update the runbook", "Update runbook for payments",
    ]
)  # fmt: skip
OWNERS = st.sampled_from([(), ("Alice Smith",), ("Bob Jones",), ("Carol",)])
DUES = st.sampled_from([None, date(2026, 12, 1), date(2026, 12, 24)])
ITEMS = st.builds(
    ActionItem,
    title=TITLES,
    owners=OWNERS,
    due=DUES,
    done=st.sampled_from([False, False, False, True]),
    details=st.sampled_from([None, "With a threshold.\n\n<!-- x -->"]),
    priority=st.sampled_from([None, "High"]),
)
PATHS = ("a/one.md", "b/two.md", "c/three.md")


class Lives(RuleBasedStateMachine):
    """Documents are edited, people act, and followthrough runs."""

    def __init__(self) -> None:
        super().__init__()
        self.world = World()
        self.stays: dict[int, dict[str, object]] = {}
        """What people set by hand, which no run may change."""

    @initialize()
    def a_foreign_issue(self) -> None:
        """Somebody else's issue stands in the same tracker."""
        self.world.open(IssueDraft(title="Theirs", body="Their text."), author=PERSON)
        self.foreign = self.world.issues[1]

    @rule(
        path=st.sampled_from(PATHS),
        items=st.lists(ITEMS, max_size=5),
        incident=st.sampled_from([None, "INC-1", "INC-2"]),
    )
    def merge(self, path: str, items: list[ActionItem], incident: str | None) -> None:
        """A document comes, or is written anew."""
        taken = {one.incident_id for one in self.world.documents.values() if one.path != path}
        self.world.merge(postmortem(*items, path=path, incident_id=None if incident in taken else incident))

    @precondition(lambda self: self.world.documents)
    @rule(data=st.data())
    def edit(self, data: st.DataObject) -> None:
        """One item of a document is reworded, ticked, moved, taken out, or given to somebody else."""
        document = data.draw(st.sampled_from(list(self.world.documents.values())))
        items = list(document.action_items)
        if not items:
            return
        at = data.draw(st.integers(0, len(items) - 1))
        what = data.draw(st.sampled_from(["title", "tick", "owner", "due", "remove", "repeat", "move", "details"]))
        one = items.pop(at)
        if what == "repeat":
            items[at:at] = [one, one]
        elif what == "move":
            items.append(one)
        elif what != "remove":
            items.insert(at, self._edited(one, what, data))
        self.world.merge(self._with(document, items))

    @precondition(lambda self: self.world.documents)
    @rule(data=st.data(), to=st.sampled_from(["d/four.md", "e/five.md"]))
    def rename(self, data: st.DataObject, to: str) -> None:
        """A document moves."""
        path = data.draw(st.sampled_from(list(self.world.documents)))
        if to not in self.world.documents:
            self.world.merge(replace(self.world.documents.pop(path), path=to))

    @precondition(lambda self: self.world.documents)
    @rule(data=st.data(), readable=st.booleans())
    def lose(self, data: st.DataObject, *, readable: bool) -> None:
        """A document is deleted, or cannot be read any more."""
        path = data.draw(st.sampled_from(list(self.world.documents)))
        if readable:
            del self.world.documents[path]
        else:
            self.world.merge(Postmortem(path=path, readable=False))

    @precondition(lambda self: len(self.world.issues) > 1)
    @rule(data=st.data(), what=st.sampled_from(["title", "above", "close", "reopen", "label", "assign"]))
    def person(self, data: st.DataObject, what: str) -> None:
        """A person acts on an issue of ours."""
        number = data.draw(st.sampled_from([number for number in self.world.issues if number > 1]))
        issue, stays = self.world.issues[number], self.stays.setdefault(number, {})
        if what == "title":
            stays["title"] = self.world.person(number, title=f"Ours {number}").title
        elif what == "above" and "Notes of ours" not in issue.body:
            self.world.person(number, body=f"Notes of ours\n\n{issue.body}\n\nAnd below")
            stays["around"] = True
        elif what == "label":
            self.world.person(number, labels=(*issue.labels, "theirs"))
            stays["label"] = "theirs"
        elif what == "assign" and not issue.assignees:
            stays["assignees"] = self.world.person(number, assignees=("dave",)).assignees
        elif what in {"close", "reopen"}:
            self.world.person(number, state=IssueState.CLOSED if what == "close" else IssueState.OPEN)

    @rule(days=st.integers(0, 40))
    def wait(self, days: int) -> None:
        """Time passes."""
        self.world.today = date.fromordinal(self.world.today.toordinal() + days)

    @rule()
    def sync(self) -> None:
        """Followthrough runs, and a second run finds nothing to do."""
        opened = [change for change in self.world.sync().changes if isinstance(change, OpenIssue)]
        assert all(not self._item(change).done for change in opened)
        assert self.world.plan().is_empty, self.world.plan()

    @rule()
    def sync_cut_off(self) -> None:
        """Followthrough is killed after its first change: nothing is remembered but what the issues say."""
        planned = self.world.plan()
        for change in planned.changes[:1]:
            self.world._carry_out(change)

    @invariant()
    def each_key_has_one_issue(self) -> None:
        """No item ever gets a second issue."""
        markers = [marker for one in self.world.issues.values() if (marker := parse_marker(one.body))]
        assert not [key for key, count in Counter((one.postmortem, one.item) for one in markers).items() if count > 1]

    @invariant()
    def what_people_did_stays(self) -> None:
        """Titles, text around the block, labels and assignees that people set are never changed."""
        for number, stays in self.stays.items():
            issue = self.world.issues[number]
            assert issue.title == stays.get("title", issue.title)
            assert "theirs" in issue.labels or "label" not in stays
            assert issue.assignees == stays.get("assignees", issue.assignees)
            assert "around" not in stays or (
                issue.body.startswith("Notes of ours") and issue.body.endswith("And below")
            )

    @invariant()
    def what_is_not_ours_stays(self) -> None:
        """An issue without our label is never touched."""
        assert not self.world.issues or self.world.issues[1] == self.foreign

    def _edited(self, one: ActionItem, what: str, data: st.DataObject) -> ActionItem:
        if what == "title":
            return replace(one, title=data.draw(TITLES))
        if what == "owner":
            return replace(one, owners=data.draw(OWNERS))
        if what == "due":
            return replace(one, due=data.draw(DUES))
        return replace(one, done=not one.done) if what == "tick" else replace(one, details="Other details.")

    def _with(self, document: Postmortem, items: list[ActionItem]) -> Postmortem:
        lined = tuple(replace(one, line=10 + at, end_line=10 + at) for at, one in enumerate(items))
        return replace(document, action_items=lined)

    def _item(self, change: OpenIssue) -> ActionItem:
        items = self.world.documents[change.subject.path].action_items
        return next(one for one in items if one.title == change.subject.title and not one.done)


Lives.TestCase.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
TestLives = Lives.TestCase


def test_two_runs_over_the_same_documents_plan_the_same() -> None:
    world = World().merge(postmortem("Add a", item("Fix b", owners=("Carol",)), path=PATH))
    assert world.plan() == world.plan()
