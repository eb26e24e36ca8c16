"""The action items of a document's outline.

`found` is asked for them: `scopes` says where to look, `groups` walks there, a module of `shapes` recognises each way
to write one, `decoration` reads what stands around the words, `finish` makes items of it all.
"""
