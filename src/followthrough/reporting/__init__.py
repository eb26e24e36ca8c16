"""Findings, plans and outcomes as people and programs read them: text, JSON, annotations, SARIF, code quality.

Every module turns values into text or into something rich lays out; who prints it, and where, is the command line's.
"""
