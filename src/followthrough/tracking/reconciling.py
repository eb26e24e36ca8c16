"""An item and its issue brought into step: at most one change, with everything in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from followthrough.model import CloseReason, IssueState
from followthrough.tracking.changes import AnyChange, CloseIssue, Conflict, EditIssue, ReopenIssue
from followthrough.tracking.deadline import due_day, shows_overdue
from followthrough.tracking.editing import Draft, due_shown, shown, stated
from followthrough.tracking.fields import DUE_FIELD, OWNER_FIELD, TITLE_FIELD, Wanted, applied, faces_of
from followthrough.tracking.identity import remembered
from followthrough.tracking.issue_text import read_block, render_body
from followthrough.tracking.late_owners import late_attempt
from followthrough.tracking.ledger import Entry, EntryKind, Move
from followthrough.tracking.marker import Marker, replace_marker
from followthrough.tracking.matches import ItemMatch
from followthrough.tracking.merging import Merge, changed_fields, merge
from followthrough.tracking.moves import joined
from followthrough.tracking.opening import NEEDS_OWNER
from followthrough.tracking.owners import Assignment, assign
from followthrough.tracking.states import Stance, Step, stance
from followthrough.tracking.trust import Tracked
from followthrough.tracking.verdict import Context, Verdict, told
from followthrough.tracking.wording import footer, is_footer, quoted, returned, ticked, unticked, wanted


@dataclass(frozen=True, slots=True, kw_only=True)
class _Work:
    """An item that needs a closer look, and the edit that grows from it."""

    item: ItemMatch
    tracked: Tracked
    context: Context
    state: Stance
    draft: Draft
    assignment: Assignment
    wanted: Wanted
    merged: Merge
    moves: tuple[Move, ...]


def reconcile(item: ItemMatch, tracked: Tracked, context: Context) -> Verdict:
    """Everything that is to be done about an item that has its issue."""
    state = stance(tracked, context.me, done=item.candidate.item.done)
    warnings = (f"{context.match.path}: {state.warning}",) if state.warning else ()
    if _is_in_step(item, tracked, context, state):
        return Verdict(warnings=warnings, entry=_entry(item, tracked, context, ()))
    work = _started(item, tracked, context, state)
    change = _change(work)
    return Verdict(
        changes=(change,) if change else (),
        conflicts=tuple(_conflicts(work)),
        warnings=warnings,
        entry=_entry(item, tracked, context, work.moves),
    )


def _is_in_step(item: ItemMatch, tracked: Tracked, context: Context, state: Stance) -> bool:
    """Whether nothing calls for a closer look; true of nearly every item in nearly every run."""
    has_owner, is_marked = bool(tracked.issue.assignees), _is_marked_ownerless(tracked, context)
    return not (
        changed_fields(item.candidate.said, tracked.marker)
        or state.step is not Step.NOTHING
        or list(_identity_reasons(item, tracked, context))
        or (tracked.is_open and has_owner and is_marked)
        or (tracked.is_open and not has_owner and not is_marked and NEEDS_OWNER not in tracked.marker.said)
        or late_attempt(item, context.match.rules)
        or _is_wrongly_marked_overdue(tracked, context)
    )


def _is_wrongly_marked_overdue(tracked: Tracked, context: Context) -> bool:
    """Whether the label that a deadline has passed is missing, or stands there without reason."""
    if not tracked.is_open or context.facts.limits.native_due:
        return False
    label = context.match.rules.labels.overdue.casefold()
    is_marked = any(one.casefold() == label for one in tracked.issue.labels)
    due = due_shown(tracked.issue, read_block(tracked.issue.body))
    return is_marked != shows_overdue(due, context.facts, tracked.issue.labels)


def _is_marked_ownerless(tracked: Tracked, context: Context) -> bool:
    label = context.match.rules.labels.needs_owner.casefold()
    return any(one.casefold() == label for one in tracked.issue.labels)


def _started(item: ItemMatch, tracked: Tracked, context: Context, state: Stance) -> _Work:
    one, facts, rules = item.candidate.item, context.facts, context.match.rules
    block = read_block(tracked.issue.body)
    assignment = assign(one.owners, rules.owners, facts.people, facts.limits.max_assignees)
    shall = wanted(one, assignment.logins, due_day(one, rules, facts.today), facts)
    merged = merge(item.candidate.said, tracked.marker, shall.faces, faces_of(tracked.issue, block))
    draft = Draft(issue=tracked.issue, block=block, labels=rules.labels, today=facts.today)
    was = due_shown(tracked.issue, block)
    is_moved = DUE_FIELD in merged.pushed and was is not None and shall.due not in {None, was}
    for name in merged.pushed:
        draft.push(name, one, shall)
    return _Work(
        item=item,
        tracked=tracked,
        context=context,
        state=state,
        draft=draft,
        assignment=assignment,
        wanted=shall,
        merged=merged,
        moves=(Move(on=facts.today, was=was),) if is_moved and was else (),
    )


def _change(work: _Work) -> AnyChange | None:
    """The one change that does everything; None where nothing is to be written."""
    marker = _owners_marked(work, _assigned_late(work, _remembering(work)))
    if work.tracked.marker.removed:
        work.draft.remove_label(work.draft.labels.removed)
    _overdue_marked(work)
    reasons = list(_reasons(work, marker))
    if not reasons:
        return None
    comment, marker = _comment(work, marker)
    subject, issue, reason = work.context.subject(work.item), work.tracked.issue, ", ".join(reasons)
    body = _body(work, marker)
    edit = replace(work.draft.edit, body=body if body != issue.body else None)
    if work.state.step is Step.CLOSE:
        edit = replace(edit, state=IssueState.CLOSED, close_reason=CloseReason.COMPLETED)
        return CloseIssue(subject=subject, reason=reason, issue=issue, edit=edit, comment=comment)
    if work.state.step is Step.REOPEN:
        work.draft.remove_label(work.draft.labels.wont_do)
        edit = replace(edit, state=IssueState.OPEN, remove_labels=work.draft.edit.remove_labels)
        return ReopenIssue(subject=subject, reason=reason, issue=issue, edit=edit, comment=comment)
    details, unassignable = tuple(_details(work)), work.assignment.unassignable
    return EditIssue(
        subject=subject,
        reason=reason,
        issue=issue,
        edit=edit,
        details=details,
        unassignable=unassignable if OWNER_FIELD in work.merged.pushed else (),
    )


def _remembering(work: _Work) -> Marker:
    """The marker as it shall be, but for what is said and who is assigned."""
    one, match, request = work.item.candidate.item, work.context.match, work.context.change_request
    old = work.state.marker
    return replace(
        old,
        postmortem=match.key,
        path=match.path,
        id=one.id or old.id,
        title=remembered(one.title),
        line=one.line,
        cr=old.cr if old.cr is not None or request is None else request.number,
        incident=work.context.postmortem.incident_id or old.incident,
        removed=False,
        fields=work.merged.remembered,
        conflicts=work.merged.reported,
        moves=joined(old.moves, work.moves),
    )


def _assigned_late(work: _Work, marker: Marker) -> Marker:
    attempt = late_attempt(work.item, work.context.match.rules)
    if attempt is None:
        return marker
    logins = work.assignment.logins
    work.draft.edit = replace(work.draft.edit, add_assignees=logins)
    work.draft.details.extend([f"owner nobody → {', '.join(logins)}"] if logins else [])
    known = marker.fields[OWNER_FIELD]
    now = applied(work.item.candidate.said, work.wanted.faces, [OWNER_FIELD])[OWNER_FIELD]
    noted = replace(known, forge=(known.forge[0], now.forge[1]))
    return replace(marker, said=(*marker.said, attempt), fields={**marker.fields, OWNER_FIELD: noted})


def _will_be_open(work: _Work) -> bool:
    stays_open = work.tracked.is_open and work.state.step is not Step.CLOSE
    return stays_open or work.state.step is Step.REOPEN


def _overdue_marked(work: _Work) -> None:
    """The label that a deadline has passed, on open issues alone, by the day that people see once the edit is made."""
    draft, facts = work.draft, work.context.facts
    if facts.limits.native_due:
        return
    if _will_be_open(work) and shows_overdue(due_shown(draft.issue, draft.block), facts, draft.issue.labels):
        draft.add_label(draft.labels.overdue)
    elif work.tracked.is_open:
        draft.remove_label(draft.labels.overdue)


def _owners_marked(work: _Work, marker: Marker) -> Marker:
    """The label that tells that nobody is assigned, set once and taken off once somebody is."""
    draft, label = work.draft, work.draft.labels.needs_owner
    if not _will_be_open(work):
        return marker
    if draft.assignees():
        draft.remove_label(label)
        return replace(marker, said=tuple(one for one in marker.said if one != NEEDS_OWNER))
    if NEEDS_OWNER in marker.said or draft.has_label(label):
        return marker
    draft.add_label(label)
    return replace(marker, said=(*marker.said, NEEDS_OWNER))


def _reasons(work: _Work, marker: Marker) -> Iterator[str]:
    """Why something is to be written, in words; none where nothing is."""
    commit = work.context.facts.commit
    if work.state.step is not Step.NOTHING:
        what = "ticked" if work.item.candidate.item.done else "no longer ticked"
        yield f"{what} in {commit[:7]}" if commit else f"{what} in the document"
    if work.merged.pushed:
        yield "document changed"
    if any(work.merged.conflicts.values()):
        yield "conflict noted"
    yield from _identity_reasons(work.item, work.tracked, work.context)
    labels, edit = work.draft.labels, work.draft.edit
    relabelled = {one.casefold() for one in (*edit.add_labels, *edit.remove_labels)}
    if labels.overdue.casefold() in relabelled:
        yield "overdue" if labels.overdue in edit.add_labels else "no longer overdue"
    if labels.needs_owner.casefold() in relabelled or set(marker.said) - set(work.tracked.marker.said):
        yield "somebody is assigned" if work.draft.assignees() else "nobody is assigned"


def _identity_reasons(item: ItemMatch, tracked: Tracked, context: Context) -> Iterator[str]:
    one, marker = item.candidate.item, tracked.marker
    if marker.removed:
        yield "back in the document"
    if marker.path != context.match.path:
        yield f"moved from {marker.path}"
    if one.id is not None and one.id != marker.id:
        yield f"has the id {one.id} by now"
    incident = context.postmortem.incident_id
    if (incident is not None and incident != marker.incident) or marker.postmortem != context.match.key:
        yield "its postmortem has another id by now"


def _comment(work: _Work, marker: Marker) -> tuple[str, Marker]:
    path, commit = work.context.match.path, work.context.facts.commit
    if work.state.step is Step.CLOSE:
        name, sentence = "ticked", ticked(path, commit)
    elif work.state.step is Step.REOPEN:
        was_removed = work.tracked.marker.removed and not work.tracked.marker.done
        name, sentence = ("returned", returned(path)) if was_removed else ("unticked", unticked(path, commit))
    else:
        return "", marker
    comment, said = told(marker, name, sentence)
    return comment, replace(marker, said=said)


def _body(work: _Work, marker: Marker) -> str:
    block, path, line = work.draft.block, work.context.match.path, work.item.candidate.item.line
    if block is None:
        return replace_marker(work.tracked.issue.body, marker)
    if is_footer(block.tail):
        block = block.with_tail(footer(path, line, work.context.facts))
    return render_body(replace(block, marker=marker))


def _details(work: _Work) -> Iterator[str]:
    if TITLE_FIELD in work.merged.pushed:
        yield f"reworded: {quoted(work.tracked.marker.title)} → {quoted(work.item.candidate.item.title)}"
    yield from (one for one in work.draft.details if one != "description" or TITLE_FIELD not in work.merged.pushed)


def _conflicts(work: _Work) -> Iterator[Conflict]:
    for name, is_new in work.merged.conflicts.items():
        yield Conflict(
            subject=work.context.subject(work.item),
            reason="changed in the document and on the forge; the forge's value stands",
            issue=work.tracked.issue,
            field=name,
            document=stated(name, work.item.candidate.item),
            forge=shown(name, work.tracked.issue, work.draft.block),
            new=is_new,
        )


def _entry(item: ItemMatch, tracked: Tracked, context: Context, moves: tuple[Move, ...]) -> Entry:
    known = context.entry(item.key)
    return Entry(
        item=item.key,
        title=context.entry_title(item),
        kind=EntryKind.ISSUE,
        number=tracked.issue.number,
        moves=joined(known.moves if known else (), tracked.marker.moves, moves),
    )
