"""Checks of what a forge says: whether we are let in, may write, and find people and labels."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from followthrough.diagnosis.checks import Check, fail, ok, refused, warn
from followthrough.diagnosis.facts import Facts, Owner, Repository
from followthrough.errors import ExitCode

_SOON = timedelta(days=14)
_LONGEST_LABEL = 50


def forge_checks(facts: Facts) -> Iterator[Check]:
    """From the forge down to the owners; what cannot be seen for want of access is left out."""
    if facts.target_refused is not None:
        yield refused("forge", facts.target_refused)
        return
    yield ok("forge", " ".join(filter(None, (facts.forge, facts.place))))
    if facts.token_refused is not None:
        yield refused("token", facts.token_refused)
        return
    if facts.repository is None:
        return
    yield _token(facts.repository, facts.today)
    yield _permissions(facts.repository, facts.place)
    yield from _labels(facts, facts.repository)
    yield from _owners(facts)


def _token(repository: Repository, today: date) -> Check:
    last = repository.expires_on
    if last is not None and last < today + _SOON:
        mend = "make another one and put it in its place"
        return warn("token", f"it is {repository.me}'s, and expires on {last}", mend)
    return ok("token", f"it is {repository.me}'s" + (f", until {last}" if last else ""))


def _permissions(repository: Repository, place: str) -> Check:
    if repository.archived:
        return fail("permissions", f"{place} is archived: nothing can be written", "unarchive it", ExitCode.ACCESS)
    if repository.has_issues is False:
        mend = "switch them on, in the settings of the repository"
        return fail("permissions", f"issues are switched off in {place}", mend, ExitCode.ACCESS)
    granted = f" ({repository.granted})" if repository.granted else ""
    if repository.may_write is False:
        message = f"the token may read, but not write{granted}"
        return fail("permissions", message, f"give it {repository.needed}", ExitCode.ACCESS)
    if repository.may_write is None:
        unknown = f"whether they can be written shows at the first write, which needs {repository.needed}"
        return ok("permissions", f"issues and change requests can be read{granted}; {unknown}")
    return ok("permissions", f"issues and change requests can be read and written{granted}")


def _labels(facts: Facts, repository: Repository) -> Iterator[Check]:
    unusable = [
        one for one in facts.wanted_labels if "," in one or (facts.forge == "github" and len(one) > _LONGEST_LABEL)
    ]
    for name in unusable:
        mend = f"choose a name without a comma and of at most {_LONGEST_LABEL} characters, under `labels`"
        yield fail("labels", f"{name!r} cannot be a label", mend, ExitCode.USAGE)
    if unusable or repository.labels is None:
        return
    known = {name.casefold() for name in repository.labels}
    missing = [name for name in facts.wanted_labels if name.casefold() not in known]
    told = f"{', '.join(missing)} will be made when first needed" if missing else "all of them are there"
    yield ok("labels", told)


def _owners(facts: Facts) -> Iterator[Check]:
    if facts.owners is None:
        yield ok("owners", "anybody can be assigned")
    elif not facts.unassignable:
        yield ok("owners", f"all {facts.owners} can be assigned" if facts.owners else "none are named")
    for owner in facts.unassignable:
        yield _owner(owner)


def _owner(owner: Owner) -> Check:
    where = owner.places[0] + (f" and {len(owner.places) - 1} more" if len(owner.places) > 1 else "")
    if owner.login is not None:
        mend = f"invite {owner.login}, or name another login under `owners`"
        return warn("owners", f"{owner.login}, who stands for {owner.name} in {where}, cannot be assigned", mend)
    mend = f"write `owners: {{{_key(owner.name)}: LOGIN}}` in .followthrough.yml"
    return warn("owners", f"{owner.name} cannot be assigned ({where})", mend)


def _key(name: str) -> str:
    """A name as a key of YAML."""
    return name if name.replace(" ", "").replace("-", "").isalnum() else "'" + name.replace("'", "''") + "'"
