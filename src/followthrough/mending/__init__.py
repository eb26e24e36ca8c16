"""Mend in a document what can be mended in one way only; `document` proves that nothing else was changed."""
