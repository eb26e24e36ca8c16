"""Files that tell a CI what to run: whether they run followthrough, and whether by a schedule."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from followthrough.documents.nodes import from_yaml, tree

_OURS = "followthrough"
_SCHEDULE = re.compile(r"^\s+schedule:", re.MULTILINE)
_WORKFLOW = re.compile(r"\.github/workflows/[^/]+\.ya?ml|\.gitlab-ci\.ya?ml|\.gitlab/ci/.+\.ya?ml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Runs:
    """What such a file starts."""

    us: bool
    """Whether it names followthrough."""
    by_schedule: bool
    """Whether a schedule of GitHub's starts it."""


def workflow_files(paths: Sequence[str]) -> tuple[str, ...]:
    """Those of a repository's files that tell a CI what to run."""
    return tuple(path for path in paths if _WORKFLOW.fullmatch(path))


def read_workflow(text: str) -> Runs:
    """What a file starts; one that is not YAML as we know it is looked through by its words."""
    return Runs(us=_OURS in text.casefold(), by_schedule=_has_schedule(text))


def _has_schedule(text: str) -> bool:
    try:
        node = from_yaml.load(text)
    except tree.StructureError:
        return _SCHEDULE.search(text) is not None
    events = node.get("on") if isinstance(node, tree.Mapping) else None
    match events:
        case tree.Mapping():
            return events.get("schedule") is not None
        case tree.Sequence():
            return any(isinstance(one, tree.Scalar) and one.value == "schedule" for one in events.items)
        case tree.Scalar():
            return events.value == "schedule"
        case None:
            return False
