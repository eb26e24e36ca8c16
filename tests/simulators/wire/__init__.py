"""What any simulated forge needs of HTTP: a listener on loopback, exchanges and their journal, faults, a clock, a trap.

Nothing here knows a forge; the package of each forge builds on it.
"""
