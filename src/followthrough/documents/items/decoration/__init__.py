"""What stands around an item's words, at its beginning and its end: owner, deadline, status, tickets."""
