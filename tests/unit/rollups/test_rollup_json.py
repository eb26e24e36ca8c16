from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from followthrough.errors import ConfigError
from followthrough.model import Thread
from followthrough.rollups.digest import Digest, digest_body
from followthrough.rollups.item import TrackedItem
from followthrough.rollups.memory import Memory
from followthrough.rollups.mentions import Mentions
from followthrough.rollups.posting import Post, Posting, Turn
from followthrough.rollups.rollup import Rollup, roll_up
from followthrough.rollups.rollup_json import rollup_json, rollup_value
from followthrough.rollups.rollup_merge import merge, rollups_in
from followthrough.rollups.run import RollupRun, ToldThread
from followthrough.rollups.status_json import status_value
from tests.unit.rollups.test_schema import problems
from tests.unit.rollups.weeks_of_work import CANARY, CHECKOUT, ITEMS, MONDAY, PAGER, ROLLUP


def told(*rollups: Rollup, post: Post = Post.FRESH, number: int = 812, failed: str | None = None) -> ToldThread:
    """A thread and what was told there."""
    posting = Posting(post=post, reason="2 items overdue")
    return ToldThread(
        turn=Turn(rollups=rollups, memory=Memory(), posting=posting),
        mentions=Mentions(live=frozenset({"alice"})),
        thread=Thread(kind="change_request", number=number),
        url=f"https://forge.example/acme/shop/pull/{number}#issuecomment-1",
        failed=failed,
    )


def other(key: str, *items: TrackedItem, repository: str = "acme/shop") -> Rollup:
    """Another postmortem."""
    path = f"postmortems/{key}.md"
    ledger = replace(CHECKOUT, postmortem=key, path=path, title=None, severity=None, date=None)
    own = [replace(one, postmortem=key, path=path, postmortem_title=None) for one in items]
    return replace(roll_up(ledger, own, MONDAY), repository=repository)


SHOP = replace(ROLLUP, repository="acme/shop")
SHARDS = {
    "one.json": RollupRun(
        today=MONDAY,
        zone="Europe/Berlin",
        threads=(told(SHOP, other("dns", CANARY)), told(other("mail"), post=Post.EDIT)),
    ),
    "two.json": RollupRun(
        today=MONDAY,
        zone="Europe/Berlin",
        threads=(told(other("dns", PAGER, repository="acme/infra"), number=7, failed="#7 could not be read"),),
        failed=("acme/blog could not be listed",),
    ),
}
WHOLE = RollupRun(
    today=MONDAY,
    zone="Europe/Berlin",
    threads=tuple(thread for run in SHARDS.values() for thread in run.threads),
    failed=("acme/blog could not be listed",),
)


def values() -> dict[str, Any]:
    """What the shards print."""
    return {name: json.loads(rollup_json(run)) for name, run in SHARDS.items()}


@pytest.mark.parametrize("run", [WHOLE, RollupRun(today=MONDAY)])
def test_a_run_follows_its_schema(run: RollupRun) -> None:
    """What is printed is what schemas/rollup.schema.json promises."""
    assert problems(json.loads(rollup_json(run)), "") == []


def test_the_schema_refuses_what_it_does_not_know() -> None:
    """In a comment, an item and the whole."""
    value = json.loads(rollup_json(WHOLE))
    value["postmortems"][0]["items"][0]["dues"] = None
    value["postmortems"][0]["comment"]["action"] = "shout"
    value["more"] = 1
    assert len(problems(value, "")) == 3


def test_a_run_has_the_numbers_of_status() -> None:
    """And the same facts of every item."""
    run, status = rollup_value(RollupRun(today=MONDAY, threads=(told(ROLLUP),))), status_value(ITEMS, MONDAY)
    assert run["totals"] == status["totals"]
    items = json.loads(json.dumps(run))["postmortems"][0]["items"]
    assert [{key: item[key] for key in one} for item, one in zip(items, _items(status), strict=True)] == status["items"]


def _items(status: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = status["items"]
    return found


def test_a_postmortem_says_what_became_of_its_comment() -> None:
    """Where it stands, why it was posted, and whom it notified."""
    value = json.loads(rollup_json(WHOLE))
    assert value["comments"] == {"nothing": 0, "edit": 1, "fresh": 1, "last": 0, "failed": 1}
    assert value["failed"] == ["#7 could not be read", "acme/blog could not be listed"]
    comments = {(one["repository"], one["key"]): one["comment"] for one in value["postmortems"]}
    assert comments["acme/shop", "inc-42"] == {
        "action": "fresh",
        "reason": "2 items overdue",
        "thread": {"kind": "change_request", "number": 812},
        "url": "https://forge.example/acme/shop/pull/812#issuecomment-1",
        "mentioned": ["alice"],
        "failed": None,
    }
    assert comments["acme/shop", "mail"]["mentioned"] == []
    assert comments["acme/infra", "dns"]["failed"] == "#7 could not be read"


def test_of_a_confidential_postmortem_no_words_are_told() -> None:
    """A file that goes from job to job has more readers than its issues."""
    secret = replace(CHECKOUT, title=None, owners=("Alice Smith",), services=("vault",), confidential=True)
    text = rollup_json(RollupRun(today=MONDAY, threads=(told(roll_up(secret, [], MONDAY)),)))
    (one,) = json.loads(text)["postmortems"]
    assert (one["title"], one["severity"], one["owners"], one["services"]) == (None, None, [], [])
    assert (one["confidential"], one["path"]) == (True, CHECKOUT.path)


def test_shards_merged_are_one_run_over_all() -> None:
    """Number for number and in the same order, whichever comes first."""
    assert merge(values()) == json.loads(rollup_json(WHOLE))
    backwards = dict(reversed(values().items()))
    assert merge(backwards)["postmortems"] == json.loads(rollup_json(WHOLE))["postmortems"]


def test_a_postmortem_that_two_shards_tell_of_counts_once() -> None:
    """Matrices overlap by mistake."""
    value = values()["one.json"]
    assert merge({"a": value, "b": value})["totals"] == value["totals"]


def test_shards_of_different_days_and_zones() -> None:
    """The latest day, and no zone that would be wrong for some."""
    value = values()["one.json"]
    merged = merge({"a": value, "b": {**value, "today": "2026-12-01", "timezone": None}})
    assert (merged["today"], merged["timezone"]) == ("2026-12-01", None)


@pytest.mark.parametrize(
    "broken",
    [
        pytest.param([], id="a list"),
        pytest.param(None, id="nothing"),
        pytest.param({"version": 1, "items": []}, id="status"),
        pytest.param({**values()["one.json"], "version": 2}, id="another version"),
        pytest.param({**values()["one.json"], "today": "soon"}, id="a day that is none"),
        pytest.param({**values()["one.json"], "postmortems": [{"key": "x"}]}, id="half a postmortem"),
    ],
)
def test_a_file_that_is_none_of_ours_is_named(broken: object) -> None:
    """With what would make a right one."""
    with pytest.raises(
        ConfigError, match=r"^two\.json is not what `followthrough rollup --format json` prints$"
    ) as caught:
        merge({"one.json": values()["one.json"], "two.json": broken})
    assert caught.value.hint


def test_a_digest_can_be_made_of_what_was_printed() -> None:
    """The last job of many has the JSON alone."""
    again = rollups_in(merge(values()))
    assert again == tuple(replace(one, since=None) for one in WHOLE.rollups)
    assert digest_body(Digest(rollups=again, today=MONDAY)) == digest_body(Digest(rollups=WHOLE.rollups, today=MONDAY))


def test_a_day_of_another_year_comes_back_the_same() -> None:
    """Days are ISO 8601 throughout."""
    item = replace(CANARY, opened_on=date(2024, 2, 29), closed_on=MONDAY + timedelta(days=400), snoozed_until=MONDAY)
    run = RollupRun(today=MONDAY, threads=(told(roll_up(CHECKOUT, [item], MONDAY)),))
    assert rollups_in(json.loads(rollup_json(run)))[0].items == (item,)
