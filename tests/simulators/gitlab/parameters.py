"""What a request asks for: GitLab takes parameters from the query, from a form and from JSON alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Self
from urllib.parse import parse_qsl

from tests.simulators.gitlab.refusals import bad_parameter
from tests.simulators.wire.exchange import Request

_TRUE = frozenset({"true", "1", "t", "yes", "on"})
_FALSE = frozenset({"false", "0", "f", "no", "off"})


@dataclass(frozen=True, slots=True)
class Parameters:
    """Names and values; a list where a name ended in `[]`."""

    values: Mapping[str, object]

    @classmethod
    def of(cls, request: Request) -> Self:
        """All that a request carries. Raises Refused: 400 where its body is no JSON object."""
        pairs = list(request.repeated)
        values: dict[str, object] = {}
        if request.body and "urlencoded" in request.headers.get("content-type", ""):
            pairs += parse_qsl(request.body.decode(), keep_blank_values=True)
        elif request.body:
            values |= _json(request)
        for name, value in pairs:
            if name.endswith("[]"):
                listed = values.setdefault(name.removesuffix("[]"), [])
                assert isinstance(listed, list)
                listed.append(value)
            else:
                values.setdefault(name, value)
        return cls(values)

    def __contains__(self, name: str) -> bool:
        return name in self.values

    def text(self, name: str) -> str | None:
        """A text, None where it is absent or null. Raises Refused: 400 for a list or an object."""
        value = self.values.get(name)
        if value is None or isinstance(value, str):
            return value
        if isinstance(value, bool | int | float):
            return str(value)
        raise bad_parameter(f"{name} is invalid")

    def required(self, name: str) -> str:
        """A text that has to be there, though it may be empty. Raises Refused: 400 where it is not."""
        value = self.text(name)
        if value is None:
            raise bad_parameter(f"{name} is missing")
        return value

    def integer(self, name: str) -> int | None:
        """A whole number, None where it is absent or empty. Raises Refused: 400 for anything else."""
        value = self.text(name)
        return None if value is None or value == "" else _integer(name, value)

    def boolean(self, name: str) -> bool | None:
        """True or false, None where it is absent or null. Raises Refused: 400 for anything else."""
        value = self.text(name)
        if value is None or value == "":
            return None
        if value.lower() in _TRUE:
            return True
        if value.lower() in _FALSE:
            return False
        raise bad_parameter(f"{name} is invalid")

    def choice(self, name: str, choices: tuple[str, ...], default: str) -> str:
        """One of a few words. Raises Refused: 400 for another."""
        value = self.text(name)
        if value is None:
            return default
        if value not in choices:
            raise bad_parameter(f"{name} does not have a valid value")
        return value

    def names(self, name: str) -> tuple[str, ...] | None:
        """Names between commas, or a list of them; None where they are absent."""
        value = self.values.get(name)
        if isinstance(value, list):
            return tuple(one for part in value for one in _split(str(part)))
        text = self.text(name)
        return None if text is None else _split(text)

    def integers(self, name: str) -> tuple[int, ...] | None:
        """A list of whole numbers; None where it is absent. Raises Refused: 400 for anything else."""
        if name not in self.values:
            return None
        value = self.values[name]
        listed = value if isinstance(value, list) else _split(str(value or ""))
        return tuple(_integer(name, str(one)) for one in listed if str(one))

    def instant(self, name: str) -> datetime | None:
        """An instant, None where it is absent. Raises Refused: 400 for what is none."""
        value = self.text(name)
        if not value:
            return None
        try:
            instant = datetime.fromisoformat(value)
        except ValueError:
            raise bad_parameter(f"{name} is invalid") from None
        return instant if instant.tzinfo else instant.replace(tzinfo=UTC)

    def day(self, name: str) -> date | None:
        """A date; None where it is absent, empty or no date, for GitLab takes the last for empty."""
        try:
            return date.fromisoformat(self.text(name) or "")
        except ValueError:
            return None


def _json(request: Request) -> dict[str, object]:
    try:
        payload = request.json()
    except ValueError:
        raise bad_parameter("message body does not match declared format") from None
    if not isinstance(payload, dict):
        raise bad_parameter("message body does not match declared format")
    return dict(payload)


def _integer(name: str, text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise bad_parameter(f"{name} is invalid") from None


def _split(text: str) -> tuple[str, ...]:
    return tuple(one.strip() for one in text.split(",") if one.strip())
