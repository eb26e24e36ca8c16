"""GitHub has no due dates: a label tells that one has passed, by itself and only for as long as it is true."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.simulators.github import GitHubSimulator
from tests.simulators.github.routes import ADD_LABELS, CREATE_LABEL, EDIT_ISSUE, GET_ISSUE, REMOVE_LABEL
from tests.simulators.loopback import LOOPBACK
from tests.simulators.wire import faults
from tests.unit.cli.conftest import Ended, Followthrough
from tests.unit.cli.test_github import github  # noqa: F401 - a fixture
from tests.unit.discovery.repositories import commit

pytestmark = LOOPBACK
DOCUMENT = Path("postmortems/2026-11-03-checkout.md")


@pytest.fixture
def sync(github: GitHubSimulator, followthrough: Followthrough) -> Followthrough:  # noqa: F811 - the fixture
    """Sync on some day; the item of issue 1 is due on 1 December, that of issue 2 on 31 December."""

    def call(today: str) -> Ended:
        github.journal.clear()
        usual = ("--forge", "github", "--repo", "acme/shop", "--settle", "0")
        ended = followthrough("sync", *usual, "--today", today)
        assert ended.code == 0, ended
        return ended

    call("2026-11-20")
    return call


def labels(github: GitHubSimulator, number: int = 1) -> set[str]:  # noqa: F811 - the fixture
    return set(github.repository.issues[number].labels)


def say(old: str, new: str) -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    assert old in text
    DOCUMENT.write_text(text.replace(old, new), encoding="utf-8")
    commit(Path.cwd(), "Say it anew")


def test_it_comes_when_the_day_has_passed(github: GitHubSimulator, sync: Followthrough) -> None:  # noqa: F811 - the fixture
    """The label is made once with its colour, set by one request on what is late alone, and beside people's labels."""
    github.person("alice").relabel(1, add=["customer"])
    sync("2026-12-01")
    assert list(github.journal.writes) == []
    sync("2026-12-02")
    assert labels(github) == {"postmortem-action", "needs-owner", "customer", "overdue"}
    assert labels(github, 2) == {"postmortem-action", "needs-owner"}
    assert [one.route for one in github.journal.writes] == [CREATE_LABEL, ADD_LABELS]
    assert (github.repository.labels["overdue"].color, len(github.journal.of(GET_ISSUE))) == ("b60205", 0)
    sync("2026-12-03")
    assert list(github.journal.writes) == []
    sync("2027-01-04")
    assert "overdue" in labels(github, 2)
    assert [one.route for one in github.journal.writes] == [ADD_LABELS]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("2026-12-01 | Open", "2026-12-24 | Open", id="moved"),
        pytest.param("2026-12-01 | Open", "2026-12-01 | Done", id="done"),
    ],
)
def test_it_goes_when_it_is_no_longer_true(
    github: GitHubSimulator,  # noqa: F811 - the fixture
    sync: Followthrough,
    old: str,
    new: str,
) -> None:
    """A deadline that is moved and an item that is done take the label off, and people's labels stay."""
    github.person("alice").relabel(1, add=["customer"])
    sync("2026-12-02")
    say(old, new)
    sync("2026-12-03")
    assert labels(github) == {"postmortem-action", "needs-owner", "customer"}
    assert [one.route for one in github.journal.writes if one.route in {REMOVE_LABEL, EDIT_ISSUE}] == [
        REMOVE_LABEL,
        EDIT_ISSUE,
    ]
    sync("2026-12-04")
    assert list(github.journal.writes) == []


@pytest.mark.parametrize("command", ["sync", "rollup"])
def test_what_is_snoozed_is_not_marked_until_that_day(
    github: GitHubSimulator,  # noqa: F811 - the fixture
    sync: Followthrough,
    followthrough: Followthrough,
    command: str,
) -> None:
    """The label tells what status tells."""

    def run(today: str) -> set[str]:
        usual = ("--forge", "github", "--repo", "acme/shop", "--settle", "0", "--today", today)
        assert followthrough(command, *usual).code == 0
        return labels(github) & {"overdue"}

    sync("2026-12-02")
    github.person("alice").relabel(1, add=["snoozed-until:2026-12-20"])
    assert [run(day) for day in ("2026-12-03", "2026-12-19", "2026-12-20")] == [set(), set(), {"overdue"}]
    github.person("alice").relabel(1, add=["snoozed-until:2027-01-10"])
    assert run("2026-12-21") == set()
    github.journal.clear()
    assert run("2026-12-21") == set()
    assert github.journal.writes == ()


def test_a_label_of_that_name_that_people_made_is_used_as_it_is(github: GitHubSimulator, sync: Followthrough) -> None:  # noqa: F811 - the fixture
    """A label that is there, in any spelling, is neither made again nor changed."""
    github.repository.label("Overdue", color="ffffff")
    sync("2026-12-02")
    assert "Overdue" in labels(github)
    assert github.journal.of(CREATE_LABEL) == ()
    assert github.repository.labels["overdue"].color == "ffffff"
    sync("2026-12-03")
    assert list(github.journal.writes) == []


def test_a_label_that_is_not_kept_is_told(github: GitHubSimulator, sync: Followthrough) -> None:  # noqa: F811 - the fixture
    """What the forge made of it is looked at: a label that was dropped without a word is told."""
    github.inject(faults.answered(200, [], committed=False), route=ADD_LABELS)
    ended = sync("2026-12-02")
    assert "the forge did not keep the label overdue" in ended.out
    sync("2026-12-02")
    assert "overdue" in labels(github)


def test_an_issue_that_people_closed_is_left_alone(github: GitHubSimulator, sync: Followthrough) -> None:  # noqa: F811 - the fixture
    """Who closes a late issue has done it; nothing more is written there."""
    github.person("alice").close(1)
    sync("2026-12-02")
    assert "overdue" not in labels(github)
    assert list(github.journal.writes) == []
