"""Join what several runs of rollup printed as JSON, as the last job of a fan-out does."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import cast

from followthrough.cli.output import Renderings
from followthrough.errors import ConfigError
from followthrough.reporting.merged import merged_markdown, merged_text
from followthrough.rollups.json_text import json_text
from followthrough.rollups.posting import Post, Posting, Turn
from followthrough.rollups.rollup_merge import merge, rollups_in
from followthrough.rollups.run import RollupRun, ToldThread

_ELSEWHERE = Posting(post=Post.NOTHING, reason="another run told it")


def merge_files(files: Sequence[str]) -> Mapping[str, object]:
    """What several files say, as if one run had printed it. Raises ConfigError that names the file."""
    return merge({file: _read(file) for file in files})


def rollups_of(merged: Mapping[str, object]) -> RollupRun:
    """The same as the values that a digest is made of."""
    day, zone = merged["today"], merged["timezone"]
    rollups = rollups_in(merged)
    told = (ToldThread(turn=Turn(rollups=(one,), memory=None, posting=_ELSEWHERE)) for one in rollups)
    return RollupRun(
        today=date.fromisoformat(str(day)),
        zone=str(zone) if zone is not None else None,
        threads=tuple(told),
        failed=tuple(map(str, cast("list[object]", merged["failed"]))),
    )


def merged_renderings(merged: Mapping[str, object], run: RollupRun) -> Renderings:
    """What was joined, in each format; `run` is the same as `rollups_of` has it, and what became of a digest."""
    return {
        "text": lambda: merged_text(run),
        "json": lambda: json_text(merged),
        "markdown": lambda: merged_markdown(run),
    }


def _read(file: str) -> object:
    try:
        return json.loads(Path(file).read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{file} cannot be read: {error.strerror}", hint="name the files of other runs") from error
    except ValueError as error:
        hint = "write it with `followthrough rollup --output json=FILE`"
        raise ConfigError(f"{file} is not JSON", hint=hint) from error
