"""What a diagnosis asks of the forge: who we are, what we may do, whom it knows, and when a sync last wrote."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from followthrough.cli.connect import open_forge
from followthrough.cli.occasion import Overruled, plan_for, standing_of
from followthrough.cli.options import Common
from followthrough.cli.workspace import Reading, Workspace
from followthrough.diagnosis.facts import Facts, Owner, Refusal, Repository
from followthrough.errors import ConfigError, ForgeError
from followthrough.forges.protocol import Forge
from followthrough.gather.standing import Standing
from followthrough.model import Account
from followthrough.tracking.owners import assign, mapped
from followthrough.tracking.rules import LabelNames


def of_the_forge(facts: Facts, workspace: Workspace, documents: Reading, common: Common) -> Facts:
    """The facts with what the forge tells, as far as it lets us in; it refuses every write."""
    try:
        with open_forge(workspace, common, writable=False) as forge:
            return _asked(facts, workspace, documents, forge)
    except ConfigError as error:
        return replace(facts, target_refused=Refusal.of(error))
    except ForgeError as error:
        return replace(facts, token_refused=Refusal.of(error))


def _asked(facts: Facts, workspace: Workspace, documents: Reading, forge: Forge) -> Facts:
    me, seen, named = forge.whoami(), forge.examine(), _named(workspace, documents)
    people = forge.assignable((*named, *(f"@{login}" for login in _mapped(workspace))))
    standing = None if seen.has_issues is False else standing_of(workspace, documents, forge)
    return replace(
        facts,
        repository=Repository(
            me=me.login,
            archived=seen.archived,
            has_issues=seen.has_issues,
            may_write=seen.may_write,
            granted=seen.granted,
            needed=seen.needed,
            expires_on=seen.expires_on,
            default_branch=seen.default_branch,
            labels=seen.labels,
            schedules=seen.schedules,
            asleep=seen.asleep,
        ),
        wanted_labels=tuple(_labels(workspace.config.general.tracking.labels, forge)),
        owners=None if people is None else len(named) + len(workspace.config.general.tracking.owners),
        unassignable=() if people is None else (*_of_config(workspace, people), *_of_documents(named, people)),
        issues=len(standing.issues) if standing else None,
        synced_on=_synced_on(standing, me) if standing else None,
        waiting=len(plan_for(workspace, documents, forge, Overruled()).changes) if standing else None,
    )


def _labels(names: LabelNames, forge: Forge) -> Iterable[str]:
    yield from (names.managed, names.needs_owner, names.removed)
    if not forge.capabilities.native_due:
        yield names.overdue
    if not forge.capabilities.not_planned:
        yield names.wont_do
    yield from dict.fromkeys((*names.priority.values(), *names.severity.values(), *names.extra))


def _named(workspace: Workspace, documents: Reading) -> Mapping[str, tuple[str, ...]]:
    """Owners of open items who stand on no map of the configuration → the documents that name them."""
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for one in documents.postmortems:
        owners = workspace.config.tracking_rules(one.path).owners
        for name in (name for item in one.action_items if not item.done for name in item.owners):
            if not mapped((name,), owners):
                found[name][one.path] = None
    return {name: tuple(paths) for name, paths in found.items()}


def _mapped(workspace: Workspace) -> Iterator[str]:
    for target in workspace.config.general.tracking.owners.values():
        yield from target.logins


def _of_documents(named: Mapping[str, tuple[str, ...]], people: tuple[Account, ...]) -> Iterator[Owner]:
    for name, paths in named.items():
        if assign((name,), {}, people, 1).unassignable:
            yield Owner(name=name, places=paths)


def _of_config(workspace: Workspace, people: tuple[Account, ...]) -> Iterator[Owner]:
    file = workspace.config.file or "the configuration"
    spelled = {name.casefold(): name for name in workspace.config.values.get("owners", {})}
    for name, target in workspace.config.general.tracking.owners.items():
        for login in target.logins:
            if assign((f"@{login}",), {}, people, 1).unassignable:
                yield Owner(name=spelled.get(name, name), places=(file,), login=login)


def _synced_on(standing: Standing, me: Account) -> date | None:
    """The last day that a status remembers, or on which we opened an issue."""
    told = (status.memory.synced_on for status in standing.statuses if status.memory)
    opened = (one.created_at.date() for one in standing.issues if one.author.login == me.login)
    return max(filter(None, (*told, *opened)), default=None)
