"""What another client, @gitbeaker, declares of GitLab's answers: the keys of each kind of body, and their plain types.

Its declarations are written by hand from GitLab's documentation; what GitLab's own source contradicts, or shows only to
administrators, is named here and passed over.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from tests.thirdparty.npm import NpmFile
from tests.thirdparty.places import FETCHED

DECLARATIONS = NpmFile(
    package="@gitbeaker/core",
    version="43.8.0",
    integrity="sha512-H+LfKuf4dExBinb79c+CXViRBvTVQNf5BYLNSizm2SiqdED5JruhKX88payefleY0szp7G/mySlFSXPyGRH1dQ==",
    member="dist/index.d.ts",
    target=FETCHED / "gitbeaker-core" / "index.d.ts",
)
PASSED_OVER: Mapping[str, frozenset[str]] = {
    "IssueSchema": frozenset({"task_status", "closed_by", "moved_to_id", "subscribed"}),  # in no list; other types
    "IssueNoteSchema": frozenset({"attachment"}),  # gone from GitLab's entity
    "MemberSchema": frozenset({"group_saml_identity", "email"}),  # administrators' and group owners'
    "SimpleUserSchema": frozenset({"created_at"}),  # left off in its uses
    # What administrators see, and a flag that is no text.
    "ExpandedUserSchema": frozenset({"is_admin", "note", "namespace_id", "created_by", "skype", "private_profile"}),
    "MergeRequestSchema": frozenset({"approvals_before_merge"}),  # paid for, and on its way out
    "ExpandedMergeRequestSchema": frozenset({"first_contribution", "approvals_before_merge"}),
    "StateEventSchema": frozenset({"action"}),  # another kind of event's
    "PersonalAccessTokenSchema": frozenset({"token"}),  # told once, when it is made
}
_DECLARED = re.compile(r"^interface (\w+)(?: extends (\w+)[^{\n]*)? \{\n(.*?)^\}", re.MULTILINE | re.DOTALL)
_MEMBER = re.compile(r"^    (\w+)(\??): ([^\n]*)", re.MULTILINE)
_PLAIN: Mapping[str, type] = {"string": str, "number": int, "boolean": bool}


@dataclass(frozen=True, slots=True)
class Declarations:
    """Interfaces, each with its keys; a key may be optional and has a type as it is written."""

    interfaces: Mapping[str, Mapping[str, tuple[bool, str]]]

    @classmethod
    def load(cls, path: Path = DECLARATIONS.target) -> Self:
        """The fetched declarations, each interface with what it extends."""
        found: dict[str, Mapping[str, tuple[bool, str]]] = {}
        for name, base, body in _DECLARED.findall(path.read_text(encoding="utf-8")):
            own = {key: (bool(optional), kind.rstrip(";")) for key, optional, kind in _MEMBER.findall(body)}
            found[name] = {**found.get(base, {}), **own}
        return cls(found)

    def complaints(self, name: str, body: Mapping[str, object]) -> list[str]:
        """Which keys a body lacks, and which have another type; null is a value of every type."""
        declared = self.interfaces[name]
        passed_over = PASSED_OVER.get(name, frozenset())
        told: list[str] = []
        for key, (optional, kind) in declared.items():
            if key in passed_over:
                continue
            if key not in body:
                told += [] if optional else [f"{name}.{key} is missing"]
            elif not _is(body[key], kind):
                told.append(f"{name}.{key} is no {kind}: {body[key]!r}")
        return told


def _is(value: object, kind: str) -> bool:
    expected = {_PLAIN[word] for word in kind.split(" | ") if word in _PLAIN}
    if value is None or not expected or not all(word in _PLAIN or word == "null" for word in kind.split(" | ")):
        return not (kind.endswith("[]") and not isinstance(value, list))
    return type(value) in expected
