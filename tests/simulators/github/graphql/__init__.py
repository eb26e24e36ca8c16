"""The part of GitHub's GraphQL that matters here: parsed and executed for real, over a small part of its schema.

`document` reads the query language, `execution` walks it over nodes, `nodes` says which there are, `endpoint` is the
route. A field that GitHub has and these nodes lack is an error like one that does not exist: add it to `nodes`.
"""
