"""Pictures of posts and procedures: what pages show of each, made small once and kept by what is in its file.

The original of a photograph is not published: it may say where it was taken. A picture that readers
are to load as it is (an attachment, one that a link leads to, one that moves) loses what it says
besides its pixels. An address holds the hash of the picture's file, so that it may be cached for
ever, and stays the same for as long as the picture does.
"""

import json
import logging
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from contextlib import suppress
from functools import partial
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Any

from cchc.cache import Cache
from cchc.drawings import size_of_drawing
from cchc.links import Kind, Resolver, Target, resolver
from cchc.locale import say, translator
from cchc.metadata import bare
from cchc.model import Post, Site
from cchc.pictures import MAX_WHOLE, RASTER
from cchc.publish.outputs import Copy, Kept, Output
from cchc.records import Record
from cchc.shrink import Shrunk, is_turned, settings, shrink, upright
from cchc.text import slug

FOLDER = "anh"
FEED_WIDTH = 800
"""Pixels: what mail and feed readers show is no wider."""
_BATCH = 32
_MUCH = 8 * 2**20
"""From this many bytes of pictures on, the start of other processes is won back."""
_KIND = "pictures"
Image = Mapping[str, Any]
"""What a template shows of a picture: `url` (the fallback), `width`, `height`; `srcset` and `webp` as rows of
address and width, the narrowest first. Addresses are below the site's root."""

log = logging.getLogger("mkdocs.plugins.cchc")


class Images:
    """The pictures of a site, each looked at when it is first asked for."""

    def __init__(self, site: Site, cache: Cache) -> None:
        self.site = site
        self._cache = cache
        self._index = cache.index("shrunk")
        self._marks: dict[PurePosixPath, str | None] = {}
        self._shown: dict[PurePosixPath, Image | None] = {}
        self._made: dict[str, Output] = {}

    def prepare(self, wanted: Iterable[PurePosixPath], step: Callable[[int, int], None]) -> None:
        """Make small the pictures that were not before; many megabytes of them in several processes.

        `step` is told how many are done, and how many there are.
        """
        missing: dict[str, Path] = {}
        for path in wanted:
            mark = self._mark(path)
            if mark and self._record(mark) is None:
                missing[mark] = self.site.files[path]
        results = zip(missing, _in_processes(list(missing.values())), strict=True)
        for done, (mark, shrunk) in enumerate(results, 1):
            self._keep(mark, shrunk)
            step(done, len(missing))

    def of(self, target: Target) -> Image | None:
        """Return what pages show of a picture; None where there is nothing to show but its words."""
        if target.kind is not Kind.FILE or target.path is None:
            return None
        if target.path.suffix.lower() == ".svg":
            width, height = self._drawing(target.path)
            self._copy(target.path)
            return {"url": target.url, "width": width, "height": height, "srcset": [], "webp": []}
        if target.path not in self._shown:
            self._shown[target.path] = self._image(target.path, target.url)
        return self._shown[target.path]

    def whole(self, target: Target) -> bool:
        """See that a file which a link leads to is published, a picture without what it says of its origin.

        False where it cannot be.
        """
        path = target.path
        if path is None or path.suffix.lower() not in RASTER:
            if path is not None:
                self._copy(path)
            return True
        return self._publish_bare(path)

    def outputs(self) -> Iterator[Output]:
        """Yield every file that was asked for, by its address."""
        for url in sorted(self._made):
            yield self._made[url]

    def of_docs(self) -> Iterator[Output]:
        """Yield the pictures below docs/ that say more than they show: in place of what MkDocs would copy."""
        docs = self.site.config.docs_dir
        for path, file in self.site.docs_files.items():
            if path.suffix.lower() in RASTER:
                mark = self._mark(path)
                if mark and self._bare(mark, file) == "changed":
                    yield self._kept_bare(path, mark, str(path.relative_to(docs)))

    # ------------------------------------------------------------------ one picture

    def _image(self, path: PurePosixPath, address: str) -> Image | None:
        mark = self._mark(path)
        record = self._record(mark) if mark else None
        if mark and record is None:
            record = self._keep(mark, shrink(self.site.files[path]))
        if not mark or not record or not record["width"]:
            told = say("{file}: ảnh không dùng được nên trang chỉ hiện lời mô tả.", file=str(path))
            log.info(told.render(translator(self.site.config.language)))
            return None
        shape = {"width": record["width"], "height": record["height"]}
        if not record["files"]:  # it moves
            return {"url": address, **shape, "srcset": [], "webp": []} if self._publish_bare(path) else None
        rows: dict[str, list[list[Any]]] = {"webp": [], "other": []}
        for ending, width in record["files"]:
            url = f"{self._stem(path, mark)}-{width}.{ending}"
            self._made[url] = Kept(url, _KIND, _key(mark, ending, width), partial(self._again, path, ending, width))
            rows["webp" if ending == "webp" else "other"].append([url, width])
        return {"url": rows["other"][-1][0], **shape, "srcset": rows["other"], "webp": rows["webp"]}

    def _stem(self, path: PurePosixPath, mark: str) -> str:
        config = self.site.config
        top = config.posts_dir if path.is_relative_to(config.posts_dir) else config.docs_dir
        folders = [slug(part)[:60] or "anh" for part in path.relative_to(top).parent.parts]
        return "/".join([FOLDER, *folders, f"{slug(path.stem)[:60] or 'anh'}-{mark[:12]}"])

    def _again(self, path: PurePosixPath, ending: str, width: int) -> bytes:
        """Return one small picture that the cache lost, or never kept."""
        shrunk = shrink(self.site.files[path])
        self._keep(str(self._mark(path)), shrunk)
        files = shrunk.files if shrunk else ()
        return next((data for kind, wide, data in files if (kind, wide) == (ending, width)), b"")

    def _keep(self, mark: str, shrunk: Shrunk | None) -> dict[str, Any]:
        record: dict[str, Any] = {"width": 0, "height": 0, "files": []}
        if shrunk:
            record |= {"width": shrunk.width, "height": shrunk.height}
            record["files"] = [[ending, width] for ending, width, _ in shrunk.files]
            for ending, width, data in shrunk.files:
                self._cache.write(_KIND, _key(mark, ending, width), data)
        self._cache.write(_KIND, _key(mark), json.dumps(record).encode())
        self._index.put(_key(mark), record)
        return record

    def _record(self, mark: str) -> dict[str, Any] | None:
        record = self._index.get(_key(mark))
        if record is None and (stored := self._cache.read(_KIND, _key(mark))) is not None:
            record = json.loads(stored)
            self._index.put(_key(mark), record)
        return record if isinstance(record, dict) else None

    def _drawing(self, path: PurePosixPath) -> tuple[int, int]:
        mark = self._mark(path)
        known = self._index.get(f"drawing {mark}")
        if known is None:
            known = size_of_drawing(self.site.files[path])
            self._index.put(f"drawing {mark}", list(known))
        return known[0], known[1]

    # ------------------------------------------------------------------ files

    def _mark(self, path: PurePosixPath) -> str | None:
        """Return the hash of a file; None for one that cannot be read, or is too large to."""
        if path not in self._marks:
            self._marks[path] = self._hash(path)
        return self._marks[path]

    def _hash(self, path: PurePosixPath) -> str | None:
        file, name = self.site.files[path], f"file {path}"
        try:
            state = file.stat()
            stamp = [state.st_mtime_ns, state.st_ctime_ns, state.st_size, state.st_ino]
            known = self._index.get(name)
            if known is not None and known[:4] == stamp:
                return str(known[4])
            if state.st_size > MAX_WHOLE:
                return None
            mark = sha256(file.read_bytes()).hexdigest()
        except OSError:
            return None
        self._index.put(name, [*stamp, mark])
        return mark

    def _copy(self, path: PurePosixPath) -> None:
        if path.is_relative_to(self.site.config.posts_dir):  # the others are MkDocs' to copy
            url = resolver(self.site).file_url(path)
            self._made[url] = Copy(url, self.site.files[path])

    def _publish_bare(self, path: PurePosixPath) -> bool:
        mark = self._mark(path)
        state = self._bare(mark, self.site.files[path]) if mark else "none"
        if mark and path.is_relative_to(self.site.config.posts_dir):
            if state == "same":
                self._copy(path)
            elif state == "changed":
                url = resolver(self.site).file_url(path)
                self._made[url] = self._kept_bare(path, mark, url)
        return state != "none"

    def _kept_bare(self, path: PurePosixPath, mark: str, url: str) -> Kept:
        file = self.site.files[path]
        return Kept(url, _KIND, _key(mark, "bare"), lambda: _without_metadata(file) or b"", path)

    def _bare(self, mark: str, file: Path) -> str:
        """Return whether a picture without its metadata is the `same`, `changed`, or there is `none`."""
        name = _key(mark, "bare state")
        state = self._index.get(name)
        if state is None:
            content = _without_metadata(file)
            state = "none" if content is None else "same" if sha256(content).hexdigest() == mark else "changed"
            if content is not None and state == "changed":
                self._cache.write(_KIND, _key(mark, "bare"), content)
            self._index.put(name, state)
        return str(state)


def wanted(addresses: Resolver, shown: Iterable[Post | Record]) -> Iterator[PurePosixPath]:
    """Yield the pictures that some posts and procedures seem to show; what is missed here is found later."""
    for record in shown:
        targets = [link.target for link in record.links if link.is_image or not link.text]
        if isinstance(record, Post) and record.meta.image:
            targets.append(record.meta.image.src)
        for target in targets:
            found = addresses.resolve(record.path, target)
            if found.kind is Kind.FILE and found.path is not None and found.path.suffix.lower() in RASTER:
                yield found.path


def moved(image: Image, move: Callable[[str], str]) -> Image:
    """Return a picture with each address as `move` gives it."""
    return MappingProxyType(
        {
            **image,
            "url": move(image["url"]),
            **{name: [[move(url), width] for url, width in image[name]] for name in ("srcset", "webp")},
        }
    )


def single(image: Image) -> Image:
    """Return a picture as one file of a sensible size, for readers that know no other."""
    fitting = [url for url, width in image["srcset"] if width <= FEED_WIDTH]
    return {"url": fitting[-1] if fitting else image["url"]}


def _key(mark: str, *part: object) -> str:
    return sha256(repr((mark, settings(), part)).encode()).hexdigest()


def _without_metadata(file: Path) -> bytes | None:
    """Return a picture's file without its metadata; made anew where that cannot be cut out of it."""
    try:
        data = file.read_bytes()
    except OSError:
        return None
    content = None if is_turned(file) else bare(data)
    return upright(file) if content is None else content


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:  # gone meanwhile
        return 0


def _in_processes(files: list[Path]) -> Iterator[Shrunk | None]:
    done = 0
    if (os.cpu_count() or 1) > 1 and sum(map(_size, files)) >= _MUCH:
        # Started anew rather than forked (the server of a preview has threads), and given a batch at a time, so that
        # what is finished does not pile up. Where they cannot be started or are killed, this one does the rest.
        start = partial(ProcessPoolExecutor, mp_context=get_context("spawn"))
        with suppress(OSError, BrokenExecutor), start() as pool:
            for first in range(0, len(files), _BATCH):
                for shrunk in pool.map(shrink, files[first : first + _BATCH]):
                    yield shrunk
                    done += 1
    yield from map(shrink, files[done:])
