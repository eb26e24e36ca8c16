"""Whether a document says itself that there is nothing to do."""

from __future__ import annotations

from collections.abc import Iterator

from followthrough.documents.items.scopes import Scope
from followthrough.documents.items.wording import joined
from followthrough.documents.outline.blocks import Block, ListBlock, Paragraph
from followthrough.documents.outline.inline import plain
from followthrough.documents.vocabulary import Vocabulary


def says_there_are_none(scopes: tuple[Scope, ...], words: Vocabulary) -> bool:
    """Whether a section for action items says in words that there are none: `No action items.`, `N/A`."""
    texts = (plain(text) for scope in scopes for text in _lines(scope))
    return any(any(sign.isalpha() for sign in text) and text in words.nothing for text in texts)


def _lines(scope: Scope) -> Iterator[str]:
    for block in scope.blocks:
        yield from _texts(block)
    # `No action items.` on its own looks like a label.
    yield from (section.title for section in scope.sections)


def _texts(block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield joined(block.lines)
    elif isinstance(block, ListBlock):
        for item in block.items:
            yield joined(item.lines)
