"""Whose issue it is: ours are those with our label, our marker and an author whom the forge or the team vouches for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from followthrough.model import Account, Issue, IssueState
from followthrough.tracking.marker import Marker
from followthrough.tracking.rules import LabelNames, TrackingRules

_RUNNER = "github-actions[bot]"


class Standing(StrEnum):
    """What an issue is to us."""

    OURS = "ours"
    STRANGER = "stranger"
    """Has our label and our marker, and an author nobody vouches for."""
    FOREIGN = "foreign"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tracked:
    """An issue and what its marker remembers."""

    issue: Issue
    marker: Marker

    @property
    def is_open(self) -> bool:
        """Whether the issue is open."""
        return self.issue.state is IssueState.OPEN


def standing(issue: Issue, marker: Marker | None, rules: TrackingRules, me: Account) -> Standing:
    """What an issue is to us: a marker without our label counts for nothing, and so does our label without a marker."""
    if marker is None or not has_managed_label(issue, rules.labels):
        return Standing.FOREIGN
    return Standing.OURS if is_trusted(issue.author, rules, me) else Standing.STRANGER


def has_managed_label(issue: Issue, labels: LabelNames) -> bool:
    """Whether an issue has our label, by its name of now or one of old."""
    managed = {name.casefold() for name in (labels.managed, *labels.formerly)}
    return any(name.casefold() in managed for name in issue.labels)


def is_trusted(author: Account, rules: TrackingRules, me: Account) -> bool:
    """Whether what an account wrote may be taken for ours."""
    return is_vouched_for(author, rules.trusted_authors, me)


def is_vouched_for(author: Account, trusted_authors: frozenset[str], me: Account) -> bool:
    """Whether the forge vouches for an account, or the team does, or it is we."""
    vouched = {me.login.casefold(), _RUNNER, *(name.casefold() for name in trusted_authors)}
    return author.trusted or author.login.casefold() in vouched


def closed_by_another_bot(issue: Issue, marker: Marker) -> bool:
    """Whether neither a person nor followthrough closed the issue: its item then still counts as open."""
    by = issue.closed_by
    return issue.state is IssueState.CLOSED and by is not None and by.is_bot and not marker.closed
