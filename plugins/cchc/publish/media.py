"""The video or recording of a post, as its page shows it."""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from cchc.links import PICTURES, Resolver, Target
from cchc.media import SOUNDS, VIDEOS, file_target, medium, transcript
from cchc.model import Post
from cchc.publish.attachments import bytes_of, size
from cchc.schema.posts import Audio, Video
from cchc.video import embed

_CAPTIONS = frozenset({".vtt"})


def media(resolver: Resolver, post: Post) -> Mapping[str, Any] | None:
    """Return what a page shows of a post's video or recording, as plain data; None where there is none to show."""
    item = medium(post)
    if item is None:
        return None
    words: dict[str, Any] = {"transcript": list(transcript(resolver, post)), "duration": item.duration}
    if isinstance(item, Audio):
        return _file(resolver, post, item, "audio", words)
    poster = file_target(resolver, post, item.poster, PICTURES)
    words["poster"] = poster and poster.url
    if item.file is not None:
        captions = file_target(resolver, post, item.captions, _CAPTIONS)
        return _file(resolver, post, item, "video", {**words, "captions": captions and captions.url})
    url = item.url or ""
    player = embed(url)
    if player is None or player.host not in resolver.site.config.plugin.video_hosts:
        return {**words, "kind": "link", "page": url, "host": urlsplit(url).hostname or url}
    return {**words, "kind": "player", "page": player.page, "player": player.player, "host": player.name}


def _file(
    resolver: Resolver, post: Post, item: Video | Audio, kind: str, words: Mapping[str, Any]
) -> Mapping[str, Any] | None:
    target = file_target(resolver, post, item.file, VIDEOS if kind == "video" else SOUNDS)
    if target is None or target.path is None:
        return None
    return {
        **words,
        "kind": kind,
        "url": target.url,
        "type": target.path.suffix[1:].upper(),
        "size": size(bytes_of(resolver, target), resolver.site.config.language),
    }


def targets(resolver: Resolver, post: Post) -> Iterator[str]:
    """Yield the files, as a post names them, that its page shows or plays."""
    item = medium(post)
    if item is None:
        return
    asked: tuple[tuple[str | None, frozenset[str]], ...] = ((item.file, VIDEOS | SOUNDS),)
    if isinstance(item, Video):
        asked += ((item.poster, PICTURES), (item.captions if item.file else None, _CAPTIONS))
    for name, endings in asked:
        target: Target | None = file_target(resolver, post, name, endings)
        if name is not None and target is not None:
            yield name
