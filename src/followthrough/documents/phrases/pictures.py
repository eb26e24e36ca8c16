"""Pictures in a text: what they are called is none of its words, unless it is a state or a priority."""

from __future__ import annotations

import re

from followthrough.documents.vocabulary import Vocabulary

_PICTURE = re.compile(
    r"(?<!\[)!\[(?P<words>[^\[\]]*+)\](?:\(\s*+[^\s()]*+(?:\([^\s()]*+\)[^\s()]*+)*+"
    r"(?:\s++(?:\"[^\"]*+\"|'[^']*+'))?\s*+\)|\[[^\[\]]*+\])"
)


def without_pictures(text: str, words: Vocabulary) -> str:
    """Raw Markdown without its pictures; of a badge that tells a state or a priority, its words in brackets."""
    if "![" not in text:
        return text
    return _PICTURE.sub(lambda found: _badge(found["words"], words), text).strip()


def _badge(said: str, words: Vocabulary) -> str:
    return f"({said})" if said in words.statuses or said in words.priorities else " "
