"""The place a command works in: a repository with its configuration, and the documents that were asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from followthrough.cli.at_once import read_all
from followthrough.cli.log import LOG, set_up
from followthrough.cli.options import Common
from followthrough.config import Config
from followthrough.config.load import load_config
from followthrough.discovery.reading import read_file
from followthrough.discovery.repository import Repository, open_repository
from followthrough.discovery.selection import PATHS, Selection, Wanted, select
from followthrough.documents import read
from followthrough.documents.text.source import lines_of as source_lines
from followthrough.errors import ConfigError
from followthrough.model import Finding, Format, Postmortem
from followthrough.rollups.weeks import today_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Workspace:
    """A repository as a command finds it."""

    repository: Repository
    config: Config
    today: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The documents that were asked for, as they were read."""

    selection: Selection
    postmortems: tuple[Postmortem, ...]


def repository_here() -> Repository:
    """The repository around the current folder. Raises ConfigError, where that folder is gone too."""
    try:
        folder = Path.cwd()
    except OSError as error:
        raise ConfigError(f"The current folder cannot be used: {error.strerror}", hint="go to another one") from error
    return open_repository(folder)


def open_workspace(common: Common, *, by_default: bool = False) -> Workspace:
    """The repository around the current folder, with its configuration or the default one. Raises ConfigError."""
    set_up(common)
    repository = repository_here()
    config = Config() if by_default else load_config(repository.root, common.config)
    LOG.info("repository %s, configuration %s", repository.root, config.file or "by default")
    return Workspace(repository=repository, config=config, today=common.today or _today(config))


def read_documents(workspace: Workspace, paths: Sequence[str]) -> Reading:
    """Every document that the paths name, or without any the globs. Raises ConfigError for a path that is not there."""
    wanted = Wanted(paths=workspace.config.paths, exclude=workspace.config.exclude)
    selection = select(workspace.repository, wanted, paths, Path.cwd())
    if not selection.paths:
        globs = paths or (PATHS if workspace.config.paths is None else workspace.config.paths)
        where = ", ".join(globs) or "an empty list of `paths`"
        LOG.warning("no postmortems in %s; name files or folders, or set `paths` in .followthrough.yml", where)
    return _read(workspace, selection)


def documents_at_hand(workspace: Workspace) -> Reading:
    """The documents that the globs of the configuration find, of which there may well be none."""
    wanted = Wanted(paths=workspace.config.paths, exclude=workspace.config.exclude)
    return _read(workspace, select(workspace.repository, wanted, (), Path.cwd()))


def lines_of(workspace: Workspace, path: str) -> Sequence[str]:
    """The lines of a document, for people to see what is meant; none where it cannot be read."""
    data = read_file(workspace.repository, path)
    return () if isinstance(data, Finding) else source_lines(data)


def read_document(workspace: Workspace, path: str) -> Postmortem:
    """One document of the repository as the configuration says it is to be read; an unreadable one with a finding."""
    LOG.debug("reading %s", path)
    data = read_file(workspace.repository, path)
    if isinstance(data, Finding):
        return Postmortem(path=path, format=Format.UNSUPPORTED, findings=(data,), readable=False)
    return read(path, data, workspace.config.reading_rules(path))


def _today(config: Config) -> date:
    zone = ZoneInfo(config.timezone) if config.timezone else None
    return today_in(zone, datetime.now(UTC))


def _read(workspace: Workspace, selection: Selection) -> Reading:
    LOG.info("%d documents", len(selection.paths))
    return Reading(
        selection=selection, postmortems=read_all(lambda path: read_document(workspace, path), selection.paths)
    )
