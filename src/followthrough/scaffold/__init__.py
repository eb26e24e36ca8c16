"""The files that a repository begins with: a configuration, a workflow or CI file, and a postmortem to fill in.

Everything here is a pure function of what was found out; `cli.init` finds it out and writes.
"""
