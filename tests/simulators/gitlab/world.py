"""All that the simulated GitLab holds: accounts, groups, projects, tokens, the time."""

from __future__ import annotations

import itertools
import threading
from datetime import datetime

from tests.simulators.gitlab.limits import Limits
from tests.simulators.gitlab.project import DEFAULT_COLOR, Project, stamp
from tests.simulators.gitlab.records import Account, Label, Link, Role, Tier
from tests.simulators.gitlab.tokens import Kind, Token
from tests.simulators.wire.clock import Clock


class World:
    """GitLab's state. `lock` is held while a request is handled and by every deed of a person."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.lock = threading.RLock()
        self.tier = Tier.FREE
        self.version = "18.6.0"
        self.guests_set_metadata = False
        """Whether labels and assignees that a Guest gives a new issue are kept, as newer versions do."""
        self.keyset_issues = True
        """Whether the list of issues knows keyset pagination, as newer versions do."""
        self.accounts: dict[str, Account] = {}
        self.projects: dict[int, Project] = {}
        self.renamed: dict[str, int] = {}
        """Old full paths in lower case, and which project they lead to."""
        self.group_ids: dict[str, int] = {}
        self.group_labels: dict[str, dict[str, Label]] = {}
        self.epics: dict[tuple[str, int], str] = {}
        """Group and iid, and the title."""
        self.links: list[Link] = []
        self.tokens: dict[str, Token] = {}
        self.revoked: set[str] = set()
        self.limits = Limits(self.now)
        self._ids = itertools.count(1001)

    @property
    def paid(self) -> bool:
        """Whether anything was paid for."""
        return self.tier is not Tier.FREE

    def now(self) -> datetime:
        """The simulated instant."""
        return self.clock.now()

    def next_id(self) -> int:
        """A number that nothing else has."""
        return next(self._ids)

    def account(self, username: str, *, name: str | None = None, email: str = "", bot: bool = False) -> Account:
        """The account of that name, made where it is missing."""
        made = Account(id=self.next_id(), username=username, name=name or username, public_email=email, bot=bot)
        return self.accounts.setdefault(username.lower(), made)

    def account_by_id(self, identity: int) -> Account | None:
        """The account of that number."""
        return next((one for one in self.accounts.values() if one.id == identity), None)

    def project(self, path: str) -> Project:
        """The project of that full path in any case, made where it is missing."""
        found = self.find(path)
        if found is not None:
            return found
        made = Project(
            id=self.next_id(),
            path=path,
            next_id=self.next_id,
            now=self.now,
            created_at=stamp(self.now()),
            group_labels=self.group_labels.setdefault(path.rpartition("/")[0].lower(), {}),
        )
        self.group_id(path.rpartition("/")[0])
        self.projects[made.id] = made
        return made

    def find(self, path: str) -> Project | None:
        """The project of that full path in any case."""
        return next((one for one in self.projects.values() if one.path.lower() == path.lower()), None)

    def group_id(self, path: str) -> int:
        """The number of a group, given to it when it is first named."""
        if path.lower() not in self.group_ids:
            self.group_ids[path.lower()] = self.next_id()
        return self.group_ids[path.lower()]

    def rename(self, old: str, new: str) -> Project:
        """Give a project another path; the old one leads to it."""
        project = self.project(old)
        self.renamed[old.lower()] = project.id
        project.path = new
        self.group_id(new.rpartition("/")[0])
        return project

    def group_label(self, group: str, name: str, *, color: str = DEFAULT_COLOR, description: str = "") -> Label:
        """Make a label of a group."""
        label = Label(id=self.next_id(), name=name, color=color, description=description, group=group)
        self.group_labels.setdefault(group.lower(), {})[name] = label
        return label

    def token(self, token: Token) -> Token:
        """Let a token be accepted."""
        self.account(token.username)
        self.tokens[token.value] = token
        self.revoked.discard(token.value)
        return token

    def project_token(
        self, project: Project, value: str, *, name: str, role: Role, scopes: tuple[str, ...] = ("api",)
    ) -> Token:
        """Let a project access token be accepted; a bot bears it, who is a member with this role."""
        username = f"project_{project.id}_bot_{self.next_id():x}"
        self.account(username, name=name, bot=True)
        project.admit([username], role)
        return self.token(Token(value=value, username=username, name=name, scopes=scopes))

    def job_token(self, project: Project, value: str, *, username: str) -> Token:
        """Let the CI_JOB_TOKEN of a job be accepted, which runs in the project for somebody."""
        return self.token(Token(value=value, username=username, kind=Kind.JOB, scopes=(), home=project.path))

    def revoke(self, value: str) -> None:
        """Let a token be refused from now on."""
        if self.tokens.pop(value, None) is not None:
            self.revoked.add(value)
