"""Carry out a plan on a forge; safe to repeat.

What to do is the plan's affair, how to say it `rollups`'; this package sees to it that each thing is done once, that
nothing is overwritten that changed meanwhile, and that one failure never stops the rest.
"""

from __future__ import annotations

from collections.abc import Callable

from followthrough.apply.changes import attempt
from followthrough.apply.run import Run, Told
from followthrough.apply.settling import Settling
from followthrough.apply.status import groups, write_status
from followthrough.apply.telling import Telling
from followthrough.errors import ForgeError
from followthrough.forges.protocol import Forge
from followthrough.tracking.changes import Plan
from followthrough.tracking.outcome import Outcome

__all__ = ["Settling", "Telling", "apply"]


def apply(
    plan: Plan,
    forge: Forge,
    *,
    settling: Settling | None = None,
    telling: Telling | None = None,
    on_change: Callable[[Told], None] = lambda _: None,
    stop: Callable[[], bool] = lambda: False,
) -> Outcome:
    """Carry out the plan as far as the forge lets us, and say what became of each change.

    `on_change` hears of each as it is settled; once `stop` says so, the request under way is finished and the rest put
    off. To be exact while other runs go on, plan and apply belong inside one `forge.lease()`.
    """
    run = Run(
        forge=forge,
        me=forge.whoami(),
        labels=plan.listed,
        trusted_authors=plan.trusted_authors,
        planned=plan.issues,
        settling=settling or Settling(),
        telling=telling,
        on_change=on_change,
        stop=stop,
    )
    _ensure_labels(run, plan)
    for group in groups(plan.postmortems):
        for one in group:
            for change in one.changes:
                attempt(run, change)
        write_status(run, group)
    return run.outcome(plan)


def _ensure_labels(run: Run, plan: Plan) -> None:
    if plan.is_empty or not plan.labels or not run.may_go_on():
        return
    try:
        run.ensure_labels(plan.labels)
    except ForgeError as error:
        run.met(error)
        run.warnings.append(f"Not all labels could be made: {error.message}")
