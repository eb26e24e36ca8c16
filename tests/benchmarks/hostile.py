"""Documents made to be hard to read: one thing over and over, in as many bytes and lines as are read."""

from __future__ import annotations

from collections.abc import Callable

from followthrough.documents.text.decoding import MAX_LINES

_HEAD = "# Outage\n\n**Date:** 2026-11-03\n\n## Action Items\n\n"
_TABLE = "| Action | Owner | Due |\n|---|---|---|\n"

_REPEATED = {
    "one line of *": ("- ", "*"),
    "one line of [": ("- ", "["),
    "one line of <": ("- ", "<"),
    "one line of `": ("- ", "`"),
    "one line of |": ("", "|"),
    "one line of digits": ("- ", "1"),
    "one line of spaces": ("- a", " "),
    "one line of accents": ("- e", "\u0301"),
    "one line of entities": ("- ", "&amp;"),
    "one line of bold openings": ("- ", "**a "),
    "one line of code spans": ("- ", "`a``b"),
    "one line of links": ("- ", "[a](b) "),
    "one line of open links": ("- ", "[a]("),
    "one line of addresses": ("- ", "https://x.example/issues/1 "),
    "one line of tickets": ("- ", "#1 "),
    "one line of linked tickets": ("- ", "[a](https://x.example/issues/1) #1 "),
    "one line of handles": ("- ", "@a "),
    "one line of names": ("- Owner: ", "Ann, "),
    "one line of labels": ("- x ", "Owner: a "),
    "one line of dates": ("- ", "2026-12-01 "),
    "one line of brackets": ("- ", "(a) "),
    "one line of placeholders": ("", "[x] "),
    "one line of dashes": ("- a", " - b"),
    "one line of kind words": ("# ", "Postmortem: "),
    "one heading of shortcodes": ("# ", ":bug: "),
    "one heading of pictographs": ("# ", "\u2610"),
    "one paragraph": ("", "more words\n"),
    "one item of many lines": ("- Fix it\n", "  more words\n"),
    "one item of many details": ("- Fix it\n", "  - a detail\n"),
    "one item of many fields": ("- Fix it\n", "  - Owner: Ann\n"),
    "one quotation": ("", "> quoted words\n"),
    "items of a word": ("", "- x\n"),
    "items with check boxes": ("", "- [ ] Fix it (Owner: Ann, due 2026-12-01)\n"),
    "numbered items": ("", "1. Fix it\n"),
    "items of long lines": ("", "- " + "Fix *it* by `now` " * 800 + "\n"),
    "items of many tickets": ("", "- Fix " + "#1 " * 3_000 + "\n"),
    "items of many openings": ("", "- Fix " + "[](( " * 3_000 + "\n"),
    "rows": (_TABLE, "| Fix it | Ann | 2026-12-01 |\n"),
    "short rows": (_TABLE, "|a|\n"),
    "rows without a header": ("", "| Owner | Ann |\n"),
    "headings": ("", "### Fix it\n\nOwner: Ann\n\n"),
    "bold labels": ("", "**Fix it**\n"),
    "fields": ("", "**Owner:** Ann\n"),
    "fields in a list": ("", "- Action: Fix it\n- Owner: Ann\n"),
    "action sections": ("", "## Action Items\n\n- Fix it\n\n"),
    "timeline": ("## Timeline\n\n", "- 10:00 UTC something happened\n"),
    "link definitions": ("", "[a]: https://x.example\n"),
    "comments": ("", "- a <!-- b -->\n"),
    "comment openings": ("", "<!-- a\n"),
    "silenced findings": ("", "<!-- followthrough: ignore FT203 -->\n"),
    "details": ("", "<details><summary>a</summary>\n\n- b\n\n</details>\n\n"),
    "HTML tags": ("", "<td>a\n"),
    "HTML table": ("<table>\n", "<tr><td>Fix it</td><td>Ann</td></tr>\n"),
    "HTML table of one cell": ("<table><tr><th>Action</th></tr><tr><td>", "a<br>"),
    "HTML table of open tags": ("<table><tr><td>", "<a "),
    "HTML table of open quotes": ("<table><tr><td>", '<a b="'),
    "HTML table with gaps": ("<table>\n", "<tr><td>Fix it\n\n"),
    "template tags": ("", "{% a %} <% b %>\n"),
    "quotes in quotes": ("", "> "),
    "lists in lists": ("", "- "),
    "garbled characters": ("", "Didn\u00e2\u20ac\u2122t work\n"),
}


def _wide_table(size: int) -> str:
    columns = min(size // 8, 3_000)
    return "|a" * columns + "|\n" + "|-" * columns + "|\n" + "|b\n" * ((size - columns * 4) // 3)


def _deep(size: int, indent: int) -> str:
    lines, written, depth = list[str](), 0, 0
    while written < size:
        lines.append(" " * (indent * depth) + "- a\n")
        written += len(lines[-1])
        depth += 1
    return "".join(lines)


def _different_items(size: int) -> str:
    line = "- [ ] Add case {0} to suite {0} (Owner: Person{0}, due 2026-12-0{0})\n"
    return "".join(line.format(number) for number in range(size // (len(line) + 8)))


def _different_references(size: int) -> str:
    count = size // 50
    links = "".join(f"[r{number}]: https://x.example/{number}\n" for number in range(count))
    return links + "\n" + "".join(f"- Fix [it][r{number}]\n" for number in range(count))


_GROWN: dict[str, Callable[[int], str]] = {
    "a wide table": _wide_table,
    "a list as deep as it is long": lambda size: _deep(size, 1),
    "a list twice as deep": lambda size: _deep(size, 2),
    "brackets in brackets": lambda size: "- Fix " + "[" * (size // 2) + "]" * (size // 2),
    "parentheses in parentheses": lambda size: "- Fix " + "(" * (size // 2) + ")" * (size // 2),
    "items that differ": _different_items,
    "link definitions that differ": _different_references,
}

NAMES = (*_REPEATED, *_GROWN)


def hostile(name: str, size: int) -> bytes:
    """The hostile document of a name, of so many bytes, or of the most lines that are read."""
    if name in _GROWN:
        text = _HEAD + _GROWN[name](size - len(_HEAD))
    else:
        opening, unit = _REPEATED[name]
        text = _HEAD + opening
        text += unit * ((size - len(text.encode())) // len(unit.encode()))
    return b"".join(text.encode()[:size].splitlines(keepends=True)[:MAX_LINES])
