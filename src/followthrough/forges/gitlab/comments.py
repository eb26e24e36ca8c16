"""Comments of issues and merge requests, which GitLab calls notes and keeps alike."""

from __future__ import annotations

from dataclasses import dataclass, replace

from followthrough.errors import AccessDenied, Ambiguous, ForgeError
from followthrough.forges.gitlab.answers import Forbidden
from followthrough.forges.gitlab.api import READ, WRITE, Api
from followthrough.forges.gitlab.convert import Converter, place
from followthrough.forges.transport.exchange import Effect, Request
from followthrough.forges.transport.fields import Fields
from followthrough.model import Comment, Thread


@dataclass(frozen=True, slots=True, kw_only=True)
class Notes:
    """The notes of one project."""

    api: Api
    converter: Converter
    project: str
    """Its path."""

    def of(self, thread: Thread) -> list[Comment]:
        """All notes of people, oldest first. Raises NotFound."""
        request = Request(
            method="GET",
            path=self.api.path(place(thread), "notes"),
            what=f"list the comments on {named(thread)}",
            needs=READ,
            subject=named(thread),
            query={"sort": "asc", "order_by": "created_at", "activity_filter": "only_comments"},
        )

        def read(raw: Fields) -> Comment | None:
            return None if raw.flag("system") else self.converter.comment(raw, thread, self.project)

        found = {comment.id: comment for comment in self.api.every(request, read) if comment}
        return sorted(found.values(), key=lambda comment: (comment.created_at, int(comment.id)))

    def post(self, thread: Thread, body: str) -> Comment:
        """Add a note. Raises ForgeError on a locked thread, Ambiguous where the answer was lost."""
        request = Request(
            method="POST",
            path=self.api.path(place(thread), "notes"),
            what=f"comment on {named(thread)}",
            needs=WRITE,
            subject=named(thread),
            effect=Effect.CREATE,
            body={"body": body},
        )
        try:
            return self._sent(request, thread, body)
        except Forbidden:
            if self._is_locked(thread):
                raise ForgeError(
                    f"{named(thread)} is locked: only members of the project comment there", hint="unlock it"
                ) from None
            raise

    def edit(self, comment: Comment, body: str) -> Comment:
        """Replace the text of a note; where the answer was lost, once more unless somebody else wrote meanwhile."""
        request = replace(
            self._one(comment), method="PUT", needs=WRITE, effect=Effect.SET, body={"body": body}, what=_what(comment)
        )
        try:
            return self._sent(request, comment.thread, body)
        except Ambiguous:
            now = self.api.one(self._one(comment), lambda raw: self._read(raw, comment.thread))
            if now.body == body:
                return now
            if now.body != comment.body:
                raise
            return self._sent(request, comment.thread, body)

    def _sent(self, request: Request, thread: Thread, body: str) -> Comment:
        """The note that a text became. Raises ForgeError where GitLab made something else of it."""
        comment = self.api.one(request, lambda raw: self._read(raw, thread) if raw.has("id") else _no_note(raw))
        if comment is None or _plain(comment.body) != _plain(body):
            became = "no comment" if comment is None else "another comment"
            raise ForgeError(f"GitLab made {became} of the text that it was sent on {named(thread)}")
        return comment

    def _read(self, raw: Fields, thread: Thread) -> Comment:
        return self.converter.comment(raw, thread, self.project)

    def _one(self, comment: Comment) -> Request:
        return Request(
            method="GET",
            path=self.api.path(place(comment.thread), "notes", comment.id),
            what=f"look at a comment on {named(comment.thread)}",
            needs=READ,
            subject=f"comment {comment.id} on {named(comment.thread)}",
        )

    def _is_locked(self, thread: Thread) -> bool:
        request = Request(
            method="GET",
            path=self.api.path(place(thread)),
            what=f"look at {named(thread)}",
            needs=READ,
            subject=named(thread),
        )
        try:
            return self.api.one(request, lambda raw: raw.flag_or_none("discussion_locked") is True)
        except AccessDenied:
            return False


def named(thread: Thread) -> str:
    """A thread as GitLab writes it: `#7`, `!7`."""
    return f"{'!' if thread.kind == 'change_request' else '#'}{thread.number}"


def _plain(text: str) -> str:
    """The text as GitLab may keep it: with other line ends, and without those at its end."""
    return text.replace("\r\n", "\n").rstrip()


def _what(comment: Comment) -> str:
    return f"edit a comment on {named(comment.thread)}"


def _no_note(raw: Fields) -> None:
    """What GitLab answers where it took the whole text for commands: what they changed, and no note."""
    raw.fields("commands_changes")
