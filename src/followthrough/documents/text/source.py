"""Bytes → text: what a file says, before anybody asks what it means.

Decoding, line ends, garbled characters, front matter and the comments that silence findings are settled here;
everything after works on clean text whose line numbers are still those of the file.
"""

from __future__ import annotations

from dataclasses import dataclass

from followthrough.catalogue import finding
from followthrough.documents.nodes.tree import Mapping, StructureError
from followthrough.documents.text.decoding import MAX_BYTES, MAX_LINES, NotText, decode
from followthrough.documents.text.formats import format_of, unsupported_name
from followthrough.documents.text.front_matter import BrokenFrontMatter, split_front_matter
from followthrough.documents.text.mojibake import repair
from followthrough.documents.text.suppressions import find_suppressions
from followthrough.model import Finding, Format, Position, Suppression

_START = Position(line=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The text of one file."""

    path: str
    format: Format
    text: str = ""
    """LF only, no BOM, garbled characters repaired; the lines of front matter are blank."""
    front_matter: Mapping | None = None
    findings: tuple[Finding, ...] = ()
    suppressions: tuple[Suppression, ...] = ()
    readable: bool = True
    """False where nothing can be concluded from the file; `findings` says why."""


def lines_of(data: bytes) -> tuple[str, ...]:
    """The lines that the places of findings are counted in, front matter included; none of what is never read."""
    try:
        return () if len(data) > MAX_BYTES else tuple(repair(decode(data))[0].split("\n"))
    except NotText:
        return ()


def open_source(path: str, data: bytes) -> Source:
    """The text of a file, whatever its bytes are."""
    form = format_of(path)
    refusal = _refusal(path, form, data)
    if refusal is not None:
        return Source(path=path, format=form, findings=(refusal,), readable=False)
    try:
        text = decode(data)
    except NotText as error:
        refusal = finding("FT002", path, error.position, why=str(error))
        return Source(path=path, format=form, findings=(refusal,), readable=False)
    return _open_text(path, form, text)


def _refusal(path: str, form: Format, data: bytes) -> Finding | None:
    if form is Format.UNSUPPORTED:
        return finding("FT004", path, _START, format=unsupported_name(path))
    if len(data) > MAX_BYTES:
        # Whoever read the file need not have read all of it, so that its size is not known here.
        return finding("FT003", path, _START, why=f"it has more than {MAX_BYTES:,} bytes")
    return None


def _open_text(path: str, form: Format, text: str) -> Source:
    if form is Format.MARKDOWN and text.count("\n") > MAX_LINES:
        refusal = finding("FT003", path, Position(line=MAX_LINES + 1), why=f"it has more than {MAX_LINES:,} lines")
        return Source(path=path, format=form, findings=(refusal,), readable=False)
    text, repairs = repair(text)
    findings = []
    if repairs is not None:
        findings.append(finding("FT008", path, repairs.first, text=repairs.summary))
    if not text.strip():
        findings.append(finding("FT005", path, _START))
        return Source(path=path, format=form, findings=tuple(findings), readable=False)
    suppressions = find_suppressions(text, form)
    front_matter = None
    if form is Format.MARKDOWN:
        try:
            front_matter, text = split_front_matter(text)
        except BrokenFrontMatter as error:
            findings.append(syntax_error(path, "The front matter", error))
            text = error.rest
    return Source(
        path=path,
        format=form,
        text=text,
        front_matter=front_matter,
        findings=tuple(findings),
        suppressions=suppressions,
    )


def syntax_error(path: str, what: str, error: StructureError) -> Finding:
    """The finding for a structured text that cannot be read."""
    return finding("FT006", path, error.position, what=what, why=error.message, mend=error.remedy)
