"""The component for GitLab says what the command line understands, and nothing that is unsafe."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import pytest

from followthrough import __version__
from followthrough.cli.ci import ci
from followthrough.cli.rollup import rollup
from tests.component import TEMPLATE, inputs, jobs, mistakes, text_of

ROOT = Path(__file__).parents[3]
BIN = Path(sys.executable).parent
SHARED_WITH_THE_ACTION = {
    *("command", "paths", "config", "dry-run", "max-creates"),
    *("strict", "rollup-mode", "working-directory"),
}
OWN = {
    *("stage", "job-prefix", "image", "version", "requirements", "token-variable"),
    *("plan-comment", "schedule-rule"),
}
JOBS = jobs({})
BASE: dict[str, Any] = JOBS[".followthrough"]


def test_interface() -> None:
    """Inputs are those that are agreed, each told, each with a default that GitLab takes."""
    assert set(inputs()) == SHARED_WITH_THE_ACTION | OWN
    assert all(one["description"] for one in inputs().values())
    assert mistakes({name: one["default"] for name, one in inputs().items()}) == []


def test_the_release_is_our_own() -> None:
    """What is installed by default is the release that the template comes with."""
    assert inputs()["version"]["default"] == __version__


def test_jobs() -> None:
    """Three jobs; the two that write wait for each other and are never cut off, and the check is not among them."""
    check, sync, rollup = (JOBS[f"followthrough-{name}"] for name in ("check", "sync", "rollup"))
    assert set(JOBS) == {".followthrough", "followthrough-check", "followthrough-sync", "followthrough-rollup"}
    assert sync["resource_group"] == rollup["resource_group"] == "followthrough"
    assert (sync["interruptible"], rollup["interruptible"], check["interruptible"]) == (False, False, True)
    assert "resource_group" not in check
    assert check["rules"] == [{"if": '$CI_PIPELINE_SOURCE == "merge_request_event"'}]
    assert all("CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH" in job["rules"][0]["if"] for job in (sync, rollup))
    assert all(job["artifacts"]["reports"]["codequality"] in job["artifacts"]["paths"] for job in (check, sync))


def test_inputs_reach_the_command() -> None:
    """Every input is used, and every variable that is named for an option is one of the command's."""
    body = TEMPLATE.read_text(encoding="utf-8").partition("\n---\n")[2]
    assert set(re.findall(r"inputs\.([a-z-]+)", body)) == set(inputs())
    handed = {name for name in BASE["variables"] if name.startswith("FOLLOWTHROUGH_")}
    assert handed <= {str(option.envvar) for command in (ci, rollup) for option in command.params}


def test_every_command_can_be_asked_for() -> None:
    """What a job may be told to do is what the command line can be told to do."""
    (command,) = (option for option in ci.params if "--command" in option.opts)
    assert isinstance(command.type, click.Choice)
    assert set(inputs()["command"]["options"]) == set(command.type.choices)


def test_no_value_in_a_script() -> None:
    """What somebody wrote reaches a script through variables alone, which stand in quotes there."""
    script = "\n".join(BASE["script"])
    marked = {name: "MARKED" for name, one in inputs().items() if one.get("type", "string") == "string"}
    marked = {name: value for name, value in marked.items() if not mistakes({name: value})}
    assert len(marked) > 6
    assert jobs(marked)[".MARKED"]["script"] == BASE["script"]
    loose = [line for line in script.splitlines() if re.search(r'(?<!["\w\\${])\$(FT_PATHS|FT_FOLDER|FT_REQ)', line)]
    assert loose == []


def test_scripts_are_plain_shell() -> None:
    """An image needs no bash."""
    for script in BASE["script"]:
        subprocess.run(["sh", "-n", "-c", script], check=True)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        pytest.param("paths", '"\nscript: [curl evil]', id="a line and a quote"),
        pytest.param("paths", "a\nb", id="a line"),
        pytest.param("config", 'x"', id="a quote"),
        pytest.param("job-prefix", "a b", id="a job with a space"),
        pytest.param("token-variable", "X; curl evil", id="a command for a variable"),
        pytest.param("version", "0.1.0 --index-url https://evil.example", id="an option for a version"),
        pytest.param("max-creates", "-1", id="a negative number"),
        pytest.param("schedule-rule", "'", id="a quote in a rule"),
        pytest.param("dry-run", "yes", id="a text for a boolean"),
        pytest.param("command", "rm", id="another command"),
        pytest.param("stag", "test", id="an unknown name"),
    ],
)
def test_values_that_are_refused(name: str, value: object) -> None:
    """GitLab refuses a value that would break out of its place, when the pipeline is made."""
    assert mistakes({name: value})


def test_gitlab_takes_it(tmp_path: Path) -> None:
    """GitLab's schema finds nothing wrong with the jobs, whatever the inputs say."""
    full = {"job-prefix": "pm", "paths": "a, b's/**", "strict": True, "stage": ".post", "image": "img@sha256:0a"}
    for number, given in enumerate(({}, full)):
        (tmp_path / f"{number}.yml").write_text(text_of(given), encoding="utf-8")
    command: list[str | Path] = [BIN / "check-jsonschema", "--builtin-schema", "vendor.gitlab-ci"]
    files = sorted(tmp_path.iterdir())
    done = subprocess.run(
        [*command, "--data-transform", "gitlab-ci", *files], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
