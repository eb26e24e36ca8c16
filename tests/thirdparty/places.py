"""Where `make thirdparty` puts what others have made; nothing of it is committed."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[2]
FETCHED = ROOT / ".thirdparty"
PYTHON = FETCHED / "python"
OPENAPI = FETCHED / "octokit-openapi" / "api.github.com.json"
GRAPHQL = FETCHED / "octokit-graphql-schema" / "schema.graphql"
SARIF = FETCHED / "jest-sarif" / "sarif-2.1.0-rtm.5.json"
RECORDINGS = FETCHED / "pygithub" / "ReplayData"
GH = FETCHED / "gh" / "usr" / "bin" / "gh"
GLAB = FETCHED / "glab" / "usr" / "bin" / "glab"
