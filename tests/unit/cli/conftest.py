"""The command line as a person meets it: in a repository, with stdout, stderr and an exit code."""

from __future__ import annotations

import logging
import os
import signal
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from followthrough.cli import cli
from followthrough.cli.errors import run
from tests.unit.discovery.repositories import start

CHECKOUT = """\
# Postmortem: Checkout outage

**Incident ID:** INC-42
**Date:** 2026-11-03
**Severity:** P1

## Action Items

| Action | Owner | Due | Status |
|---|---|---|---|
| Alert on queue depth before carts fail | Alice Smith | 2026-12-01 | Open |
| Rehearse the failover with the new runbook | Bob Jones | 2026-12-31 | Open |
| Cap retries at 3 | Alice Smith | 2026-11-10 | Done |
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """What a command left behind."""

    code: int
    out: str
    err: str


Followthrough = Callable[..., Ended]


@pytest.fixture(autouse=True)
def _own_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """No CI, no options and no configuration of whoever runs the tests."""
    for name in list(os.environ):
        if name.startswith(("FOLLOWTHROUGH_", "GITHUB_", "GITLAB_", "CI_")) or name in {
            "GH_TOKEN",
            "RUNNER_DEBUG",
            "NO_COLOR",
        }:
            monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    before = signal.getsignal(signal.SIGTERM)
    yield
    signal.signal(signal.SIGTERM, before)
    logging.getLogger("followthrough").handlers.clear()


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with one postmortem, which is the current folder."""
    root = start(tmp_path / "shop")
    (root / "postmortems").mkdir()
    (root / "postmortems/2026-11-03-checkout.md").write_text(CHECKOUT, encoding="utf-8")
    monkeypatch.chdir(root)
    return root


@pytest.fixture
def followthrough(capsys: pytest.CaptureFixture[str]) -> Followthrough:
    """Run a command in this process."""

    def call(*arguments: str) -> Ended:
        code = run(cli, arguments)
        captured = capsys.readouterr()
        return Ended(code=code, out=captured.out, err=captured.err)

    return call
