"""The errors that GitLab answers with, in its own words: `message` from its checks, `error` about parameters."""

from __future__ import annotations

from collections.abc import Mapping

from tests.simulators.wire.exchange import Response, json_response


class Refused(Exception):
    """A request that is answered with an error; `response` is the whole of it."""

    def __init__(self, response: Response) -> None:
        super().__init__(f"{response.status} {response.body!r}")
        self.response = response


def refused(status: int, message: object, *, headers: Mapping[str, str] | None = None) -> Refused:
    """An error with a `message`, ready to raise."""
    return Refused(json_response({"message": message}, status, headers or {}))


def unauthorized() -> Refused:
    """Nobody we know."""
    return refused(401, "401 Unauthorized")


def forbidden(reason: str | None = None) -> Refused:
    """Somebody we know, who may not."""
    return refused(403, "403 Forbidden" if reason is None else f"403 Forbidden - {reason}")


def insufficient_scope(scopes: str = "api") -> Refused:
    """A token that allows less than its bearer might do."""
    text = "The request requires higher privileges than provided by the access token."
    return Refused(json_response({"error": "insufficient_scope", "error_description": text, "scope": scopes}, 403))


def not_found(what: str | None = None) -> Refused:
    """What is not there, or not for these eyes."""
    return refused(404, f"404 {what} Not Found" if what else "404 Not found")


def bad_parameter(text: str) -> Refused:
    """A parameter that is missing or of another shape than its endpoint's."""
    return Refused(json_response({"error": text}, 400))


def invalid(**fields: str) -> Refused:
    """Fields that do not do, each with what is wrong with it."""
    return refused(400, {name: [said] for name, said in fields.items()})


def moved(location: str) -> Refused:
    """A project of another name now; GitLab names it by its id."""
    return Refused(json_response({"message": "301 Moved Permanently"}, 301, {"Location": location}))
