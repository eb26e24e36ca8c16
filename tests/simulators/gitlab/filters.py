"""Which issues a list is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from tests.simulators.gitlab.parameters import Parameters
from tests.simulators.gitlab.records import Issue
from tests.simulators.gitlab.world import World

_NONE, _ANY = "none", "any"
Span = tuple[datetime | None, datetime | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """The conditions of a query, all of which an issue has to meet."""

    state: str
    labels: tuple[str, ...]
    unwanted_labels: tuple[str, ...]
    iids: tuple[int, ...]
    confidential: bool | None
    author: str
    author_id: int | None
    assignees: tuple[str, ...]
    assignee_id: str
    updated: Span
    created: Span
    search: str
    search_in: tuple[str, ...]

    @classmethod
    def of(cls, asked: Parameters) -> Self:
        """What a query asks for. Raises Refused: 400 where it makes no sense."""
        return cls(
            state=asked.choice("state", ("opened", "closed", "all"), "all"),
            labels=asked.names("labels") or (),
            unwanted_labels=asked.names("not[labels]") or (),
            iids=asked.integers("iids") or (),
            confidential=asked.boolean("confidential"),
            author=(asked.text("author_username") or "").lower(),
            author_id=asked.integer("author_id"),
            assignees=asked.names("assignee_username") or (),
            assignee_id=(asked.text("assignee_id") or "").lower(),
            updated=(asked.instant("updated_after"), asked.instant("updated_before")),
            created=(asked.instant("created_after"), asked.instant("created_before")),
            search=(asked.text("search") or "").lower(),
            search_in=asked.names("in") or ("title", "description"),
        )

    def meets(self, world: World, issue: Issue) -> bool:
        """Whether an issue meets them all."""
        return all(self._conditions(world, issue))

    def _conditions(self, world: World, issue: Issue) -> Iterator[bool]:
        yield self.state in ("all", issue.state)
        yield _labelled(issue, self.labels)
        yield not self.unwanted_labels or not set(self.unwanted_labels) <= set(issue.labels)
        yield not self.iids or issue.iid in self.iids
        yield self.confidential in (None, issue.confidential)
        yield self.author in ("", issue.author.lower())
        yield self.author_id in (None, world.account(issue.author).id)
        yield {one.lower() for one in self.assignees} <= {one.lower() for one in issue.assignees}
        yield _assigned(world, issue, self.assignee_id)
        yield _between(issue.updated_at, self.updated)
        yield _between(issue.created_at, self.created)
        texts = {"title": issue.title, "description": issue.description or ""}
        yield any(self.search in texts.get(place, "").lower() for place in self.search_in)


def _labelled(issue: Issue, labels: tuple[str, ...]) -> bool:
    match tuple(label.lower() for label in labels):
        case (word,) if word in (_NONE, _ANY):
            return bool(issue.labels) == (word == _ANY)
        case _:
            return set(labels) <= set(issue.labels)


def _assigned(world: World, issue: Issue, who: str) -> bool:
    if who in (_NONE, _ANY):
        return bool(issue.assignees) == (who == _ANY)
    return not who or who in {str(world.account(one).id) for one in issue.assignees}


def _between(instant: datetime, span: Span) -> bool:
    after, before = span
    return (after is None or instant >= after) and (before is None or instant <= before)
