"""`followthrough init` in a repository that knows nothing of it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.unit.cli.conftest import CHECKOUT, Followthrough
from tests.unit.discovery.repositories import start


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository without postmortems, whose origin is on GitHub."""
    root = start(tmp_path / "bare")
    _origin(root, "git@github.com:acme/shop.git")
    monkeypatch.chdir(root)
    return root


def _origin(root: Path, url: str) -> None:
    subprocess.run(["git", "remote", "add", "origin", url], cwd=root, check=True)


def _files(root: Path) -> dict[str, str]:
    return {
        path.relative_to(root).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(root.rglob("*"))
        if path.is_file() and ".git/" not in f"{path.relative_to(root).as_posix()}/"
    }


def test_writes_once(bare: Path, followthrough: Followthrough) -> None:
    """What was found out is written; a second run keeps every file, byte by byte."""
    first = followthrough("init")
    assert first.code == 0
    written = _files(bare)
    assert list(written) == [
        ".followthrough.yml",
        ".github/workflows/postmortems.yml",
        "postmortems/TEMPLATE.md",
    ]
    again = followthrough("init")
    assert again.code == 0
    assert "wrote" not in again.out
    assert _files(bare) == written
    assert followthrough("check").code == 0


def test_keeps_what_people_wrote(bare: Path, followthrough: Followthrough) -> None:
    """A configuration under its other name is a configuration."""
    (bare / ".followthrough.yaml").write_text("max_creates: 3\n", encoding="utf-8")
    told = followthrough("init")
    assert told.code == 0
    assert not (bare / ".followthrough.yml").exists()
    assert (bare / ".followthrough.yaml").read_text(encoding="utf-8") == "max_creates: 3\n"


def test_dry_run(bare: Path, followthrough: Followthrough) -> None:
    """A dry run shows the files whole and writes none."""
    told = followthrough("init", "--dry-run")
    assert told.code == 0
    assert "permissions: {}" in told.out
    assert _files(bare) == {}


def test_finds_postmortems_that_lie_elsewhere(bare: Path, followthrough: Followthrough) -> None:
    """Folders with action items in them become the globs, and the next command reads them."""
    for path in ("ops/RCA/a.md", "ops/RCA/2025/b.md", "docs/guide.md"):
        (bare / path).parent.mkdir(parents=True, exist_ok=True)
        (bare / path).write_text(CHECKOUT.replace("INC-42", path), encoding="utf-8")
    assert followthrough("init").code == 0
    assert 'paths: ["ops/RCA/**"]' in _files(bare)[".followthrough.yml"]
    assert "ops/RCA/TEMPLATE.md" in _files(bare)
    told = followthrough("parse", "--format", "json")
    assert told.out.count('"incident_id"') == 2


def test_gitlab(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, followthrough: Followthrough) -> None:
    """On GitLab a pipeline file that is there is kept, and the line that it lacks is told."""
    root = start(tmp_path / "lab")
    _origin(root, "https://gitlab.com/acme/ops/shop.git")
    (root / ".gitlab-ci.yml").write_text("build:\n  script: make\n", encoding="utf-8")
    monkeypatch.chdir(root)
    told = followthrough("init")
    assert told.code == 0
    assert "include: [{local: .gitlab/followthrough.yml}]" in told.out
    assert _files(root)[".gitlab-ci.yml"] == "build:\n  script: make\n"
    assert "followthrough sync" in _files(root)[".gitlab/followthrough.yml"]


def test_unknown_forge(shop: Path, followthrough: Followthrough) -> None:
    """Without a forge to be seen everything else is written, and how to get a workflow is told."""
    told = followthrough("init")
    assert told.code == 0
    assert "--forge github" in told.err
    assert not (shop / ".github").exists()
    assert "its check runs" not in told.out
    assert "followthrough sync --forge local" in told.out
    again = followthrough("init", "--forge", "github")
    assert again.code == 0
    assert "its check runs" in again.out
    assert (shop / ".github/workflows/postmortems.yml").exists()


def test_never_leaves_the_repository(bare: Path, tmp_path: Path, followthrough: Followthrough) -> None:
    """A link that leads out of the repository is not followed."""
    (tmp_path / "outside").mkdir()
    (bare / ".github").symlink_to(tmp_path / "outside")
    told = followthrough("init")
    assert told.code == 2
    assert ".github/workflows/postmortems.yml" in told.err
    assert list((tmp_path / "outside").iterdir()) == []
