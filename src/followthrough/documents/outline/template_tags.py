"""Tags of site generators (ERB, Liquid, kramdown), which are no content, blanked out before a document is parsed."""

from __future__ import annotations

import re

_ERB = re.compile(r"<%(?:(?!%>|<%)[^\n])*+%>")
_WHOLE_LINE = re.compile(r"^[ \t]*(?:\{%[^\n]*%\}|\{:[^\n{}]*\})[ \t]*$", re.MULTILINE)


def without_template_tags(text: str) -> str:
    """The text with `<% … %>`, and lines that are nothing but `{% … %}` or `{: … }`, as blanks of the same length."""
    if "<%" in text:
        text = _ERB.sub(_blank, text)
    return _WHOLE_LINE.sub(_blank, text) if "{%" in text or "{:" in text else text


def _blank(found: re.Match[str]) -> str:
    return " " * len(found.group())
