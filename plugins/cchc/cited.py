"""Which documents of the register a post cites: by its key, and by their numbers in its text."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import PurePosixPath
from typing import NamedTuple

from cchc.model import Post, Site
from cchc.records import Document
from cchc.register import register


class Cited(NamedTuple):
    """A document that a post cites."""

    document: Document
    line: int
    """Of the post's file, where it is cited first; its key comes before its text."""


def cited_by(site: Site, post: Post) -> tuple[Cited, ...]:
    """Return the registered documents that a post cites, each once; a number that may name two cites neither."""
    known = _known(site)
    if post.path not in known:
        known[post.path] = _found(site, post)
    return known[post.path]


@lru_cache(maxsize=1)
def _known(site: Site) -> dict[PurePosixPath, tuple[Cited, ...]]:  # noqa: ARG001 (one for each site)
    """Return what was found in the posts of a site so far: rules, pages and reports all ask."""
    return {}


def _found(site: Site, post: Post) -> tuple[Cited, ...]:
    if not site.documents or not (post.meta.documents or post.cited):
        return ()
    find = register(site).find
    found: dict[str, Cited] = {}
    for number in post.meta.documents:
        if document := find(number):
            found.setdefault(document.id, Cited(document, post.line_of("documents")))
    for item in post.cited:
        if document := find(item.number, dt.date.fromisoformat(item.day) if item.day else None):
            found.setdefault(document.id, Cited(document, post.body_line + item.line))
    return tuple(found.values())


def by_document(site: Site, posts: Sequence[Post]) -> Mapping[str, Sequence[Post]]:
    """Return the posts that cite each document, by its id, newest first; `posts` are given oldest first."""
    found: dict[str, list[Post]] = defaultdict(list)
    for post in reversed(posts):
        for item in cited_by(site, post):
            found[item.document.id].append(post)
    return found
