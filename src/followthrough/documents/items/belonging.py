"""Paragraphs that say themselves that they are an item, and the list that belongs to one of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from followthrough.documents.items.decoration.openings import bold_owner
from followthrough.documents.items.decoration.window import Setting
from followthrough.documents.items.saying import denies
from followthrough.documents.items.wording import is_label, joined, opens_as_item, opens_with_state
from followthrough.documents.outline.blocks import Block, ListBlock, Paragraph, first_line, last_line
from followthrough.documents.outline.inline import strip_markup
from followthrough.documents.vocabulary import Vocabulary, fold

_LEAST_WORDS = 2


def stands_as_item(block: Paragraph, setting: Setting) -> bool:
    """Whether a paragraph beside lists or tables says itself that it is an item."""
    words = setting.words
    return (
        opens_with_state(block.lines, words) or opens_as_item(block.lines, words) or _opens_with_owner(block, setting)
    )


def completes(block: Block | None, paragraph: Paragraph, words: Vocabulary) -> bool:
    """Whether a block is a list that belongs to the item above: on its very next line, or behind its colon."""
    if not isinstance(block, ListBlock) or any(item.checked is not None for item in block.items):
        return False
    text = joined(paragraph.lines)
    if is_label(text, words) or len(text.split()) <= _LEAST_WORDS:
        return False
    return text.endswith((":", "：")) or first_line(block) == last_line(paragraph) + 1


def belongings(blocks: Sequence[Block], setting: Setting) -> Mapping[int, ListBlock]:
    """The line of each paragraph that stands as an item → the list that belongs to it."""
    return {
        first_line(block): after
        for block, after in pairwise(blocks)
        if isinstance(block, Paragraph)
        and isinstance(after, ListBlock)
        and completes(after, block, setting.words)
        and stands_as_item(block, setting)
    }


def denied(blocks: Sequence[Block], words: Vocabulary) -> frozenset[int]:
    """The lines of paragraphs that are a question, and of those that answer it with no."""
    pairs = (
        (first_line(asked), first_line(answer))
        for asked, answer in pairwise(blocks)
        if isinstance(asked, Paragraph)
        and isinstance(answer, Paragraph)
        and joined(asked.lines).endswith("?")
        and denies(joined(answer.lines), words)
    )
    return frozenset(line for pair in pairs for line in pair)


def _opens_with_owner(block: Paragraph, setting: Setting) -> bool:
    """Whether a paragraph opens with a name in bold and goes on with what is to be done."""
    text = joined(block.lines)
    if text[:2] not in ("**", "__"):
        return False
    inline = strip_markup(text)
    end = next((end for start, end in inline.bolds if start == 0), 0)
    rest = inline.text[end:].lstrip(" :：–—-")
    if len(rest.split()) < _LEAST_WORDS or _leads_on(rest, setting.words):
        return False
    return bool(bold_owner(inline.text[:end], rest, setting))


def _leads_on(text: str, words: Vocabulary) -> bool:
    """Whether a line only introduces what is below it: `will do the following:`."""
    return text.endswith((":", "：")) and not words.pointing_words.isdisjoint(fold(text).split())
