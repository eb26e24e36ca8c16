from __future__ import annotations

import os
from pathlib import Path

import pytest

from followthrough.discovery.reading import read_file
from followthrough.discovery.repository import open_repository
from followthrough.model import Finding
from tests.unit.discovery.repositories import start, write


def _finding(root: Path, path: str) -> Finding:
    found = read_file(open_repository(root), path)
    assert isinstance(found, Finding)
    return found


def test_a_file(tmp_path: Path) -> None:
    """A file is read as it is."""
    (start(tmp_path) / "a.md").write_bytes(b"\xef\xbb\xbf# A\r\n")
    assert read_file(open_repository(tmp_path), "a.md") == b"\xef\xbb\xbf# A\r\n"


def test_a_huge_file(tmp_path: Path) -> None:
    """Of a huge file no more is read than shows that it is too large."""
    with (start(tmp_path) / "huge.md").open("wb") as stream:
        stream.truncate(2 << 30)
    data = read_file(open_repository(tmp_path), "huge.md")
    assert isinstance(data, bytes)
    assert len(data) == (1 << 20) + 1


@pytest.mark.timeout(10)
def test_what_is_no_file(tmp_path: Path) -> None:
    """A folder and a pipe are findings, and a pipe is not waited for."""
    root = start(tmp_path)
    (root / "folder.md").mkdir()
    os.mkfifo(root / "pipe.md")
    assert _finding(root, "folder.md").message == "The file cannot be read: it is a folder"
    assert _finding(root, "pipe.md").message == "The file cannot be read: it is not a regular file"
    assert _finding(root, "gone.md").message == "The file cannot be read: No such file or directory"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    """A file without permission is a finding."""
    write(start(tmp_path), "a.md")
    (tmp_path / "a.md").chmod(0)
    assert _finding(tmp_path, "a.md").code == "FT001"


def test_links_out_of_the_repository(tmp_path: Path) -> None:
    """A link out of the repository is a finding, be it the file or a folder above; one inside is followed."""
    root = start(tmp_path / "shop")
    write(tmp_path, "secret/a.md")
    write(root, "b.md")
    (root / "out.md").symlink_to(tmp_path / "secret/a.md")
    (root / "docs").symlink_to(tmp_path / "secret")
    (root / "in.md").symlink_to("b.md")
    for path in ("out.md", "docs/a.md", "../secret/a.md"):
        assert _finding(root, path).code == "FT009"
    assert read_file(open_repository(root), "in.md") == b"# b\n"


def test_a_link_to_itself(tmp_path: Path) -> None:
    """A link that leads to itself is a finding."""
    (start(tmp_path) / "a.md").symlink_to("a.md")
    assert _finding(tmp_path, "a.md").code == "FT001"
