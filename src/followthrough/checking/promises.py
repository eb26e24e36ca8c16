"""The house rules about one action item: what makes it get done.

What is done already is asked for nothing more than a usable id.
"""

from __future__ import annotations

from collections.abc import Iterator

from followthrough.checking.places import Subject, quoted
from followthrough.checking.words import is_nobody, is_vague, says_a_deed
from followthrough.documents.dates.days import Problem, read_date
from followthrough.model import DueSource, Finding


def has_owner(subject: Subject) -> Iterator[Finding]:
    """FT201 where nobody is named, FT202 where whoever is named is nobody in particular."""
    owners = subject.item.owners
    if not owners and not subject.is_told("owners"):
        yield subject.finding("FT201", "owners")
    if owners and all(is_nobody(owner) for owner in owners):
        yield subject.finding("FT202", "owners", text=quoted(", ".join(owners)))


def has_deadline(subject: Subject) -> Iterator[Finding]:
    """FT203 where there is no date, and neither a horizon nor a policy grants one."""
    item = subject.item
    if item.due is None and item.due_span is None and not subject.is_told("due") and not _is_ambiguous(subject):
        yield subject.finding("FT203", "due", why=_why_no_date(subject))


def is_due_after_incident(subject: Subject) -> Iterator[Finding]:
    """FT205 where a written deadline lies before the incident."""
    due, incident = subject.item.due, subject.postmortem.date
    if due is None or incident is None or subject.item.due_source is not DueSource.DOCUMENT:
        return
    if due < incident:
        yield subject.finding("FT205", "due", due=due.isoformat())


def says_what_and_when_done(subject: Subject) -> Iterator[Finding]:
    """FT206 where the title says no deed, FT207 where the deed has no end."""
    item = subject.item
    if not says_a_deed(item.title):
        yield subject.finding("FT206", "title")
    elif is_vague(item.title, item.details or ""):
        yield subject.finding("FT207", "title")


RULES = (has_owner, has_deadline, is_due_after_incident, says_what_and_when_done)


def _is_ambiguous(subject: Subject) -> bool:
    """Whether the reading has said of this very item that its deadline may be one of two days."""
    lines = range(subject.item.line, subject.item.end_line + 1)
    return any(told.code == "FT204" and told.position.line in lines for told in subject.postmortem.findings)


def _why_no_date(subject: Subject) -> str:
    text = subject.item.due_text
    if not text:
        return ""
    read = read_date(text, anchor=None, order=None)
    if read.problem is None:
        why = "counts from the incident, which has no date"
    else:
        why = "is not a date" if read.problem is Problem.PLACEHOLDER else read.why
    return f'; "{quoted(text)}" {why}'
