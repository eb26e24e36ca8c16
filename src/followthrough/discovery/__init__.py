"""The repository at hand: its files, its history, and which of its files are postmortems."""
