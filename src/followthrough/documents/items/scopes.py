"""Where action items may stand: explicit action sections first, then, only where there is none, what comes near one."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from followthrough.documents.facts.topics import Topic
from followthrough.documents.items.belonging import completes
from followthrough.documents.items.shapes.columns import is_promise_table
from followthrough.documents.items.wording import opens_as_item, opens_with_state
from followthrough.documents.outline.blocks import Block, Line, ListBlock, Paragraph, Table, first_line, last_line
from followthrough.documents.outline.inline import plain
from followthrough.documents.outline.sections import Section, walk
from followthrough.documents.vocabulary import Vocabulary, fold

_LEAST_LABEL = 2
_NARRATING = frozenset({"timeline", "narration", "aside"})
_TELLING = _NARRATING | {"impact", "root_cause", "contributing_factors", "went_well", "went_wrong", "lucky"}
"""Around a field whose name only comes near one for action items: `Prevention: the check list was skipped`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """A stretch of the document that is read for action items."""

    name: str
    """The words of its heading or label; what it is, in brackets, where it has none."""
    line: int
    end_line: int
    blocks: tuple[Block, ...]
    sections: tuple[Section, ...] = ()
    mixed: bool = False
    """It joins what is promised to something else, so that running prose in it is no promise."""
    named: bool = False
    """One of several of its kind (`Immediate actions`, `Later actions`), so that its name is its items' category."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tier:
    """Scopes of one kind; a final tier is the last one looked at, even where it holds no item."""

    scopes: tuple[Scope, ...]
    final: bool = False


def covers(scopes: tuple[Scope, ...], line: int) -> bool:
    """Whether a line lies in one of the scopes, which stand in order and apart."""
    before = bisect_right(scopes, line, key=lambda scope: scope.line)
    return before > 0 and line <= scopes[before - 1].end_line


def find_tiers(root: Section, topics: tuple[Topic, ...], words: Vocabulary) -> Iterator[Tier]:
    """The tiers of a document in the order in which they are asked."""
    certain = _scopes(topics, "action_items", words)
    tables = tuple(_promise_tables(root, words, certain))
    both = tuple(sorted((*certain, *tables), key=lambda scope: scope.line))
    yield Tier(scopes=both, final=bool(both))
    beside = _scopes(topics, "follow_ups", words)
    yield Tier(scopes=tuple(replace(scope, named=len(beside) > 1) for scope in beside))
    yield Tier(scopes=_scopes(topics, "measures", words))
    yield Tier(scopes=_scopes(topics, "lone_action", words))
    yield Tier(scopes=tuple(_promised_lists(root, words)))
    yield Tier(scopes=tuple(_stated(root, words)))


def _scopes(topics: tuple[Topic, ...], meaning: str, words: Vocabulary) -> tuple[Scope, ...]:
    """The topics of a meaning that are not inside another of them."""
    found: list[Scope] = []
    for topic in topics:
        inside = bool(found) and topic.line <= found[-1].end_line
        means = topic.meaning == meaning or (meaning == "follow_ups" and _is_open_end(topic, words))
        if means and not inside and _may_promise(topic, words) and not _is_state(topic, words):
            found.append(_scope_of(topic, words))
    return tuple(found)


def _is_open_end(topic: Topic, words: Vocabulary) -> bool:
    """Whether a section says only that something is left, and lists what: `Still open`."""
    listed = topic.section is not None and any(isinstance(block, ListBlock | Table) for block in topic.blocks)
    return listed and topic.meaning is None and topic.name in words.open_ends


def _may_promise(topic: Topic, words: Vocabulary) -> bool:
    """Whether a topic is no part of a story: a field or a label inside a timeline tells what was done."""
    around = set(topic.path)
    if topic.section is not None and not topic.section.is_label:
        return topic.meaning == "action_items" or not _NARRATING & around
    if topic.blocks and not topic.lines and topic.name in words.explicit:
        return "aside" not in around
    told = _NARRATING if topic.meaning == "action_items" else _TELLING
    return not told & around and bool(topic.blocks or topic.lines or topic.section)


def _is_state(topic: Topic, words: Vocabulary) -> bool:
    """Whether a field heads no items: it is the state of one (`TODO: move the logs`), or states how far they are."""
    if topic.section is not None or not topic.lines:
        return False
    return topic.name.isupper() or (not topic.blocks and plain(topic.value) in words.statuses)


def _scope_of(topic: Topic, words: Vocabulary) -> Scope:
    beside = (Paragraph(topic.lines),) if topic.lines else ()
    return Scope(
        name=topic.name,
        line=topic.line,
        end_line=topic.end_line,
        blocks=(*beside, *topic.blocks),
        sections=topic.section.sections if topic.section else (),
        mixed=words.headings.joins_more(fold(topic.name)),
    )


def _promise_tables(root: Section, words: Vocabulary, taken: tuple[Scope, ...]) -> Iterator[Scope]:
    """Tables whose header alone says that they list action items, wherever they stand."""
    for section, narrating in _with_narration(root, words, narrating=False):
        for block in () if narrating else section.blocks:
            if not isinstance(block, Table) or not is_promise_table(block, words):
                continue
            line, last = block.header.line, block.rows[-1].line if block.rows else block.header.line
            if not covers(taken, line):
                yield Scope(name="(a table of its own)", line=line, end_line=last, blocks=(block,))


def _with_narration(section: Section, words: Vocabulary, *, narrating: bool) -> Iterator[tuple[Section, bool]]:
    here = narrating or words.topics.meaning(section.title) in _NARRATING
    yield section, here
    for below in section.sections:
        yield from _with_narration(below, words, narrating=here)


def _promised_lists(root: Section, words: Vocabulary) -> Iterator[Scope]:
    """Lists that a sentence introduces as promised work."""
    for section in walk(root):
        before: Block | None = None
        for block in section.blocks:
            if isinstance(block, ListBlock) and isinstance(before, Paragraph) and _promises(before, words):
                name = "(a list that a sentence promises)"
                last = block.items[-1].end_line
                yield Scope(name=name, line=block.items[0].line, end_line=last, blocks=(block,))
            before = block


def _stated(root: Section, words: Vocabulary) -> Iterator[Scope]:
    """Paragraphs and entries of lists that open with a state marker or as an item: `TODO: …`, `Action point: …`."""
    for section, narrating in _with_narration(root, words, narrating=False):
        blocks = () if narrating else section.blocks
        for block, after in zip(blocks, (*blocks, None)[1:], strict=True):
            kept = _says_itself(block, after, words)
            if kept:
                name = "(what opens with a state)"
                yield Scope(name=name, line=first_line(kept[0]), end_line=last_line(kept[-1]), blocks=kept)


def _says_itself(block: Block, after: Block | None, words: Vocabulary) -> tuple[Block, ...]:
    """The part of a block that says itself that it is an item, with the list that belongs to it."""
    if isinstance(block, ListBlock):
        marked = tuple(item for item in block.items if _is_marked(item.lines, words))
        return (ListBlock(block.ordered, marked),) if marked else ()
    if not isinstance(block, Paragraph) or not _is_marked(block.lines, words):
        return ()
    return (block, after) if after is not None and completes(after, block, words) else (block,)


def _is_marked(lines: Sequence[Line], words: Vocabulary) -> bool:
    """Whether lines open with a state, or with a label of several words, since a mere `Action:` may tell a story."""
    return opens_with_state(lines, words) or opens_as_item(lines, words, least=_LEAST_LABEL)


def _promises(paragraph: Paragraph, words: Vocabulary) -> bool:
    sentence = fold(plain(" ".join(line.text for line in paragraph.lines))[-200:])
    return any(promise in sentence for promise in words.promises)
