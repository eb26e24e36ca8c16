"""What is asked of the words of an action item."""

from __future__ import annotations

import pytest

from followthrough.checking.words import is_nobody, is_vague, only_detects, says_a_deed, words_of


@pytest.mark.parametrize(
    "title",
    [
        "Cap retries at 3",
        "Rehearse the failover",
        "Alert on queue depth",
        "Shard the orders table",
        "Re-tune the pool of the database",
        "Containerize the backup server",
        "Adding a timeout to the payment client",
        "We should page the on-call",
        "[Platform] Remove the old queue",
        "Runbook: describe the failover of the database",
        "Please make the limits of the pool visible",
        "Retries should be capped by the new policy",
        "The alert is sent to the owner",
        "Alarm für die Warteschlange einrichten",
        "復旧手順の runbook を作成",
        "https://tracker.example/browse/OPS-31",
        "OPS-31",
        "",
    ],
)
def test_a_title_that_says_a_deed_or_cannot_be_judged_is_left_alone(title: str) -> None:
    assert says_a_deed(title)


@pytest.mark.parametrize(
    "title",
    [
        "Runbook for a full queue",
        "Better monitoring",
        "Improved alerting on disk space",
        "Dashboard",
        "Database failover",
        "More tests",
        "Training for new on-call engineers",
        "High priority alerts for search",
    ],
)
def test_a_title_that_only_names_a_thing_says_no_deed(title: str) -> None:
    assert not says_a_deed(title)


@pytest.mark.parametrize(
    ("title", "vague"),
    [
        pytest.param("Investigate the slow queries", True, id="looking"),
        pytest.param("Improve the deployment process", True, id="improving"),
        pytest.param("Be more careful with deployments", True, id="trying"),
        pytest.param("Please look into the retries", True, id="politely"),
        pytest.param("Investigate the slow queries and write a report", False, id="a report at the end"),
        pytest.param("Improve the deployment so that a bad release is rolled back", False, id="an outcome"),
        pytest.param("Improve the p99 of search to under 300 ms", False, id="a number"),
        pytest.param("Improve error messages by adding the order's id", False, id="a way"),
        pytest.param("Cap retries at 3", False, id="a deed"),
        pytest.param("Consideration of retries", False, id="only the beginning of a word"),
    ],
)
def test_an_action_item_without_an_end_is_seen(title: str, *, vague: bool) -> None:
    assert is_vague(title) is vague


@pytest.mark.parametrize(
    ("title", "detects"),
    [
        pytest.param("Alert on queue depth", True, id="an alert"),
        pytest.param("Add a dashboard for the order worker", True, id="a dashboard"),
        pytest.param("Lower the threshold of the disk alarm", True, id="a threshold"),
        pytest.param("Cap retries at 3", False, id="a limit"),
        pytest.param("Restart the worker and alert its owner", False, id="more than an alert"),
        pytest.param("Add a canary to the deployment", False, id="nothing that tells"),
    ],
)
def test_an_action_item_that_only_detects_is_seen(title: str, *, detects: bool) -> None:
    assert only_detects(title) is detects


@pytest.mark.parametrize(
    "owner",
    [
        "everyone",
        "Everybody",
        "@all",
        "the team",
        "Whole team",
        "TBD",
        "tbd.",
        "[TBD]",
        "N/A",
        "?",
        "—",
        "-",
        "To be decided",
        "unassigned",
    ],
)
def test_nobody_in_particular_is_seen(owner: str) -> None:
    assert is_nobody(owner)


@pytest.mark.parametrize(
    "owner",
    ["Alice Smith", "@alice", "SRE", "Payments team", "Team Blue", "acme/sre", "alice@acme.example", "Al", "Everton"],
)
def test_a_person_or_a_named_team_is_somebody(owner: str) -> None:
    assert not is_nobody(owner)


def test_the_words_are_lower_case_and_stand_once() -> None:
    for name in (
        "nobody",
        "verbs",
        "verbs_and_nouns",
        "before_verbs",
        "after_verbs",
        "sentences",
        "nouns",
        "vague",
        "ends",
        "detection",
        "carriers",
    ):
        assert words_of(name) == {word.casefold() for word in words_of(name)}
    assert words_of("verbs").isdisjoint(words_of("verbs_and_nouns"))
    assert not words_of("verbs") & words_of("sentences")
