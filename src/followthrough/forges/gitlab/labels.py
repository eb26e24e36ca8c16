"""Labels: those that are missing are made, those that are there stay as they are."""

from __future__ import annotations

from collections.abc import Iterable
from http import HTTPStatus

from followthrough.forges.gitlab.answers import Invalid
from followthrough.forges.gitlab.api import READ, WRITE, Api
from followthrough.forges.transport.exchange import Effect, Request
from followthrough.forges.transport.executor import Unserved
from followthrough.model import Label


def missing(api: Api, labels: Iterable[Label]) -> tuple[Label, ...]:
    """Those labels that neither the project nor a group above it has; GitLab tells upper case from lower case."""
    request = Request(method="GET", path=api.path("labels"), what="list labels", needs=READ)
    try:
        known = set(api.every(request, lambda raw: raw.text("name")))
    except Unserved:  # a label that is there says so when it is made
        known = set()
    return tuple({label.name: label for label in labels if label.name not in known}.values())


def make(api: Api, label: Label) -> None:
    """Make a label, unless somebody was quicker; where labels cannot be made, issues bring theirs when they open."""
    request = Request(
        method="POST",
        path=api.path("labels"),
        what=f"make the label {label.name!r}",
        needs=WRITE,
        effect=Effect.SET,
        body={"name": label.name, "color": f"#{label.color}", "description": label.description},
    )
    try:
        api.bring_about(request)
    except Invalid as refused:
        if refused.status != HTTPStatus.CONFLICT and "already" not in refused.message:
            raise
    except Unserved:
        return
