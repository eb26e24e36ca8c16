"""The digest issue: one for all postmortems, its body kept up to date, with one comment in a week that needs one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Self

from followthrough.apply.listing import Listing
from followthrough.apply.opening import open_once
from followthrough.apply.run import Run
from followthrough.apply.settling import Settling
from followthrough.errors import Ambiguous
from followthrough.forges.protocol import Forge
from followthrough.gather.digest_issue import digest_issue, digest_memory
from followthrough.gather.rounds import Round
from followthrough.model import Comment, Issue, IssueDraft, IssueEdit, Thread
from followthrough.rollups.allotment import of_digest
from followthrough.rollups.comment import superseded
from followthrough.rollups.digest import TITLE, Digest, digest_body, digest_comment, read_digest
from followthrough.rollups.digest_tables import OLDEST, longest_overdue
from followthrough.rollups.mentions import Mentions
from followthrough.rollups.posting import Turn
from followthrough.rollups.rules import RollupRules
from followthrough.rollups.weeks import week_of
from followthrough.tracking.labelling import managed_label
from followthrough.tracking.rules import TrackingRules
from followthrough.tracking.trust import is_trusted


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestWords:
    """What a digest is about to tell."""

    digest: Digest
    rules: RollupRules
    turns: Sequence[Turn] = ()
    """Of all threads, which know whom the week has notified already."""
    mentions: Sequence[Mentions] = ()
    """Of each of them, with what is to be escalated."""
    label: str = "postmortem-action"
    """By which the issue is found again."""
    limit: int = 65_536

    @classmethod
    def standing_in(cls, ready: Round, limit: int) -> Self:
        """For a round in which it tells what too many comments would, in the repository of the round."""
        rolling = ready.rolling
        here = tuple(replace(one, repository=None) for one in ready.rollups)
        return cls(
            digest=Digest(rollups=here, today=rolling.today, zone=rolling.zone, stands_in=True),
            rules=rolling.rules,
            turns=[seat.turn for seat in ready.seats],
            mentions=[ready.mentions.get(at, Mentions()) for at in range(len(ready.seats))],
            label=rolling.default_rules.labels.managed,
            limit=limit,
        )


def tell_digest(run: Run, words: DigestWords) -> Issue:
    """Open the digest issue or bring it up to date; where it stands in for comments, say so in one of its own.

    Raises ForgeError, Ambiguous where nobody can tell whether it was written.
    """
    issue = digest_issue(run.issues().values(), run.is_trusted)
    words = replace(words, digest=replace(words.digest, before=digest_memory(issue)))
    if issue is None:
        draft = IssueDraft(title=TITLE, body=digest_body(words.digest, limit=words.limit), labels=(words.label,))
        issue, _ = open_once(run, draft, lambda listing: _number_in(listing, run))
    if words.digest.stands_in:
        _comment(run, issue, words)
    body = digest_body(words.digest, limit=words.limit)
    if _plain(body) != _plain(issue.body):
        issue = run.forge.edit_issue(issue.number, IssueEdit(body=body))
    run.saw(issue)
    return issue


def keep(forge: Forge, words: DigestWords, rules: TrackingRules, settling: Settling) -> Issue:
    """Keep the digest in a repository that need not hold anything else of ours. Raises ForgeError."""
    listed = _listed(forge, rules)
    run = Run(
        forge=forge,
        me=forge.whoami(),
        labels=_labels(rules),
        trusted_authors=rules.trusted_authors,
        planned=tuple(listed.values()),
        settling=settling,
        on_change=lambda _: None,
        stop=lambda: False,
    )
    forge.ensure_labels([managed_label(rules.labels)])
    return tell_digest(run, words)


def draft(forge: Forge, words: DigestWords, rules: TrackingRules) -> str | None:
    """The body that keeping the digest there would write; None where it stands already. Raises ForgeError."""
    issue = digest_issue(_listed(forge, rules).values(), partial(is_trusted, rules=rules, me=forge.whoami()))
    body = digest_body(replace(words.digest, before=digest_memory(issue)), limit=words.limit)
    return None if issue and _plain(issue.body) == _plain(body) else body


def comment_text(words: DigestWords) -> str:
    """The comment of this week on the digest issue."""
    digest = words.digest
    shown = [item for _, item in longest_overdue(digest.rollups)[:OLDEST]]
    mentions = of_digest(shown, words.turns, words.mentions, words.rules, digest.today, before=digest.before)
    return digest_comment(digest, mentions, limit=words.limit)


def _labels(rules: TrackingRules) -> tuple[str, ...]:
    return (rules.labels.managed, *rules.labels.formerly)


def _listed(forge: Forge, rules: TrackingRules) -> dict[int, Issue]:
    return {issue.number: issue for label in _labels(rules) for issue in forge.list_issues(label)}


def _number_in(listing: Listing, run: Run) -> int | None:
    found = digest_issue(listing.issues.values(), run.is_trusted)
    return found.number if found else None


def _comment(run: Run, issue: Issue, words: DigestWords) -> None:
    """Post the week's comment unless it stands, and fold those of former weeks."""
    thread = Thread(kind="issue", number=issue.number)
    week = week_of(words.digest.today)
    standing = _standing(run, thread) if issue.comment_count else []
    current = next((one for one in standing if _week(one) == week), None)
    if current is None:
        current = _post(run, thread, comment_text(words), lambda one: _week(one) == week)
    for former in standing:
        if former.id != current.id:
            run.forge.fold_comment(former, superseded(current.url))


def _post(run: Run, thread: Thread, text: str, is_it: Callable[[Comment], bool]) -> Comment:
    try:
        return run.forge.post_comment(thread, text)
    except Ambiguous:
        if run.forge.capabilities.settles:
            run.settling.since_now()
        found = next(filter(is_it, _standing(run, thread)), None)
        if found is None:
            raise
        return found


def _standing(run: Run, thread: Thread) -> list[Comment]:
    """The comments of ours that were not superseded."""
    comments = run.forge.list_comments(thread)
    return [one for one in comments if not one.folded and run.is_trusted(one.author) and read_digest(one.body)]


def _week(comment: Comment) -> str | None:
    memory = read_digest(comment.body)
    return memory.week if memory else None


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").rstrip()
