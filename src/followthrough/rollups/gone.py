"""What a comment says of a document that is gone or cannot be read."""

from __future__ import annotations

from followthrough.tracking.ledger import Ledger
from followthrough.tracking.sanitize import sanitize_title


def gone_sentence(ledger: Ledger) -> str:
    """That nothing was closed, and what would bring the document back."""
    return (
        f"The document {sanitize_title(ledger.path)} is gone or cannot be read. Nothing was closed; "
        "tracking goes on when it returns."
    )
