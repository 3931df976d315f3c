"""What stands beside a video or a recording: its words and its captions, read from where they lie."""

import html
import re
from pathlib import Path, PurePosixPath

from cchc.disk import decode
from cchc.links import Kind, Resolver, Target
from cchc.locale import Text, say
from cchc.model import Post, Problem
from cchc.schema.posts import Audio, Video
from cchc.text import normalize

VIDEOS = frozenset({".mp4", ".webm"})
SOUNDS = frozenset({".mp3", ".m4a"})

_TIMES = re.compile(r"(?:\d{2,}:)?[0-5]\d:[0-5]\d\.\d{3}[ \t]+-->[ \t]+(?:\d{2,}:)?[0-5]\d:[0-5]\d\.\d{3}(?:[ \t].*)?")
_PARAGRAPH = 300
"""Characters after which captions begin another paragraph."""
_TAG = re.compile(r"<[^<>]*>")


def medium(post: Post) -> Video | Audio | None:
    """Return the video of a post, else its recording."""
    return post.meta.video or post.meta.audio


def file_target(resolver: Resolver, post: Post, name: str | None, endings: frozenset[str]) -> Target | None:
    """Return the file of one of some kinds that a post names; None where there is no such file."""
    if name is None:
        return None
    found = resolver.resolve(post.path, name)
    is_fit = found.kind is Kind.FILE and found.path is not None and found.path.suffix.lower() in endings
    return found if is_fit else None


def named_transcript(resolver: Resolver, post: Post) -> PurePosixPath | None:
    """Return the file that holds the words of a post's video, where it names one."""
    item = medium(post)
    if item is None or item.transcript is None or not names_a_file(item.transcript):
        return None
    found = resolver.resolve(post.path, item.transcript)
    return found.path if found.kind is Kind.FILE else None


def names_a_file(transcript: str) -> bool:
    """Whether a transcript is the name of a file, not the words themselves."""
    return "\n" not in transcript and transcript.lower().endswith(".txt")


def transcript(resolver: Resolver, post: Post) -> tuple[str, ...]:
    """Return the paragraphs of what is said in a post's video: as written, else as its captions have it."""
    item = medium(post)
    if item is None:
        return ()
    if item.transcript is not None and not names_a_file(item.transcript):
        return _paragraphs(normalize(item.transcript))
    path = named_transcript(resolver, post)
    if path is not None:
        return _paragraphs(_text(resolver, path))
    captions = file_target(resolver, post, getattr(item, "captions", None), frozenset({".vtt"}))
    if captions is None or captions.path is None:
        return ()
    return _flowing(_cues(_text(resolver, captions.path)))


def _text(resolver: Resolver, path: PurePosixPath) -> str:
    """Return what a file says; nothing where it cannot be read."""
    read = decode(path, resolver.site.files[path], resolver.site.config.root)
    return "" if isinstance(read, Problem) else normalize(read)


def _paragraphs(text: str) -> tuple[str, ...]:
    blocks = (" ".join(block.split()) for block in re.split(r"\n[ \t]*\n", text))
    return tuple(block for block in blocks if block)


def _flowing(cues: list[str]) -> tuple[str, ...]:
    """Return cues as paragraphs, each ending with a sentence where sentences end."""
    paragraphs = [""]
    for cue in cues:
        if len(paragraphs[-1]) > _PARAGRAPH and paragraphs[-1].endswith((".", "!", "?", "…")):
            paragraphs.append("")
        paragraphs[-1] = f"{paragraphs[-1]} {cue}".strip()
    return tuple(paragraph for paragraph in paragraphs if paragraph)


def _cues(text: str) -> list[str]:
    """Return the words of captions, cue by cue; one that repeats the cue before it, as rolling captions do, once."""
    said: list[str] = []
    for block in re.split(r"\n[ \t]*\n", text):
        lines = block.strip().split("\n")
        at = next((number for number, line in enumerate(lines[:2]) if _TIMES.fullmatch(line.strip())), None)
        if at is None:  # the head, a note, a style
            continue
        words = " ".join(html.unescape(_TAG.sub("", " ".join(lines[at + 1 :]))).split())
        if words and (not said or said[-1] != words):
            said.append(words)
    return said


def fault_in_captions(path: PurePosixPath, file: Path, root: Path) -> Text | None:
    """Say what keeps browsers from reading captions (WebVTT, W3C 2019, section 4.1); None where nothing does."""
    read = decode(path, file, root)
    if isinstance(read, Problem):
        return say("không đọc được: {reason}", reason=read.params["reason"])
    text = normalize(read)
    if not re.match(r"WEBVTT(?:[ \t\n]|\Z)", text):
        return say("dòng đầu tệp phải là WEBVTT")
    if not _cues(text):
        return say("không có câu phụ đề nào; mỗi câu đứng dưới một dòng như 00:01.000 --> 00:04.000")
    return None
