"""GitLab: gitlab.com and self-managed instances, over python-gitlab.

`forge` is imported by whoever opens one; nothing is imported here, so that python-gitlab loads only where it is used.
"""
