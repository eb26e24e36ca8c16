"""Which files are asked for: the arguments of a command, or the globs of a configuration."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from followthrough.discovery.repository import Repository
from followthrough.errors import ConfigError
from followthrough.globs import Globs, compile_globs, is_glob

PATHS = ("**/postmortems/**", "**/post-mortems/**", "docs/incidents/**", "incidents/**")
EXCLUDE = (
    "**/README*",
    "**/index.*",
    "**/TEMPLATE*",
    "**/_template*",
    "**/postmortem[-_]template.*",
    "**/incident[-_]template.*",
)
_ENDINGS = (".md", ".markdown", ".md.erb", ".yml", ".yaml", ".json")
_NAMED_ENDING = re.compile(r"\.[A-Za-z0-9]+\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which paths may be postmortems; the globs that come with the product take any letter case."""

    paths: tuple[str, ...] | None = None
    exclude: tuple[str, ...] | None = None

    def of(self, files: Sequence[str]) -> tuple[str, ...]:
        """Those of the files that are wanted."""
        included, excluded = _included(self.paths), self.excluded()
        return tuple(path for path in files if included(path) and not excluded.match(path))

    def excluded(self) -> Globs:
        """The globs of what is no postmortem."""
        return compile_globs(EXCLUDE, ignore_case=True) if self.exclude is None else compile_globs(self.exclude)

    def documents(self, files: Sequence[str]) -> tuple[str, ...]:
        """Those of the files that have the ending of a document and are not excluded."""
        excluded = self.excluded()
        return tuple(path for path in files if _is_document(path) and not excluded.match(path))


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """The documents asked for."""

    paths: tuple[str, ...]
    holds: Callable[[str], bool]
    """Whether a path, there or not, was asked for: what lies outside is out of scope, not gone."""


def select(repository: Repository, wanted: Wanted, arguments: Sequence[str], folder: Path) -> Selection:
    """The documents that the arguments name from within a folder; without any, those the globs find.

    A file stands for itself, a folder for what the globs find beneath it (where they find nothing there, for every
    document beneath it), a glob for the documents it matches. Raises ConfigError for what is not there.
    """
    if not arguments:
        return Selection(paths=_distinct(repository, wanted.of(repository.files)), holds=lambda _: True)
    chosen = [_choose(repository, wanted, argument, folder) for argument in arguments]
    paths = dict.fromkeys(path for one in chosen for path in one.paths)
    return Selection(
        paths=_distinct(repository, tuple(paths)), holds=lambda path: any(one.holds(path) for one in chosen)
    )


def _choose(repository: Repository, wanted: Wanted, argument: str, folder: Path) -> Selection:
    file = _place(repository, folder / argument) if "\0" not in argument else None
    if file is not None and file.is_dir() and _leads_inside(repository, file):
        return _folder(repository, wanted, file)
    if file is not None and os.path.lexists(file):
        path = repository.path_of(file)
        return Selection(paths=(path,), holds=path.__eq__)
    if file is not None and is_glob(argument):
        return _glob(repository, wanted, argument, file)
    hint = "give a file, a folder or a glob" if argument else "an empty argument names nothing"
    raise ConfigError(f"There is no {argument!r}", hint=hint)


def _place(repository: Repository, named: Path) -> Path:
    """Where an argument points, by the names inside the repository even where a link leads into it from outside."""
    file = Path(os.path.normpath(named))
    real = Path(os.path.realpath(file.parent), file.name)
    return real if repository.holds(real) and not repository.holds(file) else file


def _folder(repository: Repository, wanted: Wanted, folder: Path) -> Selection:
    beneath = repository.beneath(folder)
    path = repository.path_of(folder)
    globs = compile_globs(["**" if path == "." else f"{_literal(path)}/**"])
    return Selection(paths=wanted.of(beneath) or wanted.documents(_visible(beneath)), holds=globs.match)


def _glob(repository: Repository, wanted: Wanted, argument: str, file: Path) -> Selection:
    if not repository.holds(file):
        raise ConfigError(f"{argument!r} leads out of the repository", hint="name files or folders there")
    pattern = repository.path_of(file)
    paths = Wanted(paths=(pattern,), exclude=wanted.exclude).of(repository.files)
    if not paths:
        raise ConfigError(f"Nothing matches {argument!r}", hint="globs are matched from the folder you are in")
    return Selection(paths=paths, holds=compile_globs([pattern]).match)


def _leads_inside(repository: Repository, folder: Path) -> bool:
    """Whether a folder inside the repository stays inside when links are followed; one outside may lead anywhere."""
    real, root = os.path.realpath(folder), os.path.realpath(repository.root)
    return not repository.holds(folder) or Path(real).is_relative_to(root)


def _distinct(repository: Repository, paths: tuple[str, ...]) -> tuple[str, ...]:
    """The paths that are on disk, sorted, without links to a document that is there under its own name."""
    there = [path for path in paths if os.path.lexists(repository.file_of(path))]
    real = {path: os.path.realpath(repository.file_of(path)) for path in there}
    own = {name for path, name in real.items() if not repository.file_of(path).is_symlink()}
    linked = (path for path in there if repository.file_of(path).is_symlink() and real[path] in own)
    return tuple(sorted(set(there) - set(linked)))


def _included(patterns: tuple[str, ...] | None) -> Callable[[str], bool]:
    ignore_case = patterns is None
    kept = PATHS if patterns is None else patterns
    exact = compile_globs([one for one in kept if _names_ending(one)], ignore_case=ignore_case)
    loose = compile_globs([one for one in kept if not _names_ending(one)], ignore_case=ignore_case)
    return lambda path: exact.match(path) or (_is_document(path) and loose.match(path))


def _names_ending(pattern: str) -> bool:
    return _NAMED_ENDING.search(pattern) is not None


def _is_document(path: str) -> bool:
    return path.casefold().endswith(_ENDINGS)


def _visible(paths: Sequence[str]) -> tuple[str, ...]:
    return tuple(path for path in paths if not any(part.startswith(".") for part in path.split("/")))


def _literal(path: str) -> str:
    return re.sub(r"([*?[])", r"[\1]", path)
