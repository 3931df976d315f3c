"""Lighthouse on the sample site, as phones see it: scores that may not fall, and what would raise them."""
