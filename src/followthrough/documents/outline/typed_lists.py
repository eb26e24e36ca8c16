"""Lists typed with signs of their own, which Markdown takes for one paragraph: `•`, `☐`, `[ ]`, `–`, `a)`, `1.1`."""

from __future__ import annotations

import re

from followthrough.documents.outline.blocks import Line, ListBlock, ListItem, Paragraph

_SURE = re.compile(r"[•‣◦▪●○∙·]\s*(?=\S)|\[(?P<mark>[ xX]?)\]\s+(?=\S)")
_LIKELY = (
    re.compile(r"[–—→►✓➜➤»]\s+(?=\S)|->\s+(?=\S)"),
    re.compile(r"(?=(?:☐|☑|✅|✔|❌|⬜|🔲|☒)\ufe0f?\s+\S)"),
    re.compile(r"\(?[a-z][.)]\s+(?=\S)|\([0-9]{1,2}\)\s+(?=\S)"),
    re.compile(r"[0-9]\ufe0f?\u20e3\s*(?=\S)|[0-9]{1,2}\.[0-9]{1,2}[.)]?\s+(?=[A-Z])"),
)
_FIRST = re.compile(r"[^\w\s*_`<!#@]|[0-9a]")
_LEAST_LINES = 2


def read_typed_list(block: Paragraph) -> ListBlock | None:
    """The list that a paragraph is whose lines open with a typed sign; None for any other paragraph."""
    sign = _sign(block) if _FIRST.match(block.lines[0].text) else None
    if sign is None:
        return None
    groups: list[list[Line]] = []
    marks: list[bool | None] = []
    for line in block.lines:
        found = sign.match(line.text)
        if found:
            groups.append([Line(line.number, line.text[found.end() :])])
            mark = found.groupdict().get("mark")
            marks.append(None if mark is None else mark in ("x", "X"))
        else:
            groups[-1].append(line)
    items = (
        ListItem(lines[0].number, lines[-1].number, "•", mark, tuple(lines), ())
        for lines, mark in zip(groups, marks, strict=True)
    )
    return ListBlock(ordered=False, items=tuple(items))


def _sign(block: Paragraph) -> re.Pattern[str] | None:
    """The pattern of the sign that opens a paragraph; most signs count where they open two lines or more."""
    first = block.lines[0].text
    if _SURE.match(first):
        return _SURE
    for sign in _LIKELY:
        if sign.match(first) and sum(sign.match(line.text) is not None for line in block.lines) >= _LEAST_LINES:
            return sign
    return None
