"""Where the rollups of everything tracked stand: found from the issues, and from the documents at hand as well.

An issue remembers the change request that brought its postmortem, a tracking issue its postmortem; so a look at the
list is enough. Documents add the postmortems of which no issue of ours tells.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from followthrough.forges.protocol import Forge
from followthrough.gather.occasion import Occasion
from followthrough.gather.threads import History, Origin, places
from followthrough.model import Issue, Thread
from followthrough.tracking.listed import Listed, sort_out
from followthrough.tracking.matches import Matching, PostmortemMatch
from followthrough.tracking.recognition import Group
from followthrough.tracking.rules import TrackingRules

_NO_ISSUES: Mapping[str, Issue] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackedThreads:
    """Everything that is tracked, and where its status stands."""

    threads: Mapping[str, Thread]
    """By the key of a postmortem; none for one whose status stands nowhere yet."""
    groups: Mapping[str, Group]
    """By key: what the issues tell of a postmortem."""
    tracking_issues: Mapping[str, Issue] = field(default_factory=lambda: _NO_ISSUES)
    """By key."""


def tracked_threads(matching: Matching, issues: Sequence[Issue], default_rules: TrackingRules) -> TrackedThreads:
    """What issues alone tell; `matching` says which rules hold for whose documents."""
    rules_of = {one.path: one.rules for one in matching.postmortems}
    listed = sort_out(issues, rules_of, default_rules, matching.me)
    return TrackedThreads(
        threads={group.key: thread for group in listed.groups if (thread := _thread(group, listed))},
        groups={group.key: group for group in listed.groups},
        tracking_issues=listed.tracking_issues,
    )


def further_threads(
    matching: Matching, known: TrackedThreads, forge: Forge, occasion: Occasion
) -> Mapping[str, Thread]:
    """Where the history of the repository says that the status of postmortems stands whose issues do not tell."""
    untold = [one for one in matching.postmortems if one.key not in known.threads and (one.items or one.known)]
    if not untold:
        return {}
    commits = occasion.commits_that_added([one.path for one in matching.postmortems])
    history = History(
        commits=commits, event_change_request=occasion.event_change_request, wrote=occasion.commits_that_wrote
    )
    found = places([_origin(one) for one in untold], history, forge, occasion.today)
    return {key: place.thread for key, place in found.items() if place.thread}


def _thread(group: Group, listed: Listed) -> Thread | None:
    tracking_issue = listed.tracking_issues.get(group.key)
    if tracking_issue:
        return Thread(kind="issue", number=tracking_issue.number)
    number = next((one.marker.cr for one in group.issues if one.marker.cr is not None), None)
    return None if number is None else Thread(kind="change_request", number=number)


def _origin(one: PostmortemMatch) -> Origin:
    return Origin(key=one.key, path=one.path)
