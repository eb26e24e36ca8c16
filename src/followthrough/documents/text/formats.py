"""How a file is written, by its name."""

from __future__ import annotations

import re

from followthrough.model import Format

_READ = {
    "md": Format.MARKDOWN,
    "markdown": Format.MARKDOWN,
    "mdown": Format.MARKDOWN,
    "mkd": Format.MARKDOWN,
    "mdx": Format.MARKDOWN,
    "txt": Format.MARKDOWN,
    "yml": Format.YAML,
    "yaml": Format.YAML,
    "json": Format.JSON,
}
_KNOWN = {
    "adoc": "AsciiDoc",
    "asciidoc": "AsciiDoc",
    "rst": "reStructuredText",
    "org": "Org mode",
    "html": "HTML",
    "htm": "HTML",
    "pdf": "PDF",
    "docx": "Word",
    "doc": "Word",
    "odt": "OpenDocument",
    "rtf": "Rich Text",
    "textile": "Textile",
    "ipynb": "A Jupyter notebook",
    "toml": "TOML",
    "xml": "XML",
    "csv": "CSV",
}
# `notes v1.2` and `2026-11-03. Checkout` end in no extension: one is a short word, and letters come first.
_EXTENSION = re.compile(r"[^/]\.([A-Za-z][A-Za-z0-9]{0,9})$")


def format_of(path: str) -> Format:
    """The format of a file; one without an extension is Markdown."""
    extension = _extension(path)
    return _READ.get(extension, Format.UNSUPPORTED) if extension else Format.MARKDOWN


def unsupported_name(path: str) -> str:
    """What people call the format of a file that is not read."""
    extension = _extension(path)
    return _KNOWN.get(extension, f"A file ending in .{extension}")


def _extension(path: str) -> str:
    name = path.lower().removesuffix(".erb") if path.lower().endswith(".md.erb") else path.lower()
    found = _EXTENSION.search(name)
    return found.group(1) if found else ""
