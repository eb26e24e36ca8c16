"""Which addresses may stand in a Markdown link, and an issue's number as such a link."""

from __future__ import annotations


def is_plain(url: str) -> bool:
    """Whether the address is a web address without a character that could end the link or its table cell."""
    return url.startswith(("https://", "http://")) and url.isascii() and not set(url) & set(" ()<>[]|`\\\"'")


def linked(text: str, url: str | None) -> str:
    """The text, harmless already, as a link where its address is one that may stand in one."""
    return f"[{text}]({url})" if url and is_plain(url) else text
