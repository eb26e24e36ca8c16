"""Signs and words for changes, the same on a terminal and in Markdown."""

from __future__ import annotations

from followthrough.model import ChangeRequest, Finding
from followthrough.reporting.described import Kind
from followthrough.tracking.changes import PostmortemPlan

SIGNS = {
    Kind.OPEN: ("+", "green"),
    Kind.EDIT: ("~", "yellow"),
    Kind.CLOSE: ("✓", "cyan"),
    Kind.REOPEN: ("↺", "yellow"),
    Kind.LINK: ("=", "cyan"),
    Kind.COMMENT: ("~", "yellow"),
}
"""The sign of a change and its style on a terminal."""


def titled(one: PostmortemPlan) -> str:
    """The postmortem's title with its severity: `Checkout outage (P1)`."""
    if one.title and one.severity:
        return f"{one.title} ({one.severity})"
    return one.title or ""


def where(one: PostmortemPlan) -> str:
    """The change request that brought the postmortem, as its forge calls it, if there is one."""
    return _name(one.change_request) if one.change_request else ""


def place(finding: Finding) -> str:
    """Where a finding points: `line 71`."""
    return f"line {finding.position.line}"


def _name(change_request: ChangeRequest) -> str:
    if "/merge_requests/" in change_request.url:
        return f"merge request !{change_request.number}"
    if "/pull/" in change_request.url:
        return f"pull request #{change_request.number}"
    return f"change request #{change_request.number}"


def comment_place(one: PostmortemPlan) -> str:
    """Where the status comment stands or shall stand."""
    if one.thread is None:
        return "a tracking issue, to be opened"
    if one.thread.kind == "issue":
        return f"tracking issue #{one.thread.number}"
    return where(one) or f"change request #{one.thread.number}"
