"""The embedded forge: issues in one SQLite file, with the behaviour of a real forge and neither account nor network."""

from __future__ import annotations

from followthrough.forges.local.forge import Commit, LocalForge

__all__ = ["Commit", "LocalForge"]
