"""What has to be known of a repository before anything is written into it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

import yaml


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """A repository as it is found."""

    forge: str | None
    """`github` or `gitlab`; None where nothing tells, and for the embedded forge."""
    branch: str
    """The default one."""
    folders: tuple[str, ...] = ()
    """Where postmortems lie already."""
    found_by_default: bool = True
    """Whether the usual globs find those folders."""
    version: str
    """Of followthrough."""
    today: date


def folders_of(paths: Iterable[str]) -> tuple[str, ...]:
    """The folders that hold the documents, without those that lie in another of them; sorted.

    >>> folders_of(["docs/rca/2026/a.md", "docs/rca/b.md", "notes/c.md"])
    ('docs/rca', 'notes')
    """
    folders = sorted({path.rpartition("/")[0] for path in paths if "/" in path})
    return tuple(one for one in folders if not any(one.startswith(f"{other}/") for other in folders))


def may_hold_postmortems(path: str) -> bool:
    """Whether one of the folders on a path is named as those are that people keep postmortems in.

    >>> may_hold_postmortems("ops/RCA/2026-11-03.md"), may_hold_postmortems("docs/guide.md")
    (True, False)
    """
    words = _folder_words()
    folders = (re.split(r"[^a-z]+", name) for name in path.casefold().split("/")[:-1])
    return any(_named(parts, words) for parts in folders)


def _named(parts: list[str], words: frozenset[str]) -> bool:
    """Whether a name is one of the words, alone, in the plural, or with others around it."""
    runs = {"".join(parts[i:j]) for i in range(len(parts)) for j in range(i + 1, len(parts) + 1)}
    return any(run in words or run.removesuffix("s") in words for run in runs)


@cache
def _folder_words() -> frozenset[str]:
    text = resources.files("followthrough.scaffold").joinpath("folder_names.yml").read_text(encoding="utf-8")
    return frozenset(yaml.safe_load(text))
