"""The files that a repository begins with are valid, safe and say what was found out."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml

from followthrough.config.load import parse_config
from followthrough.discovery.selection import Wanted
from followthrough.documents import read
from followthrough.documents.rules import ReadingRules
from followthrough.scaffold.facts import Facts, folders_of, may_hold_postmortems
from followthrough.scaffold.plan import CONFIG, PIPELINE, PIPELINE_ROOT, WORKFLOW, new_files

FACTS = Facts(forge="github", branch="main", version="1.2.3", today=date(2026, 11, 21))
ELSEWHERE = replace(FACTS, folders=("ops/RCA", 'odd "name"'), found_by_default=False)


def _texts(facts: Facts) -> dict[str, str]:
    return {file.path: file.text for file in new_files(facts)}


@pytest.mark.parametrize(
    ("forge", "paths"),
    [
        pytest.param("github", [CONFIG, WORKFLOW], id="github"),
        pytest.param("gitlab", [CONFIG, PIPELINE, PIPELINE_ROOT], id="gitlab"),
        pytest.param(None, [CONFIG], id="nobody-knows"),
    ],
)
def test_files(forge: str | None, paths: list[str]) -> None:
    """Each forge gets its own files, and everybody a configuration and a postmortem to fill in."""
    assert list(_texts(replace(FACTS, forge=forge))) == [*paths, "postmortems/TEMPLATE.md"]


def test_config_is_accepted() -> None:
    """The configuration changes nothing where postmortems lie where they are looked for, and else names the folders."""
    assert parse_config(CONFIG, _texts(FACTS)[CONFIG].encode()).paths is None
    assert parse_config(CONFIG, _texts(ELSEWHERE)[CONFIG].encode()).paths == ("ops/RCA/**", 'odd "name"/**')


def test_every_comment_in_the_config_is_accepted_once_it_counts() -> None:
    """Whoever takes the `#` away from a line of the configuration gets what it says."""
    text = _texts(FACTS)[CONFIG]
    live = "\n".join(re.findall(r"^# (\w+:.*| +\S+: .*)$", text, re.MULTILINE))
    config = parse_config(CONFIG, live.encode())
    assert config.paths == ("postmortems/**",)
    assert config.timezone == "Europe/Berlin"


def test_template_is_no_postmortem() -> None:
    """The postmortem to fill in is never read by the usual globs, and has no action item while it is not filled in."""
    assert Wanted().of(["postmortems/TEMPLATE.md"]) == ()
    text = _texts(FACTS)["postmortems/TEMPLATE.md"]
    assert not read("postmortems/TEMPLATE.md", text.encode(), ReadingRules()).action_items
    row = "| Alert on queue depth | @ada | 2026-12-01 | High | Open |"
    filled = "\n".join([*text.rstrip().splitlines()[:-1], row])
    (item,) = read("postmortems/a.md", filled.encode(), ReadingRules()).action_items
    assert (item.title, item.owners, str(item.due)) == ("Alert on queue depth", ("@ada",), "2026-12-01")


def test_branch_is_data() -> None:
    """A branch with an odd name is a word of the workflow and nothing else."""
    text = _texts(replace(FACTS, branch="a: [b]\"'#"))[WORKFLOW]
    assert yaml.safe_load(text)[True]["push"]["branches"] == ["a: [b]\"'#"]


@pytest.mark.parametrize(
    ("forge", "file", "schema"),
    [
        pytest.param("github", WORKFLOW, ["vendor.github-workflows"], id="github"),
        pytest.param("gitlab", PIPELINE, ["vendor.gitlab-ci", "--data-transform", "gitlab-ci"], id="gitlab"),
    ],
)
def test_forges_accept_their_file(forge: str, file: str, schema: list[str], tmp_path: Path) -> None:
    """The published schema of each forge accepts what is written for it."""
    place = tmp_path / "file.yml"
    place.write_text(_texts(replace(FACTS, forge=forge))[file], encoding="utf-8")
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", *schema, str(place)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_workflow_is_safe(tmp_path: Path) -> None:
    """The strictest audit finds nothing in the workflow."""
    place = tmp_path / ".github/workflows/postmortems.yml"
    place.parent.mkdir(parents=True)
    place.write_text(_texts(FACTS)[WORKFLOW], encoding="utf-8")
    zizmor = Path(sys.executable).with_name("zizmor")
    command = [str(zizmor), "--offline", "--no-progress", "--persona", "pedantic", str(place)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        pytest.param("post_mortems/a.md", True, id="underscore"),
        pytest.param("docs/Root-Cause-Analyses/a.md", True, id="words-within"),
        pytest.param("ops/outages/2026/a.md", True, id="plural-above"),
        pytest.param("src/incidental/a.md", False, id="longer-word"),
        pytest.param("incident.md", False, id="no-folder"),
    ],
)
def test_folder_names(path: str, expected: bool) -> None:  # noqa: FBT001 - a table
    """A folder is told by the words in its name."""
    assert may_hold_postmortems(path) is expected


def test_folders_of() -> None:
    """A folder inside another one is not named again; documents at the root name none."""
    assert folders_of(["a/b/c.md", "a/d.md", "e.md", "ab/f.md"]) == ("a", "ab")


def test_the_pipeline_is_the_one_of_the_docs() -> None:
    """What `init` writes for GitLab and what docs/gitlab.md has to copy are one pipeline."""
    page = (Path(__file__).parents[3] / "docs/gitlab.md").read_text(encoding="utf-8")
    (shown,) = re.findall(r"```yaml\n(\.followthrough:.*?)```", page, re.DOTALL)
    released = re.findall(r"followthrough==(\d+\.\d+\.\d+)'", shown)[0]
    written = _texts(replace(FACTS, forge="gitlab", version=released))[PIPELINE]
    assert yaml.safe_load(written) == yaml.safe_load(shown)
