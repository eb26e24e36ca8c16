"""Ask the forge for what a plan needs to know, each thing once, and make the plan.

Which document is which postmortem, and what is to be done about it, `tracking` decides; this package only looks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from followthrough.forges.protocol import Forge
from followthrough.gather.looks import limits_of, list_issues, look_for_missed, look_up, own_tickets
from followthrough.gather.occasion import Occasion
from followthrough.gather.standing import Standing
from followthrough.gather.statuses import Statuses, find_statuses
from followthrough.tracking.changes import Plan, PostmortemPlan
from followthrough.tracking.facts import Facts
from followthrough.tracking.ledger import ledger_after
from followthrough.tracking.matching import Document, Scope, match
from followthrough.tracking.plan import plan
from followthrough.tracking.rules import TrackingRules
from followthrough.tracking.trust import is_trusted

__all__ = ["Gathered", "Occasion", "gather", "gather_all"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """A plan, and what was seen of the forge while it was made."""

    plan: Plan
    standing: Standing
    """Its ledgers are those that a look was needed at; of the others, what documents and issues tell."""


def gather(
    documents: Sequence[Document], forge: Forge, scope: Scope, occasion: Occasion, default_rules: TrackingRules
) -> Plan:
    """The plan that brings the forge into step with the documents. Raises ForgeError where the forge cannot be asked.

    `default_rules` hold for postmortems whose document is gone. Nothing is written.
    """
    return gather_all(documents, forge, scope, occasion, default_rules).plan


def gather_all(
    documents: Sequence[Document], forge: Forge, scope: Scope, occasion: Occasion, default_rules: TrackingRules
) -> Gathered:
    """The same plan with the issues it was made from, for those who count. Raises ForgeError."""
    issues = list_issues(forge, documents, default_rules)
    matched = partial(
        match,
        documents,
        scope=scope,
        me=forge.whoami(),
        ticket_numbers=own_tickets(documents, forge),
        default_rules=default_rules,
    )
    matching = matched(issues)
    statuses = find_statuses(matching, forge, occasion, partial(is_trusted, rules=default_rules, me=matching.me))
    missed = look_for_missed(forge, issues, statuses.ledgers.values(), matching.listed)
    if missed.issues:
        issues = tuple(sorted((*issues, *missed.issues), key=lambda issue: issue.number))
        matching = matched(issues)
    made = plan(
        matching,
        Facts(
            limits=limits_of(forge.capabilities),
            today=occasion.today,
            ledgers=statuses.ledgers,
            threads=statuses.threads,
            change_requests=statuses.change_requests,
            tickets={number: look_up(forge, number) for number in sorted(matching.wants.tickets)},
            fates=missed.fates,
            people=forge.assignable(matching.wants.owners) if matching.wants.people else None,
            commit=occasion.commit,
            postmortem_url=occasion.postmortem_url,
        ),
    )
    known = {ledger.postmortem: ledger for ledger in filter(None, statuses.ledgers.values())}
    tallies = (ledger_after(one.tally, {}) for one in made.postmortems if one.tally and one.key not in known)
    postmortems = tuple(_with_comments(one, statuses) for one in made.postmortems)
    return Gathered(
        plan=replace(made, postmortems=postmortems, issues=issues),
        standing=Standing(issues=issues, ledgers=(*known.values(), *tallies), me=matching.me),
    )


def _with_comments(one: PostmortemPlan, statuses: Statuses) -> PostmortemPlan:
    return replace(one, comments=statuses.untold.get(one.thread) if one.thread else None)
