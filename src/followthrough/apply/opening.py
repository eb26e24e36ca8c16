"""Open an issue exactly once: look before, and where the answer is lost, look again and adopt what is there."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from followthrough.apply.asked import not_kept
from followthrough.apply.listing import Listing
from followthrough.apply.run import Run
from followthrough.errors import AccessDenied, Ambiguous, ForgeError, RateLimited
from followthrough.model import Issue, IssueDraft, IssueEdit
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
    return _labelled(run, draft, issue), False


def _labelled(run: Run, draft: IssueDraft, issue: Issue) -> Issue:
    """A new issue with the label by which it is found again, which a forge may have left out for want of a permission.

    Where it cannot be set no further issue is opened: it would be opened anew each time.
    """
    wanted = [name for name in draft.labels if _is_among(name, run.labels)]
    if not wanted or any(_is_among(name, issue.labels) for name in wanted):
        return issue
    try:
        issue = run.forge.edit_issue(issue.number, IssueEdit(add_labels=draft.labels))
    except RateLimited as error:
        run.met(error)
        return issue
    except ForgeError:
        run.open_no_more(_unlabelled(issue, wanted))
        return issue
    run.saw(issue)
    if not any(_is_among(name, issue.labels) for name in wanted):
        run.open_no_more(_unlabelled(issue, wanted))
    return issue


def _unlabelled(issue: Issue, wanted: Sequence[str]) -> AccessDenied:
    label = ", ".join(wanted)
    return AccessDenied(
        f"#{issue.number} did not get the label {label}, without which it is not found again",
        hint=f"use a token that may set labels (on GitHub the role Triage), and put {label} on #{issue.number}",
    )


def _is_among(name: str, labels: Sequence[str]) -> bool:
    return name.casefold() in {one.casefold() for one in labels}


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
