from __future__ import annotations

from dataclasses import replace

from followthrough.reporting.annotations import annotated
from followthrough.reporting.outcome_annotations import outcome_annotations
from followthrough.tracking.outcome import Outcome
from tests.unit.reporting.plans import CONFLICT, OUTCOME


def test_what_makes_a_run_fail_is_an_error() -> None:
    """Each failure, each hold and each new conflict is an error at its document; remarks are warnings."""
    found = [(one.kind, one.line.partition("title=")[2]) for one in outcome_annotations(OUTCOME)]
    assert [kind for kind, _ in found] == ["error"] * 7 + ["warning"] * 2
    assert [line.partition("::")[2].partition(":")[0] for _, line in found[1:7]] == [
        *("failed", "unknown", "put off", "status comment", "conflict", "held"),
    ]


def test_a_conflict_that_was_told_before() -> None:
    """It no longer fails the run."""
    (one,) = outcome_annotations(Outcome(conflicts=(replace(CONFLICT, new=False),)))
    assert one.kind == "warning"


def test_all_went_well() -> None:
    """Nothing is annotated."""
    assert annotated(outcome_annotations(Outcome(done=OUTCOME.done[:1], unchanged=3))) == ""


def test_hostile_words() -> None:
    """Nothing that a forge or a document says becomes a command."""
    text = annotated(outcome_annotations(Outcome(warnings=("x\n::stop-commands::y ##[add-mask]z%0A",))))
    assert text.count("\n") == 1
    assert "##[" not in text
    assert text.startswith("::warning title=followthrough::x")
