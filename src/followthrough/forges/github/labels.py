"""Labels of a repository: made where they are missing, and never touched where they are there."""

from __future__ import annotations

from collections.abc import Iterable

from followthrough.forges.github.answers import Invalid
from followthrough.forges.github.api import Api
from followthrough.forges.github.editing import WRITE
from followthrough.forges.transport.exchange import Effect, Request
from followthrough.forges.transport.executor import Unserved
from followthrough.model import Label


def ensure_labels(api: Api, labels: Iterable[Label]) -> None:
    """Make those labels that are missing."""
    known = _known(api)
    for label in labels:
        if label.name.casefold() not in known:
            _make(api, label)
            known.add(label.name.casefold())


def _known(api: Api) -> set[str]:
    request = Request(method="GET", path=api.path("labels"), what="list labels", needs="issues: read")
    try:
        return {name.casefold() for name in api.every(request, lambda raw: raw.text("name"))}
    except Unserved:  # a label that is there says so when it is made
        return set()


def _make(api: Api, label: Label) -> None:
    request = Request(
        method="POST",
        path=api.path("labels"),
        what=f"make the label {label.name!r}",
        needs=WRITE,
        subject=f"way to make the label {label.name!r}",
        effect=Effect.SET,
        body={"name": label.name, "color": label.color, "description": label.description},
    )
    try:
        api.bring_about(request)
    except Invalid as refused:
        if "already_exists" not in refused.codes:
            raise
