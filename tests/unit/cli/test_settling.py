from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from followthrough.cli.options import Common
from followthrough.cli.settling import settling_for
from followthrough.forges.github.forge import Access, GitHubForge
from followthrough.forges.local import LocalForge
from followthrough.forges.protocol import Forge

GITHUB = GitHubForge(Access(api_url="https://api.github.com", repo="acme/shop", token="ghs_x"))  # noqa: S106 - none


def waited(forge: Forge, common: Common, *, began_ago: float = 0) -> float:
    """How many seconds a run waits before its first create."""
    waits = [0.0]
    now = time.monotonic()
    settling = replace(settling_for(forge, common, now - began_ago, waits.append), now=lambda: now)
    settling.since_the_beginning()
    return sum(waits)


def _ago(seconds: float) -> datetime:
    return datetime.now(UTC) - timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("environ", "began_ago", "expected"),
    [
        pytest.param({}, 0, 10, id="by hand"),
        pytest.param({}, 4, 6, id="by hand, after a while"),
        pytest.param(
            {"FOLLOWTHROUGH_JOB_STARTED": f"{_ago(600).timestamp():.0f}"}, 0, 0, id="long after the job began"
        ),
        pytest.param({"CI_JOB_STARTED_AT": _ago(600).isoformat()}, 0, 0, id="on GitLab"),
        pytest.param({"CI_JOB_STARTED_AT": _ago(-600).isoformat()}, 2, 8, id="a job that begins in the future"),
        pytest.param({"FOLLOWTHROUGH_JOB_STARTED": "soon"}, 0, 10, id="nonsense"),
    ],
)
def test_the_start_of_the_job_counts(
    monkeypatch: pytest.MonkeyPatch, environ: Mapping[str, str], began_ago: float, expected: float
) -> None:
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    assert waited(GITHUB, Common(), began_ago=began_ago) == pytest.approx(expected, abs=0.5)


def test_the_option_says_how_long() -> None:
    assert waited(GITHUB, Common(settle=30)) == pytest.approx(30, abs=0.5)
    assert waited(GITHUB, Common(settle=0)) == 0


def test_the_embedded_forge_never_lags(tmp_path_factory: pytest.TempPathFactory) -> None:
    forge = LocalForge(tmp_path_factory.mktemp("local") / "tracker.sqlite3")
    assert waited(forge, Common()) == 0
    forge.close()
