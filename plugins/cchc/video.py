"""Hosts of videos: which address shows a video in a page, given the address people copy."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit


@dataclass(frozen=True, slots=True)
class Embed:
    """A video at a host whose player a page can show."""

    host: str
    """Of the player: what `video_hosts` and the policy for frames name."""
    name: str
    """As readers know the host."""
    player: str
    """The address of the player; it starts by itself, as it is shown after a click."""
    page: str
    """The address of the video's own page."""


_YOUTUBE = re.compile(r"[A-Za-z0-9_-]{11}", re.ASCII)
_VIMEO = re.compile(r"/(?:video/|channels/[\w-]+/)?(\d{5,12})(?:/([0-9a-f]{6,20}))?/?", re.ASCII)


def embed(url: str) -> Embed | None:
    """Return the player of a video by the address of its page; None for an address of anything else.

    YouTube's player comes from the host that sets no cookie before the video runs; Vimeo's is asked not to follow
    the reader.
    """
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    except ValueError:
        return None
    if host in ("youtube.com", "youtu.be", "youtube-nocookie.com"):
        return _youtube(host, parts.path, parts.query)
    if host in ("vimeo.com", "player.vimeo.com"):
        return _vimeo(parts.path, parts.query)
    return None


def _youtube(host: str, path: str, query: str) -> Embed | None:
    first, _, rest = path.strip("/").partition("/")
    if host == "youtu.be":
        name = first
    elif first in ("shorts", "live", "embed"):
        name = rest
    else:
        name = parse_qs(query).get("v", [""])[0] if first == "watch" else ""
    if not _YOUTUBE.fullmatch(name):
        return None
    return Embed(
        "www.youtube-nocookie.com",
        "YouTube",
        f"https://www.youtube-nocookie.com/embed/{name}?autoplay=1&rel=0",
        f"https://www.youtube.com/watch?v={name}",
    )


def _vimeo(path: str, query: str) -> Embed | None:
    match = _VIMEO.fullmatch(path)
    if not match:
        return None
    number, secret = match[1], match[2] or parse_qs(query).get("h", [""])[0]
    is_unlisted = bool(re.fullmatch("[0-9a-f]{6,20}", secret))
    player = f"https://player.vimeo.com/video/{number}?autoplay=1&dnt=1"
    return Embed(
        "player.vimeo.com",
        "Vimeo",
        f"{player}&h={secret}" if is_unlisted else player,
        f"https://vimeo.com/{number}" + (f"/{secret}" if is_unlisted else ""),
    )
