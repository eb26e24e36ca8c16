from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from followthrough.diagnosis.checks import Check, Level, exit_code
from followthrough.diagnosis.facts import Checkout, Documents, Facts, Owner, Refusal, Repository, Workflow
from followthrough.diagnosis.judging import diagnose
from followthrough.errors import ExitCode

TODAY = date(2026, 11, 21)
REPOSITORY = Repository(
    me="github-actions[bot]",
    archived=False,
    has_issues=True,
    may_write=True,
    granted="the role push",
    needed="`issues: write`",
    default_branch="main",
    labels=frozenset({"postmortem-action", "Overdue"}),
)
WEEKLY = Workflow(path=".github/workflows/postmortems.yml", runs_us=True, has_schedule=True)
WELL = Facts(
    today=TODAY,
    forge="github",
    place="acme/shop",
    config=".followthrough.yml",
    documents=Documents(count=3, items=7),
    checkout=Checkout(branch="main", default_branch="main"),
    repository=REPOSITORY,
    wanted_labels=("postmortem-action", "overdue"),
    owners=2,
    workflows=(WEEKLY,),
    issues=7,
    synced_on=TODAY - timedelta(days=1),
)
GITLAB = replace(WELL, forge="gitlab", repository=replace(REPOSITORY, schedules=1))
LOCAL = replace(WELL, forge="local", place="", workflows=(), owners=None)


def found(facts: Facts, name: str) -> Check:
    """The one check of a name."""
    (check,) = (one for one in diagnose(facts) if one.name == name)
    return check


@pytest.mark.parametrize("facts", [WELL, GITLAB, LOCAL], ids=["GitHub", "GitLab", "embedded"])
def test_all_is_well(facts: Facts) -> None:
    """Where nothing is wrong every check is ok, and nothing has a mend."""
    checks = diagnose(facts)
    assert [(one.level, one.mend) for one in checks] == [(Level.OK, None)] * len(checks)
    assert exit_code(checks) is ExitCode.OK


def _with(**told: object) -> Facts:
    return replace(WELL, **told)  # type: ignore[arg-type]  # each test names fields that there are


def _where(**told: object) -> Facts:
    return replace(WELL, repository=replace(REPOSITORY, **told))  # type: ignore[arg-type]  # the same


@pytest.mark.parametrize(
    ("facts", "name", "message", "mend", "code"),
    [
        pytest.param(
            _with(config_refused=Refusal(message="unknown key", mend="read the page", exit_code=ExitCode.USAGE)),
            *("config", "unknown key", "read the page", 2),
            id="configuration",
        ),
        pytest.param(
            _with(documents=Documents(count=2, items=1, broken=("postmortems/a.md", "postmortems/b.md"))),
            *("documents", "errors in postmortems/a.md and 1 more", "followthrough check postmortems/a.md", 1),
            id="broken documents",
        ),
        pytest.param(
            _with(target_refused=Refusal(message="no forge to be seen", mend="give --forge", exit_code=ExitCode.USAGE)),
            *("forge", "no forge to be seen", "give --forge", 2),
            id="no forge",
        ),
        pytest.param(
            _with(token_refused=Refusal(message="GitHub does not accept the token", mend="give another")),
            *("token", "does not accept the token", "give another", 4),
            id="token",
        ),
        pytest.param(
            _with(token_refused=Refusal(message="a limit", mend="run again later", exit_code=ExitCode.DEFERRED)),
            *("token", "a limit", "run again later", 1),
            id="a limit is no want of access",
        ),
        pytest.param(_where(archived=True), "permissions", "is archived", "unarchive", 4, id="archived"),
        pytest.param(_where(has_issues=False), "permissions", "switched off", "switch them on", 4, id="no issues"),
        pytest.param(
            _where(may_write=False),
            *("permissions", "not write (the role push)", "`issues: write`", 4),
            id="read alone",
        ),
        pytest.param(
            _with(wanted_labels=("a,b",)), *("labels", "'a,b' cannot be a label", "without a comma", 2), id="comma"
        ),
        pytest.param(_with(wanted_labels=("x" * 51,)), *("labels", "cannot be a label", "50", 2), id="long label"),
    ],
)
def test_what_would_fail(facts: Facts, name: str, message: str, mend: str, code: int) -> None:
    """Whatever would fail is told with its mend, and with the exit code that a command would end with."""
    check = found(facts, name)
    assert check.level is Level.FAIL
    assert message in check.message
    assert mend in (check.mend or "")
    assert exit_code(diagnose(facts)) == code


@pytest.mark.parametrize(
    ("facts", "name", "message", "mend"),
    [
        pytest.param(_with(documents=Documents()), "documents", "no postmortems", "`paths`", id="no documents"),
        pytest.param(_with(checkout=Checkout(has_git=False)), "checkout", "no git", "inside a clone", id="no git"),
        pytest.param(
            _with(checkout=Checkout(branch="fix", default_branch="main")),
            *("checkout", "the branch fix, and sync writes from main", "git switch main"),
            id="another branch",
        ),
        pytest.param(
            _with(checkout=Checkout(branch="main", default_branch="main", is_shallow=True)),
            *("checkout", "cut off", "fetch-depth: 0"),
            id="shallow",
        ),
        pytest.param(
            _where(expires_on=date(2026, 11, 30)), "token", "expires on 2026-11-30", "make another", id="expires soon"
        ),
        pytest.param(
            _with(unassignable=(Owner(name="O'Neil, Bo", places=("a.md", "b.md")),)),
            *("owners", "O'Neil, Bo cannot be assigned (a.md and 1 more)", "owners: {'O''Neil, Bo': LOGIN}"),
            id="owner of a document",
        ),
        pytest.param(
            _with(unassignable=(Owner(name="Alice Smith", places=(".followthrough.yml",), login="alice"),)),
            *("owners", "alice, who stands for Alice Smith in .followthrough.yml", "invite alice"),
            id="owner of the configuration",
        ),
        pytest.param(_with(workflows=()), "workflow", "no workflow", "followthrough init", id="no workflow"),
        pytest.param(
            _with(workflows=(replace(WEEKLY, has_schedule=False),)), "schedule", "weekly", "cron:", id="no schedule"
        ),
        pytest.param(
            _where(asleep=(WEEKLY.path,)), "schedule", "switched off", "workflow enable postmortems.yml", id="asleep"
        ),
        pytest.param(
            replace(GITLAB, repository=replace(REPOSITORY, schedules=0)),
            *("schedule", "weekly", "Pipeline schedules"),
            id="no pipeline schedule",
        ),
        pytest.param(
            replace(GITLAB, repository=REPOSITORY),
            *("schedule", "cannot be seen", "Pipeline schedules"),
            id="nobody tells of schedules",
        ),
        pytest.param(_with(synced_on=None, issues=0), "last sync", "nothing", "followthrough sync", id="never synced"),
        pytest.param(
            _with(synced_on=date(2026, 11, 1), waiting=2),
            *("last sync", "20 days ago, and 2 changes wait", "schedule"),
            id="long ago, and something waits",
        ),
    ],
)
def test_what_could_be_better(facts: Facts, name: str, message: str, mend: str) -> None:
    """What works, but not as it could, is a warning with its mend, and fails nothing."""
    check = found(facts, name)
    assert check.level is Level.WARN
    assert message in check.message
    assert mend in (check.mend or "")
    assert exit_code(diagnose(facts)) is ExitCode.OK


def test_what_cannot_be_told_is_said_so() -> None:
    """Where a forge does not tell what a token may write, that is no alarm, and what it needs is named."""
    check = found(_where(may_write=None, granted=None), "permissions")
    assert (check.level, "shows at the first write, which needs `issues: write`" in check.message) == (Level.OK, True)


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        pytest.param(_with(synced_on=date(2026, 11, 1), waiting=0), "was on 2026-11-01", id="nothing waits"),
        pytest.param(_with(waiting=1), "; 1 change waits", id="the next run does it"),
    ],
)
def test_a_quiet_time_is_no_alarm(facts: Facts, message: str) -> None:
    """That no sync wrote for long is well where there was nothing to write."""
    check = found(facts, "last sync")
    assert (check.level, message in check.message) == (Level.OK, True)


def test_without_access_nothing_is_said_of_the_repository() -> None:
    """Who is not let in hears that once, and nothing that follows from it."""
    facts = _with(token_refused=Refusal(message="no"), repository=None)
    assert {"permissions", "labels", "owners", "last sync"}.isdisjoint(one.name for one in diagnose(facts))


def test_the_gravest_code_counts() -> None:
    """Access comes before the configuration, and that before the documents."""
    broken = Documents(count=1, broken=("a.md",))
    refused = Refusal(message="x", exit_code=ExitCode.USAGE)
    assert exit_code(diagnose(_with(documents=broken, config_refused=refused))) == 2
    assert exit_code(diagnose(_with(config_refused=refused, token_refused=Refusal(message="x")))) == 4
