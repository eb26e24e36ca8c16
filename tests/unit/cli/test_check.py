from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.unit.cli.conftest import Followthrough

NO_OWNER = "# Outage\n\n**Date:** 2026-11-03\n\n## Action Items\n\n- [ ] Add an alert on queue depth (due 2026-12-01)\n"
CHECKOUT_PATH = "postmortems/2026-11-03-checkout.md"


def test_nothing_to_say(shop: Path, followthrough: Followthrough) -> None:
    """A good postmortem passes, a strict look included."""
    assert shop.is_dir()
    assert followthrough("check", "--strict").code == 0
    told = json.loads(followthrough("check", "--format", "json").out)
    assert told == {"version": 1, "documents": 1, "findings": []}


@pytest.mark.parametrize(("options", "code"), [((), 0), (("--strict",), 1)])
def test_warnings(shop: Path, followthrough: Followthrough, options: tuple[str, ...], code: int) -> None:
    """A warning fails a strict look alone."""
    (shop / "postmortems/a.md").write_text(NO_OWNER, encoding="utf-8")
    ended = followthrough("check", "--format", "json", *options)
    assert ended.code == code
    assert [(one["code"], one["path"], one["line"]) for one in json.loads(ended.out)["findings"]] == [
        ("FT201", "postmortems/a.md", 7)
    ]


def test_a_team_raises_a_finding(shop: Path, followthrough: Followthrough) -> None:
    """What a configuration calls an error fails any look, what it switches off none."""
    (shop / "postmortems/a.md").write_text(NO_OWNER, encoding="utf-8")
    (shop / ".followthrough.yml").write_text("checks: {FT201: error}", encoding="utf-8")
    assert followthrough("check").code == 1
    (shop / ".followthrough.yml").write_text("checks: {FT201: off}", encoding="utf-8")
    assert followthrough("check", "--strict").code == 0


def test_two_documents_with_one_id(shop: Path, followthrough: Followthrough) -> None:
    """What only two documents together show is found too."""
    copy = (shop / CHECKOUT_PATH).read_text(encoding="utf-8")
    (shop / "postmortems/copy.md").write_text(copy, encoding="utf-8")
    ended = followthrough("check", "--format", "json")
    assert ended.code == 1
    assert {one["code"] for one in json.loads(ended.out)["findings"]} == {"FT105"}


def test_every_bad_file_is_told(shop: Path, followthrough: Followthrough) -> None:
    """Files that cannot be read are findings, one each, and none hides another or the good one."""
    folder = shop / "postmortems"
    (folder / "bytes.md").write_bytes(b"# A\n\xff\xfe\n")
    (folder / "empty.md").write_bytes(b"")
    (folder / "large.md").write_bytes(b"#" * 5_000_000)
    (folder / "out.md").symlink_to("/etc/hostname")
    (folder / "gone.md").symlink_to(folder / "nowhere.md")
    (folder / "bomb.yml").write_text("a: &a [x]\nb: [*a, *a]\ntitle: T\n", encoding="utf-8")
    (folder / "twice.yml").write_text("title: A\ntitle: B\n", encoding="utf-8")
    (folder / "a\n::error::b.md").write_text(NO_OWNER, encoding="utf-8")
    ended = followthrough("check", "--format", "json")
    assert ended.code == 1
    told = json.loads(ended.out)
    assert told["documents"] == 9
    by_path = {one["path"]: one["code"] for one in told["findings"] if one["severity"] == "error"}
    assert by_path == {
        "postmortems/bytes.md": "FT002",
        "postmortems/empty.md": "FT005",
        "postmortems/large.md": "FT003",
        "postmortems/out.md": "FT009",
        "postmortems/gone.md": "FT001",
        "postmortems/bomb.yml": "FT006",
        "postmortems/twice.yml": "FT006",
    }
    assert "\n::error::b" not in followthrough("check").out


def test_broken_front_matter(shop: Path, followthrough: Followthrough) -> None:
    """What is wrong in the front matter is shown with its line, and what may stand in it is not said to be missing."""
    text = "---\naction_items: [\n---\n\nThe tills were locked out.\n"
    (shop / "postmortems/tills.md").write_text(text, encoding="utf-8")
    ended = followthrough("check", "postmortems/tills.md")
    assert ended.code == 1
    assert "FT006" in ended.out
    assert "2 │ action_items: [" in ended.out
    assert "1 error in 1 of 1 document" in ended.out


def test_a_path_that_is_not_there(shop: Path, followthrough: Followthrough) -> None:
    """A path that does not exist is a mistake of usage."""
    assert shop.is_dir()
    ended = followthrough("check", "postmortem")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err == "error: There is no 'postmortem'\n  mend: give a file, a folder or a glob\n"


def test_nothing_found(shop: Path, followthrough: Followthrough) -> None:
    """Where the globs find nothing, that is said, and is no error."""
    (shop / CHECKOUT_PATH).unlink()
    ended = followthrough("check", "--format", "json")
    assert (ended.code, json.loads(ended.out)["documents"]) == (0, 0)
    assert ended.err.startswith("warning: no postmortems in **/postmortems/**")
    (shop / ".followthrough.yml").write_text("paths: []\n", encoding="utf-8")
    assert followthrough("check").err.startswith("warning: no postmortems in an empty list of `paths`; name files")


def test_a_configuration_with_a_typo(shop: Path, followthrough: Followthrough) -> None:
    """A mistake in the configuration ends the run, with its place and the right word."""
    (shop / ".followthrough.yml").write_text("paths: [postmortems]\nmax_create: 5\n", encoding="utf-8")
    ended = followthrough("check")
    assert (ended.code, ended.out) == (2, "")
    assert '.followthrough.yml:2:1  unknown key "max_create": did you mean "max_creates"?' in ended.err


def test_several_formats_at_once(shop: Path, followthrough: Followthrough) -> None:
    """One run writes further formats to files, into folders that it makes."""
    (shop / "postmortems/a.md").write_text(NO_OWNER, encoding="utf-8")
    ended = followthrough(
        "check", "--format", "github", "--output", "json=out/deep/r.json", "-o", "sarif=r.sarif", "-o", "text=r.txt"
    )
    assert ended.out.startswith("::warning ")
    assert json.loads((shop / "out/deep/r.json").read_text(encoding="utf-8"))["findings"][0]["code"] == "FT201"
    assert json.loads((shop / "r.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"
    assert "\x1b" not in (shop / "r.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("value", "complaint"),
    [
        pytest.param("json", "is not FORMAT=FILE", id="no file"),
        pytest.param("xml=a", "is not one of text, json, github, gitlab, sarif", id="no such format"),
    ],
)
def test_output_that_makes_no_sense(shop: Path, followthrough: Followthrough, value: str, complaint: str) -> None:
    """A mistake in --output is told before anything is read."""
    assert shop.is_dir()
    ended = followthrough("check", "--output", value)
    assert ended.code == 2
    assert complaint in ended.err


def test_a_file_that_cannot_be_written(shop: Path, followthrough: Followthrough) -> None:
    """Where a result cannot be written, that is an error with its reason; all else is written and printed."""
    ended = followthrough("check", "--output", f"json={shop}", "--output", "json=out.json")
    assert ended.code == 2
    assert ended.out.startswith("Nothing to say about 1 document")
    assert (shop / "out.json").is_file()
    assert "cannot be written: Is a directory" in ended.err


def test_the_environment_gives_options(
    shop: Path, followthrough: Followthrough, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An option in the environment holds, and the command line wins over it."""
    (shop / "postmortems/a.md").write_text(NO_OWNER, encoding="utf-8")
    monkeypatch.setenv("FOLLOWTHROUGH_STRICT", "1")
    monkeypatch.setenv("FOLLOWTHROUGH_FORMAT", "json")
    ended = followthrough("check")
    assert (ended.code, json.loads(ended.out)["documents"]) == (1, 2)
    assert followthrough("check", "--format", "text").out.startswith("postmortems/a.md:7")


def test_options_of_other_commands_are_taken(shop: Path, followthrough: Followthrough) -> None:
    """The options about a forge are taken by every command, so that one set serves a whole pipeline."""
    assert shop.is_dir()
    assert followthrough("check", "--forge", "github", "--today", "2026-11-20", "--pace", "0").code == 0
    assert followthrough("check", "--today", "20261120").code == 2


def test_how_much_is_told(shop: Path, followthrough: Followthrough, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is told on stderr grows with -v, shrinks with -q, and is all of it in a debug run of GitHub's."""
    (shop / CHECKOUT_PATH).unlink()
    assert followthrough("check", "-q").err == ""
    assert "configuration by default" in followthrough("check", "-v").err
    (shop / "postmortems/a.md").write_text(NO_OWNER, encoding="utf-8")
    assert "reading postmortems/a.md" not in followthrough("check", "-v").err
    monkeypatch.setenv("RUNNER_DEBUG", "1")
    assert "reading postmortems/a.md" in followthrough("check", "-q").err
