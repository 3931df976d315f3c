"""What each kind of record tells a report: one module for each, with one function `part`."""
