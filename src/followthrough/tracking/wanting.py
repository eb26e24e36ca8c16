"""What a plan needs to be told beyond issues and documents, so that whoever may ask the forge asks once, and little."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from itertools import chain

from followthrough.tracking.fields import OWNER_FIELD, TITLE_FIELD
from followthrough.tracking.late_owners import late_attempt
from followthrough.tracking.matches import ItemMatch, PostmortemMatch, Wants
from followthrough.tracking.merging import changed_fields
from followthrough.tracking.owners import mapped


def wants(found: Sequence[PostmortemMatch], labelled: Container[int]) -> Wants:
    """What the plan needs to be told; `labelled` are numbers of issues that are at hand beside those of ours."""
    active = [one for one in found if not one.blocked and not one.missing]
    unmatched = [item for one in active for item in one.items if not item.has_issue]
    known = {one.issue.number for match in found for one in match.known}
    tickets = set(chain.from_iterable(item.candidate.numbers for item in unmatched)) - known
    return Wants(
        ledgers=frozenset(one.key for one in found if _wants_ledger(one)),
        quiet=frozenset(one.key for one in active if _is_quiet(one)),
        tickets=frozenset(number for number in tickets if number not in labelled),
        owners=tuple(dict.fromkeys(owner for one in active for owner in _owners(one))),
        idle=not any(_says_something_new(item) for one in active for item in one.items),
    )


def _says_something_new(item: ItemMatch) -> bool:
    """Whether a field of the document was neither applied nor reported as in conflict.

    A tick is none: it is applied last, so that one may be left of a run that was cut off before it wrote its statuses.
    """
    if item.tracked is None:
        return False
    marker, said = item.tracked.marker, item.candidate.said
    return any(marker.conflicts.get(name) != said[name] for name in changed_fields(said, marker))


def _owners(one: PostmortemMatch) -> Iterator[str]:
    """The owners of a postmortem's items who are to be resolved."""
    targets = one.rules.owners
    for item in one.items:
        if _wants_people(item) or late_attempt(item, one.rules):
            for owner in item.candidate.item.owners:
                yield from [f"@{login}" for login in mapped((owner,), targets)] or [owner]


def _wants_ledger(one: PostmortemMatch) -> bool:
    if one.missing:
        return any(tracked.is_open for tracked in one.known)
    if one.blocked or _is_quiet(one):
        return False
    seen = {key for tracked in one.known for key in tracked.marker.seen}
    return _is_found_elsewhere(one) or any(
        _is_reworded(item) if item.tracked else not item.adopted and not (item.candidate.item.done and item.key in seen)
        for item in one.items
    )


def _is_found_elsewhere(one: PostmortemMatch) -> bool:
    """Whether a postmortem goes by another path or incident id than its issues know, and so than its ledger."""
    incident = one.postmortem.incident_id if one.postmortem else None
    markers = [item.tracked.marker for item in one.items if item.tracked]
    return any(
        (marker.path, marker.postmortem) != (one.path, one.key) or incident not in {None, marker.incident}
        for marker in markers
    )


def _is_quiet(one: PostmortemMatch) -> bool:
    return bool(one.items) and not one.known and all(item.candidate.item.done for item in one.items)


def _wants_people(item: ItemMatch) -> bool:
    """Whether owners are to be resolved: for a new issue, and while document and marker differ, in conflict or not."""
    one = item.candidate.item
    if item.tracked is not None:
        return bool(one.owners) and OWNER_FIELD in changed_fields(item.candidate.said, item.tracked.marker)
    return bool(one.owners) and not item.has_issue and not one.done


def _is_reworded(item: ItemMatch) -> bool:
    """Whether the document has words for an item that were neither applied nor reported as in conflict."""
    if item.tracked is None:
        return False
    marker, said = item.tracked.marker, item.candidate.said[TITLE_FIELD]
    known = marker.fields.get(TITLE_FIELD)
    return known is not None and said not in {known.document, marker.conflicts.get(TITLE_FIELD)}
