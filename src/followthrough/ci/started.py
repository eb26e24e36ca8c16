"""When the job around a run began, as its CI tells it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime

_SECONDS = re.compile(r"[0-9]{1,11}")


def job_start(environ: Mapping[str, str]) -> datetime | None:
    """The moment at which the CI's job began, with its zone; None where nobody tells it, or what is told is no moment.

    GitLab says it in CI_JOB_STARTED_AT (docs.gitlab.com, "Predefined CI/CD variables reference", ISO 8601); on GitHub,
    which does not, the Action notes the seconds since 1970 in FOLLOWTHROUGH_JOB_STARTED.
    """
    noted = environ.get("FOLLOWTHROUGH_JOB_STARTED", "").strip()
    if _SECONDS.fullmatch(noted):
        return datetime.fromtimestamp(int(noted), UTC)
    return _moment(environ.get("CI_JOB_STARTED_AT", "").strip())


def _moment(text: str) -> datetime | None:
    try:
        told = datetime.fromisoformat(text)
    except ValueError:
        return None
    return told if told.tzinfo else None
