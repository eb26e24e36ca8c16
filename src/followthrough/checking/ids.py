"""The house rules about ids: of action items within a document, of incidents across documents."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator

from followthrough.catalogue import finding
from followthrough.checking.places import Subject, place, quoted
from followthrough.model import Finding, Postmortem

_USABLE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


def has_usable_id(subject: Subject) -> Iterator[Finding]:
    """FT210 where the explicit id of an item cannot be told apart safely from another."""
    given = subject.item.id
    if given is not None and not _USABLE.fullmatch(given):
        yield subject.finding("FT210", "id", id=f'"{quoted(given)}"')


def ids_are_distinct(subjects: Iterable[Subject]) -> Iterator[Finding]:
    """FT209 for each item whose id stood on an earlier one, in whichever case."""
    first: dict[str, Subject] = {}
    for subject in subjects:
        given = subject.item.id
        if given is None:
            continue
        earlier = first.setdefault(folded(given), subject)
        if earlier is not subject:
            yield subject.finding("FT209", "id", id=quoted(given), other=str(_line(earlier)))


def incidents_are_distinct(postmortems: Iterable[Postmortem]) -> Iterator[Finding]:
    """FT105 for each of the documents that give one incident id, naming the first other one."""
    holders: defaultdict[str, list[Postmortem]] = defaultdict(list)
    for postmortem in postmortems:
        if postmortem.incident_id and postmortem.readable:
            holders[folded(postmortem.incident_id)].append(postmortem)
    for same in holders.values():
        for postmortem in same[1:]:
            yield _taken(postmortem, same[0])
        if len(same) > 1:
            yield _taken(same[0], same[1])


def folded(identifier: str) -> str:
    """An id as ids are compared: compatible characters as one, without regard to case and edges."""
    return unicodedata.normalize("NFKC", identifier).strip().casefold()


def _taken(postmortem: Postmortem, other: Postmortem) -> Finding:
    position = place(postmortem, "/incident_id")
    where = f"{other.path}:{place(other, '/incident_id').line}"
    return finding("FT105", postmortem.path, position, id=quoted(postmortem.incident_id or ""), other=where)


def _line(subject: Subject) -> int:
    return place(subject.postmortem, subject.pointer("id")).line
