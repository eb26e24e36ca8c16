"""What people do on GitLab's own pages while nobody's token is involved: they act on the state directly."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from tests.simulators.gitlab.editing import Editing
from tests.simulators.gitlab.merging import merge, new_commit
from tests.simulators.gitlab.moving import move_issue
from tests.simulators.gitlab.project import Project
from tests.simulators.gitlab.records import ISSUE, MERGE_REQUEST, Issue, MergeRequest, Note
from tests.simulators.gitlab.world import World


class Person:
    """Somebody at work in one project. No request is sent, nothing is logged, and no quick action is looked for."""

    def __init__(self, world: World, project: Project, username: str) -> None:
        self.username = username
        self._world = world
        self._at = project

    def issue(self, iid: int) -> Issue:
        """The issue as it is now. Raises KeyError where it is gone."""
        with self._world.lock:
            return self._at.issues[iid]

    def merge_request(self, iid: int) -> MergeRequest:
        """The merge request as it is now."""
        with self._world.lock:
            return self._at.merge_requests[iid]

    def open_issue(  # an issue has so many sides
        self,
        title: str,
        description: str | None = None,
        *,
        labels: Iterable[str] = (),
        assignees: Iterable[str] = (),
        due: date | None = None,
        confidential: bool = False,
    ) -> int:
        """Open an issue and return its number."""
        with self._world.lock:
            iid = self._at.open(self.username, title, description).iid
            self._at.change(iid, lambda it: replace(it, labels=tuple(labels), assignees=tuple(assignees)))
            self._at.change(iid, lambda it: replace(it, due_date=due, confidential=confidential))
            return iid

    def edit(self, iid: int, *, title: str | None = None, description: str | None = None) -> None:
        """Rewrite title or description, whoever wrote them."""
        with self._world.lock:
            if title is not None:
                self._on(iid).retitle(title)
            if description is not None:
                self._on(iid).describe(description)

    def relabel(self, iid: int, *, add: Iterable[str] = (), remove: Iterable[str] = ()) -> None:
        """Set and take off labels."""
        with self._world.lock:
            self._on(iid).relabel(add=add, remove=remove)

    def reassign(self, iid: int, *, add: Iterable[str] = (), remove: Iterable[str] = ()) -> None:
        """Assign and unassign people."""
        gone = set(remove)
        with self._world.lock:
            kept = [username for username in self._at.issues[iid].assignees if username not in gone]
            self._on(iid).assign((*kept, *add))

    def set_due(self, iid: int, due: date | None) -> None:
        """Set or take away a due date."""
        with self._world.lock:
            self._on(iid).set_due(due)

    def hide(self, iid: int, *, confidential: bool = True) -> None:
        """Make an issue confidential, or show it again."""
        with self._world.lock:
            self._on(iid).set_confidential(confidential=confidential)

    def close(self, iid: int, *, commit: str | None = None) -> None:
        """Close an issue, by hand or with a commit that says so."""
        with self._world.lock:
            self._on(iid).close(commit=commit)

    def reopen(self, iid: int) -> None:
        """Open an issue again."""
        with self._world.lock:
            self._on(iid).reopen()

    def lock(self, iid: int, *, kind: str = ISSUE) -> None:
        """Let nobody but members speak any more."""
        with self._world.lock:
            self._on(iid, kind).lock(locked=True)

    def delete(self, iid: int) -> None:
        """Delete an issue for good."""
        with self._world.lock:
            self._at.remove(iid)

    def move(self, iid: int, target: str = "acme/attic") -> int:
        """Move an issue to another project and return its number there."""
        with self._world.lock:
            return move_issue(self._at, iid, self._world.project(target), self.username).iid

    def comment(self, iid: int, body: str, *, kind: str = ISSUE, internal: bool = False) -> Note:
        """Say something."""
        with self._world.lock:
            return self._at.note(kind, iid, self.username, body, internal=internal)

    def edit_note(self, identity: int, body: str) -> None:
        """Rewrite a note, whoever wrote it."""
        with self._world.lock:
            self._at.change_note(identity, body)

    def delete_note(self, identity: int) -> None:
        """Delete a note."""
        with self._world.lock:
            self._at.remove_note(identity)

    def open_merge_request(
        self,
        title: str,
        description: str | None = None,
        *,
        source: str = "postmortem",
        target: str | None = None,
        files: Iterable[str] = (),
    ) -> int:
        """Propose a change and return its number."""
        with self._world.lock:
            at = self._at
            request = at.propose(
                self.username, title, source=source, target=target or at.default_branch, sha=new_commit(at)
            )
            at.change_merge_request(request.iid, lambda it: replace(it, description=description, files=tuple(files)))
            return request.iid

    def merge(self, iid: int, *, commit: str | None = None, fast_forward: bool = False) -> str:
        """Merge a merge request, as the given commit where one is given, and return the commit."""
        with self._world.lock:
            merged = merge(self._at, iid, self.username, commit=commit, fast_forward=fast_forward)
            return merged.merge_commit_sha or merged.sha

    def push(self, commit: str) -> None:
        """Bring a commit to the default branch past any merge request."""
        with self._world.lock:
            self._at.commits.setdefault(commit, [])

    def _on(self, iid: int, kind: str = ISSUE) -> Editing:
        assert kind in (ISSUE, MERGE_REQUEST)
        return Editing(world=self._world, project=self._at, actor=self.username, kind=kind, iid=iid)
