from __future__ import annotations

from pathlib import Path

import pytest

from followthrough.discovery.repository import open_repository
from followthrough.discovery.selection import Selection, Wanted, select
from followthrough.errors import ConfigError
from tests.unit.discovery.repositories import start, write


def _select(root: Path, *arguments: str, wanted: Wanted | None = None, folder: str = ".") -> Selection:
    return select(open_repository(root), wanted or Wanted(), arguments, root / folder)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository with postmortems here and there."""
    write(
        start(tmp_path / "shop"),
        "README.md",
        "package.json",
        "postmortems/2026-11-03-checkout.md",
        "postmortems/README.md",
        "postmortems/Template.md",
        "postmortems/postmortem-template.md",
        "postmortems/index.md",
        "postmortems/picture.png",
        "postmortems/2025/old.yaml",
        "services/search/Post-Mortems/a.md.erb",
        "docs/incidents/b.markdown",
        "docs/guide.md",
        "incidents/c.json",
        "notes/d.md",
        "notes/.drafts/e.md",
        "notes/f.adoc",
    )
    return tmp_path / "shop"


def test_by_default(root: Path) -> None:
    """Without arguments the usual places are looked into, less templates, indexes and READMEs."""
    assert _select(root).paths == (
        "docs/incidents/b.markdown",
        "incidents/c.json",
        "postmortems/2025/old.yaml",
        "postmortems/2026-11-03-checkout.md",
        "services/search/Post-Mortems/a.md.erb",
    )


@pytest.mark.parametrize(
    ("paths", "exclude", "expected"),
    [
        pytest.param(("notes/**",), None, ("notes/.drafts/e.md", "notes/d.md"), id="a folder"),
        pytest.param(("notes",), None, ("notes/.drafts/e.md", "notes/d.md"), id="a folder by its name"),
        pytest.param(("notes/*.adoc",), None, ("notes/f.adoc",), id="an ending of one's own"),
        pytest.param(("notes/**",), ("**/.drafts/**",), ("notes/d.md",), id="less something"),
        pytest.param(("docs/**",), ("docs/guide.md",), ("docs/incidents/b.markdown",), id="less a file"),
        pytest.param((), None, (), id="nothing at all"),
    ],
)
def test_by_config(root: Path, paths: tuple[str, ...], exclude: tuple[str, ...] | None, expected: object) -> None:
    """The globs of a configuration say what is looked into."""
    assert _select(root, wanted=Wanted(paths=paths, exclude=exclude)).paths == expected


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        pytest.param(["notes/d.md"], ("notes/d.md",), id="a file"),
        pytest.param(["README.md"], ("README.md",), id="a file that is excluded otherwise"),
        pytest.param(["notes/f.adoc"], ("notes/f.adoc",), id="a file that is no document"),
        pytest.param(["notes"], ("notes/d.md",), id="a folder the globs find nothing in"),
        pytest.param(["notes/"], ("notes/d.md",), id="with a slash"),
        pytest.param(["docs"], ("docs/incidents/b.markdown",), id="a folder the globs find something in"),
        pytest.param(["postmortems/2025"], ("postmortems/2025/old.yaml",), id="a folder within"),
        pytest.param(["notes/*.md"], ("notes/d.md",), id="a glob"),
        pytest.param(["**/d.md", "notes/d.md"], ("notes/d.md",), id="the same twice"),
        pytest.param(["notes", "incidents"], ("incidents/c.json", "notes/d.md"), id="several"),
        pytest.param(["./notes/../notes/d.md"], ("notes/d.md",), id="a roundabout way"),
    ],
)
def test_by_arguments(root: Path, arguments: list[str], expected: tuple[str, ...]) -> None:
    """An argument is a file, a folder or a glob."""
    assert _select(root, *arguments).paths == expected


def test_the_whole_repository(root: Path) -> None:
    """The repository itself as an argument is what the globs find: no README and no package.json."""
    assert _select(root, ".").paths == _select(root).paths


def test_from_a_folder_below(root: Path) -> None:
    """Arguments are taken from the folder one is in, paths are told from the root."""
    assert _select(root, "d.md", folder="notes").paths == ("notes/d.md",)
    assert _select(root, "*.md", folder="notes").paths == ("notes/d.md",)
    assert _select(root, "../incidents", folder="notes").paths == ("incidents/c.json",)
    assert _select(root, folder="notes").paths == _select(root).paths


def test_outside_the_repository(root: Path) -> None:
    """A file or folder elsewhere is read under its full path."""
    write(root.parent, "elsewhere/g.md")
    place = root.parent / "elsewhere"
    assert _select(root, str(place)).paths == (f"{place}/g.md",)
    assert _select(root, "../elsewhere/g.md").paths == (f"{place}/g.md",)


@pytest.mark.parametrize(
    ("argument", "complaint"),
    [
        pytest.param("gone.md", "There is no 'gone.md'", id="a file"),
        pytest.param("notes/*.txt", "Nothing matches 'notes/\\*.txt'", id="a glob"),
        pytest.param("../*.md", "leads out of the repository", id="a glob elsewhere"),
        pytest.param("a\0b", "There is no", id="a zero byte"),
    ],
)
def test_what_is_not_there(root: Path, argument: str, complaint: str) -> None:
    """An argument that names nothing is an error, never an empty run."""
    with pytest.raises(ConfigError, match=complaint):
        _select(root, argument)


def test_an_empty_folder(root: Path) -> None:
    """A folder that is there and holds no document is no error."""
    (root / "empty").mkdir()
    assert _select(root, "empty").paths == ()


@pytest.mark.parametrize(
    ("argument", "inside", "outside"),
    [
        pytest.param("notes/d.md", "notes/d.md", "notes/e.md", id="a file"),
        pytest.param("postmortems", "postmortems/gone.md", "postmortems2/a.md", id="a folder"),
        pytest.param("notes/*.md", "notes/gone.md", "notes/x/gone.md", id="a glob"),
        pytest.param(".", "anything/at/all.md", "/elsewhere/a.md", id="everything here"),
    ],
)
def test_what_was_asked_for(root: Path, argument: str, inside: str, outside: str) -> None:
    """A document that is gone counts as asked for where it would lie under an argument."""
    held = _select(root, argument).holds
    assert (held(inside), held(outside)) == (True, outside.startswith("/") and argument == ".")


def test_links(root: Path) -> None:
    """A link to a document that is there anyway is left out, one that leads elsewhere is for the reader to judge."""
    (root / "postmortems/latest.md").symlink_to("2026-11-03-checkout.md")
    (root / "postmortems/moved.md").symlink_to("../notes/d.md")
    (root / "postmortems/out.md").symlink_to("/etc/hostname")
    paths = _select(root, "postmortems").paths
    assert "postmortems/latest.md" not in paths
    assert {"postmortems/moved.md", "postmortems/out.md", "postmortems/2026-11-03-checkout.md"} <= set(paths)
    assert _select(root, "postmortems/latest.md").paths == ("postmortems/latest.md",)


def test_a_folder_that_leads_out(root: Path) -> None:
    """A link to a folder outside is named as it stands, so that reading it says what is wrong."""
    (root / "link").symlink_to(root.parent)
    assert _select(root, "link").paths == ("link",)


def test_brackets_in_a_folder_name(root: Path) -> None:
    """A folder whose name looks like a glob is still a folder."""
    write(root, "[2026]/a.md")
    held = _select(root, "[2026]")
    assert held.paths == ("[2026]/a.md",)
    assert held.holds("[2026]/gone.md")
