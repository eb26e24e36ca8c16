"""Whom and what a text names: GitLab tells those people, and leaves a note on each issue and merge request.

Only what would be rendered as text counts, so that code, comments and escaped characters name nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token

from tests.simulators.gitlab.project import Project
from tests.simulators.gitlab.records import ISSUE, MERGE_REQUEST, Reference
from tests.simulators.gitlab.world import World

_MARKDOWN = MarkdownIt("commonmark").enable("table").disable("text_join")
_USER = re.compile(r"(?<![\w@/`.+-])@(?P<name>[A-Za-z0-9_][\w.\-/]*[A-Za-z0-9_]|[A-Za-z0-9_])")
_NUMBERED = re.compile(
    r"(?<![\w&])(?P<path>[A-Za-z0-9_.][\w.\-]*(?:/[A-Za-z0-9_.][\w.\-]*)+)?(?P<mark>[#!&%])(?P<number>\d+)(?!\w)"
)
_LONG = re.compile(r"(?<!\w)(?P<mark>GL-)(?P<number>\d+)(?!\w)|\[issue:(?:[\w.\-/]+/)?(?P<bracket>\d+)\]")
_LABEL = re.compile(r"(?<!\w)~(?:\"[^\"]+\"|[A-Za-z0-9_][\w:.?&-]*)")
_URL = re.compile(r"https?://[^\s/]+/(?P<path>[\w.\-/]+?)/-/(?P<kind>issues|work_items|merge_requests)/(?P<number>\d+)")
_CLOSING = re.compile(
    r"\b(?:clos(?:e[sd]?|ing)|fix(?:e[sd]|ing)?|resolv(?:e[sd]?|ing)|implement(?:s|ed|ing)?)"
    r"(?:\s+issues?)?:?\s+#(?P<number>\d+)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Named:
    """Something that a text names, where it is known what."""

    text: str
    path: str | None = None
    kind: str | None = None
    number: int = 0


def references_in(text: str) -> tuple[str, ...]:
    """Everything that a text names, as written, once each."""
    return tuple(dict.fromkeys(named.text for named in _named(text)))


def closed_by(text: str) -> tuple[int, ...]:
    """The issues of the same project that a merge request with this description closes when it is merged."""
    visible = "\n".join(_visible(text))
    return tuple(dict.fromkeys(int(found["number"]) for found in _CLOSING.finditer(visible)))


def record_references(  # who says what, where, and what was said before
    world: World, project: Project, actor: str, at: tuple[str, int], text: str, before: str = ""
) -> None:
    """Note down what a text newly names, and leave a system note on each issue and merge request that it names."""
    kind, iid = at
    place = f"{'#' if kind == ISSUE else '!'}{iid}"
    known = set(references_in(before))
    for named in dict.fromkeys(_named(text)):
        if named.text in known:
            continue
        project.references.append(Reference(text=named.text, actor=actor, place=place))
        target = project if named.path is None else world.find(named.path)
        if target is None or named.kind is None or (target is project and (named.kind, named.number) == at):
            continue
        if target.noteable(named.kind, named.number) is not None:
            word = "issue" if kind == ISSUE else "merge request"
            where = place if target is project else f"{project.path}{place}"
            target.note(named.kind, named.number, actor, f"mentioned in {word} {where}", system=True)


def _named(text: str) -> Iterator[Named]:
    for part in _visible(text):
        yield from (Named(found[0]) for pattern in (_USER, _LABEL, _LONG) for found in pattern.finditer(part))
        yield from (Named(found[0]) for found in _CLOSING.finditer(part))
        for found in _NUMBERED.finditer(part):
            kind = {"#": ISSUE, "!": MERGE_REQUEST}.get(found["mark"])
            yield Named(found[0], found["path"], kind, int(found["number"]))
        for found in _URL.finditer(part):
            kind = MERGE_REQUEST if found["kind"] == "merge_requests" else ISSUE
            yield Named(found[0], found["path"], kind, int(found["number"]))


def _visible(text: str) -> Iterator[str]:
    """What a reader sees as text, and the addresses of links, each stretch between markup by itself."""
    for token in _MARKDOWN.parse(text):
        stretch = ""
        for child in token.children or ():
            if child.type == "text":
                stretch += child.content
            elif child.type in ("softbreak", "hardbreak"):
                stretch += "\n"
            else:
                yield stretch
                stretch = ""
                yield from _address(child)
        yield stretch


def _address(token: Token) -> Iterator[str]:
    address = token.attrGet("href") if token.type == "link_open" else None
    if isinstance(address, str):
        yield address
