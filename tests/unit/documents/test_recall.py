"""What reading remembers from one document to the next."""

from __future__ import annotations

import gc

from followthrough.documents import read
from followthrough.documents.recall import forget, remembered
from followthrough.documents.rules import ReadingRules


def test_a_question_that_was_answered_is_not_asked_again_until_all_is_forgotten() -> None:
    asked = list[str]()

    @remembered(8)
    def length(text: str) -> int:
        asked.append(text)
        return len(text)

    assert [length("abc"), length("abc")] == [3, 3]
    assert asked == ["abc"]
    forget()
    assert length("abc") == 3
    assert asked == ["abc", "abc"]


def test_nothing_of_a_large_document_is_kept_once_it_was_read() -> None:
    """Its lines may be endless, and there may be thousands of such documents."""
    line = "- Alert on " + "shard 7 and " * 9_000
    title = read("large.md", f"# Outage\n\n## Action Items\n\n{line}\n".encode(), ReadingRules()).action_items[0].title
    assert len(title) > 90_000
    del title
    gc.collect()
    assert not [one for one in gc.get_objects() if isinstance(one, tuple) and any(_is_long(part) for part in one)]


def _is_long(part: object) -> bool:
    return isinstance(part, str) and part.startswith("- Alert on shard 7 and") and len(part) > 90_000
