"""Keys and values of a remark that are joined by a sign of equality: `owner=ops, due=2026-12-01`."""

from __future__ import annotations

import re

from followthrough.documents.vocabulary import Vocabulary

_CUT = re.compile(r"\s*[,;]\s*(?=[^\W\d_][\w-]*\s?=)|\s*;\s*")
_PAIR = re.compile(r"\s*(?P<key>[^\W\d_][\w-]{1,19})\s?=(?!=)\s*(?P<value>[^=]*)", re.DOTALL)
_PROMISING = frozenset({"owner", "due"})
_LEAST_PAIRS = 2


def read_pairs(text: str, words: Vocabulary) -> tuple[tuple[str, str], ...]:
    """The keys and values that a text consists of; none where it may be code, since it names no owner and no deadline.

    One pair alone may be code too: `(owner=root)`.
    """
    found = [_PAIR.fullmatch(part) for part in _CUT.split(text)] if "=" in text else []
    pairs = tuple((pair["key"], pair["value"].strip()) for pair in found if pair)
    promises = any(words.columns.meaning(key) in _PROMISING for key, _ in pairs)
    return pairs if len(found) == len(pairs) >= _LEAST_PAIRS and promises else ()
