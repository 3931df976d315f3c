"""The video or recording of a post, as its page shows it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from cchc.links import PICTURES
from cchc.media import SOUNDS, VIDEOS, file_target, medium, transcript
from cchc.model import Post
from cchc.publish.attachments import bytes_of, size
from cchc.schema.posts import Audio, Video
from cchc.video import embed

if TYPE_CHECKING:
    from cchc.publish.posts import Cards

_CAPTIONS = frozenset({".vtt"})


def media(cards: "Cards", post: Post) -> Mapping[str, Any] | None:
    """Return what a page shows of a post's video or recording, as plain data; None where there is none to show."""
    item = medium(post)
    if item is None:
        return None
    resolver = cards.resolver
    words: dict[str, Any] = {"transcript": list(transcript(resolver, post)), "duration": item.duration}
    if isinstance(item, Audio):
        return _file(cards, post, item, "audio", words)
    poster = file_target(resolver, post, item.poster, PICTURES)
    image = cards.images.of(poster) if poster else None
    words["poster"] = image and image["url"]
    if item.file is not None:
        captions = file_target(resolver, post, item.captions, _CAPTIONS)
        shown = captions.url if captions and cards.images.whole(captions) else None
        return _file(cards, post, item, "video", {**words, "captions": shown})
    url = item.url or ""
    player = embed(url)
    if player is None or player.host not in resolver.site.config.plugin.video_hosts:
        return {**words, "kind": "link", "page": url, "host": urlsplit(url).hostname or url}
    return {**words, "kind": "player", "page": player.page, "player": player.player, "host": player.name}


def _file(
    cards: "Cards", post: Post, item: Video | Audio, kind: str, words: Mapping[str, Any]
) -> Mapping[str, Any] | None:
    target = file_target(cards.resolver, post, item.file, VIDEOS if kind == "video" else SOUNDS)
    if target is None or target.path is None or not cards.images.whole(target):
        return None
    return {
        **words,
        "kind": kind,
        "url": target.url,
        "type": target.path.suffix[1:].upper(),
        "size": size(bytes_of(cards.site, target), cards.site.config.language),
    }
