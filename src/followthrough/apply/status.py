"""The status of a postmortem: a comment on its change request, or a tracking issue, that remembers the ledger.

What it says is rendered by `rollups.opened`; this module finds the place and writes there once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from followthrough.apply.follow_up import framed, reframed, words_of
from followthrough.apply.opening import open_once
from followthrough.apply.plan_comment import fold_plan
from followthrough.apply.run import Run
from followthrough.errors import AccessDenied, Ambiguous, ForgeError, RateLimited
from followthrough.model import Comment, Issue, IssueDraft, IssueEdit, Thread
from followthrough.rollups.fitted import fitted
from followthrough.rollups.memory import Told, memory_of, state_of
from followthrough.rollups.opened import OpenedSection, render_opened, tracking_title
from followthrough.tracking.changes import EditIssue, OpenIssue, PostmortemPlan
from followthrough.tracking.ledger import Ledger, ledger_after
from followthrough.tracking.rollup_marker import RollupMarker, parse_rollup

Group = tuple[PostmortemPlan, ...]
Names = Mapping[str, tuple[str, ...]]
"""Item key → owners as written whom nobody on the forge answers to."""


def groups(postmortems: Iterable[PostmortemPlan]) -> tuple[Group, ...]:
    """The postmortems that share a status, in the order of the plan; one alone where it has no thread yet."""
    found: dict[object, list[PostmortemPlan]] = {}
    for one in postmortems:
        found.setdefault(one.thread or one.key, []).append(one)
    return tuple(tuple(group) for group in found.values())


def write_status(run: Run, group: Group) -> None:
    """Write down what the postmortems of a group shall remember, and say what was opened."""
    told = [one for one in group if one.ledger is not None]
    if not told:
        return
    paths = ", ".join(one.path for one in told)
    try:
        if run.may_go_on() and (group[0].thread or run.may_open()):
            _write(run, group[0], _ledgers(run, told), told)
        else:
            run.warnings.append(_waits(paths))
    except RateLimited as error:
        run.met(error)
        run.warnings.append(_waits(paths))
    except AccessDenied as error:
        # Whoever may not comment on change requests may still open issues: the others go on.
        run.refused(error)
        run.status_failed.append(f"{paths}: {error.message}")
    except ForgeError as error:
        run.status_failed.append(f"{paths}: {error.message}")


def _waits(paths: str) -> str:
    return f"{paths}: the status waits for the next run"


def _write(run: Run, one: PostmortemPlan, ledgers: Sequence[Ledger], told: Sequence[PostmortemPlan]) -> None:
    unassignable = _unassignable(told)
    if one.thread is None:
        _open_follow_up(run, one, ledgers, unassignable)
    elif one.thread.kind == "issue":
        _edit_follow_up(run, one.thread.number, ledgers, unassignable)
    else:
        seen = None if run.has_company else one.comments
        comments = run.forge.list_comments(one.thread) if seen is None else seen
        _comment(run, one.thread, comments, ledgers, unassignable)


def _ledgers(run: Run, told: Sequence[PostmortemPlan]) -> tuple[Ledger, ...]:
    return tuple(ledger_after(one.ledger, run.numbers(one.key)) for one in told if one.ledger is not None)


def _comment(run: Run, thread: Thread, comments: Sequence[Comment], ledgers: Sequence[Ledger], names: Names) -> None:
    posted = _status_comment(run, comments)
    marker = _merged(parse_rollup(posted.body) if posted else None, ledgers)
    text = _text(run, posted.body if posted else None, marker, names)
    if posted is None:
        _post(run, thread, text)
        _fold_plan(run, comments)
    elif posted.body != text:
        run.forge.edit_comment(posted, text)


def _post(run: Run, thread: Thread, text: str) -> None:
    try:
        run.forge.post_comment(thread, text)
    except Ambiguous:
        if run.forge.capabilities.settles:
            run.settling.since_now()
        if _status_comment(run, run.forge.list_comments(thread)) is None:
            raise


def _fold_plan(run: Run, comments: Iterable[Comment]) -> None:
    """Hide what was told before the merge, which the status now tells better; that it stays in sight is no failure."""
    try:
        fold_plan(comments, run.me, run.forge)
    except ForgeError as error:
        run.warnings.append(f"The comment with the plan could not be folded: {error.message}")


def _status_comment(run: Run, comments: Iterable[Comment]) -> Comment | None:
    """The comment that holds the ledgers: the last one by a trusted author that was not superseded."""
    ours = [
        comment
        for comment in comments
        if not comment.folded and run.is_trusted(comment.author) and parse_rollup(comment.body)
    ]
    return ours[-1] if ours else None


def _open_follow_up(run: Run, one: PostmortemPlan, ledgers: Sequence[Ledger], names: Names) -> None:
    ledger = ledgers[0]
    draft = IssueDraft(
        title=tracking_title(ledger),
        body=framed(_text(run, None, RollupMarker(ledgers=tuple(ledgers)), names)),
        labels=(one.managed,),
        confidential=ledger.confidential and run.forge.capabilities.confidential_issues,
    )
    issue, found = open_once(run, draft, lambda listing: listing.follow_ups.get(ledger.postmortem))
    if found:
        _edit_follow_up(run, issue.number, ledgers, names)


def _edit_follow_up(run: Run, number: int, ledgers: Sequence[Ledger], names: Names) -> None:
    issue = run.forge.get_issue(number)
    marker = parse_rollup(issue.body) if run.is_trusted(issue.author) else None
    if marker is None:
        raise ForgeError(f"#{number} no longer is the tracking issue that it was", hint="run again")
    body = reframed(issue.body, _text(run, issue.body, _merged(marker, ledgers), names))
    if body != issue.body:
        run.saw(run.forge.edit_issue(number, IssueEdit(body=body)))


def _merged(marker: RollupMarker | None, ledgers: Sequence[Ledger]) -> RollupMarker:
    """What a status remembered, each ledger in its place, with those of now instead of those of then."""
    known = marker or RollupMarker()
    by_key = {ledger.postmortem: ledger for ledger in (*known.ledgers, *ledgers)}
    return replace(known, ledgers=tuple(by_key.values()))


def _text(run: Run, body: str | None, marker: RollupMarker, names: Names) -> str:
    """The first status, told anew; once a rollup has told more, its words with the marker exchanged."""
    memory = memory_of(marker.state)
    if body is None or memory.told is Told.OPENED:
        return _first_status(run, marker, names)
    words = words_of(body)
    if run.telling:
        memory = replace(memory, synced_on=run.telling.today)
    told = replace(marker, state=state_of(memory, marker.state))
    return fitted(lambda _: words, longest=0, marker=told, limit=run.forge.capabilities.max_body)


def _first_status(run: Run, marker: RollupMarker, names: Names) -> str:
    telling, issues = run.telling, _issues_in(run, marker.ledgers)
    state, next_status = marker.state, None
    if telling:
        state = state_of(telling.remembered(marker.ledgers, issues.values(), run.me), state)
        next_status = telling.next_status(issues.values())
    earlier = telling.earlier if telling else {}
    sections = [
        OpenedSection(ledger=ledger, issues=issues, unassignable=names, earlier=earlier.get(ledger.postmortem, ()))
        for ledger in marker.ledgers
    ]
    return render_opened(sections, next_status=next_status, state=state, limit=run.forge.capabilities.max_body)


def _issues_in(run: Run, ledgers: Iterable[Ledger]) -> Mapping[int, Issue]:
    """The issues that ledgers name, as they were last seen."""
    known = run.issues()
    numbers = (entry.number for ledger in ledgers for entry in ledger.entries)
    return {number: known[number] for number in numbers if number is not None and number in known}


def _unassignable(told: Iterable[PostmortemPlan]) -> Names:
    return {
        change.subject.item: change.unassignable
        for one in told
        for change in one.changes
        if isinstance(change, OpenIssue | EditIssue) and change.unassignable
    }
