from __future__ import annotations

import os
import signal
from collections.abc import Callable

import click
import pytest

from followthrough.cli.errors import run
from followthrough.errors import AccessDenied, ConfigError, FollowthroughError, RateLimited


def _command(work: Callable[[], object]) -> click.Command:
    return click.Command("toy", callback=work)


def _raising(error: BaseException) -> click.Command:
    def work() -> None:
        raise error

    return _command(work)


@pytest.fixture(autouse=True)
def _no_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        pytest.param(FollowthroughError("No."), 3, id="work that failed"),
        pytest.param(ConfigError("No."), 2, id="configuration"),
        pytest.param(AccessDenied("No."), 4, id="access"),
        pytest.param(RateLimited("No."), 5, id="put off"),
        pytest.param(click.UsageError("No."), 2, id="usage"),
        pytest.param(click.ClickException("No."), 2, id="another mistake that click found"),
        pytest.param(KeyboardInterrupt(), 130, id="interrupted"),
        pytest.param(RuntimeError("No."), 70, id="a bug"),
        pytest.param(RecursionError("No."), 70, id="a deep bug"),
    ],
)
def test_exit_codes(error: BaseException, code: int, capsys: pytest.CaptureFixture[str]) -> None:
    """Each kind of error has its exit code, and nothing of it goes to stdout."""
    assert run(_raising(error), []) == code
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("value", [None, 0, 1, 6])
def test_a_command_says_how_it_ended(value: int | None) -> None:
    """What a command returns is the exit code."""
    assert run(_command(lambda: value), []) == (value or 0)


def test_message_and_mend(capsys: pytest.CaptureFixture[str]) -> None:
    """An error is told with its mend, several lines of either under each other."""
    assert (
        run(_raising(ConfigError("a.yml:1:1  one\na.yml:2:1  two", hint="in the workflow, add\n  issues: write")), [])
        == 2
    )
    assert capsys.readouterr().err == (
        "error: a.yml:1:1  one\n       a.yml:2:1  two\n  mend: in the workflow, add\n          issues: write\n"
    )


def test_inside_actions(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Inside GitHub Actions an error is an annotation too, one line whatever it says."""
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    run(_raising(ConfigError("100 %\n::warning::x")), [])
    annotations = [line for line in capsys.readouterr().err.splitlines() if line.lstrip().startswith("::")]
    assert annotations == ["::error title=followthrough::100 %25%0A\\x3a:warning::x"]


def test_no_secret_is_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """A token is in no error, no annotation and no report of a bug."""
    monkeypatch.setenv("GITHUB_TOKEN", "hunter2hunter2")
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    told = "hunter2hunter2"
    for error in (ConfigError(told, hint=told), click.UsageError(told), RuntimeError(told)):
        run(_raising(error), ["--token=hunter2hunter2"] if isinstance(error, RuntimeError) else [])
    captured = capsys.readouterr()
    assert "hunter2" not in captured.out + captured.err


@pytest.mark.parametrize("kind", [ConfigError, click.UsageError, RuntimeError])
def test_terminal_escapes_are_shown(kind: type[Exception], capsys: pytest.CaptureFixture[str]) -> None:
    """A file name that would steer the terminal, or the runner of a CI, is spelled out in whatever is told of it."""
    run(_raising(kind("There is no '\x1b]0;owned\x07\u202e'\n::error::owned")), [])
    told = capsys.readouterr().err
    assert not {"\x1b", "\x07", "\u202e"} & set(told)
    assert "\\x1b]0;owned\\x07\\u202e" in told
    assert "\n::error" not in told


def test_the_command_of_a_bug(capsys: pytest.CaptureFixture[str]) -> None:
    """What somebody typed stays one cell of one line in the report of a bug."""
    command = click.Command("toy", callback=lambda words: len(words) / 0, params=[click.Argument(["words"], nargs=-1)])
    assert run(command, ["a|b\n::error::owned"]) == 70
    assert "| command | `followthrough 'a\\|b\\n::error::owned'` |\n" in capsys.readouterr().err


def test_a_bug(capsys: pytest.CaptureFixture[str]) -> None:
    """A bug ends with a report in Markdown, ready to paste: versions, command and traceback."""

    def work() -> None:
        password = "hunter2hunter2"  # noqa: S105 - nothing is opened by it
        raise LookupError(f"{len(password)} letters")

    assert run(_command(work), []) == 70
    report = capsys.readouterr().err
    assert "## LookupError in followthrough 0." in report
    assert "| command | `followthrough` |" in report
    assert "Traceback (most recent call last):" in report
    assert "LookupError: 14 letters" in report


def test_asked_to_end() -> None:
    """A process that is asked to end does so with the code that says it."""
    before = signal.getsignal(signal.SIGTERM)
    try:
        assert run(_command(lambda: os.kill(os.getpid(), signal.SIGTERM)), []) == 143
    finally:
        signal.signal(signal.SIGTERM, before)
