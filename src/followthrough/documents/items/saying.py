"""What a line inside an action section says that is no action item: nothing, where to read on, a story, a denial."""

from __future__ import annotations

import re
from functools import lru_cache

from followthrough.documents.items.wording import opens_with_verb
from followthrough.documents.outline.inline import plain, strip_markup
from followthrough.documents.phrases.pictures import without_pictures
from followthrough.documents.phrases.placeholders import is_placeholder
from followthrough.documents.phrases.tickets import find_tickets, is_ticket_url
from followthrough.documents.reading import Reading
from followthrough.documents.vocabulary import Vocabulary


def why_no_item(text: str, reading: Reading, *, is_prose: bool = False) -> str | None:
    """Why a line of a list, or a paragraph, is no action item; None where it may be one."""
    if says_nothing(text, reading.words):
        return "passed over: it is empty, a placeholder, or says that there is nothing"
    if is_pointer(text, reading):
        return "passed over: it only says where to read on"
    if is_prose and tells_story(text, reading):
        return "passed over: it tells what happened"
    return "passed over: it says what is not to be done" if is_prose and is_denied(text, reading.words) else None


def says_nothing(text: str, words: Vocabulary) -> bool:
    """Whether a line says that there is nothing, shows but a picture, or is left over from a template."""
    bare = plain(without_pictures(text, words))
    return not bare.strip(" .:-–—*_") or bare in words.nothing or is_placeholder(text, words)


def is_pointer(text: str, reading: Reading) -> bool:
    """Whether a line is one sentence that only says where to read on: `See the whole report [here](…)`."""
    inline = strip_markup(text, reading.page.references)
    bare = inline.text.rstrip(" .。)")
    if not inline.links or ". " in bare:
        return False
    first, last = min(link.start for link in inline.links), max(inline.links, key=lambda link: link.end)
    leads = reading.words.leads
    opens = _opens(leads["pointer"]).match(bare) or _opens(leads["look"]).fullmatch(bare[:first])
    return opens is not None and last.end >= len(bare) and not is_ticket_url(last.url)


def tells_story(text: str, reading: Reading) -> bool:
    """Whether a paragraph only tells what happened: nothing in it promises, tells to do, or names a ticket or state."""
    words, inline = reading.words, strip_markup(text, reading.page.references)
    if not _word_of(words.telling_words).search(inline.text) or _word_of(words.promising_words).search(inline.text):
        return False
    stated = inline.text.startswith(words.state_markers)
    return not (stated or opens_with_verb(text, words) or find_tickets(inline, words))


def denies(text: str, words: Vocabulary) -> bool:
    """Whether an answer says no and promises nothing."""
    answer = plain(text).strip()
    return answer.casefold().startswith(words.denials) and not _word_of(words.promising_words).search(answer)


def is_denied(text: str, words: Vocabulary) -> bool:
    """Whether a text is a question and the answer that says no."""
    question, _, answer = text.partition("? ")
    return bool(answer) and "." not in question and denies(answer, words)


@lru_cache(maxsize=8)
def _word_of(alternatives: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{alternatives})\b", re.IGNORECASE)


@lru_cache(maxsize=8)
def _opens(leads: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{leads})(?:\s*[:：]?\s+|[:：])", re.IGNORECASE)
