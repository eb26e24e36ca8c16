"""The page about GitLab can be copied from, and tells of everything there is."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from followthrough import __version__
from tests.component import inputs, jobs, mistakes

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "gitlab.md").read_text(encoding="utf-8")
PIPELINES = re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
COMPONENT = f"$CI_SERVER_FQDN/GROUP/followthrough/followthrough@{__version__}"
BIN = Path(sys.executable).parent


def _yaml(text: str) -> dict[str, Any]:
    value: dict[str, Any] = yaml.safe_load(text)
    return value


INCLUDES = [included for text in PIPELINES for included in _yaml(text).get("include", ())]
(PLAIN,) = (_yaml(text) for text in PIPELINES if "postmortems-sync" in text)


@pytest.mark.parametrize("included", INCLUDES, ids=lambda included: "+".join(included.get("inputs", ())) or "alone")
def test_what_is_included(included: dict[str, Any]) -> None:
    """Every include is of this release, with inputs that GitLab takes, so that the jobs come about."""
    assert included["component"] == COMPONENT
    assert mistakes(included.get("inputs", {})) == []
    assert "followthrough-sync" in jobs(included.get("inputs", {}))


def test_they_are_pipelines(tmp_path: Path) -> None:
    """GitLab's schema finds nothing wrong with any."""
    assert len(PIPELINES) == 6
    for number, text in enumerate(PIPELINES):
        (tmp_path / f"{number}.yml").write_text(text, encoding="utf-8")
    command: list[str | Path] = [BIN / "check-jsonschema", "--builtin-schema", "vendor.gitlab-ci"]
    done = subprocess.run([*command, *sorted(tmp_path.iterdir())], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_plain_pipeline_does_what_the_component_does() -> None:
    """The same jobs at the same times, one at a time where they write, with this release."""
    component = jobs({})
    for name in ("check", "sync", "rollup"):
        plain, ours = PLAIN[f"postmortems-{name}"], component[f"followthrough-{name}"]
        assert plain.get("resource_group") == ours.get("resource_group")
        variables = r"\$CI_\w+(?: [=!]= (?:\"\w+\"|\$CI_\w+))?"
        assert sorted(re.findall(variables, plain["rules"][0]["if"])) == sorted(
            re.findall(variables, ours["rules"][0]["if"])
        )
    assert all(
        isinstance(line, str)
        for job in PLAIN.values()
        for line in (*job.get("script", ()), *job.get("before_script", ()))
    )
    assert f"followthrough=={__version__}" in PLAIN[".followthrough"]["before_script"][0]
    assert "GITLAB_TOKEN" not in str(PLAIN["postmortems-check"])


def test_every_input_is_told() -> None:
    """Each input has its line, with its default."""
    lines = dict(re.findall(r"^\| `([a-z-]+)` \|(.*?)\|", PAGE.partition("## The token")[0], re.MULTILINE))
    told = {name: default.strip("` ") for name, default in lines.items()}
    expected = {
        name: str(one["default"]).replace("True", "true").replace("False", "false") for name, one in inputs().items()
    }
    assert told == {**expected, "version": "that of the component"}


def test_the_numbers_of_releases_agree() -> None:
    """Whatever release the page names is this one."""
    assert set(re.findall(r"followthrough(?:==|@)(\d+\.\d+\.\d+)", PAGE)) == {__version__}
