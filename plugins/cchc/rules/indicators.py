"""Indices: results that cannot be, and lost points that nobody does anything about."""

from collections.abc import Iterator

from cchc import evidence
from cchc.indicators import decimal, is_overdue, owed_year, results, total
from cchc.labels import day
from cchc.locale import Params, Text, say
from cchc.model import Place, Severity, Site
from cchc.records import Indicator
from cchc.rules import rule
from cchc.schema import IndexMeasure, IndicatorYear

_Years = Iterator[tuple[Indicator, int, IndicatorYear]]


def _years(site: Site) -> _Years:
    """Yield every result with its place in its file."""
    for indicator in site.indicators:
        for index, result in enumerate(indicator.meta.years):
            yield indicator, index, result


def _place(indicator: Indicator, index: int, *keys: str | int) -> Place:
    return Place(indicator.path, indicator.line_at("years", index, *keys))


@rule(
    "CCHC890",
    Severity.ERROR,
    message="Năm {year}: điểm {score} cao hơn điểm tối đa {max}.",
    hint="Xem lại bảng công bố: có thể gõ nhầm điểm, hoặc điểm tối đa (`max`) là của thang điểm khác.",
)
def score_above_maximum(site: Site) -> Iterator[tuple[Place, Params]]:
    """Điểm không cao hơn điểm tối đa, của chỉ số cũng như của từng thành phần.

    Vì sao: điểm sai làm hình vẽ và báo cáo sai; thường là quên dấu chấm, `8745` thay cho `87.45`.

    Sai: `score: 8745` với `max: 100`
    Đúng: `score: 87.45` với `max: 100`
    """
    for indicator, index, result in _years(site):
        found = [((), result.score, result.max)]
        found += [(("components", place), item.score, item.max) for place, item in enumerate(result.components)]  # type: ignore[misc]
        for keys, score, most in found:
            if score is not None and most is not None and score > most:
                language = site.config.language
                told = {"year": str(result.year), "score": decimal(score, language), "max": decimal(most, language)}
                yield _place(indicator, index, *keys, "score"), told


@rule(
    "CCHC891",
    Severity.ERROR,
    message="Năm {year}: hạng {rank} trong khi chỉ có {of} cơ quan, địa phương được xếp hạng.",
    hint="Sửa `rank` (thứ hạng) hoặc `of` (tổng số được xếp hạng) theo bảng công bố.",
)
def rank_above_count(site: Site) -> Iterator[tuple[Place, Params]]:
    """Thứ hạng không lớn hơn tổng số được xếp hạng.

    Vì sao: hạng 66 trên 65 không thể có; thường là ghi lẫn hai khóa.

    Sai: `rank: 65` với `of: 12`
    Đúng: `rank: 12` với `of: 65`
    """
    for indicator, index, result in _years(site):
        if result.rank and result.of and result.rank > result.of:
            told = {"year": str(result.year), "rank": str(result.rank), "of": str(result.of)}
            yield _place(indicator, index, "rank"), told


@rule(
    "CCHC892",
    Severity.ERROR,
    message="`{key}: {found}` {what}.",
    hint="`year` là năm được đánh giá, `published` là ngày công bố kết quả của năm đó; sửa lại theo bảng công bố.",
)
def year_that_cannot_be(site: Site) -> Iterator[tuple[Place, Params]]:
    """Năm được đánh giá đã tới, và kết quả được công bố sau khi năm đó bắt đầu, không sau hôm nay.

    Vì sao: năm gõ nhầm làm kết quả cũ thành mới nhất; báo cáo tính theo ngày công bố.

    Sai: `year: 2062`
    Đúng: `year: 2026`
    """
    for indicator, index, result in _years(site):
        if result.year > site.today.year:
            told: Params = {"key": "year", "found": str(result.year), "what": say("là năm chưa tới")}
            yield _place(indicator, index, "year"), told
        elif result.published and not result.year <= result.published.year:
            what: Text = say("trước khi năm {year} bắt đầu", year=str(result.year))
            yield (
                _place(indicator, index, "published"),
                {"key": "published", "found": str(result.published), "what": what},
            )
        elif result.published and result.published > site.today:
            told = {"key": "published", "found": str(result.published), "what": say("còn sau hôm nay")}
            yield _place(indicator, index, "published"), told


@rule(
    "CCHC893",
    Severity.ERROR,
    message="Năm {year} đã có ở dòng {line} của tệp này.",
    hint="Mỗi năm một mục: xóa một mục, hoặc sửa `year` cho đúng.",
)
def same_year_twice(site: Site) -> Iterator[tuple[Place, Params]]:
    """Mỗi năm chỉ có một kết quả.

    Vì sao: hai kết quả của một năm thì không biết kết quả nào đúng; trang chỉ hiện mục viết trước.

    Sai: hai mục cùng có `year: 2025`
    Đúng: một mục `year: 2025`, một mục `year: 2026`
    """
    for indicator in site.indicators:
        seen: dict[int, int] = {}
        for index, result in enumerate(indicator.meta.years):
            first = seen.setdefault(result.year, index)
            if first != index:
                line = str(indicator.line_at("years", first, "year"))
                yield _place(indicator, index, "year"), {"year": str(result.year), "line": line}


@rule(
    "CCHC894",
    Severity.WARNING,
    message="Năm {year}: tổng {what} của các thành phần là {sum}, còn chỉ số ghi {found}.",
    hint="So lại từng thành phần với bảng công bố; chỉ số không cộng từ các thành phần thì ghi ignore kèm lý do.",
)
def components_do_not_add_up(site: Site) -> Iterator[tuple[Place, Params]]:
    """Điểm các thành phần cộng lại bằng điểm của chỉ số, điểm tối đa cũng vậy.

    Vì sao: tổng lệch thường là chép thiếu một thành phần hoặc nhầm một chữ số.

    Sai: hai thành phần 40 và 45.45 điểm, chỉ số ghi `score: 87.45`
    Đúng: thêm thành phần còn thiếu, 2 điểm
    """
    language = site.config.language
    for indicator, index, result in _years(site):
        if not result.components:
            continue
        most = [item.max for item in result.components if item.max is not None]
        whole = len(most) == len(result.components)
        scored = total([item.score for item in result.components])
        pairs = (
            (say("điểm"), scored, result.score),
            (say("điểm tối đa"), total(most) if whole else None, result.max),
        )
        for what, added, found in pairs:
            if added is not None and found is not None and added != found:
                yield (
                    _place(indicator, index, "components"),
                    {
                        "year": str(result.year),
                        "what": what,
                        "sum": decimal(added, language),
                        "found": decimal(found, language),
                    },
                )


def _measures(indicator: Indicator) -> Iterator[tuple[tuple[str | int, ...], IndexMeasure]]:
    """Yield every measure of an index with its place in the file."""
    for index, result in enumerate(indicator.meta.years):
        for place, lost in enumerate(result.lost):
            for number, measure in enumerate(lost.measures):
                yield (index, "lost", place, "measures", number), measure


@rule(
    "CCHC895",
    Severity.WARNING,
    message="Giải pháp «{what}» của {unit} quá hạn từ {day} mà chưa hoàn thành.",
    hint="Đã xong thì ghi `state: done` kèm `evidence`; chưa xong thì thống nhất hạn mới rồi sửa `due`.",
)
def measure_is_overdue(site: Site) -> Iterator[tuple[Place, Params]]:
    """Giải pháp khắc phục được hoàn thành đúng hạn.

    Vì sao: tiêu chí bị trừ điểm năm nay mà không khắc phục thì năm sau lại bị trừ.

    Sai: `due: 2026-06-30` đã qua mà vẫn `state: in_progress`
    Đúng: `state: done`, kèm `evidence`
    """
    for indicator in site.indicators:
        for keys, measure in _measures(indicator):
            if is_overdue(measure, site.today) and measure.due:
                index, *rest = keys
                yield (
                    Place(indicator.path, indicator.line_at("years", index, *rest, "due")),
                    {
                        "what": measure.what,
                        "unit": site.config.unit(measure.unit).name,
                        "day": day(measure.due, site.config.language),
                    },
                )


@rule(
    "CCHC896",
    Severity.WARNING,
    message="Chưa có kết quả năm {year}; năm gần nhất đã ghi là {last}.",
    hint="Thêm kết quả năm {year} vào `years`; năm đó không đánh giá thì ghi ignore kèm lý do.",
)
def result_is_missing(site: Site) -> Iterator[tuple[Place, Params]]:
    """Sau ngày 30/6, mỗi chỉ số có kết quả của năm trước.

    Vì sao: các chỉ số của một năm thường được công bố trong nửa đầu năm sau; báo cáo và trang chỉ số phải kịp cập nhật.

    Sai: tháng 7/2026 mà năm gần nhất là 2024
    Đúng: thêm một mục `year: 2025`
    """
    owed = owed_year(site.today)
    for indicator in site.indicators:
        last = max(item.year for item in results(indicator))
        if last < owed:
            yield Place(indicator.path, indicator.line_of("years")), {"year": str(owed), "last": str(last)}


@rule(
    "CCHC897",
    Severity.WARNING,
    message="Năm {year}: tiêu chí «{criterion}» bị trừ {points} điểm mà chưa có giải pháp.",
    hint="measures: [{{what: Việc sẽ làm, unit: {unit}, due: {due}}}]",
)
def loss_without_measure(site: Site) -> Iterator[tuple[Place, Params]]:
    """Mỗi tiêu chí bị trừ điểm của năm gần nhất có ít nhất một giải pháp khắc phục.

    Vì sao: kế hoạch nâng cao chỉ số phải nêu ai làm gì, khi nào xong cho từng tiêu chí bị trừ điểm.

    Sai: một mục của `lost` chỉ có `criterion` và `points`
    Đúng: thêm `measures`, mỗi giải pháp có `what`, `unit`, `due`
    """
    units = site.config.plugin.units
    for indicator, index, result in _years(site):
        is_latest = result.year == results(indicator)[-1].year
        for place, lost in enumerate(result.lost):
            if is_latest and not lost.measures:
                told = {
                    "year": str(result.year),
                    "criterion": lost.criterion,
                    "points": decimal(lost.points, site.config.language),
                    "unit": indicator.meta.unit or (units[0].id if units else "van-phong"),
                    "due": f"{site.today.year}-12-31",
                }
                yield _place(indicator, index, "lost", place), told


@rule(
    "CCHC898",
    Severity.WARNING,
    message="Năm {year}: các tiêu chí bị trừ cộng lại {sum} điểm, còn điểm tối đa trừ điểm đạt được là {gap}.",
    hint="Bổ sung tiêu chí bị trừ còn thiếu, hoặc sửa số điểm bị trừ; không công bố đủ thì ghi ignore kèm lý do.",
)
def losses_do_not_add_up(site: Site) -> Iterator[tuple[Place, Params]]:
    """Tổng điểm bị trừ bằng điểm tối đa trừ điểm đạt được, khi đã ghi đủ điểm thành phần.

    Vì sao: tiêu chí bị trừ mà bỏ sót thì không ai khắc phục.

    Sai: `score: 87.45`, `max: 100` mà các tiêu chí bị trừ chỉ cộng được 10 điểm
    Đúng: các tiêu chí bị trừ cộng được 12.55 điểm
    """
    language = site.config.language
    for indicator, index, result in _years(site):
        if not (result.components and result.lost) or result.score is None or result.max is None:
            continue
        added, gap = total([item.points for item in result.lost]), result.max - result.score
        if gap >= 0 and added != gap:
            told = {"year": str(result.year), "sum": decimal(added, language), "gap": decimal(gap, language)}
            yield _place(indicator, index, "lost"), told


@rule(
    "CCHC899",
    Severity.ERROR,
    message="Tài liệu kiểm chứng `{found}` không có trên trang.",
    hint="Ghi địa chỉ của bài đã đăng, số của văn bản, tên tệp của sự kiện, hoạt động; chưa có thì xóa.",
)
def unknown_evidence(site: Site) -> Iterator[tuple[Place, Params]]:
    """Tài liệu kiểm chứng của giải pháp là bài, văn bản, sự kiện, hoạt động có thật trên trang.

    Vì sao: người chấm điểm mở tài liệu kiểm chứng mà không thấy thì không công nhận.

    Sai: `evidence: [{post: "2026/06/bai-khong-co"}]` khi không có bài ấy
    Đúng: `evidence: [{post: "2026/06/ten-bai"}]` khi bài ấy đã đăng
    """
    for indicator in site.indicators:
        for keys, measure in _measures(indicator):
            for place, item in enumerate(measure.evidence):
                if evidence.is_missing(site, item):
                    found = evidence.written(item)[1]
                    index, *rest = keys
                    line = indicator.line_at("years", index, *rest, "evidence", place)
                    yield Place(indicator.path, line), {"found": found}
