"""The same table by a second count that shares no code with the first."""

import datetime as dt
import random
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from hypothesis import example, given, settings
from hypothesis import strategies as st

from cchc import config, quota
from cchc.bodies import held
from cchc.dates import Month
from cchc.model import Config, History, HistoryState, Place, Post, Problem, Rejected, Site
from cchc.schema import PostMeta, Vocabulary
from cchc.text import fold

# ------------------------------------------------- an independent second count

TITLES = ("Một cửa", "một  CỬA", unicodedata.normalize("NFD", "Một cửa"), "Số hóa", "Dân vận", "Chỉ số")
BODIES = ("", " \n", "Nội dung.", "nội\n\nDUNG.", unicodedata.normalize("NFD", "Nội dung."), "Khác.", "Nữa.")
URLS = (None, None, "https://a.example/1", "https://a.example/2")
OFFSETS = ("", "Z", "+07:00", "-05:00", "+13:00")


@dataclass(frozen=True)
class Written:
    """A post as an editor wrote it, in plain values."""

    path: str
    local: dt.datetime
    offset: str
    timed: bool
    title: str
    body: str
    status: str
    origin: str
    url: str | None
    translates: bool
    counts: bool
    unit: str
    committed: dt.date | None

    @property
    def hanoi(self) -> dt.datetime:
        """The moment on a Hanoi clock, without a zone."""
        if not self.timed:
            return dt.datetime(self.local.year, self.local.month, self.local.day)
        hours = {"": 7, "Z": 0}.get(self.offset)
        hours = int(self.offset[:3]) if hours is None else hours
        return self.local + dt.timedelta(hours=7 - hours)

    @property
    def month(self) -> str:
        return f"{self.hanoi:%Y-%m}"

    def front_matter(self) -> dict[str, object]:
        date = f"{self.local:%Y-%m-%dT%H:%M}{self.offset}" if self.timed else f"{self.local:%Y-%m-%d}"
        values: dict[str, object] = {
            "title": self.title,
            "date": date,
            "month": self.month,
            "unit": self.unit,
            "topic": "the-che",
            "status": self.status,
            "origin": self.origin,
        }
        if self.url or self.origin == "repost":
            values["source"] = {"name": "Báo"} | ({"url": self.url} if self.url else {})
        if self.translates or self.origin == "translation":
            values["translation_of"] = "2026/05/goc"
        if not self.counts:
            values |= {"counts": False, "counts_reason": "Thông báo"}
        return values


@dataclass(frozen=True)
class Case:
    """An agency, its posts, and a day."""

    posts: tuple[Written, ...]
    broken: tuple[str | None, ...]
    """The month of each post that cannot be read; None where nobody can tell."""
    today: dt.date
    start: str
    late_from: str | None
    targets: Mapping[str, int]
    waived: frozenset[str]
    count_reposts: bool
    history: HistoryState
    strict: bool

    def config(self) -> Config:
        units = [{"id": id_, "name": id_} for id_ in ("van-phong", "van-hoa")]
        rules: dict[str, object] = {
            "start": self.start,
            "count_reposts": self.count_reposts,
            "targets": [{"from": month, "posts_per_month": number} for month, number in self.targets.items()],
            "waivers": [
                {"month": month, "reason": "Bão", "approved_by": "Chủ tịch", "date": "2026-01-01"}
                for month in sorted(self.waived)
            ],
        }
        if self.late_from:
            rules["late_from"] = self.late_from
        settings = {"site_name": "X", "site_url": "", "language": "vi", "docs_dir": "docs", "edit_uri": ""}
        return config.build(Path("/xa/mkdocs.yml"), settings, {"units": units, "quota": rules})

    def site(self) -> Site:
        made = self.config()
        posts = tuple(_post(made, item) for item in self.posts)
        rejected = tuple(
            Rejected(
                path=PurePosixPath(f"posts/hong-{number}.md"),
                problems=(Problem("CCHC002", Place(PurePosixPath("x")), {}),),
                title=None,
                month=Month.parse(month) if month else None,
                is_post=True,
            )
            for number, month in enumerate(self.broken)
        )
        judged = self.late_from or self.start
        first = {PurePosixPath(item.path): item.committed for item in self.posts if item.month >= judged}
        return Site(
            config=made,
            today=self.today,
            posts=tuple(sorted(posts, key=lambda post: (post.published_at, str(post.path)))),
            procedures=(),
            rejected=rejected,
            problems=(),
            files={},
            history=History(state=self.history, first_published=first if self.history == "full" else {}),
        )


def _post(made: Config, item: Written) -> Post:
    meta = PostMeta.model_validate(item.front_matter(), context=Vocabulary(made.plugin))
    return Post(
        path=PurePosixPath(item.path),
        mark="",
        meta=meta,
        unit=made.unit(item.unit),
        topic=made.plugin.topic_list[0],
        id=item.path.removeprefix("posts/").removesuffix(".md"),
        text=held(item.body),
        body_line=1,
        body_mark=fold(item.body),
        links=(),
        words=0,
        sketch="",
        lines={},
    )


MONTHS = [f"2026-{number:02d}" for number in range(2, 10)]
COMMITTED = st.none() | st.dates(dt.date(2026, 3, 1), dt.date(2026, 9, 30))


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Draw an agency whose posts repeat each other more often than real ones do."""
    posts = tuple(
        Written(
            path=f"posts/2026/{number:02d}/{draw(st.sampled_from('abc'))}{number}.md",
            local=draw(st.datetimes(dt.datetime(2026, 3, 30), dt.datetime(2026, 8, 3))).replace(second=0),
            offset=draw(st.sampled_from(OFFSETS)),
            timed=draw(st.booleans()),
            title=draw(st.sampled_from(TITLES)) if draw(st.booleans()) else f"Tin {number}",
            body=draw(st.sampled_from(BODIES)) if draw(st.booleans()) else f"Bài {number}",
            status=draw(st.sampled_from(["published"] * 6 + ["draft", "in_review", "withdrawn"])),
            origin=draw(st.sampled_from(["original"] * 4 + ["repost", "translation"])),
            url=draw(st.sampled_from(URLS)),
            translates=draw(st.sampled_from([False] * 9 + [True])),
            counts=draw(st.sampled_from([True] * 9 + [False])),
            unit=draw(st.sampled_from(["van-phong", "van-hoa"])),
            committed=draw(COMMITTED),
        )
        for number in range(draw(st.integers(0, 12)))
    )
    return Case(
        posts=posts,
        broken=tuple(draw(st.lists(st.none() | st.sampled_from(MONTHS), max_size=2))),
        today=draw(st.dates(dt.date(2026, 4, 25), dt.date(2026, 8, 2))),
        start=draw(st.sampled_from(MONTHS[2:5])),
        late_from=draw(st.none() | st.sampled_from(MONTHS)),
        targets=draw(st.dictionaries(st.sampled_from(MONTHS), st.integers(0, 3), max_size=3)),
        waived=frozenset(draw(st.lists(st.sampled_from(MONTHS), max_size=2))),
        count_reposts=draw(st.booleans()),
        history=draw(st.sampled_from(["full", "full", "shallow", "none"])),
        strict=draw(st.booleans()),
    )


def plain(text: str) -> str:
    """Fold a text: NFC, case folded, white space collapsed."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def is_late(case: Case, item: Written) -> bool:
    closed = item.month < f"{case.today:%Y-%m}"
    if case.history != "full" or not closed or item.month < (case.late_from or case.start):
        return False
    return f"{item.committed or case.today:%Y-%m}" > item.month


def same(one: Written, other: Written) -> bool:
    if plain(one.title) == plain(other.title):
        return True
    if one.url is not None and one.url == other.url:
        return True
    return plain(one.body) != "" and plain(one.body) == plain(other.body)


def credited(case: Case) -> list[Written]:
    """Return the posts that count, each compared with every earlier one that does."""
    kept: list[Written] = []
    for item in sorted(case.posts, key=lambda item: (item.hanoi, item.path)):
        if item.status != "published" or item.hanoi.date() > case.today or not item.counts:
            continue
        if item.origin == "translation" or item.translates:
            continue
        if item.origin == "repost" and not case.count_reposts:
            continue
        if any(same(item, earlier) for earlier in kept):
            continue
        if case.strict and is_late(case, item):
            continue
        kept.append(item)
    return kept


def expected_status(case: Case, month: str, counted: int) -> tuple[int, str]:
    """Return the target and the status of one month, as the table of the rule has it."""
    in_force = [number for since, number in sorted(case.targets.items()) if since <= month]
    target = in_force[-1] if in_force and month >= case.start else 0
    current = f"{case.today:%Y-%m}"
    if target == 0:
        return target, "not_applicable"
    if counted >= target:
        return target, "met"
    if month == current:
        return target, "in_progress"
    if month in case.waived:
        return target, "excused"
    unknown = sum(broken in (month, None) for broken in case.broken)
    return target, "undetermined" if counted + unknown >= target else "short"


EMPTY = Case(
    posts=(),
    broken=(),
    today=dt.date(2026, 4, 25),
    start="2026-06",
    late_from=None,
    targets={"2026-06": 2},
    waived=frozenset(),
    count_reposts=True,
    history="full",
    strict=False,
)


@settings(deadline=None)
@given(cases())
@example(EMPTY)
def test_a_manager_who_recounts_by_hand_gets_the_same_table(case: Case) -> None:
    table = quota.tally(case.site(), strict=case.strict)
    kept = credited(case)
    current = f"{case.today:%Y-%m}"
    months = [month for month in MONTHS if case.start <= month <= current]
    assert [str(item.month) for item in table.months] == months
    for item in table.months:
        month = str(item.month)
        counted = [post.path for post in kept if post.month == month]
        assert [str(count.post.path) for count in item.counts if count.counted] == counted
        assert (item.target, item.status.value) == expected_status(case, month, len(counted))
        assert item.missing == max(0, item.target - len(counted))
        assert {str(count.post.path) for count in item.counts} == {p.path for p in case.posts if p.month == month}
        public = [p for p in case.posts if p.status == "published" and p.hanoi.date() <= case.today]
        assert item.late == sum(is_late(case, p) for p in public if p.month == month)
    for unit in table.units:
        own = [post for post in kept if post.unit == unit.unit.id]
        assert {str(month): number for month, number in unit.months.items()} == {
            month: number for month in months if (number := sum(post.month == month for post in own))
        }


@settings(deadline=None)
@given(cases())
def test_a_count_never_exceeds_what_readers_can_see(case: Case) -> None:
    site = case.site()
    visible = {post.path for post in site.public_posts}
    rows = quota.tally(site, first=Month(2026, 1), last=Month(2026, 12), strict=case.strict).months
    shown = [count for item in rows for count in item.counts]
    assert {count.post.path for count in shown} == {post.path for post in site.posts}
    assert len(shown) == len(site.posts)
    assert all(count.post.path in visible for count in shown if count.counted)


@settings(deadline=None)
@given(cases(), st.randoms(use_true_random=False))
def test_the_order_files_are_read_in_changes_nothing(case: Case, order: random.Random) -> None:
    site = case.site()
    posts = list(site.posts)
    order.shuffle(posts)
    shuffled = replace(site, posts=tuple(posts))
    assert quota.counts_by_month(shuffled, strict=case.strict) == quota.counts_by_month(site, strict=case.strict)
