"""What a forge made of a change, noted down where it is not what was asked for."""

from __future__ import annotations

from dataclasses import replace

from followthrough.model import Issue, IssueEdit
from followthrough.tracking.changes import AnyChange, OpenIssue
from followthrough.tracking.fields import digest, faces_of
from followthrough.tracking.issue_text import read_block
from followthrough.tracking.marker import parse_marker, replace_marker


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
    if found == marker.fields:
        return None
    return IssueEdit(body=replace_marker(issue.body, replace(marker, fields=found)))
