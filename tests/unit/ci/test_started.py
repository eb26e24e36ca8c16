from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from followthrough.ci.started import job_start

MOMENT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
SECONDS = str(int(MOMENT.timestamp()))


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        pytest.param({"CI_JOB_STARTED_AT": "2026-11-21T09:30:00Z"}, MOMENT, id="GitLab"),
        pytest.param({"CI_JOB_STARTED_AT": "2026-11-21T10:30:00+01:00"}, MOMENT, id="GitLab elsewhere"),
        pytest.param({"FOLLOWTHROUGH_JOB_STARTED": SECONDS}, MOMENT, id="the Action"),
        pytest.param({"FOLLOWTHROUGH_JOB_STARTED": f"{SECONDS}\n"}, MOMENT, id="the Action with a newline"),
        pytest.param({}, None, id="nobody"),
        pytest.param({"CI_JOB_STARTED_AT": "2026-11-21T09:30:00"}, None, id="without a zone"),
        pytest.param({"CI_JOB_STARTED_AT": "this morning"}, None, id="in words"),
        pytest.param({"FOLLOWTHROUGH_JOB_STARTED": "-1"}, None, id="before 1970"),
        pytest.param({"FOLLOWTHROUGH_JOB_STARTED": "9" * 11}, datetime(5138, 11, 16, 9, 46, 39, tzinfo=UTC), id="late"),
        pytest.param({"FOLLOWTHROUGH_JOB_STARTED": "9" * 400}, None, id="never"),
        pytest.param({"FOLLOWTHROUGH_JOB_STARTED": "\u0663"}, None, id="digits of another script"),
    ],
)
def test_job_start(environ: Mapping[str, str], expected: datetime | None) -> None:
    """A moment is believed where it is one, and nothing is guessed."""
    assert job_start(environ) == expected
