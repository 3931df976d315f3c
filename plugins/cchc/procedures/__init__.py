"""Procedures from the portal's exports, in and out.

In: `files` opens what was given, `headers` finds the columns, `records` makes a record of every row (`cells` and
`flat` read the texts), `plan` compares records with the files of docs/thu-tuc, `writing` puts them there.
Out: `export` and `annex`. What is wrong with a row is a value; only a file that cannot be trusted raises.
"""
