"""What git remembers: which commit brought a file, and which branch this is."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

from followthrough.discovery.git import ask, ask_line
from followthrough.discovery.repository import Repository, shown

_MANY_FOLDERS = 100


def head_commit(repository: Repository) -> str | None:
    """The commit that is checked out; None outside git and before the first commit."""
    return ask_line(repository.root, ["rev-parse", "--verify", "--quiet", "HEAD"]) if repository.has_git else None


def commits_that_added(repository: Repository, paths: Iterable[str]) -> Mapping[str, str]:
    """Path → the commit of the first-parent history that last added it, asked for in one run of git.

    Empty outside git, and in a shallow clone, whose oldest commit seems to add everything.
    """
    return _added(repository, frozenset(paths), ["--first-parent", "-m"])


def commits_that_wrote(repository: Repository, paths: Iterable[str]) -> Mapping[str, str]:
    """Path → the commit that last added it on whatever branch, before that was merged; empty where the other is."""
    return _added(repository, frozenset(paths), ["--full-history"])


def _added(repository: Repository, asked: frozenset[str], walk: list[str]) -> Mapping[str, str]:
    if not asked or not repository.has_git or _is_shallow(repository):
        return {}
    log = ["log", *walk, "--no-renames", "--diff-filter=A", "--name-only", "-z", "--format=/%H"]
    answer = ask(repository.root, [*log, "HEAD", "--", *_folders(asked)]) or b""
    found: dict[str, str] = {}
    for commit, path in _pairs(answer):
        if path in asked:
            found.setdefault(path, commit)
    return found


def describe_commit(repository: Repository, commit: str) -> tuple[str, str] | None:
    """When a commit was made (ISO 8601 with its zone) and its subject; None where it is not known here."""
    told = ask_line(repository.root, ["show", "--no-patch", "--format=%cI%n%s", "--end-of-options", commit])
    when, _, subject = (told or "").partition("\n")
    return (when, subject) if subject else None


def usual_branch(repository: Repository) -> str | None:
    """The remote's default branch as the clone was told it, else the one that is checked out."""
    if not repository.has_git:
        return None
    told = ask_line(repository.root, ["symbolic-ref", "--quiet", "--short", "refs/remotes/origin/HEAD"])
    current = ask_line(repository.root, ["symbolic-ref", "--quiet", "--short", "HEAD"])
    return told.removeprefix("origin/") if told else current


def branch_besides_default(repository: Repository, default: str | None = None) -> str | None:
    """The branch that is checked out where it is known to be another than the remote's default one.

    `default` is the name of that branch where somebody knows it better than git, which is not told by every clone.
    """
    if not repository.has_git:
        return None
    current = ask_line(repository.root, ["symbolic-ref", "--quiet", "--short", "HEAD"])
    told = ask_line(repository.root, ["symbolic-ref", "--quiet", "--short", "refs/remotes/origin/HEAD"])
    usual = default or (told.removeprefix("origin/") if told else None)
    return None if usual is None or current == usual else current


def paths_changed(repository: Repository, base: str, merge: str | None) -> frozenset[str] | None:
    """The paths that a change request adds, changes or removes; None where the clone does not reach back far enough.

    `base` is the commit that it is to be merged into. Where `merge`, the commit that a CI made by merging the two, is
    the one checked out, its first parent knows better, since the base may have moved on.
    """
    if not repository.has_git:
        return None
    merged = merge is not None and head_commit(repository) == merge
    ranges = (["HEAD^1", "HEAD"] if merged else None, [f"{base}...HEAD"])
    diff = ["diff", "--name-only", "-z", "--no-renames", "--end-of-options"]
    answers = (ask(repository.root, [*diff, *between, "--"]) for between in ranges if between)
    answer = next((one for one in answers if one is not None), None)
    if answer is None:
        return None
    return frozenset(shown(os.fsdecode(name)) for name in answer.split(b"\0") if name)


def origin_url(repository: Repository) -> str | None:
    """The address of the remote `origin`, as it was configured."""
    return ask_line(repository.root, ["config", "--get", "remote.origin.url"]) if repository.has_git else None


def _is_shallow(repository: Repository) -> bool:
    return ask_line(repository.root, ["rev-parse", "--is-shallow-repository"]) != "false"


def _folders(paths: frozenset[str]) -> list[str]:
    """The folders to look into; none, which means all, where there are many or a name is not as git has it."""
    folders = sorted({str(PurePosixPath(path).parent) for path in paths})
    odd = any("\\x" in folder or folder.startswith(("/", "..")) for folder in folders)
    return [] if odd or len(folders) > _MANY_FOLDERS else folders


def _pairs(answer: bytes) -> Iterable[tuple[str, str]]:
    """Commits come with a leading slash, which no path has; the first path after one with a newline of git's."""
    commit = ""
    opened = False
    for entry in answer.split(b"\0"):
        if entry.startswith(b"/"):
            commit, opened = entry[1:].decode("ascii"), True
        elif entry:
            yield commit, shown(os.fsdecode(entry.removeprefix(b"\n") if opened else entry))
            opened = False
