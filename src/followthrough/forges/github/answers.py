"""What GitHub's answers mean: which are fine, which a limit turned away, and why the rest was refused."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from http import HTTPStatus

from followthrough.errors import AccessDenied, ForgeError, Gone, NotFound
from followthrough.forges.github.renaming import Renamed, repository_in
from followthrough.forges.transport.addresses import is_below
from followthrough.forges.transport.exchange import Answer, Request
from followthrough.forges.transport.executor import Unserved, Verdict
from followthrough.redaction import redacted

PERMISSIONS = """\
permissions:
  contents: read
  issues: write
  pull-requests: write"""
"""What a workflow grants its token with."""
_LIMIT = re.compile(
    r"rate limit|abuse detection|retry your request again later|wait a few minutes before you try again", re.IGNORECASE
)
_NO_SCOPE = frozenset({"FORBIDDEN", "INSUFFICIENT_SCOPES"})
_FAILURES = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.INTERNAL_SERVER_ERROR})
_LONGEST = 300
_MEND = "change that in the document or the configuration, then run again"
_OURS = frozenset({"Issue", "IssueComment"})
"""Whose fields need no further name."""


class Invalid(ForgeError):
    """GitHub found something wrong with what it was sent: with these fields, in these words of its own."""

    def __init__(self, message: str, *, hint: str, fields: frozenset[str], codes: frozenset[str]) -> None:
        super().__init__(message, hint=hint)
        self.fields = fields
        self.codes = codes


def judge(request: Request, answer: Answer) -> Verdict:
    """What an answer of GitHub's is worth."""
    status = answer.status
    if status in _FAILURES or status > HTTPStatus.NOT_IMPLEMENTED:
        return Verdict.FAILED
    if is_limited(answer):
        return Verdict.LIMITED
    if status == HTTPStatus.UNAUTHORIZED:
        return Verdict.REFUSED
    if not answer.is_json:
        return Verdict.FOREIGN
    if status >= HTTPStatus.MULTIPLE_CHOICES or (graphql_errors(answer) and not _is_partial(answer)):
        return Verdict.REFUSED
    return Verdict.FINE if request.expects is None or isinstance(answer.data, request.expects) else Verdict.FOREIGN


def is_limited(answer: Answer) -> bool:
    """Whether a limit turned a request away: 429, 403 that says so, or GraphQL's 200 with such an error.

    https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api
    """
    if answer.status == HTTPStatus.FORBIDDEN:
        headers = answer.headers
        exhausted = headers.get("x-ratelimit-remaining") == "0"
        return exhausted or "retry-after" in headers or _LIMIT.search(answer.message) is not None
    too_many = answer.status == HTTPStatus.TOO_MANY_REQUESTS
    return too_many or any(one.get("type") == "RATE_LIMITED" for one in graphql_errors(answer))


def graphql_errors(answer: Answer) -> tuple[Mapping[str, object], ...]:
    """What GraphQL has to complain of, which it does with status 200."""
    errors = answer.data.get("errors") if answer.status == HTTPStatus.OK and isinstance(answer.data, dict) else None
    return tuple(one for one in errors if isinstance(one, dict)) if isinstance(errors, list) else ()


def _is_partial(answer: Answer) -> bool:
    """Whether GraphQL did not find some of what was asked for, and answers the rest."""
    data = answer.data.get("data") if isinstance(answer.data, dict) else None
    found = isinstance(data, dict) and any(value is not None for value in data.values())
    return found and all(error.get("type") == "NOT_FOUND" for error in graphql_errors(answer))


class Forbidden(AccessDenied):
    """The token lacks a permission."""


class Refusals:
    """Why GitHub refused something in one repository, with the mend, and without the credential."""

    def __init__(self, api_url: str, repo: str, secrets: Iterable[str]) -> None:
        self._api_url = api_url
        self._repo = repo
        self._secrets = tuple(secrets)

    def __call__(self, request: Request, answer: Answer) -> ForgeError:
        """The error that a refusal is."""
        status = answer.status
        if HTTPStatus.MULTIPLE_CHOICES <= status < HTTPStatus.BAD_REQUEST:
            return self._elsewhere(request, answer)
        by_status: Mapping[int, Callable[[Request, Answer], ForgeError]] = {
            HTTPStatus.OK: self._by_graphql,
            HTTPStatus.UNAUTHORIZED: self._unknown,
            HTTPStatus.FORBIDDEN: self._forbidden,
            HTTPStatus.NOT_FOUND: self._missing,
            HTTPStatus.GONE: self._gone,
            HTTPStatus.METHOD_NOT_ALLOWED: self._unserved,
            HTTPStatus.NOT_IMPLEMENTED: self._unserved,
        }
        return by_status.get(status, self._invalid)(request, answer)

    def _unknown(self, _request: Request, _answer: Answer) -> ForgeError:
        return AccessDenied(
            "GitHub does not accept the token: it is wrong, or it has expired",
            hint="give one that is valid in GH_TOKEN or GITHUB_TOKEN, then run again; what is done stays done",
        )

    def _invalid(self, request: Request, answer: Answer) -> ForgeError:
        return Invalid(
            f"GitHub refused to {request.what} (HTTP {answer.status}): {self._details(answer)}",
            hint=_MEND if answer.status == HTTPStatus.UNPROCESSABLE_ENTITY else "run again later",
            fields=_said_in(answer, "field"),
            codes=_said_in(answer, "code"),
        )

    def _forbidden(self, request: Request, answer: Answer) -> ForgeError:
        said = answer.message.casefold()
        if "archived" in said:
            hint = "unarchive it, or exclude its postmortems"
            return AccessDenied(f"The repository {self._repo} is archived: nothing can be written there", hint=hint)
        if "locked" in said:
            return ForgeError(f"{request.subject or 'It'} is locked: nobody can comment there", hint="unlock it")
        if "saml" in said:
            hint = "authorize the token for the organisation: Settings → Developer settings → Configure SSO"
            return AccessDenied(f"The organisation of {self._repo} wants single sign-on", hint=hint)
        return self._not_allowed(request, self._told(answer.message))

    def _not_allowed(self, request: Request, said: str) -> Forbidden:
        return Forbidden(
            f"The token may not {request.what} in {self._repo}: it lacks `{request.needs}` ({said})",
            hint=f"give it that permission; in a workflow:\n{PERMISSIONS}",
        )

    def _missing(self, request: Request, _answer: Answer) -> ForgeError:
        if request.subject is not None:
            return NotFound(f"There is no {request.subject} in {self._repo}, or not for this token")
        return Unserved(
            f"There is no repository {self._repo}, or the token may not see it",
            hint=f"check the name; a token for a private repository needs `{request.needs}`, in a workflow:\n"
            f"{PERMISSIONS}",
        )

    def _unserved(self, request: Request, answer: Answer) -> ForgeError:
        return Unserved(
            f"The server has no way to {request.what} (HTTP {answer.status})",
            hint="check --api-url",
        )

    def _gone(self, request: Request, answer: Answer) -> ForgeError:
        if "disabled" in answer.message.casefold() or request.subject is None:
            return AccessDenied(
                f"Issues are switched off in {self._repo}",
                hint="switch them on: Settings → General → Features → Issues",
            )
        return Gone(f"{request.subject} was deleted")

    def _elsewhere(self, request: Request, answer: Answer) -> ForgeError:
        address = answer.headers.get("location", "")
        location = self._told(address) or "nowhere"
        if request.subject is not None and not address:
            return Gone(f"{request.subject} was moved, and GitHub does not say where")
        if request.subject is not None and is_below(address, self._api_url):
            return Gone(f"{request.subject} was moved to {location}")
        message = f"GitHub sends us from {self._repo} to {location}, where we do not follow"
        hint = "the repository was renamed or moved: give its name of now with --repo, or mend git's `origin`"
        identity = repository_in(address, self._api_url)
        return Renamed(message, hint=hint, identity=identity) if identity else AccessDenied(message, hint=hint)

    def _by_graphql(self, request: Request, answer: Answer) -> ForgeError:
        error = graphql_errors(answer)[0]
        said = self._told(str(error.get("message", "")))
        if error.get("type") in _NO_SCOPE:
            return self._not_allowed(request, said)
        if error.get("type") == "NOT_FOUND":
            return NotFound(f"GitHub could not {request.what}: {said}")
        return ForgeError(f"GitHub could not {request.what}: {said}")

    def _details(self, answer: Answer) -> str:
        """What is wrong with which field, as far as the answer says it."""
        errors = answer.data.get("errors") if isinstance(answer.data, dict) else None
        said = [_detail(one) for one in errors] if isinstance(errors, list) else []
        return self._told("; ".join(filter(None, said)) or answer.message or "it does not say why")

    def _told(self, text: str) -> str:
        line = " ".join(redacted(text, self._secrets).split())
        return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def _said_in(answer: Answer, key: str) -> frozenset[str]:
    errors = answer.data.get("errors") if isinstance(answer.data, dict) else None
    said = (one.get(key) for one in errors if isinstance(one, dict)) if isinstance(errors, list) else ()
    return frozenset(value for value in said if isinstance(value, str))


def _detail(error: object) -> str:
    if not isinstance(error, dict):
        return error if isinstance(error, str) else ""
    keys = ("field", "code") if error.get("resource") in _OURS else ("resource", "field", "code")
    named = " ".join(str(error[key]) for key in keys if isinstance(error.get(key), str))
    message = error.get("message")
    return f"{named}: {message}" if named and isinstance(message, str) else str(message or named)
