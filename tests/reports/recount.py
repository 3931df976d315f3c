"""A second count of everything a report says, by the rules as they are written, without the code that counts."""

import datetime as dt
import random
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from cchc import config
from cchc.bodies import held
from cchc.changelog import Change, ChangeKind, Changelog, Dated
from cchc.model import Config, History, HistoryState, Post, Site
from cchc.records import Procedure
from cchc.schema import PostMeta, ProcedureMeta, Vocabulary
from cchc.text import fold

DAY = dt.timedelta(days=1)
UNITS = {
    "van-phong": ("Văn phòng HĐND và UBND", ["VP HĐND&UBND", "van-phong"], None, None, False),
    "van-hoa": ("Phòng Văn hóa - Xã hội", ["Phòng VHXH"], None, None, False),
    "tu-phap": ("Phòng Tư pháp", ["Tư pháp"], None, "2025-06", False),  # merged away
    "kinh-te": ("Phòng Kinh tế", ["Phòng KT cũ", "kinh-te"], "2026-03", None, False),
    "mttq": ("Ủy ban MTTQ", ["MTTQ"], None, None, True),
}
TOPICS = ("the-che", "thu-tuc-hanh-chinh", "to-chuc-bo-may", "chi-so", "mo-hinh-sang-kien")
CONTENTS = ("the-che", "thu-tuc-hanh-chinh", "to-chuc-bo-may")
CHANNELS = ("Zalo", "zalo ", "Truyền thanh", "Facebook")


@dataclass(frozen=True)
class Written:
    """A post, as its file and its commits have it."""

    path: str
    day: dt.date
    title: str
    body: str
    status: str
    origin: str
    source: str | None
    translates: bool
    counts: bool
    unit: str
    called: str
    co_units: tuple[str, ...]
    topic: str
    kind: str | None
    form: str
    channels: tuple[str, ...]
    lang: str
    came: dt.date | None

    @property
    def month(self) -> str:
        return f"{self.day:%Y-%m}"

    def front_matter(self) -> dict[str, object]:
        values: dict[str, object] = {
            "title": self.title,
            "date": str(self.day),
            "month": self.month,
            "unit": self.called,
            "topic": self.topic,
            "status": self.status,
            "format": self.form,
            "origin": self.origin,
            "lang": self.lang,
            "summary": "Tóm tắt.",
            "co_units": list(self.co_units),
            "channels": [{"name": name} for name in self.channels],
        }
        if self.kind:
            values["kind"] = self.kind
        if self.source or self.origin == "repost":
            values["source"] = {"name": "Báo"} | ({"url": self.source} if self.source else {})
        if self.translates or self.origin == "translation":
            values["translation_of"] = "2026/05/goc"
        if not self.counts:
            values |= {"counts": False, "counts_reason": "Thông báo"}
        return values


@dataclass(frozen=True)
class Registered:
    """A procedure: when it came, when it was amended, when it was taken off; since when it is abolished."""

    code: str
    came: dt.date
    amended: tuple[dt.date, ...]
    removed: dt.date | None
    abolished: dt.date | None


@dataclass(frozen=True)
class Years:
    """Some years of an agency."""

    posts: tuple[Written, ...]
    procedures: tuple[Registered, ...]
    today: dt.date
    start: str | None
    late_from: str | None
    reports_from: str | None
    targets: dict[str, int]
    waived: frozenset[str]
    count_reposts: bool
    history: HistoryState
    calendar_quarters: bool
    extra: dict[str, object] = field(default_factory=dict)

    # ------------------------------------------------------------- the sources

    def config(self) -> Config:
        units = [
            {"id": id_, "name": name, "aliases": [it for it in aliases if it != id_], "external": external}
            | ({"active_from": since} if since else {})
            | ({"active_to": until} if until else {})
            for id_, (name, aliases, since, until, external) in UNITS.items()
        ]
        quota: dict[str, object] = {
            "count_reposts": self.count_reposts,
            "targets": [{"from": month, "posts_per_month": number} for month, number in self.targets.items()],
            "waivers": [
                {"month": month, "reason": "Bão", "approved_by": "Chủ tịch", "date": "2026-01-01"}
                for month in sorted(self.waived)
            ],
        }
        dated = (("start", self.start), ("late_from", self.late_from))
        quota |= {key: value for key, value in dated if value}
        reports: dict[str, object] = {"contents": list(CONTENTS)}
        if self.reports_from:
            reports["late_from"] = self.reports_from
        if self.calendar_quarters:
            reports["windows"] = [
                {"id": "Q1", "name": "quý I", "first": "01-01", "last": "03-31"},
                {"id": "Q2", "name": "quý II", "first": "04-01", "last": "06-30"},
                {"id": "9M", "name": "9 tháng đầu năm {year}", "first": "12-15", "last": "09-14"},
                {"id": "Q4", "name": "quý IV", "first": "10-01", "last": "12-31"},
                {"id": "Y", "name": "năm", "first": "01-01", "last": "12-31"},
            ]
        options = {"units": units, "quota": quota, "reports": reports}
        options["topics"] = [{"id": id_, "name": f"Nội dung {id_}"} for id_ in TOPICS]
        settings = {"site_name": "X", "site_url": "https://x.example/", "docs_dir": "docs", "edit_uri": ""}
        return config.build(Path("/xa/mkdocs.yml"), {"language": "vi", **settings}, options)

    def site(self) -> Site:
        made = self.config()
        posts = sorted((_post(made, item) for item in self.posts), key=lambda it: (it.published_at, str(it.path)))
        judged = self.judged_from
        first = {
            PurePosixPath(it.path): it.came
            for it in self.posts
            if judged and it.month >= judged and it.status == "published" and it.day <= self.today
        }
        return Site(
            config=made,
            today=self.today,
            posts=tuple(posts),
            procedures=tuple(_procedure(it) for it in self.procedures if it.removed is None),
            rejected=(),
            problems=(),
            files={},
            history=History(state=self.history, first_published=first if self.history == "full" else {}),
            changelog=Changelog(state="full", entries=tuple(self._entries())),
        )

    def _entries(self) -> Iterator[Dated]:
        rows = []
        for item in self.procedures:
            rows.append((item.came, ChangeKind.ADDED, item.code))
            rows += [(day, ChangeKind.AMENDED, item.code) for day in item.amended]
            if item.removed:
                rows.append((item.removed, ChangeKind.REMOVED, item.code))
        for number, (day, kind, code) in enumerate(sorted(rows, key=lambda row: (row[0], row[2]))):
            if day <= self.today:
                order = (int(dt.datetime.combine(day, dt.time(9), dt.UTC).timestamp()), f"{day}")
                change = Change(kind=kind, code=code, name=f"Thủ tục {code}", field="Hộ tịch")
                yield Dated(day=day, order=order, mark=f"{number}", change=change)

    # ------------------------------------------------------------- the windows

    def windows(self) -> dict[str, tuple[dt.date, dt.date]]:
        """Return the windows of the reports of some years, by what they are asked for."""
        found = {}
        for year in range(2023, 2029):
            if self.calendar_quarters:
                found[f"{year}-Q1"] = dt.date(year, 1, 1), dt.date(year, 3, 31)
                found[f"{year}-Q2"] = dt.date(year, 4, 1), dt.date(year, 6, 30)
                found[f"{year}-9M"] = dt.date(year - 1, 12, 15), dt.date(year, 9, 14)
                found[f"{year}-Q4"] = dt.date(year, 10, 1), dt.date(year, 12, 31)
                found[f"{year}"] = dt.date(year, 1, 1), dt.date(year, 12, 31)
            else:
                found[f"{year}-Q1"] = dt.date(year - 1, 12, 15), dt.date(year, 3, 14)
                found[f"{year}-H1"] = dt.date(year - 1, 12, 15), dt.date(year, 6, 14)
                found[f"{year}-Q3"] = dt.date(year, 6, 15), dt.date(year, 9, 14)
                found[f"{year}"] = dt.date(year - 1, 12, 15), dt.date(year, 12, 14)
        return found

    # --------------------------------------------------------------- the rules

    @property
    def judged_from(self) -> str | None:
        quota = self.late_from or self.start or min(self.targets, default=None)
        return min((month for month in (quota, self.reports_from) if month), default=None)

    def public(self) -> list[Written]:
        found = [it for it in self.posts if it.status == "published" and it.day <= self.today]
        return sorted(found, key=lambda it: (it.day, it.path))

    def verdicts(self) -> list[tuple[Written, str | None]]:
        """Return each public post and why it does not count; None where it does."""
        kept: list[Written] = []
        found = []
        for item in self.public():
            reason = None
            if not item.counts:
                reason = "excluded"
            elif item.translates or item.origin == "translation":
                reason = "translation"
            elif item.origin == "repost" and not self.count_reposts:
                reason = "repost"
            elif any(_same(item, other) for other in kept):
                reason = "duplicate"
            else:
                kept.append(item)
            found.append((item, reason))
        return found

    def arrival(self, item: Written) -> dt.date | None:
        if not self.judged_from or item.month < self.judged_from:
            return item.day
        if self.history != "full":
            return None
        return max(item.day, item.came or self.today)

    def holding(self, first: dt.date, last: dt.date) -> list[tuple[Written, str | None]]:
        """Return the posts of a window that came in time."""
        return [
            (item, reason)
            for item, reason in self.verdicts()
            if first <= item.day <= last and (self.arrival(item) or item.day) <= last
        ]

    def added(self, asked: str, first: dt.date, last: dt.date) -> list[Written]:
        """Return the late posts of earlier days: those that a report has besides its total."""
        return [item for item in self.supplement(asked, first, last) if not first <= item.day <= last]

    def supplement(self, asked: str, first: dt.date, last: dt.date) -> list[Written]:
        """Return the posts that came between the cutoff before and this one, too late for a report of their days."""
        cutoffs = [end for _, end in self.windows().values()]
        since = first if ".." in asked else max(end for end in cutoffs if end < last) + DAY
        found = []
        for item, reason in self.verdicts():
            came = self.arrival(item)
            if reason or came is None or came == item.day or not since <= came <= last:
                continue
            if any(start <= item.day <= end < came for start, end in self.windows().values()):
                found.append(item)
        return found

    def figures(self, asked: str, first: dt.date, last: dt.date) -> dict[str, int]:
        """Return every figure of posts, quota and procedures."""
        until = min(last, self.today)
        held = self.holding(first, last)
        posts = [item for item, reason in held if reason is None]
        found = {
            "posts.total": len(posts),
            "posts.supplement": len(self.added(asked, first, last)),
            "posts.units": len({item.unit for item in posts}),
            "posts.contents": len({item.topic for item in posts} & set(CONTENTS)),
        }
        for month in _months(first, until):
            found[f"posts.month.{month}"] = sum(item.month == month for item in posts)
        for unit, (_, _, since, gone, invited) in UNITS.items():
            number = sum(item.unit == unit for item in posts)
            if number or (
                not invited and any((since or "") <= month <= (gone or "9") for month in _months(first, last))
            ):
                found[f"posts.unit.{unit}"] = number
        for topic in TOPICS:
            found[f"posts.topic.{topic}"] = sum(item.topic == topic for item in posts)
        for kind in ("tin", "bai", None):
            found[f"posts.kind.{kind or 'none'}"] = sum(item.kind == kind for item in posts)
        for form in ("text", "video", "infographic", "podcast", "leaflet"):
            found[f"posts.format.{form}"] = sum(item.form == form for item in posts)
        for key, names in (("zalo", {"Zalo", "zalo "}), ("truyen-thanh", {"Truyền thanh"}), ("facebook", {"Facebook"})):
            number = sum(bool(names & set(item.channels)) for item in posts)
            if number:
                found[f"posts.channel.{key}"] = number
        for lang in ("vi", "en", "tyz"):
            number = sum(item.lang == lang for item, reason in held if reason in (None, "translation"))
            if number:
                found[f"posts.language.{lang}"] = number
        for reason in ("translation", "duplicate", "repost", "excluded"):
            found[f"posts.uncounted.{reason}"] = sum(why == reason for _, why in held)
        return found | self._quota(first, last) | self._procedures(first, last)

    def _quota(self, first: dt.date, last: dt.date) -> dict[str, int]:
        counted = [item for item, reason in self.verdicts() if reason is None]
        current = f"{self.today:%Y-%m}"
        found = dict.fromkeys(
            ("months", "met", "short", "excused", "in_progress", "undetermined", "late"),
            0,
        )
        single: dict[str, int] = {}
        for month in _months(first, last):
            if month > current or not first <= _last_day(month) <= last:
                continue
            in_force = [number for since, number in sorted(self.targets.items()) if since <= month]
            target = in_force[-1] if in_force and month >= (self.start or "") else 0
            if not target:
                continue
            number = sum(item.month == month for item in counted)
            found["months"] += 1
            if number >= target:
                found["met"] += 1
            elif month == current:
                found["in_progress"] += 1
            else:
                found["excused" if month in self.waived else "short"] += 1
            found["late"] += sum(self._is_late(item) for item in self.public() if item.month == month)
            single[f"target.{month}"] = target
            single[f"counted.{month}"] = number
            single[f"missing.{month}"] = max(0, target - number)
        return {f"quota.{key}": value for key, value in (found | single).items()}

    def _is_late(self, item: Written) -> bool:
        judged = self.late_from or self.start or min(self.targets, default=None)
        if self.history != "full" or not judged or item.month < judged or _last_day(item.month) >= self.today:
            return False
        return (item.came or self.today) > _last_day(item.month)

    def _procedures(self, first: dt.date, last: dt.date) -> dict[str, int]:
        known = [it for it in self.procedures if it.came <= self.today]
        found = {
            "added": sum(first <= it.came <= last for it in known),
            "amended": sum(any(first <= day <= last and day <= self.today for day in it.amended) for it in known),
            "replaced": 0,
            "abolished": 0,
            "removed": sum(it.removed is not None and first <= it.removed <= last for it in known),
        }
        day = min(last, self.today)
        standing = [it for it in self.procedures if it.removed is None]
        if day >= self.today:
            found["published"] = sum(not (it.abolished and it.abolished <= day) for it in standing)
        elif not self.procedures or day >= min(it.came for it in known):
            there = [it for it in known if it.came <= day and not (it.removed and it.removed <= day)]
            found["published"] = sum(not (it.removed is None and it.abolished and it.abolished <= day) for it in there)
        return {f"procedures.{key}": value for key, value in found.items()}

    def silent(self, first: dt.date, last: dt.date) -> set[str]:
        """Return the names of the units that owe and have nothing."""
        posts = [item for item, reason in self.holding(first, last) if reason is None]
        wrote = {id_ for item in posts for id_ in (item.unit, *item.co_units)}
        months = _months(first, last)
        return {
            name
            for id_, (name, _, since, gone, external) in UNITS.items()
            if not external and id_ not in wrote and any((since or "") <= month <= (gone or "9") for month in months)
        }


def _same(one: Written, other: Written) -> bool:
    def plain(text: str) -> str:
        return " ".join(unicodedata.normalize("NFC", text).casefold().split())

    if plain(one.title) == plain(other.title) or (one.source is not None and one.source == other.source):
        return True
    return plain(one.body) != "" and plain(one.body) == plain(other.body)


def _last_day(month: str) -> dt.date:
    year, number = map(int, month.split("-"))
    return dt.date(year + number // 12, number % 12 + 1, 1) - DAY


def _months(first: dt.date, last: dt.date) -> list[str]:
    days = ((last - first).days + 1) if last >= first else 0
    return sorted({f"{first + number * DAY:%Y-%m}" for number in range(days)})


def _post(made: Config, item: Written) -> Post:
    meta = PostMeta.model_validate(item.front_matter(), context=Vocabulary(made.plugin))
    return Post(
        path=PurePosixPath(item.path),
        mark="",
        meta=meta,
        unit=made.unit(meta.unit),
        topic=next(topic for topic in made.plugin.topic_list if topic.id == meta.topic),
        id=item.path.removeprefix("posts/").removesuffix(".md"),
        text=held(item.body),
        body_line=1,
        body_mark=fold(item.body),
        links=(),
        words=0,
        sketch="",
        lines={},
    )


def _procedure(item: Registered) -> Procedure:
    decisions: list[dict[str, object]] = [{"number": "163/QĐ-BTP", "date": "2024-01-05"}]
    if item.abolished:
        decisions.append({"number": "200/QĐ-BTP", "date": str(item.abolished), "action": "abolished"})
    values = {"code": item.code, "name": f"Thủ tục {item.code}", "field": "Hộ tịch", "synced_at": "2026-01-01"}
    meta = ProcedureMeta.model_validate(values | {"announcing_decisions": decisions})
    path = PurePosixPath(f"docs/thu-tuc/{item.code}.md")
    return Procedure(path=path, mark="", meta=meta, text=held(""), body_line=1, links=(), lines={})


def drawn(seed: int, *, posts: int | None = None) -> Years:
    """Return an agency's years, the same for one seed: posts around every cutoff, and every way not to count."""
    chance = random.Random(seed)
    today = dt.date(2026, 1, 1) + chance.randrange(500) * DAY
    cutoffs = [dt.date(year, month, 14) for year in (2024, 2025, 2026, 2027) for month in (3, 6, 9, 12)]
    written = []
    for number in range(chance.randrange(60) if posts is None else posts):
        day = chance.choice(cutoffs) + chance.randrange(-3, 4) * DAY if chance.random() < 0.6 else None
        day = day or dt.date(2024, 10, 1) + chance.randrange(960) * DAY
        unit = chance.choice(list(UNITS))
        name, aliases, *_ = UNITS[unit]
        origin = chance.choice(["original"] * 8 + ["repost", "translation"])
        came = day + chance.choice([0] * 6 + [1, 2, 8, 30, 100, 400]) * DAY
        written.append(
            Written(
                path=f"posts/{day:%Y/%m}/{chance.choice('abc')}{number}.md",
                day=day,
                title=chance.choice(("Một cửa", "một  CỬA", "Số hóa")) if chance.random() < 0.2 else f"Tin {number}",
                body=chance.choice(("", "Nội dung.", "nội\n\nDUNG.")) if chance.random() < 0.2 else f"Bài {number}",
                status=chance.choice(["published"] * 10 + ["draft", "in_review", "withdrawn"]),
                origin=origin,
                source=chance.choice([None] * 5 + ["https://a.example/1"]),
                translates=chance.random() < 0.05,
                counts=chance.random() > 0.05,
                unit=unit,
                called=chance.choice([unit, name, *aliases]),
                co_units=tuple(chance.sample(list(UNITS), chance.choice([0, 0, 1, 2]))),
                topic=chance.choice(TOPICS),
                kind=chance.choice(["tin", "bai", None]),
                form=chance.choice(["text", "text", "video", "infographic", "podcast", "leaflet"]),
                channels=tuple(chance.sample(CHANNELS, chance.choice([0, 0, 1, 2, 3]))),
                lang="en" if origin == "translation" else chance.choice(["vi"] * 8 + ["tyz"]),
                came=came if came <= today else None,
            )
        )
    return Years(
        posts=tuple(written),
        procedures=tuple(_registered(chance, number, today) for number in range(chance.choice([0, 1, 8, 40]))),
        today=today,
        start=chance.choice([None, "2025-03", "2026-01"]),
        late_from=chance.choice([None, "2025-01", "2026-02"]),
        reports_from=chance.choice([None, None, "2024-06"]),
        targets={month: chance.randrange(4) for month in chance.sample(["2024-12", "2025-05", "2026-02"], 2)},
        waived=frozenset(chance.sample([f"2025-{number:02d}" for number in range(1, 13)], 4)),
        count_reposts=chance.random() < 0.5,
        history=chance.choice(["full", "full", "full", "shallow", "none"]),
        calendar_quarters=chance.random() < 0.3,
    )


def _registered(chance: random.Random, number: int, today: dt.date) -> Registered:
    came = dt.date(2025, 3, 10) if number % 4 else dt.date(2025, 1, 1) + chance.randrange(200) * DAY
    later = [came + (1 + chance.randrange(300)) * DAY for _ in range(chance.choice([0, 0, 1, 2]))]
    last = max([came, *later])
    removed = last + chance.randrange(1, 90) * DAY if chance.random() < 0.15 else None
    return Registered(
        code=f"1.{number:06d}",
        came=came,
        amended=tuple(sorted(set(later))),
        removed=removed if removed and removed <= today else None,
        abolished=dt.date(2025, 1, 1) + chance.randrange(600) * DAY if chance.random() < 0.2 else None,
    )
