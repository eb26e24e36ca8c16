"""What a forge made of a change, noted down where it is not what was asked for."""

from __future__ import annotations

from dataclasses import replace

from followthrough.model import Issue, IssueEdit
from followthrough.tracking.changes import AnyChange, OpenIssue
from followthrough.tracking.fields import digest, faces_of
from followthrough.tracking.issue_text import read_block
from followthrough.tracking.marker import parse_marker, replace_marker
from followthrough.tracking.opening import NEEDS_OWNER


def settled(change: AnyChange, issue: Issue) -> IssueEdit | None:
    """The edit that lets the marker of an issue say what the forge really holds of the fields that were just pushed.

    `issue` is what the forge returned; None where that is what was asked for, and for changes without a marker.
    """
    asked = change.draft.body if isinstance(change, OpenIssue) else change.edit.body
    marker, block = parse_marker(asked or ""), read_block(issue.body)
    if marker is None or block is None or block.marker != marker:
        return None
    before = None if isinstance(change, OpenIssue) else parse_marker(change.issue.body)
    faces = faces_of(issue, block)
    found = dict(marker.fields)
    for name, known in marker.fields.items():
        is_pushed = before is None or before.fields.get(name) != known
        if is_pushed and name in faces:
            found[name] = replace(known, forge=tuple(map(digest, faces[name])))
    label = _lacked(change, issue)
    said = marker.said if label is None else (*marker.said, NEEDS_OWNER)
    if found == marker.fields and label is None:
        return None
    body = replace_marker(issue.body, replace(marker, fields=found, said=said))
    return IssueEdit(body=body, add_labels=(label,) if label else ())


def _lacked(change: AnyChange, issue: Issue) -> str | None:
    """The label that tells that nobody is assigned, where a new issue was to have somebody and has nobody."""
    if not isinstance(change, OpenIssue) or not change.draft.assignees or issue.assignees:
        return None
    return change.needs_owner
