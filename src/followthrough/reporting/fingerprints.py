"""A name for each finding that stays when lines move, so that a forge can tell new findings from known ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from hashlib import sha256

from followthrough.model import Finding


def fingerprints(findings: Sequence[Finding]) -> tuple[str, ...]:
    """One for each finding, in their order, none twice: made of path, code and sentence, and an ordinal for repeats."""
    seen: Counter[tuple[str, str, str]] = Counter()
    names = []
    for finding in findings:
        words = (finding.path, finding.code, finding.message)
        seen[words] += 1
        whole = "\0".join((*words, str(seen[words])))
        names.append(sha256(whole.encode("utf-8", errors="surrogatepass")).hexdigest())
    return tuple(names)
