"""GitLab's JSON as the nouns of `model`: every field is looked at, nothing is believed.

https://docs.gitlab.com/api/issues/, notes/ and merge_requests/ describe the shapes. Whether an author is to be trusted
no answer says; see `people`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from urllib.parse import urlsplit

from followthrough.forges.transport.exchange import Malformed
from followthrough.forges.transport.fields import Fields
from followthrough.model import Account, ChangeRequest, CloseReason, Comment, Issue, IssueState, Thread

_GHOST = Account(login="ghost")
"""GitLab's own stand-in for accounts that were deleted."""
_BOT = re.compile(r"(?:project|group)_\d+_bot(?:_\w+)?|service_account\w*", re.ASCII)
"""Whom access tokens of projects and groups, and service accounts, act as."""
_PAGE = re.compile(r"/[^?#\s]*/(?:issues|work_items|merge_requests)/[1-9]\d*", re.ASCII)
_PLACES = {"issue": "issues", "change_request": "merge_requests"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Converter:
    """Reads answers of one server about one project."""

    web_url: str
    """Where people look at it, to the root; addresses in answers lie below."""
    project: str
    """Its path, or its number."""
    ids: dict[str, int] = field(default_factory=dict)
    """Username in lower case → number, of everybody who was ever read of."""

    def issue(self, raw: Fields) -> Issue:
        """An issue. Raises Malformed."""
        closed = raw.text("state") == "closed"
        closer = raw.fields_or_none("closed_by") if closed else None
        due = raw.text_or_none("due_date")
        return Issue(
            number=raw.number("iid"),
            url=self._url(raw, "issues"),
            title=raw.text("title"),
            body=raw.text_or_none("description") or "",
            state=IssueState.CLOSED if closed else IssueState.OPEN,
            close_reason=_reason(raw) if closed else None,
            closed_by=self.account(closer) if closer else None,
            labels=raw.names("labels", "name"),
            assignees=tuple(self.account(one).login for one in raw.each("assignees")),
            due=_day(due) if due else None,
            author=self._author(raw),
            confidential=raw.flag("confidential"),
            locked=is_locked(raw),
            comment_count=raw.count("user_notes_count"),
            created_at=raw.moment("created_at"),
            updated_at=_changed(raw),
            closed_at=raw.moment_or_none("closed_at") if closed else None,
        )

    def comment(self, raw: Fields, thread: Thread, project: str) -> Comment:
        """A note in a project of this path. Raises Malformed."""
        number = raw.number("id")
        return Comment(
            id=str(number),
            thread=thread,
            url=f"{self.web_url}/{project}/-/{place(thread)}#note_{number}",
            body=raw.text("body"),
            author=self._author(raw),
            created_at=raw.moment("created_at"),
            updated_at=_changed(raw),
        )

    def change_request(self, raw: Fields) -> ChangeRequest:
        """A merge request. Raises Malformed."""
        return ChangeRequest(
            number=raw.number("iid"),
            url=self._url(raw, "merge_requests"),
            title=raw.text("title"),
            merged_at=raw.moment_or_none("merged_at"),
            locked=is_locked(raw),
        )

    def account(self, raw: Fields) -> Account:
        """An account, whose number is kept in mind. Raises Malformed."""
        login = raw.text("username")
        number = raw.number_or_none("id")
        if number is not None:
            self.ids[login.casefold()] = number
        return Account(login=login, is_bot=raw.flag("bot") or _BOT.fullmatch(login) is not None)

    def _author(self, raw: Fields) -> Account:
        author = raw.fields_or_none("author")
        return self.account(author) if author else _GHOST

    def _url(self, raw: Fields, place: str) -> str:
        """Where people look at something: on the server that we ask, whatever host it takes itself for."""
        told = raw.text_or_none("web_url")
        if told is None:
            return f"{self.web_url}/{self.project}/-/{place}/{raw.number('iid')}"
        split = urlsplit(told)
        if split.scheme not in {"https", "http"} or not _PAGE.fullmatch(split.path):
            raise Malformed("web_url is no page of an issue or a merge request")
        root = urlsplit(self.web_url)
        return f"{root.scheme}://{root.netloc}{split.path}"


def place(thread: Thread) -> str:
    """Where a thread is, in its project: `issues/7`."""
    return f"{_PLACES[thread.kind]}/{thread.number}"


def is_moved(raw: Fields) -> bool:
    """Whether an issue is only what was left behind when it moved to another project."""
    return raw.number_or_none("moved_to_id") is not None


def is_merged_into(raw: Fields, branch: str | None) -> bool:
    """Whether a merge request is merged, and into this branch where both are told. Raises Malformed."""
    into = raw.text_or_none("target_branch")
    return raw.text("state") == "merged" and (branch is None or into in {None, branch})


def is_locked(raw: Fields) -> bool:
    """Whether an issue or merge request takes comments of members alone."""
    return raw.flag_or_none("discussion_locked") is True


def _reason(raw: Fields) -> CloseReason:
    links = raw.fields_or_none("_links")
    original = links.text_or_none("closed_as_duplicate_of") if links else None
    return CloseReason.DUPLICATE if original else CloseReason.COMPLETED


def _changed(raw: Fields) -> datetime:
    return raw.moment_or_none("updated_at") or raw.moment("created_at")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Malformed("due_date is no day") from None
