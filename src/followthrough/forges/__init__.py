"""The places that hold issues: one protocol, and an adapter for each forge."""
