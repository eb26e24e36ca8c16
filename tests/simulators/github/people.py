"""What people do on GitHub's own pages while nobody's token is involved: they act on the state directly."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace

from tests.simulators.github.records import Comment, Departed, Issue, Pull
from tests.simulators.github.repository import Repository, stamp
from tests.simulators.github.world import World


class Person:
    """Somebody at work in one repository. No request is sent and nothing is logged."""

    def __init__(self, world: World, repository: Repository, login: str) -> None:
        self.login = login
        self._world = world
        self._at = repository

    def issue(self, number: int) -> Issue:
        """The issue as it is now. Raises KeyError where it is gone."""
        with self._world.lock:
            return self._at.issues[number]

    def open_issue(
        self, title: str, body: str | None = None, *, labels: Iterable[str] = (), assignees: Iterable[str] = ()
    ) -> int:
        """Open an issue and return its number."""
        with self._world.lock:
            return self._at.open(self.login, title, body, labels=labels, assignees=assignees).number

    def edit(self, number: int, *, title: str | None = None, body: str | None = None) -> None:
        """Rewrite title or body, whoever wrote them."""
        with self._world.lock:
            if title is not None:
                self._at.change(number, lambda it: replace(it, title=title))
            if body is not None:
                self._at.change(number, lambda it: replace(it, body=body))

    def relabel(self, number: int, *, add: Iterable[str] = (), remove: Iterable[str] = ()) -> None:
        """Set and take off labels."""
        gone = {name.lower() for name in remove}
        with self._world.lock:
            labels = tuple(label for label in self._at.issues[number].labels if label.lower() not in gone)
            self._at.change(number, lambda it: replace(it, labels=(*labels, *add)))

    def reassign(self, number: int, *, add: Iterable[str] = (), remove: Iterable[str] = ()) -> None:
        """Assign and unassign people."""
        gone = set(remove)
        with self._world.lock:
            kept = [login for login in self._at.issues[number].assignees if login not in gone]
            self._at.change(number, lambda it: replace(it, assignees=tuple(dict.fromkeys((*kept, *add)))))

    def close(self, number: int, reason: str = "completed", *, commit: str | None = None) -> None:
        """Close an issue as `completed`, `not_planned` or `duplicate`; by hand, or with a commit that says so."""
        with self._world.lock:
            self._at.close(number, self.login, reason, commit=commit)

    def reopen(self, number: int) -> None:
        """Open an issue again."""
        with self._world.lock:
            self._at.reopen(number)

    def lock(self, number: int, reason: str | None = None) -> None:
        """Let nobody without write access comment any more."""
        with self._world.lock:
            self._at.change(number, lambda it: replace(it, locked=True, lock_reason=reason))

    def delete(self, number: int) -> None:
        """Delete an issue for good."""
        with self._world.lock:
            self._at.remove(number, Departed())

    def transfer(self, number: int, target: str = "acme/attic") -> int:
        """Move an issue, with its labels and comments, to another repository; return its number there."""
        with self._world.lock:
            other = self._world.repository(target)
            here = self._at.issues[number]
            comments = self._at.comments_on(number)
            there = other.open(here.author, here.title, here.body, labels=here.labels)
            for comment in comments:
                other.comment(there.number, comment.author, comment.body)
            self._at.remove(number, Departed(repository_id=other.id, number=there.number))
            return there.number

    def comment(self, number: int, body: str) -> Comment:
        """Say something."""
        with self._world.lock:
            return self._at.comment(number, self.login, body)

    def edit_comment(self, identity: int, body: str) -> None:
        """Rewrite a comment, whoever wrote it."""
        with self._world.lock:
            self._at.change_comment(identity, lambda it: replace(it, body=body))

    def delete_comment(self, identity: int) -> None:
        """Delete a comment."""
        with self._world.lock:
            self._at.remove_comment(identity)

    def minimize_comment(self, identity: int, reason: str = "outdated") -> None:
        """Hide a comment."""
        with self._world.lock:
            self._at.change_comment(identity, lambda it: replace(it, minimized=reason))

    def open_pull_request(
        self, title: str, *, head: str = "postmortem", base: str | None = None, files: Iterable[str] = ()
    ) -> int:
        """Propose a change and return its number."""
        with self._world.lock:
            at = self._at
            commit = hashlib.sha1(f"{at.full_name} {self._world.next_id()}".encode(), usedforsecurity=False).hexdigest()
            pull = Pull(head=head, base=base or at.default_branch, commit=commit, files=tuple(files))
            return at.open(self.login, title, None, pull=pull).number

    def merge(self, number: int, *, commit: str | None = None) -> str:
        """Merge a pull request, as the given commit where one is given, and return the commit."""
        with self._world.lock:
            pull = self._at.issues[number].pull
            assert pull is not None, f"#{number} is no pull request"
            merged = replace(
                pull,
                commit=commit or pull.commit,
                merged_at=stamp(self._world.now()),
                merged_by=self.login,
            )
            self._at.change(number, lambda it: replace(it, pull=merged))
            self._at.close(number, self.login)
            self._at.change(number, lambda it: replace(it, state_reason=None))
            self._at.commits.setdefault(merged.commit, []).append(number)
            return merged.commit
