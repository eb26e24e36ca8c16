"""What `init` tells: each file with what became of it, and what to do next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from followthrough.scaffold.facts import Facts
from followthrough.scaffold.plan import INCLUDE, PIPELINE_ROOT, NewFile


class Fate(StrEnum):
    """What became of a file."""

    WROTE = "wrote"
    WOULD_WRITE = "would write"
    KEPT = "kept"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A file and its fate."""

    file: NewFile
    fate: Fate


def render_page(told: Sequence[Told], facts: Facts) -> str:
    """The files, the text of those that would be written, and the next steps, as plain text."""
    return "".join((*_files(told), *_texts(told), "\nnext\n", *_numbered(_steps(told, facts))))


def _files(told: Sequence[Told]) -> Iterator[str]:
    wide = max(len(one.file.path) for one in told)
    for one in told:
        yield f"{one.fate.value:<11}  {one.file.path:<{wide}}  {one.file.purpose}\n"


def _texts(told: Sequence[Told]) -> Iterator[str]:
    for one in told:
        if one.fate is Fate.WOULD_WRITE:
            yield f"\n--- {one.file.path}\n{one.file.text}"


def _numbered(steps: Iterator[str]) -> Iterator[str]:
    for number, step in enumerate(steps, 1):
        yield f"  {number}. {step}\n"


def _steps(told: Sequence[Told], facts: Facts) -> Iterator[str]:
    if any(one.file.path == PIPELINE_ROOT and one.fate is Fate.KEPT for one in told):
        yield f"see to it that {PIPELINE_ROOT} has  {INCLUDE}"
    if facts.folders:
        yield "followthrough check                see how your postmortems are read"
    else:
        yield "copy TEMPLATE.md, fill it in, and see how it is read: followthrough check"
    yield "followthrough plan --forge local   see which issues would open, with no account and no network"
    if facts.forge == "gitlab":
        yield "make the variable FOLLOWTHROUGH_TOKEN and a weekly pipeline schedule, as docs/gitlab.md says"
    if facts.forge:
        yield "commit the files and open a change request: its check runs from then on"
    else:
        yield "followthrough sync --forge local   open them in a file on this machine"
