"""A new index: what is asked, and the file that comes of it."""

import datetime as dt
from collections.abc import Callable, Sequence

from cchc.front_matter import quoted, written
from cchc.locale import Translator, say
from cchc.model import SetupError, Site
from cchc.new.files import Draft, commented
from cchc.new.questions import Question, Values, bare, of_choices, of_day, of_kind, of_names
from cchc.problems import describe
from cchc.schema import INDICATOR, Line, Title, Vocabulary
from cchc.schema.indicators import Points, Some, decimal_meant
from cchc.schema.words.indicators import INDICES, LEVELS
from cchc.text import slug


def questions(site: Site, translate: Translator) -> Sequence[Question]:
    """Return what a new index needs to know: what it is, and its first result."""
    indices = [(item.value, text.render(translate)) for item, text in INDICES.items()]
    levels = [(item.value, text.render(translate)) for item, text in LEVELS.items()]
    units = [(unit.id, unit.name) for unit in site.config.plugin.units]
    bodies = dict.fromkeys((site.config.agency.name, *(item.meta.assessed for item in site.indicators)))
    name = translate("Tên chỉ số (Enter để lấy tên ở danh sách trên)")
    body = translate("Cơ quan, địa phương được đánh giá")
    year, score = translate("Năm được đánh giá"), translate("Điểm, ví dụ 87.45 (chưa có thì Enter)")
    most, source = translate("Điểm tối đa, ví dụ 100 (Enter để bỏ qua)"), translate("Nguồn: văn bản, trang công bố")
    rank, of = translate("Xếp hạng (Enter để bỏ qua)"), translate("Tổng số được xếp hạng (Enter để bỏ qua)")
    group = translate("Nhóm xếp loại (Enter để bỏ qua)")
    published = translate("Ngày công bố (Enter để bỏ qua)")

    def optional(key: str, label: str, check: Callable[[str], str], *, is_wanted: bool = True) -> Question:
        return Question(key=key, label=label, check=check, may_be_empty=True, is_wanted=is_wanted)

    return (
        Question(key="index", label=translate("Chỉ số"), check=of_choices(indices, translate), choices=indices),
        Question(key="name", label=name, check=of_kind(Title, name, translate), may_be_empty=True),
        Question(key="level", label=translate("Cấp"), check=of_choices(levels, translate), choices=levels),
        Question(
            key="assessed", label=body, check=of_kind(Line, body, translate), choices=[(item, item) for item in bodies]
        ),
        Question(
            key="unit",
            label=translate("Đơn vị theo dõi (Enter để bỏ qua)"),
            check=of_names(Vocabulary(site.config.plugin).units, translate),
            choices=units,
            may_be_empty=True,
            is_wanted=False,
        ),
        Question(
            key="year",
            label=year,
            check=_whole(year, 2000, site.today.year, translate),
            default=str(site.today.year - 1),
        ),
        optional("score", score, _points(Points, score, translate)),
        optional("max", most, _points(Some, most, translate)),
        optional("rank", rank, _whole(rank, 1, 9999, translate)),
        optional("of", of, _whole(of, 1, 9999, translate)),
        optional("group", group, of_kind(Line, group, translate), is_wanted=False),
        optional("published", published, of_day(published, translate)),
        Question(key="source", label=source, check=of_kind(Line, source, translate)),
    )


def _whole(label: str, least: int, most: int, translate: Translator) -> Callable[[str], str]:
    """Return the check of a whole number."""

    def check(text: str) -> str:
        if text.isascii() and text.isdigit() and least <= int(text[:6]) <= most:
            return str(int(text))
        allowed = say("số nguyên từ {least} đến {most}", least=str(least), most=str(most))
        sentence = say(
            "{name}: «{found}» không dùng được; cần {allowed}.", name=bare(label), found=text, allowed=allowed
        )
        raise SetupError(sentence.render(translate))

    return check


def _points(kind: object, label: str, translate: Translator) -> Callable[[str], str]:
    """Return the check of points; a person who is asked may type a decimal comma, and sees what is written."""
    of_schema = of_kind(kind, label, translate)

    def check(text: str) -> str:
        return of_schema(str(decimal_meant(text) or text))

    return check


def draft(site: Site, values: Values, today: dt.date, translate: Translator) -> Draft:
    """Return the file; raises SetupError for a year without any result."""
    one = {key: found[0] if found else "" for key, found in values.items()}
    one["name"] = one["name"] or next(
        text.render(translate) for item, text in INDICES.items() if item.value == one["index"]
    )
    if not (one["score"] or one["rank"] or one["group"]):
        allowed = describe({"type": "no_result", "loc": (), "msg": "", "input": ""})
        raise SetupError(say("Năm {year}: cần {allowed}.", year=one["year"], allowed=allowed).render(translate))
    unit = one["unit"] or (site.config.plugin.units[0].id if site.config.plugin.units else "van-phong")

    def points(key: str) -> str:
        return written(decimal_meant(one[key])) if one[key] else ""

    def text(key: str) -> str:
        return quoted(one[key]) if one[key] else ""

    lines = [
        (translate("Tên chỉ số, như bảng công bố gọi."), f"name: {quoted(one['name'])}"),
        (translate("Chỉ số: par_index, sipas, papi, pci, ddci, dti, popi, other."), f"index: {one['index']}"),
        (translate("Của ai: tinh (tỉnh), so (sở, ngành), xa (xã); tên cơ quan, địa phương."), f"level: {one['level']}"),
        ("", f"assessed: {quoted(one['assessed'])}"),
        (translate("Đơn vị theo dõi chỉ số."), f"unit: {one['unit']}"),
        (translate("Một, hai câu nói chỉ số đo lường điều gì."), "summary:"),
        (translate("Kết quả từng năm; năm sau thêm một mục như mục này."), "years:"),
        ("", f"  - year: {one['year']}"),
        (
            translate("Phần thập phân sau dấu chấm: 87.45; có số 0 ở cuối thì đặt trong dấu nháy kép."),
            f"    score: {points('score')}",
        ),
        ("", f"    max: {points('max')}"),
        ("", f"    rank: {one['rank']}"),
        ("", f"    of: {one['of']}"),
        ("", f"    group: {text('group')}"),
        ("", f"    published: {one['published']}"),
        ("", f"    source: {text('source')}"),
        (
            "\n".join(
                (
                    translate("Điểm thành phần, tiêu chí bị trừ điểm và giải pháp: bỏ dấu # ở đầu dòng rồi sửa."),
                    "    components:",
                    "      - {name: Thành phần, score: 18.25, max: 20}",
                    "    lost:",
                    "      - criterion: Trả kết quả đúng hẹn",
                    "        points: 0.5",
                    "        cause: Hồ sơ quá hạn",
                    f"        measures: [{{what: Nhắc hạn hồ sơ, unit: {unit}, due: {today.year}-12-31}}]",
                    translate("Ngày sửa tệp này."),
                )
            ),
            f"updated: {today}",
        ),
    ]
    kept = [(comment, line) for comment, line in lines if comment or not line.endswith(": ")]
    folder = site.config.docs_dir / INDICATOR.folder
    name = slug(f"{one['index'].replace('_', '-')} {one['assessed']}" if one["index"] != "other" else one["name"], 60)
    taken = {item.id for item in site.indicators}
    names = (name or INDICATOR.folder, *(f"{name}-{more}" for more in range(2, 100)))
    free = next(
        found for found in names if found not in taken and not (site.config.root / folder / f"{found}.md").exists()
    )
    return Draft(folder / f"{free}.md", commented([(comment, line.rstrip()) for comment, line in kept]))
