from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from followthrough.errors import AccessDenied, Ambiguous, ForgeError, RateLimited
from followthrough.forges.github.answers import Refusals, judge
from followthrough.forges.transport.budget import Budget
from followthrough.forges.transport.exchange import Answer, Effect, Malformed, NoAnswer, Request
from followthrough.forges.transport.executor import Executor, Reading, Unserved
from followthrough.forges.transport.pace import Pace
from followthrough.forges.transport.rehearsal import ReadOnly
from tests.unit.forges.transport.hourglass import Hourglass

FINE = Answer(status=200, data={"number": 7})
FAILED = Answer(status=502, data=None)
PAGE = Answer(status=200, is_json=False)
LIMITED = Answer(status=429, data={})
LIMITED_FOR_5 = Answer(status=429, headers={"retry-after": "5"}, data={})
LIMITED_FOR_LONG = Answer(status=403, headers={"retry-after": "3600"}, data={})
UNKNOWN = Answer(status=401, data={"message": "Bad credentials"})
LOST = NoAnswer("the connection broke off")
UNSENT = NoAnswer("it refuses the connection", sent=False)
UNTRUSTED = NoAnswer(
    "its certificate is not trusted", sent=False, lasting=True, mend="name its authority with --ca-bundle"
)
NOT_THE_API = "check --api-url, and whether a proxy or a sign-in page stands before it"

Reply = Answer | NoAnswer


@dataclass(kw_only=True)
class Desk:
    """A forge that gives these replies one after another, the last for good, and an executor that asks it."""

    replies: Sequence[Reply]
    asked: list[Request] = field(default_factory=list)
    hourglass: Hourglass = field(default_factory=Hourglass)

    def __post_init__(self) -> None:
        clock = self.hourglass.clock
        reading = Reading(
            judge=judge,
            refusal=Refusals("https://git.acme.example/api/v3", "acme/shop", ("secret-token",)),
            place="git.acme.example",
        )
        self.execute = Executor(self.send, reading, budget=Budget(clock), pace=Pace(1, clock), clock=clock)

    def send(self, request: Request) -> Answer:
        self.asked.append(request)
        reply = self.replies[min(len(self.asked), len(self.replies)) - 1]
        if isinstance(reply, NoAnswer):
            raise reply
        return reply

    def ask(self, effect: Effect) -> object:
        request = Request(method="GET", path="/x", what="look at #7", effect=effect)
        return self.execute(request, lambda answer: answer.data)


@dataclass(kw_only=True)
class Dull(Desk):
    """A forge that lets half a minute go by before each reply."""

    def send(self, request: Request) -> Answer:
        self.hourglass.passed += 30
        return super().send(request)


def test_a_forge_that_keeps_one_waiting_is_given_up_soon() -> None:
    """Nobody waits minutes for a server that hangs; what a limit asks to wait does not count."""
    desk = Dull(replies=[LOST])
    with pytest.raises(ForgeError, match="gave no answer"):
        desk.ask(Effect.READ)
    assert len(desk.asked) == 2
    patient = Dull(replies=[LIMITED_FOR_5, LIMITED_FOR_5, FINE])
    assert patient.ask(Effect.READ) == FINE.data


@pytest.mark.parametrize(
    "reply",
    [
        pytest.param(LOST, id="no answer"),
        pytest.param(UNSENT, id="refused"),
        pytest.param(FAILED, id="502"),
        pytest.param(PAGE, id="a page"),
        pytest.param(Answer(status=204), id="nothing in it"),
        pytest.param(Answer(status=202, data=[]), id="of another type"),
        pytest.param(LIMITED_FOR_5, id="limited"),
    ],
)
def test_a_read_goes_again(reply: Reply) -> None:
    desk = Desk(replies=[reply, reply, FINE])
    assert desk.ask(Effect.READ) == FINE.data
    assert len(desk.asked) == 3


@pytest.mark.parametrize(
    ("reply", "error", "told", "mend"),
    [
        pytest.param(
            LOST,
            ForgeError,
            "git.acme.example gave no answer: the connection broke off",
            "run again later",
            id="no answer",
        ),
        pytest.param(
            UNSENT,
            AccessDenied,
            "git.acme.example cannot be reached: it refuses the connection",
            "check the address, the network and the proxy, then run again",
            id="refused",
        ),
        pytest.param(FAILED, ForgeError, "git.acme.example failed (HTTP 502)", "run again later", id="502"),
        pytest.param(
            PAGE,
            AccessDenied,
            "git.acme.example does not answer as the API of a forge does, asked to look at #7 (HTTP 200)",
            NOT_THE_API,
            id="a page",
        ),
    ],
)
def test_a_read_is_given_up_after_four_more_tries(
    reply: Reply, error: type[ForgeError], told: str, mend: str | None
) -> None:
    desk = Desk(replies=[reply])
    with pytest.raises(ForgeError) as given_up:
        desk.ask(Effect.READ)
    assert type(given_up.value) is error
    assert (given_up.value.message, given_up.value.hint) == (told, mend)
    assert len(desk.asked) == 5
    assert desk.hourglass.sleeps == [0.5, 1, 2, 4]


def test_runs_that_failed_together_do_not_come_back_together() -> None:
    desk = Desk(replies=[FAILED], hourglass=Hourglass(chance=1.0))
    with pytest.raises(ForgeError):
        desk.ask(Effect.READ)
    assert desk.hourglass.sleeps == [0.25, 0.5, 1, 2]


@pytest.mark.parametrize("effect", [Effect.SET, Effect.CREATE])
@pytest.mark.parametrize(
    "reply",
    [
        pytest.param(LOST, id="no answer"),
        pytest.param(FAILED, id="502"),
        pytest.param(Answer(status=503, headers={"retry-after": "3"}), id="503"),
        pytest.param(PAGE, id="a page"),
        pytest.param(Answer(status=204), id="nothing in it"),
    ],
)
def test_a_write_whose_answer_was_lost_is_never_sent_again(reply: Reply, effect: Effect) -> None:
    desk = Desk(replies=[reply, FINE])
    with pytest.raises(Ambiguous, match="It is not known whether we could look at #7"):
        desk.ask(effect)
    assert len(desk.asked) == 1


def test_a_write_that_may_have_been_carried_out_is_told_with_its_mend() -> None:
    with pytest.raises(Ambiguous) as unknown:
        Desk(replies=[FAILED]).ask(Effect.CREATE)
    assert (unknown.value.message, unknown.value.hint) == (
        "It is not known whether we could look at #7: git.acme.example failed (HTTP 502)",
        "run again later",
    )


def test_a_write_that_never_left_goes_again() -> None:
    desk = Desk(replies=[UNSENT, UNSENT, FINE])
    assert desk.ask(Effect.CREATE) == FINE.data


def test_a_write_that_never_leaves_is_given_up() -> None:
    with pytest.raises(AccessDenied, match="cannot be reached"):
        Desk(replies=[UNSENT]).ask(Effect.CREATE)


def test_what_would_come_to_the_same_is_not_tried_again() -> None:
    desk = Desk(replies=[UNTRUSTED])
    with pytest.raises(AccessDenied, match="certificate") as refused:
        desk.ask(Effect.READ)
    assert refused.value.hint == "name its authority with --ca-bundle"
    assert len(desk.asked) == 1


def test_a_write_that_a_limit_turned_away_waits_once_and_goes_again() -> None:
    desk = Desk(replies=[LIMITED_FOR_5, FINE])
    assert desk.ask(Effect.CREATE) == FINE.data
    assert desk.hourglass.sleeps == [5]


def test_a_write_that_a_limit_turns_away_twice_is_put_off() -> None:
    desk = Desk(replies=[LIMITED_FOR_5])
    with pytest.raises(RateLimited) as put_off:
        desk.ask(Effect.CREATE)
    assert len(desk.asked) == 2
    assert put_off.value.hint is not None
    assert put_off.value.hint.startswith("run again after 2026-11-20 12:00:10 UTC")


def test_a_read_that_is_turned_away_again_and_again_is_put_off_with_a_time() -> None:
    desk = Desk(replies=[LIMITED_FOR_5])
    with pytest.raises(RateLimited) as put_off:
        desk.ask(Effect.READ)
    assert len(desk.asked) == 5
    assert put_off.value.hint is not None
    assert put_off.value.hint.startswith("run again after 2026-11-20 12:00:25 UTC")


def test_a_limit_without_a_time_is_waited_for_once_and_costs_a_minute() -> None:
    desk = Desk(replies=[LIMITED, FINE])
    assert desk.ask(Effect.READ) == FINE.data
    assert desk.hourglass.sleeps == [60]


@pytest.mark.parametrize("effect", list(Effect))
def test_a_limit_that_stays_though_it_was_waited_for_puts_the_rest_off(effect: Effect) -> None:
    desk = Desk(replies=[LIMITED])
    with pytest.raises(RateLimited) as put_off:
        desk.ask(effect)
    assert (len(desk.asked), desk.hourglass.sleeps) == (2, [60])
    assert put_off.value.message == "git.acme.example limits how much we may ask of it"
    assert put_off.value.hint is not None
    assert "run again after 2026-11-20 12:02:00 UTC" in put_off.value.hint


@pytest.mark.parametrize("effect", list(Effect))
def test_a_limit_for_longer_than_a_run_may_wait_is_told_at_once(effect: Effect) -> None:
    desk = Desk(replies=[LIMITED_FOR_LONG, FINE])
    with pytest.raises(RateLimited):
        desk.ask(effect)
    assert (len(desk.asked), desk.hourglass.sleeps) == (1, [])


def test_after_a_401_nothing_more_is_sent() -> None:
    desk = Desk(replies=[UNKNOWN, FINE])
    for _ in range(2):
        with pytest.raises(AccessDenied, match="does not accept the token"):
            desk.ask(Effect.READ)
    assert len(desk.asked) == 1


def test_an_answer_of_another_shape_is_no_answer() -> None:
    def read(_answer: Answer) -> None:
        raise Malformed("answer.number is no number")

    desk = Desk(replies=[FINE])
    with pytest.raises(AccessDenied, match=r"answer\.number is no number"):
        desk.execute(Request(method="GET", path="/x", what="look"), read)
    with pytest.raises(Ambiguous, match=r"answer\.number is no number"):
        desk.execute(Request(method="POST", path="/x", what="open", effect=Effect.CREATE), read)
    assert len(desk.asked) == 5 + 1


@pytest.mark.parametrize("effect", [Effect.SET, Effect.CREATE])
def test_a_rehearsal_sends_no_write(effect: Effect) -> None:
    desk = Desk(replies=[FINE])
    rehearsed = ReadOnly(desk.send)
    assert rehearsed(Request(method="GET", path="/x", what="look")) == FINE
    with pytest.raises(ForgeError, match="A rehearsal writes nothing: it would open"):
        rehearsed(Request(method="POST", path="/x", what="open", effect=effect))
    assert len(desk.asked) == 1


def test_an_answer_of_another_shape_is_not_asked_for_again_where_there_is_another_way() -> None:
    def read(_answer: Answer) -> None:
        raise Malformed("answer.data is no object")

    desk = Desk(replies=[FINE])
    with pytest.raises(Unserved, match=r"answer\.data is no object") as unserved:
        desk.execute(Request(method="POST", path="/graphql", what="look", optional=True), read)
    assert unserved.value.hint == NOT_THE_API
    assert len(desk.asked) == 1


def test_a_page_that_comes_every_time_is_believed_where_there_is_another_way() -> None:
    desk = Desk(replies=[PAGE])
    with pytest.raises(Unserved, match=r"\(HTTP 200\)"):
        desk.execute(Request(method="POST", path="/graphql", what="look", optional=True), lambda answer: answer.data)
    assert len(desk.asked) == 5


@pytest.mark.parametrize("status", [404, 405, 501])
@pytest.mark.parametrize("effect", list(Effect))
def test_a_page_that_knows_no_such_address_is_believed(effect: Effect, status: int) -> None:
    desk = Desk(replies=[Answer(status=status, is_json=False), FINE])
    with pytest.raises(Unserved, match=rf"asked to look at #7 \(HTTP {status}\)") as unserved:
        desk.ask(effect)
    assert unserved.value.hint == NOT_THE_API
    assert len(desk.asked) == 1


def test_every_request_is_told_on_request(heard: list[tuple[str, str]]) -> None:
    Desk(replies=[LOST, FINE]).ask(Effect.READ)
    told = [words for _, words in heard if words.startswith("GET ")]
    assert told == ["GET /x: the connection broke off", "GET /x: 200"]
