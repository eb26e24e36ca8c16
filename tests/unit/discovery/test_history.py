from __future__ import annotations

from pathlib import Path

import pytest

from followthrough.discovery.history import (
    branch_besides_default,
    commits_that_added,
    commits_that_wrote,
    head_commit,
    origin_url,
    paths_changed,
)
from followthrough.discovery.repository import open_repository
from tests.unit.discovery.repositories import commit, git, start, write


def test_commits_that_added(tmp_path: Path) -> None:
    """A file's commit is the one on the main line that brought it: for a merged branch, the merge.

    Before that, it was one of the branch.
    """
    root = start(tmp_path)
    write(root, "postmortems/a.md", "other.md", "top.md")
    first = commit(root, "Start")
    git(root, "checkout", "--quiet", "-b", "topic")
    write(root, "postmortems/b\nc.md", "postmortems/ä.md")
    written = commit(root, "Write them")
    git(root, "checkout", "--quiet", "main")
    git(root, "merge", "--quiet", "--no-ff", "--message", "Merge", "topic")
    merge = git(root, "rev-parse", "HEAD")
    paths = ["postmortems/a.md", "postmortems/b\nc.md", "postmortems/ä.md", "top.md", "never.md"]
    assert commits_that_added(open_repository(root), paths) == {
        "postmortems/a.md": first,
        "postmortems/b\nc.md": merge,
        "postmortems/ä.md": merge,
        "top.md": first,
    }
    assert commits_that_wrote(open_repository(root), paths) == {
        "postmortems/a.md": first,
        "postmortems/b\nc.md": written,
        "postmortems/ä.md": written,
        "top.md": first,
    }


def test_moved_and_brought_back(tmp_path: Path) -> None:
    """A file that moved was added where it moved; one that was deleted and came back, when it came back."""
    root = start(tmp_path)
    write(root, "a.md", "b.md")
    commit(root, "Start")
    git(root, "mv", "a.md", "c.md")
    (root / "b.md").unlink()
    moved = commit(root, "Move")
    write(root, "b.md")
    back = commit(root, "Back")
    assert commits_that_added(open_repository(root), ["b.md", "c.md"]) == {"b.md": back, "c.md": moved}


def test_many_folders(tmp_path: Path) -> None:
    """Files in very many folders are found all the same."""
    root = start(tmp_path)
    paths = [f"d{number}/a.md" for number in range(150)]
    write(root, *paths)
    first = commit(root, "Start")
    assert commits_that_added(open_repository(root), paths) == dict.fromkeys(paths, first)


def test_a_shallow_clone_is_not_believed(tmp_path: Path) -> None:
    """In a shallow clone the oldest commit seems to add everything, so nothing is concluded."""
    root = start(tmp_path / "full")
    write(root, "a.md")
    commit(root, "Start")
    write(root, "b.md")
    commit(root, "More")
    git(tmp_path, "clone", "--quiet", "--depth", "1", f"file://{root}", "shallow")
    assert commits_that_added(open_repository(tmp_path / "shallow"), ["a.md", "b.md"]) == {}


def test_nothing_to_ask(tmp_path: Path) -> None:
    """Outside git, and before the first commit, there is no history."""
    write(tmp_path / "plain", "a.md")
    plain, empty = open_repository(tmp_path / "plain"), open_repository(start(tmp_path / "empty"))
    for repository in (plain, empty):
        assert commits_that_added(repository, ["a.md"]) == {}
        assert head_commit(repository) is None
        assert branch_besides_default(repository) is None
        assert origin_url(repository) is None


@pytest.mark.parametrize(
    ("branch", "expected"),
    [pytest.param("main", None, id="the default one"), pytest.param("topic", "topic", id="another")],
)
def test_branch(tmp_path: Path, branch: str, expected: str | None) -> None:
    """A clone knows whether it stands on the default branch; a checkout of a commit says nothing."""
    root = start(tmp_path / "full")
    write(root, "a.md")
    first = commit(root, "Start")
    git(tmp_path, "clone", "--quiet", str(root), "clone")
    clone = tmp_path / "clone"
    git(clone, "checkout", "--quiet", "-B", branch)
    assert branch_besides_default(open_repository(clone)) == expected
    assert origin_url(open_repository(clone)) == str(root)
    git(clone, "checkout", "--quiet", "--detach")
    assert branch_besides_default(open_repository(clone)) is None
    assert head_commit(open_repository(clone)) == first


def test_branch_that_others_know(tmp_path: Path) -> None:
    """Where a CI tells which branch is the default one, git need not."""
    root = start(tmp_path)
    write(root, "a.md")
    commit(root, "Start")
    assert branch_besides_default(open_repository(root)) is None
    assert branch_besides_default(open_repository(root), "main") is None
    assert branch_besides_default(open_repository(root), "trunk") == "main"


BROUGHT = frozenset({"postmortems/ä\n.md", "gone.md"})


def _proposed(folder: Path) -> tuple[str, str]:
    """A change request that was merged by a CI onto a base that has moved on; the base it knew, and the merge."""
    root = start(folder)
    write(root, "gone.md", "kept.md")
    base = commit(root, "Start")
    git(root, "checkout", "--quiet", "-b", "topic")
    write(root, "postmortems/ä\n.md")
    (root / "gone.md").unlink()
    commit(root, "Propose")
    git(root, "checkout", "--quiet", "main")
    write(root, "meanwhile.md")
    commit(root, "Move on")
    git(root, "merge", "--quiet", "--no-ff", "--message", "Merge", "topic")
    return base, git(root, "rev-parse", "HEAD")


@pytest.mark.parametrize("depth", [2, 50])
def test_paths_changed(tmp_path: Path, depth: int) -> None:
    """What a change request brings is told by the merge a CI made of it, even where hardly more was fetched."""
    base, merge = _proposed(tmp_path / "full")
    git(tmp_path, "clone", "--quiet", "--depth", str(depth), f"file://{tmp_path / 'full'}", "clone")
    repository = open_repository(tmp_path / "clone")
    assert paths_changed(repository, base, merge) == BROUGHT


def test_paths_changed_on_a_branch(tmp_path: Path) -> None:
    """Where the branch itself is checked out, it is compared with where it left the base."""
    base, _ = _proposed(tmp_path)
    git(tmp_path, "checkout", "--quiet", "topic")
    assert paths_changed(open_repository(tmp_path), base, None) == BROUGHT
    assert paths_changed(open_repository(tmp_path), base, "0" * 40) == BROUGHT


def test_paths_changed_is_not_known(tmp_path: Path) -> None:
    """A clone of one commit, or none at all, cannot tell."""
    base, merge = _proposed(tmp_path / "full")
    git(tmp_path, "clone", "--quiet", "--depth", "1", f"file://{tmp_path / 'full'}", "clone")
    assert paths_changed(open_repository(tmp_path / "clone"), base, merge) is None
    (tmp_path / "plain").mkdir()
    assert paths_changed(open_repository(tmp_path / "plain"), base, merge) is None
