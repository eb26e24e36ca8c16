from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

from followthrough import __version__
from followthrough.cli import COMMANDS, cli

HEAVY = ("rich", "yaml", "jsonschema", "markdown_it", "ftfy", "rapidfuzz", "icalendar", "github", "gitlab", "sqlite3")


def _loaded(code: str) -> set[str]:
    told = f"{code}\nimport sys\nprint('\\n' + '\\n'.join(sys.modules), file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    return set(done.stderr.split())


@pytest.mark.parametrize("argument", ["--help", "--version"])
def test_what_help_loads(argument: str) -> None:
    """To show help or the version, hardly more is loaded than click itself loads."""
    hello = "import click\n@click.group()\ndef cli(): ...\ncli.main(['--help'], standalone_mode=False)"
    ours = f"from followthrough.cli import cli\nfrom followthrough.cli.errors import run\nrun(cli, ['{argument}'])"
    more = _loaded(ours) - _loaded(hello)
    assert not {name for name in more if name.split(".")[0] in HEAVY}
    assert not {name for name in more if name.startswith("importlib.metadata")}
    assert len(more) <= 8, sorted(more)


def test_the_list_of_commands() -> None:
    """The line that the list shows for a command is the one that the command has itself."""
    context = click.Context(cli)
    for name, line in COMMANDS.items():
        command = cli.get_command(context, name)
        assert command is not None
        assert command.get_short_help_str(limit=200) == line


def test_every_option_has_its_variable() -> None:
    """Every option of every command can be given in the environment, under its own name, or each of its names."""
    context = click.Context(cli)
    for name in set(COMMANDS) - {"local"}:
        command = cli.get_command(context, name)
        assert command is not None
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                long = [one[2:] for one in parameter.opts if one.startswith("--")]
                told = [parameter.envvar] if isinstance(parameter.envvar, str) else parameter.envvar
                assert told == ["FOLLOWTHROUGH_" + one.upper().replace("-", "_") for one in long]


@pytest.mark.parametrize("start", [["-m", "followthrough"], ["-c", "from followthrough.cli import main; main()"]])
def test_ways_to_start(start: list[str]) -> None:
    """The module and the console script are the same command line."""
    done = subprocess.run([sys.executable, *start, "--version"], capture_output=True, text=True, check=True)
    assert done.stdout == f"followthrough {__version__}\n"


def test_no_such_command() -> None:
    """A command that is not there is told with the one that was probably meant."""
    done = subprocess.run([sys.executable, "-m", "followthrough", "chekc"], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "There is no command 'chekc'. Did you mean 'check'?" in done.stderr


def test_nobody_reads() -> None:
    """Where nobody reads the output any more, the process ends quietly."""
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as stream:
        done = subprocess.run(
            [sys.executable, "-m", "followthrough", "--help"], stdout=stream, stderr=subprocess.PIPE, check=False
        )
    assert (done.returncode, done.stderr) == (141, b"")


def _in_shell(redirection: str, *arguments: str) -> tuple[int, str]:
    told = [sys.executable, "-m", "followthrough", *arguments]
    done = subprocess.run(["sh", "-c", f'"$@" {redirection}', "sh", *told], capture_output=True, text=True, check=False)
    return done.returncode, done.stderr


@pytest.mark.parametrize("streams", [">&-", ">&- 2>&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize(("argument", "code"), [("--version", 0), ("chekc", 2)])
def test_closed_streams(streams: str, argument: str, code: int) -> None:
    """Where stdout and stderr were closed from the start, the work is done and the exit code is the same."""
    ended, told = _in_shell(streams, argument)
    assert ended == code
    assert "Traceback" not in told


def test_names_in_a_locale_without_utf_8(shop: Path) -> None:
    """Where the system is set up for ASCII alone, a file of another name is found, and JSON is JSON."""
    (shop / "postmortems/störung.md").write_text("# Störung 🚀\n", encoding="utf-8")
    ascii_alone = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    command = [sys.executable, "-m", "followthrough", "parse", "--format", "json"]
    done = subprocess.run(command, env={**os.environ, **ascii_alone}, capture_output=True, check=True)
    assert [one["title"] for one in json.loads(done.stdout)] == ["Checkout outage", "Störung 🚀"]


def test_a_folder_that_is_gone(tmp_path: Path) -> None:
    """Who stands in a folder that was removed is told so."""
    command = 'mkdir gone && cd gone && rmdir ../gone && "$@"'
    told = ["sh", "-c", command, "sh", sys.executable, "-m", "followthrough"]
    for arguments in (["check"], ["doctor"], ["local", "list"]):
        done = subprocess.run([*told, *arguments], cwd=tmp_path, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.startswith("error: The current folder cannot be used")


FULL = "/dev/full"


@pytest.mark.skipif(not Path(FULL).exists(), reason=f"no {FULL} on this system")
@pytest.mark.parametrize("much", [False, True], ids=["little", "more than a buffer holds"])
@pytest.mark.parametrize("arguments", [("parse", "postmortems/queues.md", "--format", "json"), ("parse", "--help")])
def test_a_full_disk(shop: Path, arguments: tuple[str, ...], *, much: bool) -> None:
    """Where stdout takes no more, that is told in one line, and what was printed is not taken for whole."""
    rows = "".join(f"- Alert on the depth of queue {number}\n" for number in range(99 if much else 1))
    (shop / "postmortems/queues.md").write_text(f"# Queues\n\n## Action Items\n\n{rows}", encoding="utf-8")
    code, told = _in_shell(f">{FULL}", *arguments)
    assert code == 3
    assert told == (
        "error: The output cannot be written: No space left on device\n  mend: make room where it goes, and run again\n"
    )
