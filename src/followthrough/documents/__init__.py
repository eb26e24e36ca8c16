"""Text → Postmortem: whatever a team writes, read as a careful person would read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from followthrough.documents.rules import ReadingRules
    from followthrough.model import Postmortem

__all__ = ["as_json", "read"]


def read(path: str, data: bytes, rules: ReadingRules) -> Postmortem:
    """What a file says; never raises for anything in it: what is wrong with the document is among its findings.

    `path` is relative to the repository's root and decides the format by its ending.
    """
    from followthrough.documents.reader import read_document

    return read_document(path, data, rules)


def as_json(postmortem: Postmortem) -> dict[str, object]:
    """The document in the shape of `schemas/postmortem.schema.json`: every key is there."""
    from followthrough.documents.shape import as_json as shape

    return shape(postmortem)
