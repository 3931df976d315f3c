"""Starting things: a post, a record of any kind, a site for another agency."""
