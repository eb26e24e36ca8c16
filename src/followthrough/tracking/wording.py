"""What an issue shall say: the harmless text of an item, its rows and its footer; and the sentences of comments."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import quote

from followthrough.model import ActionItem, ChangeRequest, Postmortem
from followthrough.tracking.characters import visible
from followthrough.tracking.days import long_day
from followthrough.tracking.facts import Facts
from followthrough.tracking.fields import Wanted
from followthrough.tracking.issue_text import CATEGORY, DUE, OWNER, POSTMORTEM, PRIORITY, TICKETS
from followthrough.tracking.sanitize import sanitize_body, sanitize_cell, sanitize_title

_REST = 16_384
"""Characters of a body that are kept free for everything but the description."""
_CUT = "\n\n_Cut here; the postmortem has the rest._"
_FOOTER = re.compile(r"Kept in step with .*, line [0-9]+.*it stays yours\.")


def wanted(item: ActionItem, logins: tuple[str, ...], due: date | None, facts: Facts) -> Wanted:
    """How an item shall show on the forge."""
    day = long_day(due) if due else item.due_text or ""
    return Wanted(
        title=sanitize_title(item.title, facts.limits.max_title),
        description=_fitting(f"{item.title}\n\n{item.details or ''}", facts.limits.max_body - _REST),
        cells={
            OWNER: sanitize_cell(", ".join(item.owners)),
            DUE: sanitize_cell(day),
            PRIORITY: sanitize_cell(item.priority or ""),
            CATEGORY: sanitize_cell(item.category or ""),
        },
        logins=logins,
        due=due,
        native_due=due if facts.limits.native_due else None,
    )


def origin_cells(item: ActionItem, postmortem: Postmortem, request: ChangeRequest | None) -> dict[str, str]:
    """The rows that say where an item comes from: written once, and then people's to keep."""
    tickets = ", ".join(sanitize_cell(one) for one in item.tickets)
    return {POSTMORTEM: _postmortem_cell(postmortem, request), TICKETS: tickets}


def footer(path: str, line: int, facts: Facts) -> str:
    """The last words of the block."""
    place = f"`{_in_code(path)}`, line {line}"
    url = facts.postmortem_url(path, line)
    target = quote(url, safe=":/?#@!$&'*+,;=%~-._") if url else None
    place = f"[{place}]({target})" if target else place
    return f"Kept in step with {place}. Write anything above or below this block; it stays yours."


def is_footer(text: str) -> bool:
    """Whether a text is a footer as we write it, so that it may be written anew."""
    return _FOOTER.fullmatch(text.strip()) is not None


def ticked(path: str, commit: str | None) -> str:
    """What a comment says where an item was ticked."""
    at = f" in {commit}" if commit else ""
    return f"Done: the item was ticked{at} in `{_in_code(path)}`. Reopen this issue if it is not; that stands."


def unticked(path: str, commit: str | None) -> str:
    """What a comment says where an item was un-ticked."""
    at = f" in {commit}" if commit else ""
    return f"Reopened: the item is no longer ticked{at} in `{_in_code(path)}`."


def removed(path: str, commit: str | None, label: str, *, closed: bool) -> str:
    """What a comment says where an item left its document."""
    at = f" as of {commit}" if commit else ""
    then = (
        "Closed as not planned."
        if closed
        else f"The issue stays open, with the label `{label}`, until somebody decides."
    )
    return f"The item is no longer in `{_in_code(path)}`{at}. {then}"


def returned(path: str) -> str:
    """What a comment says where an item came back to its document after its issue was closed for that."""
    return f"Reopened: the item is in `{_in_code(path)}` again."


def duplicate(number: int) -> str:
    """What a comment says on a second issue of one item."""
    return f"Duplicate of #{number}: both were opened for the same action item, and nobody had touched this one."


def quoted(text: str, limit: int = 60) -> str:
    """A text in quotation marks for one line of a plan, cut where it is long."""
    line = " ".join(visible(text).split())
    return f'"{line if len(line) <= limit else line[: limit - 1].rstrip() + "…"}"'


def _postmortem_cell(postmortem: Postmortem, request: ChangeRequest | None) -> str:
    facts = [postmortem.severity, long_day(postmortem.date) if postmortem.date else None]
    about = ", ".join(sanitize_cell(one) for one in facts if one)
    cell = sanitize_cell(postmortem.title or postmortem.incident_id or postmortem.path) or "Untitled"
    cell = f"{cell} ({about})" if about else cell
    return f"{cell}, {_reference(request)}" if request else cell


def _reference(request: ChangeRequest) -> str:
    return f"{'!' if '/merge_requests/' in request.url else '#'}{request.number}"


def _in_code(text: str) -> str:
    return " ".join(visible(text).replace("`", "'").replace("|", "/").split()) or "?"


def _fitting(text: str, room: int) -> str:
    """The text as harmless Markdown of at most `room` characters, with a note where it was cut."""
    harmless, kept = sanitize_body(text), room
    while len(harmless) > room:
        harmless = sanitize_body(text[:kept].rstrip()) + _CUT
        kept = kept * 9 // 10
    return harmless
