"""What the runner of a CI is told. GitHub's: outputs, a summary, a file with the result, annotations; any: files.

Neither GITHUB_ENV nor GITHUB_PATH is ever written: what is read there outlives the step.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from tempfile import mkstemp

from followthrough.ci.outputs import outputs_text
from followthrough.cli.ci_report import BROKEN, Report
from followthrough.cli.log import LOG
from followthrough.cli.options import Written
from followthrough.redaction import secrets_in, without
from followthrough.reporting.annotations import annotated
from followthrough.reporting.code_quality import code_quality
from followthrough.rollups.json_text import json_text

FORMATS = ("json", "markdown", "gitlab")


def publish(report: Report, files: Sequence[Written]) -> int:
    """Tell the runner everything, and return the exit code of the run; what cannot be written is a warning."""
    if os.environ.get("GITHUB_ACTIONS") == "true":
        sys.stdout.write(_clean(annotated(report.annotations)))
    told = _append("GITHUB_STEP_SUMMARY", report.summary())
    outputs = {name: str(number) for name, number in asdict(report.numbers).items()}
    written = _append("GITHUB_OUTPUT", outputs_text({**outputs, **_result_file(report)}))
    kept = [_write(one.file, _text_of(report, one.format)) for one in files]
    return report.exit_code or (0 if told and written and all(kept) else BROKEN)


def _text_of(report: Report, format_: str) -> str:
    makers: Mapping[str, Callable[[], str]] = {
        "json": lambda: json_text(report.value()),
        "markdown": report.summary,
        "gitlab": lambda: code_quality(report.findings),
    }
    return makers[format_]()


def _write(file: Path, text: str) -> bool:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(_clean(text), encoding="utf-8", errors="backslashreplace", newline="")
    except OSError as error:
        LOG.warning("%s cannot be written: %s", file, error.strerror)
        return False
    return True


def _result_file(report: Report) -> Mapping[str, str]:
    """The output that names the file, where the runner has a place for it that outlives the step, not the job."""
    folder = os.environ.get("RUNNER_TEMP")
    if not folder:
        return {}
    try:
        handle, name = mkstemp(prefix="followthrough-", suffix=".json", dir=folder)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(_clean(json_text(report.value())))
    except OSError as error:
        LOG.warning("no result file: %s", error.strerror)
        return {}
    return {"result-file": name}


def _append(variable: str, text: str) -> bool:
    named = os.environ.get(variable)
    if not named:
        return True
    try:
        with Path(named).open("a", encoding="utf-8", errors="backslashreplace", newline="") as file:
            file.write(_clean(text))
    except OSError as error:
        LOG.warning("%s cannot be written: %s", variable, error.strerror)
        return False
    return True


def _clean(text: str) -> str:
    return without(secrets_in(os.environ), text)
