"""Pipelines of the component, carried out by gitlab-ci-local: includes, inputs, rules and jobs as GitLab has them.

Each job runs in a shell on this machine, in the repository itself, one after the other. Not modelled: images, caches
between runs, `resource_group`, protected variables, and inputs that GitLab would refuse (tests/component.py does that).
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.component import TEMPLATE, mistakes
from tests.thirdparty.gitlab_ci import GITLAB_CI_LOCAL, NODE, rsync_environment
from tests.unit.discovery.repositories import git

BIN = Path(sys.executable).parent
SLUG = "acme/platform/shop"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """What a pipeline left behind."""

    code: int
    log: str
    artifacts: Path

    def artifact(self, job: str, name: str) -> Any:  # noqa: ANN401 - JSON
        """A job's artifact, read as JSON."""
        return json.loads((self.artifacts / job / name).read_text(encoding="utf-8"))

    @property
    def result(self) -> dict[str, Any]:
        """What the run of `sync` tells programs."""
        told: dict[str, Any] = self.artifact("followthrough-sync", "followthrough-sync.json")
        return told


@dataclass(frozen=True, slots=True, kw_only=True)
class Runner:
    """A project with the component, its origin, and a machine that runs its pipelines."""

    root: Path
    variables: Mapping[str, str]
    """CI/CD variables of the project, and those that GitLab predefines."""
    path: str = str(BIN)
    """Where programs are found before those of the machine."""

    def include(self, **inputs: object) -> None:
        """Write a `.gitlab-ci.yml` that includes the component. Raises ValueError for what GitLab would refuse."""
        given = {name.replace("_", "-"): value for name, value in inputs.items()}
        if found := mistakes(given):
            raise ValueError("; ".join(found))
        (self.root / "templates").mkdir(exist_ok=True)
        shutil.copy(TEMPLATE, self.root / "templates")
        file = {"include": [{"local": "templates/followthrough.yml", "inputs": given}]}
        (self.root / ".gitlab-ci.yml").write_text(yaml.safe_dump(file), encoding="utf-8")

    def jobs(self, source: str, **variables: str) -> set[str]:
        """The jobs that a pipeline of that source has."""
        listed = self._run(source, variables, "--list-json")
        assert listed.returncode == 0, listed.stderr
        return {job["name"] for job in json.loads(listed.stdout) if job["when"] != "never"}

    def run(self, source: str, *jobs: str, **variables: str) -> Ran:
        """Carry out a pipeline, or some of its jobs."""
        shutil.rmtree(self.root / ".gitlab-ci-local", ignore_errors=True)
        done = self._run(source, variables, "--force-shell-executor", "--concurrency", "1", *jobs)
        log = done.stdout + done.stderr
        return Ran(code=done.returncode, log=log, artifacts=self.root / ".gitlab-ci-local" / "artifacts")

    def _run(self, source: str, variables: Mapping[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
        told = {"GITLAB_CI": "true", "CI_PIPELINE_SOURCE": source, **self.variables, **variables}
        flags = [flag for name, value in told.items() for flag in ("--variable", f"{name}={value}")]
        if "CI_MERGE_REQUEST_IID" in variables:
            flags += ["--unset-variable", "CI_COMMIT_BRANCH"]
        home = self.root.parent / "home"
        home.mkdir(exist_ok=True)
        environment = {**rsync_environment(f"{self.path}:{os.environ['PATH']}"), "HOME": str(home), "LC_ALL": "C.UTF-8"}
        quiet = ["--ignore-predefined-vars", ",".join(told)]
        return subprocess.run(
            [NODE, GITLAB_CI_LOCAL, *quiet, *flags, *arguments],
            cwd=self.root,
            env={**environment, **_of_the_machine()},
            capture_output=True,
            text=True,
            check=False,
        )


def _of_the_machine() -> dict[str, str]:
    """What pip needs to reach its index."""
    return {name: value for name, value in os.environ.items() if name.startswith("PIP_") or name.endswith("_PROXY")}


def with_origin(root: Path, folder: Path) -> None:
    """Give a repository an origin that can be fetched from, and the name that gitlab-ci-local takes the project by."""
    git(root, "clone", "--quiet", "--bare", str(root), str(folder))
    git(root, "remote", "add", "origin", str(folder))
    git(root, "remote", "add", "gcl-origin", f"https://gitlab.example/{SLUG}.git")
    git(root, "fetch", "--quiet", "origin")
    git(root, "remote", "set-head", "origin", "main")
