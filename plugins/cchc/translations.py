"""Posts in several languages: which of them tell one story, and which of them the main lists show."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property

from cchc.languages import base
from cchc.model import Post


class Versions:
    """The languages in which each of some posts can be read."""

    def __init__(self, posts: Sequence[Post], language: str) -> None:
        self._posts, self._language = posts, base(language)
        self._known = {old: post for post in posts for old in post.meta.moved_from} | {post.id: post for post in posts}

    def source(self, post: Post) -> Post | None:
        """Return the post that a translation names; None where it is not among these."""
        return self._known.get(post.meta.translation_of or "")

    def original(self, post: Post) -> Post | None:
        """Return the original of a translation, of one of a translation too; None where none is found."""
        seen = {post.id}
        found: Post | None = post
        while found is not None and found.is_translation:
            found = self.source(found)
            if found is not None and found.id in seen:
                return None
            seen |= {found.id} if found else set()
        return found

    def __call__(self, post: Post) -> tuple[Post, ...]:
        """Return the original and one translation for each other language; nothing where there is one version."""
        original = self.original(post)
        return self._groups.get(original.id, ()) if original else ()

    def best(self, versions: Sequence[Post]) -> Post:
        """Return the version for readers who are asked no language: in that of the site, else the original."""
        return next((post for post in versions if base(post.meta.lang) == self._language), versions[0])

    @cached_property
    def listed(self) -> Sequence[Post]:
        """The posts of the main lists and feeds, in the order given: of each story one version.

        A translation whose original is gone is listed only in the language of the site.
        """
        if not any(post.is_translation for post in self._posts):
            return self._posts
        return tuple(post for post in self._posts if self._is_listed(post))

    @cached_property
    def by_language(self) -> Mapping[str, Sequence[Post]]:
        """All posts of each language but that of the site, in the order given; by the language's tag."""
        found: dict[str, list[Post]] = defaultdict(list)
        for post in self._posts:
            if base(post.meta.lang) != self._language:
                found[post.meta.lang].append(post)
        return dict(sorted(found.items()))

    def _is_listed(self, post: Post) -> bool:
        original = self.original(post)
        if original is None:
            return base(post.meta.lang) == self._language
        return self.best(self._groups.get(original.id, (original,))) is post

    @cached_property
    def _groups(self) -> Mapping[str, tuple[Post, ...]]:
        groups: dict[str, dict[str, Post]] = {}
        for post in self._posts:
            if post.is_translation and (original := self.original(post)) is not None:
                group = groups.setdefault(original.id, {original.meta.lang: original})
                group.setdefault(post.meta.lang, post)
        return {id_: tuple(group.values()) for id_, group in groups.items() if len(group) > 1}
