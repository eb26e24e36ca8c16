"""Bytes → Unicode text with LF line ends."""

from __future__ import annotations

import codecs

from followthrough.model import Position

MAX_BYTES = 1_048_576
MAX_LINES = 20_000
"""Of Markdown, whose parser takes its time for each line; a page of a book has forty."""
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class NotText(ValueError):
    """Bytes that are no UTF-8 text: why, and where."""

    def __init__(self, message: str, position: Position) -> None:
        super().__init__(message)
        self.position = position


def decode(data: bytes) -> str:
    """The text, without a byte order mark and with LF for every line end. Raises NotText.

    A mark that opens a later line, left where files were joined, counts as a space.
    """
    if data.startswith(_UTF_16):
        raise NotText("it is UTF-16", Position(line=1))
    data = data.removeprefix(codecs.BOM_UTF8).replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    nul = data.find(b"\x00")
    if nul >= 0:
        position = _position(data, nul)
        raise NotText(f"a NUL byte on line {position.line}; it is binary, or UTF-16", position)
    try:
        return data.decode("utf-8").replace("\n\ufeff", "\n ")
    except UnicodeDecodeError as error:
        position = _position(data, error.start)
        byte = data[error.start]
        raise NotText(f"byte 0x{byte:02X} on line {position.line}, column {position.column}", position) from error


def _position(data: bytes, offset: int) -> Position:
    line_start = data.rfind(b"\n", 0, offset) + 1
    before = data[line_start:offset].decode("utf-8", errors="replace")
    return Position(line=data.count(b"\n", 0, offset) + 1, column=len(before) + 1)
