"""Tell one thread after the other: look, decide once more where somebody else wrote meanwhile, write, and fold.

One thread that fails never stops the others.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from followthrough.apply.company import Company, left
from followthrough.apply.digest import DigestWords, tell_digest
from followthrough.apply.rollup_comment import Written, write
from followthrough.apply.rollup_fallback import open_tracking_issues
from followthrough.apply.rollup_words import Words
from followthrough.apply.run import Run
from followthrough.errors import AccessDenied, ForgeError, NotFound, RateLimited
from followthrough.gather.rounds import Round
from followthrough.gather.status_comment import Status, status_on
from followthrough.gather.turns import Rolling, Seat, taken
from followthrough.model import Comment, Label, Thread
from followthrough.rollups.allotment import allot
from followthrough.rollups.comment import superseded
from followthrough.rollups.mentions import Leads, Mentions
from followthrough.rollups.posting import Post
from followthrough.rollups.run import ToldThread
from followthrough.rollups.weeks import week_of

_DENIED = 2
"""Refusals of access after which nothing more is tried: one may have reasons of its own, two have the token's."""


@dataclass(slots=True, kw_only=True)
class Teller:
    """One run over the threads of a repository. Mutable, and gone when the run ends."""

    run: Run
    rolling: Rolling
    leads: Leads = field(default_factory=dict)
    """The logins of the owners of postmortems that may be addressed."""
    seen_at: float | None = None
    """When the threads were looked at, on the clock of `run.settling`; None: just now."""
    failed: list[str] = field(default_factory=list)
    """What went wrong beside the telling itself."""
    _company: Company = field(init=False)
    _denied: int = 0
    _has_settled: bool = False
    _has_digest: bool = False

    def __post_init__(self) -> None:
        self._company = Company(run=self.run)

    def ensure_labels(self, labels: tuple[Label, ...]) -> None:
        """Make the labels that are needed and missing."""
        if labels and self.run.may_go_on():
            try:
                self.run.ensure_labels(labels)
            except ForgeError as error:
                self._met(error)
                self.failed.append(f"Not all labels could be made: {error.message}")

    def tell_digest(self, ready: Round) -> None:
        """Tell the digest that stands in for comments; without it these are left to the next run."""
        words = DigestWords.standing_in(ready, self.run.forge.capabilities.max_body)
        try:
            if self.run.may_go_on():
                self._settle()
                tell_digest(self.run, words)
                self._has_digest = True
        except ForgeError as error:
            self._met(error)
            self.failed.append(f"The digest could not be told: {error.message}")

    def tell(self, seat: Seat, mentions: Mentions) -> ToldThread:
        """Do what the turn of a place says, and say what became of it."""
        if seat.turn.posting.post is Post.NOTHING and not (seat.status and seat.status.former):
            return _told(seat, mentions, _url(seat.status))
        if not self.run.may_go_on():
            return _told(seat, mentions, failed=f"not tried: {self.run.halted}")
        if seat.turn.posting.in_digest and not self._has_digest:
            return _told(seat, mentions, failed="not tried: there is no digest to tell it")
        try:
            return self._tell(seat, mentions)
        except ForgeError as error:
            self._met(error)
            return _told(seat, mentions, _url(seat.status), failed=error.message)

    def _tell(self, seat: Seat, mentions: Mentions) -> ToldThread:
        if seat.turn.posting.is_fresh:
            self._settle()
            if self._company.gives_way:
                return _told(left(seat), Mentions(), _url(seat.status))
        now, names = self._renewed(seat, mentions)
        if now.status is None:
            return self._in_tracking_issues(now, names)
        if now.turn.posting.post is Post.NOTHING:
            self._fold(now.status.former, _url(now.status))
            return _told(now, names, _url(now.status))
        try:
            written = write(self.run, now, now.status, self._words(now, names))
        except (RateLimited, AccessDenied):
            raise
        except ForgeError:
            if not self._is_closed_to_comments(now.status.thread):
                raise
            return self._in_tracking_issues(replace(now, status=None), names)
        first = self._posted_before(now.status, written)
        if first and written.posted:
            self._fold([written.posted], first.url)
            return _told(left(now), Mentions(), first.url)
        self._fold(written.former, written.url)
        return _told(now, names, written.url)

    def _posted_before(self, status: Status, written: Written) -> Comment | None:
        """The comment of another run that was there before ours; not to know is no failure of what was written."""
        try:
            return self._company.posted(status, written.posted) if written.posted else None
        except ForgeError as error:
            self._met(error)
            self.failed.append(f"{written.url} could not be looked at again: {error.message}")
            return None

    def _settle(self) -> None:
        """Before the first comment, wait until the lists show whatever was posted before the run began."""
        if not self._has_settled and self.run.forge.capabilities.settles:
            self.run.settling.since_the_beginning()
        self._has_settled = True

    def _renewed(self, seat: Seat, mentions: Mentions) -> tuple[Seat, Mentions]:
        """The place as it is now; decided anew where another run wrote there since it was looked at."""
        if seat.status is None or self._is_recent(seat):
            return seat, mentions
        status = self._looked_at(seat.status)
        if status is None or status.memory == seat.status.memory:
            return replace(seat, status=status), mentions
        self._company.met = True
        items = [item for rollup in seat.turn.rollups for item in rollup.items]
        now = taken(seat.ledgers, items, status, self.rolling)
        posting = now.turn.posting
        if seat.turn.posting.in_digest and posting.post is Post.FRESH:
            posting = seat.turn.posting
        now = replace(now, turn=replace(now.turn, posting=posting))
        return now, self._mentions(now, mentions)

    def _is_recent(self, seat: Seat) -> bool:
        age = self.run.settling.now() - self.seen_at if self.seen_at is not None else 0.0
        return self._company.is_recent(age, fresh=seat.turn.posting.is_fresh)

    def _looked_at(self, status: Status) -> Status | None:
        try:
            comments = self.run.forge.list_comments(status.thread)
        except NotFound:
            return None
        return status_on(status.thread, comments, self.run.is_trusted, status.issue)

    def _mentions(self, seat: Seat, mentions: Mentions) -> Mentions:
        turn, today = seat.turn, self.rolling.today
        if turn.posting.post is Post.FRESH and turn.memory:
            return replace(mentions, live=mentions.live - turn.memory.mentioned_in(week_of(today)))
        return allot({0: turn}, self.rolling.rules, today, leads={0: self.leads})[0]

    def _words(self, seat: Seat, mentions: Mentions) -> Words:
        limit = self.run.forge.capabilities.max_body
        return Words(turn=seat.turn, mentions=mentions, rolling=self.rolling, limit=limit)

    def _in_tracking_issues(self, seat: Seat, mentions: Mentions) -> ToldThread:
        """Open a tracking issue for each postmortem, unless there is no more to say than that all is settled."""
        if seat.turn.posting.post is Post.LAST:
            return _told(seat, mentions)
        issues = open_tracking_issues(self.run, self._words(seat, mentions), seat.ledgers)
        return _told(seat, mentions, issues[0].url if issues else None)

    def _is_closed_to_comments(self, thread: Thread) -> bool:
        if thread.kind != "change_request":
            return False
        try:
            return self.run.forge.get_change_request(thread.number).locked
        except NotFound:
            return True

    def _fold(self, comments: Iterable[Comment], url: str | None) -> None:
        """Hide what was superseded; what stays in sight the next run hides."""
        for comment in comments:
            try:
                self.run.forge.fold_comment(comment, superseded(url or comment.url))
            except ForgeError as error:
                self._met(error)
                self.failed.append(f"{comment.url} could not be folded: {error.message}")

    def _met(self, error: ForgeError) -> None:
        if isinstance(error, AccessDenied):
            self._denied += 1
            self.run.refused(error)
        if isinstance(error, RateLimited) or self._denied >= _DENIED:
            self.run.met(error)


def _told(seat: Seat, mentions: Mentions, url: str | None = None, failed: str | None = None) -> ToldThread:
    return ToldThread(turn=seat.turn, mentions=mentions, thread=seat.thread, url=url, failed=failed)


def _url(status: Status | None) -> str | None:
    if status is None:
        return None
    return status.current.url if status.current else status.issue.url if status.issue else None
