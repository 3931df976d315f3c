"""Speed, memory and size, measured beside another tool on the same corpus, in one run."""
