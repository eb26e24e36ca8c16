"""Leave for a test to talk to a simulator: 127.0.0.1 and nothing else.

Tests below `tests/simulators` and `tests/thirdparty` have it from their conftest; any other module that starts a
simulator says `pytestmark = LOOPBACK`.
"""

from __future__ import annotations

import pytest

LOOPBACK = pytest.mark.allow_hosts(["127.0.0.1"])
