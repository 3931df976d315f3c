"""Starting things: a post, a procedure, a site for another agency."""
