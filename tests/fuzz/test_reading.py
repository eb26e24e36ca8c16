"""Whatever is in a file, it is read, and what is promised of every file holds. `make fuzz` looks for longer."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.documents import EXAMPLES, JSON, MARKDOWN, YAML, torn
from tests.fuzz.promises import ENDINGS, hold

_ANY = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@given(data=MARKDOWN)
@_ANY
def test_pieces_of_postmortems_in_any_order(data: bytes) -> None:
    hold(".md", data)


@given(data=YAML)
@_ANY
def test_trees_of_values_in_yaml(data: bytes) -> None:
    hold(".yml", data)


@given(data=JSON)
@_ANY
def test_trees_of_values_in_json(data: bytes) -> None:
    hold(".json", data)


@given(file=torn())
@_ANY
def test_examples_torn_apart(file: tuple[str, bytes]) -> None:
    hold(*file)


@given(data=st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")))
@pytest.mark.parametrize("ending", ENDINGS)
@_ANY
def test_any_text_and_any_bytes(ending: str, data: bytes) -> None:
    hold(ending, data)


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.name)
def test_examples_as_they_are(file: Path) -> None:
    hold(file.suffix, file.read_bytes())
