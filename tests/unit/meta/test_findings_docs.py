"""Every finding has its section in docs/findings.md and an example that yields it and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from followthrough.catalogue import RULES
from followthrough.checking import check, check_together
from followthrough.checking.rules import CheckingRules
from followthrough.config.schemas import load_schema
from followthrough.discovery.reading import read_file
from followthrough.discovery.repository import open_repository
from followthrough.documents import read
from followthrough.documents.rules import ReadingRules
from followthrough.model import Finding, Format, Postmortem

ROOT = Path(__file__).parents[3]
EXAMPLES = ROOT / "examples" / "findings"
DOCS = (ROOT / "docs" / "findings.md").read_text(encoding="utf-8")
SECTIONS = {
    found[1]: found[0] for found in re.finditer(r"^## (FT[0-9]{3}) .*?(?=^<a id=|\Z)", DOCS, re.MULTILINE | re.DOTALL)
}

_GOOD = (ROOT / "examples" / "postmortems" / "2026-11-03-search-outage.md").read_bytes()
_ITEMS = "".join(f"- Cap retries of worker {n} at 3 (Owner: Alice Smith, Due: 2026-12-01)\n" for n in range(501))

BUILT = {
    "FT002": b"# Orders stuck\n\nThe alarm didn\x92t ring.\n",
    "FT003": b"# Orders stuck\n\n" + b"A line of a log.\n" * 70_000,
    "FT211": f"# Orders stuck\n\n**Date:** 2026-11-03\n\n## Action Items\n\n{_ITEMS}".encode(),
}
"""Documents too odd or too long to lie in the repository."""


def findings_of(documents: dict[str, bytes]) -> tuple[Finding, ...]:
    """What the default rules have to say about documents, by path."""
    rules = CheckingRules(schema=load_schema("postmortem"))
    postmortems = [read(path, data, ReadingRules()) for path, data in documents.items()]
    alone = [finding for postmortem in postmortems for finding in check(postmortem, rules)]
    return (*alone, *check_together(postmortems, lambda _: rules))


@pytest.mark.parametrize("code", sorted(path.name for path in EXAMPLES.iterdir()))
def test_an_example_yields_exactly_the_finding_it_is_named_for(code: str) -> None:
    files = sorted(file for file in (EXAMPLES / code).iterdir() if file.is_file())
    found = findings_of({file.name: file.read_bytes() for file in files})
    assert [finding.code for finding in found] == [code] * len(files), found


@pytest.mark.parametrize("code", sorted(BUILT))
def test_a_document_that_cannot_lie_in_the_repository_yields_exactly_its_finding(code: str) -> None:
    assert [finding.code for finding in findings_of({"2026-11-03-orders.md": BUILT[code]})] == [code]


def test_a_folder_in_place_of_a_document_is_an_unreadable_file(tmp_path: Path) -> None:
    (tmp_path / "2026-11-03-orders.md").mkdir()
    assert _refusal(tmp_path, "2026-11-03-orders.md") == "FT001"


def test_a_link_out_of_the_repository_is_not_followed(tmp_path: Path) -> None:
    inside, outside = tmp_path / "inside", tmp_path / "outside.md"
    inside.mkdir()
    (inside / ".git").mkdir()
    outside.write_bytes(_GOOD)
    (inside / "2026-11-03-orders.md").symlink_to(outside)
    assert _refusal(inside, "2026-11-03-orders.md") == "FT009"


def _refusal(root: Path, path: str) -> str:
    told = read_file(open_repository(root), path)
    assert isinstance(told, Finding)
    unread = Postmortem(path=path, format=Format.UNSUPPORTED, findings=(told,), readable=False)
    (only,) = check(unread, CheckingRules(schema=load_schema("postmortem")))
    return only.code


def test_every_finding_has_an_example() -> None:
    shown = {path.name for path in EXAMPLES.iterdir()} | BUILT.keys() | {"FT001", "FT009"}
    assert shown == RULES.keys()


def test_a_good_postmortem_yields_nothing() -> None:
    assert findings_of({"2026-11-03-search-outage.md": _GOOD}) == ()


def test_there_is_a_section_for_every_finding_and_for_no_other() -> None:
    assert list(SECTIONS) == list(RULES)


@pytest.mark.parametrize("code", RULES)
def test_a_section_says_name_weight_reason_mend_and_how_to_silence(code: str) -> None:
    rule, section = RULES[code], " ".join(SECTIONS[code].split())
    assert f'<a id="{code.lower()}"></a>' in DOCS
    assert f"| [{code}](#{code.lower()}) | {rule.name} | {rule.severity} |" in DOCS
    assert section.startswith(f"## {code} {rule.name} *{rule.severity.capitalize()}.*")
    assert f"Why: {rule.why}" in section
    for part in ("Mend: ", "Before: ```", "After: ```", f"Silence: `checks: {{{code}: off}}`"):
        assert part in section


@pytest.mark.parametrize("code", sorted(path.name for path in EXAMPLES.iterdir()))
def test_a_section_leads_to_its_example(code: str) -> None:
    assert f"(../examples/findings/{code})" in SECTIONS[code]
