"""An issue's way to another project: it opens anew there, and what stays behind is closed and points to it."""

from __future__ import annotations

from dataclasses import replace

from tests.simulators.gitlab.project import Project
from tests.simulators.gitlab.records import ISSUE, Issue


def move_issue(source: Project, iid: int, target: Project, actor: str) -> Issue:
    """Move an issue with its labels, notes and due date, and return it as it is at its new place."""
    here = source.issues[iid]
    opened = target.open(here.author, here.title, here.description)
    kept = {
        "labels": here.labels,
        "due_date": here.due_date,
        "confidential": here.confidential,
        "assignees": tuple(name for name in here.assignees if target.reads(name)),
    }
    target.change(opened.iid, lambda it: replace(it, **kept))  # type: ignore[arg-type]  # names and values are above
    for note in source.notes_on(ISSUE, iid):
        target.note(ISSUE, opened.iid, note.author, note.body, system=note.system, internal=note.internal)
    target.note(ISSUE, opened.iid, actor, f"moved from {source.path}#{iid}", system=True)
    source.note(ISSUE, iid, actor, f"moved to {target.path}#{opened.iid}", system=True)
    source.change(iid, lambda it: replace(it, moved_to_id=opened.id))
    source.close(iid, actor)
    return target.issues[opened.iid]
