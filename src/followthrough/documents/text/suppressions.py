"""The comments by which a document silences findings.

`<!-- followthrough: ignore FT203 -->` (in YAML `# followthrough: ignore FT203`) holds for its line; alone on a line it
holds for the next one that is not blank. `ignore-file` holds for the whole document.
"""

from __future__ import annotations

import re

from followthrough.model import Format, Suppression

_WORDS = r"followthrough:[ \t]*ignore(?P<file>-file)?(?P<codes>(?:[ \t,]+FT[0-9]{3})+)[ \t]*"
_IN_MARKDOWN = re.compile(rf"<!--[ \t]*{_WORDS}-->", re.IGNORECASE)
_IN_YAML = re.compile(rf"(?:^|(?<=[ \t]))#[ \t]*{_WORDS}$", re.IGNORECASE)
_CODE = re.compile(r"FT[0-9]{3}", re.IGNORECASE)


def find_suppressions(text: str, form: Format) -> tuple[Suppression, ...]:
    """Every suppression of a document, in the order they stand; JSON has no comments and so none."""
    if form is Format.JSON or "followthrough:" not in text.lower():
        return ()
    pattern = _IN_YAML if form is Format.YAML else _IN_MARKDOWN
    lines = text.split("\n")
    return tuple(
        _suppression(found, lines, number)
        for number, line in enumerate(lines, start=1)
        for found in pattern.finditer(line.rstrip())
    )


def _suppression(found: re.Match[str], lines: list[str], number: int) -> Suppression:
    codes = frozenset(code.upper() for code in _CODE.findall(found["codes"]))
    if found["file"]:
        return Suppression(codes=codes)
    alone = lines[number - 1].strip() == found.group().strip()
    return Suppression(codes=codes, line=_next_line(lines, number) if alone else number)


def _next_line(lines: list[str], number: int) -> int:
    """The next line that is not blank; the comment's own where none follows."""
    return next((after for after in range(number + 1, len(lines) + 1) if lines[after - 1].strip()), number)
