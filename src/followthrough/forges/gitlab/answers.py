"""What GitLab's answers mean: which are fine, which a limit turned away, and why the rest was refused."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from http import HTTPStatus

from followthrough.errors import AccessDenied, ForgeError, Gone, NotFound
from followthrough.forges.gitlab.api import WRITE
from followthrough.forges.transport.addresses import is_below
from followthrough.forges.transport.exchange import Answer, Effect, Request
from followthrough.forges.transport.executor import Unserved, Verdict
from followthrough.redaction import redacted

HOW_TO_GET_IN = """\
make a project access token with the role Reporter and the scope `api` (Settings → Access tokens) and put it into \
GITLAB_TOKEN, in CI masked and protected; where projects have none (GitLab.com Free), make a personal access token \
with the scope `api`"""
"""Which token serves, for people who have none that does."""
_LONGEST = 300
_OURS_TO_MEND = frozenset({HTTPStatus.BAD_REQUEST, HTTPStatus.UNPROCESSABLE_ENTITY})
"""What is said of a field that does not do."""


class Forbidden(AccessDenied):
    """The token's scope or the role of its account does not allow it."""


class Invalid(ForgeError):
    """GitLab found something wrong with what it was sent, or in the way."""

    def __init__(self, message: str, *, status: int, hint: str) -> None:
        super().__init__(message, hint=hint)
        self.status = status


UNTOLD = (NotFound, Forbidden, Invalid, Unserved)
"""What a server says that does not know, or does not let us know, what can be done without."""


def judge(request: Request, answer: Answer) -> Verdict:
    """What an answer of GitLab's is worth."""
    status = answer.status
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return Verdict.LIMITED
    if status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_IMPLEMENTED}:
        return Verdict.REFUSED
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR or status == HTTPStatus.REQUEST_TIMEOUT or _is_in_the_way(answer):
        return Verdict.FAILED
    if _is_redirect(status) or (answer.is_json and status >= HTTPStatus.BAD_REQUEST):
        return Verdict.REFUSED
    is_as_promised = answer.is_json and (request.expects is None or isinstance(answer.data, request.expects))
    return Verdict.FINE if is_as_promised else Verdict.FOREIGN


def _is_redirect(status: int) -> bool:
    return HTTPStatus.MULTIPLE_CHOICES <= status < HTTPStatus.BAD_REQUEST


def _is_in_the_way(answer: Answer) -> bool:
    """Whether two requests met over one thing; nobody says which of them went through."""
    return answer.status == HTTPStatus.CONFLICT and "lock" in said_by(answer).casefold()


def said_by(answer: Answer) -> str:
    """What a refusal says of itself: a text, or texts by the name of what they are about.

    https://docs.gitlab.com/api/rest/troubleshooting/ has the shapes.
    """
    data = answer.data if isinstance(answer.data, dict) else {}
    return "; ".join(dict.fromkeys(_texts(data.get("message")))) or "; ".join(
        dict.fromkeys((*_texts(data.get("error")), *_texts(data.get("error_description"))))
    )


def _texts(said: object) -> Iterator[str]:
    if isinstance(said, str):
        yield said
    elif isinstance(said, list):
        for one in said:
            yield from _texts(one)
    elif isinstance(said, dict):
        for name, one in said.items():
            yield from (f"{name} {text}" for text in _texts(one))


class Refusals:
    """Why GitLab refused something in one project, with the mend, and without the credential."""

    def __init__(self, api_url: str, repo: str, secrets: Iterable[str]) -> None:
        self._api_url = api_url
        self._repo = repo
        self._secrets = tuple(secrets)

    def __call__(self, request: Request, answer: Answer) -> ForgeError:
        """The error that a refusal is."""
        status = answer.status
        if _is_redirect(status):
            return self._elsewhere(request, answer)
        by_status: Mapping[int, Callable[[Request, Answer], ForgeError]] = {
            HTTPStatus.UNAUTHORIZED: self._unknown,
            HTTPStatus.FORBIDDEN: self._forbidden,
            HTTPStatus.NOT_FOUND: self._missing,
            HTTPStatus.GONE: self._gone,
        }
        return by_status.get(status, self._invalid)(request, answer)

    def _unknown(self, _request: Request, _answer: Answer) -> ForgeError:
        return AccessDenied(
            "GitLab does not accept the token: it is wrong, revoked, or it has expired",
            hint=f"{HOW_TO_GET_IN}; then run again: what is done stays done",
        )

    def _forbidden(self, request: Request, answer: Answer) -> ForgeError:
        said = self._said(answer)
        if "scope" in said.casefold():
            return Forbidden(
                f"The token may not {request.what} in {self._repo}: it lacks the scope `{request.needs}`",
                hint=HOW_TO_GET_IN,
            )
        role = "as Reporter at least" if request.needs == WRITE else "as a member"
        return Forbidden(
            f"The token's account may not {request.what} in {self._repo} ({said})",
            hint=f"make it belong to the project {role}, or {HOW_TO_GET_IN}",
        )

    def _missing(self, request: Request, answer: Answer) -> ForgeError:
        if request.subject is not None and "project" not in said_by(answer).casefold():
            return NotFound(f"There is no {request.subject} in {self._repo}, or not for this token")
        return Unserved(
            f"There is no project {self._repo}, or the token's account may not see it",
            hint="check the path, with every group: --repo GROUP/PROJECT; a private project is seen by members alone, "
            f"so {HOW_TO_GET_IN}",
        )

    def _gone(self, request: Request, answer: Answer) -> ForgeError:
        if request.subject is not None:
            return Gone(f"{request.subject} was deleted")
        return AccessDenied(
            f"In {self._repo} nobody can {request.what} any more ({self._said(answer)})",
            hint="see whether issues are switched on: Settings → General → Visibility, project features, permissions",
        )

    def _elsewhere(self, request: Request, answer: Answer) -> ForgeError:
        address = answer.headers.get("location", "")
        location = self._told(address) or "nowhere"
        if request.subject is not None and is_below(address, self._api_url):
            return Gone(f"{request.subject} was moved to {location}")
        return AccessDenied(
            f"GitLab sends us from {self._repo} to {location}, where we do not follow",
            hint="the project was renamed or moved: give its path of now with --repo, or mend git's `origin`; or the "
            "instance has another address: give it with --api-url",
        )

    def _invalid(self, request: Request, answer: Answer) -> ForgeError:
        is_ours = request.effect is not Effect.READ and answer.status in _OURS_TO_MEND
        return Invalid(
            f"GitLab refused to {request.what} (HTTP {answer.status}): {self._said(answer)}",
            status=answer.status,
            hint="change that in the document or the configuration, then run again" if is_ours else "run again later",
        )

    def _said(self, answer: Answer) -> str:
        return self._told(said_by(answer)) or "it does not say why"

    def _told(self, text: str) -> str:
        line = " ".join(redacted(text, self._secrets).split())
        return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
