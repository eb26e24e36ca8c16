"""Relay's connections: a window on a list, with cursors."""

from __future__ import annotations

import base64
from collections.abc import Callable, Sequence
from typing import TypeVar

from tests.simulators.github.graphql.execution import Arguments, GraphQLError, Node

Entry = TypeVar("Entry")
LARGEST = 100


def cursor(index: int) -> str:
    """The cursor of the entry at an index."""
    return base64.b64encode(f"cursor:{index}".encode()).decode()


def _index(given: object) -> int:
    try:
        return int(base64.b64decode(str(given)).decode().removeprefix("cursor:"))
    except ValueError:
        raise GraphQLError(
            f"`{given}` does not appear to be a valid cursor.", type_="INVALID_CURSOR_ARGUMENTS"
        ) from None


def connection(name: str, entries: Sequence[Entry], arguments: Arguments, show: Callable[[Entry], Node]) -> Node:
    """The entries that the arguments leave. Raises GraphQLError where they give neither `first` nor `last`."""
    first, last = arguments.get("first"), arguments.get("last")
    size = first if first is not None else last
    if not isinstance(size, int):
        raise GraphQLError(
            f"You must provide a `first` or `last` value to properly paginate the `{name}` connection.",
            type_="MISSING_PAGINATION_BOUNDARIES",
        )
    if not 0 <= size <= LARGEST:
        raise GraphQLError(
            f"Requesting {size} records on the `{name}` connection exceeds the `first` limit of {LARGEST} records.",
            type_="EXCESSIVE_PAGINATION",
        )
    low = _index(arguments["after"]) + 1 if arguments.get("after") is not None else 0
    high = _index(arguments["before"]) if arguments.get("before") is not None else len(entries)
    start, end = (low, min(low + size, high)) if first is not None else (max(high - size, low), high)
    window = range(start, end)
    info = {
        "hasNextPage": end < len(entries),
        "hasPreviousPage": start > 0,
        "startCursor": cursor(start) if window else None,
        "endCursor": cursor(end - 1) if window else None,
    }
    page = Node(type_name="PageInfo", fields={key: _constant(value) for key, value in info.items()})
    return Node(
        type_name=f"{name[0].upper()}{name[1:]}Connection",
        fields={
            "totalCount": lambda _: len(entries),
            "pageInfo": lambda _: page,
            "nodes": lambda _: [show(entries[index]) for index in window],
            "edges": lambda _: [_edge(index, entries[index], show) for index in window],
        },
    )


def _edge(index: int, entry: Entry, show: Callable[[Entry], Node]) -> Node:
    return Node(type_name="Edge", fields={"cursor": lambda _: cursor(index), "node": lambda _: show(entry)})


def _constant(value: object) -> Callable[[Arguments], object]:
    return lambda _: value
