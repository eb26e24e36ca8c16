"""One repository's state, and the ways it changes; who may change it is asked elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from tests.simulators.github.records import (
    OUTSIDER,
    Closing,
    Comment,
    Departed,
    Issue,
    Label,
    Membership,
    Pull,
    Role,
)

DEFAULT_COLOR = "ededed"


def stamp(instant: datetime) -> datetime:
    """The instant as GitHub keeps it, to the second."""
    return instant.replace(microsecond=0)


@dataclass(slots=True, kw_only=True)
class Repository:
    """Issues, comments, labels and members; `next_id` and `now` are the forge's own."""

    id: int
    owner: str
    name: str
    next_id: Callable[[], int]
    now: Callable[[], datetime]
    private: bool = False
    has_issues: bool = True
    archived: bool = False
    default_branch: str = "main"
    created_at: datetime
    labels: dict[str, Label] = field(default_factory=dict)
    """By their name in lower case: GitHub's labels know no case."""
    issues: dict[int, Issue] = field(default_factory=dict)
    comments: dict[int, Comment] = field(default_factory=dict)
    closings: list[Closing] = field(default_factory=list)
    departed: dict[int, Departed] = field(default_factory=dict)
    members: dict[str, Membership] = field(default_factory=dict)
    commits: dict[str, list[int]] = field(default_factory=dict)
    """Which pull requests a commit belongs to."""
    lag: timedelta = timedelta()
    """How far lists lie behind; what is asked for by its number never does."""
    numbered_issue_pages: bool = False
    """Whether the list of issues has numbered pages with a last one, as on older servers, instead of cursors."""
    _threads: dict[int, list[int]] = field(default_factory=dict)
    """Which comments stand on which issue."""
    _history: dict[int, list[tuple[datetime, Issue | None]]] = field(default_factory=dict)
    _next_number: int = 1

    @property
    def full_name(self) -> str:
        """`owner/name`."""
        return f"{self.owner}/{self.name}"

    def membership(self, login: str) -> Membership:
        """What an account is to the repository; anybody may read a public one."""
        known = self.members.get(login.lower())
        return known or (OUTSIDER if self.private else replace(OUTSIDER, role=Role.READ))

    def admit(self, login: str, role: Role = Role.WRITE, association: str = "COLLABORATOR") -> None:
        """Make somebody a member, who can then be assigned."""
        self.members[login.lower()] = Membership(role=role, association=association)

    def listed(self) -> tuple[Issue, ...]:
        """Issues and pull requests as a list shows them, which may lie behind."""
        if not self.lag:
            return tuple(self.issues.values())
        horizon = self.now() - self.lag
        past = (
            next((issue for at, issue in reversed(versions) if at <= horizon), None)
            for versions in self._history.values()
        )
        return tuple(issue for issue in past if issue is not None)

    def comments_on(self, number: int) -> tuple[Comment, ...]:
        """All comments of an issue, oldest first."""
        return tuple(self.comments[identity] for identity in self._threads.get(number, ()))

    def label(self, name: str, *, color: str = DEFAULT_COLOR, description: str | None = None) -> Label:
        """The label of that name in any case; made where it is missing."""
        made = Label(id=self.next_id(), name=name, color=color, description=description)
        return self.labels.setdefault(name.lower(), made)

    def open(  # an issue has so many sides
        self,
        author: str,
        title: str,
        body: str | None = None,
        *,
        labels: Iterable[str] = (),
        assignees: Iterable[str] = (),
        pull: Pull | None = None,
    ) -> Issue:
        """Open an issue or a pull request under the next number."""
        now = stamp(self.now())
        issue = Issue(
            id=self.next_id(),
            number=self._next_number,
            title=title,
            body=body,
            author=author,
            labels=self._named(labels),
            assignees=tuple(dict.fromkeys(assignees)),
            created_at=now,
            updated_at=now,
            pull=pull,
        )
        self._next_number += 1
        self._keep(issue)
        return issue

    def change(self, number: int, changed: Callable[[Issue], Issue]) -> Issue:
        """Put the changed issue in the place of the old; one that is equal is no change."""
        before = self.issues[number]
        after = changed(before)
        if after == before:
            return before
        after = replace(after, labels=self._named(after.labels), updated_at=stamp(self.now()))
        self._keep(after)
        return after

    def close(self, number: int, actor: str, reason: str = "completed", *, commit: str | None = None) -> Issue:
        """Close an issue; where it is closed already, only the reason changes."""
        if self.issues[number].state == "closed":
            return self.change(number, lambda issue: replace(issue, state_reason=reason))
        now = stamp(self.now())
        self.closings.append(Closing(id=self.next_id(), number=number, actor=actor, at=now, by_commit=commit))
        return self.change(
            number,
            lambda issue: replace(issue, state="closed", state_reason=reason, closed_at=now, closed_by=actor),
        )

    def reopen(self, number: int) -> Issue:
        """Open an issue again."""
        if self.issues[number].state == "open":
            return self.issues[number]
        return self.change(
            number,
            lambda issue: replace(issue, state="open", state_reason="reopened", closed_at=None, closed_by=None),
        )

    def comment(self, number: int, author: str, body: str) -> Comment:
        """Add a comment, which touches the issue."""
        now = stamp(self.now())
        comment = Comment(id=self.next_id(), number=number, author=author, body=body, created_at=now, updated_at=now)
        self.comments[comment.id] = comment
        self._threads.setdefault(number, []).append(comment.id)
        self._keep(replace(self.issues[number], updated_at=now))
        return comment

    def change_comment(self, identity: int, changed: Callable[[Comment], Comment]) -> Comment:
        """Put the changed comment in the place of the old."""
        before = self.comments[identity]
        after = changed(before)
        if after.body != before.body:
            after = replace(after, updated_at=stamp(self.now()))
        self.comments[identity] = after
        return after

    def remove_comment(self, identity: int) -> None:
        """Take a comment away."""
        self._threads[self.comments.pop(identity).number].remove(identity)

    def remove(self, number: int, departed: Departed) -> Issue:
        """Take an issue away with its comments; its number is never given again."""
        self.departed[number] = departed
        for comment in self.comments_on(number):
            self.remove_comment(comment.id)
        self._history.setdefault(number, []).append((self.now(), None))
        return self.issues.pop(number)

    def _named(self, names: Iterable[str]) -> tuple[str, ...]:
        """The labels' true names, each made where it is missing."""
        return tuple(dict.fromkeys(self.label(name).name for name in names))

    def _keep(self, issue: Issue) -> None:
        self.issues[issue.number] = issue
        self._history.setdefault(issue.number, []).append((self.now(), issue))
