"""Labelled values from some point to an item's end: `Owner: Alice, Due: 1 Dec`, bold or not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from followthrough.documents.items.decoration.remarks import label_kind, labelled
from followthrough.documents.items.decoration.window import Peel, Setting, Window
from followthrough.documents.phrases.people import split_people
from followthrough.documents.vocabulary import Vocabulary

_COLON = re.compile(r"\s*[:：]")
_WORDS_BEFORE = re.compile(r"(?:[^\W\d_]+[ /-]){0,2}[^\W\d_]+$")
_SEPARATORS = "(（[|,;–—-·•.、。"
_CLOSING = (")", "）", "]")
_MOST_NAME_WORDS = 4
_LONGEST_VALUE = 40
_LONGEST_LABEL = 40
_LONGEST_TAIL = 300


@dataclass(frozen=True, slots=True)
class _Label:
    """A known label in a text."""

    words: str
    start: int
    end: int
    """Behind its colon."""


def trailing_labels(window: Window, setting: Setting) -> Peel | None:
    """The values from the first label that is written as one, where all that follows is labelled."""
    text = window.text
    labels = list(_labels(text, setting))
    for index, label in enumerate(labels):
        if not text[: label.start].strip() or not _sets_off(window, label, setting.words):
            continue
        facts = _read(window, labels[index:], setting)
        if facts is not None and not any(kind in setting.skip for kind, _ in facts):
            return Peel(start=window.start, end=window.start + label.start, facts=facts)
    return None


def _labels(text: str, setting: Setting) -> Iterator[_Label]:
    """The known labels in the last stretch of a text: the longest known words before each colon."""
    for colon in _COLON.finditer(text, max(0, len(text) - _LONGEST_TAIL)):
        before = _WORDS_BEFORE.search(text, max(0, colon.start() - _LONGEST_LABEL), colon.start())
        parts = [found.start() for found in re.finditer(r"[^\W\d_]+", before.group())] if before else []
        for part in parts:
            start = (before.start() if before else 0) + part
            if label_kind(text[start : colon.start()], setting.words) is not None:
                yield _Label(text[start : colon.start()], start, colon.end())
                break


def _sets_off(window: Window, label: _Label, words: Vocabulary) -> bool:
    """Whether a label begins a decoration: bold, capitalised, in letters that know no capitals, or behind a sign.

    In brackets and before an id only bold and a sign count, so that a `Case ID` is nobody else's.
    """
    place = window.start + label.start
    before = window.text[: label.start].rstrip()
    if before[-1] in _SEPARATORS or any(start == place for start, _ in window.inline.bolds):
        return True
    inside = before.rfind("(") > before.rfind(")") or before.rfind("[") > before.rfind("]")
    if inside or label_kind(label.words, words) == "id":
        return False
    return label.words[0].isupper() or not label.words.isascii()


def _read(window: Window, labels: list[_Label], setting: Setting) -> tuple[tuple[str, str], ...] | None:
    """The facts of a row of labelled values; None where one of them cannot be a value."""
    text = window.text
    ends = [*(label.start for label in labels[1:]), len(text)]
    facts: list[tuple[str, str]] = []
    for label, end in zip(labels, ends, strict=True):
        read = labelled(label.words, _bare(text[label.end : end]), setting)
        if read is None or not all(_is_plausible(kind, said) for kind, said in read):
            return None
        linked = _tickets(window, label.end, end) if label_kind(label.words, setting.words) == "ticket" else ()
        facts.extend(linked or read)
    return tuple(facts)


def _tickets(window: Window, start: int, end: int) -> tuple[tuple[str, str], ...]:
    """The tickets that stand in a stretch of the window, by their addresses where they are links."""
    first, last = window.start + start, window.start + end
    return tuple(("own_ticket", one.text) for one in window.tickets if first <= one.start and one.end <= last)


def _bare(text: str) -> str:
    value = text.strip(" ,;|、·•.。–—-\t(（[")
    return value[:-1].rstrip() if value[-1:] in _CLOSING and not any(mark in value for mark in "(（[") else value


def _is_plausible(kind: str, text: str) -> bool:
    """Whether a labelled value is short enough to be one, so that a sentence that goes on is not taken for it."""
    match kind:
        case "owner":
            return all(len(name.split()) <= _MOST_NAME_WORDS for name in split_people(text))
        case "own_ticket":
            return len(text.split()) == 1 or any(sign.isdigit() for sign in text)
        case "due" | "status" | "priority":
            return len(text) <= _LONGEST_VALUE
        case _:
            return True
