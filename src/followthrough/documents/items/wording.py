"""What a line inside an action section is by its words alone: a label, a deed, nothing, an instruction, a name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from followthrough.documents.items.candidates import Fact
from followthrough.documents.items.decoration.remarks import is_owner, status_of
from followthrough.documents.items.decoration.states import state_label
from followthrough.documents.items.decoration.window import Setting
from followthrough.documents.outline.blocks import Line
from followthrough.documents.outline.inline import plain
from followthrough.documents.phrases.people import is_name, is_person, split_people
from followthrough.documents.vocabulary import Vocabulary, fold, without_numbering

_ITEM_LABEL = re.compile(r"(?P<label>[^\W\d_][^:：\d]{1,24}?)\s*#?\d{0,3}\s*[:：]\s+\S")
_WITHOUT_SPACES = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_SENTENCE_END = re.compile(r"[.!?。)]\s*$")
_LONGEST_LABEL_WORDS = 4
_SHORTEST_ITALIC = 2
_SENTENCE_WORDS = 6


def joined(lines: Sequence[Line]) -> str:
    """Lines as one text, a wrapped word no longer wrapped."""
    return " ".join(line.text.strip() for line in lines).strip()


def is_deed(text: str, words: Vocabulary) -> bool:
    """Whether a line names something to do rather than a group of such things: it opens with a verb, or runs long."""
    return opens_with_verb(text, words) or len(fold(without_numbering(plain(text))).split()) >= _SENTENCE_WORDS


def opens_with_verb(text: str, words: Vocabulary) -> bool:
    """Whether a line opens with a verb that tells somebody to do something."""
    return fold(without_numbering(plain(text))).split(" ", 1)[0] in words.verbs


def is_label(text: str, words: Vocabulary) -> bool:
    """Whether a line that has others below it only names their group: few words and no verb."""
    bare = plain(text)
    if bare in words.topics and words.topics.meaning(bare) == "action_items":
        return True
    short = _count_words(bare) <= _LONGEST_LABEL_WORDS and "。" not in bare
    marked = bare.rstrip().endswith((":", "：")) or text.strip()[:2] in ("**", "__") or is_italic(text)
    leads_on = not words.sentence_words.isdisjoint(fold(bare).split())
    return short and marked and not leads_on and not is_deed(text, words)


def is_bare_name(text: str, words: Vocabulary) -> bool:
    """Whether a text is a few words that name something: no verb, no sentence, no link, no number of a ticket."""
    bare = plain(text)
    short = 0 < _count_words(bare) <= _LONGEST_LABEL_WORDS and not re.search(r"[.!?;#/:。]|\d$|\]\(", text)
    return short and words.sentence_words.isdisjoint(fold(bare).split()) and not is_deed(text, words)


def _count_words(text: str) -> int:
    """How many words a text has; in letters that are written without spaces, four make one."""
    return len(text.split()) + len(_WITHOUT_SPACES.findall(text)) // 4


def heads_list(text: str, setting: Setting) -> bool:
    """Whether a plain line before a list only heads it: names, a state, or a few words without a verb."""
    bare = plain(text).strip()
    if not bare[:1].isupper() or bare.endswith((".", "!", "?", ",", "。")):
        return False
    if group_owner(text, setting, known=False) or group_status(text, setting.words):
        return True
    leads_on = not setting.words.sentence_words.isdisjoint(fold(bare).split())
    return len(bare.split()) < _LONGEST_LABEL_WORDS and not leads_on and not is_deed(text, setting.words)


def is_italic(text: str) -> bool:
    """Whether a text is in italics as a whole."""
    bare = text.strip()
    return len(bare) > _SHORTEST_ITALIC and bare[0] in "*_" and bare[-1] == bare[0] and bare[1] != bare[0]


def group_owner(text: str, setting: Setting, *, known: bool) -> tuple[str, ...]:
    """The names that a line consists of, where it is nothing but names; a remark after a dash is left off.

    With `known` only names of somebody the document or the config knows count, and handles and teams.
    """
    bare = re.split(r"\s[-–—]\s", plain(text).strip().rstrip(":："), maxsplit=1)[0].strip()
    names = split_people(bare)
    sure = [name for name in names if is_owner(name, setting) or (not known and is_person(name, setting.words))]
    alike = not known and bool(sure) and all(is_name(name, setting.words) for name in names)
    return names if names and (len(sure) == len(names) or alike) else ()


def group_status(text: str, words: Vocabulary) -> str | None:
    """The status that a group's heading gives all its items: `Done`, `Quick wins (Completed)`."""
    bare = plain(text).strip().rstrip(":： ")
    bracketed = re.search(r"[(（]([^()（）]+)[)）]\s*$", bare)
    if bracketed and status_of(bracketed[1], words) == "done":
        return bracketed[1]
    return bare if words.statuses.meaning(bare) in {"done", "open"} else None


def ends_sentence(line: Line) -> bool:
    """Whether a line closes a sentence, so that the next one opens another item."""
    return bool(_SENTENCE_END.search(plain(line.text)))


def group_facts(title: str, line: int, setting: Setting, *, is_heading: bool = False) -> tuple[Fact, ...]:
    """What a group's heading or label says for all items below it: a status, or who owns them."""
    status = group_status(title, setting.words)
    if status:
        return (Fact(kind="status", text=status, line=line),)
    names = group_owner(title, setting, known=is_heading)
    return tuple(Fact(kind="owner", text=name, line=line) for name in names)


def opens_with_state(lines: Sequence[Line], words: Vocabulary) -> bool:
    """Whether lines open with a state marker in capitals, or with a label that says how far a proposal is."""
    text = plain(lines[0].text) if lines else ""
    marker = next((one for one in words.state_markers if one.isupper() and text.startswith(one)), None)
    marked = marker is not None and not text[len(marker) :][:1].isidentifier()
    return marked or state_label(words.leads["stated"]).match(text) is not None


def opens_as_item(lines: Sequence[Line], words: Vocabulary, *, least: int = 1) -> bool:
    """Whether lines open with a label, of so many words, that says they are an action item: `Action item: …`."""
    text = plain(" ".join(line.text for line in lines))
    found = _ITEM_LABEL.match(text)
    if found is None or text.endswith((":", "：")):
        return False
    label = found["label"]
    return len(fold(label).split()) >= least and words.columns.meaning(label) == "action"
