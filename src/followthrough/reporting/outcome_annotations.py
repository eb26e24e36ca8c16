"""What a run left undone as annotations of GitHub Actions: errors for what makes it fail, warnings for the rest."""

from __future__ import annotations

from collections.abc import Iterator

from followthrough.reporting.annotations import Annotation, of_finding, of_path
from followthrough.reporting.described import described, kind_of
from followthrough.tracking.outcome import Failed, Outcome


def outcome_annotations(outcome: Outcome) -> Iterator[Annotation]:
    """An annotation for each thing that a person may want to act on; what was done as planned has none."""
    yield from map(of_finding, outcome.blocked)
    for failures, what in ((outcome.failed, "failed"), (outcome.unknown, "unknown"), (outcome.postponed, "put off")):
        yield from (_failed(failed, what) for failed in failures)
    for failure in outcome.status_failed:
        path, _, reason = failure.partition(": ")
        yield of_path("error", path, f"status comment: {reason}")
    yield from _to_decide(outcome)
    for warning in outcome.warnings:
        yield of_path("warning", "", warning)
    for done in outcome.done:
        if done.remark:
            told = described(done.change, done.issue)
            yield of_path("warning", told.path, f"#{told.number} {told.title}: {done.remark}")


def _failed(failed: Failed, what: str) -> Annotation:
    told = described(failed.change)
    return of_path("error", told.path, f"{what}: to {kind_of(failed.change).value} {told.title}: {failed.reason}")


def _to_decide(outcome: Outcome) -> Iterator[Annotation]:
    for conflict in outcome.conflicts:
        told = described(conflict)
        said = " · ".join(filter(None, (*told.details, told.reason)))
        yield of_path("error" if conflict.new else "warning", told.path, f"conflict: {told.title}: {said}")
    for path, reason in dict.fromkeys((held.subject.path, held.reason) for held in outcome.deferred):
        yield of_path("error", path, f"held: {reason}")
