"""Checking takes whatever people write."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from followthrough.catalogue import RULES
from followthrough.checking import check, check_together
from followthrough.checking.rules import CheckingRules
from followthrough.config.schemas import load_schema
from followthrough.documents import read
from followthrough.documents.rules import ReadingRules

_SHIPPED = CheckingRules(schema=load_schema("postmortem"))
_PIECES = st.sampled_from(
    [
        "# Orders stuck\n",
        "## Action Items\n",
        "**Date:** 2026-11-03\n",
        "**Date:** YYYY-MM-DD\n",
        "**Incident ID:** INC-42\n",
        "**Start Time:** 10:00\n**End Time:** 09:00\n",
        "| Action Item | Owner | Deadline |\n|---|---|---|\n",
        "| Cap retries | everyone | soon |\n",
        "| Runbook | | 2020-01-01 |\n",
        "- [ ] Look into it @alice\n",
        "- [x] Alert on it\n",
        "  Due: 03/04/2026\n",
        "<!-- followthrough: ignore FT203 -->\n",
        "[Owner]",
        "\n",
        "\t",
        "障",
    ]
)


@settings(max_examples=80, deadline=None)
@given(parts=st.lists(_PIECES | st.text(max_size=20), max_size=25), ending=st.sampled_from([".md", ".yml", ".json"]))
def test_every_finding_is_a_known_one_with_a_place_in_the_document(parts: list[str], ending: str) -> None:
    data = "".join(parts).encode("utf-8", errors="replace")
    postmortem = read(f"postmortems/orders{ending}", data, ReadingRules())
    found = check(postmortem, _SHIPPED)
    assert list(found) == sorted(found, key=lambda told: (told.position.line, told.position.column, told.code))
    assert len(set(found)) == len(found)
    lines = data.decode().replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    for told in found:
        assert told.code in RULES
        assert 1 <= told.position.line <= lines
        assert told.position.column >= 1
    assert check_together([postmortem, postmortem], lambda _: _SHIPPED) == ()
    assert "FT007" not in {told.code for told in found} or ending != ".md"
