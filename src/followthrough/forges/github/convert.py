"""GitHub's JSON as the nouns of `model`: every field is looked at, nothing is believed.

https://docs.github.com/en/rest/issues/issues describes the shapes.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from followthrough.forges.github.web import Web
from followthrough.forges.transport.fields import Fields
from followthrough.model import Account, ChangeRequest, CloseReason, Comment, Issue, IssueState, Thread

RUNNER = "github-actions[bot]"
"""Whoever writes with a workflow's own token."""
_GHOST = Account(login="ghost")
"""GitHub's own stand-in for accounts that were deleted."""
_VOUCHED = frozenset({"OWNER", "MEMBER", "COLLABORATOR"})
_REASONS: Mapping[str | None, CloseReason] = MappingProxyType(
    {"not_planned": CloseReason.NOT_PLANNED, "duplicate": CloseReason.DUPLICATE}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Converter:
    """Reads answers of one server, of which we are some account."""

    web: Web
    own_logins: Collection[str]
    """Ours, and those as trustworthy, in lower case."""
    nodes: dict[str, str] = field(default_factory=dict, repr=False, compare=False)
    """The number of each comment that was read → what GraphQL calls it."""

    def issue(self, raw: Fields) -> Issue:
        """An issue or a change request. Raises Malformed."""
        closed = raw.text("state") == "closed"
        closer = raw.fields_or_none("closed_by") if closed else None
        return Issue(
            number=raw.number("number"),
            url=self.web.url(raw, f"issues/{raw.number('number')}"),
            title=raw.text("title"),
            body=raw.text_or_none("body") or "",
            state=IssueState.CLOSED if closed else IssueState.OPEN,
            close_reason=_REASONS.get(raw.text_or_none("state_reason"), CloseReason.COMPLETED) if closed else None,
            closed_by=account(closer) if closer else None,
            labels=raw.names("labels", "name"),
            assignees=raw.names("assignees", "login"),
            author=self.author(raw),
            locked=raw.flag("locked"),
            is_change_request=raw.fields_or_none("pull_request") is not None,
            comment_count=raw.count("comments"),
            created_at=raw.moment("created_at"),
            updated_at=raw.moment("updated_at"),
            closed_at=raw.moment_or_none("closed_at") if closed else None,
        )

    def comment(self, raw: Fields, thread: Thread, *, folded: bool | None = None) -> Comment:
        """A comment; `folded` where it is known from elsewhere. Raises Malformed."""
        self._note(raw.number("id"), raw.text_or_none("node_id"))
        return Comment(
            id=str(raw.number("id")),
            thread=thread,
            url=self.web.url(raw, _place(thread, raw.number("id"))),
            body=raw.text_or_none("body") or "",
            author=self.author(raw),
            folded=is_minimized(raw) if folded is None else folded,
            created_at=raw.moment("created_at"),
            updated_at=raw.moment("updated_at"),
        )

    def graphql_comment(self, raw: Fields, thread: Thread) -> Comment:
        """The same comment as GraphQL tells it. Raises Malformed."""
        actor = raw.fields_or_none("author")
        self._note(raw.number("databaseId"), raw.text_or_none("id"))
        return Comment(
            id=str(raw.number("databaseId")),
            thread=thread,
            url=self.web.url(raw, _place(thread, raw.number("databaseId")), name="url"),
            body=raw.text("body"),
            author=self._vouched(graphql_account(actor), raw.text_or_none("authorAssociation")) if actor else _GHOST,
            folded=raw.flag("isMinimized"),
            created_at=raw.moment("createdAt"),
            updated_at=raw.moment("updatedAt"),
        )

    def _note(self, number: int, node: str | None) -> None:
        if node is not None:
            self.nodes[str(number)] = node

    def change_request(self, raw: Fields) -> ChangeRequest:
        """A pull request. Raises Malformed."""
        return ChangeRequest(
            number=raw.number("number"),
            url=self.web.url(raw, f"pull/{raw.number('number')}"),
            title=raw.text("title"),
            merged_at=raw.moment_or_none("merged_at"),
            locked=raw.flag("locked"),
        )

    def author(self, raw: Fields) -> Account:
        """Who wrote something, and whether GitHub vouches for them. Raises Malformed."""
        user = raw.fields_or_none("user")
        return self._vouched(account(user), raw.text_or_none("author_association")) if user else _GHOST

    def _vouched(self, author: Account, association: str | None) -> Account:
        return replace(author, trusted=association in _VOUCHED or author.login.casefold() in self.own_logins)


def account(raw: Fields, *, trusted: bool = False) -> Account:
    """An account. Raises Malformed."""
    return Account(login=raw.text("login"), is_bot=raw.text_or_none("type") == "Bot", trusted=trusted)


def graphql_account(raw: Fields) -> Account:
    """An account as GraphQL tells it, which leaves off the ending by which REST tells bots. Raises Malformed."""
    login, is_bot = raw.text("login"), raw.text("__typename") == "Bot"
    return Account(login=f"{login.removesuffix('[bot]')}[bot]" if is_bot else login, is_bot=is_bot)


def _place(thread: Thread, comment: int) -> str:
    kind = "pull" if thread.kind == "change_request" else "issues"
    return f"{kind}/{thread.number}#issuecomment-{comment}"


def is_minimized(raw: Fields) -> bool:
    """Whether a comment is hidden, as far as its JSON tells."""
    return raw.fields_or_none("minimized") is not None


def is_merged_into_default(raw: Fields) -> bool:
    """Whether a pull request is merged, and into the default branch. Raises Malformed."""
    base = raw.fields_or_none("base")
    repository = base.fields_or_none("repo") if base else None
    default = repository.text_or_none("default_branch") if repository else None
    is_default = base is None or default in (None, base.text("ref"))
    return raw.moment_or_none("merged_at") is not None and is_default
