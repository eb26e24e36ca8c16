"""The bytes of a file → text, and what stands about it: its format, its front matter, what it silences."""
