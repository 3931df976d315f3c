"""The lists of procedures: each procedure on every list it belongs to, no list without bound."""

import json
from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc import publish
from cchc.cache import Cache
from cchc.links import resolver
from cchc.model import Site
from cchc.publish.images import Images
from cchc.publish.outputs import Page
from cchc.publish.posts import Cards
from cchc.publish.procedure_groups import ALPHABET, bare, by_field, letter
from cchc.publish.procedure_index import index_data
from cchc.publish.procedure_lists import FIRST, PART, list_pages
from cchc.publish.procedure_page import procedure_pages
from tests.building import DRAWN
from tests.conftest import PROCEDURE, Project


def write(project: Project, number: int, name: str = "", **changes: str) -> None:
    """Write a procedure; `changes` replace lines of its front matter."""
    lines = PROCEDURE.replace("1.001193", f"1.{number:06}").splitlines()
    told = {"name": name or f"Thủ tục số {number}", **changes}
    kept = [line for line in lines if line.partition(":")[0] not in told]
    project.write(
        f"docs/thu-tuc/{number}.md", "\n".join([kept[0], *(f"{k}: {v}" for k, v in told.items()), *kept[1:], ""])
    )


def pages(site: Site) -> dict[str, Page]:
    """Return the pages below the section of procedures, by their address there."""
    cards = Cards(site, resolver(site), Images(site, Cache(None)))
    made = [*list_pages(site), *procedure_pages(cards, Cache(None))]
    return {item.url.removeprefix("thu-tuc/"): item for item in made}


def data(site: Site) -> dict[str, list[list[object]]]:
    """Return what the browser filters."""
    (file,) = index_data(site, Cache(None))
    found: dict[str, list[list[object]]] = json.loads(file.content)
    return found


@pytest.mark.parametrize(
    ("name", "under"),
    [
        ("Thủ tục đăng ký khai sinh", "Đ"),
        ("thủ tục hành chính: Ấn định thuế", "Â"),
        ("Ăn uống", "Ă"),
        ("Ủy quyền", "U"),
        ("Ưu đãi", "Ư"),
        ("Ở trọ", "Ơ"),
        ("“Cấp” giấy", "C"),
        ("Thủ tục", "T"),
        ("3 bước", "#"),
        ("Ðăng kiểm".replace("Ð", "Đ"), "Đ"),
    ],
)
def test_letters_are_those_of_the_vietnamese_alphabet(name: str, under: str) -> None:
    assert letter(name) == under


@given(st.text(min_size=1))
def test_every_name_stands_under_one_letter(name: str) -> None:
    assert letter(name) in {*ALPHABET, "#"}
    assert bare(name)


def test_each_procedure_is_on_every_list_that_it_belongs_to(project: Project) -> None:
    write(project, 1, "Thủ tục đăng ký khai sinh", online_level="full")
    write(project, 2, "Cấp điện", field="Điện lực", executing_agencies="[Sở Công thương, Uỷ Ban nhân dân cấp xã]")
    write(project, 3, "Ăn uống công cộng", field="An toàn thực phẩm")
    made = pages(project.site())
    listed = {url: [row["code"] for row in page.context["rows"]] for url, page in made.items()
              if page.template == "cchc/procedure_list.html"}  # fmt: skip
    assert listed == {
        "linh-vuc/an-toan-thuc-pham/": ["1.000003"],
        "linh-vuc/dien-luc/": ["1.000002"],
        "linh-vuc/ho-tich/": ["1.000001"],
        "co-quan/so-cong-thuong/": ["1.000002"],
        "co-quan/uy-ban-nhan-dan-cap-xa/": ["1.000003", "1.000002", "1.000001"],
        "a-z/aw/": ["1.000003"],
        "a-z/c/": ["1.000002"],
        "a-z/dd/": ["1.000001"],
        "truc-tuyen/toan-trinh/": ["1.000001"],
        "truc-tuyen/mot-phan/": [],
        "truc-tuyen/cung-cap-thong-tin/": [],
        "truc-tuyen/chua-ro/": ["1.000003", "1.000002"],
    }
    index = made[""].context
    assert [(item["name"], item["count"]) for item in index["fields"]] == [
        ("An toàn thực phẩm", 1),
        ("Điện lực", 1),
        ("Hộ tịch", 1),
    ]
    assert [item["name"] for item in index["letters"] if item["url"]] == ["Ă", "C", "Đ"]
    assert [item["count"] for item in index["levels"]] == [1, 0, 0, 2]


def test_names_that_look_alike_in_an_address_keep_apart(project: Project) -> None:
    write(project, 1, field="Thuế")
    write(project, 2, field="Thuê")
    write(project, 3, field="THUẾ")
    write(project, 4, field='"***"')
    groups = by_field(project.site().procedures)
    assert [(group.slug, group.name, len(group.procedures)) for group in groups] == [
        ("khac", "***", 1),
        ("thue", "Thuê", 1),
        ("thue-2", "THUẾ", 2),
    ]


def test_no_list_grows_without_bound(project: Project) -> None:
    count = 2 * PART + 5
    for number in range(1, count + 1):
        write(project, number)
    site = project.site()
    made = pages(site)
    parts = [made[f"linh-vuc/ho-tich/{part}"].context for part in ("", "trang/2/", "trang/3/")]
    codes = [row["code"] for part in parts for row in part["rows"]]
    assert codes == [item.meta.code for item in site.procedures]
    assert [len(part["rows"]) for part in parts] == [PART, PART, 5]
    assert [(part["previous"], part["next"]) for part in parts] == [
        (None, "thu-tuc/linh-vuc/ho-tich/trang/2/"),
        ("thu-tuc/linh-vuc/ho-tich/", "thu-tuc/linh-vuc/ho-tich/trang/3/"),
        ("thu-tuc/linh-vuc/ho-tich/trang/2/", None),
    ]
    assert len(made[""].context["rows"]) == FIRST
    assert len({page.title for page in made.values()}) == len({page.url for page in made.values()})
    rows = data(site)["rows"]
    assert [row[0] for row in rows] == codes
    assert sorted(row[2] for row in rows) == list(range(count))  # type: ignore[type-var]


def test_the_browser_is_told_what_the_index_shows(project: Project) -> None:
    write(project, 1, fee_note="Theo nghị quyết", executing_agencies="[A, B, C]", levels="[tinh, xa]")
    write(project, 2, "Ăn uống", online_level="partial", online_reason="Phải xem tận nơi")
    site = project.site()
    found = data(site)
    names = [found[key] for key in ("fields", "levels", "agencies", "online", "statuses")]
    for row, shown in zip(found["rows"], pages(site)[""].context["rows"], strict=True):
        fields, levels, _, online, statuses = names
        told = (row[0], row[1], fields[row[3]][1], row[6], row[7], online[row[8]][1], row[9], statuses[row[10]][1])  # type: ignore[index]
        keys = ("code", "name", "field", "time_limit", "fee", "online", "decision", "status")
        assert told == tuple(shown[key] for key in keys)
        assert ", ".join(levels[place][1] for place in row[4]) == shown["level"]  # type: ignore[attr-defined,misc]
    assert pages(site)[""].context["rows"][1]["agency"] == "A, B và 1 cơ quan khác"


def test_what_was_abolished_is_listed_apart(project: Project) -> None:
    write(project, 1, announcing_decisions="[{number: 9/QĐ-UBND, date: 2026-03-01, action: abolished}]")
    write(project, 2)
    made = pages(project.site())
    assert [row["code"] for row in made["bai-bo/"].context["rows"]] == ["1.000001"]
    assert made["bai-bo/"].context["rows"][0]["since"] == "01/3/2026"
    assert made[""].context["abolished"] == 1
    for url, page in made.items():
        if url != "bai-bo/" and "rows" in page.context:
            assert "1.000001" not in [row["code"] for row in page.context["rows"]], url
    assert "1.000001" not in json.dumps(data(project.site()))
    assert made["1.000001/"].context["decision"]["number"] == "9/QĐ-UBND"


def test_managers_see_what_was_forgotten_and_readers_do_not(project: Project) -> None:
    write(project, 1, updated="2026-11-01")
    write(project, 2, updated="2026-01-05")
    write(project, 3, updated="2026-01-05", reviewed_on="2026-10-30")
    project.post("2026/05/a", procedures='["1.000001", "1.000002.000.00.00.H37"]')
    site = project.site()
    seen, for_managers = ({item.url: item for item in publish.outputs(site, DRAWN, preview=preview)}
                          for preview in (False, True))  # fmt: skip
    assert "thu-tuc/ra-soat/" not in seen
    page = for_managers["thu-tuc/ra-soat/"]
    assert isinstance(page, Page)
    assert page.unlisted
    assert [(row["code"], row["days"]) for row in page.context["overdue"]] == [("1.000002", "320")]
    assert [row["code"] for row in page.context["unexplained"]] == ["1.000003"]


def test_a_changed_procedure_renews_only_the_pages_that_show_it(project: Project) -> None:
    write(project, 1)
    write(project, 2, field="Đất đai", executing_agencies="[Sở]", name="Giao đất")

    def keys() -> dict[str, str]:
        return {url: page.key("") for url, page in pages(project.site()).items()}

    before = keys()
    write(project, 2, field="Đất đai", executing_agencies="[Sở]", name="Giao đất", fee="8.000 đồng")
    after = keys()
    changed = {url for url in after if before[url] != after[url]}
    assert changed == {"", "1.000002/", "linh-vuc/dat-dai/", "co-quan/so/", "a-z/g/", "truc-tuyen/chua-ro/"}


# ------------------------------------------------------------------ the page of one


@pytest.mark.parametrize(
    ("written", "search", "url", "is_own"),
    [
        ("https://dichvucong.gov.vn/thu-tuc/7", "", "https://dichvucong.gov.vn/thu-tuc/7", True),
        ("http://dichvucong.gov.vn/thu-tuc/7", "", "https://dichvucong.gov.vn/", False),
        ("https://dichvucong.gov.vn@evil.example/7", "", "https://dichvucong.gov.vn/", False),
        ("", "https://cong.example/tim?ma={code}", "https://cong.example/tim?ma=1.000001", False),
    ],
)
def test_papers_are_handed_in_at_a_safe_address(
    project: Project, written: str, search: str, url: str, is_own: bool
) -> None:
    write(project, 1, **({"portal_url": written} if written else {}))
    if search:
        project.configure("name: UBND xã Mẫu}", f"name: UBND xã Mẫu, procedure_search_url: '{search}'}}")
    shown = pages(project.site())["1.000001/"].context["portal"]
    assert (shown["url"], shown["is_own"]) == (url, is_own)


def test_a_page_names_the_newest_posts_and_how_many_more_there_are(project: Project) -> None:
    write(project, 1)
    for day in range(10, 21):
        project.post(f"2026/05/bai-{day}", title=f"Bài {day}", date=f"2026-05-{day}", procedures='["1.000001"]')
    shown = pages(project.site())["1.000001/"].context
    assert [post["title"] for post in shown["posts"]][:2] == ["Bài 20", "Bài 19"]
    assert (len(shown["posts"]), shown["more_posts"]) == (8, 3)


def test_a_decision_takes_effect_on_its_day(project: Project) -> None:
    coming = "[{number: 1/QĐ-BTP, date: 2026-01-01, action: new}, "
    coming += "{number: 2/QĐ-BTP, effective: 2026-11-22, action: abolished}]"
    write(project, 1, announcing_decisions=coming)
    today = pages(project.site())["1.000001/"]
    assert [item["is_to_come"] for item in today.context["decisions"]] == [False, True]
    tomorrow = pages(project.site(project.site().today.replace(day=22)))["1.000001/"]
    assert (today.template, tomorrow.template) == ("cchc/procedure.html", "cchc/abolished.html")
    assert tomorrow.source == PurePosixPath("docs/thu-tuc/1.md")


def test_what_the_national_database_lacks_is_said_and_nothing_breaks(project: Project) -> None:
    project.write(
        "docs/thu-tuc/1.md",
        '---\ncode: "1.000001"\nname: Thủ tục\nfield: Hộ tịch\nsynced_at: 2026-05-20\n---\n',
    )
    made = pages(project.site())
    shown = made["1.000001/"].context
    assert (shown["time_limit"], shown["fee"]) == ("Không có thông tin", "Không có thông tin")
    assert (shown["dossier"], shown["agencies"], shown["decisions"], shown["decision"]) == ([], [], [], "")
    assert [row[9] for row in data(project.site())["rows"]] == [""]


def test_papers_of_one_case_stand_together(project: Project) -> None:
    papers = "[{name: Đơn}, {group: Xây mới, name: Bản vẽ}, {group: Xây mới, name: Ảnh}, {group: Sửa chữa, name: Ảnh}]"
    write(project, 1, dossier=papers)
    shown = pages(project.site())["1.000001/"].context
    assert [(group["name"], len(group["papers"])) for group in shown["dossier"]] == [
        ("", 1),
        ("Xây mới", 2),
        ("Sửa chữa", 1),
    ]
    assert shown["dossier_count"] == "04"
