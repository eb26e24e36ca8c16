"""Which files a repository begins with, and what stands in them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from string import Template

from followthrough.scaffold.facts import Facts

CONFIG = ".followthrough.yml"
WORKFLOW = ".github/workflows/postmortems.yml"
PIPELINE = ".gitlab/followthrough.yml"
PIPELINE_ROOT = ".gitlab-ci.yml"
INCLUDE = "include: [{local: .gitlab/followthrough.yml}]"
"""What has to stand in a `.gitlab-ci.yml` that is there already."""
_NEW_FOLDER = "postmortems"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFile:
    """A file to write where there is none."""

    path: str
    text: str
    purpose: str
    """In a few words, for people."""


class _Packaged(Template):
    """A file with `%names` to fill in; `$` and `${{ }}` belong to the forges."""

    delimiter = "%"


def new_files(facts: Facts) -> tuple[NewFile, ...]:
    """The files that a repository needs, whether or not they are there already, in the order in which to read them."""
    return tuple(_files(facts))


def _files(facts: Facts) -> Iterator[NewFile]:
    config = _filled("config.yml", paths=_paths(facts), today=facts.today.isoformat())
    yield NewFile(path=CONFIG, text=config, purpose="what is read, and how it is tracked")
    names = {"branch": json.dumps(facts.branch, ensure_ascii=False), "version": facts.version}
    if facts.forge == "github":
        yield NewFile(path=WORKFLOW, text=_filled("github.yml", **names), purpose="checks, issues and rollups")
    if facts.forge == "gitlab":
        yield NewFile(path=PIPELINE, text=_filled("gitlab.yml", **names), purpose="checks, issues and rollups")
        yield NewFile(path=PIPELINE_ROOT, text=_filled("gitlab-root.yml"), purpose="takes the jobs in")
    folder = facts.folders[0] if facts.folders else _NEW_FOLDER
    yield NewFile(path=f"{folder}/TEMPLATE.md", text=_filled("postmortem.md"), purpose="a postmortem to fill in")


def _paths(facts: Facts) -> str:
    if facts.found_by_default:
        return '# paths: ["postmortems/**"]'
    globs = ", ".join(json.dumps(f"{folder}/**", ensure_ascii=False) for folder in facts.folders)
    return f"paths: [{globs}]"


def _filled(name: str, **values: str) -> str:
    text = (resources.files("followthrough.scaffold") / "files" / name).read_text(encoding="utf-8")
    return _Packaged(text).substitute(values)
