"""What a run knows while it goes on: what it has done, what it last saw of each issue, and whether it may go on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain

from followthrough.apply.listing import Listing
from followthrough.apply.settling import Settling
from followthrough.apply.telling import Telling
from followthrough.errors import AccessDenied, ExitCode, ForgeError, RateLimited
from followthrough.forges.protocol import Forge
from followthrough.model import Account, Issue, Label
from followthrough.tracking.changes import AnyChange, Plan
from followthrough.tracking.outcome import Done, Failed, Outcome
from followthrough.tracking.trust import is_vouched_for

Told = Done | Failed


@dataclass(slots=True, kw_only=True)
class Run:
    """One run of apply. Mutable, and gone when the run ends."""

    forge: Forge
    me: Account
    labels: tuple[str, ...]
    trusted_authors: frozenset[str]
    planned: tuple[Issue, ...] = ()
    """The issues that the plan was made from."""
    settling: Settling
    telling: Telling | None = None
    """None where nobody said what day it is: a status then tells no day."""
    on_change: Callable[[Told], None]
    stop: Callable[[], bool]
    warnings: list[str] = field(default_factory=list)
    status_failed: list[str] = field(default_factory=list)
    stopped_by: ExitCode | None = None
    has_company: bool = False
    """Whether something showed that another run writes at the same time: then nothing seen before is believed."""
    _halted: str | None = None
    """Why nothing more is tried."""
    _mend: str | None = None
    _refused: AccessDenied | None = None
    """What was refused first while all else goes on."""
    _may_open: bool = True
    _done: list[Done] = field(default_factory=list)
    _numbers: defaultdict[str, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))
    _failed: list[Failed] = field(default_factory=list)
    _unknown: list[Failed] = field(default_factory=list)
    _postponed: list[Failed] = field(default_factory=list)
    _listing: Listing | None = None
    _has_settled: bool = False
    _returned: dict[int, Issue] = field(default_factory=dict)
    _ensured: set[str] = field(default_factory=set)
    """Labels that are there, by their names without regard to case."""

    def may_go_on(self) -> bool:
        """Whether anything more may be tried."""
        if self._halted is None and self.stop():
            self._halted, self.stopped_by = "the run was asked to end", self.stopped_by or ExitCode.PARTIAL
        return self._halted is None

    @property
    def halted(self) -> str | None:
        """Why nothing more is tried, or what was refused while all else goes on, in words."""
        return self._halted or (self._refused.message if self._refused else None)

    @property
    def mend(self) -> str | None:
        """What helps against that."""
        return self._mend if self._halted or not self._refused else self._refused.hint

    def met(self, error: ForgeError) -> None:
        """Take note of an error; a limit or a refusal of access ends all trying."""
        if _halts(error):
            self._halted, self._mend, self.stopped_by = error.message, error.hint, error.exit_code

    def may_open(self) -> bool:
        """Whether a further issue may be opened."""
        return self._may_open

    def open_no_more(self, error: AccessDenied) -> None:
        """Take note that issues cannot be opened as they must be; all else goes on."""
        self._may_open = False
        self.refused(error)

    def refused(self, error: AccessDenied) -> None:
        """Take note of a refusal of access that keeps one thing from being done; all else goes on."""
        self._refused, self.stopped_by = self._refused or error, error.exit_code

    def succeeded(self, done: Done) -> None:
        """Put down a change that was carried out."""
        self.saw(done.issue)
        self._done.append(done)
        self._numbers[done.change.subject.postmortem][done.change.subject.item] = done.issue.number
        self.on_change(done)

    def failed(self, change: AnyChange, error: ForgeError) -> None:
        """Put down a change that was not carried out; a limit only puts it off."""
        self.met(error)
        self._put(self._postponed if isinstance(error, RateLimited) else self._failed, change, error)

    def lost(self, change: AnyChange, error: ForgeError) -> None:
        """Put down a change of which nobody knows whether it was carried out."""
        self._put(self._unknown, change, error)

    def postponed(self, change: AnyChange) -> None:
        """Put down a change that was not tried."""
        code = self.stopped_by or ExitCode.PARTIAL
        told = Failed(change=change, reason=f"not tried: {self.halted}", exit_code=code)
        self._postponed.append(told)
        self.on_change(told)

    def numbers(self, postmortem: str) -> Mapping[str, int]:
        """Item key → number of the issue that was opened, or found opened, for it, within one postmortem."""
        return self._numbers[postmortem]

    def saw(self, issue: Issue) -> None:
        """Remember an issue as the forge has just returned it."""
        self._returned[issue.number] = issue
        if self._listing:
            self._listing.issues[issue.number] = issue

    def last_seen(self, issue: Issue) -> Issue:
        """The issue as this run itself left it, else as it was given."""
        return self._returned.get(issue.number, issue)

    def issues(self) -> Mapping[int, Issue]:
        """All our issues as they were last seen, by this run or when the plan was made, by number."""
        listed = self._listing.issues if self._listing else {issue.number: issue for issue in self.planned}
        return {**listed, **self._returned}

    def listing(self) -> Listing:
        """All our issues, listed once and kept up with what the run does."""
        if self._listing is None:
            self._listing = self._list()
        return self._listing

    def ensure_labels(self, labels: Iterable[Label]) -> None:
        """Make those labels that are missing, each looked for once. Raises ForgeError."""
        unsure = [label for label in labels if label.name.casefold() not in self._ensured]
        if unsure:
            self.forge.ensure_labels(unsure)
            self._ensured.update(label.name.casefold() for label in unsure)

    def settled_listing(self) -> Listing:
        """The same, from a list made no sooner than it shows whatever was written before the run began."""
        if not self._has_settled:
            self._has_settled = True
            if self.forge.capabilities.settles:
                self.settling.since_the_beginning()
            self._listing = self._list()
        return self.listing()

    def look_again(self) -> None:
        """List once more, whatever was written up to now included."""
        if self.forge.capabilities.settles:
            self.settling.since_now()
        self._listing = self._list()

    def is_trusted(self, author: Account) -> bool:
        """Whether what an account wrote may be taken for ours."""
        return is_vouched_for(author, self.trusted_authors, self.me)

    def outcome(self, plan: Plan) -> Outcome:
        """Everything the run did, left and met."""
        return Outcome(
            done=tuple(self._done),
            failed=tuple(self._failed),
            unknown=tuple(self._unknown),
            postponed=tuple(self._postponed),
            conflicts=tuple(chain.from_iterable(one.conflicts for one in plan.postmortems)),
            deferred=tuple(chain.from_iterable(one.deferred for one in plan.postmortems)),
            warnings=(*chain.from_iterable(one.warnings for one in plan.postmortems), *self.warnings),
            unchanged=sum(one.unchanged for one in plan.postmortems),
            status_failed=tuple(self.status_failed),
            blocked=tuple(chain.from_iterable(one.blocked for one in plan.postmortems)),
            stopped_by=self.stopped_by,
            halted=self.halted,
            mend=self.mend,
        )

    def _list(self) -> Listing:
        listed = {issue.number: issue for label in self.labels for issue in self.forge.list_issues(label)}
        return Listing.of(listed | self._returned, self.is_trusted)

    def _put(self, where: list[Failed], change: AnyChange, error: ForgeError) -> None:
        told = Failed(change=change, reason=_said(error), exit_code=error.exit_code)
        where.append(told)
        self.on_change(told)


def _halts(error: ForgeError) -> bool:
    return isinstance(error, RateLimited | AccessDenied)


def _said(error: ForgeError) -> str:
    """The error with its mend; that of one which ends the run is told once, for all that was left."""
    return f"{error.message} ({error.hint})" if error.hint and not _halts(error) else error.message
