from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from followthrough.config import Config
from followthrough.config.load import load_config, parse_config
from followthrough.documents.rules import DateOrder
from followthrough.errors import ConfigError, ExitCode
from followthrough.model import Severity, Span
from followthrough.rollups.rules import Escalation, Mention, RollupMode, RollupRules
from followthrough.tracking.rules import ExternalTickets, LabelNames, OnRemoved, OwnerTarget, TrackingRules

WHOLE = b"""
paths: ["postmortems/**"]
exclude: ["**/TEMPLATE*"]
since: 2026-01-01
owners: {Alice Smith: alice, alice@acme.example: "@alice", SRE: {team: acme/sre, assign: [bob]}, Core: [ann, ben]}
trusted_authors: [acme-bot]
labels: {managed: followup, overdue: late, needs_owner: nobody, removed: gone, wont_do: dropped,
         priority: {High: P1}, severity: {P1: sev-1}, extra: [reliability], formerly: [postmortem-action]}
deadlines: {by_priority: {High: 14d}, by_severity: {P1: 1m}, date_order: DMY, timezone: Europe/Berlin, weekends: keep}
checks: {FT203: off, FT201: error}
vocabulary: {sections: [Massnahmen], columns: {owner: [Zust\xc3\xa4ndig]}}
max_creates: 40
on_removed: close
external_tickets: trust
confidential: yes
confidential_severities: [P0]
rollup: {mode: always, mention: nobody, weekday: friday, quiet_after: 8, remind: overdue,
  escalate: {after: 2w, to: acme/leads}}
overrides:
  - {paths: ["payments/**"], labels: {extra: [payments]}, checks: {FT201: off}}
  - {paths: ["payments/eu/**"], max_creates: 5, owners: {Dana: dana}}
"""


def _whole() -> Config:
    return parse_config(".followthrough.yml", WHOLE)


def test_every_key() -> None:
    """Every key of the configuration reaches the rules it is for."""
    config = _whole()
    assert (config.paths, config.exclude, config.timezone) == (("postmortems/**",), ("**/TEMPLATE*",), "Europe/Berlin")
    assert config.tracking_rules("a.md") == TrackingRules(
        labels=LabelNames(
            managed="followup",
            overdue="late",
            needs_owner="nobody",
            removed="gone",
            wont_do="dropped",
            priority={"high": "P1"},
            severity={"p1": "sev-1"},
            extra=("reliability",),
            formerly=("postmortem-action",),
        ),
        owners={
            "alice smith": OwnerTarget(logins=("alice",)),
            "alice@acme.example": OwnerTarget(logins=("alice",)),
            "sre": OwnerTarget(logins=("bob",), team="acme/sre"),
            "core": OwnerTarget(logins=("ann", "ben")),
        },
        trusted_authors=frozenset({"acme-bot"}),
        since=date(2026, 1, 1),
        max_creates=40,
        on_removed=OnRemoved.CLOSE,
        external_tickets=ExternalTickets.TRUST,
        roll_weekends=False,
        confidential=True,
        confidential_severities=frozenset({"p0"}),
    )


def test_reading_and_checking_rules() -> None:
    """What a team decides about reading and checking reaches the reader and the checks."""
    reading = _whole().reading_rules("a.md")
    assert reading.date_order is DateOrder.DMY
    assert reading.by_priority == {"high": Span(days=14)}
    assert reading.by_severity == {"p1": Span(months=1)}
    assert {"alice smith", "sre"} <= reading.known_people
    assert (reading.extra_sections, reading.extra_columns) == (("Massnahmen",), {"owner": ("Zuständig",)})
    assert _whole().checking_rules("a.md", {"type": "object"}).levels == {"FT203": None, "FT201": Severity.ERROR}


def test_rollup_rules() -> None:
    """The settings of rollups are kept."""
    assert _whole().rollup == RollupRules(
        mode=RollupMode.ALWAYS,
        mention=Mention.NOBODY,
        weekday=4,
        quiet_after=8,
        escalate=Escalation(after=Span(days=14), to="acme/leads"),
        remind=True,
    )


def test_overrides_are_laid_over_the_rest() -> None:
    """An override replaces what it names for the paths it names, merges groups, and the last one wins."""
    config = _whole()
    payments, europe = config.tracking_rules("payments/a.md"), config.tracking_rules("payments/eu/a.md")
    assert payments.labels.extra == ("payments",)
    assert payments.labels.managed == "followup"
    assert payments.max_creates == 40
    assert (europe.labels.extra, europe.max_creates) == (("payments",), 5)
    assert set(europe.owners) == {"alice smith", "alice@acme.example", "sre", "core", "dana"}
    assert config.checking_rules("payments/a.md", {}).levels == {"FT203": None, "FT201": None}


@pytest.mark.parametrize("data", [b"", b"# nothing yet\n", b"\xef\xbb\xbf", b"paths:\nlabels: ~\n", b"{}"])
def test_an_empty_file_says_nothing(data: bytes) -> None:
    """An empty file, a comment alone and keys without a value change nothing."""
    config = parse_config(".followthrough.yml", data)
    assert (config.paths, config.general, config.rollup) == (None, Config().general, RollupRules())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("max_create: 5", '1:1  unknown key "max_create": did you mean "max_creates"?', id="a typo"),
        pytest.param(
            "labels: {manged: x}", '1:10  unknown key "labels.manged": did you mean "managed"?', id="a typo in a group"
        ),
        pytest.param(
            "date_order: DMY",
            '1:1  unknown key "date_order": did you mean "deadlines.date_order"?',
            id="a level too high",
        ),
        pytest.param("\ncolour: red", '2:1  unknown key "colour": there are paths, exclude, since', id="nothing near"),
        pytest.param("api_url: https://evil.example", '"api_url" may not stand in a repository', id="an address"),
        pytest.param("token: abc", '"token" may not stand in a repository', id="a token"),
        pytest.param("hosts: {a.example: github}", '"hosts" may not stand in a repository', id="a host"),
        pytest.param("rollup: {gitlab_token: abc}", '"gitlab_token" may not stand', id="a token further down"),
        pytest.param(
            "labels: {managed: ghp_0123456789abcdef}", "looks like a credential", id="a value that is a token"
        ),
        pytest.param(
            "owners: {ghp_0123456789abcdef: al}", "1:10  the key of owners holds what", id="a key that is one"
        ),
        pytest.param("labels: {extra: [HTTPS://evil.example]}", "labels.extra[0] holds an address", id="a value"),
        pytest.param(
            "owners: {http://evil.example: al}", "the key of owners holds an address", id="an address for a key"
        ),
        pytest.param("max_creates: many", '1:1  max_creates: "many" is not a whole number', id="not a number"),
        pytest.param("paths: postmortems/**", '"postmortems/**" is not a list of globs', id="not a list"),
        pytest.param("paths: [../../etc/*]", "is not a glob inside the repository", id="a way out"),
        pytest.param("paths: [a/../../x]", "is not a glob inside the repository", id="a way out in the middle"),
        pytest.param("exclude: [/etc/*]", "is not a glob inside the repository", id="an absolute path"),
        pytest.param("since: 2026-02-30", '"2026-02-30" is not a date', id="no such day"),
        pytest.param("since: 20260101", '"20260101" is not a date', id="not the usual way to write it"),
        pytest.param("on_removed: delete", '"delete" is none of keep, close', id="not an option"),
        pytest.param("deadlines: {date_order: dmy}", 'did you mean "DMY"?', id="letter case"),
        pytest.param("deadlines: {timezone: Mars}", '"Mars" is not a time zone', id="no such zone"),
        pytest.param("deadlines: {timezone: /etc/passwd}", "is not a time zone", id="a path for a zone"),
        pytest.param("deadlines: {by_priority: {high: soon}}", '"soon" is not a duration', id="not a duration"),
        pytest.param(
            "vocabulary: {columns: {ower: [Wer]}}",
            'unknown key "vocabulary.columns.ower": did you mean "owner"?',
            id="a column",
        ),
        pytest.param("checks: {FT999: off}", '1:10  there is no finding "FT999"', id="no such finding"),
        pytest.param("checks: {FT2O1: off}", 'did you mean "FT2', id="a letter for a digit"),
        pytest.param("checks: {FT201: fatal}", '"fatal" is none of off, info, warning, error', id="no such severity"),
        pytest.param("owners: {Alice: [alice, a b]}", 'owners.Alice[1]: "a b" is not a login', id="no login"),
        pytest.param("labels: {extra: ['a,b']}", "is not a label", id="no label"),
        pytest.param("rollup: {escalate: {to: bob}}", 'rollup.escalate needs the key "after"', id="half a group"),
        pytest.param("overrides: [{max_creates: 5}]", '1:13  overrides[0] needs the key "paths"', id="for which paths"),
        pytest.param(
            "overrides: [{paths: [a], trusted_authors: [b]}]", "holds for the whole repository", id="not by folder"
        ),
        pytest.param(
            "overrides: [{paths: [a], labels: {managed: b}}]", "holds for the whole repository", id="not one label"
        ),
        pytest.param("- a\n- b", "the configuration: a list is not a group of keys", id="a list"),
        pytest.param("a: &x 1\nb: *x", "1:4  ", id="an alias"),
        pytest.param("paths: [a]\npaths: [b]", "stands twice", id="a key twice"),
        pytest.param("paths: [a", ".followthrough.yml:1", id="a syntax error"),
    ],
)
def test_mistakes(text: str, expected: str) -> None:
    """A mistake is told with its place, what is wrong, and the nearest right word."""
    with pytest.raises(ConfigError) as caught:
        parse_config(".followthrough.yml", text.encode())
    assert expected in caught.value.message
    assert caught.value.exit_code is ExitCode.USAGE
    assert "ghp_" not in caught.value.message


def test_all_mistakes_at_once() -> None:
    """Every mistake is told, in the order of the file."""
    with pytest.raises(ConfigError) as caught:
        parse_config("c.yml", b"on_removed: delete\nmax_create: 5\nchecks: {FT203: never, FT000: off}\n")
    assert [line.split("  ")[0] for line in caught.value.message.splitlines()] == [
        "c.yml:1:1",
        "c.yml:2:1",
        "c.yml:3:10",
        "c.yml:3:24",
    ]


@pytest.mark.parametrize("name", [".followthrough.yml", ".followthrough.yaml"])
def test_found_at_the_root(tmp_path: Path, name: str) -> None:
    """The file at the root is found under either name, and told by it."""
    (tmp_path / name).write_bytes(b"max_creates: 3")
    config = load_config(tmp_path)
    assert (config.file, config.general.tracking.max_creates) == (name, 3)


def test_no_file(tmp_path: Path) -> None:
    """Without a file everything holds by default."""
    assert load_config(tmp_path) == Config()


def test_both_names(tmp_path: Path) -> None:
    """Two files are one too many."""
    for name in (".followthrough.yml", ".followthrough.yaml"):
        (tmp_path / name).write_bytes(b"")
    with pytest.raises(ConfigError, match="both there"):
        load_config(tmp_path)


@pytest.mark.parametrize(
    ("make", "complaint"),
    [
        pytest.param(lambda _: None, "does not exist", id="missing"),
        pytest.param(lambda file: file.mkdir(), "is not a file", id="a folder"),
        pytest.param(lambda file: file.write_bytes(b"paths: [\xff]"), "not UTF-8", id="other bytes"),
        pytest.param(lambda file: file.write_bytes(b"#" * ((1 << 20) + 1)), "larger than 1 MiB", id="too large"),
    ],
)
def test_named_files(tmp_path: Path, make: object, complaint: str) -> None:
    """A file that was named must be there and be readable."""
    assert callable(make)
    make(tmp_path / "c.yml")
    with pytest.raises(ConfigError, match=complaint):
        load_config(tmp_path, tmp_path / "c.yml")
