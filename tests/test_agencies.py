"""Five agencies by configuration and records alone, each after a real plan: what each plan says, its site says."""

import datetime as dt
import io
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from cchc import rules
from cchc.cli import main
from cchc.locale import translator
from cchc.model import Severity
from cchc.reports import windows
from cchc.reports.assembly import report
from cchc.reports.letter import Kind, as_docx
from cchc.reports.letter.signing import Signing
from cchc.reports.markdown import as_markdown
from cchc.schema import Vocabulary
from cchc.text import fold_name
from tests.building import build, page, text
from tests.conftest import ROOT, Project

VI = translator("vi")
USUAL = {"Q1": ("12-15", "03-14"), "H1": ("12-15", "06-14"), "Q3": ("06-15", "09-14"), "": ("12-15", "12-14")}
QUARTERS = {"Q1": ("12-15", "03-14"), "Q2": ("03-15", "06-14"), "Q3": ("06-15", "09-14"), "Q4": ("09-15", "12-14")}
SIX = ("the-che", "thu-tuc-hanh-chinh", "to-chuc-bo-may", "che-do-cong-vu", "tai-chinh-cong", "chinh-quyen-so")


@dataclass(frozen=True, kw_only=True)
class Agency:
    """What one of the plans says, copied by hand."""

    name: str
    year: int = 2026
    windows: dict[str, tuple[str, str]]
    contents: tuple[str, ...] = SIX
    posts_per_month: int | None = None
    has_quota_page: bool = False
    unit: str
    """Who draws the reports up."""
    position: str
    addressee: str = ""
    recipients: tuple[str, ...]
    tasks: int
    names: dict[str, str]
    """Units as the plan writes them, and which they are; several where a name stands for several."""


AGENCIES = {
    "s0": Agency(
        name="Sở Xây dựng tỉnh Lai Châu",
        windows=QUARTERS,
        unit="Văn phòng Sở",
        position="PHÓ GIÁM ĐỐC",
        addressee="Sở Nội vụ tỉnh Lai Châu",
        recipients=(
            "Giám đốc Sở (b/c)",
            "Các phòng, đơn vị thuộc Sở",
            "Trang Thông tin điện tử của Sở",
            "Lưu: VT, VP",
        ),
        tasks=9,
        names={
            "Lãnh đạo Sở": "lanh-dao-so",
            "Văn phòng": "van-phong",
            "Các phòng chuyên môn": "phong-chuyen-mon",
            "Các phòng": "phong-chuyen-mon",
            "đơn vị trực thuộc": "don-vi-truc-thuoc",
            "Các phòng, đơn vị": "phong-chuyen-mon don-vi-truc-thuoc",
            "Các phòng, đơn vị thuộc Sở": "phong-chuyen-mon don-vi-truc-thuoc",
        },
    ),
    "s1": Agency(
        name="UBND xã Hoa Thám",
        windows={**QUARTERS, **USUAL},
        posts_per_month=2,
        has_quota_page=True,
        unit="Phòng Văn hóa - Xã hội",
        position="PHÓ CHỦ TỊCH",
        addressee="Sở Nội vụ tỉnh Lạng Sơn",
        recipients=(
            "Thường trực Đảng ủy xã (b/c)",
            "Thường trực HĐND xã (b/c)",
            "CT, các PCT UBND xã",
            "UB MTTQ Việt Nam và các tổ chức CT-XH xã",
            "C, PCVP HĐND và UBND xã",
            "Các cơ quan chuyên môn thuộc UBND xã",
            "Lưu: VT, VHXH",
        ),
        tasks=13,
        names={
            "Văn phòng HĐND và UBND xã": "van-phong",
            "Phòng Văn hóa – Xã hội": "van-hoa-xa-hoi",
            "Trung tâm Phục vụ hành chính công": "phuc-vu-hcc",
            "UB MTTQ Việt Nam và các tổ chức CT-XH xã": "mttq",
            "Ủy ban MTTQ Việt Nam và các tổ chức CT - XH xã": "mttq",
            "Các cơ quan, đơn vị": "van-phong van-hoa-xa-hoi kinh-te phuc-vu-hcc dich-vu-cong-ich",
        },
    ),
    "s2": Agency(
        name="Sở Xây dựng",
        year=2024,
        windows={**QUARTERS, **USUAL},
        contents=(*SIX[:5], "chinh-phu-so"),
        unit="Văn phòng Sở",
        position="GIÁM ĐỐC",
        addressee="Sở Nội vụ",
        recipients=("VP.UBND tỉnh (b/c)", "Ban Giám đốc Sở", "Các phòng CM, đơn vị trực thuộc Sở", "Lưu VT"),
        tasks=3,
        names={
            "Các phòng chuyên môn": "phong-chuyen-mon",
            "VP.UBND": "van-phong-ubnd-tinh",
            "VP.UBND tỉnh": "van-phong-ubnd-tinh",
            "Các phòng CM, đơn vị trực thuộc Sở": "phong-chuyen-mon don-vi-truc-thuoc",
            "Các phòng chuyên môn, đơn vị thuộc Sở": "phong-chuyen-mon don-vi-truc-thuoc",
        },
    ),
    "s3": Agency(
        name="Văn phòng UBND tỉnh Sơn La",
        windows={**QUARTERS, **USUAL},
        contents=("chi-dao-dieu-hanh", *SIX),
        has_quota_page=True,
        unit="Phòng Tổ chức - Hành chính - Quản trị",
        position="CHÁNH VĂN PHÒNG",
        addressee="UBND tỉnh Sơn La (qua Sở Nội vụ)",
        recipients=("Sở Nội vụ", "Lãnh đạo VPUBND tỉnh", "Các phòng, đơn vị", "Lưu: VT, TCHCQT"),
        tasks=6,
        names={
            "Phòng TCHCQT": "to-chuc-hanh-chinh",
            "phòng Tổ chức - Hành chính - Quản trị": "to-chuc-hanh-chinh",
            "Phòng Khoa - Văn xã": "khoa-van-xa",
            "Trung tâm Phục vụ Hành chính công tỉnh": "phuc-vu-hcc",
            "Trung tâm phục vụ Hành chính công": "phuc-vu-hcc",
            "Các phòng, đơn vị": "trung-tam-thong-tin phuc-vu-hcc to-chuc-hanh-chinh khoa-van-xa",
        },
    ),
    "s4": Agency(
        name="Sở Nội vụ tỉnh Quảng Trị",
        windows=USUAL,
        contents=(*SIX, "dan-van-dan-chu"),
        unit="Văn phòng Sở",
        position="PHÓ GIÁM ĐỐC",
        recipients=("Lãnh đạo Sở", "Các phòng, ban, trung tâm thuộc Sở", "Lưu: VT, VP"),
        tasks=4,
        names={"Các phòng, ban, trung tâm thuộc Sở": "phong-ban-trung-tam", "VP": "van-phong"},
    ),
}
COLUMNS = [
    "STT",
    "Nội dung nhiệm vụ",
    "Đơn vị chủ trì",
    "Đơn vị phối hợp",
    "Thời gian thực hiện",
    "Sản phẩm/Kết quả",
]
ANNEX = """\
Xây dựng và ban hành Kế hoạch tuyên truyền CCHC năm 2026|Văn phòng Sở|Các phòng, đơn vị|Tháng 4/2026|\
Kế hoạch được ban hành
Đăng tải tin, bài tuyên truyền về CCHC trên Trang TTĐT Sở|Văn phòng Sở|Các phòng chuyên môn|Thường xuyên|\
Tin, bài, chuyên mục CCHC
Công khai, cập nhật thủ tục hành chính|Các phòng chuyên môn|Văn phòng Sở|Thường xuyên|Danh mục TTHC được cập nhật
Xây dựng video, tờ gấp hướng dẫn thủ tục hành chính|Văn phòng Sở|Đơn vị liên quan|Quý II–III|Sản phẩm truyền thông
Tổ chức hội nghị tuyên truyền CCHC|Văn phòng Sở|Các phòng chuyên môn|Ít nhất 1 lần/năm|Hội nghị, tài liệu tập huấn
Tham gia đối thoại với doanh nghiệp|Lãnh đạo Sở|Các phòng chuyên môn|Khi có công văn yêu cầu|\
Tham gia Hội nghị đối thoại
Tuyên truyền chuyển đổi số trong ngành xây dựng|Văn phòng Sở|Các đơn vị liên quan|Thường xuyên|Tin bài, tài liệu
Tiếp nhận, xử lý phản ánh, kiến nghị của người dân|Văn phòng Sở|Các phòng chuyên môn|Thường xuyên|Báo cáo, phản hồi
Đánh giá công tác tuyên truyền CCHC|Văn phòng Sở|Các phòng, đơn vị|Theo quý hoặc theo yêu cầu|\
Báo cáo đánh giá lồng ghép trong báo cáo CCHC
"""
"""The table of tasks of S0's plan; «Các phòng» are its «Các phòng chuyên môn»."""


@pytest.fixture(params=AGENCIES)
def told(request: pytest.FixtureRequest) -> Agency:
    """What one of the five plans says."""
    return AGENCIES[str(request.param)]


@pytest.fixture
def agency(told: Agency, tmp_path: Path) -> Project:
    """The project of the same agency, without history."""
    return project_of(next(name for name, item in AGENCIES.items() if item is told), tmp_path)


def project_of(name: str, folder: Path) -> Project:
    """Return a copy of the project of an agency."""
    return Project(Path(shutil.copytree(ROOT / "tests/sites" / name, folder / name)))


def last_day(told: Agency) -> dt.date:
    """Return a day on which every report of the year has closed."""
    return dt.date(told.year, 12, 20)


def test_nothing_is_wrong_and_every_unit_and_content_is_the_plans(told: Agency, agency: Project) -> None:
    found = agency.findings(last_day(told), advice=True)
    assert [item for item in found if item.severity is Severity.ERROR] == []
    assert {item.code for item in found} <= {"CCHC871", "CCHC879"}  # tasks and targets that are overdue
    plugin = agency.site().config.plugin
    assert tuple(topic.id for topic in plugin.reform_contents) == tuple(
        topic.id for topic in plugin.topics if topic.id in told.contents
    )
    assert len(plugin.reform_contents) == len(told.contents)
    names = Vocabulary(plugin)
    for written, ids in told.names.items():
        group = names.groups.get(fold_name(written))
        assert (" ".join(group.units) if group else names.units.id_of(written)) == ids, written
    assert plugin.quota.posts_per_month == told.posts_per_month
    assert not plugin.quota.targets
    for value in (plugin.reports.signature.name, plugin.agency and plugin.agency.hotline):
        assert value
        assert value.startswith("(giữ chỗ)")


def test_the_site_is_built_and_says_nothing_of_another_agency(told: Agency, agency: Project, tmp_path: Path) -> None:
    now = dt.datetime.combine(last_day(told), dt.time(12), dt.UTC)
    site = tmp_path / "site"
    build(agency.root, site, "--strict", environment={"SOURCE_DATE_EPOCH": str(int(now.timestamp()))})
    plan = f"ke-hoach/{told.year}"
    for url in ("", "tin-bai", "van-ban", "hoi-dap", "hoat-dong", "ke-hoach", plan):
        assert (site / url / "index.html").exists(), url
    assert (site / "rss.xml").exists()
    assert told.name in (site / "index.html").read_text("utf-8")
    pages = {path: path.read_text("utf-8") for path in site.rglob("*") if path.suffix in (".html", ".json", ".xml")}
    if told.name != "UBND xã Hoa Thám":
        assert [path for path, content in pages.items() if re.search("Hoa Thám|hoatham|Lạng Sơn", content)] == []
    assert "0 thủ tục" not in text(site, "")
    assert (site / "tien-do/index.html").exists() is told.has_quota_page
    assert (site / "data/quota.json").exists() is told.has_quota_page
    if told.has_quota_page:
        words = text(site, "tien-do")
        assert ("Không ấn định chỉ tiêu" in words) is (told.posts_per_month is None)
        assert ("Chưa đạt" in words) is (told.posts_per_month is not None)
    else:
        assert not any("tien-do/" in content for path, content in pages.items() if path.suffix == ".html")
    shown = table(page(site, plan))
    assert shown[0][:6] == COLUMNS
    assert len(shown) == told.tasks + 1
    if told.tasks == 9:
        assert ["|".join(row[1:6]) for row in shown[1:]] == ANNEX.splitlines()


def table(html: HTMLParser) -> list[list[str]]:
    """Return the words of the first table of a page."""
    found = html.css_first("main table")
    assert found is not None
    return [[" ".join(cell.text().split()) for cell in row.css("th, td")] for row in found.css("tr")]


def test_the_report_of_each_window_is_the_agencys_own(told: Agency, agency: Project) -> None:
    site = agency.site(last_day(told))
    found = windows.of_year(site.config, told.year)
    assert {item.id.partition("-")[2]: f"{item.first}..{item.last}" for item in found} == {
        id_: f"{told.year - (first > last)}-{first}..{told.year}-{last}" for id_, (first, last) in told.windows.items()
    }
    assert {item.due for item in found} == {None}  # no plan names a day
    for window in found:
        made = report(site, window)
        section = as_markdown(made, Signing(), VI)
        assert told.name in section
        assert made.title.render(VI) in section
        assert f"(số liệu từ {window.first:%d/}" in section
        assert "Không ấn định" not in section
        read = docx.Document(io.BytesIO(as_docx(made, Kind.STANDALONE, Signing(), VI)))
        words = [line.text for line in read.paragraphs]
        words += [
            line.text for frame in read.tables for row in frame.rows for cell in row.cells for line in cell.paragraphs
        ]
        assert [line for line in words if line.startswith("- ") and line[2:-1] in told.recipients] == [
            f"- {name}{'.' if name == told.recipients[-1] else ';'}" for name in told.recipients
        ]
        assert told.position in words
        assert "(giữ chỗ)" in words
        assert (f"Kính gửi: {told.addressee}" in words) is bool(told.addressee)
    unit = site.config.plugin.reports.responsible_unit
    assert unit
    assert site.config.unit(unit).name == told.unit


@pytest.mark.parametrize(
    ("name", "today", "code", "says"),
    [
        ("s0", "2026-12-20", 0, "Không ấn định chỉ tiêu"),
        ("s1", "2026-06-20", 0, "Đang thực hiện (còn thiếu 01; còn 10 ngày)"),
        ("s1", "2026-07-01", 1, "Chưa đạt (thiếu 01 tin, bài)"),
        ("s2", "2024-12-20", 0, "Không ấn định chỉ tiêu"),
        ("s3", "2026-12-20", 0, "Không ấn định chỉ tiêu"),
        ("s4", "2026-12-20", 0, "Không ấn định chỉ tiêu"),
    ],
)
def test_only_who_has_a_number_can_fall_short(name: str, today: str, code: int, says: str, tmp_path: Path) -> None:
    project = project_of(name, tmp_path)
    options = ["quota", "-f", str(project.root / "mkdocs.yml"), "--today", today, "--format", "markdown"]
    done = CliRunner().invoke(main, options)
    assert done.exit_code == code, done.output
    assert says in done.stdout
    if name != "s1":
        assert not re.search("Chưa đạt|Đang thực hiện|còn thiếu", done.output)


def test_what_is_sent_in_waits_for_a_reviewer_where_the_plan_says_so(tmp_path: Path) -> None:
    project = project_of("s3", tmp_path)
    path = project.root / "posts/2026/07/so-noi-vu-gui-bai.md"
    path.write_text(path.read_text("utf-8").replace("reviewed_by: Trung tâm Thông tin\n", ""), "utf-8")
    (found,) = [item for item in rules.check(project.site(), VI) if item.severity is Severity.ERROR]
    assert "`reviewed_by`" in found.message
    assert found.place.path.name == path.name


def test_a_percentage_whose_figures_are_not_here_yet_is_no_zero(tmp_path: Path) -> None:
    project = project_of("s1", tmp_path)
    site = project.site(dt.date(2026, 12, 20))
    (window,) = [item for item in windows.of_year(site.config, 2026) if item.id == "2026"]
    text_ = as_markdown(report(site, window), Signing(), VI)
    name = "100% hồ sơ TTHC được tiếp nhận, xử lý trên môi trường điện tử"
    assert f"| {name} | UBND xã Hoa Thám | 100%; trong năm | Năm 2026 | … | Chưa có số liệu |" in text_
    assert f"Chỉ tiêu «{name}»: chưa có số liệu của Hệ thống thông tin giải quyết TTHC của tỉnh." in text_
    path = project.root / "docs/ke-hoach/2026.md"
    source = "    source: Hệ thống quản lý văn bản và điều hành\n"
    told = f"{source}    numerator: 19\n    denominator: 20\n    as_of: 2026-11-14\n"
    path.write_text(path.read_text("utf-8").replace(source, told), "utf-8")
    text_ = as_markdown(report(project.site(dt.date(2026, 12, 20)), window), Signing(), VI)
    assert "19/20 (95%)" in text_


def test_a_plan_that_begins_after_the_cutoff_owes_nothing_yet(tmp_path: Path) -> None:
    site = project_of("s0", tmp_path).site(dt.date(2026, 12, 20))
    first = windows.of_year(site.config, 2026)[0]
    made = report(site, first)
    words = as_markdown(made, Signing(), VI)
    assert "Kế hoạch năm 2026 thực hiện từ ngày 01/4/2026, sau ngày chốt số liệu của kỳ." in words
    assert "29/4/2026" not in words


def test_who_only_leads_is_never_told_to_write(tmp_path: Path) -> None:
    project = project_of("s0", tmp_path)
    file = str(project.root / "mkdocs.yml")
    for command in (["report", "2026-Q3"], ["status"], ["quota", "--format", "text"]):
        done = CliRunner().invoke(main, [*command, "-f", file, "--today", "2026-12-20"])
        assert done.exit_code in (0, 1), done.output
        assert not re.search(
            r"chưa có tin, bài:[^\n]*Lãnh đạo Sở|Đề nghị[^\n]*Lãnh đạo Sở|^Lãnh đạo Sở", done.output, re.M
        )
        assert "Văn phòng Sở" in done.output or command[0] == "quota"


def test_no_report_that_a_plan_does_not_know(tmp_path: Path) -> None:
    project = project_of("s0", tmp_path)
    file = str(project.root / "mkdocs.yml")
    done = CliRunner().invoke(main, ["report", "2026-H1", "-f", file, "--today", "2026-12-20"])
    assert done.exit_code == 2
    assert all(f"2026-{id_}" in done.output for id_ in ("Q1", "Q2", "Q3", "Q4"))
    asked = CliRunner().invoke(main, ["report", "2026-04-01..2026-06-30", "-f", file, "--today", "2026-12-20"])
    assert asked.exit_code == 0
    assert "thời gian từ 01/4/2026 đến 30/6/2026" in asked.stdout


BLOCKS = re.findall(
    r"^```yaml\n(.*?)^```$", (ROOT / "docs/huong-dan/co-quan-moi.md").read_text("utf-8"), re.MULTILINE | re.DOTALL
)
UNITS = ("van-phong", "phong-qlxd", "phong-quy-hoach", "trung-tam-thong-tin")


@pytest.mark.parametrize("block", BLOCKS, ids=range(len(BLOCKS)))
def test_every_line_of_the_guide_for_a_new_agency_can_be_pasted(block: str, project: Project) -> None:
    entries = (
        "" if block.startswith("units:") else "units:\n" + "".join(f"  - {{id: {id_}, name: {id_}}}\n" for id_ in UNITS)
    )
    lines = "".join(f"      {line}\n" for line in (entries + block).splitlines())
    project.write(
        "mkdocs.yml",
        "site_name: Trang\nplugins:\n  - cchc:\n      agency: {id: so-mau, name: Sở Mẫu}\n" + lines,
    )
    assert project.site().config.agency.name == "Sở Mẫu"
