"""Gates before the rules of the Markdown parser: a line is shown only to those that its first signs may belong to.

The parser asks every rule about every line, and most lines are plain words that only few rules could want. The rules
stay the library's own, and so does their order; a gate only leaves out calls whose answer is sure to be no.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from markdown_it import MarkdownIt, rules_block
from markdown_it.parser_block import RuleFuncBlockType
from markdown_it.ruler import Ruler
from markdown_it.rules_block import StateBlock

Gate: TypeAlias = Callable[[StateBlock, int, int], bool]
"""Whether a rule may want a line: of the state, the line, and the line that all ends before."""

_OPENINGS: Mapping[RuleFuncBlockType, tuple[str, re.Pattern[str]]] = {
    rules_block.fence: ("`~", re.compile(r"`{3}|~{3}")),
    rules_block.blockquote: (">", re.compile(r">")),
    rules_block.hr: ("*-_", re.compile(r"([*_-])[ \t]*+(?:\1[ \t]*+){2,}+(?:\n|\Z)")),
    rules_block.list_block: ("*-+0123456789", re.compile(r"(?:[*+-]|[0-9]{1,9}[.)])(?:[ \t\n]|\Z)")),
    rules_block.reference: ("[", re.compile(r"\[")),
    rules_block.html_block: ("<", re.compile(r"<[A-Za-z/!?]")),
    rules_block.heading: ("#", re.compile(r"#{1,6}(?:[ \t\n]|\Z)")),
}
"""Rule → the signs that a line may open with for it to want the line, and how they must go on."""
_UNDER_A_TABLE_HEADER = "|-:"
_UNDER_A_HEADING = "-="
_SHORT = 8
"""Lines looked at to spare a paragraph the question; that of a list's entry may seem to go on and on."""
_CHAINS = ("", "paragraph", "reference", "blockquote", "list")


def gate(parser: MarkdownIt) -> MarkdownIt:
    """Put the gates before the block rules that a parser has by now; rules enabled later are not seen."""
    parser.block.ruler = _GatedRuler(parser.block.ruler)
    return parser


class _GatedRuler(Ruler[RuleFuncBlockType]):
    """Gives each chain of rules as one rule, which asks the others where they might say yes."""

    def __init__(self, ruler: Ruler[RuleFuncBlockType]) -> None:
        super().__init__()
        self._active = ruler.get_active_rules()
        self._chains = {chain: [_gated(ruler.getRules(chain))] for chain in _CHAINS}

    def getRules(self, chainName: str = "") -> list[RuleFuncBlockType]:  # noqa: N802, N803 - the library's names
        """The one rule of a chain."""
        return self._chains[chainName]

    def get_active_rules(self) -> list[str]:
        """The names of the rules behind the gates."""
        return self._active


def _gated(rules: Sequence[RuleFuncBlockType]) -> RuleFuncBlockType:
    gates = [(rule, _gate_of(rule)) for rule in rules]
    signs = {sign for rule in rules if rule in _OPENINGS for sign in _OPENINGS[rule][0]}
    others = [pair for pair in gates if pair[0] not in _OPENINGS]
    by_sign = {sign: [(rule, may) for rule, may in gates if sign in _signs(rule, sign)] for sign in signs}

    def ask(state: StateBlock, line: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - the library's signature
        start = state.bMarks[line] + state.tShift[line]
        for rule, may_want in by_sign.get(state.src[start : start + 1], others):
            if may_want(state, line, end) and rule(state, line, end, silent):
                return True
        return False

    return ask


def _signs(rule: RuleFuncBlockType, sign: str) -> str:
    """The signs that a rule wants; for one that may want any line, the sign that is asked for."""
    return _OPENINGS[rule][0] if rule in _OPENINGS else sign


def _gate_of(rule: RuleFuncBlockType) -> Gate:
    if rule not in _OPENINGS:
        return _OTHERS.get(rule, lambda _, __, ___: True)
    opens = _OPENINGS[rule][1].match
    return lambda state, line, _: opens(state.src, state.bMarks[line] + state.tShift[line]) is not None


def _may_be_a_table(state: StateBlock, line: int, end: int) -> bool:
    return line + 1 < end and _opens_with(state, line + 1, _UNDER_A_TABLE_HEADER)


def _may_be_code(state: StateBlock, line: int, _: int) -> bool:
    return state.is_code_block(line)


def _may_be_underlined(state: StateBlock, line: int, end: int) -> bool:
    """Whether any line of the paragraph that begins here may be the rule under a heading; of a long one it may."""
    last = line + _SHORT
    for below in range(line + 1, min(end, last)):
        if state.isEmpty(below):
            return False
        if _opens_with(state, below, _UNDER_A_HEADING):
            return True
    return last < end


def _opens_with(state: StateBlock, line: int, signs: str) -> bool:
    start = state.bMarks[line] + state.tShift[line]
    return state.src[start : start + 1] in signs


_OTHERS: Mapping[RuleFuncBlockType, Gate] = {
    rules_block.table: _may_be_a_table,
    rules_block.code: _may_be_code,
    rules_block.lheading: _may_be_underlined,
}
"""The gates of rules that may want a line whatever it opens with."""
