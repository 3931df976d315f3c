"""What a report says of each duty: a function `part(site, window)` in a module of its own."""
