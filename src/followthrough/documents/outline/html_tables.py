"""Tables written in HTML, read as if they were Markdown's: cells keep their text, links become Markdown links."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from followthrough.documents.outline.blocks import Row, Table

_TABLE = re.compile(r"\s*<table[\s>]", re.IGNORECASE)
_TABLE_EDGE = re.compile(r"<(/?)table(?(1)>)", re.IGNORECASE)
# The standard library looks to the end of the text for the `>` of each tag that has none.
_STRAY = re.compile(r"<(?!/?[a-z][^<>]*+>|!--)", re.IGNORECASE)
_BLANK_LINE = re.compile(r"(?m)^[ \t]*$")
_MARKUP = {"strong": "**", "b": "**", "code": "`", "br": "<br>"}


def read_html_table(text: str, first_line: int) -> Table | None:
    """The table that a block of HTML is; None for any other block or a table without rows."""
    if not _TABLE.match(text):
        return None
    reader = _Reader(first_line)
    reader.feed(_STRAY.sub("&lt;", text))
    reader.close()
    rows = [Row(line, tuple(" ".join("".join(cell).split()) for cell in cells)) for line, cells in reader.rows if cells]
    return Table(rows[0], tuple(rows[1:])) if rows else None


def without_gaps(text: str) -> str:
    """The text with the blank lines inside HTML tables filled, each of which would end the block for the parser."""
    parts: list[str] = []
    position, opened = 0, -1
    for edge in _TABLE_EDGE.finditer(text) if "<" in text else ():
        if not edge[1]:
            opened = edge.start() if opened < 0 else opened
        elif opened >= 0:
            parts += [text[position:opened], _BLANK_LINE.sub("<!---->", text[opened : edge.start()])]
            position, opened = edge.start(), -1
    return "".join([*parts, text[position:]]) if parts else text


class _Reader(HTMLParser):
    """Gathers the cells of each row with the line the row begins on."""

    def __init__(self, first_line: int) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[tuple[int, list[list[str]]]] = []
        self._first_line = first_line
        self._in_cell = False
        self._href: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a row or a cell, or note markup inside one."""
        if tag == "tr":
            self.rows.append((self._first_line + self.getpos()[0] - 1, []))
        elif tag in {"td", "th"} and self.rows:
            self.rows[-1][1].append([])
            self._in_cell = True
        elif tag == "a":
            self._href = dict(attrs).get("href")
            self._add("[" if self._href else "")
        else:
            self._add(_MARKUP.get(tag, ""))

    def handle_endtag(self, tag: str) -> None:
        """Close a cell, or the markup inside one."""
        if tag in {"td", "th", "tr"}:
            self._in_cell = False
        elif tag == "a" and self._href:
            self._add(f"]({self._href})")
            self._href = None
        elif tag != "br":
            self._add(_MARKUP.get(tag, ""))

    def handle_data(self, data: str) -> None:
        """Keep the text of a cell."""
        self._add(data)

    def _add(self, text: str) -> None:
        if self._in_cell and text:
            self.rows[-1][1][-1].append(text)
