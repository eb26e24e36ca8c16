"""Find, read and judge a configuration file."""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType
from typing import Any

from followthrough.config import Config, Override
from followthrough.config.durations import read_duration
from followthrough.config.plain import plain
from followthrough.config.settings import settings_from
from followthrough.documents.nodes import from_yaml, tree
from followthrough.errors import ConfigError
from followthrough.globs import compile_globs
from followthrough.rollups.rules import Escalation, Mention, RollupMode, RollupRules

NAMES = (".followthrough.yml", ".followthrough.yaml")
_MAX_BYTES = 1 << 20
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def load_config(root: Path, named: Path | None = None) -> Config:
    """The configuration of a repository: the file named, else the one at its root, else the defaults.

    Raises ConfigError that tells every mistake at once, each with its place.
    """
    file = named or _find(root)
    return Config() if file is None else parse_config(_shown(file, root), _read(file))


def parse_config(name: str, data: bytes) -> Config:
    """The configuration that a file of this name holds. Raises ConfigError."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ConfigError(f"{name} is not UTF-8 text (byte {error.start + 1})", hint="save it as UTF-8") from error
    values = _values(name, text)
    overrides = values.pop("overrides", [])
    return Config(
        file=name,
        paths=_words(values.get("paths")),
        exclude=_words(values.get("exclude")),
        timezone=values.get("deadlines", {}).get("timezone"),
        rollup=_rollup(values.get("rollup", {})),
        general=settings_from(values),
        overrides=tuple(_override(one) for one in overrides),
        values=MappingProxyType(values),
    )


def _find(root: Path) -> Path | None:
    there = [root / name for name in NAMES if (root / name).exists()]
    if len(there) > 1:
        raise ConfigError(f"{NAMES[0]} and {NAMES[1]} are both there", hint="keep one of them")
    return there[0] if there else None


def _read(file: Path) -> bytes:
    try:
        if not file.is_file():
            problem = "is not a file" if file.exists() else "does not exist"
            raise ConfigError(f"The configuration {file} {problem}", hint="name a file with --config, or leave it away")
        if file.stat().st_size > _MAX_BYTES:
            raise ConfigError(f"The configuration {file} is larger than 1 MiB", hint="is it the right file?")
        return file.read_bytes()
    except OSError as error:
        raise ConfigError(f"The configuration {file} cannot be read: {error.strerror}") from error


def _shown(file: Path, root: Path) -> str:
    return file.relative_to(root).as_posix() if file.is_relative_to(root) else file.as_posix()


def _values(name: str, text: str) -> dict[str, Any]:
    try:
        node = from_yaml.load(text.replace("\r\n", "\n").replace("\r", "\n"))
    except tree.StructureError as error:
        place = f"{name}:{error.position.line}:{error.position.column}"
        raise ConfigError(f"{place}  {error.message}", hint=error.remedy) from error
    found = plain(node)
    if found.value is None:
        return {}
    # jsonschema takes longer to import than many a command to run, and most repositories need no configuration.
    from followthrough.config.problems import problems_of

    problems = problems_of(found)
    if problems:
        lines = [f"{name}:{one.position.line}:{one.position.column}  {one.text}" for one in problems]
        raise ConfigError("\n".join(lines), hint="docs/configuration.md has every key")
    return dict(found.value) if isinstance(found.value, dict) else {}


def _override(values: dict[str, Any]) -> Override:
    rest = {key: value for key, value in values.items() if key != "paths"}
    return Override(paths=compile_globs(values["paths"]), values=MappingProxyType(rest))


def _rollup(values: dict[str, Any]) -> RollupRules:
    escalate, usual = values.get("escalate"), RollupRules()
    return RollupRules(
        mode=RollupMode(values.get("mode", usual.mode)),
        mention=Mention(values.get("mention", usual.mention)),
        weekday=_WEEKDAYS.index(values.get("weekday", _WEEKDAYS[usual.weekday])),
        quiet_after=int(values.get("quiet_after", usual.quiet_after)),
        escalate=Escalation(after=read_duration(escalate["after"]), to=_login(escalate.get("to")))
        if escalate
        else None,
        remind=values.get("remind") == "overdue",
    )


def _login(text: str | None) -> str | None:
    return text.removeprefix("@") if text else None


def _words(values: list[str] | None) -> tuple[str, ...] | None:
    return None if values is None else tuple(values)
