"""Foreign text made harmless for a forge: it mentions nobody, refers to nothing, commands nothing and hides nothing.

One means serves for nearly everything: a zero-width space breaks what would be live, so that people read what was
written and plain words stay as they are. Links to github.com go over redirect.github.com, which leaves no backlink;
links to issues and the like elsewhere become code spans. Code spans are left alone where they are surely such.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby
from urllib.parse import unquote

from followthrough.tracking.characters import visible

BREAK = "\u200b"
_CELL_LIMIT = 500

_LIVE = re.compile(
    r"""
      (?<=@)(?<![A-Za-z0-9]@)(?=\\?[A-Za-z0-9_.])             # @login, @org/team; not the @ of an e-mail address
    | (?<=\#)(?=\\?[0-9]) | (?<=\#)(?=\#\[)                   # #12, owner/repo#1; ##[command]
    | (?<=[!&$])(?=[0-9])                                     # !5, &7, $3
    | (?<=%)(?=\\?[A-Za-z0-9_"&])                            # %3, %"milestone"
    | (?<=~)(?=\\?[A-Za-z0-9_"?.&-])                          # ~label, ~"label"
    | (?<=&amp;)(?=[0-9])
    | (?<=[Gg][HhLl]-)(?<![A-Za-z0-9][Gg][HhLl]-)(?=[0-9])    # GH-1, GL-1
    | (?<=\[)(?=[a-z_]+:) | (?<=\*)(?=iteration:)             # [issue:1], *iteration:1
    | (?<=<)(?=[A-Za-z/!?])                                   # HTML, comments and with them markers
    | (?<=&)(?=\#[0-9xX])                                     # a character reference that would bring any of these back
    | (?<=&)(?!(?:amp|lt|gt|quot|apos|nbsp);)(?=[A-Za-z][A-Za-z0-9]*;)
    """,
    re.VERBOSE,
)
_URL = re.compile(r"(?:https?://|www\.)(?:(?!&\w+;|~~)[^*\s<>\"'`|\\()\[\]{}^])*[A-Za-z0-9/=]", re.IGNORECASE)
_WITH_DOMAIN = re.compile(r"(?:https?://)?(?:[^/?#@]*@)?[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?=[/:?#]|$)", re.IGNORECASE)
_GITHUB = re.compile(r"(?:https?://)?(?:[^/?#@]*@)?(?:www\.)?github\.com(?=[/:?#]|$)", re.IGNORECASE)
_REDIRECT = "https://redirect.github.com"
_TRACKED_PATH = re.compile(
    r"/(?:issues|pull|pulls|merge_requests|commits?|discussions|work_items|epics|milestones|compare|snippets)/",
    re.IGNORECASE,
)
_COMMIT = re.compile(
    r"(?<![0-9A-Za-z\\-])(?=[0-9a-f]*[0-9])(?=[0-9a-f]*[a-f])[0-9a-f]{7,40}(?![0-9A-Za-z@-])", re.IGNORECASE
)
_SHORT_OF_COMMIT = re.compile(r".{1,6}")
_QUICK_ACTION = re.compile(r"^(\s*)/(?=[A-Za-z])", re.MULTILINE)
_WORKFLOW_COMMAND = re.compile(r"(?<=^:)(?=:)|(?<=\s:)(?=:)|(?<=#)(?=#\[)", re.MULTILINE)
_PIPE = re.compile(r"(\\*)\|")
_LINKED = re.compile(r"(?:(?<=http:)|(?<=https:))(?=//)|(?<=www)(?=\.)", re.IGNORECASE)
_JOINED = re.compile(r"[A-Za-z0-9+.\\-]\Z")
"""What keeps an address that follows it from being a link."""
_TICKS = re.compile(r"`+")
_TILDE_FENCE = re.compile(r" {0,3}~{3,}[ \t]*[\w+.-]*[ \t]*", re.ASCII)
_FENCE = re.compile(r" {0,3}(`{3,}(?!.*`)|~{3,})(.*)")


def sanitize_title(text: str, limit: int = 255) -> str:
    """The text as a harmless title: one line of at most `limit` characters, never empty."""
    line = _harmless_text(" ".join(visible(text).split()), code=False)
    line = re.sub(r"^/(?=[A-Za-z])", f"{BREAK}/", line)
    if len(line) > limit:
        line = line[: limit - 1].rstrip() + "…"
    return line or "(no title)"


def sanitize_body(text: str) -> str:
    """The Markdown as harmless Markdown, its outer blank lines gone and every fence closed."""
    lines = visible(text).strip("\n").split("\n")
    harmless = "\n".join(_harmless_lines(line.rstrip() for line in lines))
    return escape_quick_actions(_with_fences_closed(harmless)).strip("\n")


def sanitize_cell(text: str) -> str:
    """The text as one harmless cell of a Markdown table, cut where it is absurdly long."""
    line = " ".join(visible(text).split())
    line = line if len(line) <= _CELL_LIMIT else line[:_CELL_LIMIT] + "…"
    line = escape_quick_actions(_harmless_line(line, _code_spans(line)))
    return _PIPE.sub(lambda found: f"{found[1]}|" if len(found[1]) % 2 else f"{found[1]}\\|", line).rstrip("\\ ")


def escape_quick_actions(text: str) -> str:
    """The text without a line that GitLab would take for a command: a backslash before the slash reads the same."""
    return _QUICK_ACTION.sub(r"\1\\/", text)


def _harmless_lines(lines: Iterable[str]) -> Iterable[str]:
    for blank, paragraph in groupby(lines, key=lambda line: not line):
        together = list(paragraph)
        yield from together if blank else _harmless_paragraph(together)


def _harmless_paragraph(lines: list[str]) -> list[str]:
    """A code span may run over lines, and which do depends on what else is in the paragraph: in doubt none is one."""
    spans = [_code_spans(line) for line in lines]
    certain = all(one is not None for one in spans)
    return [
        line if _TILDE_FENCE.fullmatch(line) else _harmless_line(line, (one or []) if certain else None)
        for line, one in zip(lines, spans, strict=True)
    ]


def _code_spans(line: str) -> list[tuple[int, int]] | None:
    """Where the line's code spans stand; None where a backtick is left over or escaped."""
    if "\\`" in line:
        return None
    spans = []
    runs = list(_TICKS.finditer(line))
    while runs:
        opening = runs.pop(0)
        closing = next((at for at, run in enumerate(runs) if len(run[0]) == len(opening[0])), None)
        if closing is None:
            return None
        spans.append((opening.start(), runs[closing].end()))
        del runs[: closing + 1]
    return spans


def _harmless_line(line: str, spans: list[tuple[int, int]] | None) -> str:
    """`spans` are the line's code spans; None where nothing may count as one, nor be made one."""
    pieces, at = [], 0
    for start, end in spans or ():
        pieces += [_harmless_text(line[at:start], code=True), _harmless_code(line[start:end])]
        at = end
    pieces.append(_harmless_text(line[at:], code=spans is not None))
    return _WORKFLOW_COMMAND.sub(BREAK, _joined(pieces))


def _harmless_code(span: str) -> str:
    return _without_live(span) if "|" in span else span  # a table would end the span at the pipe


def _harmless_text(text: str, *, code: bool) -> str:
    pieces, at = [], 0
    for url in _URL.finditer(text):
        harmless = _unlinked(url[0]) if _JOINED.search(text, at, url.start()) else _harmless_url(url[0], code=code)
        pieces += [_harmless_words(text[at : url.start()], code=code), harmless]
        at = url.end()
    return _joined([*pieces, _harmless_words(text[at:], code=code)])


def _joined(pieces: Iterable[str]) -> str:
    """The pieces in one, code spans of ours kept from growing together with their neighbours."""
    text = ""
    for piece in filter(None, pieces):
        text += BREAK + piece if text.endswith("`") and piece[0] == "`" else piece
    return text


def _harmless_words(text: str, *, code: bool) -> str:
    return _COMMIT.sub(r"`\g<0>`" if code else _broken_commit, _without_live(text))


def _broken_commit(found: re.Match[str]) -> str:
    return BREAK.join(_SHORT_OF_COMMIT.findall(found[0]))


def _harmless_url(url: str, *, code: bool) -> str:
    if not _WITH_DOMAIN.match(url):
        return _without_live(url)
    if _GITHUB.match(url):
        url = _GITHUB.sub(_REDIRECT, url, count=1)
    elif _TRACKED_PATH.search(unquote(url)) and not url.startswith(f"{_REDIRECT}/"):
        return f"`{url}`" if code else _unlinked(url)
    return _unlinked(url) if "@" in url and "_" in url else url.replace("@", "%40")


def _unlinked(url: str) -> str:
    return BREAK + _LINKED.sub(BREAK, _harmless_words(url, code=False))


def _without_live(text: str) -> str:
    return _LIVE.sub(BREAK, text)


def _with_fences_closed(text: str) -> str:
    fence = ""
    for line in text.split("\n"):
        found = _FENCE.fullmatch(line)
        if found and not fence:
            fence = found[1]
        elif found and found[1].startswith(fence) and not found[2].strip():
            fence = ""
    return f"{text}\n{fence}" if fence else text
