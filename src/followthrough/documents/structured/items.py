"""Action items of a YAML or JSON postmortem."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from followthrough.documents.dates.days import Problem, read_date
from followthrough.documents.nodes import tree
from followthrough.documents.structured.fields import Fields, Report, readable
from followthrough.model import ActionItem, DueSource

_KEYS: dict[str, str | None] = {
    **{
        key: key
        for key in ("id", "title", "details", "owners", "due", "due_text", "priority", "status", "done", "category")
    },
    "tickets": "tickets",
    "owner": "owners",
    "assignee": "owners",
    "assignees": "owners",
    "deadline": "due",
    "due_date": "due",
    "ticket": "tickets",
    "issue": "tickets",
    # These come from reading.
    "due_source": None,
    "line": None,
    "end_line": None,
}
_YES = frozenset({"true", "on", "1"})
_NO = frozenset({"false", "off", "0"})
_REMARK = re.compile(r"[,;(]| - ")


def read_item(node: tree.Node, report: Report, pointer: str, anchor: date | None) -> ActionItem | None:
    """One action item; a bare text is its title. None, with a finding, where it has none."""
    if isinstance(node, tree.Sequence):
        report.wrong(node.position, readable(pointer), "must be a mapping, not a list", "write `- title: …`")
        return None
    report.positions[pointer] = node.position
    found_by = f"an entry of `action_items`, line {node.position.line}"
    if isinstance(node, tree.Scalar):
        node = tree.under("title", node)
    fields = Fields(node, report, pointer, _KEYS)
    title = fields.text("title")
    if title is None:
        if fields.node("title") is None:
            report.wrong(node.position, fields.name("title"), "is missing", "say in `title` what is to be done")
        return None
    item = ActionItem(title=" ".join(title.split()), line=node.position.line, end_line=node.end_line, found_by=found_by)
    return _with_state(_with_deadline(_with_texts(item, fields), fields, report, anchor), fields, report)


def _with_texts(item: ActionItem, fields: Fields) -> ActionItem:
    tickets = tuple(_ticket(node) for node in fields.listed("tickets") if isinstance(node, tree.Scalar))
    return replace(
        item,
        id=fields.text("id"),
        details=fields.text("details"),
        owners=fields.people("owners"),
        priority=fields.text("priority"),
        category=fields.text("category"),
        tickets=tickets,
        own_tickets=tickets,
    )


def _ticket(node: tree.Scalar) -> str:
    """A bare number is an issue's: `#7` would be a comment in YAML."""
    text = node.value.strip()
    return f"#{text}" if text.isascii() and text.isdigit() else text


def _with_deadline(item: ActionItem, fields: Fields, report: Report, anchor: date | None) -> ActionItem:
    due, written = fields.scalar("due"), fields.text("due_text")
    text = due.value.strip() if due else written
    if text is None or text in report.words.nothing:
        return item
    read = read_date(text, anchor=anchor, order=report.rules.date_order)
    if read.problem is Problem.AMBIGUOUS:
        place = due.position if due else fields.mapping.position
        one, other = (day.isoformat() for day in read.alternatives[:2])
        report.add("FT204", place, text=text, one=one, other=other, title=item.title)
    return replace(
        item,
        due=read.date,
        due_text=written or text,
        due_source=DueSource.DOCUMENT if read.date else None,
    )


def _with_state(item: ActionItem, fields: Fields, report: Report) -> ActionItem:
    status, done = fields.text("status"), fields.scalar("done")
    stated = _truth(done, report) if done else None
    if done and stated is None:
        fields.wrong(done, "done", f'"{done.value.strip()}" is neither true nor false', "write true or false")
    if stated is None and status is not None:
        # A remark may follow the word: `Done, see #12`.
        stated = report.words.statuses.meaning(_REMARK.split(status, maxsplit=1)[0]) == "done"
    return replace(item, status=status, done=bool(stated))


def _truth(value: tree.Scalar, report: Report) -> bool | None:
    word = value.value.strip().casefold()
    if word in _YES | _NO:
        return word in _YES
    meaning = report.words.statuses.meaning(word)
    return None if meaning is None else meaning == "done"
