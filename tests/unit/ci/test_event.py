from __future__ import annotations

from collections.abc import Mapping

import pytest

from followthrough.ci.event import event_change_request

ACTIONS = {"GITHUB_ACTIONS": "true"}
GITLAB = {"GITLAB_CI": "true"}


@pytest.mark.parametrize(
    ("environ", "event", "expected"),
    [
        pytest.param(ACTIONS, '{"pull_request": {"number": 812}}', 812, id="a pull request"),
        pytest.param(ACTIONS, '{"ref": "refs/heads/main"}', None, id="a push"),
        pytest.param(ACTIONS, None, None, id="no event"),
        pytest.param(ACTIONS, "{", None, id="a broken event"),
        pytest.param(ACTIONS, "[]", None, id="an odd event"),
        pytest.param(ACTIONS, '{"pull_request": {"number": "812; rm"}}', None, id="no number"),
        pytest.param(ACTIONS, '{"pull_request": {"number": true}}', None, id="a boolean is no number"),
        pytest.param({}, '{"pull_request": {"number": 812}}', None, id="outside Actions"),
        pytest.param({**GITLAB, "CI_MERGE_REQUEST_IID": "7"}, None, 7, id="a merge request"),
        pytest.param({**GITLAB, "CI_MERGE_REQUEST_IID": "\u0667"}, None, None, id="digits of another script"),
        pytest.param(GITLAB, None, None, id="a branch pipeline"),
    ],
)
def test_event_change_request(environ: Mapping[str, str], event: str | None, expected: int | None) -> None:
    """An event names its change request where it has one, and nothing it says is believed beyond a number."""
    assert event_change_request(environ, event) == expected
