"""What is due on the issues themselves once a deadline has passed: a label, where the forge has no dates; a reminder.

Sync sets the same label; a rollup that runs by itself keeps it right from day to day.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from followthrough.forges.protocol import Capabilities
from followthrough.gather.standing import Standing
from followthrough.gather.turns import Rolling
from followthrough.model import IssueEdit
from followthrough.rollups.item import TrackedItem
from followthrough.rollups.reminder import reminder
from followthrough.tracking.changes import CommentOnIssue, EditIssue, Subject
from followthrough.tracking.editing import due_shown
from followthrough.tracking.issue_text import read_block
from followthrough.tracking.marker import parse_marker, replace_marker
from followthrough.tracking.snooze import snoozed_until
from followthrough.tracking.trust import Standing as Standings
from followthrough.tracking.trust import Tracked
from followthrough.tracking.trust import standing as standing_of
from followthrough.tracking.verdict import told


def late_labels(standing: Standing, rolling: Rolling, capabilities: Capabilities) -> tuple[EditIssue, ...]:
    """The edits that set the label of what is overdue, and take it off what no longer is."""
    if capabilities.native_due:
        return ()
    edits = (_relabelled(tracked, rolling) for tracked in _ours(standing, rolling))
    return tuple(edit for edit in edits if edit)


def reminders(standing: Standing, items: tuple[TrackedItem, ...], rolling: Rolling) -> tuple[CommentOnIssue, ...]:
    """A comment on the issue of each overdue item, once for each deadline, where the team wants any."""
    if not rolling.rules.remind:
        return ()
    overdue = {item.number: item for item in items if item.overdue}
    found = (
        _reminded(tracked, overdue[tracked.issue.number], rolling.today)
        for tracked in _ours(standing, rolling)
        if tracked.issue.number in overdue
    )
    return tuple(change for change in found if change)


def _ours(standing: Standing, rolling: Rolling) -> Iterator[Tracked]:
    for issue in standing.issues:
        marker = parse_marker(issue.body)
        if marker and standing_of(issue, marker, rolling.tracking(marker.path), standing.me) is Standings.OURS:
            yield Tracked(issue=issue, marker=marker)


def _relabelled(tracked: Tracked, rolling: Rolling) -> EditIssue | None:
    issue, name = tracked.issue, rolling.tracking(tracked.marker.path).labels.overdue
    due = due_shown(issue, read_block(issue.body))
    is_late = tracked.is_open and due is not None and due < rolling.today
    is_late = is_late and snoozed_until(issue.labels, rolling.today) is None
    there = tuple(one for one in issue.labels if one.casefold() == name.casefold())
    if is_late == bool(there):
        return None
    edit = IssueEdit(add_labels=(name,)) if is_late else IssueEdit(remove_labels=there)
    reason = "overdue" if is_late else "no longer overdue"
    return EditIssue(subject=_subject(tracked), reason=reason, issue=issue, edit=edit)


def _reminded(tracked: Tracked, item: TrackedItem, today: date) -> CommentOnIssue | None:
    event = f"overdue-{item.due}"
    if any(one.split(".")[0] == event for one in tracked.marker.said):
        return None
    comment, said = told(tracked.marker, event, reminder(item, today))
    body = replace_marker(tracked.issue.body, replace(tracked.marker, said=said))
    return CommentOnIssue(
        subject=_subject(tracked),
        reason="overdue",
        issue=tracked.issue,
        edit=IssueEdit(body=body),
        comment=comment,
    )


def _subject(tracked: Tracked) -> Subject:
    marker = tracked.marker
    return Subject(path=marker.path, postmortem=marker.postmortem, item=marker.item, title=marker.title)
