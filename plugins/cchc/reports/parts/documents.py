"""What a report says of documents: those issued in a window, those that took effect or expired, those made known."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from cchc import labels
from cchc.cited import cited_by
from cchc.locale import Text, say, translator
from cchc.model import Site
from cchc.records import Document
from cchc.register import register
from cchc.reports.content import Cell, Linked, Part, Table, Window
from cchc.schema import DocumentType
from cchc.text import fold_name, sort_key


def part(site: Site, window: Window) -> Part:
    """Return what became of the documents of the register in a window, up to today."""
    known = register(site)

    def within(day: dt.date | None) -> bool:
        return window.holds(day) and day is not None and day <= site.today

    def chosen(day_of: Callable[[Document], dt.date | None]) -> list[Document]:
        found = [item for item in site.documents if within(day_of(item))]
        return sorted(found, key=lambda item: (day_of(item) or dt.date.min, item.id))

    issued = chosen(lambda item: item.meta.date)
    started = chosen(lambda item: item.since)
    ended = chosen(known.ended)
    cited = _cited(site, within)
    return Part(
        key="documents",
        heading=say("Văn bản về cải cách hành chính"),
        sentences=tuple(_sentences(site, issued, started, ended, cited)),
        figures=tuple(_figures(site, issued, started, ended, cited)),
        tables=tuple(_tables(site, issued, ended)),
        missing=tuple(_missing(site, issued)),
    )


def is_own(site: Site, document: Document) -> bool:
    """Whether the agency itself issued a document, under its full or its short name."""
    agency = site.config.agency
    names = {fold_name(name) for name in (agency.name, agency.short_name) if name}
    return fold_name(document.meta.issuer) in names


def _cited(site: Site, within: Callable[[dt.date | None], bool]) -> list[Document]:
    """Return the documents that posts published in the window cite, each once."""
    posts = (post for post in site.public_posts if within(post.meta.date.day))
    found = {item.document.id: item.document for post in posts for item in cited_by(site, post)}
    return [found[id_] for id_ in sorted(found)]


def _types(items: Sequence[Document]) -> list[tuple[DocumentType, int]]:
    counts = Counter(item.meta.type for item in items)
    return [(type_, counts[type_]) for type_ in DocumentType if type_ in counts]


def _issuers(items: Sequence[Document]) -> list[tuple[str, int]]:
    """Return the issuers with how many each issued; one is one however it was typed."""
    names: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for item in items:
        key = fold_name(item.meta.issuer)
        names.setdefault(key, item.meta.issuer)
        counts[key] += 1
    return sorted(((names[key], count) for key, count in counts.items()), key=lambda row: (-row[1], sort_key(row[0])))


def _sentences(
    site: Site,
    issued: Sequence[Document],
    started: Sequence[Document],
    ended: Sequence[Document],
    cited: Sequence[Document],
) -> Iterator[Text]:
    language = site.config.language
    translate = translator(language)
    if issued:
        by_type = ", ".join(
            say(
                "{n} {type}",
                n=labels.amount(count, language),
                type=_lower(labels.DOCUMENT_TYPE[type_].render(translate)),
            ).render(translate)
            for type_, count in _types(issued)
        )
        yield say(
            "Danh mục văn bản về cải cách hành chính có {n} văn bản ban hành trong kỳ, gồm: {types}.",
            n=labels.amount(len(issued), language),
            types=by_type,
        )
        own = sum(is_own(site, item) for item in issued)
        if own:
            yield say(
                "Trong đó {n} văn bản do {agency} ban hành.",
                n=labels.amount(own, language),
                agency=site.config.agency.name,
            )
    else:
        yield say("Danh mục văn bản về cải cách hành chính không có văn bản nào ban hành trong kỳ.")
    if started:
        yield say("Số văn bản bắt đầu có hiệu lực trong kỳ: {n}.", n=labels.amount(len(started), language))
    if ended:
        yield say(
            "Số văn bản hết hiệu lực trong kỳ: {n} ({names}).",
            n=labels.amount(len(ended), language),
            names=", ".join(item.name for item in ended),
        )
    if cited:
        yield say("Tin, bài đăng trong kỳ nhắc tới {n} văn bản trong danh mục.", n=labels.amount(len(cited), language))


def _lower(name: str) -> str:
    return name[:1].lower() + name[1:]


def _figures(
    site: Site,
    issued: Sequence[Document],
    started: Sequence[Document],
    ended: Sequence[Document],
    cited: Sequence[Document],
) -> Iterator[tuple[str, str | Text, int]]:
    yield "issued", say("Văn bản ban hành trong kỳ"), len(issued)
    yield "issued_by_agency", say("Văn bản do cơ quan ban hành"), sum(is_own(site, item) for item in issued)
    yield "took_effect", say("Văn bản bắt đầu có hiệu lực"), len(started)
    yield "ended", say("Văn bản hết hiệu lực"), len(ended)
    yield "cited", say("Văn bản được tin, bài nhắc tới"), len(cited)
    for type_, count in _types(issued):
        yield f"type.{type_.value}", say("Văn bản ban hành: {type}", type=labels.DOCUMENT_TYPE[type_]), count


def _tables(site: Site, issued: Sequence[Document], ended: Sequence[Document]) -> Iterator[Table]:
    if issued:
        yield Table(
            caption=say("Văn bản ban hành trong kỳ, theo loại"),
            columns=(say("Loại văn bản"), say("Số văn bản")),
            rows=[(labels.DOCUMENT_TYPE[type_], count) for type_, count in _types(issued)],
            total=(say("Tổng cộng"), len(issued)),
        )
        yield Table(
            caption=say("Văn bản ban hành trong kỳ, theo cơ quan ban hành"),
            columns=(say("Cơ quan ban hành"), say("Số văn bản")),
            rows=_issuers(issued),
            total=(say("Tổng cộng"), len(issued)),
        )
        yield _list(site, say("Danh sách văn bản ban hành trong kỳ"), issued)
    if ended:
        yield _list(site, say("Danh sách văn bản hết hiệu lực trong kỳ"), ended)


def _list(site: Site, caption: Text, items: Sequence[Document]) -> Table:
    known, translate = register(site), translator(site.config.language)

    def row(number: int, item: Document) -> tuple[Cell, ...]:
        meta = item.meta
        return (
            number,
            Linked(meta.number or translate("Chưa có số"), item.url),
            meta.date,
            labels.DOCUMENT_TYPE[meta.type],
            " ".join(meta.abstract.split()),
            meta.issuer,
            item.since,
            known.ended(item),
        )

    return Table(
        caption=caption,
        columns=(
            say("STT"),
            say("Số, ký hiệu"),
            say("Ngày ký"),
            say("Loại văn bản"),
            say("Trích yếu"),
            say("Cơ quan ban hành"),
            say("Có hiệu lực từ"),
            say("Hết hiệu lực từ"),
        ),
        rows=[row(number, item) for number, item in enumerate(items, 1)],
    )


def _missing(site: Site, issued: Sequence[Document]) -> Iterator[Text]:
    """Yield what would have to be said of a document before it can be evidence."""
    for item in issued:
        if is_own(site, item) and not (item.meta.files or item.meta.url):
            yield say(
                "{name} chưa có tệp hoặc địa chỉ toàn văn.",
                name=labels.document(item, translator(site.config.language)),
            )
