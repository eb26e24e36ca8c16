"""Markdown → blocks → a tree of sections; and inline markup → plain words. No word has a meaning yet."""
