"""Inline Markdown → plain words, with the places of links and of bold text in them.

The block pass leaves the text of a line as it is written; only what is kept is stripped here. Every scan is linear.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from followthrough.documents.outline.code_spans import MASKS, mask_code, unmask
from followthrough.documents.recall import remembered

_NO_REFERENCES: Mapping[str, str] = MappingProxyType({})

_TAG = (
    r"</?(?:a|b|br|code|del|details|div|em|font|hr|i|img|ins|kbd|li|mark|ol|p|pre|s|small|span|strong|sub|summary|sup"
    r"|table|tbody|td|th|thead|tr|u|ul)(?:\s[^<>]*+)?/?>"
)
_LABEL = r"\[(?P<{0}>(?:[^\[\]\\]|\\.|\[[^\[\]]*+\])*+)\]"
_TARGET = r"\(\s*+<?(?P<url>[^\s()<>]*+(?:\([^\s()]*+\)[^\s()<>]*+)*+)>?(?:\s++(?:\"[^\"]*+\"|'[^']*+'))?\s*+\)"
_TOKEN = re.compile(
    rf"(?P<escape>\\[!-/:-@\[-`{{-~])"
    rf"|(?P<tag>{_TAG})"
    r"|<(?P<auto>(?:https?|mailto):[^\s<>]++)>"
    rf"|(?P<bare>https?://[^\s<>()\[\]\"'`|*、。（）{MASKS}]++(?:\([^\s()]*+\)[^\s<>()\[\]\"'`|*]*+)*+)"
    rf"|!?{_LABEL.format('linked')}{_TARGET}"
    rf"|{_LABEL.format('worded')}\[(?P<ref>[^\[\]]*+)\]"
    rf"|{_LABEL.format('short')}"
    r"|(?P<run>\*++|_++|~~)",
    re.IGNORECASE,
)
_MARK = re.compile(r"[*_`\[<\\~&]|://")
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
"""Marks that join letters or turn their direction are none of them."""
_LONGEST_MARKED = 20_000
"""Nobody writes a longer line by hand; in one the markup stays as it is."""
_URL_TAIL = ".,;:!?*_~"


@dataclass(frozen=True, slots=True)
class Link:
    """Words of the plain text that lead somewhere."""

    start: int
    end: int
    url: str


@dataclass(frozen=True, slots=True)
class Inline:
    """Plain text and what its markup said about it; offsets count characters of `text`."""

    text: str
    links: tuple[Link, ...] = ()
    bolds: tuple[tuple[int, int], ...] = ()
    struck: bool = False
    """The whole text is struck through."""


@dataclass(slots=True)
class _Run:
    """A run of emphasis characters, still to be paired with another."""

    piece: int
    mark: str
    opens: bool
    closes: bool


@dataclass(slots=True)
class _Scan:
    """What one scan has gathered: pieces of text, links by piece, runs of emphasis."""

    pieces: list[str]
    links: list[tuple[int, int, str]]
    runs: list[_Run]
    codes: tuple[str, ...]
    """The code spans that the scanned text has characters for."""


def strip_markup(text: str, references: Mapping[str, str] = _NO_REFERENCES) -> Inline:
    """The plain text of inline Markdown: links as their words, code as its text, no emphasis, entities resolved.

    `references` maps the case-folded label of a link definition to its address.
    """
    if not _needs_stripping(text):
        return Inline(" ".join(_visible(text).split()))
    masked, codes = mask_code(text)
    scan = _Scan([], [], [], codes)
    _scan(masked, references, scan)
    bolds, dropped = _pair(scan)
    return _assemble(scan, bolds, dropped)


def plain(text: str, references: Mapping[str, str] = _NO_REFERENCES) -> str:
    """The words of `strip_markup` alone."""
    return strip_markup(text, references).text if references else _plain(text)


@remembered(2048)
def _plain(text: str) -> str:
    return strip_markup(text).text


def _visible(text: str) -> str:
    """The text without characters that show nothing, which a copy from elsewhere brings along."""
    return text if text.isascii() else _INVISIBLE.sub("", text)


def _needs_stripping(text: str) -> bool:
    return len(text) <= _LONGEST_MARKED and _MARK.search(text) is not None


def _scan(text: str, references: Mapping[str, str], scan: _Scan) -> None:
    position = 0
    # What stands in brackets that are no link is looked at again: `[[PR](…)]`.
    while found := _TOKEN.search(text, position):
        _add_words(scan, html.unescape(text[position : found.start()]))
        position = _take(found, references, scan)
    _add_words(scan, html.unescape(text[position:]))


def _take(found: re.Match[str], references: Mapping[str, str], scan: _Scan) -> int:
    """Add what one token stands for; return where the scan goes on."""
    kind = found.lastgroup
    if kind == "escape":
        scan.pieces.append(found.group()[1:])
    elif kind == "tag":
        scan.pieces.append(" " if found.group().lower().startswith("<br") else "")
    elif kind == "auto":
        _add_link(scan, found["auto"], found["auto"])
    elif kind == "bare":
        url = found["bare"].rstrip(_URL_TAIL)
        _add_link(scan, url, url)
        return found.start() + len(url)
    elif kind == "url":
        _add_link(scan, plain(found["linked"], references), found["url"])
    elif kind in {"ref", "short"}:
        return _take_reference(found, references, scan)
    else:
        _add_run(found, scan)
    return found.end()


def _take_reference(found: re.Match[str], references: Mapping[str, str], scan: _Scan) -> int:
    words = found["worded"] if found["worded"] is not None else found["short"]
    label = unmask(found["ref"] or words, scan.codes)
    url = references.get(" ".join(label.split()).casefold())
    if url is None:
        scan.pieces.append("[")
        return found.start() + 1
    _add_link(scan, plain(words), url)
    return found.end()


def _add_words(scan: _Scan, words: str) -> None:
    scan.pieces.append(unmask(words, scan.codes))


def _add_link(scan: _Scan, words: str, url: str) -> None:
    scan.links.append((len(scan.pieces), len(scan.pieces), unmask(url, scan.codes)))
    _add_words(scan, words)


def _add_run(found: re.Match[str], scan: _Scan) -> None:
    text, mark = found.string, found.group()
    before = text[found.start() - 1] if found.start() else " "
    after = text[found.end()] if found.end() < len(text) else " "
    opens, closes = not after.isspace(), not before.isspace()
    if mark[0] == "_" and before.isalnum() and after.isalnum():
        opens = closes = False
    scan.runs.append(_Run(len(scan.pieces), mark, opens, closes))
    scan.pieces.append(mark)


def _pair(scan: _Scan) -> tuple[list[tuple[int, int, str]], dict[int, int]]:
    """Emphasis as (first piece, last piece, mark), and how many characters each run's piece loses."""
    open_runs: dict[str, list[_Run]] = {"*": [], "_": [], "~": []}
    pairs: list[tuple[int, int, str]] = []
    dropped: dict[int, int] = {}
    for run in scan.runs:
        stack = open_runs[run.mark[0]]
        left = len(run.mark)
        while run.closes and stack and left:
            opener = stack[-1]
            available = len(opener.mark) - dropped.get(opener.piece, 0)
            used = min(left, available)
            dropped[opener.piece] = dropped.get(opener.piece, 0) + used
            dropped[run.piece] = dropped.get(run.piece, 0) + used
            pairs.append((opener.piece, run.piece, run.mark[0] * used))
            left -= used
            if used == available:
                stack.pop()
        if run.opens and left:
            stack.append(run)
    return pairs, dropped


def _assemble(scan: _Scan, pairs: list[tuple[int, int, str]], dropped: dict[int, int]) -> Inline:
    """Join the pieces with single spaces and carry the places of links and bold text over."""
    starts: list[int] = []
    parts: list[str] = []
    length, spaced = 0, True
    for index, piece in enumerate(scan.pieces):
        kept = piece[dropped.get(index, 0) :] if index in dropped else piece
        words, spaced = _squeeze(kept, spaced=spaced)
        starts.append(length)
        parts.append(words)
        length += len(words)
    starts.append(length)
    text = "".join(parts).rstrip()
    links = tuple(_trimmed(text, starts[first], starts[last + 1], url) for first, last, url in scan.links)
    bolds = tuple(sorted((starts[a], min(starts[b], len(text))) for a, b, mark in pairs if mark in {"**", "__", "***"}))
    struck = any(mark == "~~" and starts[a] == 0 and starts[b] >= len(text) for a, b, mark in pairs)
    return Inline(text, links, bolds, struck)


def _squeeze(text: str, *, spaced: bool) -> tuple[str, bool]:
    """The text with runs of white space as one space; `spaced` says whether what precedes ended in one."""
    text = _visible(text)
    if not text:
        return "", spaced
    words = " ".join(text.split())
    if not words:
        return ("" if spaced else " "), True
    lead = " " if text[0].isspace() and not spaced else ""
    tail = " " if text[-1].isspace() else ""
    return lead + words + tail, bool(tail)


def _trimmed(text: str, start: int, end: int, url: str) -> Link:
    while start < end and start < len(text) and text[start] == " ":
        start += 1
    return Link(start, min(end, len(text)), url)
