"""Candidates → action items: decoration read out of the words, facts weighed, places remembered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from followthrough.documents.dates.days import Problem, ReadDate, read_date
from followthrough.documents.items.candidates import Candidate, Fact
from followthrough.documents.items.decoration.endings import ENDINGS
from followthrough.documents.items.decoration.openings import OPENINGS, lead_priority, subject
from followthrough.documents.items.decoration.remarks import status_of
from followthrough.documents.items.decoration.window import Setting, undress
from followthrough.documents.outline.inline import Inline, strip_markup
from followthrough.documents.phrases.people import is_aside, split_people
from followthrough.documents.phrases.pictures import without_pictures
from followthrough.documents.phrases.placeholders import is_placeholder
from followthrough.documents.reading import Reading
from followthrough.documents.vocabulary import Vocabulary
from followthrough.model import ActionItem, DueSource, Position

_INLINE_HANDLE = re.compile(r"(?<![\w./@])@[A-Za-z0-9](?:[\w.-]*\w)?(?:/[\w.-]*\w)?")
_NOT_TITLE_EDGES = " \t-–—:：|"


def finish(
    candidate: Candidate, index: int, reading: Reading, setting: Setting, anchor: date | None
) -> ActionItem | None:
    """The action item of a candidate, its places marked under `/action_items/<index>`; None where no words are left."""
    inline = strip_markup(without_pictures(candidate.text, reading.words), reading.page.references)
    undressed = undress(inline, setting, (*OPENINGS, *ENDINGS))
    title = undressed.title.strip(_NOT_TITLE_EDGES)
    told = bool(candidate.facts) or any(kind != "status" for kind, _ in undressed.facts)
    if not title or _says_nothing(title, reading, told=told):
        reading.note(candidate.line, "passed over: nothing but a placeholder or a remark")
        return None
    _report_placeholders(undressed.facts, candidate, reading)
    own = tuple(
        Fact(kind=kind, text=text, line=candidate.line, last_line=candidate.end_line)
        for kind, text in undressed.facts
        if not is_placeholder(text, reading.words)
    )
    urgency = lead_priority(title, inline, setting)
    own += (Fact(kind="priority", text=urgency, line=candidate.line),) if urgency else ()
    facts = (*candidate.facts, *own, *_implied(title, inline, candidate, (own, setting)))
    _mark(candidate, index, title, facts, reading)
    item = _item(candidate, title, facts, reading, setting, anchor)
    return replace(item, done=True) if inline.struck and candidate.checked is None and not item.status else item


def _says_nothing(title: str, reading: Reading, *, told: bool) -> bool:
    """Whether a title is a placeholder, or a bare state that tells how another thing is."""
    return (
        title in reading.words.nothing
        or is_placeholder(title, reading.words)
        or (not told and title in reading.words.statuses)
    )


def _item(
    candidate: Candidate, title: str, facts: Sequence[Fact], reading: Reading, setting: Setting, anchor: date | None
) -> ActionItem:
    due_text = _first(facts, "due")
    due = read_date(due_text, anchor=anchor, order=setting.order) if due_text else None
    if due is not None and due.problem is Problem.PLACEHOLDER and not _is_word(due_text):
        due_text, due = None, None
    if due is not None and due.problem is Problem.AMBIGUOUS:
        _report_ambiguous(due, title, facts, reading)
    status = _first(facts, "status")
    return ActionItem(
        id=_first(facts, "id"),
        title=title,
        details="\n".join(_all(facts, "details")) or None,
        owners=_owners(facts, reading.words),
        due=due.date if due else None,
        due_text=due_text,
        due_source=_due_source(candidate, due_text, due),
        due_span=candidate.group.span if not due_text else None,
        priority=_first(facts, "priority"),
        status=status,
        done=candidate.checked is True
        or _first(facts, "box") == "x"
        or (status is not None and status_of(status, setting.words) == "done"),
        category=_first(facts, "category") or candidate.group.category,
        tickets=_unique((*_all(facts, "own_ticket"), *_all(facts, "ticket"))),
        own_tickets=_unique(_all(facts, "own_ticket")),
        line=candidate.line,
        end_line=candidate.end_line,
        found_by=candidate.found_by,
    )


def _implied(
    title: str, inline: Inline, candidate: Candidate, setting: tuple[Sequence[Fact], Setting]
) -> tuple[Fact, ...]:
    """The owner that a sentence names, where nothing else does: its subject, or @handles in it; else the group's."""
    own, known = setting
    group = candidate.group.facts
    if any(fact.kind == "owner" for fact in (*candidate.facts, *own)) or "owner" in known.skip:
        return tuple(fact for fact in group if fact.kind != "owner")
    name = subject(title, known)
    names = [name] if name else _INLINE_HANDLE.findall(inline.text)
    if not names:
        return group
    facts = [Fact(kind="owner", text=one, line=candidate.line, last_line=candidate.end_line) for one in names]
    return (*facts, *(fact for fact in group if fact.kind != "owner"))


def _owners(facts: Sequence[Fact], words: Vocabulary) -> tuple[str, ...]:
    named = (text for text in _all(facts, "owner") if not is_aside(text, words))
    return _unique(name for text in named for name in split_people(text) if name not in words.nothing)


def _due_source(candidate: Candidate, due_text: str | None, due: ReadDate | None) -> DueSource | None:
    if due_text:
        return DueSource.DOCUMENT if due and due.date else None
    return DueSource.HORIZON if candidate.group.span else None


def _is_word(text: str | None) -> bool:
    """Whether a placeholder is one that people write on purpose (`TBD`) rather than one of a template."""
    return text is not None and text.strip(" .?").isalpha()


def _report_placeholders(facts: Iterable[tuple[str, str]], candidate: Candidate, reading: Reading) -> None:
    """Say which decoration of an item is still a placeholder: `(Owner: [NAME])`."""
    for kind, text in facts:
        if is_placeholder(text, reading.words):
            place = reading.locate(candidate.line, text, candidate.end_line)
            reading.report("FT103", place, label=kind.replace("own_", "").capitalize(), text=text)


def _report_ambiguous(due: ReadDate, title: str, facts: Sequence[Fact], reading: Reading) -> None:
    fact = next(fact for fact in facts if fact.kind == "due")
    one, other = (day.isoformat() for day in due.alternatives[:2])
    reading.report("FT204", _place(fact, reading), text=due.text, one=one, other=other, title=title)


def _mark(candidate: Candidate, index: int, title: str, facts: Sequence[Fact], reading: Reading) -> None:
    pointer = f"/action_items/{index}"
    start = title.split("`", maxsplit=1)[0].strip() or title
    place = reading.locate(candidate.line, title, candidate.end_line)
    if place.end_column is None:
        place = reading.locate(candidate.line, start[:40].rsplit(" ", 1)[0], candidate.end_line)
        place = Position(line=place.line, column=place.column)
    reading.mark(pointer, Position(line=candidate.line))
    reading.mark(f"{pointer}/title", place)
    for kind, name in _POINTERS.items():
        first = next((fact for fact in facts if fact.kind == kind), None)
        if first is not None:
            reading.positions.setdefault(f"{pointer}/{name}", _place(first, reading))


_POINTERS = {
    "owner": "owners",
    "due": "due",
    "priority": "priority",
    "status": "status",
    "own_ticket": "tickets",
    "ticket": "tickets",
    "id": "id",
    "category": "category",
}


def _place(fact: Fact, reading: Reading) -> Position:
    return reading.locate(fact.line, fact.text, fact.last_line)


def _first(facts: Iterable[Fact], kind: str) -> str | None:
    return next((fact.text for fact in facts if fact.kind == kind), None)


def _all(facts: Iterable[Fact], kind: str) -> tuple[str, ...]:
    return tuple(fact.text for fact in facts if fact.kind == kind)


def _unique(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))
