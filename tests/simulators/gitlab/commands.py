"""Quick actions carried out: what each does to an issue or merge request, for one who may do it.

Those that leave nothing behind here (awards, time tracking, reviews …) are noted down as obeyed and do nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from tests.simulators.gitlab.editing import Editing
from tests.simulators.gitlab.merging import merge
from tests.simulators.gitlab.moving import move_issue
from tests.simulators.gitlab.quick_actions import Extracted
from tests.simulators.gitlab.records import MERGE_REQUEST, Issue, Ran, Role

Body = dict[str, object]
Action = Callable[[Editing, str], str]
"""Does it and says what was done."""

_LABEL = re.compile(r'~"(?P<quoted>[^"]+)"|~(?P<bare>[^\s~"]+)|"(?P<bald>[^"]+)"|(?P<plain>[^\s~"]+)')
_HANDLE = re.compile(r"@?([A-Za-z0-9_][\w.\-]*)")
_BY_AUTHORS = frozenset({"close", "reopen", "open", "title"})
"""What people may do to what they opened themselves, with no role at all."""


@dataclass(frozen=True, slots=True)
class Obeyed:
    """What came of a text's commands."""

    changes: Body
    """As GitLab's `commands_changes` tells it."""
    summary: tuple[str, ...]


def obey(editing: Editing, found: Extracted) -> Obeyed:
    """Carry out the commands of a text; those that the actor has no right to are noted down and passed over."""
    changes: Body = {}
    summary: list[str] = []
    for name, argument in found.commands:
        applied = _may(editing, name)
        written = f"/{name} {argument}".rstrip()
        editing.project.ran.append(Ran(command=written, actor=editing.actor, place=editing.place, applied=applied))
        if applied:
            summary.append(_ACTIONS.get(name, _nothing)(editing, argument))
            changes[name] = argument or True
    return Obeyed(changes, tuple(summary))


def _may(editing: Editing, name: str) -> bool:
    if editing.project.role(editing.actor) >= Role.PLANNER:
        return True
    return name in _BY_AUTHORS and editing.it.author == editing.actor


def _nothing(editing: Editing, argument: str) -> str:
    del editing, argument
    return "Done."


def _close(editing: Editing, argument: str) -> str:
    del argument
    editing.close()
    return "Closed this issue." if isinstance(editing.it, Issue) else "Closed this merge request."


def _reopen(editing: Editing, argument: str) -> str:
    del argument
    editing.reopen()
    return "Reopened this issue."


def _title(editing: Editing, argument: str) -> str:
    if argument:
        editing.retitle(argument[:255])
    return f'Changed the title to "{argument}".'


def _labels(argument: str) -> tuple[str, ...]:
    return tuple(next(name for name in found.groups() if name) for found in _LABEL.finditer(argument))


def _label(editing: Editing, argument: str) -> str:
    known = tuple(name for name in _labels(argument) if editing.project.find_label(name) is not None)
    editing.relabel(add=known)
    return f"Added {argument} label."


def _unlabel(editing: Editing, argument: str) -> str:
    editing.relabel(remove=_labels(argument) or editing.it.labels)
    return f"Removed {argument or 'all'} labels."


def _relabel(editing: Editing, argument: str) -> str:
    _unlabel(editing, "")
    return _label(editing, argument)


def _people(editing: Editing, argument: str) -> tuple[str, ...]:
    names = [editing.actor if name == "me" else name for name in _HANDLE.findall(argument)]
    members = editing.project.members
    return tuple(editing.world.account(name).username for name in names if name.lower() in members)


def _assign(editing: Editing, argument: str) -> str:
    editing.assign((*_people(editing, argument), *editing.it.assignees))
    return f"Assigned {argument}."


def _unassign(editing: Editing, argument: str) -> str:
    gone = _people(editing, argument) or editing.it.assignees
    editing.assign(name for name in editing.it.assignees if name not in gone)
    return "Removed assignees."


def _reassign(editing: Editing, argument: str) -> str:
    editing.assign(_people(editing, argument))
    return f"Assigned {argument}."


def _due(editing: Editing, argument: str) -> str:
    """A date, or words for one: what GitLab would make of those matters less than that it makes something of them."""
    today = editing.project.now().date()
    try:
        due = date.fromisoformat(argument)
    except ValueError:
        due = today + timedelta(days=0 if argument == "today" else 1)
    editing.set_due(due)
    return f"Set the due date to {due}."


def _remove_due(editing: Editing, argument: str) -> str:
    del argument
    editing.set_due(None)
    return "Removed the due date."


def _confidential(editing: Editing, argument: str) -> str:
    del argument
    editing.set_confidential(confidential=True)
    return "Made this issue confidential."


def _lock(editing: Editing, argument: str) -> str:
    del argument
    editing.lock(locked=True)
    return "Locked the discussion."


def _unlock(editing: Editing, argument: str) -> str:
    del argument
    editing.lock(locked=False)
    return "Unlocked the discussion."


def _weight(editing: Editing, argument: str) -> str:
    editing.set_weight(int(argument) if argument.isdecimal() else None)
    return f"Set weight to {argument}."


def _move(editing: Editing, argument: str) -> str:
    target = editing.world.find(argument)
    if isinstance(editing.it, Issue) and target is not None and target is not editing.project:
        move_issue(editing.project, editing.iid, target, editing.actor)
        return f"Moved this issue to {argument}."
    return "Failed to move this issue because target project does not exist."


def _duplicate(editing: Editing, argument: str) -> str:
    editing.say(f"marked this issue as a duplicate of {argument}")
    editing.close()
    return f"Closed this issue. Marked as related to, and a duplicate of, {argument}."


def _merge(editing: Editing, argument: str) -> str:
    del argument
    if editing.kind == MERGE_REQUEST:
        merge(editing.project, editing.iid, editing.actor)
    return "Merged this merge request."


_ACTIONS: Mapping[str, Action] = {
    "close": _close,
    "reopen": _reopen,
    "open": _reopen,
    "title": _title,
    "label": _label,
    "labels": _label,
    "unlabel": _unlabel,
    "remove_label": _unlabel,
    "relabel": _relabel,
    "assign": _assign,
    "unassign": _unassign,
    "reassign": _reassign,
    "due": _due,
    "remove_due_date": _remove_due,
    "confidential": _confidential,
    "lock": _lock,
    "unlock": _unlock,
    "weight": _weight,
    "clear_weight": _weight,
    "move": _move,
    "duplicate": _duplicate,
    "merge": _merge,
}
