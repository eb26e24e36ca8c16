"""Keep the digest issue that tells of the postmortems of a run, or of several runs, together."""

from __future__ import annotations

from dataclasses import replace

from followthrough.apply.digest import DigestWords, draft, keep
from followthrough.apply.drafts import visible
from followthrough.cli.connect import open_forge
from followthrough.cli.errors import tell
from followthrough.cli.rolling import RolledUp, Rolls
from followthrough.cli.settling import settling_for
from followthrough.cli.signals import Asked, patiently
from followthrough.errors import ExitCode, ForgeError
from followthrough.forges.protocol import Forge
from followthrough.rollups.digest import Digest
from followthrough.rollups.run import Draft, RollupRun


def keep_digest(ended: RolledUp, rolls: Rolls, repo: str, began: float) -> RolledUp:
    """Write the digest of a run into a repository; what prevents it is a failure of the run, which went before."""
    run, asked = ended.run, Asked()
    common = replace(rolls.common, repo=repo)
    try:
        with open_forge(rolls.workspace, common, writable=True, sleep=asked.sleep) as forge, forge.lease():
            words = _words(run, rolls, forge)
            with patiently(asked):
                keep(forge, words, rolls.rolling.default_rules, settling_for(forge, common, began, asked.sleep))
    except ForgeError as error:
        failure = f"The digest in {repo} could not be written: {error.message}"
        tell(failure, error.hint)
        return RolledUp(run=replace(run, failed=(*run.failed, failure)), exit_code=ended.exit_code or error.exit_code)
    return replace(ended, exit_code=ended.exit_code or asked.exit_code or ExitCode.OK)


def rehearse_digest(ended: RolledUp, rolls: Rolls, repo: str) -> RolledUp:
    """The run with what its digest would say, unless it says so already; nothing is written. Raises ForgeError."""
    with open_forge(rolls.workspace, replace(rolls.common, repo=repo), writable=False) as forge:
        text = draft(forge, _words(ended.run, rolls, forge), rolls.rolling.default_rules)
    drafts = (Draft(where=f"digest in {repo}", text=visible(text)),) if text else ()
    return replace(ended, run=replace(ended.run, drafts=(*ended.run.drafts, *drafts)))


def _words(run: RollupRun, rolls: Rolls, forge: Forge) -> DigestWords:
    rolling = rolls.rolling
    return DigestWords(
        digest=Digest(rollups=run.rollups, today=run.today, zone=run.zone),
        rules=rolling.rules,
        label=rolling.default_rules.labels.managed,
        limit=forge.capabilities.max_body,
    )
