"""What would fail in a repository, and the exact mend: judged from facts that others gathered."""
