"""What one reading gathers besides its values: where each stood, what to say about them, and how they were found."""

from __future__ import annotations

from dataclasses import dataclass, field

from followthrough.catalogue import finding
from followthrough.documents.outline.blocks import Page
from followthrough.documents.rules import ReadingRules
from followthrough.documents.vocabulary import Vocabulary
from followthrough.model import Finding, Note, Position


@dataclass(slots=True, kw_only=True)
class Reading:
    """A document being read; it grows while the document is read and is then let go."""

    path: str
    page: Page
    words: Vocabulary
    rules: ReadingRules
    positions: dict[str, Position] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def locate(self, line: int, text: str, last: int | None = None) -> Position:
        """The place of a text on a line, or on the first of the lines up to `last` that holds it."""
        wanted = text.strip()
        for number in range(line, (last or line) + 1):
            column = self._line(number).find(wanted) if wanted else -1
            if column >= 0:
                return Position(line=number, column=column + 1, end_column=column + 1 + len(wanted))
        written = self._line(line)
        return Position(line=line, column=len(written) - len(written.lstrip()) + 1)

    def mark(self, pointer: str, position: Position) -> None:
        """Remember where the value of a JSON pointer was read."""
        self.positions[pointer] = position

    def report(self, code: str, position: Position, **words: str) -> None:
        """Make a finding."""
        self.findings.append(finding(code, self.path, position, **words))

    def note(self, line: int, text: str) -> None:
        """Remark how the reading came to its result."""
        self.notes.append(Note(line=line, text=text))

    def _line(self, number: int) -> str:
        return self.page.lines[number - 1] if 0 < number <= len(self.page.lines) else ""
