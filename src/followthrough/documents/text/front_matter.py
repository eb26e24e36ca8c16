"""The block of YAML (between `---`) or TOML (between `+++`) that may open a Markdown document."""

from __future__ import annotations

import re

from followthrough.documents.nodes.tree import Mapping, Node, StructureError
from followthrough.model import Position

_MAX_CHARACTERS = 65_536
_YAML_KEY = re.compile(r"""["']?[A-Za-z_][\w .-]*["']?[ \t]*:([ \t]|$)""")


class BrokenFrontMatter(StructureError):
    """Front matter that cannot be read; `rest` is the document without it."""

    def __init__(self, error: StructureError, rest: str) -> None:
        super().__init__(error.message, error.remedy, error.position)
        self.rest = rest


def split_front_matter(text: str) -> tuple[Mapping | None, str]:
    """The front matter, if there is any, and the text with its lines blank.

    A `---` that opens a document without keys after it is a rule, and its text stays. Raises BrokenFrontMatter.
    """
    lines = text.split("\n")
    end = _end(lines)
    if end is None:
        return None, text
    inside = lines[1:end]
    rest = "\n".join([""] * (end + 1) + lines[end + 1 :])
    is_yaml = lines[0].startswith("---")
    if is_yaml and not _looks_like_yaml(inside):
        return None, text
    try:
        return _read("\n".join(inside), is_yaml=is_yaml), rest
    except StructureError as error:
        raise BrokenFrontMatter(error, rest) from error


def _end(lines: list[str]) -> int | None:
    """The index of the line that closes the front matter."""
    opening = lines[0].rstrip()
    if opening not in ("---", "+++"):
        return None
    closings = (opening, "...") if opening == "---" else (opening,)
    return next((index for index, line in enumerate(lines) if index and line.rstrip() in closings), None)


def _looks_like_yaml(inside: list[str]) -> bool:
    """Whether the first line that says something is a key; `# …` may be a comment as well as a heading."""
    telling = (line for line in inside if line.strip() and not line.lstrip().startswith("#"))
    first = next(telling, None)
    if first is None:
        return not any(line.strip() for line in inside)
    return bool(_YAML_KEY.match(first))


def _read(inside: str, *, is_yaml: bool) -> Mapping:
    if len(inside) > _MAX_CHARACTERS:
        raise StructureError(f"it has more than {_MAX_CHARACTERS:,} characters", "shorten it", Position(line=2))
    node = _load(inside, is_yaml=is_yaml)
    if isinstance(node, Mapping):
        return node
    return Mapping(entries=(), position=node.position, end_line=node.end_line)


def _load(inside: str, *, is_yaml: bool) -> Node:
    if is_yaml:
        from followthrough.documents.nodes import from_yaml

        return from_yaml.load(inside, first_line=2)
    from followthrough.documents.nodes import from_toml

    return from_toml.load(inside, first_line=2)
