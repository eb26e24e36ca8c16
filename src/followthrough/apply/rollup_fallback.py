"""Where no change request can be commented on, a tracking issue serves: one for each postmortem."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from followthrough.apply.follow_up import framed
from followthrough.apply.opening import open_once
from followthrough.apply.rollup_words import Words, marker_after
from followthrough.apply.run import Run
from followthrough.model import Issue, IssueDraft
from followthrough.rollups.opened import tracking_title
from followthrough.rollups.sharing import shared_out
from followthrough.tracking.ledger import Ledger


def open_tracking_issues(run: Run, words: Words, ledgers: Sequence[Ledger]) -> tuple[Issue, ...]:
    """Open the tracking issue of each postmortem that is told of, or find the one that another run opened.

    Raises ForgeError, Ambiguous where nobody can tell whether it was opened.
    """
    return tuple(_opened(run, one, ledger) for one, ledger in zip(shared(words), ledgers, strict=True))


def shared(words: Words) -> tuple[Words, ...]:
    """The words for each of the postmortems alone."""
    shares = shared_out(words.mentions, words.turn.rollups)
    return tuple(
        replace(words, turn=replace(words.turn, rollups=(rollup,)), mentions=mentions)
        for rollup, mentions in zip(words.turn.rollups, shares, strict=True)
    )


def _opened(run: Run, words: Words, ledger: Ledger) -> Issue:
    draft = IssueDraft(
        title=tracking_title(ledger),
        body=framed(words.text(marker_after(None, [ledger]))),
        labels=(words.rolling.tracking(ledger.path).labels.managed,),
        confidential=ledger.confidential and run.forge.capabilities.confidential_issues,
    )
    issue, _ = open_once(run, draft, lambda listing: listing.follow_ups.get(ledger.postmortem))
    return issue
