"""A new plan of a year: what is asked, and the file that comes of it, with a table of tasks to change."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence

from cchc.front_matter import quoted
from cchc.locale import Translator, say
from cchc.model import SetupError, Site
from cchc.new.document import of_number
from cchc.new.files import Draft, commented
from cchc.new.questions import Question, Values, of_day, of_kind
from cchc.plans import of_year
from cchc.schema import PLAN, Line, Title


def questions(site: Site, today: dt.date, translate: Translator) -> Sequence[Question]:
    """Return what a new plan needs to know."""
    title = translate("Tên kế hoạch (Enter để lấy tên thường dùng)")
    number = translate("Số, ký hiệu, ví dụ 45/KH-UBND (chưa có số thì Enter)")
    signed, theme = translate("Ngày ký (Enter để bỏ qua)"), translate("Chủ đề năm (Enter để bỏ qua)")
    year = str(today.year + (of_year(site, today.year) is not None))
    return (
        Question(key="year", label=translate("Năm của kế hoạch"), check=_year(translate), default=year),
        Question(key="title", label=title, check=of_kind(Title, title, translate), may_be_empty=True),
        Question(key="number", label=number, check=of_number(number, translate), may_be_empty=True),
        Question(key="date", label=signed, check=of_day(signed, translate), may_be_empty=True),
        Question(key="theme", label=theme, check=of_kind(Line, theme, translate), may_be_empty=True, is_wanted=False),
    )


def _year(translate: Translator) -> Callable[[str], str]:
    def check(text: str) -> str:
        if not (text.isascii() and text.isdigit() and 2000 <= int(text[:6]) <= 2100):
            raise SetupError(say("Năm «{found}» không dùng được; cần bốn chữ số.", found=text).render(translate))
        return str(int(text))

    return check


def draft(site: Site, values: Values, today: dt.date, translate: Translator) -> Draft:
    """Return the file; raises SetupError where the year has a plan already."""
    one = {key: found[0] if found else "" for key, found in values.items()}
    year = int(one["year"])
    usual = say("Kế hoạch tuyên truyền cải cách hành chính năm {year}", year=str(year)).render(translate)
    path = site.config.docs_dir / PLAN.folder / f"{year}.md"
    taken = of_year(site, year)
    if taken or (site.config.root / path).exists():
        other = str(taken.path if taken else path)
        raise SetupError(say("Kế hoạch năm {year} đã có ở {other}.", year=str(year), other=other).render(translate))
    lines = [
        (translate("Tên kế hoạch."), f"title: {quoted(one['title'] or usual)}"),
        ("", f"year: {year}"),
        (translate("Số, ký hiệu và ngày ký; chưa có thì để trống."), f"number: {one['number']}"),
        ("", f"date: {one['date']}"),
        (translate("Chủ đề năm."), f"theme: {quoted(one['theme']) if one['theme'] else ''}"),
        (translate("Các nhóm đối tượng tuyên truyền."), "audiences: []"),
        (_explained(translate), "\n".join(("tasks:", *_tasks(site, translate))) if _lead(site) else "tasks: []"),
        (translate("Chỉ tiêu: một con số phải đạt trong mỗi kỳ."), "\n".join(("targets:", *_targets(site, translate)))),
        (translate("Ngày sửa tệp này."), f"updated: {today}"),
    ]
    return Draft(path, commented([(comment, line.rstrip()) for comment, line in lines]))


def _explained(translate: Translator) -> str:
    return "\n".join(
        (
            translate("Biểu nhiệm vụ. Dưới đây là những việc thường có: sửa, xóa, thêm cho đúng kế hoạch đã ký."),
            translate("due: 2026-04 (tháng), 2026-Q2 (quý), 2026-Q2..2026-Q3 (khoảng), 2026-12-10 (ngày),"),
            translate(
                "  ongoing (thường xuyên), on_request (khi có yêu cầu), monthly, quarterly, half_yearly, yearly."
            ),
            translate("status: not_started, in_progress, done (ghi cả done_on và evidence), cancelled."),
        )
    )


def _lead(site: Site) -> str:
    """Return the unit that leads until somebody says otherwise; empty where the agency names none."""
    own = [unit.id for unit in site.config.plugin.units if not unit.external]
    return site.config.quota.responsible_unit or next(iter(own), "")


def _tasks(site: Site, translate: Translator) -> Iterator[str]:
    """Yield the rows of the usual tasks."""
    usual = (
        (
            "tin-bai",
            translate("Đăng tải tin, bài tuyên truyền về CCHC trên Trang thông tin điện tử"),
            "ongoing",
            translate("Tin, bài, chuyên mục CCHC"),
        ),
        (
            "tthc",
            translate("Công khai, cập nhật thủ tục hành chính"),
            "ongoing",
            translate("Danh mục TTHC được cập nhật"),
        ),
        ("hoi-nghi", translate("Tổ chức hội nghị tuyên truyền CCHC"), "yearly", translate("Hội nghị, tài liệu")),
        (
            "phan-anh",
            translate("Tiếp nhận, xử lý phản ánh, kiến nghị của người dân"),
            "ongoing",
            translate("Báo cáo, phản hồi"),
        ),
        (
            "danh-gia",
            translate("Đánh giá công tác tuyên truyền CCHC"),
            "quarterly",
            translate("Báo cáo đánh giá lồng ghép trong báo cáo CCHC"),
        ),
    )
    for id_, name, due, product in usual:
        yield f"  - id: {id_}"
        yield f"    name: {quoted(name)}"
        yield f"    lead_units: [{_lead(site)}]"
        yield "    supporting_units: []"
        yield f"    due: {due}"
        yield f"    product: {quoted(product)}"
        yield "    status: not_started"
        yield "    done_on:"
        yield "    evidence: []"


def _targets(site: Site, translate: Translator) -> Iterator[str]:
    name = translate("Hội nghị tuyên truyền CCHC: ít nhất 01 hội nghị trong năm")
    yield f"  - name: {quoted(name)}"
    if _lead(site):
        yield "    task: hoi-nghi"
        yield f"    unit: {_lead(site)}"
    yield "    measure: activities"
    yield "    kind: conference"
    yield "    at_least: 1"
    yield "    every: year"
