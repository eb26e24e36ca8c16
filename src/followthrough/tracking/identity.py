"""Keys: by what a postmortem and an item are known for as long as they are tracked, whatever becomes of their words."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Container, Sequence
from hashlib import blake2b
from itertools import count

from followthrough.catalogue import finding
from followthrough.model import ActionItem, Finding, Position, Postmortem
from followthrough.tracking.characters import words

_USABLE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_TOO_MANY = "FT211"
_HEARD = 500
"""Characters of a title that are remembered, and so are compared."""


def folded(identifier: str) -> str:
    """An id as ids are compared: compatible characters as one, without regard to case and edges."""
    return unicodedata.normalize("NFKC", identifier).strip().casefold()


def postmortem_key(postmortem: Postmortem, taken: Container[str]) -> str:
    """The key of a postmortem that is not tracked yet: its incident id, else its path; numbered where it is taken."""
    key = (postmortem.incident_id or "").strip() or postmortem.path
    return next(one for one in (key, *(f"{key}~{n}" for n in range(2, 10_000))) if one not in taken)


def remembered(title: str) -> str:
    """As much of an item's title as its issue remembers."""
    return title[:_HEARD]


def item_words(title: str) -> str:
    """The words by which an item without an id is recognised."""
    return words(remembered(title))


def item_keys(postmortem: str, items: Sequence[ActionItem], taken: Container[str]) -> list[str]:
    """The keys of a postmortem's items, were they all new: explicit ids, else made of words, numbered for repeats.

    `taken` holds keys that are already another item's.
    """
    keys: list[str] = []
    given: set[str] = set()
    for item in items:
        said = item_words(item.title)
        names = (
            _key(postmortem, said, ordinal) if item.id is None else f"{item.id}~{ordinal + 1}" if ordinal else item.id
            for ordinal in count()
        )
        key = next(name for name in names if name not in given and name not in taken)
        keys.append(key)
        given.add(key)
    return keys


def obstacles(postmortem: Postmortem) -> tuple[Finding, ...]:
    """The errors in a document for which none of its items can be told apart safely."""
    found = [one for one in postmortem.findings if one.code == _TOO_MANY]
    holders: defaultdict[str, list[ActionItem]] = defaultdict(list)
    for item in postmortem.action_items:
        if item.id is not None:
            holders[folded(item.id)].append(item)
            if not _USABLE.fullmatch(item.id):
                found.append(finding("FT210", postmortem.path, Position(line=item.line), id=f'"{item.id}"'))
    for first, *others in holders.values():
        found += [
            finding("FT209", postmortem.path, Position(line=one.line), id=one.id or "", other=str(first.line))
            for one in others
        ]
    return tuple(found)


def _key(postmortem: str, said: str, ordinal: int) -> str:
    digest = blake2b(f"{postmortem}\0{said}\0{ordinal}".encode("utf-8", "surrogatepass"), digest_size=6)
    return f"ft-{digest.hexdigest()}"
