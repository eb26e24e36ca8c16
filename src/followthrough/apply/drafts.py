"""What telling a round of rollups would write, word for word, for a rehearsal; nothing is asked and nothing written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from followthrough.apply.digest import DigestWords, comment_text
from followthrough.apply.rollup_fallback import shared
from followthrough.apply.rollup_words import Words, marker_after
from followthrough.gather.digest_issue import digest_issue, digest_memory
from followthrough.gather.rounds import Round
from followthrough.gather.standing import Standing
from followthrough.gather.turns import Seat
from followthrough.reporting.rollup_words import comment_of
from followthrough.rollups.mentions import Mentions
from followthrough.rollups.posting import Post
from followthrough.rollups.run import Draft, ToldThread
from followthrough.tracking.changes import CommentOnIssue
from followthrough.tracking.trust import is_trusted

_HIDDEN = "<!-- followthrough:"


def drafts(ready: Round, standing: Standing, limit: int) -> Iterator[Draft]:
    """Every text in the order in which it would be written; `limit` is how many characters the forge takes."""
    repository = ready.rolling.repository
    for draft in _drafts(ready, standing, limit):
        yield replace(draft, where=f"{repository}: {draft.where}") if repository else draft


def visible(text: str) -> str:
    """The text without the markers in it."""
    return "\n".join(line for line in text.split("\n") if not line.startswith(_HIDDEN)).strip()


def _drafts(ready: Round, standing: Standing, limit: int) -> Iterator[Draft]:
    yield from _on_issues(ready)
    if ready.in_digest:
        yield _digest(ready, standing, limit)
    for at, seat in enumerate(ready.seats):
        words = Words(turn=seat.turn, mentions=ready.mentions.get(at, Mentions()), rolling=ready.rolling, limit=limit)
        yield from _on_thread(seat, words)


def _on_issues(ready: Round) -> Iterator[Draft]:
    relabelled = [one for one in ready.changes if not isinstance(one, CommentOnIssue)]
    if relabelled:
        lines = (f"#{one.issue.number}: {one.reason}" for one in relabelled)
        yield Draft(where="label on issues", text="\n".join(lines))
    for one in ready.changes:
        if isinstance(one, CommentOnIssue):
            yield Draft(where=f"comment on issue #{one.issue.number}", text=visible(one.comment))


def _digest(ready: Round, standing: Standing, limit: int) -> Draft:
    rules = ready.rolling.default_rules
    before = digest_memory(digest_issue(standing.issues, partial(is_trusted, rules=rules, me=standing.me)))
    words = DigestWords.standing_in(ready, limit)
    text = comment_text(replace(words, digest=replace(words.digest, before=before)))
    return Draft(where="comment on the digest", text=visible(text))


def _on_thread(seat: Seat, words: Words) -> Iterator[Draft]:
    post = seat.turn.posting.post
    if post is Post.NOTHING:
        return
    where = comment_of(ToldThread(turn=seat.turn, thread=seat.thread))
    if seat.status:
        yield Draft(where=where, text=visible(words.text(marker_after(seat.status, seat.ledgers))))
    elif post is not Post.LAST:
        for one, ledger in zip(shared(words), seat.ledgers, strict=True):
            yield Draft(where=where, text=visible(one.text(marker_after(None, [ledger]))))
