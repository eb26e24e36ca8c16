"""What the event that started a run says; only which change request it was about is asked."""

from __future__ import annotations

import json
from collections.abc import Mapping


def event_change_request(environ: Mapping[str, str], event: str | None) -> int | None:
    """The number of the change request that an event is about.

    `event` is the text of the file that GITHUB_EVENT_PATH names; GitLab tells the number in a variable.
    """
    number = environ.get("CI_MERGE_REQUEST_IID", "")
    if environ.get("GITLAB_CI") == "true":
        return int(number) if number.isascii() and number.isdecimal() else None
    return _pull_request(event) if event is not None and environ.get("GITHUB_ACTIONS") == "true" else None


def _pull_request(event: str) -> int | None:
    try:
        told = json.loads(event)
    except ValueError:
        return None
    pull_request = told.get("pull_request") if isinstance(told, dict) else None
    number = pull_request.get("number") if isinstance(pull_request, dict) else None
    return number if isinstance(number, int) and not isinstance(number, bool) else None
