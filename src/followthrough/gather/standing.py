"""What status and rollups count from: all issues of ours, and the ledger of every postmortem."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from followthrough.forges.protocol import Forge
from followthrough.gather.looks import list_issues, own_tickets
from followthrough.gather.occasion import Occasion
from followthrough.gather.statuses import find_statuses
from followthrough.model import Account, Issue
from followthrough.tracking.changes import Plan
from followthrough.tracking.ledger import Ledger, ledger_after
from followthrough.tracking.matching import Document, Scope, match
from followthrough.tracking.outcome import Outcome
from followthrough.tracking.rules import TrackingRules
from followthrough.tracking.trust import is_trusted


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Everything that is tracked, as the forge tells it."""

    issues: tuple[Issue, ...]
    ledgers: tuple[Ledger, ...]
    me: Account


def gather_standing(
    documents: Sequence[Document], forge: Forge, scope: Scope, occasion: Occasion, default_rules: TrackingRules
) -> Standing:
    """All issues of ours, and the ledger of each postmortem that has one. Raises ForgeError. Nothing is written."""
    issues = list_issues(forge, documents, default_rules)
    tickets = own_tickets(documents, forge)
    me = forge.whoami()
    matching = match(documents, issues, scope, me=me, ticket_numbers=tickets, default_rules=default_rules)
    every = frozenset(one.key for one in matching.postmortems)
    watching = replace(matching, wants=replace(matching.wants, ledgers=every, quiet=frozenset()))
    statuses = find_statuses(watching, forge, occasion, partial(is_trusted, rules=default_rules, me=me))
    return Standing(issues=issues, ledgers=tuple(filter(None, statuses.ledgers.values())), me=me)


def standing_after(standing: Standing, plan: Plan, outcome: Outcome) -> Standing:
    """What stood when a plan was made, with what became of it, without asking again."""
    opened: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for done in outcome.done:
        opened[done.change.subject.postmortem][done.change.subject.item] = done.issue.number
    issues = {issue.number: issue for issue in (*standing.issues, *(done.issue for done in outcome.done))}
    ledgers = {ledger.postmortem: ledger for ledger in standing.ledgers}
    for one in plan.postmortems:
        if one.ledger is not None:
            ledgers[one.ledger.postmortem] = ledger_after(one.ledger, opened[one.key])
    return replace(standing, issues=tuple(issues[number] for number in sorted(issues)), ledgers=tuple(ledgers.values()))
