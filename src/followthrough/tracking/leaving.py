"""Issues that have no item of their own any more: their item left the document, or has another issue already."""

from __future__ import annotations

from dataclasses import replace

from followthrough.model import Account, CloseReason, IssueEdit
from followthrough.tracking.changes import CloseIssue, CommentOnIssue
from followthrough.tracking.fields import faces_of
from followthrough.tracking.issue_text import BEGIN, read_block
from followthrough.tracking.ledger import Entry, EntryKind
from followthrough.tracking.marker import replace_marker
from followthrough.tracking.matches import ItemMatch
from followthrough.tracking.merging import touched
from followthrough.tracking.rules import OnRemoved
from followthrough.tracking.states import closing
from followthrough.tracking.trust import Tracked
from followthrough.tracking.verdict import Context, Verdict, subject_of, told
from followthrough.tracking.wording import duplicate, removed


def leave(tracked: Tracked, context: Context) -> Verdict:
    """What is said, once, on the open issue of an item that is gone from its document."""
    entry = _entry(tracked, context)
    if tracked.marker.removed or not tracked.is_open:
        return Verdict(entry=entry)
    rules, facts, path = context.match.rules, context.facts, context.match.path
    is_closing = rules.on_removed is OnRemoved.CLOSE
    edit = closing(CloseReason.NOT_PLANNED, facts.limits, rules.labels) if is_closing else IssueEdit()
    sentence = removed(path, facts.commit, rules.labels.removed, closed=is_closing)
    comment, said = told(tracked.marker, "removed", sentence)
    marker = replace(
        tracked.marker, removed=True, closed=is_closing, said=said, postmortem=context.match.key, path=path
    )
    edit = replace(
        edit,
        body=replace_marker(tracked.issue.body, marker),
        add_labels=(*_lacking(tracked, rules.labels.removed), *edit.add_labels),
    )
    subject, reason = subject_of(context.match, marker, tracked.issue), "gone from the document"
    change = CloseIssue if is_closing else CommentOnIssue
    return Verdict(
        changes=(change(subject=subject, reason=reason, issue=tracked.issue, edit=edit, comment=comment),), entry=entry
    )


def heal(item: ItemMatch, context: Context) -> Verdict:
    """What becomes of further issues of one item: closed where nobody touched them, else reported."""
    first = item.tracked
    if first is None:
        return Verdict()
    changes, warnings = [], []
    for other in item.duplicates:
        number = first.issue.number
        if not _is_untouched(other, context.me):
            two = f"#{number} and #{other.issue.number}"
            warnings.append(
                f"{context.match.path}: {two} are for the same action item; close the one that is not needed"
            )
            continue
        comment, said = told(other.marker, "duplicate", duplicate(number))
        marker = replace(other.marker, closed=True, said=said)
        edit = closing(CloseReason.DUPLICATE, context.facts.limits, context.match.rules.labels)
        edit = replace(edit, body=replace_marker(other.issue.body, marker))
        subject = context.subject(item)
        reason = f"duplicate of #{number}"
        changes.append(CloseIssue(subject=subject, reason=reason, issue=other.issue, edit=edit, comment=comment))
    return Verdict(changes=tuple(changes), warnings=tuple(warnings))


def _entry(tracked: Tracked, context: Context) -> Entry:
    known = context.entry(tracked.marker.item)
    title = "" if context.is_confidential else tracked.marker.title
    bare = known or Entry(item=tracked.marker.item, title=title, kind=EntryKind.ISSUE)
    return replace(bare, kind=EntryKind.ISSUE, number=tracked.issue.number)


def _lacking(tracked: Tracked, label: str) -> tuple[str, ...]:
    has = {one.casefold() for one in tracked.issue.labels}
    return () if label.casefold() in has else (label,)


def _is_untouched(tracked: Tracked, me: Account) -> bool:
    """Whether an issue is as we wrote it, by ourselves, and nobody has said anything on it."""
    issue, block = tracked.issue, read_block(tracked.issue.body)
    if block is None or issue.comment_count or issue.author.login != me.login:
        return False
    has_text_around = bool(block.above.replace(BEGIN, "").strip() or block.below.strip())
    return not has_text_around and not touched(tracked.marker, faces_of(issue, block))
