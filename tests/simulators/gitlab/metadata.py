"""What an issue bears beside its text, as a request names it: labels, assignees, due date, weight, lock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Self

from tests.simulators.gitlab.editing import Editing
from tests.simulators.gitlab.parameters import Parameters
from tests.simulators.gitlab.records import ISSUE, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What is None is not named."""

    labels: tuple[str, ...] | None
    add_labels: tuple[str, ...]
    remove_labels: tuple[str, ...]
    assignee_ids: tuple[int, ...] | None
    names_due_date: bool
    due_date: date | None
    weight: int | None
    discussion_locked: bool | None

    @classmethod
    def of(cls, asked: Parameters) -> Self:
        """What a request names. Raises Refused: 400 where it makes no sense."""
        people = asked.integers("assignee_ids")
        if people is None and "assignee_id" in asked:
            people = (asked.integer("assignee_id") or 0,)
        return cls(
            labels=asked.names("labels"),
            add_labels=asked.names("add_labels") or (),
            remove_labels=asked.names("remove_labels") or (),
            assignee_ids=people,
            names_due_date="due_date" in asked,
            due_date=asked.day("due_date"),
            weight=asked.integer("weight"),
            discussion_locked=asked.boolean("discussion_locked"),
        )

    def apply(self, editing: Editing) -> None:
        """Set all of it."""
        self._label(editing)
        people = self._assignable(editing)
        if people is not None:
            editing.assign(people)
        if self.names_due_date:
            editing.set_due(self.due_date)
        if self.weight is not None:
            editing.set_weight(self.weight)
        if self.discussion_locked is not None:
            editing.lock(locked=self.discussion_locked)

    def apply_quietly(self, editing: Editing) -> None:
        """Set all of it without system notes, as while an issue opens."""
        project, iid = editing.project, editing.iid
        before = project.notes_on(ISSUE, iid)
        self.apply(editing)
        for note in project.notes_on(ISSUE, iid):
            if note not in before:
                project.remove_note(note.id)

    def _label(self, editing: Editing) -> None:
        labels = self.labels
        if labels is not None:
            if editing.project.role(editing.actor) < Role.PLANNER:  # who may not make labels uses those that are there
                labels = tuple(name for name in labels if editing.project.find_label(name))
            gone = tuple(name for name in editing.it.labels if name not in labels)
            editing.relabel(add=labels, remove=gone)
        editing.relabel(add=self.add_labels, remove=self.remove_labels)

    def _assignable(self, editing: Editing) -> list[str] | None:
        """Who is to be assigned; None where nothing was said, or nobody named can be, for GitLab then changes nothing.

        On the free tier only the first who is named counts, be it somebody who cannot be assigned.
        """
        ids = self.assignee_ids
        if ids is None:
            return None
        ids = ids if editing.world.paid else ids[:1]
        found = [editing.world.account_by_id(identity) for identity in ids]
        people = [one.username for one in found if one is not None and editing.project.reads(one.username)]
        return people if people or ids in ((), (0,)) else None
