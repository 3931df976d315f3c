"""The register of documents (văn bản) and the posts that cite them."""

from collections.abc import Iterator

from cchc.cited import cited_by
from cchc.labels import day
from cchc.links import Kind, resolver
from cchc.locale import Params, Text, say
from cchc.model import Place, Severity, Site
from cchc.records import Document
from cchc.register import Effect, register
from cchc.rules import reported, rule
from cchc.schema import Status
from cchc.schema.documents import number_key


@rule(
    "CCHC851",
    Severity.ERROR,
    message="`{key}` đang là «{found}»; cần {allowed}.",
    hint="{fix}",
)
def wrong_number(site: Site) -> Iterator[tuple[Place, Params]]:
    """Số, ký hiệu viết đúng như ghi trên văn bản.

    Vì sao: số gõ sai thì bài viết không dẫn được tới văn bản, người tìm theo số không thấy.

    Sai: `number: Số 118/2025/ND-CP`
    Đúng: `number: 118/2025/NĐ-CP`
    """
    for place, params in reported("CCHC851", site):
        advice = say("Chép số, ký hiệu từ văn bản; văn bản chưa có số thì xóa dòng này.")
        yield place, {**params, "fix": params["fix"] or advice}


@rule(
    "CCHC852",
    Severity.ERROR,
    message="Văn bản số {number} đã có ở {other}.",
    hint="Mỗi văn bản một tệp: xóa một trong hai tệp, hoặc sửa số, ngày, cơ quan ban hành cho đúng.",
)
def same_number(site: Site) -> Iterator[tuple[Place, Params]]:
    """Mỗi văn bản chỉ có một tệp.

    Vì sao: hai bản của một văn bản sẽ nói khác nhau. Số của hai năm, hai cơ quan khác nhau thì được trùng; khi đó
    một tệp khai thêm `id` để hai văn bản có hai địa chỉ.

    Sai: hai tệp cùng có `number: 152/KH-UBND`, cùng năm, cùng cơ quan
    Đúng: chỉ một tệp có số đó
    """
    return reported("CCHC852", site)


@rule(
    "CCHC853",
    Severity.ERROR,
    message="`date: {found}` còn sau hôm nay; văn bản chưa ký thì chưa có ngày.",
    hint="Kiểm tra lại ngày ký. Văn bản mới ký sẽ có hiệu lực sau thì ghi ngày đó ở `effective`.",
)
def signed_in_the_future(site: Site) -> Iterator[tuple[Place, Params]]:
    """Ngày ký văn bản là ngày đã qua.

    Vì sao: ngày chưa tới thường là gõ nhầm năm, và đẩy văn bản lên đầu danh mục.

    Sai: `date: 2062-04-24`
    Đúng: `date: 2026-04-24`
    """
    for document in site.documents:
        if document.meta.date and document.meta.date > site.today:
            yield Place(document.path, document.line_of("date")), {"found": str(document.meta.date)}


@rule(
    "CCHC854",
    Severity.ERROR,
    message="`{key}: {found}` {what} ({other}).",
    hint="Sửa lại cho đúng văn bản. Văn bản thật sự có hiệu lực trở về trước thì ghi ignore kèm lý do.",
)
def effect_out_of_order(site: Site) -> Iterator[tuple[Place, Params]]:
    """Ngày ký, ngày có hiệu lực, ngày hết hiệu lực đứng theo thứ tự.

    Vì sao: trang tự tính văn bản còn hiệu lực hay không từ ba ngày đó; một ngày sai thì kết quả sai.

    Sai: ngày ký 24/4/2026 mà `effective: 2025-05-01`
    Đúng: `effective: 2026-05-01`
    """
    for document in site.documents:
        meta = document.meta
        pairs = (
            ("effective", meta.effective, "date", meta.date, say("trước ngày ký")),
            ("expires", meta.expires, "effective", meta.effective or meta.date, say("trước ngày có hiệu lực")),
        )
        for key, found, before, other, what in pairs:
            if found and other and found < other:
                told: Params = {"key": key, "found": str(found), "what": what, "other": f"{before}: {other}"}
                yield Place(document.path, document.line_of(key)), told


@rule(
    "CCHC855",
    Severity.WARNING,
    message="`{key}` nêu {found}, là số của chính văn bản này.",
    hint="Ghi số của văn bản kia, hoặc xóa dòng này.",
)
def related_to_itself(site: Site) -> Iterator[tuple[Place, Params]]:
    """`replaces` và `amends` nêu văn bản khác.

    Vì sao: không văn bản nào thay thế chính nó; thường là chép nhầm số.

    Sai: tệp của 118/2025/NĐ-CP ghi `amends: [118/2025/NĐ-CP]`
    Đúng: `amends: [107/2021/NĐ-CP]`
    """
    for document in site.documents:
        own = number_key(document.meta.number or "")
        for key, numbers in (("replaces", document.meta.replaces), ("amends", document.meta.amends)):
            for number in numbers:
                if number_key(number) == own:
                    yield Place(document.path, document.line_of(key)), {"key": key, "found": number}


@rule(
    "CCHC856",
    Severity.ERROR,
    message="Không tìm thấy tệp «{target}» của văn bản.",
    hint="Chép tệp vào cùng thư mục với tệp khai báo và viết đúng tên tệp.",
)
def missing_file(site: Site) -> Iterator[tuple[Place, Params]]:
    """Tệp của văn bản là một tệp có thật, thuộc loại được đăng (PDF, Word, Excel…).

    Vì sao: người đọc bấm vào mà không tải được.

    Sai: `files: [{file: 152-kh-ubnd.pdf, title: Toàn văn}]` khi chưa chép tệp
    Đúng: chép `152-kh-ubnd.pdf` vào docs/van-ban
    """
    for document in site.documents:
        for item in document.meta.files:
            if resolver(site).resolve(document.path, item.file).kind is not Kind.FILE:
                yield Place(document.path, document.line_of("files")), {"target": item.file}


@rule(
    "CCHC857",
    Severity.WARNING,
    message="Bài nhắc tới {number}, văn bản {what}.",
    hint="Xem lại nội dung còn đúng không. Nhắc tới vì lịch sử thì nêu cả văn bản đang áp dụng, hoặc ghi ignore.",
)
def cites_what_expired(site: Site) -> Iterator[tuple[Place, Params]]:
    """Bài đang đăng nhắc tới văn bản còn hiệu lực, ở khóa `documents` hay trong nội dung.

    Vì sao: người dân làm theo một quy định đã hết hiệu lực thì mất công đi lại. Bài nêu cả văn bản thay thế thì
    không bị nhắc.

    Sai: `documents: [42/2022/NĐ-CP]` sau khi nghị định đó đã được thay thế
    Đúng: `documents: [42/2022/NĐ-CP, 224/2026/NĐ-CP]`
    """
    known = register(site)
    if not site.documents:
        return
    for post in site.posts:
        if post.meta.status is not Status.PUBLISHED:
            continue
        cited = cited_by(site, post)
        named = {item.document.id for item in cited}
        for item in cited:
            document = item.document
            if known.effect(document) is Effect.EXPIRED and not any(
                newer.id in named for newer in known.replacing(document)
            ):
                yield Place(post.path, item.line), {"number": document.name, "what": _ended(site, document)}


def _ended(site: Site, document: Document) -> Text:
    known = register(site)
    ended = known.ended(document)
    since = day(ended, site.config.language) if ended else ""
    newer = ", ".join(item.name for item in known.replacing(document))
    if newer:
        return say("hết hiệu lực từ {day}, được thay thế bởi {newer}", day=since, newer=newer)
    return say("hết hiệu lực từ {day}", day=since)
