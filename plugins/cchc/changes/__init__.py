"""Two states of the administrative procedures, compared: which were added, amended, replaced, abolished, removed.

`versions` reads one record wherever it comes from, `compare` and `items` find what it says otherwise, `sides` reads
whole states (a folder, a file, a git revision), `history` the states that git kept, `wording` says it all in words.
"""
