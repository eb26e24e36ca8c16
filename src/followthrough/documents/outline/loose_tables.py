"""Tables whose rows stand apart, a blank line between any two, so that Markdown takes each for a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from followthrough.documents.outline.blocks import Block, Paragraph, Row, Table

_RULE = re.compile(r"\|(?:\s*:?-{2,}:?\s*\|){2,}")
_LONGEST_RULE = 500
_LEAST_CELLS = 2
_CELL_END = re.compile(r"(?<!\\)\|")


def join_rows(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks, with a table instead of the paragraphs around one that is the rule below a header."""
    rules = [index for index, block in enumerate(blocks) if index and _is_rule(block) and _cells(blocks[index - 1])]
    return tuple(_joined(blocks, rules)) if rules else tuple(blocks)


def _joined(blocks: Sequence[Block], rules: Sequence[int]) -> Iterator[Block]:
    position, ruled = 0, frozenset(rules)
    for rule in rules:
        if rule - 1 < position:
            continue
        yield from blocks[position : rule - 1]
        end = rule + 1
        while end < len(blocks) and _cells(blocks[end]) and end + 1 not in ruled:
            end += 1
        header, *rows = (_row(block) for block in (blocks[rule - 1], *blocks[rule + 1 : end]))
        yield Table(header, tuple(rows))
        position = end
    yield from blocks[position:]


def _row(block: Block) -> Row:
    line = block.lines[0].number if isinstance(block, Paragraph) else 0
    return Row(line, _cells(block))


def _cells(block: Block) -> tuple[str, ...]:
    """The cells of a paragraph that is one row of a table; none for anything else."""
    text = block.lines[0].text if isinstance(block, Paragraph) and len(block.lines) == 1 else ""
    if not text.startswith("|") or not text.endswith("|") or text.count("|") <= _LEAST_CELLS:
        return ()
    return tuple(cell.strip() for cell in _CELL_END.split(text[1:-1]))


def _is_rule(block: Block) -> bool:
    text = block.lines[0].text if isinstance(block, Paragraph) and len(block.lines) == 1 else ""
    return text.startswith("|") and len(text) <= _LONGEST_RULE and _RULE.fullmatch(text) is not None
