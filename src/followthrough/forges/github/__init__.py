"""GitHub: github.com and GitHub Enterprise Server, over PyGithub.

`forge` is imported by whoever opens one; nothing is imported here, so that PyGithub loads only where it is used.
"""
