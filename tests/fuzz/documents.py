"""Documents that nobody would write: pieces of postmortems in any order, trees of values, examples torn apart."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml
from hypothesis import strategies as st

EXAMPLES = sorted(
    path for path in (Path(__file__).parents[2] / "examples").rglob("*.*") if path.suffix in {".md", ".yml"}
)

_PIECES: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("pieces.yml").read_text(encoding="utf-8"))
_WORDS = st.sampled_from([*_PIECES["words"].split(), *_PIECES["characters"]])
_PHRASES = st.lists(_WORDS, max_size=6).map(" ".join)
_FRAMES = st.sampled_from(_PIECES["frames"])
_BLOCKS = st.builds(lambda frame, words: frame.format(*words), _FRAMES, st.lists(_PHRASES, min_size=4, max_size=4))
_GAPS = st.sampled_from(["\n", "\n\n", "\r\n", "\r", "\n \n", "\n\n\n  "])

MARKDOWN = st.lists(st.tuples(_BLOCKS | st.text(max_size=20), _GAPS), max_size=20).map(
    lambda pieces: "".join(text + gap for text, gap in pieces).encode("utf-8", "replace")
)
"""Bytes of something like Markdown."""

_KEYS = st.sampled_from(_PIECES["keys"].split())
_LEAVES = _PHRASES | st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.dates().map(str)
_TREES: st.SearchStrategy[Any] = st.recursive(
    _LEAVES, lambda below: st.lists(below, max_size=5) | st.dictionaries(_KEYS, below, max_size=6), max_leaves=25
)
YAML = _TREES.map(lambda tree: yaml.safe_dump(tree, allow_unicode=True, sort_keys=False).encode("utf-8", "replace"))
JSON = _TREES.map(lambda tree: json.dumps(tree, indent=1).encode())


@st.composite
def torn(draw: st.DrawFn) -> tuple[str, bytes]:
    """An example with stretches cut out, doubled, moved or written over, and its ending."""
    file = draw(st.sampled_from(EXAMPLES))
    data = file.read_bytes()
    for _ in range(draw(st.integers(1, 4))):
        one, other = sorted(draw(st.tuples(*[st.integers(0, len(data))] * 2)))
        at = draw(st.integers(0, len(data)))
        kinds = {
            "cut": data[:one] + data[other:],
            "double": data[:other] + data[one:],
            "move": data[:at] + data[one:other] + data[at:],
            "write": data[:one] + draw(st.binary(max_size=8)) + data[one:],
        }
        data = kinds[draw(st.sampled_from(sorted(kinds)))][:20_000]
    return file.suffix, data
