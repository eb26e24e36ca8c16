"""The managed fields: what a document says of each, what shows of it on the forge, and short hashes of both."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b

from followthrough.model import ActionItem, DueSource, Issue
from followthrough.tracking.issue_text import CATEGORY, DUE, OWNER, PRIORITY, Block, plain_lines
from followthrough.tracking.marker import Applied

TITLE_FIELD, DESCRIPTION_FIELD, OWNER_FIELD, DUE_FIELD, PRIORITY_FIELD, CATEGORY_FIELD = FIELDS = (
    "title",
    "description",
    "owner",
    "due",
    "priority",
    "category",
)
_ROWS = {OWNER_FIELD: OWNER, DUE_FIELD: DUE, PRIORITY_FIELD: PRIORITY, CATEGORY_FIELD: CATEGORY}
Faces = Mapping[str, tuple[str, ...]]
"""Field → its text in each place where it shows: a row of the block, and the forge's own field where there is one."""
_LOST = "\0"
"""What shows of a field in a block that is no longer there; equal to nothing that a document can want."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """How an item shall show on the forge, as harmless text."""

    title: str
    description: str
    cells: Mapping[str, str]
    """Row label → cell, for the rows of managed fields."""
    logins: tuple[str, ...]
    due: date | None
    native_due: date | None
    """The due date where the forge has a field for it."""

    @property
    def faces(self) -> Faces:
        """Every managed field as it shall show."""
        own = {OWNER_FIELD: _logins(self.logins), DUE_FIELD: _day(self.native_due)}
        rows = {
            name: (self.cells.get(label, ""), *([own[name]] if name in own else [])) for name, label in _ROWS.items()
        }
        return {TITLE_FIELD: (self.title,), DESCRIPTION_FIELD: (plain_lines(self.description),), **rows}


def faces_of(issue: Issue, block: Block | None) -> Faces:
    """Every managed field as it shows on an issue."""
    own = {OWNER_FIELD: _logins(issue.assignees), DUE_FIELD: _day(issue.due)}
    rows = {
        name: (block.cell(label) if block else _LOST, *([own[name]] if name in own else []))
        for name, label in _ROWS.items()
    }
    return {TITLE_FIELD: (issue.title,), DESCRIPTION_FIELD: (block.description if block else _LOST,), **rows}


def said_of(item: ActionItem) -> Mapping[str, str]:
    """Short hashes of what the document says of each managed field.

    A granted deadline counts by what was said (a horizon's span, or nothing but that a policy grants one), so that the
    day it comes to makes no difference later.
    """
    return {
        TITLE_FIELD: digest(" ".join(item.title.split())),
        DESCRIPTION_FIELD: digest(plain_lines(f"{item.title}\n\n{item.details or ''}")),
        OWNER_FIELD: digest("\n".join(" ".join(owner.split()) for owner in item.owners)),
        DUE_FIELD: digest(_due_said(item)),
        PRIORITY_FIELD: digest(" ".join((item.priority or "").split())),
        CATEGORY_FIELD: digest(" ".join((item.category or "").split())),
    }


SAYS_NOTHING = blake2b(b"", digest_size=5).hexdigest()
"""The hash of a field that the document leaves empty."""


def digest(text: str) -> str:
    """A short hash; ten hexadecimal digits."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=5).hexdigest()


def applied(said: Mapping[str, str], faces: Faces, names: Iterable[str] = FIELDS) -> Mapping[str, Applied]:
    """What a marker remembers of fields that were just applied."""
    return {name: Applied(document=said[name], forge=tuple(map(digest, faces[name]))) for name in names}


def _due_said(item: ActionItem) -> str:
    match item.due_source:
        case DueSource.POLICY:
            return "policy"
        case DueSource.HORIZON if item.due_span is not None:
            return f"horizon {item.due_span.months} {item.due_span.days}"
        case _:
            return item.due.isoformat() if item.due else " ".join((item.due_text or "").split())


def _logins(names: Iterable[str]) -> str:
    return ",".join(sorted({name.casefold() for name in names}))


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
