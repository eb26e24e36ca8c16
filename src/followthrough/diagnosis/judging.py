"""From facts to checks: what is at hand first, then the forge, then what makes promises be kept."""

from __future__ import annotations

from collections.abc import Iterator

from followthrough.diagnosis.at_the_forge import forge_checks
from followthrough.diagnosis.checks import Check, fail, ok, refused, warn
from followthrough.diagnosis.facts import Facts
from followthrough.diagnosis.running import running_checks


def diagnose(facts: Facts) -> tuple[Check, ...]:
    """Every check, in the order in which one mends."""
    return (*_at_hand(facts), *forge_checks(facts), *running_checks(facts))


def _at_hand(facts: Facts) -> Iterator[Check]:
    yield _config(facts)
    yield _documents(facts)
    yield _checkout(facts)


def _config(facts: Facts) -> Check:
    if facts.config_refused is not None:
        return refused("config", facts.config_refused)
    if facts.config is None:
        return ok("config", "there is no .followthrough.yml; the defaults serve")
    return ok("config", f"{facts.config} is valid")


def _documents(facts: Facts) -> Check:
    known = facts.documents
    if not known.count:
        mend = "name where they lie under `paths` in .followthrough.yml, or begin with `followthrough init`"
        return warn("documents", "no postmortems were found", mend)
    told = f"{_counted(known.count, 'postmortem')} with {_counted(known.items, 'action item')}"
    if known.broken:
        return fail("documents", f"{told}; errors in {_some(known.broken)}", f"followthrough check {known.broken[0]}")
    return ok("documents", told)


def _checkout(facts: Facts) -> Check:
    seen = facts.checkout
    if not seen.has_git:
        mend = "run it inside a clone, so that the change request which brought a postmortem is known"
        return warn("checkout", "this is no git repository", mend)
    told = facts.repository.default_branch if facts.repository else None
    default = told or seen.default_branch
    if facts.forge != "local" and default and seen.branch not in {None, default}:
        mend = f"git switch {default}; a sync from here needs --allow-unmerged"
        return warn("checkout", f"this is the branch {seen.branch}, and sync writes from {default} alone", mend)
    if seen.is_shallow:
        mend = "clone the whole history: `fetch-depth: 0` for actions/checkout, `GIT_DEPTH: 0` on GitLab"
        message = "the history is cut off: which change request brought a postmortem cannot be told"
        return warn("checkout", message, mend)
    branch = f"on {seen.branch}" if seen.branch else "on a commit"
    return ok("checkout", f"{branch}, with its history")


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _some(names: tuple[str, ...]) -> str:
    return names[0] if len(names) == 1 else f"{names[0]} and {len(names) - 1} more"
