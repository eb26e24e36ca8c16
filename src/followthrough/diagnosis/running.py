"""Checks of whether anything runs by itself: the workflows, their schedule, and the last sync."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from followthrough.diagnosis.checks import Check, ok, warn
from followthrough.diagnosis.facts import Facts

_TOO_LONG = timedelta(days=8)
"""A weekly run that is a day late."""
_INIT = "`followthrough init` writes one"


def running_checks(facts: Facts) -> Iterator[Check]:
    """Schedule and last sync; the embedded forge has neither a CI nor a schedule."""
    if facts.forge in {"github", "gitlab"}:
        yield _workflow(facts)
        yield _schedule(facts)
    if facts.repository is not None:
        yield _last_sync(facts)


def _workflow(facts: Facts) -> Check:
    ours = [one.path for one in facts.workflows if one.runs_us]
    if not ours:
        kind = "workflow in .github/workflows" if facts.forge == "github" else "job in .gitlab-ci.yml"
        return warn("workflow", f"no {kind} runs followthrough", _INIT)
    return ok("workflow", ", ".join(ours))


def _schedule(facts: Facts) -> Check:
    return _github_schedule(facts) if facts.forge == "github" else _gitlab_schedule(facts)


def _github_schedule(facts: Facts) -> Check:
    scheduled = [one.path for one in facts.workflows if one.runs_us and one.has_schedule]
    if not scheduled:
        mend = 'add `schedule: [{cron: "23 6 * * 1"}]` under `on:` of the workflow'
        return warn("schedule", "nothing runs weekly: overdue items are told only when somebody merges", mend)
    asleep = [path for path in (facts.repository.asleep if facts.repository else ()) if path in scheduled]
    if asleep:
        mend = f"switch it on again: gh workflow enable {asleep[0].rpartition('/')[2]}"
        return warn("schedule", f"{asleep[0]} is switched off, as GitHub does after 60 days without activity", mend)
    return ok("schedule", f"{', '.join(scheduled)} (GitHub switches it off after 60 days without activity)")


def _gitlab_schedule(facts: Facts) -> Check:
    known = facts.repository.schedules if facts.repository else None
    mend = "make one under Build → Pipeline schedules, weekly on the default branch"
    if known == 0:
        return warn("schedule", "nothing runs weekly: overdue items are told only when somebody merges", mend)
    if known is None:
        return warn("schedule", "whether a pipeline schedule is there cannot be seen with this token", mend)
    return ok("schedule", f"{known} pipeline schedule{'' if known == 1 else 's'}")


def _last_sync(facts: Facts) -> Check:
    if facts.synced_on is None:
        if facts.issues:
            return ok("last sync", f"there are {facts.issues} issues; on which day a sync last wrote is not told")
        return warn("last sync", "nothing was synced yet", "followthrough sync")
    waiting = "1 change waits" if facts.waiting == 1 else f"{facts.waiting} changes wait" if facts.waiting else ""
    days = facts.today - facts.synced_on
    if waiting and days > _TOO_LONG and facts.forge != "local":
        mend = "look whether the schedule still runs; meanwhile run `followthrough sync`"
        return warn(
            "last sync", f"the last that wrote was on {facts.synced_on}, {days.days} days ago, and {waiting}", mend
        )
    return ok("last sync", f"the last that wrote was on {facts.synced_on}" + (f"; {waiting}" if waiting else ""))
