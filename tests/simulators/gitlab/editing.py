"""Changes to one issue or merge request by somebody, with the system notes that they leave behind."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from tests.simulators.gitlab.project import Noteable, Project
from tests.simulators.gitlab.records import ISSUE, Issue, MergeRequest
from tests.simulators.gitlab.references import record_references
from tests.simulators.gitlab.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class Editing:
    """Somebody's hand on an issue or merge request."""

    world: World
    project: Project
    actor: str
    kind: str
    iid: int

    @property
    def it(self) -> Noteable:
        """The issue or merge request as it is now."""
        found = self.project.noteable(self.kind, self.iid)
        assert found is not None
        return found

    @property
    def issue(self) -> Issue | None:
        """The issue; None where it is a merge request."""
        return self.it if isinstance(self.it, Issue) else None

    @property
    def place(self) -> str:
        """`#7` or `!3`."""
        return f"{'#' if self.kind == ISSUE else '!'}{self.iid}"

    @property
    def _word(self) -> str:
        return "issue" if self.kind == ISSUE else "merge request"

    def say(self, text: str) -> None:
        """Leave a system note."""
        self.project.note(self.kind, self.iid, self.actor, text, system=True)

    def retitle(self, title: str) -> None:
        """Give it another title."""
        if title != self.it.title:
            self.say(f"changed title from **{self.it.title}** to **{title}**")
            self._put(title=title)

    def describe(self, description: str | None) -> None:
        """Give it another description."""
        before = self.it.description
        if description == before:
            return
        self._put(description=description)
        self.say("changed the description")
        self.record(description or "", before=before or "")

    def relabel(self, *, add: Iterable[str] = (), remove: Iterable[str] = ()) -> None:
        """Set and take off labels; where labels have scopes, a new one drives out its siblings."""
        gone = set(remove)
        labels = [name for name in self.it.labels if name not in gone]
        for name in add:
            scope = scope_of(name) if self.world.paid else None
            if scope is not None:
                labels = [one for one in labels if scope_of(one) != scope]
            labels.append(name)
        self._put(labels=tuple(dict.fromkeys(labels)))

    def assign(self, usernames: Iterable[str]) -> None:
        """Let these and nobody else be assigned; the free tier keeps the first alone."""
        wanted = tuple(dict.fromkeys(usernames))
        if not self.world.paid:
            wanted = wanted[:1]
        before = self.it.assignees
        if wanted == before:
            return
        self._put(assignees=wanted)
        came = [f"@{one}" for one in wanted if one not in before]
        left = [f"@{one}" for one in before if one not in wanted]
        said = [f"assigned to {' '.join(came)}"] if came else []
        said += [f"unassigned {' '.join(left)}"] if left else []
        self.say(" and ".join(said) or "changed the assignees")

    def set_due(self, due: date | None) -> None:
        """Set or take away the due date of an issue."""
        issue = self.issue
        if issue is not None and due != issue.due_date:
            text = f"{due or issue.due_date:%B %-d, %Y}"
            self._put(due_date=due)
            self.say(f"changed due date to {text}" if due else f"removed due date {text}")

    def set_confidential(self, *, confidential: bool) -> None:
        """Hide an issue from those who may not see everything, or show it again."""
        issue = self.issue
        if issue is not None and confidential != issue.confidential:
            self._put(confidential=confidential)
            self.say("made the issue confidential" if confidential else "made the issue visible to everyone")

    def lock(self, *, locked: bool) -> None:
        """Let only members speak, or everybody again."""
        if locked != bool(self.it.discussion_locked):
            self._put(discussion_locked=locked)
            self.say(f"{'locked' if locked else 'unlocked'} the discussion in this {self._word}")

    def close(self, *, commit: str | None = None) -> None:
        """Close it."""
        if self.kind == ISSUE:
            self.project.close(self.iid, self.actor, commit=commit)
        elif self.it.state == "opened":
            self._put(state="closed", closed_at=self.project.now(), closed_by=self.actor)

    def reopen(self) -> None:
        """Open it again; an issue whose discussion is locked stays closed, without a word."""
        if self.kind == ISSUE:
            if not self.it.discussion_locked:
                self.project.reopen(self.iid, self.actor)
        elif self.it.state == "closed":
            self._put(state="opened", closed_at=None, closed_by=None)

    def set_weight(self, weight: int | None) -> None:
        """Say how heavy an issue is."""
        if self.issue is not None:
            self._put(weight=weight)

    def record(self, text: str, *, before: str = "") -> None:
        """Note down whom and what a text newly names."""
        record_references(self.world, self.project, self.actor, (self.kind, self.iid), text, before)

    def _put(self, **fields: object) -> None:
        project = self.project
        if self.kind == ISSUE:
            project.change(self.iid, lambda it: _issue_with(it, fields))
        else:
            project.change_merge_request(self.iid, lambda it: _merge_request_with(it, fields))


def _issue_with(issue: Issue, fields: dict[str, object]) -> Issue:
    return replace(issue, **fields)  # type: ignore[arg-type]  # the names are those of this module


def _merge_request_with(request: MergeRequest, fields: dict[str, object]) -> MergeRequest:
    return replace(request, **fields)  # type: ignore[arg-type]  # the names are those of this module


def scope_of(label: str) -> str | None:
    """What stands before the last `::` of a label; None where it has no scope."""
    scope, mark, _ = label.rpartition("::")
    return scope if mark and scope else None
