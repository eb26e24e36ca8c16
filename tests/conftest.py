"""What holds for every test."""

from __future__ import annotations

from hypothesis import settings

# Deadlines are for benchmarks: how long one example takes says more about the machine than about the promise.
settings.register_profile("followthrough", deadline=None)
settings.load_profile("followthrough")
