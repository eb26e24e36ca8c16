"""Open an issue exactly once: look before, and where the answer is lost, look again and adopt what is there."""

from __future__ import annotations

from collections.abc import Callable

from followthrough.apply.asked import not_kept
from followthrough.apply.listing import Listing
from followthrough.apply.run import Run
from followthrough.errors import Ambiguous, ForgeError, RateLimited
from followthrough.model import Issue, IssueDraft
from followthrough.tracking.changes import OpenIssue
from followthrough.tracking.outcome import Done

Find = Callable[[Listing], int | None]


def open_issue(run: Run, change: OpenIssue) -> Done:
    """Open the issue of an item, unless another run has opened it meanwhile. Raises Ambiguous where nobody can tell."""
    key = (change.subject.postmortem, change.subject.item)
    issue, found = open_once(run, change.draft, lambda listing: listing.items.get(key))
    if found:
        return Done(change=change, issue=issue, remark="it had been opened meanwhile")
    remarks = (not_kept(change.draft, issue), _linked(run, issue, change.draft.relates_to))
    return Done(change=change, issue=issue, remark="; ".join(filter(None, remarks)) or None)


def _linked(run: Run, issue: Issue, ticket: str | None) -> str | None:
    """Link a new issue to what its incident is tracked as; why not, in words, since the issue is open all the same."""
    if ticket is None:
        return None
    try:
        run.forge.relate(issue.number, ticket)
    except RateLimited as error:
        run.met(error)
        return f"not linked to {ticket}: {error.message}"
    except ForgeError as error:  # not even a refusal of access: links may be what the token or the tier lacks
        return f"not linked to {ticket}: {error.message}"
    return None


def open_once(run: Run, draft: IssueDraft, find: Find) -> tuple[Issue, bool]:
    """The issue, and whether it was there before. Raises Ambiguous where nobody can tell."""
    known = find(run.settled_listing())
    if known is not None:
        run.has_company = True
        return run.listing().issues[known], True
    try:
        issue = run.forge.open_issue(draft)
    except Ambiguous as lost:
        return _found_after(run, find, lost), False
    run.saw(issue)
    return issue, False


def _found_after(run: Run, find: Find, lost: Ambiguous) -> Issue:
    try:
        run.look_again()
    except ForgeError as error:
        run.met(error)
        raise lost from error
    number = find(run.listing())
    if number is None:
        raise lost
    return run.listing().issues[number]
