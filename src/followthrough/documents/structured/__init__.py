"""Postmortems in YAML or JSON."""
