from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from followthrough.apply.plan_comment import fold_plan, tell_plan
from followthrough.errors import Ambiguous
from followthrough.forges.local import LocalForge
from followthrough.model import Comment, Thread
from followthrough.reporting.plan_comment import plan_comment
from followthrough.tracking.changes import Plan
from tests.unit.reporting.plans import IN_STEP, PLAN


class Lossy(LocalForge):
    """Loses the answers to comments, after they were written or before."""

    written = True

    def post_comment(self, thread: Thread, body: str) -> Comment:
        if self.written:
            super().post_comment(thread, body)
        raise Ambiguous("the answer was lost")


class Place(NamedTuple):
    """A change request on a forge."""

    forge: Lossy
    plain: LocalForge
    thread: Thread

    @property
    def comments(self) -> tuple[Comment, ...]:
        return self.plain.list_comments(self.thread)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    forge, plain = Lossy(tmp_path / "tracker"), LocalForge(tmp_path / "tracker")
    request = plain.change_request_of("f" * 40)
    assert request is not None
    yield Place(forge, plain, Thread(kind="change_request", number=request.number))
    forge.close()
    plain.close()


def test_a_lost_answer_is_looked_for(place: Place) -> None:
    """A comment whose answer was lost is found, and not posted again by the next run."""
    told = tell_plan(PLAN, place.thread.number, place.forge)
    assert told is not None
    assert tell_plan(PLAN, place.thread.number, place.forge) == told
    assert [comment.body for comment in place.comments] == [plan_comment(PLAN)]


def test_what_is_not_there_is_not_claimed(place: Place) -> None:
    """Where no look can tell, the failure stands."""
    place.forge.written = False
    with pytest.raises(Ambiguous):
        tell_plan(PLAN, place.thread.number, place.forge)


@pytest.mark.parametrize("plan", [IN_STEP, Plan()])
def test_nothing_to_tell(place: Place, plan: Plan) -> None:
    """A plan that changes nothing brings no comment, and takes back what one said."""
    assert tell_plan(plan, place.thread.number, place.plain) is None
    tell_plan(PLAN, place.thread.number, place.plain)
    tell_plan(plan, place.thread.number, place.plain)
    (comment,) = place.comments
    assert "nothing is opened or changed" in comment.body


def test_it_is_folded(place: Place) -> None:
    """After the merge our comment is hidden, once; a stranger's with our marker stays as it is."""
    tell_plan(PLAN, place.thread.number, place.plain)
    stranger = LocalForge(place.plain.store.path, actor="mallory", member=False)
    stranger.post_comment(place.thread, plan_comment(PLAN))
    stranger.close()
    fold_plan(place.comments, place.plain.whoami(), place.plain)
    assert [comment.folded for comment in place.comments] == [True, False]
    before = place.comments
    fold_plan(before, place.plain.whoami(), place.plain)
    assert place.comments == before
