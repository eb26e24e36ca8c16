"""Postmortems in Markdown: one document from its text to its values."""
