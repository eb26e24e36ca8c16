"""Front matter as topics, so that its entries are asked for facts like any field."""

from __future__ import annotations

from followthrough.documents.facts.topics import Topic
from followthrough.documents.nodes.tree import Mapping, Node, Scalar, Sequence
from followthrough.documents.outline.blocks import Line, Paragraph
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
    return Topic(
        name=key.value,
        meaning=words.topics.meaning(key.value),
        line=key.position.line,
        end_line=max((line.number for line in lines), default=key.position.line),
        lines=() if several else lines,
        blocks=tuple(Paragraph((line,)) for line in lines) if several else (),
        path=(FRONT_MATTER,),
        section=None,
    )
