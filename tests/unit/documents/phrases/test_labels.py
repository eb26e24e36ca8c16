"""Labels in a line."""

from __future__ import annotations

import pytest

from followthrough.documents.phrases.labels import split_fields, split_labels
from followthrough.documents.rules import ReadingRules
from followthrough.documents.vocabulary import vocabulary_for

WORDS = vocabulary_for(ReadingRules())


@pytest.mark.parametrize(
    ("line", "fields"),
    [
        ("**Severity:** P1", [("Severity", "P1")]),
        ("**Severity**: P1", [("Severity", "P1")]),
        ("__Severity__: P1", [("Severity", "P1")]),
        ("Severity: P1", [("Severity", "P1")]),
        ("**Severity**", [("Severity", "")]),
        ("**1. Anything at all:** here", [("Anything at all", "here")]),
        ("Anything at all: here", []),
        ("**Date:** 3 Nov | **Severity:** P1", [("Date", "3 Nov"), ("Severity", "P1")]),
        ("**Impact:** we saw **errors:** many", [("Impact", "we saw **errors:** many")]),
        ("重大度：高", [("重大度", "高")]),
        ("at 12:30 it was over", []),
        ("https://a.example/Date: x", []),
    ],
)
def test_fields_of_a_document_are_split_from_a_line(line: str, fields: list[tuple[str, str]]) -> None:
    assert list(split_fields(line, WORDS)) == fields


def test_an_item_has_fields_that_a_document_has_not() -> None:
    assert split_labels("Assignee: Alice", WORDS) == (("Assignee", "Alice"),)
    assert split_fields("Assignee: Alice", WORDS) == ()
