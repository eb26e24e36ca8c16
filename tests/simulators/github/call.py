"""A request in its surroundings: whose it is, what it asks about, and whether that may be seen or changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tests.simulators.github.records import Issue, Role
from tests.simulators.github.refusals import malformed, moved, not_found, refused
from tests.simulators.github.repository import Repository
from tests.simulators.github.tokens import Kind, Token
from tests.simulators.github.world import World
from tests.simulators.wire.exchange import Request


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One request to one route."""

    world: World
    request: Request
    parts: Mapping[str, str]
    """The named parts of the path, decoded."""
    token: Token
    root: str
    """The API's root as the client knows it; every URL of an answer begins with it."""

    def repository(self) -> Repository:
        """The repository of the path. Raises Refused: 404 where it is not for these eyes, 301 where it moved."""
        owner, name = self.parts["owner"], self.parts["repo"]
        found = self.world.find(owner, name)
        if found is None:
            leads_to = self.world.renamed.get(f"{owner}/{name}".lower())
            if leads_to is None:
                raise not_found()
            rest = self.request.path.split("/repos/", 1)[1].split("/", 2)[2:]
            raise moved("/".join([f"{self.root}/repositories/{leads_to}", *rest]))
        if self.token.role(found) is Role.NONE:
            raise not_found()
        return found

    def issue(self, repository: Repository, *, named: str = "issue_number") -> Issue:
        """The issue or pull request of the path. Raises Refused: 404, 301 for a transferred, 410 for a deleted one."""
        text = self.parts[named]
        number = int(text) if text.isdecimal() else 0
        if (departed := repository.departed.get(number)) is not None:
            if departed.repository_id is None:
                raise refused(410, "This issue was deleted")
            target = self.world.repositories[departed.repository_id]
            if self.token.role(target) is Role.NONE:
                raise not_found()
            raise moved(f"{self.root}/repositories/{target.id}/issues/{departed.number}")
        found = repository.issues.get(number)
        if found is None:
            raise not_found()
        if not repository.has_issues and found.pull is None:
            raise refused(410, "Issues are disabled for this repo")
        return found

    def payload(self) -> object:
        """The JSON that was sent. Raises Refused: 400 where it is none."""
        try:
            return self.request.json()
        except ValueError:
            raise refused(400, "Problems parsing JSON") from None

    def body(self) -> Mapping[str, object]:
        """The JSON object that was sent. Raises Refused: 400 where it is none."""
        payload = self.payload()
        if not isinstance(payload, dict):
            raise refused(400, "Body should be a JSON object")
        return payload

    def demand(self, *permissions: str, level: str = "write") -> None:
        """Go on only where the token grants one of these. Raises Refused: 403 in the words for its kind."""
        if not any(self.token.grants(permission, level) for permission in permissions):
            raise refused(403, self.token.refusal)

    def demand_role(self, repository: Repository, role: Role) -> None:
        """Go on only where the bearer may do so much. Raises Refused: 403."""
        if self.token.role(repository) < role:
            raise refused(403, "Must have admin rights to Repository.")

    def demand_live(self, repository: Repository) -> None:
        """Go on only where anything can change. Raises Refused: 403 for an archived repository."""
        if repository.archived:
            raise refused(403, "Repository was archived so is read-only.")

    def may_push(self, repository: Repository) -> bool:
        """Whether labels and assignees of a new issue are heeded, and not silently dropped."""
        if self.token.kind is Kind.INSTALLATION:
            return self.token.grants("issues", "write") and self.token.role(repository) >= Role.WRITE
        return self.token.role(repository) >= Role.WRITE


def text_of(body: Mapping[str, object], name: str) -> str | None:
    """A text of the body, None where it is absent or null. Raises Refused: 422 for another type."""
    value = body.get(name)
    if value is None or isinstance(value, str):
        return value
    raise malformed(f"For 'properties/{name}', {value!r} is not a string.")


def names_of(body: Mapping[str, object], name: str) -> tuple[str, ...] | None:
    """A list of names, or of objects with a name; None where it is absent. Raises Refused: 422 for another type."""
    value = body.get(name)
    if value is None:
        return None
    if not isinstance(value, list):
        raise malformed(f"For 'properties/{name}', {value!r} is not an array.")
    named = [entry.get("name") if isinstance(entry, dict) else entry for entry in value]
    if not all(isinstance(entry, str) for entry in named):
        raise malformed(f"For 'properties/{name}', {value!r} is not an array of strings.")
    return tuple(str(entry) for entry in named)
