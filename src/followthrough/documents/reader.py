"""One file's bytes → what it says, whatever they are."""

from __future__ import annotations

from followthrough.documents.deadlines import grant
from followthrough.documents.recall import forget
from followthrough.documents.rules import ReadingRules
from followthrough.documents.text.source import Source, open_source
from followthrough.model import Format, Postmortem

_LARGE = 32_768
"""Bytes; what is remembered of smaller documents amounts to little."""


def read_document(path: str, data: bytes, rules: ReadingRules) -> Postmortem:
    """The postmortem in a file; what is wrong with it is a finding, and nothing is ever raised for its content."""
    postmortem = _read(open_source(path, data), rules)
    if len(data) > _LARGE:
        forget()
    return postmortem


def _read(source: Source, rules: ReadingRules) -> Postmortem:
    if not source.readable:
        return _unread(source)
    if source.format is Format.MARKDOWN:
        from followthrough.documents.markdown.document import read_markdown

        return grant(read_markdown(source, rules), rules)
    from followthrough.documents.structured.document import read_structured

    return grant(read_structured(source, rules), rules)


def _unread(source: Source) -> Postmortem:
    return Postmortem(
        path=source.path,
        format=source.format,
        findings=source.findings,
        suppressions=source.suppressions,
        readable=False,
    )
