"""Issues as a forge returns them, with a managed block as followthrough writes it."""

from __future__ import annotations

from datetime import UTC, datetime

from followthrough.model import Account, Issue
from followthrough.tracking.issue_text import new_block, render_body
from followthrough.tracking.marker import Marker

PATH = "postmortems/2026-11-03-checkout.md"
KEY = "inc-42"
ME = Account(login="followthrough", trusted=True)
ALICE = Account(login="alice", trusted=True)
STRANGER = Account(login="mallory")
STALE_BOT = Account(login="stale[bot]", is_bot=True)
_THEN = datetime(2026, 11, 4, 9, tzinfo=UTC)


def body(marker: Marker, **cells: str) -> str:
    """The text of an issue of ours; `cells` are rows of its table."""
    footer = "Kept in step with the postmortem."
    return render_body(new_block(description="The text of the item.", cells=cells, footer=footer, marker=marker))


def marker(item: str = "ft-aaaaaaaaaaaa", title: str = "Alert on queue depth", *, closed: bool = False) -> Marker:
    """What an issue of ours remembers."""
    return Marker(item=item, postmortem=KEY, path=PATH, title=title, closed=closed)


def issue(
    number: int = 101,
    text: str | None = None,
    *,
    title: str = "Alert on queue depth",
    labels: tuple[str, ...] = ("postmortem-action",),
    author: Account = ME,
) -> Issue:
    """An open issue of ours, without owner or deadline unless its text names them."""
    return Issue(
        number=number,
        url=f"https://forge.example/acme/shop/issues/{number}",
        title=title,
        body=body(marker()) if text is None else text,
        labels=labels,
        author=author,
        created_at=_THEN,
        updated_at=_THEN,
    )
