"""The work tree around a folder, and the files in it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from followthrough.discovery.git import ask, find_root

_NOT_ENTERED = frozenset({"node_modules", "__pycache__"})
_CHECKED_OUT_ELSEWHERE = "S"


@dataclass(frozen=True, kw_only=True)
class Repository:
    r"""A work tree. Paths are relative to its root, separated by `/`; bytes beyond UTF-8 are written as `\xNN`."""

    root: Path
    has_git: bool = True

    @cached_property
    def _listed(self) -> Mapping[str, tuple[str, str]]:
        """Path → git's tag for it and the name that the operating system knows."""
        found = _git_files(self.root) if self.has_git else ((" ", name) for name in _walk(self.root))
        return {shown(name): (tag, name) for tag, name in found}

    @property
    def files(self) -> tuple[str, ...]:
        """Every file that is tracked, or new and not ignored, and lies in the work tree; sorted."""
        return tuple(sorted(path for path, (tag, _) in self._listed.items() if tag != _CHECKED_OUT_ELSEWHERE))

    def beneath(self, folder: Path) -> tuple[str, ...]:
        """The files under a folder; those git does not know of are found by walking."""
        prefix = "" if folder == self.root else self.path_of(folder) + "/"
        listed = tuple(path for path in self.files if path.startswith(prefix)) if self.holds(folder) else ()
        return listed or tuple(sorted(self.path_of(folder / name) for name in _walk(folder)))

    def holds(self, file: Path) -> bool:
        """Whether a place lies inside the work tree, by its name alone."""
        return file.is_relative_to(self.root)

    def path_of(self, file: Path) -> str:
        """The path of a place: relative to the root where it lies inside, else absolute."""
        return shown(file.relative_to(self.root).as_posix() if self.holds(file) else file.as_posix())

    def file_of(self, path: str) -> Path:
        """The place of a path."""
        _, name = self._listed.get(path, ("", _named(path))) if "\\x" in path else ("", _named(path))
        return self.root / name

    def exists(self, path: str) -> bool:
        """Whether the repository has the path at all, checked out or not."""
        try:
            there = os.path.lexists(self.file_of(path))
        except ValueError:
            return False
        return there or self._listed.get(path, ("", ""))[0] == _CHECKED_OUT_ELSEWHERE


def open_repository(folder: Path) -> Repository:
    """The work tree around a folder; outside git the folder itself. Raises ConfigError where git refuses to say."""
    root = find_root(folder)
    return Repository(root=root or folder.resolve(), has_git=root is not None)


def shown(name: str) -> str:
    r"""A file name as text that can be printed and stored: bytes beyond UTF-8 become `\xNN`."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _named(path: str) -> str:
    """The name of a path to the operating system, which may be set up for another encoding than that of the names."""
    return path if sys.getfilesystemencoding() == "utf-8" else os.fsdecode(path.encode("utf-8", "backslashreplace"))


def _git_files(root: Path) -> Iterator[tuple[str, str]]:
    answer = ask(root, ["ls-files", "-z", "-t", "--cached", "--others", "--exclude-standard"]) or b""
    for entry in answer.split(b"\0"):
        if entry:
            yield chr(entry[0]), os.fsdecode(entry[2:])


def _walk(folder: Path) -> Iterator[str]:
    """The names of all files beneath a folder, relative to it; hidden folders and links to folders are not entered."""
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in _NOT_ENTERED)
        inside = Path(place).relative_to(folder)
        yield from ((inside / name).as_posix() for name in sorted(names))
