"""The errors that GitHub answers with, in its own words."""

from __future__ import annotations

from collections.abc import Mapping

from tests.simulators.wire.exchange import Response, json_response

DOCS = "https://docs.github.com/rest"


class Refused(Exception):
    """A request that is answered with an error; `response` is the whole of it."""

    def __init__(self, response: Response) -> None:
        super().__init__(f"{response.status} {response.body!r}")
        self.response = response


def refused(
    status: int,
    message: str,
    *,
    errors: list[dict[str, object]] | None = None,
    headers: Mapping[str, str] | None = None,
    url: str | None = None,
) -> Refused:
    """An error as GitHub words it, ready to raise."""
    payload: dict[str, object] = {"message": message}
    if errors is not None:
        payload["errors"] = errors
    if url is not None:
        payload["url"] = url
    payload |= {"documentation_url": DOCS, "status": str(status)}
    return Refused(json_response(payload, status, headers or {}))


def not_found() -> Refused:
    """What is not there, or not for these eyes."""
    return refused(404, "Not Found")


def invalid(resource: str, field: str, code: str, *, message: str | None = None, value: object = None) -> Refused:
    """One field that does not do; `code` is `missing_field`, `invalid`, `already_exists` or `custom` with a message."""
    error: dict[str, object] = {"resource": resource, "field": field, "code": code}
    if message is not None:
        error["message"] = message
    if value is not None:
        error["value"] = value
    return refused(422, "Validation Failed", errors=[error])


def malformed(reason: str) -> Refused:
    """A body that has not the shape of the endpoint's."""
    return refused(422, f"Invalid request.\n\n{reason}")


def too_long(resource: str, field: str, maximum: int) -> Refused:
    """A text over its limit."""
    return invalid(resource, field, "custom", message=f"{field} is too long (maximum is {maximum} characters)")


def moved(location: str) -> Refused:
    """Somewhere else now; GitHub names the place by its numeric id."""
    return refused(301, "Moved Permanently", headers={"Location": location}, url=location)
