"""The values of front matter: keys, dates and months, units and topics."""

from collections.abc import Iterator

from cchc.front_matter import written
from cchc.locale import Params, Text, say
from cchc.model import Place, Post, Severity, Site
from cchc.rules import reported, rule
from cchc.schema import Status
from cchc.text import fold_name


@rule(
    "CCHC101",
    Severity.ERROR,
    message="Thiếu khóa bắt buộc `{key}`.",
    hint="{fix}",
)
def missing_key(site: Site) -> Iterator[tuple[Place, Params]]:
    """Bài có đủ năm khóa bắt buộc: `title`, `date`, `unit`, `topic`, `month`.

    Vì sao: thiếu một khóa thì không biết bài của ai, nói về nội dung nào, tính cho tháng nào.

    Sai: phần khai báo không có dòng `topic:`
    Đúng: `topic: thu-tuc-hanh-chinh`
    """
    return reported("CCHC101", site)


@rule(
    "CCHC102",
    Severity.ERROR,
    message="Không có khóa `{key}`; các khóa được dùng: {allowed}.",
    hint="{fix}",
)
def unknown_key(site: Site) -> Iterator[tuple[Place, Params]]:
    """Chỉ dùng các khóa đã quy định.

    Vì sao: một khóa gõ sai sẽ lặng lẽ mất tác dụng, ví dụ bài thiếu người thẩm định mà không ai biết.

    Sai: `sumary: Tóm tắt của bài`
    Đúng: `summary: Tóm tắt của bài`
    """
    for place, params in reported("CCHC102", site):
        advice = say("Xóa dòng này, hoặc dùng một trong các khóa trên.")
        yield place, {**params, "fix": params["fix"] or advice}


@rule(
    "CCHC103",
    Severity.ERROR,
    message="`{key}` đang là «{found}»; cần {allowed}.",
    hint="{fix}",
)
def wrong_value(site: Site) -> Iterator[tuple[Place, Params]]:
    """Giá trị đúng kiểu và đúng độ dài.

    Vì sao: giá trị sai kiểu không hiện được, hoặc hiện sai trên trang.

    Sai: `status: da dang`
    Đúng: `status: published`
    """
    for place, params in reported("CCHC103", site):
        yield place, {**params, "fix": params["fix"] or _advice(site, params["key"], str(params["found"]))}


def _advice(site: Site, key: str | Text, found: str) -> Text:
    """Return what to do where no value can be guessed."""
    plugin = site.config.plugin
    known = {"unit": [item.id for item in plugin.units], "topic": [item.id for item in plugin.topics]}.get(
        key if isinstance(key, str) else ""
    )
    if known and not found:
        ids = ", ".join(known)
        return say("Điền sau `{key}:` một trong các mã: {ids}.", key=key, ids=ids)
    if not found:
        return say("Điền giá trị sau `{key}:`.", key=key)
    return say("Sửa giá trị của `{key}` cho đúng.", key=key)


@rule(
    "CCHC104",
    Severity.ERROR,
    message="Thiếu khóa `{key}` (bắt buộc khi có `{because}`).",
    hint="{fix}",
)
def key_needed_by_another(site: Site) -> Iterator[tuple[Place, Params]]:
    """Một số khóa đòi khóa khác đi kèm.

    Vì sao: video, infographic, podcast cần `summary` để người đọc biết nội dung; bài đăng lại cần `source`; bài dịch
    cần `translation_of`; bài không tính (`counts: false`) cần `counts_reason`; dịch vụ công một phần cần
    `online_reason`.

    Sai: `format: video` mà không có `summary`
    Đúng: thêm `summary: Hướng dẫn nộp hồ sơ trực tuyến trong ba phút`
    """
    return reported("CCHC104", site)


@rule(
    "CCHC105",
    Severity.ERROR,
    message="Thiếu khóa `reviewed_by`: cơ quan quy định bài đã đăng phải ghi người duyệt.",
    hint="Nhờ người duyệt đọc bài, rồi thêm dòng `reviewed_by:` và họ tên người đó.",
)
def key_the_agency_asks_for(site: Site) -> Iterator[tuple[Place, Params]]:
    """Bài đã đăng có đủ khóa cần có theo quy định của cơ quan.

    Vì sao: khi mkdocs.yml có `review: {required: true}`, mỗi bài đưa ra công khai phải ghi rõ ai đã duyệt. Quy định
    bắt đầu từ một tháng nào đó thì ghi thêm tháng ấy, ví dụ `from: "2027-01"`.

    Sai: bài đã đăng mà phần khai báo không có dòng `reviewed_by:`
    Đúng: `reviewed_by: Trần Thị Bình`
    """
    for post in site.posts:
        asked = post.meta.status is Status.PUBLISHED and site.config.plugin.review.covers(post.month)
        if asked and post.meta.reviewed_by is None:
            line = post.lines.get("reviewed_by", post.line_of("status"))
            yield Place(post.path, line), {}


@rule(
    "CCHC106",
    Severity.WARNING,
    message="{name} vừa là tác giả vừa là người duyệt bài này.",
    hint="Nhờ người khác duyệt, rồi ghi tên người đó ở `reviewed_by`.",
)
def reviewed_by_its_author(site: Site) -> Iterator[tuple[Place, Params]]:
    """Không ai tự duyệt bài của mình.

    Vì sao: người viết khó thấy lỗi của chính mình; khi cơ quan quy định bài phải được duyệt (`review: {required: true}`
    trong mkdocs.yml) thì cần người thứ hai đọc.

    Sai: `author: Nguyễn Văn An` và `reviewed_by: Nguyễn Văn An`
    Đúng: `author: Nguyễn Văn An` và `reviewed_by: Trần Thị Bình`
    """
    for post in site.posts:
        author, reviewer = post.meta.author, post.meta.reviewed_by
        asked = post.meta.status is Status.PUBLISHED and site.config.plugin.review.covers(post.month)
        if asked and author and reviewer and fold_name(author) == fold_name(reviewer):
            yield Place(post.path, post.line_of("reviewed_by")), {"name": reviewer}


@rule(
    "CCHC201",
    Severity.ERROR,
    message="`{key}` đang là «{found}»; cần {allowed}.",
    hint="{fix}",
)
def wrong_date(site: Site) -> Iterator[tuple[Place, Params]]:
    """Ngày viết năm-tháng-ngày và là ngày có thật.

    Vì sao: 05/06/2026 có nơi đọc là ngày 5 tháng 6, có nơi đọc là ngày 6 tháng 5; ngày 31/04 thì không có.

    Sai: `date: 05/06/2026`
    Đúng: `date: 2026-06-05`
    """
    for place, params in reported("CCHC201", site):
        advice = say("Viết lại theo mẫu năm-tháng-ngày: `{key}: 2026-05-14`", key=params["last"])
        yield place, {**params, "fix": params["fix"] or advice}


@rule(
    "CCHC202",
    Severity.ERROR,
    message="`{key}` đang là «{found}»; cần {allowed}.",
    hint="{fix}",
)
def wrong_month(site: Site) -> Iterator[tuple[Place, Params]]:
    """Tháng viết năm-tháng trong dấu nháy kép.

    Vì sao: chỉ tiêu được đếm theo tháng; «5» hay «Tháng 5» không nói rõ năm nào.

    Sai: `month: 5`
    Đúng: `month: "2026-05"`
    """
    for place, params in reported("CCHC202", site):
        advice = say('Viết lại theo mẫu: `{key}: "2026-05"`', key=params["last"])
        yield place, {**params, "fix": params["fix"] or advice}


@rule(
    "CCHC203",
    Severity.ERROR,
    message="`month` là {found}, nhưng `date: {date}` thuộc tháng {month}.",
    hint="{fix}",
)
def month_differs_from_date(site: Site) -> Iterator[tuple[Place, Params]]:
    """`month` là tháng của `date`.

    Vì sao: người đọc nhìn `date`, chỉ tiêu đếm theo `month`; hai giá trị phải khớp nhau. Hay gặp khi chép bài mẫu
    mà quên đổi ngày.

    Sai: `month: "2026-05"` với `date: 2026-06-03`
    Đúng: `month: "2026-06"` với `date: 2026-06-03`
    """
    return reported("CCHC203", site)


@rule(
    "CCHC204",
    Severity.WARNING,
    message="`date: {date}` còn cách hôm nay {days} ngày; có thể gõ nhầm năm.",
    hint="Kiểm tra lại năm. Bài chỉ hiện trên trang và chỉ được tính từ ngày đó.",
)
def far_future(site: Site) -> Iterator[tuple[Place, Params]]:
    """Ngày đăng không quá một năm sau hôm nay.

    Vì sao: bài hẹn ngày sẽ không hiện cho đến ngày đó; ngày quá xa thường là gõ nhầm năm.

    Sai: `date: 2062-05-14`
    Đúng: `date: 2026-05-14`
    """
    for post in site.posts:
        days = (post.meta.date.day - site.today).days
        if days > 366:
            yield (
                Place(post.path, post.line_of("date")),
                {"date": str(post.meta.date), "days": str(days)},
            )


@rule(
    "CCHC205",
    Severity.ERROR,
    message="`updated: {found}` {what}.",
    hint="Ghi ngày sửa gần nhất thật, từ {first} đến {last}; nếu không nhớ thì xóa dòng này.",
)
def updated_out_of_range(site: Site) -> Iterator[tuple[Place, Params]]:
    """`updated` là ngày đã qua, không trước ngày đăng.

    Vì sao: RSS và máy tìm kiếm đọc ngày này; một ngày chưa tới giữ bài ở đầu danh sách mãi.

    Sai: `updated: 2062-05-14`
    Đúng: `updated: 2026-05-14`
    """
    for item in site.records:
        day = item.meta.updated
        first = item.meta.date.day if isinstance(item, Post) else None
        what = None
        if day and day > site.today:
            what = say("còn sau hôm nay")
        elif day and first and day < first:
            what = say("trước ngày đăng bài")
        if what:
            bounds = {"first": str(first or "2000-01-01"), "last": str(max(site.today, first or site.today))}
            yield Place(item.path, item.lines.get("updated", 1)), {"found": str(day), "what": what, **bounds}


@rule(
    "CCHC301",
    Severity.ERROR,
    message="Không có đơn vị «{found}»; cần {allowed}.",
    hint="{fix}",
)
def unknown_unit(site: Site) -> Iterator[tuple[Place, Params]]:
    """`unit` là mã, tên đầy đủ hoặc tên gọi khác của một đơn vị trong mkdocs.yml.

    Vì sao: bài được ghi nhận cho đơn vị; tên lạ thì không biết ghi cho ai.

    Sai: `unit: Văn phòng thống kê`
    Đúng: `unit: van-phong`
    """
    for place, params in reported("CCHC301", site):
        advice = say("Chọn một đơn vị trong danh sách trên.")
        yield place, {**params, "fix": params["fix"] or advice}


@rule(
    "CCHC302",
    Severity.ERROR,
    message="Không có nội dung CCHC «{found}»; cần {allowed}.",
    hint="{fix}",
)
def unknown_topic(site: Site) -> Iterator[tuple[Place, Params]]:
    """`topic` là mã hoặc tên của một nội dung CCHC.

    Vì sao: báo cáo tổng hợp theo nội dung; viết tự do thì không gộp được.

    Sai: `topic: một cửa`
    Đúng: `topic: thu-tuc-hanh-chinh`
    """
    for place, params in reported("CCHC302", site):
        advice = say("Chọn một nội dung trong danh sách trên.")
        yield place, {**params, "fix": params["fix"] or advice}


@rule(
    "CCHC303",
    Severity.WARNING,
    message="{unit} không hoạt động trong tháng {month} (xem active_from, active_to trong mkdocs.yml).",
    hint="Chọn đơn vị kế thừa nhiệm vụ, hoặc sửa thời gian hoạt động của đơn vị.",
)
def inactive_unit(site: Site) -> Iterator[tuple[Place, Params]]:
    """Đơn vị còn hoạt động trong tháng của bài.

    Vì sao: sau khi sáp nhập, bài mới phải ghi cho đơn vị kế thừa.

    Sai: bài tháng 8 ghi đơn vị đã giải thể từ tháng 7
    Đúng: ghi đơn vị nhận nhiệm vụ từ tháng 7
    """
    for post in site.posts:
        if not post.unit.active_in(post.month):
            yield (
                Place(post.path, post.line_of("unit")),
                {"unit": post.unit.name, "month": str(post.month)},
            )


@rule(
    "CCHC109",
    Severity.WARNING,
    message="Giá trị của `{key}` nằm trong dấu nháy cong của Word.",
    hint="{key}: {value}",
)
def curly_quotes(site: Site) -> Iterator[tuple[Place, Params]]:
    """Giá trị không bọc trong dấu nháy cong.

    Vì sao: Word đổi dấu nháy thẳng thành nháy cong; nháy cong là một phần của chữ, nên nó lên cả trang.

    Sai: `title: “Một cửa”`
    Đúng: `title: "Một cửa"`
    """
    rejected = {item.path for item in site.rejected}  # what is wrong there says more
    for place, params in reported("CCHC109", site):
        if place.path in rejected:
            continue
        key, _, value = str(params["found"]).partition("\n")
        yield place, {"key": key, "value": written(value.strip("“”„‟ "))}
