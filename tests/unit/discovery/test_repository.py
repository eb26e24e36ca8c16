from __future__ import annotations

import os
from pathlib import Path

import pytest

from followthrough.discovery.repository import open_repository, shown
from followthrough.errors import ConfigError
from tests.unit.discovery.repositories import commit, git, start, write


def test_the_root_is_found_from_below(tmp_path: Path) -> None:
    """From a folder far below, the repository is the one around it."""
    write(start(tmp_path / "shop"), "docs/incidents/a.md")
    repository = open_repository(tmp_path / "shop/docs/incidents")
    assert repository.root == tmp_path / "shop"
    assert repository.has_git


def test_no_program_of_the_repository_is_run(tmp_path: Path) -> None:
    """A repository that came with a configuration of its own starts nothing when it is looked at."""
    root = start(tmp_path / "shop")
    write(root, "a.md")
    commit(root, "Start")
    git(root, "config", "core.fsmonitor", f"touch {tmp_path}/started")
    assert open_repository(root).files == ("a.md",)
    assert not (tmp_path / "started").exists()


def test_files(tmp_path: Path) -> None:
    """Tracked files and new ones are there; ignored, deleted and git's own are not."""
    root = start(tmp_path)
    write(root, "kept.md", "deleted.md", "build/out.md")
    (root / ".gitignore").write_text("build/\n", encoding="utf-8")
    commit(root, "Start")
    write(root, "new.md")
    (root / "deleted.md").unlink()
    repository = open_repository(root)
    assert [path for path in repository.files if repository.exists(path)] == [".gitignore", "kept.md", "new.md"]
    assert not repository.exists("deleted.md")
    assert repository.exists("build/out.md")


def test_one_git_process_lists_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However often the files are asked for, git is asked once."""
    root = start(tmp_path)
    write(root, "a.md", "b/c.md")
    repository = open_repository(root)
    log = tmp_path.parent / "trace"
    monkeypatch.setenv("GIT_TRACE", str(log))
    assert repository.files == repository.files == ("a.md", "b/c.md")
    assert repository.beneath(root / "b") == ("b/c.md",)
    assert log.read_text(encoding="utf-8").count("built-in: git ls-files") == 1


@pytest.mark.parametrize("name", ["a\nb.md", "$(id).md", "-rf.md", "a b.md", "ä.md", "\x1b[31m.md", "\\x41.md"])
def test_odd_names(tmp_path: Path, name: str) -> None:
    """Whatever a file is called, it is listed under its name and found again."""
    root = start(tmp_path)
    write(root, name)
    repository = open_repository(root)
    assert repository.files == (name,)
    assert repository.file_of(name).read_text(encoding="utf-8").startswith("# ")


def test_names_beyond_utf_8(tmp_path: Path) -> None:
    """A name that is not UTF-8 can be printed, and its file is found again."""
    root = start(tmp_path)
    (root / os.fsdecode(b"caf\xe9.md")).write_bytes(b"x")
    repository = open_repository(root)
    assert repository.files == (r"caf\xe9.md",)
    assert repository.file_of(r"caf\xe9.md").read_bytes() == b"x"
    assert shown("plain") == "plain"


def test_sparse_checkout(tmp_path: Path) -> None:
    """What is not checked out exists all the same: nothing may be concluded from its not being on disk."""
    root = start(tmp_path)
    write(root, "here/a.md", "there/b.md")
    commit(root, "Start")
    git(root, "sparse-checkout", "set", "here")
    repository = open_repository(root)
    assert repository.files == ("here/a.md",)
    assert repository.exists("there/b.md")


def test_outside_git(tmp_path: Path) -> None:
    """Without git the folder is walked, but for hidden folders and links to other ones."""
    write(tmp_path / "notes", "b/c.md", "a.md", ".hidden/d.md", "node_modules/e.md")
    (tmp_path / "elsewhere").mkdir()
    write(tmp_path / "elsewhere", "f.md")
    (tmp_path / "notes/link").symlink_to(tmp_path / "elsewhere")
    repository = open_repository(tmp_path / "notes")
    assert (repository.has_git, repository.files) == (False, ("a.md", "b/c.md"))


def test_git_that_refuses(tmp_path: Path) -> None:
    """A repository that git will not read is an error with git's own reason, not a folder without git."""
    root = start(tmp_path)
    (root / ".git/config").write_text("[core\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"git cannot read this repository: .*bad config"):
        open_repository(root)


def test_a_path_that_cannot_be(tmp_path: Path) -> None:
    """A path with a zero byte, as a forged marker may name it, is nowhere."""
    assert not open_repository(tmp_path).exists("a\0b")
