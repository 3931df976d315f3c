"""The register of documents: what a number names, what is in force, and what pages and posts link to."""

import datetime as dt
import json
import subprocess
from pathlib import Path

import feedparser
import pytest
from click.testing import CliRunner, Result
from hypothesis import example, given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from cchc import config, json_schema, load, publish
from cchc.cache import Cache
from cchc.citing import marked
from cchc.cli import main
from cchc.locale import translator
from cchc.publish.citations import unmarked
from cchc.publish.outputs import Asset, Page
from cchc.records import Citation
from cchc.register import Effect, register
from cchc.schema.documents import DOCUMENT_NUMBER, number_key, number_meant
from cchc.text import normalize
from tests.building import DRAWN
from tests.conftest import DOCUMENT, PROCEDURE, TODAY, Project
from tests.test_new import Session

SIGNS = st.sampled_from(["QĐ-TTg", "NĐ-CP", "KH-UBND", "NQ-HĐND", "CT-UBND", "TT-BTP", "VPCP-KSTT", "SXD-VP", "QH15"])
STATE = st.builds(
    lambda number, year, sign: f"{number}/{f'{year}/' if year else ''}{sign}",
    st.integers(1, 9999),
    st.one_of(st.none(), st.integers(1990, 2040)),
    SIGNS,
)
PARTY = st.builds(
    lambda number, kind, organ: f"{number:02d}-{kind}/{organ}",
    st.integers(1, 999),
    st.sampled_from(["NQ", "KL", "QĐ", "CT", "HD", "QĐi"]),
    st.sampled_from(["TW", "TU", "ĐU", "BTGTW", "BTCTU"]),
)
NUMBERS = st.one_of(STATE, PARTY)


def document(number: str | None = "118/2025/NĐ-CP", **changes: str) -> str:
    """Return a document's file; a key that is given replaces the usual one."""
    keys = {"type": "nghi-dinh", "abstract": "Cơ chế một cửa", "issuer": "Chính phủ", "date": "2025-06-09"}
    written = ({"number": number} if number else {}) | keys | changes
    return "\n".join(["---", *(f"{key}: {value}" for key, value in written.items() if value), "---", ""])


def pages(project: Project, today: dt.date = TODAY) -> dict[str, Page]:
    """Return the pages of a project by their addresses."""
    made = publish.outputs(project.site(today), DRAWN, preview=False)
    return {page.url: page for page in made if isinstance(page, Page)}


def body(page: Page) -> str:
    """Return the HTML of a page's body."""
    assert page.body is not None
    return page.body().html(Cache(None))


# ------------------------------------------------------------------ numbers


@given(NUMBERS)
@example("66.7/2025/NQ-CP")
@example("01/2014/NQLT-CP-UBTƯMTTQVN")
@example("12a/2026/QĐ-UBND")
@example("105/HĐND&UBND-VP")
def test_a_number_as_offices_write_it_is_accepted_everywhere(number: str) -> None:
    assert DOCUMENT_NUMBER.fullmatch(number)
    schema = json_schema.build("document", json_schema.PluginConfig(), translator("vi"))
    assert Draft202012Validator(schema["properties"]["number"]).is_valid(number)


@given(NUMBERS, st.sampled_from(["{}", "Số {}", "số: {}", " {} ", "“{}”", "Nghị định số {}"]), st.booleans())
def test_what_a_clerk_pastes_comes_back_as_the_number(number: str, around: str, is_word: bool) -> None:
    typed = around.format(number.replace("-", " – ") if is_word else number)
    assert number_meant(typed) == number


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("118/2025/ND-CP", "118/2025/NĐ-CP"),
        ("12/QD-TTg", "12/QĐ-TTg"),
        ("2267./QĐ-BXD", "2267/QĐ-BXD"),
        ("SỐ 64/QĐ-NHNN", "64/QĐ-NHNN"),
        ("1681", None),
        ("Luật Hộ tịch", None),
        ("", None),
    ],
)
def test_numbers_of_real_records_are_put_right_or_left_alone(typed: str, meant: str | None) -> None:
    assert number_meant(typed) == meant


@given(st.text(max_size=60))
def test_any_text_is_read_without_a_crash(text: str) -> None:
    meant = number_meant(text)
    assert meant is None or DOCUMENT_NUMBER.fullmatch(meant)
    clean = normalize(text).replace("<", "&lt;").replace('"', "&quot;")
    assert unmarked(marked(f"<p>{clean}</p>"), {}) == f"<p>{clean}</p>"


def test_zeros_case_and_dashes_do_not_make_another_document() -> None:
    assert number_key("06/KH-UBND") == number_key("6/kh–ubnd") == number_key(" 6 / KH - UBND ")
    assert number_key("60/KH-UBND") != number_key("6/KH-UBND")


# ------------------------------------------------------------------ the register


def test_what_is_in_force_follows_the_calendar_and_what_replaced_it(project: Project) -> None:
    project.write("docs/van-ban/a.md", document(effective="2025-07-01"))
    project.write("docs/van-ban/b.md", document("9/2026/NĐ-CP", date="2026-05-01", replaces="[118/2025/NĐ-CP]"))
    project.write("docs/van-ban/c.md", document("7/KH-UBND", date="2025-01-01", expires="2026-01-01"))
    project.write("docs/van-ban/d.md", document("8/KH-UBND", date=""))

    def effects(day: dt.date) -> list[Effect]:
        site = project.site(day)
        known = register(site)
        found = [known.find(number) for number in ("118/2025/NĐ-CP", "9/2026/NĐ-CP", "7/KH-UBND", "8/KH-UBND")]
        return [known.effect(item) for item in found if item]

    pending, force, expired, unknown = Effect.PENDING, Effect.IN_FORCE, Effect.EXPIRED, Effect.UNKNOWN
    assert effects(dt.date(2025, 6, 30)) == [pending, pending, force, unknown]
    assert effects(dt.date(2025, 12, 31)) == [force, pending, force, unknown]
    assert effects(dt.date(2026, 1, 1)) == [force, pending, expired, unknown]
    assert effects(dt.date(2026, 5, 1)) == [expired, force, expired, unknown]


def test_two_files_of_one_document_are_refused_and_the_first_stays(project: Project) -> None:
    project.write("docs/van-ban/a.md", document("06/KH-UBND", date="2026-01-10"))
    project.write("docs/van-ban/b.md", document("6/KH-UBND", date="2026-02-10"))
    rejected, (finding,) = project.rejected()
    assert (str(rejected.path), finding.code, finding.place.line) == ("docs/van-ban/b.md", "CCHC852", 2)
    assert "docs/van-ban/a.md" in finding.message


def test_a_number_of_another_year_needs_an_address_of_its_own(project: Project) -> None:
    project.write("docs/van-ban/a.md", document("06/KH-UBND", date="2026-01-10"))
    project.write("docs/van-ban/b.md", document("06/KH-UBND", date="2025-01-10"))
    assert project.codes() == ["CCHC401"]
    project.write("docs/van-ban/b.md", document("06/KH-UBND", date="2025-01-10", id="06-kh-ubnd-2025"))
    assert project.codes() == []
    project.post("2026/05/a", documents="[06/KH-UBND, 06-kh-ubnd-2025]")
    shown = pages(project)["tin-bai/2026/05/a/"].context["documents"]
    assert [(item["name"], item["url"]) for item in shown] == [
        ("06/KH-UBND", None),  # nobody can say which of the two
        ("06/KH-UBND", "van-ban/06-kh-ubnd-2025/"),
    ]


def test_a_document_without_a_number_has_its_files_name_for_an_address(project: Project) -> None:
    project.write("docs/van-ban/de-cuong-bao-cao.md", document(None))
    page = pages(project)["van-ban/de-cuong-bao-cao/"]
    assert page.title == "Cơ chế một cửa"
    assert page.context["number"] == "Chưa có số"
    assert project.codes() == []


def test_the_register_lists_documents_by_year_with_what_filters_need(project: Project) -> None:
    project.write("docs/van-ban/a.md", document())
    project.write("docs/van-ban/b.md", document("9/2026/NĐ-CP", date="2026-05-01"))
    project.write("docs/van-ban/c.md", document("7/KH-UBND", date="", type="ke-hoach", issuer="UBND tỉnh"))
    shown = pages(project)["van-ban/"].context
    assert [(group["year"], [row["number"] for row in group["rows"]]) for group in shown["years"]] == [
        ("2026", ["9/2026/NĐ-CP"]),
        ("2025", ["118/2025/NĐ-CP"]),
        ("", ["7/KH-UBND"]),
    ]
    assert shown["issuers"] == [("Chính phủ", "Chính phủ", 2), ("UBND tỉnh", "UBND tỉnh", 1)]
    assert "118/2025/nd-cp nghi dinh co che mot cua" in shown["years"][1]["rows"][0]["search"]


def test_a_document_shows_its_relations_both_ways_its_files_and_who_cites_it(project: Project) -> None:
    project.write("docs/van-ban/a.md", document(files="[{file: a.pdf, title: Toàn văn}, {file: mat.pdf, title: Mất}]"))
    project.write("docs/van-ban/a.pdf", b"%PDF-1.7\n" + b"x" * 1_300_000)
    project.write(
        "docs/van-ban/b.md",
        document("367/2025/NĐ-CP", date="2025-12-31", amends="[118/2025/NĐ-CP]"),
    )
    project.post("2026/05/a", title="Bài A", documents="[118/2025/NĐ-CP]")
    project.post("2026/05/b", title="Bài B", documents="[118/2025/NĐ-CP]", status="draft")
    made = pages(project)
    shown, newer = (made[f"van-ban/{name}/"].context for name in ("118-2025-nd-cp", "367-2025-nd-cp"))
    assert shown["files"] == [{"title": "Toàn văn", "url": "van-ban/a.pdf", "type": "PDF", "size": "1,2 MB"}]
    assert [item["title"] for item in shown["posts"]] == ["Bài A"]
    (amended,), (amending,) = shown["relations"], newer["relations"]
    assert (amended["name"], amended["items"][0]["url"]) == ("Được sửa đổi, bổ sung bởi", "van-ban/367-2025-nd-cp/")
    assert (amending["name"], amending["items"][0]["name"]) == ("Sửa đổi, bổ sung", "Nghị định số 118/2025/NĐ-CP")


def test_announcing_decisions_of_procedures_lead_to_the_register(project: Project) -> None:
    project.write("docs/thu-tuc/1.001193.md", PROCEDURE)
    project.write("docs/van-ban/a.md", document("163/QĐ-BTP", type="quyet-dinh", date=""))
    assert pages(project)["thu-tuc/1.001193/"].context["decisions"][0]["page"] == "van-ban/163-qd-btp/"


# ------------------------------------------------------------------ numbers in the text of posts


def test_a_registered_number_in_the_text_becomes_a_link(project: Project) -> None:
    project.write("docs/van-ban/a.md", document())
    project.post("2026/05/a", "Theo Nghị định số 118/2025/NĐ-CP ngày 09/6/2025 và 9/2026/NĐ-CP; xem 118/2025/NĐ-CP.\n")
    html = body(pages(project)["tin-bai/2026/05/a/"])
    link = '<a href="../../../../van-ban/118-2025-nd-cp/">118/2025/NĐ-CP</a>'
    assert html == f"<p>Theo Nghị định số {link} ngày 09/6/2025 và 9/2026/NĐ-CP; xem {link}.</p>"


def test_a_post_that_names_a_document_in_its_text_only_is_listed_on_its_page(project: Project) -> None:
    project.write("docs/van-ban/a.md", document())
    project.write("docs/van-ban/b.md", document("06/KH-UBND", date="2026-01-10"))
    project.write("docs/van-ban/c.md", document("06/KH-UBND", date="2025-01-09", id="06-kh-ubnd-2025"))
    project.post("2026/05/a", "## Nghị định 118/2025/NĐ-CP\n", title="Đề mục")
    project.post("2026/05/b", "[118/2025/NĐ-CP](https://vanban.example/118)\n", title="Liên kết", date="2026-05-15")
    project.post("2026/05/c", "`118/2025/NĐ-CP`, [x](118/2025/NĐ-CP)\n", title="Mã", date="2026-05-16")
    project.post("2026/05/d", "06/KH-UBND ngày 09/01/2025.\n", title="Có ngày", date="2026-05-17")
    project.post("2026/05/e", "06/KH-UBND.\n", title="Không rõ", date="2026-05-18")
    project.post("2026/05/g", "118/2025/NĐ-CP.\n", title="Cả hai", date="2026-05-19", documents="[118/2025/NĐ-CP]")
    project.post("2026/05/h", "118/2025/NĐ-CP.\n", title="Nháp", date="2026-05-20", status="draft")
    made = pages(project)

    def posts(id_: str) -> list[str]:
        return [item["title"] for item in made[f"van-ban/{id_}/"].context["posts"]]

    assert posts("118-2025-nd-cp") == ["Cả hai", "Liên kết", "Đề mục"]
    assert (posts("06-kh-ubnd"), posts("06-kh-ubnd-2025")) == ([], ["Có ngày"])


def test_numbers_in_texts_are_kept_from_one_run_to_the_next(project: Project, tmp_path: Path) -> None:
    project.write("docs/van-ban/a.md", document())
    project.article("2026/05/a", "Dòng một.\n\nTheo 118/2025/NĐ-CP ngày 09/6/2025.\n")
    read = config.read(project.root / "mkdocs.yml")
    first, second = (load.load(read, TODAY, Cache(tmp_path / "cache")).posts[0].cited for _ in range(2))
    assert first == second == (Citation("118/2025/NĐ-CP", "2025-06-09", 2),)


def test_a_cited_document_that_expired_is_found_where_the_text_names_it(project: Project) -> None:
    project.write("docs/van-ban/a.md", document(expires="2026-06-01"))
    path = project.article("2026/05/a", "Dòng một.\n\nTheo 118/2025/NĐ-CP.\n")
    (finding,) = project.findings()
    line = path.read_text("utf-8").split("\n").index("Theo 118/2025/NĐ-CP.") + 1
    assert (finding.code, finding.place.line) == ("CCHC857", line)


def test_the_feed_tells_what_was_registered_took_effect_and_ended(project: Project) -> None:
    project.write("docs/van-ban/a.md", document(effective="2025-07-01", updated="2026-11-20"))
    project.write("docs/van-ban/b.md", document("9/2026/NĐ-CP", date="2026-05-01", replaces="[118/2025/NĐ-CP]"))
    project.write("docs/van-ban/c.md", document("7/KH-UBND", date="2026-11-01", effective="2027-01-01"))
    project.write("docs/van-ban/d.md", document("8/KH-UBND", date=""))
    found = publish.outputs(project.site(), DRAWN, preview=False)
    (feed,) = (item.content for item in found if isinstance(item, Asset) and item.url == "van-ban/rss.xml")
    read = feedparser.parse(feed)
    assert not read.bozo
    assert [entry.title for entry in read.entries] == [
        "Văn bản mới: Nghị định số 118/2025/NĐ-CP",  # registered yesterday
        "Văn bản mới: Nghị định số 7/KH-UBND",
        *sorted(["Hết hiệu lực: Nghị định số 118/2025/NĐ-CP", "Văn bản mới: Nghị định số 9/2026/NĐ-CP"], reverse=True),
        "Bắt đầu có hiệu lực: Nghị định số 118/2025/NĐ-CP",
    ]
    ended = next(entry for entry in read.entries if entry.title.startswith("Hết"))
    assert ended.summary == "Hết hiệu lực từ 01/5/2026. Được thay thế bởi 9/2026/NĐ-CP."
    assert ended.link == "https://xa.example/cchc/van-ban/118-2025-nd-cp/"
    assert len({entry.id for entry in read.entries}) == 5


@pytest.mark.parametrize(
    "text",
    [
        "`118/2025/NĐ-CP`",
        "[Nghị định 118/2025/NĐ-CP](https://vanban.example/118)",
        "## Nghị định 118/2025/NĐ-CP",
        "    118/2025/NĐ-CP",
        "1118/2025/NĐ-CPX và 118/2025/NĐ-CP/2 và x118/2025/NĐ-CP và 118/2025/NĐ-CP-UBND",
        "118/2025/NĐ-CP ngày 01/01/2024",
        "https://vanban.example/118/2025/NĐ-CP",
        "[x](van-ban:118/2025/NĐ-CP)",
        '<a href="van-ban:118/2025/NĐ-CP">x</a>',
    ],
)
def test_nothing_is_linked_where_it_is_not_certain(project: Project, text: str) -> None:
    project.write("docs/van-ban/a.md", document())
    project.post("2026/05/a", f"{text}\n")
    html = body(pages(project)["tin-bai/2026/05/a/"])
    assert "/van-ban/" not in html
    assert "van-ban:" not in html


def test_a_date_tells_two_documents_of_one_number_apart(project: Project) -> None:
    project.write("docs/van-ban/a.md", document("06/KH-UBND", date="2026-01-10"))
    project.write("docs/van-ban/b.md", document("06/KH-UBND", date="2025-01-09", id="06-kh-ubnd-2025"))
    project.post("2026/05/a", "06/KH-UBND ngày 09/01/2025; 06/KH-UBND, ngày 10/01/2026; 06/KH-UBND.\n")
    html = body(pages(project)["tin-bai/2026/05/a/"])
    assert html.count("<a ") == 2
    assert html.index("06-kh-ubnd-2025/") < html.index("06-kh-ubnd/")


def test_registering_a_document_renews_only_the_pages_that_name_it(project: Project) -> None:
    project.post("2026/05/a", "Nghị định 118/2025/NĐ-CP.\n")
    project.post("2026/05/b", "Nội dung khác.\n", title="B", topic="the-che", documents="[118/2025/NĐ-CP]")
    project.post("2026/05/c", "Quyết định 9/QĐ-TTg.\n", title="C", topic="chi-so")

    def keys(today: dt.date = TODAY) -> dict[str, str]:
        return {url: page.key("") for url, page in pages(project, today).items()}

    before = keys()
    project.write("docs/van-ban/a.md", document(expires="2026-12-01"))
    after = keys()
    posts = [url for url in sorted(before) if url.startswith("tin-bai/2026/")]
    assert [url for url in posts if before[url] != after[url]] == ["tin-bai/2026/05/a/", "tin-bai/2026/05/b/"]
    later = keys(dt.date(2026, 12, 1))
    assert [url for url in posts if later[url] != after[url]] == ["tin-bai/2026/05/b/"]  # it says what expired
    assert later["van-ban/118-2025-nd-cp/"] != after["van-ban/118-2025-nd-cp/"]


def test_feeds_lead_to_the_register_by_whole_addresses(project: Project) -> None:
    project.write("docs/van-ban/a.md", document())
    project.post("2026/05/a", "Nghị định 118/2025/NĐ-CP và 9/QĐ-TTg.\n")
    made = publish.outputs(project.site(), DRAWN, preview=False)
    (feed,) = [item for item in made if isinstance(item, Asset) and item.url == "feed.json"]
    (item,) = json.loads(feed.content)["items"]
    link = '<a href="https://xa.example/cchc/van-ban/118-2025-nd-cp/">118/2025/NĐ-CP</a>'
    assert item["content_html"] == f"<p>Nghị định {link} và 9/QĐ-TTg.</p>"


def test_open_data_keeps_to_its_schema(project: Project) -> None:
    project.write("docs/van-ban/a.md", document(replaces="[1/2020/NĐ-CP]", ignore="{CCHC854: x}"))
    project.write("docs/van-ban/b.md", document(None, date=""))
    made = {item.url: item.content for item in publish.outputs(project.site(), DRAWN, preview=False)
            if isinstance(item, Asset)}  # fmt: skip
    data = json.loads(made["data/documents.json"])
    Draft202012Validator(json.loads(made["data/documents.schema.json"])).validate(data)
    first = data["documents"][0]
    assert (first["number"], first["effect"], first["url"]) == (
        "118/2025/NĐ-CP",
        "in_force",
        "https://xa.example/cchc/van-ban/118-2025-nd-cp/",
    )
    assert "ignore" not in first


# ------------------------------------------------------------------ cchc new document

FLAGS = [
    "--number",
    "12/2026/QĐ-UBND",
    "--type",
    "quyet-dinh",
    "--abstract",
    "Quy chế: tiếp dân",
    "--issuer",
    "UBND xã",
]


def run(project: Project, *args: str) -> Result:
    """Call `cchc new document` where nobody can be asked."""
    return CliRunner().invoke(main, ["new", "document", *args, "-f", str(project.root / "mkdocs.yml")])


def test_flags_make_a_document_that_the_check_accepts(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project.root)
    path = project.root / "docs/van-ban/12-2026-qd-ubnd.md"
    shown = run(project, *FLAGS, "--date", "3/11/2026", "--dry-run").output
    assert not path.exists()
    result = run(project, *FLAGS, "--date", "3/11/2026")
    assert result.exit_code == 0, result.output
    assert path.read_text("utf-8") == shown
    assert project.codes() == []
    (made,) = project.site().documents
    assert (made.meta.number, made.title, made.meta.date) == (
        "12/2026/QĐ-UBND",
        "Quy chế: tiếp dân",
        dt.date(2026, 11, 3),
    )
    again = run(project, *FLAGS, "--date", "3/11/2026")
    assert (again.exit_code, "đã có ở docs/van-ban/12-2026-qd-ubnd.md" in again.output) == (2, True)
    subprocess.run(result.output.split("gõ: ")[1].strip(), shell=True, check=True)
    assert not path.exists()


def test_the_same_number_of_another_year_gets_its_own_address(project: Project) -> None:
    project.write("docs/van-ban/a.md", DOCUMENT.replace("118/2025/NĐ-CP", "7/QĐ-UBND"))
    made = run(project, *["7/QĐ-UBND" if part == "12/2026/QĐ-UBND" else part for part in FLAGS], "--date", "2026-11-03")
    assert made.exit_code == 0, made.output
    assert "id: 7-qd-ubnd-2026" in (project.root / "docs/van-ban/7-qd-ubnd-2026.md").read_text("utf-8")
    assert project.codes() == []


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"--number": "1681"}, "118/2025/NĐ-CP"),
        ({"--type": "giấy mời"}, "cong-van (Công văn)"),
        ({"--abstract": ""}, "--abstract"),
        ({"--issuer": "<b>x</b>"}, "HTML"),
        ({"--url": "javascript:x"}, "https://"),
    ],
)
def test_what_would_be_refused_is_not_written(project: Project, changed: dict[str, str], said: str) -> None:
    result = run(project, *(part for pair in (dict(zip(FLAGS[::2], FLAGS[1::2], strict=True)) | changed).items()
                            for part in pair))  # fmt: skip
    assert (result.exit_code, result.output.count("\n")) == (2, 1)
    assert said in result.output
    assert not Path(project.root / "docs/van-ban").exists()


def test_a_document_is_asked_item_by_item(project: Project) -> None:
    project.write("docs/van-ban/a.md", DOCUMENT)
    session = Session(project, "document")
    session.answers(
        ("Số, ký hiệu", "1681"),
        ("không dùng được", "số 5/CT-UBND"),
        ("Loại văn bản", "Chỉ thị"),
        ("Trích yếu", "Siết chặt kỷ cương"),
        ("1. Chính phủ", "UBND xã"),
        ("Ngày ký", "3/11/2026"),
        ("Ngày có hiệu lực", ""),
        ("Địa chỉ toàn văn", ""),
        ("Ghi tệp này?", ""),
    )
    shown = session.end()
    assert session.process.returncode == 0, shown
    assert project.codes() == []
    assert (project.root / "docs/van-ban/5-ct-ubnd.md").is_file()
