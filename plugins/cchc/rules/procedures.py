"""Administrative procedures (TTHC) and the posts that name them."""

from collections.abc import Iterator, Sequence

from cchc import mentions
from cchc.front_matter import quoted
from cchc.locale import Params, Text, say
from cchc.mentions import Outdated
from cchc.model import Place, Severity, Site
from cchc.rules import reported, rule


@rule(
    "CCHC801",
    Severity.ERROR,
    message="Không có thủ tục mang mã {code} trong thư mục docs/thu-tuc.",
    hint="{fix}",
)
def unknown_procedure(site: Site) -> Iterator[tuple[Place, Params]]:
    """Bài chỉ nhắc tới thủ tục có trong danh mục.

    Vì sao: trang của bài dẫn người đọc sang trang thủ tục; mã lạ thì không dẫn được.

    Sai: `procedures: ["1.999999"]`
    Đúng: `procedures: ["1.001193"]`
    """
    known = {procedure.key for procedure in site.procedures}
    for post in site.posts:
        for code in post.meta.procedures:
            if code[:8] not in known:
                advice: str | Text = say(
                    "Sửa mã cho đúng, xóa mã khỏi `procedures`, hoặc thêm thủ tục vào docs/thu-tuc."
                )
                other = mentions.renamed(site, code)
                if other:
                    line = _with(post.meta.procedures, code, other.meta.code)
                    advice = say("Tệp {path} nay mang mã khác: {line}", path=str(other.path), line=line)
                yield Place(post.path, post.line_of("procedures")), {"code": code, "fix": advice}


def _with(codes: Sequence[str], old: str, new: str | None) -> str:
    """Return the line that names procedures, with one code in the place of another, each of them once."""
    wanted = (new if code[:8] == old[:8] else code for code in codes)
    kept = {code[:8]: code for code in wanted if code}
    return f"procedures: [{', '.join(quoted(code) for code in kept.values())}]"


@rule(
    "CCHC802",
    Severity.ERROR,
    message="`{key}` đang là «{found}»; cần {allowed}.",
    hint="{fix}",
)
def wrong_code(site: Site) -> Iterator[tuple[Place, Params]]:
    """Mã thủ tục viết như trên Cổng Dịch vụ công quốc gia.

    Vì sao: mã sai thì không đối chiếu được với Cơ sở dữ liệu quốc gia về TTHC.

    Sai: `code: "1,004194"`
    Đúng: `code: "1.004194"`
    """
    for place, params in reported("CCHC802", site):
        yield place, {**params, "fix": params["fix"] or say("Chép mã từ Cổng Dịch vụ công quốc gia.")}


@rule(
    "CCHC803",
    Severity.ERROR,
    message="Mã thủ tục {found} chưa đặt trong dấu nháy kép.",
    hint="Viết {fix}",
)
def unquoted_code(site: Site) -> Iterator[tuple[Place, Params]]:
    """Mã thủ tục đặt trong dấu nháy kép.

    Vì sao: không có dấu nháy, nhiều phần mềm đọc mã như một số thập phân và bỏ mất số 0 ở cuối
    (1.004190 thành 1.00419).

    Sai: `code: 1.004190`
    Đúng: `code: "1.004190"`
    """
    return reported("CCHC803", site)


@rule(
    "CCHC804",
    Severity.ERROR,
    message="Mã thủ tục {code} đã có ở {other}.",
    hint="Mỗi thủ tục một tệp: gộp hai tệp làm một, hoặc sửa mã.",
)
def same_code(site: Site) -> Iterator[tuple[Place, Params]]:
    """Mỗi mã thủ tục chỉ có một tệp.

    Vì sao: hai bản của một thủ tục sẽ nói khác nhau. Hai thủ tục trùng tên thì được; trùng mã thì không.

    Sai: `1.001193.md` và `khai-sinh.md` cùng có `code: "1.001193"`
    Đúng: chỉ một tệp có mã đó
    """
    return reported("CCHC804", site)


@rule(
    "CCHC805",
    Severity.WARNING,
    message="`replaced_by: {code}` {what}.",
    hint="Ghi mã của thủ tục thay thế đã có trong docs/thu-tuc; chưa có thì thêm thủ tục đó, hoặc xóa dòng này.",
)
def wrong_successor(site: Site) -> Iterator[tuple[Place, Params]]:
    """`replaced_by` là mã của một thủ tục khác có trong danh mục.

    Vì sao: trang của thủ tục đã bãi bỏ dẫn người dân sang thủ tục thay thế; mã lạ thì không dẫn được.

    Sai: `replaced_by: "1.001193"` ngay trong tệp của thủ tục 1.001193
    Đúng: `replaced_by: "2.000635"` khi docs/thu-tuc có thủ tục 2.000635
    """
    for procedure in site.procedures:
        code = procedure.meta.replaced_by
        if not code:
            continue
        place = Place(procedure.path, procedure.lines.get("replaced_by", 1))
        if site.procedure(code) is procedure:
            yield place, {"code": code, "what": say("là mã của chính thủ tục này")}
        elif site.procedure(code) is None:
            yield place, {"code": code, "what": say("không có trong thư mục docs/thu-tuc")}


@rule(
    "CCHC811",
    Severity.WARNING,
    message="Chưa có thông tin bắt buộc: {keys}.",
    hint="Tra quyết định công bố rồi điền vào tệp, và đề nghị nơi công bố bổ sung trên Cơ sở dữ liệu quốc gia về TTHC.",
)
def lacking(site: Site) -> Iterator[tuple[Place, Params]]:
    """Thủ tục nhập từ Cổng có đủ nội dung bắt buộc công khai.

    Vì sao: Nghị định số 63/2010/NĐ-CP (Điều 8) đòi trình tự, cách thức, hồ sơ, thời hạn, đối tượng, cơ quan thực hiện;
    dữ liệu nhập từ Cổng có khi thiếu. Thủ tục chưa đối chiếu với Cổng (chưa có `synced_at`) mà thiếu thì bị từ chối.

    Sai: tệp có `synced_at: 2026-05-20` mà không có `steps`
    Đúng: `steps: [Nộp hồ sơ, Nhận kết quả]`
    """
    for procedure in site.procedures:
        missing = procedure.meta.lacking
        if missing and not procedure.is_abolished(site.today):
            yield Place(procedure.path, procedure.line_of("synced_at")), {"keys": ", ".join(missing)}


@rule(
    "CCHC812",
    Severity.ERROR,
    message="`{key}: {found}` còn sau hôm nay.",
    hint="Ghi ngày thật, muộn nhất là {last}; nếu không nhớ thì xóa dòng này.",
)
def checked_in_the_future(site: Site) -> Iterator[tuple[Place, Params]]:
    """`synced_at` và `reviewed_on` là ngày đã qua.

    Vì sao: người dân đọc ngày này để biết thông tin còn mới; một ngày chưa tới giấu thủ tục khỏi danh sách cần rà soát.

    Sai: `reviewed_on: 2062-05-14`
    Đúng: `reviewed_on: 2026-05-14`
    """
    for procedure in site.procedures:
        for key in ("synced_at", "reviewed_on"):
            day = getattr(procedure.meta, key)
            if day and day > site.today:
                yield (
                    Place(procedure.path, procedure.line_of(key)),
                    {
                        "key": key,
                        "found": str(day),
                        "last": str(site.today),
                    },
                )


@rule(
    "CCHC806",
    Severity.WARNING,
    message="Bài nhắc tới thủ tục {code} ({name}), {what}.",
    hint="{fix}",
)
def outdated_procedure(site: Site) -> Iterator[tuple[Place, Params]]:
    """Bài không dẫn người dân tới thủ tục đã bãi bỏ hoặc đã được thay thế.

    Vì sao: người dân chuẩn bị hồ sơ theo bài viết; thủ tục không còn thì phải đi lại. Bài chỉ thuật lại việc đã qua thì
    ghi `ignore` kèm lý do.

    Sai: `procedures: ["1.001193"]` khi thủ tục 1.001193 đã bãi bỏ
    Đúng: `procedures: ["2.000635"]`, là thủ tục thay thế
    """
    for item in mentions.outdated(site):
        meta = item.procedure.meta
        decision = item.procedure.decision(site.today)
        number = decision.number if decision else ""
        what = (
            say("đã bị bãi bỏ theo Quyết định số {number}", number=number)
            if item.procedure.is_abolished(site.today)
            else say("đã được thay thế theo Quyết định số {number}", number=number)
        )
        yield item.place, {"code": meta.code, "name": meta.name[:120], "what": what, "fix": _instead(item)}


def _instead(item: Outdated) -> str | Text:
    """Return the line to paste; where no procedure took the place of the other, what to do."""
    other, mention = item.successor, item.mention
    if other is None:
        return say(
            "Chưa có thủ tục thay thế: nói rõ trong bài là thủ tục không còn; bài thuật lại việc cũ thì ghi ignore "
            "CCHC806 kèm lý do."
        )
    if mention.where == "key":
        return _with(item.post.meta.procedures, mention.code, other.meta.code)
    if mention.where == "link":
        return f"[{mention.words or other.meta.name}]({mentions.path_to(item.post, other)})"
    return say("Nay là thủ tục {code}: {name}.", code=other.meta.code, name=other.meta.name[:120])


@rule(
    "CCHC807",
    Severity.WARNING,
    message="Liên kết «{target}» dẫn tới thủ tục {code}, không có trong thư mục docs/thu-tuc.",
    hint="Sửa mã trong liên kết cho đúng, hoặc thêm thủ tục vào docs/thu-tuc.",
)
def link_to_no_procedure(site: Site) -> Iterator[tuple[Place, Params]]:
    """Liên kết tới trang thủ tục của chính trang này dẫn tới một thủ tục có thật.

    Vì sao: địa chỉ đầy đủ thì phần mềm không sửa theo được khi mã đổi; người đọc bấm vào gặp trang «không tìm thấy».

    Sai: `[Khai sinh](https://xa.example/cchc/thu-tuc/1.999999/)`
    Đúng: `[Khai sinh](../../../docs/thu-tuc/1.001193.md)`
    """
    for post in site.posts:
        for mention in mentions.of(site, post):
            if mention.where == "link" and site.procedure(mention.code) is None:
                yield Place(post.path, mention.line), {"target": mention.target[:120], "code": mention.code}
