"""One project's state, and the ways it changes; who may change it is asked elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from tests.simulators.gitlab.records import (
    ISSUE,
    MERGE_REQUEST,
    Issue,
    Label,
    MergeRequest,
    Note,
    Ran,
    Reference,
    Role,
    StateEvent,
)

DEFAULT_COLOR = "#6699cc"
Noteable = Issue | MergeRequest


def stamp(instant: datetime) -> datetime:
    """The instant as GitLab keeps it, to the millisecond."""
    return instant.replace(microsecond=instant.microsecond // 1000 * 1000)


@dataclass(slots=True, kw_only=True)
class Project:
    """Issues, merge requests, notes, labels and members; `next_id` and `now` are the forge's own."""

    id: int
    path: str
    """The full one: `group/subgroup/name`."""
    next_id: Callable[[], int]
    now: Callable[[], datetime]
    visibility: str = "private"
    issues_access_level: str = "enabled"
    archived: bool = False
    default_branch: str = "main"
    created_at: datetime
    labels: dict[str, Label] = field(default_factory=dict)
    group_labels: dict[str, Label] = field(default_factory=dict)
    """Shared with all projects of the group."""
    issues: dict[int, Issue] = field(default_factory=dict)
    merge_requests: dict[int, MergeRequest] = field(default_factory=dict)
    notes: dict[int, Note] = field(default_factory=dict)
    events: list[StateEvent] = field(default_factory=list)
    members: dict[str, Role] = field(default_factory=dict)
    commits: dict[str, list[int]] = field(default_factory=dict)
    """Which merge requests brought a commit."""
    ran: list[Ran] = field(default_factory=list)
    """Every quick action that was found in a text, in the order in which they were obeyed or not."""
    references: list[Reference] = field(default_factory=list)
    """Every person, issue or merge request that a text named."""
    lag: timedelta = timedelta()
    """How far lists of issues and notes lie behind; what is asked for by its number never does."""
    _threads: dict[tuple[str, int], list[int]] = field(default_factory=dict)
    _history: dict[int, list[tuple[datetime, Issue | None]]] = field(default_factory=dict)
    _next_issue: int = 1
    _next_merge_request: int = 1

    @property
    def has_issues(self) -> bool:
        """Whether anybody can see its issues."""
        return self.issues_access_level != "disabled"

    @property
    def public(self) -> bool:
        """Whether strangers see it."""
        return self.visibility != "private"

    def role(self, username: str | None) -> Role:
        """What somebody may do here by being a member."""
        return Role.NONE if username is None else self.members.get(username.lower(), Role.NONE)

    def reads(self, username: str | None) -> bool:
        """Whether somebody can see the project at all."""
        return self.public or self.role(username) > Role.NONE

    def listed(self) -> tuple[Issue, ...]:
        """The issues as a list shows them, which may lie behind."""
        if not self.lag:
            return tuple(self.issues.values())
        horizon = self.now() - self.lag
        past = (
            next((issue for at, issue in reversed(versions) if at <= horizon), None)
            for versions in self._history.values()
        )
        return tuple(issue for issue in past if issue is not None)

    def known_labels(self) -> tuple[Label, ...]:
        """All labels that an issue here can bear, those of the group among them, by name."""
        return tuple(sorted({**self.group_labels, **self.labels}.values(), key=lambda label: label.name.lower()))

    def find_label(self, name: str) -> Label | None:
        """The label of exactly that name, here or in the group."""
        return self.labels.get(name) or self.group_labels.get(name)

    def label(self, name: str, *, color: str = DEFAULT_COLOR, description: str | None = None) -> Label:
        """The label of that name; made where it is missing."""
        found = self.find_label(name)
        if found is None:
            found = self.labels[name] = Label(id=self.next_id(), name=name, color=color, description=description)
        return found

    def open(self, author: str, title: str, description: str | None = None) -> Issue:
        """Open an issue under the next number."""
        now = stamp(self.now())
        issue = Issue(
            id=self.next_id(),
            iid=self._next_issue,
            title=title,
            description=description,
            author=author,
            created_at=now,
            updated_at=now,
        )
        self._next_issue += 1
        self._keep(issue)
        return issue

    def change(self, iid: int, changed: Callable[[Issue], Issue]) -> Issue:
        """Put the changed issue in the place of the old; one that is equal is no change."""
        before = self.issues[iid]
        after = changed(before)
        if after != before:
            for name in after.labels:
                self.label(name)
            after = replace(after, updated_at=stamp(self.now()))
            self._keep(after)
        return after

    def close(self, iid: int, user: str, *, commit: str | None = None) -> Issue:
        """Close an issue; one that is closed stays as it is."""
        if self.issues[iid].state == "closed":
            return self.issues[iid]
        now = stamp(self.now())
        self.events.append(StateEvent(id=self.next_id(), iid=iid, user=user, state="closed", at=now, commit=commit))
        return self.change(iid, lambda it: replace(it, state="closed", closed_at=now, closed_by=user))

    def reopen(self, iid: int, user: str) -> Issue:
        """Open an issue again; one that is open stays as it is."""
        if self.issues[iid].state == "opened":
            return self.issues[iid]
        event = StateEvent(id=self.next_id(), iid=iid, user=user, state="reopened", at=stamp(self.now()))
        self.events.append(event)
        return self.change(iid, lambda it: replace(it, state="opened", closed_at=None, closed_by=None))

    def remove(self, iid: int) -> Issue:
        """Take an issue away with its notes; its number is never given again."""
        for note in self.notes_on(ISSUE, iid):
            self.remove_note(note.id)
        self._history.setdefault(iid, []).append((self.now(), None))
        return self.issues.pop(iid)

    def propose(self, author: str, title: str, *, source: str, target: str, sha: str) -> MergeRequest:
        """Open a merge request under the next number."""
        now = stamp(self.now())
        request = MergeRequest(
            id=self.next_id(),
            iid=self._next_merge_request,
            title=title,
            description=None,
            author=author,
            source_branch=source,
            target_branch=target,
            sha=sha,
            created_at=now,
            updated_at=now,
        )
        self._next_merge_request += 1
        self.merge_requests[request.iid] = request
        self.commits.setdefault(sha, []).append(request.iid)
        return request

    def change_merge_request(self, iid: int, changed: Callable[[MergeRequest], MergeRequest]) -> MergeRequest:
        """Put the changed merge request in the place of the old."""
        before = self.merge_requests[iid]
        after = changed(before)
        if after != before:
            self.merge_requests[iid] = after = replace(after, updated_at=stamp(self.now()))
        return after

    def noteable(self, kind: str, iid: int) -> Noteable | None:
        """What notes stand on; None where there is nothing of that number."""
        return self.issues.get(iid) if kind == ISSUE else self.merge_requests.get(iid)

    def notes_on(self, kind: str, iid: int) -> tuple[Note, ...]:
        """All notes of an issue or merge request, system notes among them, oldest first."""
        return tuple(self.notes[identity] for identity in self._threads.get((kind, iid), ()))

    def notes_listed(self, kind: str, iid: int) -> tuple[Note, ...]:
        """The same as a list shows them, which may lie behind."""
        horizon = self.now() - self.lag
        return tuple(note for note in self.notes_on(kind, iid) if note.created_at <= horizon)

    def note(
        self, kind: str, iid: int, author: str, body: str, *, system: bool = False, internal: bool = False
    ) -> Note:
        """Add a note, which touches what it stands on."""
        now = stamp(self.now())
        note = Note(
            id=self.next_id(),
            kind=kind,
            iid=iid,
            author=author,
            body=body,
            system=system,
            internal=internal,
            created_at=now,
            updated_at=now,
        )
        self.notes[note.id] = note
        self._threads.setdefault((kind, iid), []).append(note.id)
        if kind == MERGE_REQUEST:
            self.merge_requests[iid] = replace(self.merge_requests[iid], updated_at=now)
        else:
            self._keep(replace(self.issues[iid], updated_at=now))
        return note

    def change_note(self, identity: int, body: str) -> Note:
        """Put another text in the place of the old."""
        before = self.notes[identity]
        if body != before.body:
            self.notes[identity] = replace(before, body=body, updated_at=stamp(self.now()))
        return self.notes[identity]

    def remove_note(self, identity: int) -> None:
        """Take a note away."""
        note = self.notes.pop(identity)
        self._threads[note.kind, note.iid].remove(identity)

    def admit(self, usernames: Iterable[str], role: Role = Role.DEVELOPER) -> None:
        """Make people members."""
        for username in usernames:
            self.members[username.lower()] = role

    def _keep(self, issue: Issue) -> None:
        self.issues[issue.iid] = issue
        self._history.setdefault(issue.iid, []).append((self.now(), issue))
