"""An oracle of its own making: what a forge would act on in a text, read off the rules that forges document.

It renders Markdown with a CommonMark parser and looks at the text outside code and links, as forges do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token

_PARSER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
_AUTOLINK = re.compile(r"(?:https?://|www\.)[^\s<]+", re.IGNORECASE)
_MENTION = re.compile(r"(?:^|[^A-Za-z0-9])@[A-Za-z0-9_.]", re.MULTILINE)
_REFERENCE = re.compile(
    r"""\#\d | ![0-9] | &[0-9] | \$[0-9] | %[A-Za-z0-9_"] | ~[A-Za-z0-9_"?.&-] | (?<![A-Za-z0-9])G[HL]-[0-9]
    | \[[a-z_]+:[^\]\s]+\] | \*iteration:""",
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)
_QUICK_ACTION = re.compile(r"^/[A-Za-z]|^\s+/[A-Za-z]", re.MULTILINE)
_COMMAND = re.compile(r"^\s*::|##\[", re.MULTILINE)
_BACKLINK = re.compile(
    r"github\.com/|/(?:issues|pull|pulls|merge_requests|commits?|discussions|work_items|epics|milestones)/",
    re.IGNORECASE,
)
_HIDING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069\ufeff\ud800-\udfff]"
)


def live_in_title(title: str) -> list[str]:
    """Everything in a title that a forge would act on."""
    found = _found(title) + _QUICK_ACTION.findall(title) + _HIDING.findall(title)
    return found + (["line end"] if "\n" in title else []) + re.findall("<!--", title)


def live_in_body(body: str) -> list[str]:
    """Everything in a body that a forge would act on."""
    found = _QUICK_ACTION.findall(body) + _COMMAND.findall(body) + _HIDING.findall(body)
    for text, is_link in _texts(body):
        found += ([text] if _is_backlink(text) else []) if is_link else _found(text)
    return found


def _is_backlink(link: str) -> bool:
    elsewhere = re.sub(r"https://redirect\.github\.com/\S*", "", link)
    target = unquote(elsewhere).split("\u200b")[0]  # what follows is no part of the address of an issue
    return bool(_BACKLINK.search(target))


def _found(text: str) -> list[str]:
    links = [link for link in _AUTOLINK.findall(text) if _is_backlink(link)]
    bare = _AUTOLINK.sub(" ", text)
    return links + _MENTION.findall(bare) + [found[0] for found in _REFERENCE.finditer(bare)]


def _texts(body: str) -> Iterator[tuple[str, bool]]:
    """Runs of text as they show, and the targets of links; HTML is taken as text, since it would be live."""
    for token in _PARSER.parse(body):
        if token.type == "html_block":
            yield f"<!-- {token.content}", False
            yield "@html", False
        yield from _inline(token.children or [])


def _inline(tokens: list[Token]) -> Iterator[tuple[str, bool]]:
    run = ""
    for token in tokens:
        if token.type == "text":
            run += token.content
            continue
        yield run, False
        run = ""
        if token.type == "html_inline":
            yield "@html", False
        if token.type in {"link_open", "image"}:
            yield str(token.attrGet("href") or token.attrGet("src")), True
    yield run, False
