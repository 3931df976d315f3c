"""Which procedures a post speaks of: by its key, by its links, by codes in its text; and what became of those since."""

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Literal
from urllib.parse import unquote

from cchc.links import line_of, resolver
from cchc.model import Place, Post, Site
from cchc.records import Procedure, Record
from cchc.schema import Action, Status

_IN_ADDRESS = re.compile(r"(?:^|/)([1-9]\.\d{6})[^/]*/?\Z", re.ASCII)
_MOST_STEPS = 20
"""Procedures that replaced one another in turn."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in a post that speaks of a procedure."""

    code: str
    line: int
    where: Literal["key", "link", "text"]
    words: str = ""
    """Of a link: what is to be clicked on."""
    target: str = ""
    """Of a link: where it leads, as it is written."""


@dataclass(frozen=True, slots=True)
class Outdated:
    """A place in a post that speaks of a procedure that is no more."""

    post: Post
    mention: Mention
    procedure: Procedure
    successor: Procedure | None
    place: Place

    @property
    def is_certain(self) -> bool:
        """Whether one code only has to take the place of another."""
        codes = {code[:8] for code in self.post.meta.procedures}
        return self.mention.where == "key" and self.successor is not None and self.successor.key not in codes


def of(site: Site, post: Post) -> tuple[Mention, ...]:
    """Return where a post speaks of procedures: each one once by its key, by a link, and by its code."""
    known = _known(site)
    if post.path not in known:
        known[post.path] = _found(site, post)
    return known[post.path]


@lru_cache(maxsize=1)
def _known(site: Site) -> dict[PurePosixPath, tuple[Mention, ...]]:  # noqa: ARG001 (one for each site)
    """Return what was found in the posts of a site so far: rules, pages and the index all ask."""
    return {}


def _found(site: Site, post: Post) -> tuple[Mention, ...]:
    seen: set[tuple[str, str]] = set()
    found = []
    for mention in (*_by_key(post), *_by_link(site, post), *_by_code(site, post)):
        name = (mention.code[:8], mention.where)
        if name not in seen:
            seen.add(name)
            found.append(mention)
    return tuple(found)


def named(site: Site, post: Post) -> tuple[Procedure, ...]:
    """Return the procedures that a post speaks of, in the order in which it does."""
    keys = dict.fromkeys(mention.code[:8] for mention in of(site, post))
    return tuple(found for key in keys if (found := site.procedure(key)) is not None)


def by_procedure(site: Site, posts: Sequence[Post]) -> Mapping[str, Sequence[Post]]:
    """Return the posts that speak of each procedure, by its key, newest first; `posts` are given oldest first."""
    found: dict[str, list[Post]] = defaultdict(list)
    for post in reversed(posts):
        for procedure in named(site, post):
            found[procedure.key].append(post)
    return MappingProxyType(found)


def _by_key(post: Post) -> Iterator[Mention]:
    for code in post.meta.procedures:
        yield Mention(code, post.line_of("procedures"), "key")


def _by_link(site: Site, post: Post) -> Iterator[Mention]:
    for link, target in resolver(site).links(post):
        code = None
        if target.path is not None:
            code = _codes(site).get(target.path)
        elif site.config.site_url and link.target.startswith(site.config.site_url + "thu-tuc/"):
            code = code_in(link.target)
        if code and not link.is_image:
            yield Mention(code, line_of(post, link), "link", link.text, link.target)


def _by_code(site: Site, post: Post) -> Iterator[Mention]:
    for code, line in post.codes:
        if site.procedure(code) is not None:
            yield Mention(code, post.body_line + line, "text")


@lru_cache(maxsize=1)
def _codes(site: Site) -> Mapping[PurePosixPath, str]:
    return {item.path: item.meta.code for item in site.procedures}


def code_in(address: str) -> str | None:
    """Return the code that an address ends with, as that of a procedure's page or file does."""
    match = _IN_ADDRESS.search(unquote(re.split("[?#]", address, maxsplit=1)[0]).removesuffix(".md"))
    return match[1] if match else None


def link_meant(site: Site, source: Post | Record, target: str) -> str | None:
    """Return the path from a source to the procedure that a broken link names, wherever its file lies now."""
    code = code_in(target)
    procedure = site.procedure(code) if code else None
    return path_to(source, procedure) if procedure else None


def path_to(source: Post | Record, procedure: Procedure) -> str:
    """Return the path to write in a source for a link to a procedure."""
    return posixpath.relpath(str(procedure.path), str(source.path.parent))


# --------------------------------------------------------------- what is over


def successor(site: Site, procedure: Procedure) -> Procedure | None:
    """Return the procedure in use that came in the place of one, however many came and went between them."""
    seen = {procedure.key}
    current = procedure
    for _ in range(_MOST_STEPS):
        following = site.procedure(current.meta.replaced_by) if current.meta.replaced_by else None
        if following is None or following.key in seen:
            return None
        if not following.is_abolished(site.today):
            return following
        seen.add(following.key)
        current = following
    return None


@lru_cache(maxsize=1)
def successors(site: Site) -> Mapping[str, str]:
    """Return the code that takes the place of each code that is no longer in use, by the keys of the latter."""
    return {
        item.key: following.meta.code
        for item in site.procedures
        if _is_over(site, item) and (following := successor(site, item)) is not None
    }


def _is_over(site: Site, procedure: Procedure) -> bool:
    status = procedure.status(site.today)
    return status is Action.ABOLISHED or (status is Action.REPLACED and procedure.meta.replaced_by is not None)


@lru_cache(maxsize=1)
def outdated(site: Site) -> tuple[Outdated, ...]:
    """Return the places in posts that speak of abolished and replaced procedures, which rules and repairs share."""
    over = {item.key for item in site.procedures if _is_over(site, item)}
    if not over:
        return ()
    return tuple(
        Outdated(post, mention, found, successor(site, found), Place(post.path, mention.line))
        for post in site.posts
        if post.meta.status is not Status.WITHDRAWN
        for mention in of(site, post)
        if mention.code[:8] in over and (found := site.procedure(mention.code)) is not None
    )


def renamed(site: Site, code: str) -> Procedure | None:
    """Return the procedure whose file is named after a code that it no longer has; None where that is not certain."""
    found = [item for item in site.procedures if item.path.stem[:8] == code[:8] != item.key]
    return found[0] if len(found) == 1 else None
