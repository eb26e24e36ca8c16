"""Whatever documents and people do, one sync brings everything into step and the next has nothing to do."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import ClassVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from followthrough.errors import ExitCode
from followthrough.forges.local import LocalForge
from followthrough.forges.local.people import all_issues, events
from followthrough.model import ActionItem, CloseReason, Issue, IssueDraft, IssueEdit, IssueState, Postmortem
from followthrough.tracking.changes import OpenIssue
from followthrough.tracking.marker import parse_marker
from followthrough.tracking.outcome import exit_code
from tests.acceptance.rig import LABEL, NOON, item, postmortem, sync, the_plan

TITLES = (
    "Alert on the depth of the order queue",
    "Rehearse a failover of the payment database",
    "Cap retries of the mail worker at three",
    "Document who may roll back a release",
    "Expire abandoned carts after ten minutes",
    "Buy a second uplink for the office",
    "Remove the hand-written nginx rules",
    "Teach support how to read the status page",
)
ENOUGH = 3
"""Items that have issues, and by which a document is recognised that moved."""
OWNERS = (None, "alice", "bob")
DUES = (None, date(2026, 12, 1), date(2027, 1, 15))


@dataclass
class Paper:
    """A document that people go on writing."""

    path: str
    items: list[ActionItem] = field(default_factory=list)

    @property
    def promises(self) -> int:
        """How many different items are still to be done."""
        return len({one.title for one in self.items if not one.done})

    def read(self) -> Postmortem:
        return postmortem(self.path, *self.items)


class Convergence(RuleBasedStateMachine):
    """Documents and people change things in any order; sync runs now and then."""

    forge_class: ClassVar[type[LocalForge]] = LocalForge

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        path = Path(self.folder.name) / "tracker.sqlite3"
        self.forge = self.forge_class(path, clock=lambda: NOON)
        self.person = LocalForge(path, actor="alice", clock=lambda: NOON)
        self.papers: list[Paper] = []
        self.files = 0
        self.may_open = 0
        """How many issues the next sync may open at most: one for each item that is new or says something else."""
        self.titled: dict[int, str] = {}
        self.labelled: dict[int, str] = {}
        self.written: dict[int, str] = {}
        self.closed: set[int] = set()
        self.theirs = [
            self.person.open_issue(IssueDraft(title=title, body=body, labels=labels))
            for title, body, labels in (
                ("Our printer is on fire", "Please help.", ("bug",)),
                (TITLES[0], "No marker here.", (LABEL,)),
            )
        ]

    def teardown(self) -> None:
        if hasattr(self, "folder"):
            self.forge.close()
            self.person.close()
            self.folder.cleanup()

    # What happens to documents

    @rule(titles=st.lists(st.sampled_from(TITLES), min_size=1, max_size=5))
    def merge_a_document(self, titles: list[str]) -> None:
        if len(self.papers) < 3:
            self.files += 1
            self.papers.append(Paper(f"postmortems/{self.files}.md", [item(title) for title in titles]))
            self.may_open += len(titles)

    @precondition(lambda self: self.papers)
    @rule(data=st.data(), title=st.sampled_from(TITLES), owner=st.sampled_from(OWNERS), due=st.sampled_from(DUES))
    def add_an_item(self, data: st.DataObject, title: str, owner: str | None, due: date | None) -> None:
        paper = self._one_paper(data)
        if len(paper.items) < 7:
            at = data.draw(st.integers(0, len(paper.items)))
            paper.items.insert(at, item(title, owner=owner, due=due))
            self.may_open += 1

    @precondition(lambda self: any(paper.items for paper in self.papers))
    @rule(data=st.data(), owner=st.sampled_from(OWNERS), due=st.sampled_from(DUES))
    def change_owner_and_deadline(self, data: st.DataObject, owner: str | None, due: date | None) -> None:
        self._change(data, lambda one: item(one.title, owner=owner, due=due, done=one.done))

    @precondition(lambda self: any(paper.items for paper in self.papers))
    @rule(data=st.data())
    def reword_an_item(self, data: st.DataObject) -> None:
        self._change(data, lambda one: replace(one, title=f"{one.title} in eu-west"[:80]))
        self.may_open += 1  # in doubt a new issue opens

    @precondition(lambda self: any(paper.items for paper in self.papers))
    @rule(data=st.data())
    def tick_or_untick_an_item(self, data: st.DataObject) -> None:
        was = self._change(data, lambda one: replace(one, done=not one.done))
        # An item that was done when first seen has no issue until it is un-ticked.
        self.may_open += was.done

    @precondition(lambda self: any(paper.items for paper in self.papers))
    @rule(data=st.data())
    def remove_an_item(self, data: st.DataObject) -> None:
        paper = self._one_paper(data, least=1)
        paper.items.pop(data.draw(st.integers(0, len(paper.items) - 1)))

    @precondition(lambda self: any(paper.items for paper in self.papers))
    @rule(data=st.data())
    def reorder_items(self, data: st.DataObject) -> None:
        paper = self._one_paper(data, least=1)
        order = data.draw(st.permutations(range(len(paper.items))))
        paper.items = [paper.items[at] for at in order]

    @precondition(lambda self: any(paper.promises >= ENOUGH for paper in self.papers))
    @rule(data=st.data(), changed_too=st.booleans())
    def rename_a_file(self, data: st.DataObject, *, changed_too: bool) -> None:
        self.bring_into_step()
        paper = self._one_paper(data, promises=ENOUGH)
        markers = [marker for issue in self.ours() if (marker := parse_marker(issue.body))]
        others = {one.title for one in markers if one.path != paper.path}
        self.files += 1
        paper.path = f"postmortems/moved-{self.files}.md"
        if others.isdisjoint(one.title for one in paper.items) and not changed_too:
            self.bring_into_step()
        else:
            # A file that says what another one said, or else by now, may be taken for a new one.
            self.may_open += len(paper.items)

    @precondition(lambda self: self.papers)
    @rule(data=st.data())
    def delete_a_file(self, data: st.DataObject) -> None:
        self.papers.remove(self._one_paper(data))

    # What people do on the forge

    @precondition(lambda self: self.ours())
    @rule(data=st.data(), title=st.sampled_from(("A better title", "What we really mean")))
    def a_person_edits_the_title(self, data: st.DataObject, title: str) -> None:
        number = self._one_of_ours(data)
        self.titled[number] = f"{title} ({number})"
        self.person.edit_issue(number, IssueEdit(title=self.titled[number]))

    @precondition(lambda self: self.ours())
    @rule(data=st.data())
    def a_person_writes_below(self, data: st.DataObject) -> None:
        number = self._one_of_ours(data)
        self.written[number] = f"Seen on host {number}."
        body = self.person.get_issue(number).body
        if self.written[number] not in body:
            self.person.edit_issue(number, IssueEdit(body=f"{body}\n\n{self.written[number]}"))

    @precondition(lambda self: self.ours())
    @rule(data=st.data(), label=st.sampled_from(("customer", "P1")))
    def a_person_sets_a_label(self, data: st.DataObject, label: str) -> None:
        number = self._one_of_ours(data)
        self.labelled[number] = label
        self.person.edit_issue(number, IssueEdit(add_labels=(label,)))

    @precondition(lambda self: self.ours())
    @rule(data=st.data(), reason=st.sampled_from((CloseReason.COMPLETED, CloseReason.NOT_PLANNED)))
    def a_person_closes_an_issue(self, data: st.DataObject, reason: CloseReason) -> None:
        number = self._one_of_ours(data)
        if self.person.get_issue(number).state is IssueState.OPEN:
            self.closed.add(number)
            self.person.edit_issue(number, IssueEdit(state=IssueState.CLOSED, close_reason=reason))

    @precondition(lambda self: self.ours())
    @rule(data=st.data())
    def a_person_reopens_an_issue(self, data: st.DataObject) -> None:
        number = self._one_of_ours(data)
        self.closed.discard(number)
        self.person.edit_issue(number, IssueEdit(state=IssueState.OPEN))

    # Sync, and what then holds

    @rule()
    def bring_into_step(self) -> None:
        outcome = sync(self.forge, self._documents())
        opened = [done for done in outcome.done if isinstance(done.change, OpenIssue)]
        assert (outcome.failed, outcome.unknown, outcome.postponed, outcome.status_failed) == ((), (), (), ())
        assert len(opened) <= self.may_open, [done.change for done in opened]
        self.may_open = 0
        self._assert_in_step()

    def _assert_in_step(self) -> None:
        before = events(self.forge)
        plan = the_plan(self.forge, self._documents())
        assert plan.is_empty, plan
        outcome = sync(self.forge, self._documents())
        assert events(self.forge) == before
        assert exit_code(outcome) == ExitCode.OK, outcome
        self._assert_one_issue_an_item()

    def _assert_one_issue_an_item(self) -> None:
        markers = [(issue, marker) for issue in self.ours() if (marker := parse_marker(issue.body))]
        keys = Counter((marker.postmortem, marker.item) for _, marker in markers)
        assert not [key for key, count in keys.items() if count > 1]
        for paper in self.papers:
            here = Counter(marker.title for _, marker in markers if marker.path == paper.path and not marker.removed)
            wanted = Counter(one.title for one in paper.items if not one.done)
            assert not wanted - here, "an item without its issue"

    @invariant()
    def what_people_did_stays(self) -> None:
        if not hasattr(self, "forge"):
            return
        issues = {issue.number: issue for issue in all_issues(self.forge)}
        assert {number: issues[number].title for number in self.titled} == self.titled
        assert all(text in issues[number].body for number, text in self.written.items())
        assert all(label in issues[number].labels for number, label in self.labelled.items())
        assert all(issues[number].state is IssueState.CLOSED for number in self.closed)

    @invariant()
    def issues_of_others_stay_untouched(self) -> None:
        if hasattr(self, "forge"):
            assert [self.forge.get_issue(issue.number) for issue in self.theirs] == self.theirs

    def ours(self) -> list[Issue]:
        return [issue for issue in self.forge.list_issues(LABEL) if parse_marker(issue.body)]

    def _one_of_ours(self, data: st.DataObject) -> int:
        return data.draw(st.sampled_from([issue.number for issue in self.ours()]))

    def _one_paper(self, data: st.DataObject, *, least: int = 0, promises: int = 0) -> Paper:
        """One of the documents that have at least so many items, and so many different ones that are to be done."""
        able = [at for at, one in enumerate(self.papers) if len(one.items) >= least and one.promises >= promises]
        return self.papers[data.draw(st.sampled_from(able))]

    def _documents(self) -> list[Postmortem]:
        return [paper.read() for paper in self.papers]

    def _change(self, data: st.DataObject, how: Callable[[ActionItem], ActionItem]) -> ActionItem:
        paper = self._one_paper(data, least=1)
        at = data.draw(st.integers(0, len(paper.items) - 1))
        was = paper.items[at]
        paper.items[at] = how(was)
        return was


class Frugal(LocalForge):
    """A forge of which a look costs a request, as that of the others does."""

    capabilities = replace(LocalForge.capabilities, free_reads=False)


class FrugalConvergence(Convergence):
    """The same where statuses are only looked at for a reason."""

    forge_class = Frugal


LIVES = settings(max_examples=60, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck))
TestConvergence = Convergence.TestCase
TestConvergence.settings = LIVES
TestFrugalConvergence = FrugalConvergence.TestCase
TestFrugalConvergence.settings = LIVES
