"""The only reader of sources: mkdocs.yml's folders and git, once, into one immutable `Site`."""

import datetime as dt
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from cchc import front_matter, history, problems
from cchc.dates import Month
from cchc.front_matter import FrontMatter
from cchc.locale import Text, say
from cchc.model import Config, History, Place, Post, Problem, Procedure, Rejected, Site
from cchc.schema import PostMeta, ProcedureMeta, Vocabulary
from cchc.text import normalize, slug, sort_key

MAX_FILE = 1024 * 1024
MAX_BODY = 200 * 1024
MAX_MARKS = {"[": 500, "<": 500, "&": 500, "`": 500, "*": 5_000, "_": 5_000}
"""More of one of these in a block, and Python-Markdown takes quadratic time; a long table is bold often."""
PROCEDURES = "thu-tuc"
_MONTH_FOLDER = re.compile(r"(\d{4})/(0[1-9]|1[0-2])/[^/]+\.md")
_Meta = TypeVar("_Meta", bound=BaseModel)


def load(config: Config, today: dt.date) -> Site:
    """Read every source. Mistakes in content come back as values; nothing is raised for them."""
    files = {
        **_walk(config.root, config.posts_dir),
        **_walk(config.root, config.docs_dir),
    }
    vocabulary = Vocabulary(config.plugin)
    posts: list[Post] = []
    procedures: list[Procedure] = []
    rejected: list[Rejected] = []
    found: list[Problem] = []
    for path, source in files.items():
        if path.suffix.lower() != ".md":
            continue
        if path.is_relative_to(config.posts_dir):
            result = _read(path, source, config.root, PostMeta, vocabulary)
            if isinstance(result, Rejected):
                rejected.append(result)
            else:
                posts.append(_post(config, path, *result))
                found.extend(_unquoted(path, result[1]))
        elif path.parent == config.docs_dir / PROCEDURES and path.name != "index.md":
            outcome = _read(path, source, config.root, ProcedureMeta, vocabulary)
            if isinstance(outcome, Rejected):
                rejected.append(outcome)
            else:
                procedures.append(_procedure(path, *outcome))
                found.extend(_unquoted(path, outcome[1]))
    posts, clashes = _without_clashes(posts)
    procedures, twins = _without_twins(procedures)
    posts.sort(key=lambda post: (post.published_at, str(post.path)))
    procedures.sort(key=lambda item: (sort_key(item.meta.field), sort_key(item.meta.name), item.key))
    return Site(
        config=config,
        today=today,
        posts=tuple(posts),
        procedures=tuple(procedures),
        rejected=tuple(sorted((*rejected, *clashes, *twins), key=lambda item: str(item.path))),
        problems=tuple(found),
        files=files,
        history=_history(config, posts, today),
    )


def _history(config: Config, posts: Iterable[Post], today: dt.date) -> History:
    since = config.quota.judged_from
    current = Month.of(today)
    asked = (post for post in posts if since is not None and since <= post.month < current and post.is_public(today))
    return history.read(config.root, asked)


def _walk(root: Path, folder: PurePosixPath) -> dict[PurePosixPath, Path]:
    """Return the files below a folder, by NFC name, in one order everywhere.

    Hidden files are passed over, and so is a link that leads out of the project; a text that is one
    stays, to be refused by `_decode`.
    """
    found: dict[PurePosixPath, Path] = {}
    for directory, names, files in os.walk(root / folder):
        names[:] = sorted((name for name in names if not name.startswith(".")), key=_nfc_first)
        for name in sorted(files, key=_nfc_first):
            source = Path(directory, name)
            if name.startswith(".") or not (source.suffix.lower() == ".md" or _is_inside(source, root)):
                continue
            written = source.relative_to(root).as_posix()
            path = PurePosixPath(normalize(written))
            # Two names that differ in normalisation alone are two files; the second keeps its own spelling.
            found[PurePosixPath(written.encode("utf-8", "replace").decode()) if path in found else path] = source
    return found


def _nfc_first(name: str) -> tuple[bool, str]:
    return normalize(name) != name, name


def _is_inside(source: Path, root: Path) -> bool:
    try:
        return source.resolve().is_relative_to(root)
    except (OSError, RuntimeError):  # links in a circle
        return False


def _read(
    path: PurePosixPath, source: Path, root: Path, model: type[_Meta], vocabulary: Vocabulary
) -> tuple[_Meta, FrontMatter] | Rejected:
    """Read and check one file; every problem of the file in one go."""
    text = _decode(path, source, root)
    if isinstance(text, Problem):
        return _reject(path, FrontMatter(), [text], model)
    front = front_matter.read(text)
    found = [*problems.of_front_matter(path, front), *_hostile(path, front)]
    meta = None
    if front.values:
        written = {key: value for key, value in front.values.items() if value is not None or _is_required(model, key)}
        try:
            meta = model.model_validate(written, context=vocabulary)
        except ValidationError as error:
            found.extend(problems.of_schema(path, front, error, model, tuple(vocabulary.units.items)))
    if found or meta is None:
        return _reject(path, front, [*found, *_unquoted(path, front)], model)
    return meta, front


def _is_required(model: type[BaseModel], key: str) -> bool:
    """Whether a key must have a value; an optional one left empty, as in `tags:`, says nothing."""
    return key not in model.model_fields or model.model_fields[key].is_required()


def _reject(path: PurePosixPath, front: FrontMatter, found: list[Problem], model: type[BaseModel]) -> Rejected:
    is_post = model is PostMeta
    title = front.values.get("title" if is_post else "name")
    return Rejected(
        path=path,
        problems=tuple(found),
        title=title if isinstance(title, str) else None,
        month=problems.guess_month(front, path) if is_post else None,
        is_post=is_post,
    )


def _decode(path: PurePosixPath, source: Path, root: Path) -> str | Problem:
    if not _is_inside(source, root):
        return _unreadable(path, say("tệp là liên kết dẫn ra ngoài dự án"))
    try:
        size = source.stat().st_size
        if size > MAX_FILE:
            return _unreadable(path, say("tệp quá lớn ({size} byte; tối đa {max})", size=str(size), max=str(MAX_FILE)))
        data = source.read_bytes()
    except OSError as error:
        return _unreadable(path, say("không mở được tệp ({reason})", reason=error.strerror or ""))
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _unreadable(path, say("tệp lưu ở bảng mã UTF-16"))
    if b"\0" in data:
        return _unreadable(path, say("tệp không phải văn bản (có byte NUL)"))
    try:
        return normalize(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        reason = say("dòng {line} không phải UTF-8 (có thể là Windows-1258 hoặc TCVN3)", line=str(line))
        return _unreadable(path, reason, line)


def _unreadable(path: PurePosixPath, reason: Text, line: int = 1) -> Problem:
    return Problem("CCHC001", Place(path, line), {"reason": reason})


def _hostile(path: PurePosixPath, front: FrontMatter) -> Iterator[Problem]:
    """Yield what would make the conversion of a body take minutes, by one linear scan."""
    size = len(front.body.encode())
    if size > MAX_BODY:
        found = say("{size} byte (tối đa {max})", size=str(size), max=str(MAX_BODY))
        yield Problem("CCHC502", Place(path, front.body_line), {"found": found})
        return
    line = front.body_line
    for block in re.split(r"\n[ \t]*(?=\n)", front.body):
        for mark, most in MAX_MARKS.items():
            if block.count(mark) > most:
                found = say("một đoạn có hơn {max} ký tự {mark}", max=str(most), mark=mark)
                yield Problem("CCHC502", Place(path, line + 1), {"found": found})
        line += block.count("\n") + 1
    nested = re.search(r"^[ \t]*(?:>[ \t]*){20}|^[ \t]{80}", front.body, re.MULTILINE)
    if nested:
        line = front.body_line + front.body.count("\n", 0, nested.start())
        yield Problem("CCHC502", Place(path, line), {"found": say("trích dẫn hoặc danh sách lồng quá sâu")})


def _unquoted(path: PurePosixPath, front: FrontMatter) -> Iterator[Problem]:
    """Yield procedure codes without quotes: other YAML readers drop the zero at their end."""
    for place, text in front.numbers.items():
        if place[0] in ("code", "procedures", "replaced_by"):
            line = front.line_of(place)
            yield Problem("CCHC803", Place(path, line), {"found": text, "fix": f'"{text}"'})


def _post(config: Config, path: PurePosixPath, meta: PostMeta, front: FrontMatter) -> Post:
    units = {unit.id: unit for unit in config.plugin.units}
    topics = {topic.id: topic for topic in config.plugin.topic_list}
    return Post(
        path=path,
        meta=meta,
        unit=units[meta.unit],
        topic=topics[meta.topic],
        id=meta.id or _id(path.relative_to(config.posts_dir), meta),
        body=front.body.strip("\n"),
        body_line=front.body_line + len(front.body) - len(front.body.lstrip("\n")),
        lines=_top_lines(front),
    )


def _id(below: PurePosixPath, meta: PostMeta) -> str:
    match = _MONTH_FOLDER.fullmatch(str(below))
    folder = f"{match[1]}/{match[2]}" if match else str(meta.month).replace("-", "/")
    return f"{folder}/{slug(below.stem) or 'bai-viet'}"


def _procedure(path: PurePosixPath, meta: ProcedureMeta, front: FrontMatter) -> Procedure:
    return Procedure(
        path=path,
        meta=meta,
        body=front.body.strip("\n"),
        body_line=front.body_line + len(front.body) - len(front.body.lstrip("\n")),
        lines=_top_lines(front),
    )


def _top_lines(front: FrontMatter) -> dict[str, int]:
    return {str(place[0]): line for place, line in front.lines.items() if len(place) == 1}


def _without_clashes(posts: list[Post]) -> tuple[list[Post], list[Rejected]]:
    """Keep one post of each address; the others are rejected and name the one that was kept."""
    kept: dict[str, Post] = {}
    clashes: list[Rejected] = []
    for post in sorted(posts, key=lambda post: (post.meta.id is None, str(post.path))):
        first = kept.setdefault(post.id, post)
        if first is not post:
            params = {"url": f"/{post.url}", "other": str(first.path)}
            place = Place(post.path, post.line_of("id"))
            clashes.append(
                Rejected(
                    path=post.path,
                    problems=(Problem("CCHC401", place, params),),
                    title=post.title,
                    month=post.month,
                    is_post=True,
                )
            )
    return list(kept.values()), clashes


def _without_twins(procedures: list[Procedure]) -> tuple[list[Procedure], list[Rejected]]:
    kept: dict[str, Procedure] = {}
    twins: list[Rejected] = []
    for procedure in procedures:
        first = kept.setdefault(procedure.key, procedure)
        if first is not procedure:
            params = {"code": procedure.meta.code, "other": str(first.path)}
            place = Place(procedure.path, procedure.lines.get("code", 1))
            twins.append(
                Rejected(
                    path=procedure.path,
                    problems=(Problem("CCHC804", place, params),),
                    title=procedure.meta.name,
                    month=None,
                    is_post=False,
                )
            )
    return list(kept.values()), twins
