"""A plan and an outcome of an invented company, with a change of every kind."""

from __future__ import annotations

from datetime import UTC, date, datetime

from followthrough.errors import ExitCode
from followthrough.model import (
    Account,
    ChangeRequest,
    CloseReason,
    Finding,
    Issue,
    IssueDraft,
    IssueEdit,
    IssueState,
    Position,
    Severity,
    Thread,
)
from followthrough.tracking.changes import (
    CloseIssue,
    CommentOnIssue,
    Conflict,
    Deferred,
    EditIssue,
    LinkIssue,
    OpenIssue,
    Plan,
    PostmortemPlan,
    ReopenIssue,
    Subject,
)
from followthrough.tracking.ledger import Ledger
from followthrough.tracking.outcome import Done, Failed, Outcome

CHECKOUT = "postmortems/2026-11-03-checkout.md"
DNS = "postmortems/2026-11-09-dns.md"
_THEN = datetime(2026, 11, 4, 9, tzinfo=UTC)


def subject(title: str, item: str = "ft-0a1b2c3d4e5f", path: str = CHECKOUT) -> Subject:
    """What a change is about."""
    return Subject(path=path, postmortem="inc-42" if path == CHECKOUT else path, item=item, title=title)


def issue(number: int, title: str, *, confidential: bool = False) -> Issue:
    """An open issue as the forge returns it."""
    return Issue(
        number=number,
        url=f"https://github.com/acme/shop/issues/{number}",
        title=title,
        author=Account(login="followthrough", trusted=True),
        confidential=confidential,
        created_at=_THEN,
        updated_at=_THEN,
    )


OPEN = OpenIssue(
    subject=subject("Alert on queue depth"),
    reason="new in the document",
    draft=IssueDraft(
        title="Alert on queue depth",
        body="The text of the item.",
        labels=("postmortem-action", "P1"),
        assignees=("alice",),
        due=date(2026, 12, 1),
    ),
)
OPEN_UNASSIGNED = OpenIssue(
    subject=subject("Rehearse the failover", "ft-1a1b2c3d4e5f"),
    reason="new in the document",
    draft=IssueDraft(title="Rehearse the failover", body="The text.", labels=("postmortem-action", "needs-owner")),
    unassignable=("Carol Jones",),
)
OPEN_SECRET = OpenIssue(
    subject=subject("Rotate the leaked key", "ft-2a1b2c3d4e5f"),
    reason="new in the document",
    draft=IssueDraft(
        title="Rotate the leaked key", body="The text.", assignees=("bob",), due=date(2026, 12, 1), confidential=True
    ),
    unassignable=("Dave",),
)
EDIT = EditIssue(
    subject=subject("Cap retries at 3", "ft-3a1b2c3d4e5f"),
    reason="changed in the document",
    issue=issue(97, "Cap retries at 3"),
    edit=IssueEdit(due=date(2026, 11, 21), body="The new text."),
    details=("due 14 Nov → 21 Nov",),
)
REWORD = EditIssue(
    subject=subject("Expire cached carts after 10 minutes", "ft-4a1b2c3d4e5f"),
    reason="changed in the document",
    issue=issue(98, "Fix the cache"),
    edit=IssueEdit(title="Expire cached carts after 10 minutes"),
    details=('reworded: "Fix the cache" → "Expire cached carts after 10 minutes"',),
)
CLOSE = CloseIssue(
    subject=subject("Page the owner of the queue", "ft-5a1b2c3d4e5f"),
    reason="ticked in 4f2c9e1",
    issue=issue(91, "Page the owner of the queue"),
    edit=IssueEdit(state=IssueState.CLOSED, close_reason=CloseReason.COMPLETED, remove_labels=("overdue",)),
    comment="Ticked in 4f2c9e1.",
)
REOPEN = ReopenIssue(
    subject=subject("Drain before deploys", "drain", DNS),
    reason="no longer ticked",
    issue=issue(60, "Drain before deploys"),
    edit=IssueEdit(state=IssueState.OPEN),
    comment="No longer ticked.",
)
LINK = LinkIssue(
    subject=subject("Renew certificates 30 days ahead", "renew", DNS),
    reason="named as its ticket",
    issue=issue(7, "Certificates"),
    edit=IssueEdit(add_labels=("postmortem-action",)),
)
COMMENT = CommentOnIssue(
    subject=subject("Watch the zone serial", "watch", DNS),
    reason="gone from the document",
    issue=issue(61, "Watch the zone serial"),
    edit=IssueEdit(add_labels=("not-in-postmortem",)),
    comment="This item left its postmortem.",
)
CONFLICT = Conflict(
    subject=subject("Add a canary", "ft-6a1b2c3d4e5f"),
    reason="both changed; the issue stands",
    issue=issue(95, "Add a canary in eu-west"),
    field="title",
    document="Add a canary",
    forge="Add a canary in eu-west",
)
HELD = tuple(
    Deferred(subject=subject(title, title.lower(), DNS), reason="26 new items, more than 25: run with --max-creates 26")
    for title in ("Write the runbook", "Drill it")
)

DUPLICATE_ID = Finding(
    code="FT210",
    severity=Severity.ERROR,
    message='The id "renew" is used twice',
    remedy="give each item an id of its own",
    path="postmortems/cache.md",
    position=Position(line=31, column=3),
)

PLAN = Plan(
    postmortems=(
        PostmortemPlan(
            key="inc-42",
            path=CHECKOUT,
            title="Checkout outage",
            severity="P1",
            thread=Thread(kind="change_request", number=812),
            change_request=ChangeRequest(
                number=812, url="https://github.com/acme/shop/pull/812", title="Postmortem of the checkout outage"
            ),
            changes=(OPEN, OPEN_UNASSIGNED, OPEN_SECRET, EDIT, REWORD, CLOSE),
            conflicts=(CONFLICT,),
            unchanged=9,
            ledger=Ledger(postmortem="inc-42", path=CHECKOUT),
        ),
        PostmortemPlan(
            key=DNS,
            path=DNS,
            title="DNS outage",
            severity=None,
            changes=(REOPEN, LINK, COMMENT),
            deferred=HELD,
            warnings=("#62 was reopened by people and stays open",),
            ledger=Ledger(postmortem=DNS, path=DNS),
        ),
        PostmortemPlan(
            key="cache", path="postmortems/cache.md", title="Stale carts", severity=None, blocked=(DUPLICATE_ID,)
        ),
        PostmortemPlan(key="in-step", path="postmortems/in-step.md", title="In step", severity="P3", unchanged=3),
    )
)
IN_STEP = Plan(postmortems=PLAN.postmortems[-1:])

OUTCOME = Outcome(
    done=(
        Done(change=OPEN, issue=issue(101, "Alert on queue depth")),
        Done(change=OPEN_SECRET, issue=issue(103, "Rotate the leaked key", confidential=True)),
        Done(change=EDIT, issue=EDIT.issue, remark="the forge did not keep the due date"),
        Done(change=CLOSE, issue=CLOSE.issue),
        Done(change=REOPEN, issue=REOPEN.issue),
        Done(change=LINK, issue=LINK.issue),
        Done(change=COMMENT, issue=COMMENT.issue),
    ),
    failed=(Failed(change=REWORD, reason="#98 was changed since the plan was made"),),
    unknown=(Failed(change=OPEN_UNASSIGNED, reason="the answer was lost"),),
    postponed=(
        Failed(change=OPEN_UNASSIGNED, reason="the forge asks to wait until 10:40", exit_code=ExitCode.DEFERRED),
    ),
    conflicts=(CONFLICT,),
    deferred=HELD,
    warnings=("#62 was reopened by people and stays open",),
    unchanged=12,
    blocked=(DUPLICATE_ID,),
    status_failed=("postmortems/2026-11-09-dns.md: change request #9 is locked",),
)
