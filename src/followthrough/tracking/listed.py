"""The issues that were listed, sorted by what they are to us."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from followthrough.model import Account, Issue
from followthrough.tracking.ledger import Ledger
from followthrough.tracking.marker import parse_marker
from followthrough.tracking.recognition import Group
from followthrough.tracking.rollup_marker import parse_rollup
from followthrough.tracking.rules import TrackingRules
from followthrough.tracking.trust import Standing, Tracked, has_managed_label, is_trusted, standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """The issues that were listed."""

    groups: tuple[Group, ...]
    """Ours, by postmortem."""
    strangers: tuple[Tracked, ...]
    """Those that say they are ours, by authors nobody vouches for."""
    labelled: Mapping[int, Issue]
    """Those with our label and no marker."""
    tracking_issues: Mapping[str, Issue]
    """Key of a postmortem → the issue that holds its ledger, the oldest where there are several."""


def sort_out(
    issues: Iterable[Issue], rules_of: Mapping[str, TrackingRules], default_rules: TrackingRules, me: Account
) -> Listed:
    """Sort issues by what they are to us; `rules_of` has the rules of each document at hand by its path."""
    ours: defaultdict[str, list[Tracked]] = defaultdict(list)
    strangers, bare = [], []
    for issue in sorted(issues, key=lambda one: one.number):
        marker = parse_marker(issue.body)
        if marker is None:
            bare.append(issue)
            continue
        what = standing(issue, marker, rules_of.get(marker.path, default_rules), me)
        if what is Standing.OURS:
            ours[marker.postmortem].append(Tracked(issue=issue, marker=marker))
        elif what is Standing.STRANGER:
            strangers.append(Tracked(issue=issue, marker=marker))
    ledgers, tracking_issues = _ledgers(bare, default_rules, me)
    return Listed(
        groups=tuple(
            Group(key=key, issues=tuple(ours.get(key, ())), ledger=ledgers.get(key))
            for key in dict.fromkeys((*ours, *ledgers))
        ),
        strangers=tuple(strangers),
        labelled={issue.number: issue for issue in bare if parse_rollup(issue.body) is None},
        tracking_issues=tracking_issues,
    )


def _ledgers(
    issues: Iterable[Issue], rules: TrackingRules, me: Account
) -> tuple[Mapping[str, Ledger], Mapping[str, Issue]]:
    ledgers: dict[str, Ledger] = {}
    tracking_issues: dict[str, Issue] = {}
    for issue in issues:
        rollup = parse_rollup(issue.body)
        if rollup is not None and is_trusted(issue.author, rules, me) and has_managed_label(issue, rules.labels):
            for ledger in rollup.ledgers:
                ledgers.setdefault(ledger.postmortem, ledger)
                tracking_issues.setdefault(ledger.postmortem, issue)
    return ledgers, tracking_issues
