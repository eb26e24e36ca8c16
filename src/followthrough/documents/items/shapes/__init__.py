"""The shapes action items are written in, one module each: entries, rows, records, headings, paragraphs."""
