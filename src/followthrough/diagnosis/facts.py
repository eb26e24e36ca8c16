"""What is known of a repository before its health is judged; None stands for what could not be found out."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from followthrough.errors import ExitCode, FollowthroughError


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why something cannot be used, with the mend."""

    message: str
    mend: str | None = None
    exit_code: ExitCode = ExitCode.ACCESS
    """What a command ends with that meets it."""

    @classmethod
    def of(cls, error: FollowthroughError) -> Refusal:
        """The words of an error."""
        return cls(message=error.message, mend=error.hint, exit_code=error.exit_code)


@dataclass(frozen=True, slots=True, kw_only=True)
class Documents:
    """The postmortems at hand."""

    count: int = 0
    items: int = 0
    broken: tuple[str, ...] = ()
    """Paths of those that an error keeps from being tracked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkout:
    """The work tree."""

    has_git: bool = True
    branch: str | None = None
    """None where none is checked out by its name."""
    default_branch: str | None = None
    is_shallow: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """Somebody named as an owner for whom the forge has nobody to assign."""

    name: str
    places: tuple[str, ...]
    """Where: paths of documents, or of the configuration."""
    login: str | None = None
    """The login that the configuration has for the name, where it is that which does not serve."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Workflow:
    """A file that tells a CI what to run."""

    path: str
    runs_us: bool
    """Whether it names followthrough."""
    has_schedule: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Repository:
    """The repository on the forge, as far as the forge tells of it; see `forges.protocol.Examination`."""

    me: str
    archived: bool | None = None
    has_issues: bool | None = None
    may_write: bool | None = None
    granted: str | None = None
    needed: str = ""
    expires_on: date | None = None
    default_branch: str | None = None
    labels: frozenset[str] | None = None
    schedules: int | None = None
    asleep: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything that a diagnosis is made from."""

    today: date
    forge: str | None = None
    """`github`, `gitlab` or `local`; None where nobody knows."""
    place: str = ""
    """The repository's name there."""
    config: str | None = None
    """The file; None where the defaults serve."""
    config_refused: Refusal | None = None
    documents: Documents = field(default_factory=Documents)
    checkout: Checkout = field(default_factory=Checkout)
    target_refused: Refusal | None = None
    """Why it is not known which forge and repository are meant."""
    token_refused: Refusal | None = None
    """Why nobody lets us in, where the forge was asked."""
    repository: Repository | None = None
    wanted_labels: tuple[str, ...] = ()
    """Names of the labels that followthrough sets."""
    owners: int | None = None
    """How many owners are named in open items and in the configuration; None where the forge takes any name."""
    unassignable: tuple[Owner, ...] = ()
    workflows: tuple[Workflow, ...] = ()
    issues: int | None = None
    """How many issues of ours there are."""
    synced_on: date | None = None
    """The last day on which a sync is known to have written."""
    waiting: int | None = None
    """How many changes the next sync would make."""
