"""What managers read: pure functions of a `Site`, as data, text and tables."""
