"""What a run of a CI has to tell: numbers, pages of its summary, annotations, and the JSON of it all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field

from followthrough.ci.activity import Activity, Task
from followthrough.errors import ExitCode, FollowthroughError
from followthrough.model import Finding
from followthrough.reporting.annotations import Annotation
from followthrough.reporting.page import MAX_SUMMARY, cut, stopped
from followthrough.tracking.sanitize import sanitize_cell

_MAIN = (Task.SYNC, Task.CHECK, Task.PLAN, Task.ROLLUP)
"""Whose JSON is that of the run, where several tasks were done; that of the others stands in it."""


@dataclass(slots=True, kw_only=True)
class Numbers:
    """The outputs that count; what a run did not look at stays 0."""

    created: int = 0
    updated: int = 0
    closed: int = 0
    open: int = 0
    overdue: int = 0
    conflicts: int = 0
    findings: int = 0
    failed: int = 0


@dataclass(slots=True, kw_only=True)
class Report:
    """Everything that one run tells the runner. Mutable, and gone when the run ends."""

    activity: Activity | None = None
    numbers: Numbers = field(default_factory=Numbers)
    values: dict[Task, Mapping[str, object]] = field(default_factory=dict)
    """What each task tells programs."""
    pages: list[str] = field(default_factory=list)
    """Markdown."""
    annotations: list[Annotation] = field(default_factory=list)
    findings: tuple[Finding, ...] = ()
    """What is wrong with the documents."""
    exit_code: int = 0
    _refusal: FollowthroughError | None = None

    @property
    def has_synced(self) -> bool:
        """Whether documents and issues were brought into step, as far as people let it."""
        return Task.SYNC in self.values and self.exit_code in {ExitCode.OK, ExitCode.DECISION, ExitCode.FINDINGS}

    def ended(self, exit_code: int) -> None:
        """Put down how a task ended; the first that did not end well says how the run does."""
        self.exit_code = self.exit_code or exit_code

    def refused(self, error: FollowthroughError) -> None:
        """Put down what ended the run before its work was done."""
        self._refusal = error
        self.numbers.failed += 1
        self.pages.append("\n".join(stopped(error.message, error.hint)))
        self.ended(error.exit_code)

    def value(self) -> dict[str, object]:
        """The JSON of the run: what its main command prints, with what the others do beside it, and the numbers."""
        main = next((task for task in _MAIN if task in self.values), None)
        told: dict[str, object] = {"version": 1, **(self.values[main] if main else {})}
        told |= {str(task): value for task, value in self.values.items() if task is not main}
        told["run"] = self._run()
        return told

    def summary(self) -> str:
        """The pages under a heading, in a size that a runner takes."""
        return cut(list(self._lines()), MAX_SUMMARY, "followthrough")

    def _run(self) -> dict[str, object]:
        run: dict[str, object] = {"exit_code": int(self.exit_code), "numbers": asdict(self.numbers)}
        if self.activity:
            run |= {"commands": list(self.activity.tasks), "because": self.activity.because}
        if self._refusal:
            run["error"] = {"message": self._refusal.message, "mend": self._refusal.hint}
        return run

    def _lines(self) -> Iterator[str]:
        yield "### followthrough"
        if self.activity:
            tasks = " and ".join(self.activity.tasks) or "nothing to do"
            yield from ("", f"{tasks}, because {sanitize_cell(self.activity.because)}")
        for page in self.pages:
            yield from ("", *page.rstrip("\n").split("\n"))


BROKEN = ExitCode.PARTIAL
"""How a run ends that did its work and could not tell so."""
