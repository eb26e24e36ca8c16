"""Labels in a line: `**Severity:** P1`, `**Severity**: P1`, `Severity: P1`."""

from __future__ import annotations

import re

from followthrough.documents.outline.inline import plain
from followthrough.documents.recall import remembered
from followthrough.documents.vocabulary import Vocabulary, without_numbering

_BOLD_FIELD = re.compile(
    r"(?P<mark>\*\*|__)(?P<label>[^*_:\n](?:[^*_:\n]|(?<=\w)_(?=\w)|:(?!\s*(?:\*\*|__)))*?)\s*"
    r"(?:[:：]\s*(?P=mark)|(?P=mark)\s*[:：])[ \t]*"
)
_BOLD_ONLY = re.compile(r"(?P<mark>\*\*|__)(?P<label>[^*_\n]{1,80}?)\s*[:：]?\s*(?P=mark)\s*[:：]?\s*$")
_PLAIN_FIELD = re.compile(
    r"(?P<label>[^\W\d_][^:：|`\[\]<>\n]{0,58}?(?:[(（][^()（）:：\n]{1,80}[)）])?)[ \t]{0,4}[:：](?:\s+|$|(?<=：))"
)
_LATER_FIELD = re.compile(rf"{_BOLD_FIELD.pattern}|(?<=[|·•]\s)(?P<plain>[^\W\d_][^:：|·•`\[\]<>\n]{{0,40}}?)[:：]\s+")
_SEPARATORS = " \t|·•;"


@remembered(4096)
def split_fields(text: str, words: Vocabulary) -> tuple[tuple[str, str], ...]:
    """The fields of one line as (label, value): several where further known bold labels follow the first."""
    label, rest = split_label(text, words)
    if label is None:
        return ()
    offset = len(text) - len(rest)
    later = [
        found for found in _LATER_FIELD.finditer(text, offset) if _is_known(found["label"] or found["plain"], words)
    ]
    ends = [*(found.start() for found in later), len(text)]
    fields = [(label, text[offset : ends[0]].strip(_SEPARATORS))]
    for found, end in zip(later, ends[1:], strict=True):
        fields.append((clean_label(found["label"] or found["plain"]), text[found.end() : end].strip(_SEPARATORS)))
    return tuple(fields)


@remembered(4096)
def split_labels(text: str, words: Vocabulary) -> tuple[tuple[str, str], ...]:
    """The labelled values of one line of an action item; a label without bold counts where items have such a field."""
    bold = split_fields(text, words)
    if bold:
        return bold
    known = _plain_field(text)
    if known is None or known["label"] not in words.columns:
        return ()
    return ((clean_label(known["label"]), text[known.end() :].strip()),)


def _is_known(label: str, words: Vocabulary) -> bool:
    return label in words.topics or label in words.columns


@remembered(4096)
def split_label(text: str, words: Vocabulary) -> tuple[str | None, str]:
    """A line's label and what follows it; a label without bold counts only where it is known."""
    bold = (_BOLD_FIELD.match(text) or _BOLD_ONLY.match(text)) if text[:2] in ("**", "__") else None
    if bold:
        return clean_label(bold["label"]), text[bold.end() :].strip()
    known = _plain_field(text)
    if known and words.topics.meaning(known["label"]):
        return clean_label(known["label"]), text[known.end() :].strip()
    return None, ""


def _plain_field(text: str) -> re.Match[str] | None:
    return _PLAIN_FIELD.match(text) if ":" in text or "：" in text else None


def clean_label(label: str) -> str:
    """The words of a label, without markup, numbering and colon."""
    return without_numbering(plain(label)).rstrip(":：").strip()
