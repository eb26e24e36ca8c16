"""Which issues a list is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from tests.simulators.gitlab.parameters import Parameters
from tests.simulators.gitlab.records import Issue
from tests.simulators.gitlab.world import World

_NONE, _ANY = "none", "any"


def wanted(world: World, issue: Issue, asked: Parameters) -> bool:
    """Whether a query asks for an issue. Raises Refused: 400 where the query makes no sense."""
    return all(_conditions(world, issue, asked))


def _conditions(world: World, issue: Issue, asked: Parameters) -> Iterator[bool]:
    yield asked.choice("state", ("opened", "closed", "all"), "all") in ("all", issue.state)
    yield _labelled(issue, asked.names("labels"))
    unwanted = asked.names("not[labels]")
    yield not unwanted or not set(unwanted) <= set(issue.labels)
    iids = asked.integers("iids")
    yield not iids or issue.iid in iids
    confidential = asked.boolean("confidential")
    yield confidential is None or confidential == issue.confidential
    yield _people(world, issue, asked)
    yield _between(issue.updated_at, asked.instant("updated_after"), asked.instant("updated_before"))
    yield _between(issue.created_at, asked.instant("created_after"), asked.instant("created_before"))
    search = (asked.text("search") or "").lower()
    places = (asked.text("in") or "title,description").split(",")
    yield any(search in str(getattr(issue, place, None) or "").lower() for place in places)


def _labelled(issue: Issue, labels: tuple[str, ...] | None) -> bool:
    match tuple(label.lower() for label in labels or ()):
        case (word,) if word == _NONE:
            return not issue.labels
        case (word,) if word == _ANY:
            return bool(issue.labels)
        case _:
            return set(labels or ()) <= set(issue.labels)


def _people(world: World, issue: Issue, asked: Parameters) -> bool:
    author, identity = asked.text("author_username"), asked.integer("author_id")
    assignees = {one.lower() for one in asked.names("assignee_username") or ()}
    return (
        (author is None or author.lower() == issue.author.lower())
        and identity in (None, world.account(issue.author).id)
        and assignees <= {one.lower() for one in issue.assignees}
        and _assigned(world, issue, (asked.text("assignee_id") or "").lower())
    )


def _assigned(world: World, issue: Issue, who: str) -> bool:
    if who in (_NONE, _ANY):
        return bool(issue.assignees) == (who == _ANY)
    return not who or who in {str(world.account(one).id) for one in issue.assignees}


def _between(instant: datetime, after: datetime | None, before: datetime | None) -> bool:
    return (after is None or instant >= after) and (before is None or instant <= before)
