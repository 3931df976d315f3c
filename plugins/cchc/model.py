"""What a site is: everything that was read, once, and nothing that is computed from it."""

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import Any, Literal

from pathspec.gitignore import GitIgnoreSpec

from cchc.bodies import BodyText
from cchc.cache import Cache
from cchc.changelog import Changelog
from cchc.dates import HANOI, Month
from cchc.locale import Params
from cchc.pictures import Pictures
from cchc.records import Activity, Citation, Document, Event, Feedback, Indicator, Link, Plan, Procedure, Record
from cchc.schema import (
    Agency,
    Origin,
    PluginConfig,
    PostMeta,
    Quota,
    Status,
    Topic,
    Unit,
)


class SetupError(Exception):
    """The project cannot be worked on: a configuration or environment fault, in plain words."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a finding points."""

    path: PurePosixPath
    """Below the folder of mkdocs.yml."""
    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong that loading met; the rule of the same code shows it."""

    code: str
    place: Place
    params: Params


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One news article, exactly as its author wrote it."""

    path: PurePosixPath
    mark: str
    """The hash of the file's text: what it says is the same for as long as this is."""
    meta: PostMeta
    unit: Unit
    """The lead unit; it gets the credit."""
    topic: Topic
    id: str
    """`YYYY/MM/slug`: the address below /tin-bai/ and in feeds, whatever the file is called."""
    text: BodyText = field(repr=False)
    """The body, which is read when it is asked for."""
    body_line: int
    """The line of the file on which the body begins."""
    body_mark: str
    """The hash of the folded body: equal where two bodies are one; empty where there is none."""
    links: tuple[Link, ...]
    """The links and pictures of the body."""
    cited: tuple[Citation, ...] = ()
    """The documents' numbers in the body, each where it is named first."""
    codes: tuple[tuple[str, int], ...] = ()
    """What looks like a procedure's code in the body, each with its line; 0 is the first."""
    words: int
    """Of the body, without code and comments."""
    sketch: str
    """Hashes that two bodies share where they say nearly the same (`cchc.prose`)."""
    opening: str = ""
    """Its first words, where its author wrote no summary."""
    lines: Mapping[str, int] = field(repr=False)
    """The line of each top-level key."""

    @property
    def body(self) -> str:
        """What the author wrote, in Markdown; raises ChangedError."""
        return self.text.read()

    @property
    def month(self) -> Month:
        """The calendar month it is counted for; always the month of `date`."""
        return self.meta.month

    @property
    def url(self) -> str:
        """The page's address below the site's root."""
        return f"tin-bai/{self.id}/"

    @property
    def published_at(self) -> dt.datetime:
        """When it is published, Hanoi time.

        A date without a time becomes a moment of that morning that depends on the id alone: feed
        readers want no two entries of one moment (W3C feed validator, DuplicateUpdated).
        """
        moment = self.meta.date
        if moment.has_time:
            return moment.at
        second = int.from_bytes(hashlib.sha256(self.id.encode()).digest()[:4]) % 3600
        return dt.datetime.combine(moment.day, dt.time(7), HANOI) + dt.timedelta(seconds=second)

    @property
    def title(self) -> str:
        """The title, without markup."""
        return self.meta.title

    @property
    def summary(self) -> str:
        """What lists say of it: the summary that its author wrote, or its first words."""
        return self.meta.summary or self.opening

    @property
    def is_translation(self) -> bool:
        """Whether it says in another language what a post says already."""
        return self.meta.origin is Origin.TRANSLATION or self.meta.translation_of is not None

    def line_of(self, key: str) -> int:
        """Return the line of a top-level key; the first line when it is not written."""
        return self.lines.get(key, 1)

    def updated_on(self, today: dt.date) -> dt.date | None:
        """Return the day it was last changed after it was published; a day still to come is none."""
        day = self.meta.updated
        return day if day and self.meta.date.day <= day <= today else None

    def modified_at(self, today: dt.date) -> dt.datetime:
        """Return when it was last changed, Hanoi time; when it was published, if it was not changed since."""
        day = self.updated_on(today)
        published = self.published_at
        later = day is not None and day > published.date()
        return dt.datetime.combine(day, published.timetz(), HANOI) if day and later else published

    def is_public(self, today: dt.date) -> bool:
        """Whether readers may see it on a day."""
        return self.meta.status is Status.PUBLISHED and self.meta.date.day <= today


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """A file that could not be read, or breaks the schema: left out loudly, never silently."""

    path: PurePosixPath
    problems: tuple[Problem, ...]
    title: str | None
    month: Month | None
    """The month it would count for, as far as anyone can tell."""
    is_post: bool
    author: str | None = None
    unit: str | None = None
    """As its author wrote it; no unit need have that name."""
    is_withheld: bool = False
    """Whether its author wrote a status that is not «published»: nothing of it may stay public."""
    is_folder: bool = False
    """A folder that cannot be opened: nobody knows how many posts it holds."""


HistoryState = Literal["full", "shallow", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What git can prove. Evidence only: no address or date comes from here."""

    state: HistoryState
    first_published: Mapping[PurePosixPath, dt.date | None] = field(default_factory=dict)
    """For each post that was asked about: the Hanoi day of the first commit that holds it as
    published, or None when no commit does."""
    left: Mapping[PurePosixPath, Month] = field(default_factory=dict)
    """The closed month that a post was published for until it was moved to another, after that month."""
    written_over: Mapping[PurePosixPath, str] = field(default_factory=dict)
    """The title of the published post that another was written over."""
    waiting_since: Mapping[PurePosixPath, dt.date] = field(default_factory=dict)
    """For each post that waits for review, and that HEAD holds so: the Hanoi day since which it does."""

    def is_late(self, post: Post, today: dt.date) -> bool | None:
        """Whether a post of a closed month came after its month; None when git cannot tell."""
        if post.month.last_day >= today:
            return False
        if self.state != "full":
            return None
        if post.path not in self.first_published:
            return False
        first = self.first_published[post.path] or today
        return first > post.month.last_day


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """What mkdocs.yml says, as far as cchc reads it."""

    root: Path
    """The folder of mkdocs.yml."""
    file: PurePosixPath
    site_name: str
    site_url: str
    """With a slash at its end; empty when none is set."""
    language: str
    docs_dir: PurePosixPath
    posts_dir: PurePosixPath
    edit_uri: str
    excluded: GitIgnoreSpec
    """Patterns of files below docs/ that MkDocs passes over."""
    plugin: PluginConfig
    overrides: Path | None = None
    """The agency's own theme folder."""
    description: str = ""
    """What the site is about, in a sentence."""
    logo: str = ""
    """The emblem of the agency, below the site's root."""

    @property
    def told(self) -> str:
        """Everything that mkdocs.yml tells cchc, as one text: the same for as long as nothing of it changes."""
        return repr((self.site_name, self.site_url, self.language, self.docs_dir, self.posts_dir, self.plugin))

    def is_excluded(self, path: PurePosixPath) -> bool:
        """Whether a file of docs/ stays out of the site: mkdocs.yml says so, or it keeps signed figures."""
        below = path.relative_to(self.docs_dir)
        return below.is_relative_to(self.plugin.reports.folder) or bool(self.excluded.match_file(below))

    @property
    def agency(self) -> Agency:
        """The agency; named after the site where mkdocs.yml does not describe one."""
        return self.plugin.agency or Agency(id="co-quan", name=self.site_name)

    @property
    def quota(self) -> Quota:
        """The quota's rules."""
        return self.plugin.quota

    def unit(self, id_: str) -> Unit:
        """Return a unit by its slug; raises KeyError."""
        return next(unit for unit in self.plugin.units if unit.id == id_)

    @property
    def responsible(self) -> str:
        """The name of the unit that answers for the quota; the agency's when none is named."""
        id_ = self.quota.responsible_unit
        return self.unit(id_).name if id_ else self.agency.name


@dataclass(frozen=True, kw_only=True, eq=False)
class Site:
    """Everything that was read; every output is a pure function of it."""

    config: Config
    today: dt.date
    posts: tuple[Post, ...]
    """Valid posts of every status, oldest first (then by path)."""
    procedures: tuple[Procedure, ...]
    """By field, then name, in the Vietnamese alphabet."""
    documents: tuple[Document, ...] = ()
    """Newest first; those of one day by their numbers."""
    events: tuple[Event, ...] = ()
    """By the moment they begin."""
    activities: tuple[Activity, ...] = ()
    """By the day they began."""
    feedback: tuple[Feedback, ...] = ()
    """By the day it came."""
    plans: tuple[Plan, ...] = ()
    """By year."""
    indicators: tuple[Indicator, ...] = ()
    """By name, in the Vietnamese alphabet."""
    rejected: tuple[Rejected, ...]
    problems: tuple[Problem, ...]
    """What loading met in files that were not rejected."""
    files: Mapping[PurePosixPath, Path]
    """Every file below the docs and posts folders: its name in NFC, and where it lies."""
    pictures: Pictures = field(default_factory=lambda: Pictures(Cache(None), {}))
    """What is known of those that are pictures."""
    signed: frozenset[str] = frozenset()
    """The names of the files that keep the figures of signed reports."""
    history: History
    changelog: Changelog = field(default_factory=Changelog)
    """What git tells of the procedures; nothing where nobody asked (`cchc check` has no use for it)."""

    @cached_property
    def docs_files(self) -> Mapping[PurePosixPath, Path]:
        """Those of its files that lie below the docs folder: few, where there are thousands of posts."""
        top = f"{self.config.docs_dir}/"
        return {path: source for path, source in self.files.items() if str(path).startswith(top)}

    @cached_property
    def filed(self) -> tuple[Record, ...]:
        """Every valid record below docs/, of any kind."""
        kinds: tuple[tuple[Record, ...], ...] = (
            *(self.procedures, self.documents, self.events, self.activities),
            *(self.feedback, self.plans, self.indicators),
        )
        return tuple(chain.from_iterable(kinds))

    @cached_property
    def records(self) -> tuple[Post | Record, ...]:
        """Every valid post and record."""
        return (*self.posts, *self.filed)

    @cached_property
    def filed_for_readers(self) -> tuple[Record, ...]:
        """Every record that readers may see today: all but feedback that waits for its reply, or is kept back."""
        return tuple(item for item in self.filed if not isinstance(item, Feedback) or item.is_public(self.today))

    @cached_property
    def public_posts(self) -> tuple[Post, ...]:
        """Posts that readers may see today, oldest first."""
        return tuple(post for post in self.posts if post.is_public(self.today))

    @cached_property
    def latest_posts(self) -> tuple[Post, ...]:
        """Posts that readers may see today, newest first."""
        return self.public_posts[::-1]

    def posts_shown(self, *, preview: bool) -> tuple[Post, ...]:
        """Return the posts that pages show, oldest first.

        Readers see what is published. A preview shows reviewers what is still to come, too: drafts, posts that
        wait for review, posts of a later day; at each address one, and none in place of what readers see.
        """
        if not preview:
            return self.public_posts
        taken = {post.id for post in self.public_posts}
        shown = []
        for post in self.posts:
            if not post.is_public(self.today):
                if post.meta.status is Status.WITHDRAWN or post.id in taken:
                    continue
                taken.add(post.id)
            shown.append(post)
        return tuple(shown)

    def procedure(self, code: str) -> Procedure | None:
        """Return the procedure a code names, by the eight characters that identify it."""
        return self._procedures.get(code[:8])

    @cached_property
    def _procedures(self) -> Mapping[str, Procedure]:
        return {item.key: item for item in self.procedures}


class Severity(StrEnum):
    """How bad a finding is; only errors fail a check."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """One mistake: where, what was found, what is allowed, and the line to paste."""

    place: Place
    code: str
    severity: Severity
    message: str
    hint: str
    fixable: bool = False

    @property
    def sort_key(self) -> tuple[Any, ...]:
        """By path, line, code."""
        return (str(self.place.path), self.place.line, self.code, self.message)
