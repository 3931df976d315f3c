"""What a report says of activities: how many of each kind, how many people, whom they reached, what proves them."""

from collections.abc import Iterable, Iterator, Sequence

from cchc import labels
from cchc.activities import Done, activities, groups
from cchc.evidence import resolve
from cchc.languages import inside, name_of
from cchc.locale import Text, say, translator
from cchc.model import Site
from cchc.reports.content import Cell, Linked, Part, Table, Window
from cchc.schema import ActivityKind
from cchc.schema.activities import GATHERINGS


def part(site: Site, window: Window) -> Part:
    """Return what was done in a window: what had its last day in it."""
    done = [item for item in activities(site) if window.holds(item.day)]
    return Part(
        key="activities",
        heading=say("Hội nghị, tập huấn, đối thoại và các hình thức tuyên truyền khác"),
        sentences=tuple(_sentences(site, done)),
        figures=tuple(_figures(site, done)),
        tables=(_by_kind(done), _by_unit(site, done), _list(site, done)) if done else (),
        missing=tuple(_missing(site, done)),
    )


def people(items: Iterable[Done]) -> int:
    """Return how many people took part, as far as it was written down."""
    return sum(item.participants or 0 for item in items)


def _kinds(done: Sequence[Done]) -> Iterator[tuple[ActivityKind, list[Done]]]:
    for kind in ActivityKind:
        of_kind = [item for item in done if item.kind is kind]
        if of_kind:
            yield kind, of_kind


def _quantity(items: Iterable[Done]) -> int:
    return sum(item.quantity for item in items)


def _joined(site: Site, parts: Sequence[Text]) -> str:
    """Return parts of a sentence in a row: a; b; c."""
    translate = translator(site.config.language)
    return "; ".join(item.render(translate) for item in parts)


def _sentences(site: Site, done: Sequence[Done]) -> Iterator[Text]:
    if not done:
        yield say("Trong kỳ chưa ghi nhận hoạt động tuyên truyền nào ngoài tin, bài.")
        return
    language = site.config.language
    by_kind = []
    for kind, items in _kinds(done):
        n, measure = labels.amount(_quantity(items), language), labels.ACTIVITY_MEASURE[kind]
        told = people(items)
        if told:
            by_kind.append(
                say("{n} {measure} ({people} lượt người)", n=n, measure=measure, people=labels.amount(told, language))
            )
        else:
            by_kind.append(say("{n} {measure}", n=n, measure=measure))
    yield say(
        "Trong kỳ đã thực hiện {n} hoạt động tuyên truyền: {kinds}.",
        n=labels.amount(len(done), language),
        kinds=_joined(site, by_kind),
    )
    if people(done):
        yield say("Tổng số lượt người tham dự: {n}.", n=labels.amount(people(done), language))
    if reached := groups(done):
        yield say(
            "Các nhóm đối tượng được tuyên truyền ({n} nhóm): {groups}.",
            n=labels.amount(len(reached), language),
            groups="; ".join(reached),
        )
    if spoken := _languages(done):
        translate = translator(language)
        named = ", ".join(inside(name_of(tag, translate), translate) for tag in spoken)
        yield say(
            "Có {n} hoạt động dùng thêm ngôn ngữ ngoài tiếng Việt ({languages}).",
            n=labels.amount(sum(bool(item.languages) for item in done), language),
            languages=named,
        )


def _languages(done: Iterable[Done]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(tag for item in done for tag in item.languages))


def _figures(site: Site, done: Sequence[Done]) -> Iterator[tuple[str, str | Text, int]]:
    yield "total", say("Hoạt động tuyên truyền"), len(done)
    yield "participants", say("Lượt người tham dự"), people(done)
    yield "audience_groups", say("Nhóm đối tượng được tuyên truyền"), len(groups(done))
    yield (
        "other_languages",
        say("Hoạt động dùng thêm ngôn ngữ ngoài tiếng Việt"),
        sum(bool(it.languages) for it in done),
    )
    yield "proved", say("Hoạt động có tài liệu kiểm chứng"), sum(bool(item.evidence) for item in done)
    for kind, items in _kinds(done):
        name = labels.ACTIVITY_KIND[kind]
        yield f"kind.{kind.value}", say("Số hoạt động: {kind}", kind=name), len(items)
        measure = labels.ACTIVITY_MEASURE[kind]
        yield f"quantity.{kind.value}", say("Số lượng: {measure}", measure=measure), _quantity(items)
    for unit, items in _units(site, done):
        yield f"unit.{unit}", say("Hoạt động của {unit}", unit=site.config.unit(unit).name), len(items)


def _units(site: Site, done: Sequence[Done]) -> Iterator[tuple[str, list[Done]]]:
    for unit in site.config.plugin.units:
        of_unit = [item for item in done if item.unit == unit.id]
        if of_unit:
            yield unit.id, of_unit


def _told(items: Sequence[Done]) -> Cell:
    """Return how many took part; nothing where nobody wrote it down for any."""
    return people(items) if any(item.participants is not None for item in items) else None


def _by_kind(done: Sequence[Done]) -> Table:
    return Table(
        caption=say("Hoạt động tuyên truyền theo hình thức"),
        columns=(
            say("Hình thức"),
            say("Số hoạt động"),
            say("Số lượng"),
            say("Đơn vị tính"),
            say("Lượt người tham dự"),
        ),
        rows=[
            (labels.ACTIVITY_KIND[kind], len(items), _quantity(items), labels.ACTIVITY_MEASURE[kind], _told(items))
            for kind, items in _kinds(done)
        ],
        total=(say("Tổng cộng"), len(done), None, None, _told(done)),
    )


def _by_unit(site: Site, done: Sequence[Done]) -> Table:
    return Table(
        caption=say("Hoạt động tuyên truyền theo đơn vị chủ trì"),
        columns=(say("Đơn vị"), say("Số hoạt động"), say("Lượt người tham dự")),
        rows=[(site.config.unit(unit).name, len(items), _told(items)) for unit, items in _units(site, done)],
        total=(say("Tổng cộng"), len(done), _told(done)),
    )


def _list(site: Site, done: Sequence[Done]) -> Table:
    translate, language = translator(site.config.language), site.config.language

    def row(number: int, item: Done) -> tuple[Cell, ...]:
        return (
            number,
            item.day if item.first == item.day else labels.days(item.first, item.day, language),
            Linked(item.title, item.url),
            labels.ACTIVITY_KIND[item.kind].render(translate),
            site.config.unit(item.unit).name,
            item.participants,
            _proof(site, item),
        )

    return Table(
        caption=say("Danh sách hoạt động tuyên truyền"),
        columns=(
            say("STT"),
            say("Ngày"),
            say("Hoạt động"),
            say("Hình thức"),
            say("Đơn vị chủ trì"),
            say("Số người"),
            say("Tài liệu kiểm chứng"),
        ),
        rows=[row(number, item) for number, item in enumerate(done, 1)],
    )


def _proof(site: Site, item: Done) -> Cell:
    """Return what proves an activity: of several their names, and the page that leads to each."""
    found = [resolve(site, evidence) for evidence in item.evidence]
    if len(found) < 2:
        return found[0] if found else None
    return Linked("; ".join(proof.text for proof in found), item.url)


def _missing(site: Site, done: Sequence[Done]) -> Iterator[Text]:
    for item in done:
        told = {"title": item.title, "day": labels.day(item.day, site.config.language)}
        if not item.evidence:
            yield say("«{title}» (ngày {day}) chưa có tài liệu kiểm chứng.", **told)
        if item.kind in GATHERINGS and item.participants is None:
            yield say("«{title}» (ngày {day}) chưa ghi số người tham dự.", **told)
