"""Owners as documents name them → logins that an issue can be assigned to."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from followthrough.model import Account
from followthrough.tracking.rules import OwnerTarget

_MAILBOX = re.compile(r"(?P<name>.*?)\s*<\s*(?P<address>[^<>\s]+@[^<>\s]+)\s*>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """Who gets an issue, and whom it cannot be given to."""

    logins: tuple[str, ...]
    unassignable: tuple[str, ...]
    """Owners as written for whom the forge has nobody to assign."""


def assign(
    owners: Sequence[str], targets: Mapping[str, OwnerTarget], people: tuple[Account, ...] | None, most: int
) -> Assignment:
    """The logins of owners: by the team's own map, else as a handle, else as the one person of that name.

    `targets` is keyed by case-folded names; `people` is None where the forge takes any name; at most `most` are given.
    """
    logins: dict[str, str] = {}
    unassignable = []
    for owner in owners:
        found = _logins(owner, targets, people)
        logins |= {login.casefold(): login for login in found}
        if not found:
            unassignable.append(owner)
    return Assignment(logins=tuple(logins.values())[:most], unassignable=tuple(unassignable))


def mapped(owners: Sequence[str], targets: Mapping[str, OwnerTarget]) -> tuple[str, ...]:
    """The logins that the team's own map has for owners, whether the forge knows them or not."""
    found = (target for owner in owners if (target := _target(owner, targets)) is not None)
    return tuple(dict.fromkeys(login for target in found for login in target.logins))


def _target(owner: str, targets: Mapping[str, OwnerTarget]) -> OwnerTarget | None:
    names = (one for name in _names(owner) for one in (name, name.removeprefix("@")))
    return next((targets[name] for name in names if name in targets), None)


def _logins(owner: str, targets: Mapping[str, OwnerTarget], people: tuple[Account, ...] | None) -> list[str]:
    target = _target(owner, targets)
    if target is not None:
        return [login for wanted in target.logins for login in _known(wanted, people)]
    return next((found for name in _names(owner) if (found := _known(name, people, as_written=owner))), [])


def _names(owner: str) -> Iterable[str]:
    """What an owner may be known by, folded: all of it, then name and address apart."""
    plain = " ".join(owner.split())
    mailbox = _MAILBOX.fullmatch(plain)
    parts = (mailbox["address"], mailbox["name"]) if mailbox else ()
    return [one.casefold() for one in (plain, *parts) if one]


def _known(name: str, people: tuple[Account, ...] | None, *, as_written: str | None = None) -> list[str]:
    """The login of a person; none where nobody, or more than one, goes by that name."""
    if people is None:
        return [" ".join((as_written or name).split()).removeprefix("@")]
    found = _directory(people).get(name.casefold().removeprefix("@"), ())
    return list(found) if len(found) == 1 else []


@lru_cache(maxsize=4)
def _directory(people: tuple[Account, ...]) -> Mapping[str, tuple[str, ...]]:
    """Folded login, name or address → logins; a login counts before somebody else's name."""
    named: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for one in people:
        for name in filter(None, (one.name, one.email)):
            named[" ".join(name.split()).casefold()][one.login] = None
    return {name: tuple(logins) for name, logins in named.items()} | {
        one.login.casefold(): (one.login,) for one in people
    }
