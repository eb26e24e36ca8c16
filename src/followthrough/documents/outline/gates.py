"""Gates before the rules of the Markdown parser: a line is shown only to those that its first sign may belong to.

The parser asks every rule about every line, and most lines are plain words that only few rules could want. The rules
stay the library's own, and so does their order; a gate only leaves out calls whose answer is sure to be no.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markdown_it import MarkdownIt, rules_block
from markdown_it.parser_block import RuleFuncBlockType
from markdown_it.ruler import Ruler
from markdown_it.rules_block import StateBlock

_SIGNS: Mapping[RuleFuncBlockType, str] = {
    rules_block.fence: "`~",
    rules_block.blockquote: ">",
    rules_block.hr: "*-_",
    rules_block.list_block: "*-+0123456789",
    rules_block.reference: "[",
    rules_block.html_block: "<",
    rules_block.heading: "#",
}
"""Rule → the signs a line may open with for it to want the line; a rule that is not here may want any."""
_UNDER_A_TABLE_HEADER = "|-:"
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
    signs = {sign for rule in rules for sign in _SIGNS.get(rule, "")}
    others = [rule for rule in rules if rule not in _SIGNS]
    by_sign = {sign: [rule for rule in rules if sign in _SIGNS.get(rule, sign)] for sign in signs}

    def ask(state: StateBlock, line: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - the library's signature
        start = state.bMarks[line] + state.tShift[line]
        for rule in by_sign.get(state.src[start : start + 1], others):
            if rule is rules_block.table and not _may_be_a_table(state, line, end):
                continue
            if rule(state, line, end, silent):
                return True
        return False

    return ask


def _may_be_a_table(state: StateBlock, line: int, end: int) -> bool:
    if line + 1 >= end:
        return False
    below = state.bMarks[line + 1] + state.tShift[line + 1]
    return state.src[below : below + 1] in _UNDER_A_TABLE_HEADER
