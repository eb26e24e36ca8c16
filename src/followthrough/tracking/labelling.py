"""The labels of ours that changes need, as they are made where they are missing."""

from __future__ import annotations

from collections.abc import Iterable

from followthrough.model import Label
from followthrough.tracking.changes import AnyChange, OpenIssue
from followthrough.tracking.rules import LabelNames

_GREY, _BLUE, _YELLOW, _PURPLE, _ORANGE, _RED = "cfd3d7", "1d76db", "fbca04", "5319e7", "d93f0b", "b60205"


def labels_for(changes: Iterable[AnyChange], names: Iterable[LabelNames]) -> tuple[Label, ...]:
    """Every label that the changes set, once, by its name without regard to case."""
    used = {name.casefold() for change in changes for name in _set_by(change)}
    known: dict[str, Label] = {}
    for one in names:
        for label in _described(one):
            known.setdefault(label.name.casefold(), label)
    return tuple(label for name, label in sorted(known.items()) if name in used)


def managed_label(names: LabelNames) -> Label:
    """The label that makes an issue ours."""
    return next(iter(_described(names)))


def needs_owner_label(name: str) -> Label:
    """The label that tells that nobody is assigned."""
    return Label(name=name, color=_YELLOW, description="Nobody is assigned")


def _set_by(change: AnyChange) -> tuple[str, ...]:
    return change.draft.labels if isinstance(change, OpenIssue) else change.edit.add_labels


def _described(names: LabelNames) -> Iterable[Label]:
    yield Label(name=names.managed, color=_BLUE, description="Action item of a postmortem, kept in step with it")
    yield Label(name=names.overdue, color=_RED, description="Its deadline has passed")
    yield needs_owner_label(names.needs_owner)
    yield Label(name=names.removed, color=_GREY, description="No longer in its postmortem")
    yield Label(name=names.wont_do, color=_GREY, description="Closed without being done")
    for said, name in names.priority.items():
        yield Label(name=name, color=_ORANGE, description=f"Priority {said}")
    for said, name in names.severity.items():
        yield Label(name=name, color=_RED, description=f"Severity {said} of the incident")
    for name in names.extra:
        yield Label(name=name, color=_PURPLE, description="Set on the issues of postmortems")
