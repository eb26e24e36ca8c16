"""Where promises stand: issues, ledgers and today's date become tracked items, and these become status and comments.

Nothing here writes to a forge or asks what day it is; how a terminal shows it is left to `reporting`.
"""
