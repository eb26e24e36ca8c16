from __future__ import annotations

from pathlib import Path

from followthrough.discovery.checkout import Checkout, look
from followthrough.discovery.repository import Repository
from tests.unit.discovery.repositories import commit, git, start


def test_what_is_checked_out(tmp_path: Path) -> None:
    """A clone knows its branch, the usual one, and whether its history was cut off."""
    origin = start(tmp_path / "origin")
    (origin / "a").write_text("a", encoding="utf-8")
    commit(origin, "One")
    (origin / "b").write_text("b", encoding="utf-8")
    commit(origin, "Two")
    usual = look(Repository(root=origin))
    assert usual is not None
    for name, options in (("whole", ()), ("cut", ("--depth", "1"))):
        git(tmp_path, "clone", "--quiet", *options, origin.as_uri(), name)
        expected = Checkout(branch=usual.branch, default_branch=usual.branch, is_shallow=name == "cut")
        assert look(Repository(root=tmp_path / name)) == expected
    git(tmp_path / "whole", "checkout", "--quiet", "--detach")
    detached = look(Repository(root=tmp_path / "whole"))
    assert detached is not None
    assert detached.branch is None


def test_outside_git_nothing_is_told(tmp_path: Path) -> None:
    """A folder that is no repository has no checkout."""
    assert look(Repository(root=tmp_path, has_git=False)) is None
