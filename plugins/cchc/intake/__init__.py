"""Taking in what units without accounts send by mail: Word files and pictures become draft posts.

A folder of attachments, as messy as it comes, is read into a tree (`tree`, with `zips` and `mails`), sorted
into articles with their pictures (`bundles`), and each of these made a draft (`drafts`) unless there is one
already (`twins`).
"""
