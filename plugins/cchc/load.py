"""The only reader of sources: mkdocs.yml's folders and git, once, into one immutable `Site`."""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from cchc import history, problems, withheld
from cchc.bodies import BodyText, Left
from cchc.cache import Cache
from cchc.changelog import Changelog
from cchc.changes.history import changelog
from cchc.dates import Month
from cchc.disk import Stamp, Walked, decode, kind_of, unusual, walk
from cchc.front_matter import FrontMatter, glimpse
from cchc.model import Config, History, Place, Post, Problem, Rejected, Site
from cchc.pictures import Pictures
from cchc.records import RECORD_CLASSES, Activity, Document, Event, Feedback, Indicator, Plan, Procedure, Record
from cchc.schema import FEEDBACK, POST, PROCEDURE, PostMeta, RecordKind, Status, Vocabulary
from cchc.sources import Source, Sources, fresh
from cchc.text import normalize, slug, sort_key

_MONTH_FOLDER = re.compile(r"(\d{4})/(0[1-9]|1[0-2])/[^/]+\.md")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)


_WRITTEN: dict[frozenset[str], set[str]] = {}
"""Sets of keys that front matters have, each held once."""
_Filed = TypeVar("_Filed", bound=Record)
_Read = Post | Record | Rejected
_Sound = tuple[BaseModel, Source, list[Problem]]
Remembered = dict[Path, tuple[Stamp | None, _Read, list[Problem]]]
"""What each file was when it was read last, and what was made of it."""


def load(
    config: Config,
    today: dt.date,
    cache: Cache,
    remembered: Remembered | None = None,
    *,
    walked: Walked | None = None,
    with_changelog: bool = False,
) -> Site:
    """Read every source. Mistakes in content come back as values; nothing is raised for them.

    A preview, which loads again after each edit, passes what it remembers of the last time under the
    same configuration: a file of the same size and time of change is not opened again. Who has
    `walked` through the folders just now says what was there.
    """
    walked, posts_dir = walked or walk(config, cache), f"{config.posts_dir}/"
    reader = _Reader(config, Sources(Cache(None) if remembered else cache))
    records: list[_Read] = [_closed_folder(problem) for problem in walked.closed]
    found: list[Problem] = []
    for path, file in walked.files.items():
        if file.suffix.lower() != ".md":
            continue
        kind = POST if str(path).startswith(posts_dir) else kind_of(config, path)
        if kind is None:
            continue
        stamp = walked.stamps.get(path)
        if remembered is not None and stamp and file in remembered and remembered[file][0] == stamp:
            _, record, problems_ = remembered[file]
        else:
            record, problems_ = reader.record(path, file, kind, stamp)
            if remembered is not None:
                remembered[file] = stamp, record, problems_
        records.append(record)
        found.extend(problems_)
    reader.sources.close()
    posts, clashes = _without_clashes([item for item in records if isinstance(item, Post)], today, found)
    rejected = [item for item in records if isinstance(item, Rejected)]
    procedures = _kept(
        Procedure, records, rejected, lambda it: (sort_key(it.meta.field), sort_key(it.meta.name), it.key)
    )
    documents = _kept(Document, records, rejected, _newest_first)
    events = _kept(Event, records, rejected, lambda it: (it.meta.start.at, it.id))
    activities = _kept(Activity, records, rejected, lambda it: (it.meta.date, it.id))
    feedback = _kept(Feedback, records, rejected, lambda it: (it.meta.received, it.id))
    plans = _kept(Plan, records, rejected, lambda it: it.meta.year)
    indicators = _kept(Indicator, records, rejected, lambda it: (sort_key(it.meta.name), it.id))
    posts.sort(key=lambda post: (post.published_at, str(post.path)))
    return Site(
        config=config,
        today=today,
        posts=tuple(posts),
        procedures=procedures,
        documents=documents,
        events=events,
        activities=activities,
        feedback=feedback,
        plans=plans,
        indicators=indicators,
        rejected=tuple(sorted((*rejected, *clashes), key=lambda item: str(item.path))),
        problems=tuple(found),
        files=walked.files,
        pictures=Pictures(cache, walked.stamps),
        signed=_signed(config),
        history=_history(config, posts, today),
        changelog=_changelog(config, today, cache) if with_changelog else Changelog(),
    )


def _kept(
    class_: type[_Filed], records: list[_Read], rejected: list[Rejected], order: Callable[[_Filed], Any]
) -> tuple[_Filed, ...]:
    """Return the records of one kind that share no claim, in an order; the others are rejected."""
    return tuple(sorted(_without_twins([it for it in records if isinstance(it, class_)], rejected), key=order))


def _newest_first(document: Document) -> tuple[int, int, str]:
    return -(document.meta.year or 0), -(document.meta.date or dt.date.min).toordinal(), document.id


class _Reader:
    """Reads the files of one project."""

    def __init__(self, config: Config, sources: Sources) -> None:
        self.sources = sources
        self._config = config
        self._vocabulary = Vocabulary(config.plugin)
        self._units = {unit.id: unit for unit in config.plugin.units}
        self._topics = {topic.id: topic for topic in config.plugin.topic_list}

    def record(
        self, path: PurePosixPath, file: Path, kind: RecordKind, stamp: Stamp | None
    ) -> tuple[_Read, list[Problem]]:
        """Return what a file holds, and the mistakes in it that do not keep it from being published."""
        read = self._known(path, file, kind, stamp) or self._read(path, file, kind, stamp)
        if isinstance(read, Rejected):
            return read, []
        meta, source, noticed = read
        # Feedback is kept out of files that are read again: nobody may put into one what was looked for just now.
        body = source.body if kind is FEEDBACK else Left(file, source.mark, source.start, source.body.digest)
        if isinstance(meta, PostMeta):
            return self._post(path, meta, source, body), noticed
        made: Record = RECORD_CLASSES[kind.name](
            path=path,
            mark=source.mark,
            meta=meta,  # type: ignore[arg-type]  # the table gives each class the kind it was made for
            text=body,
            body_line=source.body_line,
            links=source.links,
            lines=_all_lines(source.front) if kind.has_items else _top_lines(source.front),
        )
        return made, noticed

    def _known(self, path: PurePosixPath, file: Path, kind: RecordKind, stamp: Stamp | None) -> _Sound | None:
        """Return what a file says that stands as an earlier run read it, where nothing is wrong with it still."""
        if kind is FEEDBACK or kind.has_items:  # looked for personal data, and for lines inside values
            return None
        source = self.sources.standing(path, file, stamp)
        if source is None:
            return None
        meta, _ = validate(source, kind.meta, self._vocabulary)
        if meta is None:
            return None
        self.sources.keep(source, path, stamp)
        return meta, source, list(tolerated(path, source))

    def _read(self, path: PurePosixPath, file: Path, kind: RecordKind, stamp: Stamp | None) -> _Sound | Rejected:
        """Read and check one file; every problem of the file in one go.

        With what it says come the mistakes that keep it neither from being published nor from being counted.
        """
        config = self._config
        written = decode(path, file, config.root)
        if isinstance(written, Problem):
            return _reject(path, FrontMatter(), [written], kind)
        text = normalize(written)
        source = self.sources.read(text)
        meta, refused = validate(source, kind.meta, self._vocabulary)
        if source.is_kept and (refused or kind.has_items):
            source = fresh(text, source.mark)  # a finding names lines inside values, which are not kept
        found = [*problems.of_front_matter(path, source.front)]
        odd = list(unusual(path, written, text))
        noticed = [*odd, *tolerated(path, source)]
        if refused:
            found += problems.of_schema(path, source.front, refused, kind.meta, tuple(self._vocabulary.units.items))
        if kind is FEEDBACK:
            leaks = list(withheld.leaks(path, text, source, config.plugin))
            if leaks:
                return withheld.refused(path, leaks, [*found, *noticed], config.plugin)
            noticed = withheld.spared(noticed)
        if found or meta is None:
            return _reject(path, source.front, [*found, *noticed], kind, text)
        self.sources.keep(source, path, None if odd else stamp)
        return meta, source, noticed

    def _post(self, path: PurePosixPath, meta: PostMeta, source: Source, body: BodyText) -> Post:
        return Post(
            path=path,
            mark=source.mark,
            meta=meta,
            unit=self._units[meta.unit],
            topic=self._topics[meta.topic],
            id=meta.id or _id(path, str(path)[len(str(self._config.posts_dir)) + 1 :], meta),
            text=body,
            body_line=source.body_line,
            body_mark=source.body_mark,
            links=source.links,
            cited=source.cited,
            codes=source.codes,
            words=source.prose.words,
            sketch=source.prose.sketch,
            opening=source.opening,
            lines=_top_lines(source.front),
        )


def _history(config: Config, posts: Iterable[Post], today: dt.date) -> History:
    since = config.plugin.judged_from
    current = Month.of(today)
    asked = (post for post in posts if since is not None and since <= post.month <= current and post.is_public(today))
    return history.read(config.root, asked, (post for post in posts if post.meta.status is Status.IN_REVIEW))


def _signed(config: Config) -> frozenset[str]:
    folder = config.root / config.docs_dir / config.plugin.reports.folder
    try:
        return frozenset(file.name for file in folder.iterdir())
    except OSError:
        return frozenset()


def _changelog(config: Config, today: dt.date, cache: Cache) -> Changelog:
    return changelog(config.root, config.docs_dir / PROCEDURE.folder, today, cache)


def validate(
    source: Source, model: type[BaseModel], vocabulary: Vocabulary
) -> tuple[BaseModel | None, ValidationError | None]:
    """Return the front matter as the schema reads it, or what the schema refuses; neither where it is empty."""
    values = source.front.values
    if not values:
        return None, None
    written = {key: value for key, value in values.items() if value is not None or _is_required(model, key)}
    try:
        return _shared(model.model_validate(written, context=vocabulary)), None
    except ValidationError as error:
        return None, error


def _shared(meta: BaseModel) -> BaseModel:
    """Return a front matter whose set of written keys is that of all others with the same: it is a tenth of a post."""
    kept = _WRITTEN.setdefault(frozenset(meta.model_fields_set), meta.model_fields_set)
    object.__setattr__(meta, "__pydantic_fields_set__", kept)
    return meta


def _is_required(model: type[BaseModel], key: str) -> bool:
    """Whether a key must have a value; an optional one left empty, as in `tags:`, says nothing."""
    return key not in model.model_fields or model.model_fields[key].is_required()


def _closed_folder(problem: Problem) -> Rejected:
    path = problem.place.path
    month = problems.guess_month(FrontMatter(), path / "bai.md")
    return Rejected(path=path, problems=(problem,), title=None, month=month, is_post=True, is_folder=True)


def _reject(
    path: PurePosixPath, front: FrontMatter, found: list[Problem], kind: RecordKind, text: str = ""
) -> Rejected:
    is_post = kind is POST

    def said(key: str) -> str | None:
        value = front.values.get(key) if front.values else glimpse(text, key)
        return value if isinstance(value, str) else None

    return Rejected(
        path=path,
        problems=tuple(found),
        title=said(kind.title),
        author=said("author"),
        unit=said("unit"),
        month=problems.guess_month(front, path) if is_post else None,
        is_post=is_post,
        is_withheld=(said("status") or "published").strip() != "published",
    )


def tolerated(path: PurePosixPath, source: Source) -> Iterator[Problem]:
    """Yield what reading noticed in a file that can be published."""
    for line, found in source.heavy:
        yield Problem("CCHC502", Place(path, line), {"found": found})
    for note in source.prose.notes:
        yield Problem(note.code, Place(path, note.line), {"found": note.found})
    yield from _unquoted(path, source.front)


def _unquoted(path: PurePosixPath, front: FrontMatter) -> Iterator[Problem]:
    """Yield procedure codes without quotes: other YAML readers drop the zero at their end."""
    for place, text in front.numbers.items():
        if place[0] in ("code", "procedures", "replaced_by"):
            line = front.line_of(place)
            yield Problem("CCHC803", Place(path, line), {"found": text, "fix": f'"{text}"'})


def _id(path: PurePosixPath, below: str, meta: PostMeta) -> str:
    match = _MONTH_FOLDER.fullmatch(below)
    folder = f"{match[1]}/{match[2]}" if match else str(meta.month).replace("-", "/")
    name = path.stem if len(path.stem) <= 80 and _SLUG.fullmatch(path.stem) else slug(path.stem) or "bai-viet"
    return f"{folder}/{name}"


def _top_lines(front: FrontMatter) -> Mapping[str, int]:
    return _lines(*((str(place[0]), line) for place, line in front.lines.items() if len(place) == 1))


def _all_lines(front: FrontMatter) -> Mapping[str, int]:
    """Return the line of each key and item, the item of a list by its place: `years.0.score`."""
    return {".".join(map(str, place)): line for place, line in front.lines.items()}


@lru_cache(maxsize=1024)
def _lines(*lines: tuple[str, int]) -> Mapping[str, int]:
    """Return lines by key; one for the many files that have the same keys in the same order."""
    return MappingProxyType(dict(lines))


def _without_clashes(posts: list[Post], today: dt.date, found: list[Problem]) -> tuple[list[Post], list[Rejected]]:
    """Keep one public post of each address; the others are rejected and name the one that was kept.

    A post that readers do not see yet displaces none that they do: it stays, with its problem in `found`.
    """
    if len({post.id for post in posts}) == len(posts):
        return posts, []
    holders: dict[str, Post] = {}
    kept: list[Post] = []
    clashes: list[Rejected] = []
    for post in sorted(posts, key=lambda post: (not post.is_public(today), post.meta.id is None, str(post.path))):
        first = holders.setdefault(post.id, post)
        problem = Problem(
            "CCHC401", Place(post.path, post.line_of("id")), {"url": f"/{post.url}", "other": str(first.path)}
        )
        if first is post:
            kept.append(post)
        elif not post.is_public(today):
            kept.append(post)
            found.append(problem)
        else:
            clashes.append(
                Rejected(
                    path=post.path,
                    problems=(problem,),
                    title=post.title,
                    month=post.month,
                    is_post=True,
                    author=post.meta.author,
                    unit=post.unit.id,
                )
            )
    return kept, clashes


def _without_twins(records: list[_Filed], rejected: list[Rejected]) -> list[_Filed]:
    """Return records of one kind that share no claim; later ones are rejected and name the one that was kept."""
    holders: dict[str, PurePosixPath] = {}
    kept: list[_Filed] = []
    for record in records:
        claim = next((claim for claim in record.claims if claim.value in holders), None)
        if claim is None:
            holders.update((claim.value, record.path) for claim in record.claims)
            kept.append(record)
            continue
        params = {**claim.params, "other": str(holders[claim.value])}
        line = record.lines.get(claim.key, record.lines.get("number", 1))
        rejected.append(
            Rejected(
                path=record.path,
                problems=(Problem(claim.code, Place(record.path, line), params),),
                title=record.title,
                month=None,
                is_post=False,
            )
        )
    return kept
