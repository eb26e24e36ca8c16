"""Front matter as topics, so that its entries are asked for facts, and its list of action items for items, like any."""

from __future__ import annotations

from collections.abc import Iterator

from followthrough.documents.facts.topics import Topic
from followthrough.documents.nodes.tree import Mapping, Node, Scalar, Sequence
from followthrough.documents.outline.blocks import Block, Line, ListBlock, ListItem, Paragraph
from followthrough.documents.vocabulary import Vocabulary

FRONT_MATTER = "front_matter"


def front_topics(front: Mapping | None, words: Vocabulary) -> tuple[Topic, ...]:
    """The entries of front matter as fields."""
    return tuple(_front_topic(key, value, words) for key, value in front.entries) if front else ()


def _front_topic(key: Scalar, value: Node, words: Vocabulary) -> Topic:
    nodes = value.items if isinstance(value, Sequence) else (value,)
    lines = tuple(
        Line(node.position.line, text)
        for node in nodes
        if isinstance(node, Scalar) and not node.is_null
        for text in node.value.split("\n")
        if text.strip()
    )
    several = isinstance(value, Sequence)
    blocks: tuple[Block, ...] = tuple(Paragraph((line,)) for line in lines) if several else ()
    records = tuple(_record(node, words) for node in nodes if isinstance(node, Mapping) and node.entries)
    if several and records:
        blocks = (*blocks, ListBlock(ordered=False, items=records))
    return Topic(
        name=key.value,
        meaning=words.topics.meaning(key.value),
        line=key.position.line,
        end_line=max((key.position.line, *(line.number for line in lines), *(item.end_line for item in records))),
        lines=() if several else lines,
        blocks=blocks,
        path=(FRONT_MATTER,),
        section=None,
    )


def _record(node: Mapping, words: Vocabulary) -> ListItem:
    """A mapping as an entry of a list: what its weightiest key says, and below it the other keys as fields."""
    texts = [(key.value, value) for key, value in node.entries if isinstance(value, Scalar) and not value.is_null]
    named = {words.columns.meaning(key): index for index, (key, _) in reversed(list(enumerate(texts)))}
    title = next((named[meaning] for meaning in ("action", "description") if meaning in named), None)
    said = () if title is None else (Line(texts[title][1].position.line, " ".join(texts[title][1].value.split())),)
    fields = [
        Line(value.position.line, f"{key}: {_answer(key, value, words)}")
        for key, value in _flat(node)
        if title is None or value is not texts[title][1]
    ]
    below = (Paragraph(tuple(fields)),) if fields else ()
    return ListItem(node.position.line, node.end_line, "-", None, said, below)


def _flat(node: Mapping) -> Iterator[tuple[str, Scalar]]:
    """The keys of a mapping with their texts, a key for each of several."""
    for key, value in node.entries:
        for one in value.items if isinstance(value, Sequence) else (value,):
            if isinstance(one, Scalar) and not one.is_null:
                yield key.value, one


def _answer(key: str, value: Scalar, words: Vocabulary) -> str:
    """What a key says; `done: true` says that it is done."""
    text = " ".join(value.value.split())
    truth = _TRUTHS.get(text.casefold())
    return truth if truth and words.columns.meaning(key) == "status" else text


_TRUTHS = {"true": "yes", "false": "no"}
