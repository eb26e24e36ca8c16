"""A repository and a forge in memory: documents, people and followthrough, with nothing between them but plans."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any, TypeAlias

from followthrough.model import (
    Account,
    ActionItem,
    ChangeRequest,
    Issue,
    IssueDraft,
    IssueEdit,
    IssueState,
    Postmortem,
    Thread,
)
from followthrough.tracking.changes import AnyChange, LinkIssue, OpenIssue, Plan, PostmortemPlan
from followthrough.tracking.facts import Facts, Limits
from followthrough.tracking.ledger import Ledger, ledger_after
from followthrough.tracking.matches import Matching
from followthrough.tracking.matching import Document, Scope, match
from followthrough.tracking.plan import plan
from followthrough.tracking.rules import TrackingRules
from followthrough.tracking.settling import settled

Value: TypeAlias = Any
"""Of whichever field is meant."""
ME = Account(login="followthrough[bot]", is_bot=True, trusted=True)
PERSON = Account(login="alice", name="Alice Smith", trusted=True)
STRANGER = Account(login="mallory")
RULES = TrackingRules()
TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
LIMITS = Limits(native_due=False, not_planned=True, confidential_issues=False, max_assignees=10)
PATH = "postmortems/checkout.md"


def item(title: str = "Alert on queue depth", **fields: Value) -> ActionItem:
    """An item of a document."""
    return replace(ActionItem(title=title), **fields)


def postmortem(*items: ActionItem | str, path: str = PATH, **fields: Value) -> Postmortem:
    """A document with these items, each on a line of its own."""
    made = [item(one) if isinstance(one, str) else one for one in items]
    lined = tuple(replace(one, line=10 + at, end_line=10 + at) for at, one in enumerate(made))
    bare = Postmortem(path=path, title="Checkout outage", severity="P1", date=date(2026, 11, 3), action_items=lined)
    return replace(bare, **fields)


@dataclass(kw_only=True)
class World:
    """Mutable: documents are merged, people act, and runs of followthrough follow each other."""

    rules: TrackingRules = RULES
    limits: Limits = LIMITS
    people: tuple[Account, ...] | None = (PERSON, Account(login="bob", name="Bob Jones"))
    today: date = TODAY
    documents: dict[str, Postmortem] = field(default_factory=dict)
    issues: dict[int, Issue] = field(default_factory=dict)
    ledgers: dict[str, Ledger] = field(default_factory=dict)
    comments: list[tuple[int, str]] = field(default_factory=list)
    change_requests: dict[str, ChangeRequest] = field(default_factory=dict)
    tickets: dict[str, int] = field(default_factory=dict)
    exists: set[str] = field(default_factory=set)
    """Paths that are in the repository and were not asked for."""
    next_number: int = 1

    def merge(self, *documents: Postmortem) -> World:
        """Documents come to the default branch, or change there."""
        self.documents |= {one.path: one for one in documents}
        return self

    def matching(self) -> Matching:
        """What a run finds."""
        names = {self.rules.labels.managed, *self.rules.labels.formerly}
        return match(
            [Document(postmortem=one, rules=self.rules) for one in self.documents.values()],
            [one for one in self.issues.values() if names & set(one.labels)],
            Scope(
                holds=lambda path: path not in self.exists,
                exists=lambda path: path in self.documents or path in self.exists,
            ),
            me=ME,
            ticket_numbers=self.tickets,
            default_rules=self.rules,
        )

    def plan(self, commit: str | None = "4f2c9e1d") -> Plan:
        """What a run would do, told no more than it asks for."""
        matching = self.matching()
        facts = Facts(
            limits=self.limits,
            today=self.today,
            ledgers={key: self.ledgers.get(key) for key in matching.wants.ledgers | matching.wants.quiet},
            threads={one.key: Thread(kind="change_request", number=900) for one in matching.postmortems},
            change_requests=self.change_requests,
            tickets={number: self.issues.get(number) for number in matching.wants.tickets},
            people=self.people if matching.wants.people or self.people is None else (),
            commit=commit,
            postmortem_url=lambda path, line: f"https://git.acme.example/shop/{path}#L{line}",
        )
        return plan(matching, facts)

    def sync(self) -> Plan:
        """A whole run."""
        planned = self.plan()
        for one in planned.postmortems:
            opened = {change.subject.item: self._carry_out(change) for change in one.changes}
            if one.ledger is not None:
                self.ledgers[one.key] = ledger_after(one.ledger, opened)
        return planned

    def only(self) -> Issue:
        """The one issue there is."""
        (issue,) = self.issues.values()
        return issue

    def person(self, number: int, **fields: Value) -> Issue:
        """A person changes an issue as they please."""
        if fields.get("state") is IssueState.CLOSED:
            fields = {"closed_by": PERSON, "closed_at": NOW, **fields}
        if fields.get("state") is IssueState.OPEN:
            fields = {"closed_by": None, "closed_at": None, "close_reason": None, **fields}
        changed = replace(self.issues[number], **fields)
        self.issues[number] = changed
        return changed

    def open(self, draft: IssueDraft, author: Account = ME) -> Issue:
        """An issue is opened, by followthrough or by hand."""
        issue = Issue(
            number=self.next_number,
            url=f"https://git.acme.example/shop/issues/{self.next_number}",
            title=draft.title,
            body=draft.body,
            labels=draft.labels,
            assignees=draft.assignees,
            due=draft.due,
            confidential=draft.confidential,
            author=author,
            created_at=NOW,
            updated_at=NOW,
        )
        self.next_number += 1
        self.issues[issue.number] = issue
        return issue

    def _carry_out(self, change: AnyChange) -> int:
        if isinstance(change, OpenIssue):
            issue = self.open(change.draft)
        else:
            if not isinstance(change, LinkIssue) and (comment := getattr(change, "comment", "")):
                self.comments.append((change.issue.number, comment))
            issue = self._edit(change.issue.number, change.edit)
        correction = settled(change, issue)
        if correction is not None:
            self._edit(issue.number, correction)
        return issue.number

    def _edit(self, number: int, edit: IssueEdit) -> Issue:
        issue = self.issues[number]
        removed, unassigned = set(edit.remove_labels), set(edit.remove_assignees)
        state = edit.state or issue.state
        is_closing = edit.state is IssueState.CLOSED
        self.issues[number] = replace(
            issue,
            title=edit.title if edit.title is not None else issue.title,
            body=edit.body if edit.body is not None else issue.body,
            labels=(*(one for one in issue.labels if one not in removed), *edit.add_labels),
            assignees=(*(one for one in issue.assignees if one not in unassigned), *edit.add_assignees),
            due=None if edit.clear_due else edit.due or issue.due,
            state=state,
            close_reason=edit.close_reason if is_closing else issue.close_reason if edit.state is None else None,
            closed_by=ME if is_closing else issue.closed_by if edit.state is None else None,
        )
        return self.issues[number]


def tracked(*items: ActionItem | str, **fields: Value) -> World:
    """A world in which one document was merged and synced."""
    world = World()
    world.merge(postmortem(*items, **fields))
    world.sync()
    return world


def kinds(changes: Plan | PostmortemPlan | Sequence[AnyChange]) -> list[str]:
    """The names of changes, in order."""
    listed = changes if isinstance(changes, Sequence) else changes.changes
    return [type(one).__name__ for one in listed]


def ledger_kinds(ledger: Ledger) -> Mapping[str, str]:
    """Title → how the item is tracked."""
    return {one.title: one.kind.value for one in ledger.entries}
