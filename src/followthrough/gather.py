"""Gather what a plan is made from."""
