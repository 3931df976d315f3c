"""The posts of a window: how many, of whom, about what, in which form."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from cchc import dates, labels
from cchc.dates import Month
from cchc.languages import LANGUAGES, base
from cchc.locale import Text, say
from cchc.model import Post, Site
from cchc.quota import Reason
from cchc.reports.arrivals import Held, Supplement, held
from cchc.reports.content import Cell, Linked, Part, Table, Window
from cchc.reports.wording import counted, enumerated, figure, listed, with_days
from cchc.schema import Format, Kind, Topic, Unit
from cchc.text import fold_name, slug

_POSTS = say("Tin, bài")
_NUMBER = say("Số tin, bài")
_TOTAL = say("Tổng cộng")
_KINDLESS = say("Chưa phân loại")
_KIND_WORDS = {Kind.TIN: say("{n} tin"), Kind.BAI: say("{n} bài viết"), None: say("{n} tin, bài chưa phân loại")}
_FORMAT_WORDS = {
    Format.TEXT: say("văn bản"),
    Format.VIDEO: say("video"),
    Format.INFOGRAPHIC: say("infographic"),
    Format.PODCAST: say("podcast"),
    Format.LEAFLET: say("tờ gấp"),
}
"""As they stand in the middle of a sentence."""
_UNCOUNTED = (
    (Reason.TRANSLATION, say("bản dịch")),
    (Reason.DUPLICATE, say("bài trùng bài đã có")),
    (Reason.REPOST, say("bài đăng lại")),
    (Reason.EXCLUDED, say("bài không tính theo đề nghị của đơn vị")),
)

Row = tuple[str, str | Text, int]
"""A figure's key, its label and its value."""


def part(site: Site, window: Window) -> Part:
    """Return what a report says of posts."""
    found = held(site, window)
    units, topics = _units(site, window, found.counted), _topics(site, found.counted)
    covered = [topic for topic in site.config.plugin.reform_contents if _number(topics, "topic", topic.id)]
    figures: list[Row] = [
        ("posts.total", say("Tin, bài đã đăng trong kỳ"), len(found.counted)),
        ("posts.supplement", say("Tin, bài bổ sung kỳ trước (ngoài tổng số của kỳ)"), len(found.added)),
        ("posts.units", say("Đơn vị có tin, bài"), sum(bool(number) for *_, number in units)),
        ("posts.contents", say("Nội dung CCHC có tin, bài"), len(covered)),
        *_months(site, window, found.counted),
        *_of(say("Đơn vị: {name}"), units),
        *_of(say("Nội dung: {name}"), topics),
        *_of(say("Thể loại: {name}"), _kinds(found.counted)),
        *_of(say("Hình thức: {name}"), _formats(found.counted)),
        *_of(say("Kênh: {name}"), _channels(found.counted)),
        *_of(say("Ngôn ngữ: {name}"), _languages(found)),
        *(
            (f"posts.uncounted.{reason.value}", say("Không tính: {what}", what=label), number)
            for reason, label, number in _left_out(found)
        ),
    ]
    return Part(
        key="posts",
        heading=say("Tin, bài đã đăng"),
        sentences=tuple(_sentences(site, window, found, units, covered)),
        figures=figures,
        tables=tuple(_tables(site, found, window, units, topics)),
        missing=tuple(_missing(site, window, found, topics)),
    )


def evidence(site: Site, window: Window) -> list[Post]:
    """Return the posts that prove what a report says: those of its totals, then what it adds of earlier windows."""
    found = held(site, window)
    return [*found.counted, *(item.post for item in found.added)]


# ------------------------------------------------------------------- figures


def _of(whole: Text, rows: Sequence[Row]) -> Iterator[Row]:
    """Yield figures whose labels say what they are of, wherever they stand."""
    for key, name, number in rows:
        yield key, say(whole.message, name=name), number


def _months(site: Site, window: Window, posts: Sequence[Post]) -> list[Row]:
    """Return the posts of each month that has begun."""
    numbers = Counter(post.month for post in posts)
    months = Month.of(window.first).until(Month.of(min(window.last, site.today)))
    return [(f"posts.month.{month}", _month_name(month, window), numbers[month]) for month in months]


def _month_name(month: Month, window: Window) -> Text:
    """Return a month's name, and where a window has only a part of it, which."""
    name = dates.month_label(month)
    begins, ends = month == Month.of(window.first), month == Month.of(window.last)
    from_day = window.first.day if begins else 1
    to_day = window.last.day if ends else month.last_day.day
    if (from_day, to_day) == (1, month.last_day.day):
        return say("Tháng {month}", month=name)
    return say(
        "Tháng {month} (từ ngày {first} đến ngày {last})", month=name, first=f"{from_day:02d}", last=f"{to_day:02d}"
    )


def _units(site: Site, window: Window, posts: Sequence[Post]) -> list[Row]:
    """Return the posts of each unit as lead unit; of units of other times, and invited ones, those that have some."""
    numbers = Counter(post.unit.id for post in posts)
    shown = [unit for unit in site.config.plugin.units if numbers[unit.id] or _owes(unit, window)]
    return [(f"posts.unit.{unit.id}", unit.name, numbers[unit.id]) for unit in shown]


def _owes(unit: Unit, window: Window) -> bool:
    """Whether posts are asked of a unit: it is one of the agency's own, writes, and was there."""
    return unit.writes and not unit.external and _was_there(unit, window)


def _was_there(unit: Unit, window: Window) -> bool:
    months = Month.of(window.first).until(Month.of(window.last))
    return any(unit.active_in(month) for month in months)


def _topics(site: Site, posts: Sequence[Post]) -> list[Row]:
    numbers = Counter(post.topic.id for post in posts)
    return [(f"posts.topic.{topic.id}", topic.name, numbers[topic.id]) for topic in site.config.plugin.topic_list]


def _kinds(posts: Sequence[Post]) -> list[Row]:
    numbers = Counter(post.meta.kind for post in posts)
    known = [(f"posts.kind.{kind.value}", labels.KIND[kind], numbers[kind]) for kind in Kind]
    return [*known, ("posts.kind.none", _KINDLESS, numbers[None])]


def _formats(posts: Sequence[Post]) -> list[Row]:
    numbers = Counter(post.meta.format for post in posts)
    return [(f"posts.format.{form.value}", labels.FORMAT[form], numbers[form]) for form in Format]


def _channels(posts: Sequence[Post]) -> list[Row]:
    """Return the posts that other channels had, too; a post counts once for each."""
    names: dict[str, str] = {}
    numbers: Counter[str] = Counter()
    for post in posts:
        own = {fold_name(channel.name): channel.name for channel in post.meta.channels}
        for folded, name in own.items():
            names.setdefault(folded, name)
            numbers[folded] += 1
    keys: dict[str, str] = {}
    for folded in names:  # two names may have one slug
        key = slug(folded) or "kenh"
        keys[folded] = key if key not in keys.values() else f"{key}-{len(keys) + 1}"
    ordered = sorted(names, key=lambda folded: (-numbers[folded], names[folded]))
    return [(f"posts.channel.{keys[folded]}", names[folded], numbers[folded]) for folded in ordered]


def _languages(found: Held) -> list[Row]:
    """Return what readers of each language have: posts that count, and translations."""
    translations = [count.post for count in found.uncounted if count.reason is Reason.TRANSLATION]
    numbers = Counter(base(post.meta.lang) for post in (*found.counted, *translations))
    return [
        (f"posts.language.{code}", LANGUAGES.get(code, code), numbers[code])
        for code in sorted(numbers, key=lambda it: (-numbers[it], it))
    ]


def _left_out(found: Held) -> list[tuple[Reason, Text, int]]:
    numbers = Counter(count.reason for count in found.uncounted)
    return [(reason, label, numbers[reason]) for reason, label in _UNCOUNTED]


def _number(rows: Iterable[Row], group: str, id_: str) -> int:
    return next((number for key, _, number in rows if key == f"posts.{group}.{id_}"), 0)


# ----------------------------------------------------------------- sentences


def _sentences(
    site: Site, window: Window, found: Held, units: Sequence[Row], covered: Sequence[Topic]
) -> Iterator[str | Text]:
    agency, posts, period = site.config.agency.name, found.counted, with_days(window, site.today)
    if posts:
        yield say(
            "Trong {period}, {agency} đã đăng {n} tin, bài về cải cách hành chính.",
            period=period,
            agency=agency,
            n=figure(len(posts)),
        )
        yield from _forms(posts)
        yield from _by_units(units)
    else:
        yield say(
            "Trong {period}, {agency} chưa đăng tin, bài nào về cải cách hành chính.", period=period, agency=agency
        )
    asked = site.config.plugin.reform_contents
    if posts and asked:
        params = {"n": figure(len(covered)), "all": figure(len(asked))}
        if covered:
            names = enumerated(topic.name for topic in covered)
            yield say("Tin, bài có ở {n}/{all} nội dung CCHC: {names}.", names=names, **params)
        else:
            yield say("Chưa có tin, bài nào về {all} nội dung CCHC được theo dõi.", all=params["all"])
    channels = [(name, number) for _, name, number in _channels(posts)]
    if channels:
        yield say("Số tin, bài đồng thời đăng, phát trên các kênh khác: {names}.", names=counted(channels))
    left_out = [(label, number) for _, label, number in _left_out(found)]
    if any(number for _, number in left_out):
        yield say("Không tính vào tổng số: {names}.", names=counted(left_out))
    yield from _arrivals(window, found)


def _forms(posts: Sequence[Post]) -> Iterator[Text]:
    kinds = Counter(post.meta.kind for post in posts)
    if any(kinds[kind] for kind in Kind):
        names = listed(say(text.message, n=figure(kinds[kind])) for kind, text in _KIND_WORDS.items() if kinds[kind])
        yield say("Phân theo thể loại có {names}.", names=names)
    formats = Counter(post.meta.format for post in posts)
    named = counted([(text, formats[form]) for form, text in _FORMAT_WORDS.items()])
    yield say("Phân theo hình thức thể hiện: {names}.", names=named)


def _by_units(units: Sequence[Row]) -> Iterator[Text]:
    wrote = [(name, number) for _, name, number in units if number]
    if len(units) < 2 or not wrote:
        return
    yield say("Có {n}/{all} đơn vị có tin, bài.", n=figure(len(wrote)), all=figure(len(units)))
    most = max(number for _, number in wrote)
    first = [name for name, number in wrote if number == most]
    if len(first) == 1 and len(wrote) > 1:
        yield say("Đơn vị có nhiều tin, bài nhất: {unit} ({n} tin, bài).", unit=first[0], n=figure(most))


def _arrivals(window: Window, found: Held) -> Iterator[Text]:
    within = len(found.supplement) - len(found.added)
    if within:
        yield say("Trong tổng số có {n} tin, bài đưa lên sau khi kỳ báo cáo trước đã chốt số liệu.", n=figure(within))
    if found.added:
        yield say(
            "Ngoài tổng số, bổ sung kỳ trước {n} tin, bài đưa lên sau khi kỳ báo cáo trước đã chốt số liệu.",
            n=figure(len(found.added)),
        )
    if found.postponed:
        yield say(
            "Có {n} tin, bài đề ngày trong kỳ nhưng đưa lên sau ngày chốt số liệu {last}, chuyển sang báo cáo kỳ sau.",
            n=figure(len(found.postponed)),
            last=dates.day_label(window.last),
        )
    if found.unknown:
        yield say(
            "Không xác định được {n} tin, bài có được đưa lên trước ngày chốt số liệu hay không, do chưa có đủ lịch "
            "sử git; các tin, bài này tính theo ngày đăng.",
            n=figure(found.unknown),
        )


# -------------------------------------------------------------------- tables


def _tables(site: Site, found: Held, window: Window, units: Sequence[Row], topics: Sequence[Row]) -> Iterator[Table]:
    if found.counted:
        yield _sums(say("Tin, bài theo tháng"), say("Tháng"), _months(site, window, found.counted))
        if units:
            yield _sums(say("Tin, bài theo đơn vị"), say("Đơn vị"), units)
        written = [row for row in topics if row[2]]
        asked = {f"posts.topic.{topic.id}" for topic in site.config.plugin.reform_contents}
        yield _sums(
            say("Tin, bài theo nội dung"), say("Nội dung"), [row for row in topics if row in written or row[0] in asked]
        )
        forms = [row for row in (*_kinds(found.counted), *_formats(found.counted)) if row[2]]
        yield Table(
            caption=say("Tin, bài theo thể loại và hình thức"),
            columns=(say("Phân theo"), say("Loại"), _NUMBER),
            rows=[
                (say("Thể loại") if key.startswith("posts.kind") else say("Hình thức"), label, number)
                for key, label, number in forms
            ],
        )
    languages = _languages(found)
    if len(languages) > 1:
        yield Table(
            caption=say("Tin, bài theo ngôn ngữ, kể cả bản dịch"),
            columns=(say("Ngôn ngữ"), _NUMBER),
            rows=[(name, number) for _, name, number in languages],
        )
    channels = _channels(found.counted)
    if channels:
        yield Table(
            caption=say("Tin, bài đồng thời đăng, phát trên các kênh khác"),
            columns=(say("Kênh"), _NUMBER),
            rows=[(name, number) for _, name, number in channels],
        )
    if found.supplement:
        yield Table(
            caption=say("Tin, bài bổ sung kỳ trước"),
            columns=(
                say("Ngày đăng"),
                say("Ngày đưa lên"),
                say("Tiêu đề"),
                say("Đơn vị"),
                say("Kỳ đã chốt"),
                say("Cách tính"),
            ),
            rows=[_late_row(item) for item in found.supplement],
        )


def _sums(caption: Text, name: Text, rows: Sequence[Row]) -> Table:
    return Table(
        caption=caption,
        columns=(name, _NUMBER),
        rows=[(label, number) for _, label, number in rows],
        total=(_TOTAL, sum(number for *_, number in rows)),
    )


def _late_row(item: Supplement) -> tuple[Cell, ...]:
    counting = say("Đã gồm trong tổng số") if item.is_within else say("Ngoài tổng số")
    post = item.post
    return (
        post.meta.date.day,
        item.arrived,
        Linked(post.title, post.url),
        post.unit.name,
        item.missed.name,
        counting,
    )


# ------------------------------------------------------------------- missing


def _missing(site: Site, window: Window, found: Held, topics: Sequence[Row]) -> Iterator[Text]:
    bare = [topic.name for topic in site.config.plugin.reform_contents if not _number(topics, "topic", topic.id)]
    if bare:
        yield say("Nội dung CCHC chưa có tin, bài: {names}.", names=enumerated(bare))
    wrote = {id_ for post in found.counted for id_ in (post.unit.id, *post.meta.co_units)}
    silent = [unit.name for unit in site.config.plugin.units if unit.id not in wrote and _owes(unit, window)]
    if silent:
        yield say("Đơn vị chưa có tin, bài: {names}.", names=enumerated(silent))
