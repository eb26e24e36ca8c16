"""The report: one HTML page, complete in itself, that shows what is tracked and how it goes."""
