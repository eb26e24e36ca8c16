"""How requests to a remote forge are carried out: repeated, paced, waited for or given up, whoever sends them.

What a request says, and what an answer means on one forge, is that forge's package's affair.
"""
