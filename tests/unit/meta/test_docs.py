"""The pages keep their promises: no dead link, a changelog in its form, every decision listed."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from urllib.parse import unquote

import pytest

ROOT = Path(__file__).parents[3]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "tests").rglob("README.md")])
LIFECYCLE = (ROOT / "docs" / "lifecycle.md").read_text(encoding="utf-8")
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))
KINDS_OF_CHANGE = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}

FENCE = re.compile(r"^ *(```|~~~).*?^ *\1", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ +(.+?) *#*$", re.MULTILINE)
ANCHOR = re.compile(r'<a (?:id|name)="([^"]+)"')


def prose(page: Path) -> str:
    """A page without its code."""
    return re.sub(r"`[^`\n]*`", "", FENCE.sub("", page.read_text(encoding="utf-8")))


def anchors(page: Path) -> set[str]:
    """The fragments that a page can be entered at."""
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    headings = (re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in HEADING.findall(text))
    return {*headings, *ANCHOR.findall(text)}


def is_dead(page: Path, link: str) -> bool:
    """Whether a relative link leads nowhere."""
    path, _, fragment = unquote(link).partition("#")
    target = (page.parent / path).resolve() if path else page
    if not target.exists():
        return True
    return bool(fragment) and target.suffix == ".md" and fragment not in anchors(target)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_no_page_has_a_dead_link(page: Path) -> None:
    """Each relative link of a page leads to a file that is there, and to a heading in it."""
    links = [link for link in LINK.findall(prose(page)) if not re.match(r"[a-z]+:", link)]

    assert [link for link in links if is_dead(page, link)] == []


def test_the_changelog_keeps_its_form() -> None:
    """Versions stand newest first under their dates, after what is unreleased, and changes under the six kinds."""
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    versions = re.findall(r"^## (.+)$", text, re.MULTILINE)
    released = [re.fullmatch(r"\[(\d+)\.(\d+)\.(\d+)\] - (\d{4}-\d\d-\d\d)", version) for version in versions[1:]]

    assert text.startswith("# Changelog\n")
    assert versions[0] == "[Unreleased]"
    assert all(released)
    numbers = [tuple(map(int, match.groups()[:3])) for match in released if match]
    assert numbers == sorted(numbers, reverse=True)
    assert set(re.findall(r"^### (.+)$", text, re.MULTILINE)) <= KINDS_OF_CHANGE


def test_every_decision_is_listed() -> None:
    """The list of decisions names each of them, in order, by its own heading."""
    listed = re.findall(
        r"^\| \[(\d{4})\]\(([^)]+)\) \| (.+) \|$",
        (DECISIONS[0].parent / "README.md").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    headings = [re.match(r"# (\d{4}): (.+)", page.read_text(encoding="utf-8")) for page in DECISIONS]

    assert all(headings)
    assert listed == [(match[1], page.name, match[2]) for match, page in zip(headings, DECISIONS, strict=True) if match]


def test_every_decision_has_a_number_of_its_own() -> None:
    """Decisions are counted up without a gap, and the file has the number of its heading."""
    numbers = [(int(page.name[:4]), int(page.read_text(encoding="utf-8")[2:6])) for page in DECISIONS]

    assert numbers == [(number, number) for number in range(1, len(DECISIONS) + 1)]


@pytest.mark.parametrize("page", DECISIONS, ids=lambda page: page.stem)
def test_a_decision_is_half_a_page_of_question_choice_and_cost(page: Path) -> None:
    """Whoever asks finds what was asked, what was chosen and what it costs, and need not scroll."""
    text = page.read_text(encoding="utf-8")

    assert re.findall(r"^\*\*(.+?)\.\*\*", text, re.MULTILINE) == ["The question", "The choice", "What it costs"]
    assert len(text.splitlines()) < 40


@pytest.mark.parametrize(
    "name", sorted(set(re.findall(r"`([a-z_]+(?:\.[a-z_]+)+)`", LIFECYCLE)) - {"vocabulary.yml", "headings.yml"})
)
def test_the_lifecycle_names_functions_that_are_there(name: str) -> None:
    """A reader who looks for a verb of the story finds a function of that name."""
    module, _, function = name.rpartition(".")

    assert callable(getattr(import_module(f"followthrough.{module}"), function))


@pytest.mark.parametrize("name", sorted(set(re.findall(r"`([A-Z][a-z]\w+)`", LIFECYCLE))))
def test_the_lifecycle_names_values_that_are_there(name: str) -> None:
    """A reader who looks for a noun of the story finds a value of that name."""
    modules = (import_module(f"followthrough.{module}") for module in ("model", "tracking.changes", "tracking.outcome"))

    assert any(isinstance(getattr(module, name, None), type) for module in modules)


def test_every_variable_of_the_environment_is_told() -> None:
    """What the environment may say is on the page about the command line, each variable by its name."""
    source = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py"))
    asked = set(
        re.findall(r'"((?:GH|GITHUB|GITLAB|CI|RUNNER|XDG|REQUESTS|FOLLOWTHROUGH)_[A-Z0-9_]+|NO_COLOR|COLUMNS)"', source)
    )
    page = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    told = set(re.findall(r"`([A-Z0-9_]+)`", page.partition("## Environment")[2].partition("\n## ")[0]))

    assert asked - told <= {"FOLLOWTHROUGH_LOCAL", "FOLLOWTHROUGH_AS"}, "options of their own"
    assert told <= asked


def test_the_steps_of_the_lifecycle_are_numbered_without_a_gap() -> None:
    """The story is told in the order the code runs, one number a step."""
    steps = [int(number) for number in re.findall(r"^(\d+)\. \*\*", LIFECYCLE, re.MULTILINE)]

    assert steps == list(range(1, len(steps) + 1))
