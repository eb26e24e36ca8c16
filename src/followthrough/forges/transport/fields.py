"""The JSON of an answer, field by field, each of the type that it was promised to have."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from followthrough.forges.transport.exchange import Malformed


class Fields:
    """One JSON object. Whatever is missing or of another type raises Malformed that names it."""

    def __init__(self, data: object, name: str) -> None:
        if not isinstance(data, dict):
            raise Malformed(f"{name} is no object")
        self._data = data
        self._name = name

    def has(self, name: str) -> bool:
        """Whether there is such a field, null included."""
        return name in self._data

    def text(self, name: str) -> str:
        """A text."""
        value = self._data.get(name)
        if not isinstance(value, str):
            raise self._wrong(name, "text")
        return value

    def text_or_none(self, name: str) -> str | None:
        """A text, or null, or nothing at all."""
        return None if self._data.get(name) is None else self.text(name)

    def number(self, name: str) -> int:
        """A whole number from 1 on."""
        value = self._data.get(name)
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            raise self._wrong(name, "number from 1 on")
        return value

    def number_or_none(self, name: str) -> int | None:
        """A whole number from 1 on, or null, or nothing at all."""
        return None if self._data.get(name) is None else self.number(name)

    def count(self, name: str) -> int:
        """A whole number from 0 on; 0 where there is none."""
        return self.number(name) if self._data.get(name, 0) != 0 else 0

    def flag(self, name: str) -> bool:
        """True or false; false where it is not said."""
        value = self._data.get(name, False)
        if not isinstance(value, bool):
            raise self._wrong(name, "true or false")
        return value

    def flag_or_none(self, name: str) -> bool | None:
        """True or false, or null, or nothing at all."""
        return None if self._data.get(name) is None else self.flag(name)

    def moment(self, name: str) -> datetime:
        """A moment, with its zone."""
        try:
            moment = datetime.fromisoformat(self.text(name))
        except ValueError:
            raise self._wrong(name, "moment") from None
        if moment.tzinfo is None:
            raise self._wrong(name, "moment with a zone")
        return moment

    def moment_or_none(self, name: str) -> datetime | None:
        """A moment, or null, or nothing at all."""
        return None if self._data.get(name) is None else self.moment(name)

    def fields(self, name: str) -> Fields:
        """An object."""
        return Fields(self._data.get(name), f"{self._name}.{name}")

    def fields_or_none(self, name: str) -> Fields | None:
        """An object, or null, or nothing at all."""
        return None if self._data.get(name) is None else self.fields(name)

    def each(self, name: str) -> Iterator[Fields]:
        """The objects of a list."""
        return each(self._data.get(name), f"{self._name}.{name}")

    def names(self, name: str, key: str) -> tuple[str, ...]:
        """The names in a list of texts or of objects that have theirs under `key`; none where there is no list."""
        values = self._data.get(name)
        if values is None:
            return ()
        if not isinstance(values, list):
            raise self._wrong(name, "list")
        return tuple(one if isinstance(one, str) else Fields(one, f"{self._name}.{name}").text(key) for one in values)

    def each_there(self, name: str) -> Iterator[Fields]:
        """The objects of a list that may have gaps."""
        values = self._data.get(name)
        return each([one for one in values if one is not None] if isinstance(values, list) else values, name)

    def _wrong(self, name: str, wanted: str) -> Malformed:
        return Malformed(f"{self._name}.{name} is no {wanted}")


def each(data: object, name: str) -> Iterator[Fields]:
    """The objects of a list. Raises Malformed where it is none."""
    if not isinstance(data, list):
        raise Malformed(f"{name} is no list")
    return (Fields(value, f"{name}[{index}]") for index, value in enumerate(data))
