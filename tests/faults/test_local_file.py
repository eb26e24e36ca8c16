"""A tracker file that is not as it should be: one line that says so, the mend, and nothing lost."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from followthrough.errors import AccessDenied, ExitCode, FollowthroughError, ForgeError, RateLimited
from followthrough.forges.local import Commit, LocalForge
from followthrough.model import IssueDraft, Thread

DRAFT = IssueDraft(title="Alert on queue depth", body="Text.", labels=("postmortem-action",))
NOBODY = 65534

Opens = Callable[..., LocalForge]


@pytest.fixture
def opens() -> Iterator[Opens]:
    """Opens trackers, and closes them when the test ends."""
    with ExitStack() as stack:
        yield lambda *args, **kwargs: stack.enter_context(closing(LocalForge(*args, **kwargs)))


def text_file(path: Path) -> None:
    path.write_text("These are somebody's notes, not a database at all.\n" * 40)


def torn_file(path: Path) -> None:
    LocalForge(path).close()
    data = path.read_bytes()
    path.write_bytes(data[:4096] + bytes(len(data) - 4096))


def cut_file(path: Path) -> None:
    LocalForge(path).close()
    path.write_bytes(path.read_bytes()[:5000])


def foreign_file(path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE recipes (name TEXT)")
    db.close()


def newer_file(path: Path) -> None:
    LocalForge(path).close()
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA user_version = 99")
    db.close()


@pytest.mark.parametrize("writable", [pytest.param(True, id="sync"), pytest.param(False, id="plan")])
@pytest.mark.parametrize(
    ("make", "said"),
    [
        pytest.param(text_file, "is damaged", id="a text file"),
        pytest.param(torn_file, "is damaged", id="pages of zeros"),
        pytest.param(cut_file, "is damaged", id="cut short"),
        pytest.param(foreign_file, "is not a tracker of followthrough", id="somebody's database"),
        pytest.param(newer_file, "another version of followthrough", id="a later version's"),
        pytest.param(Path.mkdir, "it is not a file", id="a folder"),
    ],
)
def test_a_file_that_is_no_good_tracker_is_refused_and_left_alone(
    tmp_path: Path, make: Callable[[Path], None], said: str, *, writable: bool
) -> None:
    path = tmp_path / "tracker.sqlite3"
    make(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(AccessDenied, match=said) as refusal:
        LocalForge(path, writable=writable).list_issues("postmortem-action")
    assert refusal.value.exit_code == ExitCode.ACCESS
    assert refusal.value.hint
    assert "\n" not in refusal.value.message
    assert (path.read_bytes() if path.is_file() else None) == before


def test_an_empty_file_becomes_a_tracker(tmp_path: Path, opens: Opens) -> None:
    path = tmp_path / "tracker.sqlite3"
    path.touch()
    assert opens(path).open_issue(DRAFT).number == 1


def test_a_tracker_in_the_usual_folder_is_not_committed_by_accident(tmp_path: Path, opens: Opens) -> None:
    opens(tmp_path / ".followthrough" / "tracker.sqlite3")
    ignored = (tmp_path / ".followthrough" / ".gitignore").read_text().splitlines()
    assert "tracker.sqlite3*" in ignored


def test_a_folder_of_somebody_is_left_without_a_gitignore(tmp_path: Path, opens: Opens) -> None:
    opens(tmp_path / "tracker.sqlite3")
    assert not (tmp_path / ".gitignore").exists()


def test_a_rehearsal_makes_no_file(tmp_path: Path, opens: Opens) -> None:
    forge = opens(tmp_path / "deep" / "tracker.sqlite3", writable=False)
    assert forge.list_issues("postmortem-action") == ()
    assert list(tmp_path.iterdir()) == []


def test_a_rehearsal_sees_everything_and_writes_nothing(tmp_path: Path, opens: Opens) -> None:
    path = tmp_path / "tracker.sqlite3"
    issue = opens(path).open_issue(DRAFT)
    rehearsal = opens(path, writable=False)
    assert rehearsal.list_issues("postmortem-action") == (issue,)
    with pytest.raises(ForgeError, match="rehearsal"):
        rehearsal.open_issue(DRAFT)
    with pytest.raises(ForgeError, match="rehearsal"):
        rehearsal.post_comment(Thread(kind="issue", number=issue.number), "Hello.")
    assert opens(path).list_issues("postmortem-action") == (issue,)


def test_a_rehearsal_gives_a_commit_the_number_that_the_run_will_give_it(tmp_path: Path, opens: Opens) -> None:
    def describe(_: str) -> Commit:
        return Commit(subject="Add the postmortem of the checkout outage")

    path = tmp_path / "tracker.sqlite3"
    opens(path).open_issue(DRAFT)
    shown = opens(path, writable=False, describe=describe).change_request_of("ab" * 20)
    made = opens(path, describe=describe).change_request_of("ab" * 20)
    assert shown == made
    assert made is not None
    assert (made.number, made.title) == (2, "Add the postmortem of the checkout outage")


def test_a_commit_of_which_git_says_nothing_is_named_by_its_hash(tmp_path: Path, opens: Opens) -> None:
    request = opens(tmp_path / "tracker.sqlite3").change_request_of("0123456789abcdef" + "0" * 24)
    assert request is not None
    assert request.title == "commit 0123456789ab"


def test_a_file_that_another_program_keeps_locked_can_be_tried_again(tmp_path: Path, opens: Opens) -> None:
    path = tmp_path / "tracker.sqlite3"
    forge = opens(path, wait=0.05)
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(ForgeError, match="locked by another process") as refusal:
        forge.open_issue(DRAFT)
    assert refusal.value.exit_code == ExitCode.PARTIAL
    holder.close()
    assert forge.open_issue(DRAFT).number == 1


def test_a_second_run_waits_and_then_says_that_another_one_is_writing(tmp_path: Path, opens: Opens) -> None:
    path = tmp_path / "tracker.sqlite3"
    first, second = opens(path, wait=0.05), opens(path, wait=0.05)
    with first.lease(), pytest.raises(RateLimited, match="Another run") as refusal, second.lease():
        pytest.fail("two runs held the lease at once")
    assert refusal.value.exit_code == ExitCode.DEFERRED
    with second.lease():
        assert second.open_issue(DRAFT).number == 1


def test_people_can_act_while_a_run_holds_the_lease(tmp_path: Path, opens: Opens) -> None:
    path = tmp_path / "tracker.sqlite3"
    with opens(path).lease():
        assert opens(path, actor="alice", wait=0.05).open_issue(DRAFT).number == 1


def test_text_that_is_not_unicode_is_refused_and_nothing_opens(tmp_path: Path, opens: Opens) -> None:
    forge = opens(tmp_path / "tracker.sqlite3")
    with pytest.raises(ForgeError, match="cannot be stored"):
        forge.open_issue(IssueDraft(title="A lone \udc80 surrogate", body=""))
    assert forge.open_issue(DRAFT).number == 1


def as_nobody(work: Callable[[], object]) -> str:
    """Do the work in a process without the rights of root, and return what it said."""

    def child() -> None:
        if os.geteuid() == 0:
            os.seteuid(NOBODY)
        try:
            told.put(f"done: {work()}")
        except FollowthroughError as error:
            told.put(f"{error.exit_code.name}: {error.message}")

    context = multiprocessing.get_context("fork")
    told = context.SimpleQueue()
    process = context.Process(target=child)
    process.start()
    process.join(20)
    assert process.exitcode == 0
    return str(told.get())


@pytest.fixture
def shut_folder() -> Iterator[Path]:
    """A folder that everybody can read and nobody can write, with a tracker in it."""
    folder = Path(tempfile.mkdtemp())
    forge = LocalForge(folder / "tracker.sqlite3")
    forge.open_issue(DRAFT)
    forge.close()
    for path in folder.iterdir():
        path.chmod(0o444)
    folder.chmod(0o555)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


def test_a_folder_that_cannot_be_written_is_said_to_be_so(shut_folder: Path) -> None:
    said = as_nobody(lambda: LocalForge(shut_folder / "else.sqlite3"))
    assert said.startswith("ACCESS: ")
    assert "cannot be used" in said


def test_a_folder_that_cannot_be_made_is_said_to_be_so(shut_folder: Path) -> None:
    said = as_nobody(lambda: LocalForge(shut_folder / "new" / "tracker.sqlite3"))
    assert said.startswith("ACCESS: ")
    assert "Permission denied" in said


def test_a_file_that_cannot_be_written_is_said_to_be_so(shut_folder: Path) -> None:
    said = as_nobody(lambda: LocalForge(shut_folder / "tracker.sqlite3").open_issue(DRAFT))
    assert said.startswith("ACCESS: ")
    assert "cannot be used" in said


def test_a_file_that_cannot_be_written_can_still_be_looked_at(shut_folder: Path) -> None:
    said = as_nobody(
        lambda: len(LocalForge(shut_folder / "tracker.sqlite3", writable=False).list_issues("postmortem-action"))
    )
    assert said == "done: 1"
