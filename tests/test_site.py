"""Whole sites, built by the real commands."""

import json
import re
import shutil
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from jsonschema import Draft202012Validator
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from tests.building import build, copy_sample, tree
from tests.conftest import PROCEDURE, Project

OVERRIDES = '{% extends "cchc/base.html" %}\n'


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample site, built strict as of 2026-11-21."""
    folder = tmp_path_factory.mktemp("sample")
    build(copy_sample(folder / "project"), folder / "site", "--strict", environment={"SOURCE_DATE_EPOCH": "1795237200"})
    return folder / "site"


def page(site: Path, url: str) -> HTMLParser:
    """Return a built page."""
    return HTMLParser((site / url / "index.html").read_text("utf-8"))


def text(site: Path, url: str) -> str:
    """Return the words of a page's article."""
    article = page(site, url).css_first("article")
    assert article is not None
    return " ".join(article.text(separator=" ").split())


# ------------------------------------------------------------ the sample site


def test_the_sample_has_every_page_the_owner_asked_for(sample: Path) -> None:
    for name in (
        *("index.html", "rss.xml", "atom.xml", "feed.json", "thu-tuc/index.html", "tien-do/index.html"),
        *("data/quota.json", "data/posts.json", "data/procedures.json", "data/procedures.csv", "sitemap.xml"),
        *("theo-doi/index.html", "tin-bai/index.html", "huong-dan/index.html", "404.html"),
    ):
        assert (sample / name).stat().st_size > 0, name


def test_the_sample_is_green_in_other_years(tmp_path: Path) -> None:
    project = copy_sample(tmp_path / "project")
    for epoch in ("1777600800", "1830000000", "1956000000"):  # May 2026, 2027, 2031
        build(project, tmp_path / "site", "--strict", environment={"SOURCE_DATE_EPOCH": epoch})
        assert (tmp_path / "site/tien-do/index.html").exists()


def test_every_link_of_the_sample_leads_somewhere(sample: Path) -> None:
    files = set(tree(sample))
    broken = []
    for name in sorted(files):
        if not name.endswith(".html") or name == "404.html":
            continue
        parsed = HTMLParser((sample / name).read_text("utf-8"))
        for node in parsed.css("a[href], img[src], link[href], script[src]"):
            target = node.attributes.get("href") or node.attributes.get("src") or ""
            if urlsplit(target).scheme:
                continue
            address = urlsplit(urljoin(f"https://x/{name}", target))
            path = unquote(address.path).lstrip("/")
            path = f"{path}index.html" if path.endswith("/") or not path else path
            if path not in files:
                broken.append((name, target))
            elif address.fragment and path.endswith(".html"):
                there = HTMLParser((sample / path).read_text("utf-8"))
                if not there.css(f'[id="{unquote(address.fragment)}"]'):
                    broken.append((name, target))
    assert broken == []


def test_no_page_of_the_sample_names_another_host_for_what_it_loads(sample: Path) -> None:
    for name, content in tree(sample).items():
        if not name.endswith(".html"):
            continue
        parsed = HTMLParser(content.decode())
        for node in parsed.css("script[src], img[src], iframe, source, video, audio, object, embed"):
            assert not urlsplit(node.attributes.get("src") or "").netloc, (name, node.html)
        for node in parsed.css("link[href]"):
            if node.attributes.get("rel") not in ("canonical", "alternate"):
                assert not urlsplit(node.attributes["href"] or "").netloc, (name, node.html)


def test_the_sample_says_that_it_is_a_sample(sample: Path) -> None:
    for name, content in tree(sample).items():
        if name.endswith("index.html"):
            assert "Đây là trang mẫu" in content.decode(), name


def test_sample_posts_explain_enough_and_cover_every_reform_content(sample: Path) -> None:
    posts = json.loads((sample / "data/posts.json").read_text("utf-8"))["posts"]
    assert len(posts) >= 24
    assert sum(post["image"] is not None for post in posts) >= 5
    assert {post["topic"]["id"] for post in posts} >= {
        *("the-che", "thu-tuc-hanh-chinh", "to-chuc-bo-may", "che-do-cong-vu", "tai-chinh-cong"),
        *("chinh-quyen-so", "chi-dao-dieu-hanh", "chi-so"),
    }
    for post in posts:
        body = page(sample, post["url"].split("/cchc/")[1]).css_first(".cchc-body")
        assert body is not None
        assert 200 <= len(body.text(separator=" ").split()) <= 500, post["url"]


def test_data_files_keep_their_schemas(sample: Path) -> None:
    for name in ("posts", "procedures", "quota"):
        schema = json.loads((sample / f"data/{name}.schema.json").read_text("utf-8"))
        Draft202012Validator.check_schema(schema)
        Draft202012Validator(schema).validate(json.loads((sample / f"data/{name}.json").read_text("utf-8")))


def test_a_procedure_page_answers_what_a_citizen_asks(sample: Path) -> None:
    words = text(sample, "thu-tuc/1.001193")
    for part in ("Mã thủ tục 1.001193", "Thời hạn giải quyết", "Phí, lệ phí", "Thành phần hồ sơ", "Trình tự thực hiện"):
        assert part in words
    for part in ("Căn cứ pháp lý", "163/QĐ-BTP", "Chưa xác định, xem Cổng DVCQG", "Bài viết liên quan", "Nộp hồ sơ"):
        assert part in words
    links = [node.attributes["href"] or "" for node in page(sample, "thu-tuc/1.001193").css("article a")]
    assert any(link.startswith("https://dichvucong.gov.vn/") for link in links)


def test_free_with_a_note_is_never_shown_as_free(sample: Path) -> None:
    for procedure in json.loads((sample / "data/procedures.json").read_text("utf-8"))["procedures"]:
        row = page(sample, "thu-tuc").css_first(f'a[href$="{procedure["code"]}/"]')
        assert row is not None
        cells = [" ".join(cell.text().split()) for cell in row.parent.parent.css("td")]  # type: ignore[union-attr]
        if procedure["fee_note"]:
            assert "Miễn phí" not in cells, procedure["code"]


def test_the_quota_page_shows_the_month_that_was_excused(sample: Path) -> None:
    words = text(sample, "tien-do")
    assert "Số liệu đến ngày 21/11/2026." in words
    assert "Tháng 8/2026 02 01 01 Đã giải trình Văn phòng HĐND và UBND" in words
    assert "(ví dụ)" in words
    chart = page(sample, "tien-do").css_first("svg[role=img] desc")
    assert chart is not None
    assert "Tháng 8/2026: 01 tin, bài, chỉ tiêu 02" in chart.text()


def test_the_map_lists_every_page_once_with_true_dates(sample: Path) -> None:
    content = (sample / "sitemap.xml").read_text("utf-8")
    listed = re.findall(r"<loc>https://hoatham\.example/cchc/([^<]*)</loc>", content)
    assert len(set(listed)) == len(listed)
    built = {
        name.removesuffix("index.html")
        for name in tree(sample)
        if name.endswith("index.html") and "http-equiv" not in (sample / name).read_text("utf-8")
    }
    assert set(listed) == built
    assert "<lastmod>2026-05-12</lastmod>" in content.split("hai-tin-bai-moi-thang/</loc>")[1].split("</url>")[0]


def test_the_edit_link_opens_the_real_file(sample: Path) -> None:
    link = page(sample, "tin-bai/2026/05/hai-tin-bai-moi-thang").css_first(".cchc-edit a")
    assert link is not None
    base = "https://git.hoatham.example/hoatham/cchc/_edit/main"
    assert link.attributes["href"] == f"{base}/posts/2026/05/hai-tin-bai-moi-thang.md"
    link = page(sample, "thu-tuc/1.001193").css_first(".cchc-edit a")
    assert link is not None
    assert link.attributes["href"] == f"{base}/docs/thu-tuc/1.001193.md"


# ------------------------------------------------------- the same, everywhere


def test_properdocs_builds_the_same_site_but_for_the_generator(sample: Path, tmp_path: Path) -> None:
    project = copy_sample(tmp_path / "project")
    environment = {"SOURCE_DATE_EPOCH": "1795237200"}
    build(project, tmp_path / "mkdocs", "--strict", environment=environment)  # its cache is there to mislead
    build(project, tmp_path / "site", "--strict", tool="properdocs", environment=environment)
    generator = re.compile(rb'<meta name="generator" content="mkdocs-ProperDocs [^"]*">')
    for name, content in tree(sample).items():
        other = (tmp_path / "site" / name).read_bytes()
        if content != other:
            assert generator.sub(b"", other) == re.sub(rb'<meta name="generator"[^>]*>', b"", content), name
    assert set(tree(tmp_path / "site")) == set(tree(sample))


def test_two_builds_are_byte_identical_in_other_folders_and_time_zones(sample: Path, tmp_path: Path) -> None:
    project = copy_sample(tmp_path / "một nơi khác")
    environment = {"SOURCE_DATE_EPOCH": "1795237200", "TZ": "America/Los_Angeles", "LC_ALL": "C", "PYTHONHASHSEED": "7"}
    build(project, tmp_path / "site", "--strict", environment=environment)
    assert tree(tmp_path / "site") == tree(sample)


def test_a_second_build_converts_and_renders_nothing_and_changes_nothing(sample: Path, tmp_path: Path) -> None:
    project = copy_sample(tmp_path / "project")
    first = build(project, tmp_path / "one", "-v")
    second = build(project, tmp_path / "two", "-v")
    rendered = re.compile(r"Building page tin-bai/2026/\S+")
    assert len(rendered.findall(first)) == 26
    assert rendered.findall(second) == []
    assert tree(tmp_path / "one") == tree(tmp_path / "two") == tree(sample)


def test_a_changed_post_is_rendered_again_with_its_neighbours_only(tmp_path: Path) -> None:
    project = copy_sample(tmp_path / "project")
    build(project, tmp_path / "one", "-v")
    path = project / "posts/2026/08/ra-soat-he-thong-hoa-van-ban.md"
    path.write_text(path.read_text("utf-8") + "\nMột câu nữa.\n", "utf-8")
    again = build(project, tmp_path / "two", "-v")
    assert re.findall(r"Building page tin-bai/2026/(\S+)", again) == ["08/ra-soat-he-thong-hoa-van-ban/index.md"]
    shutil.rmtree(project / ".cache")
    build(project, tmp_path / "cold")
    assert tree(tmp_path / "two") == tree(tmp_path / "cold")


@pytest.mark.parametrize("address", ["https://x.example/", "https://x.example/mot/hai/"])
def test_the_site_works_at_a_root_and_below_another_path(address: str, tmp_path: Path) -> None:
    project = copy_sample(tmp_path / "project")
    config = project / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace("https://hoatham.example/cchc/", address), "utf-8")
    build(project, tmp_path / "site", "--strict")
    for name, content in tree(tmp_path / "site").items():
        if name.endswith(".html") and name != "404.html":
            for node in HTMLParser(content.decode()).css("[href], [src], [action]"):
                for key in ("href", "src", "action"):
                    assert not (node.attributes.get(key) or "").startswith("/"), (name, node.html)
        if name.endswith(("rss.xml", "atom.xml", "feed.json", "sitemap.xml")):
            assert "hoatham.example" not in re.sub(r"_edit|ubnd@hoatham\.example", "", content.decode())
    assert f"<link>{address}tin-bai/" in (tmp_path / "site/rss.xml").read_text("utf-8")


# ------------------------------------------------------------ small projects


@pytest.fixture
def small(project: Project) -> Project:
    """A project that builds."""
    project.post("2026/05/a", title="Bài một", body="Xem [bài hai](b.md) và ![sơ đồ](so-do.svg).\n")
    project.post("2026/05/b", title="Bài hai", body="Nội dung hai.\n")
    project.write("posts/2026/05/so-do.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
    project.write("docs/thu-tuc/1.001193.md", PROCEDURE)
    return project


def test_a_broken_post_is_left_out_loudly_and_blocks_no_other(small: Project, tmp_path: Path) -> None:
    small.post("2026/05/hong", title="Hỏng: vì dấu hai chấm")
    output = build(small.root, tmp_path / "site")
    assert re.search(r"WARNING.*posts/2026/05/hong\.md:2: CCHC003", output)
    assert (tmp_path / "site/tin-bai/2026/05/a/index.html").exists()
    assert not (tmp_path / "site/tin-bai/2026/05/hong").exists()


def test_under_strict_a_broken_post_stops_the_build_before_it_cleans(small: Project, tmp_path: Path) -> None:
    build(small.root, tmp_path / "site", "--strict")
    before = tree(tmp_path / "site")
    small.post("2026/05/hong", unit="Phòng lạ")
    output = build(small.root, tmp_path / "site", "--strict", fails=True)
    assert "CCHC301" in output
    assert tree(tmp_path / "site") == before


def test_a_shortfall_never_blocks_publishing_unless_asked(small: Project, tmp_path: Path) -> None:
    assert "Tháng 6/2026: Chưa đạt (thiếu 02 tin, bài)" in build(small.root, tmp_path / "site", "--strict")
    before = tree(tmp_path / "site")
    small.configure("page: public", "page: public\n        enforce: error")
    assert "Tháng 6/2026" in build(small.root, tmp_path / "site", fails=True)
    assert tree(tmp_path / "site") == before
    small.configure("enforce: error", "enforce: off")
    assert "Tháng 6/2026" not in build(small.root, tmp_path / "site", "--strict")


@pytest.mark.parametrize("visibility", ["internal", "off"])
def test_a_quota_that_is_not_public_leaves_no_trace(small: Project, tmp_path: Path, visibility: str) -> None:
    small.configure("page: public", f"page: {visibility}")
    small.configure("plugins:", "nav: [index.md, tien-do/index.md]\nplugins:")
    build(small.root, tmp_path / "site", "--strict")
    assert not (tmp_path / "site/tien-do").exists()
    assert not (tmp_path / "site/data/quota.json").exists()
    assert not any(b"tien-do" in content for name, content in tree(tmp_path / "site").items() if name.endswith("html"))


def test_links_and_pictures_work_from_the_page(small: Project, tmp_path: Path) -> None:
    build(small.root, tmp_path / "site", "--strict")
    html = (tmp_path / "site/tin-bai/2026/05/a/index.html").read_text("utf-8")
    assert '<a href="../b/">bài hai</a>' in html
    assert 'src="../so-do.svg"' in html
    assert (tmp_path / "site/tin-bai/2026/05/so-do.svg").exists()


def test_a_broken_link_keeps_its_words_and_a_missing_picture_its_description(small: Project, tmp_path: Path) -> None:
    small.post("2026/05/c", title="Bài ba", body="Xem [mục lục](khong-co.md) và ![tấm ảnh](khong-co.png).\n")
    build(small.root, tmp_path / "site")
    html = (tmp_path / "site/tin-bai/2026/05/c/index.html").read_text("utf-8")
    assert "<a>mục lục</a>" in html
    assert "<em>[tấm ảnh]</em>" in html


def test_drafts_future_and_unused_files_stay_unpublished(small: Project, tmp_path: Path) -> None:
    small.post("2026/05/nhap", title="Bài bí mật", status="draft", body="![x](mat.png)\n")
    small.post("2026/12/sau", title="Bài bí mật sau", date="2026-12-24", month='"2026-12"')
    small.write("posts/2026/05/mat.png", b"\x89PNG")
    build(small.root, tmp_path / "site", environment={"SOURCE_DATE_EPOCH": "1795237200"})
    assert not any("mat.png" in name for name in tree(tmp_path / "site"))
    assert not any("Bài bí mật".encode() in content for content in tree(tmp_path / "site").values())
    build(small.root, tmp_path / "site", environment={"SOURCE_DATE_EPOCH": "1798100000"})  # 2026-12-24
    assert (tmp_path / "site/tin-bai/2026/12/sau/index.html").exists()


def test_a_withdrawn_post_leaves_a_notice_and_an_old_address_leads_on(small: Project, tmp_path: Path) -> None:
    small.post("2026/05/go", title="Bài đã gỡ bỏ", status="withdrawn", body="Nội dung không còn.\n")
    small.post("2026/05/moi", title="Bài đã dời", moved_from="[2026/05/cu, posts/2026/05/cu-hon.md]")
    build(small.root, tmp_path / "site", "--strict")
    notice = (tmp_path / "site/tin-bai/2026/05/go/index.html").read_text("utf-8")
    assert "Bài này đã được gỡ" in notice
    assert '<meta name="robots" content="noindex">' in notice
    assert "Nội dung không còn" not in notice
    for old in ("cu", "cu-hon"):
        moved = (tmp_path / f"site/tin-bai/2026/05/{old}/index.html").read_text("utf-8")
        assert 'content="0; url=../moi/"' in moved
    assert b"2026/05/go/" not in (tmp_path / "site/sitemap.xml").read_bytes()


def test_an_abolished_procedure_leaves_the_list_and_keeps_its_page(small: Project, tmp_path: Path) -> None:
    gone = PROCEDURE.replace("1.001193", "1.000656").replace("khai sinh", "khai tử")
    gone = gone.replace("{number: 163/QĐ-BTP}", "{number: 99/QĐ-BTP, action: abolished, effective: 2026-10-01}")
    small.write("docs/thu-tuc/1.000656.md", gone)
    build(small.root, tmp_path / "site", "--strict")
    index = page(tmp_path / "site", "thu-tuc")
    assert index.css_first('tr a[href$="1.000656/"]') is None
    words = text(tmp_path / "site", "thu-tuc/1.000656")
    assert "99/QĐ-BTP" in words
    assert "bãi bỏ" in words
    assert "Tờ khai" not in words


def test_titles_and_names_reach_pages_escaped(small: Project, tmp_path: Path) -> None:
    small.post("2026/05/c", title="'A & B \"trích\" ''x'' {{ 7*7 }}'", summary="'5 < 6 & \"y\"'")
    build(small.root, tmp_path / "site", "--strict")
    html = (tmp_path / "site/tin-bai/2026/05/c/index.html").read_text("utf-8")
    parsed = HTMLParser(html)
    expected = "A & B \"trích\" 'x' {{ 7*7 }}"
    heading, title = parsed.css_first("h1"), parsed.css_first("title")
    assert heading is not None
    assert title is not None
    assert heading.text() == expected
    assert title.text().startswith(expected)
    description = parsed.css_first("meta[name=description]")
    assert description is not None
    assert description.attributes["content"] == '5 < 6 & "y"'


def test_old_posts_keep_their_page_of_the_list_when_new_ones_come(small: Project, tmp_path: Path) -> None:
    for number in range(1, 26):
        small.post(
            f"2026/06/n{number:02}",
            title=f"Bài {number}",
            date=f"2026-06-{number:02}",
            month='"2026-06"',
            body=f"{number}.",
        )
    build(small.root, tmp_path / "one")
    small.post("2026/07/moi", title="Bài mới", date="2026-07-01", month='"2026-07"', body="Mới.")
    build(small.root, tmp_path / "two")
    assert (tmp_path / "one/tin-bai/trang/1/index.html").read_bytes() == (
        tmp_path / "two/tin-bai/trang/1/index.html"
    ).read_bytes()
    shown: list[str] = []
    url = "tin-bai/"
    while url:
        listing = page(tmp_path / "two", url)
        shown += [node.text() for node in listing.css(".cchc-list .cchc-card__title")]
        older = listing.css_first('.cchc-pager a[rel="next"]')
        url = urljoin(f"https://x/{url}", older.attributes["href"] or "").removeprefix("https://x/") if older else ""
    assert len(shown) == len(set(shown)) == 28
    assert shown[0] == "Bài mới"


def test_docs_that_take_a_posts_address_are_named_with_it(small: Project, tmp_path: Path) -> None:
    build(small.root, tmp_path / "site", "--strict")
    before = tree(tmp_path / "site")
    for name in ("docs/tin-bai/2026/05/a.md", "docs/rss.xml"):
        path = small.write(name, "# Trang chép tay\n")
        assert name in build(small.root, tmp_path / "site", fails=True)
        path.unlink()
    assert tree(tmp_path / "site") == before


def test_a_setup_without_an_address_or_theme_is_one_sentence(small: Project, tmp_path: Path) -> None:
    small.configure("site_url: https://xa.example/cchc/\n", "")
    assert "Thiếu site_url" in build(small.root, tmp_path / "site", fails=True)
    small.configure(
        "theme: {name: material, language: vi, font: false}", "site_url: https://xa.example/\ntheme: mkdocs"
    )
    assert "theme: {name: material}" in build(small.root, tmp_path / "site", fails=True)


def test_a_spoiled_cache_changes_no_page(small: Project, tmp_path: Path) -> None:
    build(small.root, tmp_path / "one")
    for number, entry in enumerate(sorted((small.root / ".cache").rglob("*"))):
        if entry.is_file():
            content = entry.read_bytes()
            entry.write_bytes([b"", content[: len(content) // 2], content[:-1] + b"?", b"<script>"][number % 4])
    build(small.root, tmp_path / "two")
    assert tree(tmp_path / "two") == tree(tmp_path / "one")


@pytest.mark.parametrize("name", ["index", "README", "404", "rss.xml", "thang", "Đất đai (bản 2)"])
def test_a_post_may_have_any_name(small: Project, tmp_path: Path, name: str) -> None:
    small.post(f"2026/05/{name}", title="Bài tên lạ", body="Xem [bài một](a.md).\n")
    build(small.root, tmp_path / "site", "--strict")
    (post,) = [post for post in small.site().posts if post.title == "Bài tên lạ"]
    html = (tmp_path / "site" / post.url / "index.html").read_text("utf-8")
    assert "<h1>Bài tên lạ</h1>" in html
    assert 'href="../a/"' in html


def test_two_posts_that_claim_one_old_address_block_no_publishing(small: Project, tmp_path: Path) -> None:
    small.post("2026/05/c", title="Bài ba", moved_from="[2026/05/cu, posts/2026/05/cu.md]")
    small.post("2026/05/d", title="Bài tư", moved_from="[2026/05/cu]")
    build(small.root, tmp_path / "site", "--strict")
    assert "tin-bai/2026/05/cu/index.html" in tree(tmp_path / "site")


def test_a_page_beside_a_sections_front_page_is_not_overwritten(small: Project, tmp_path: Path) -> None:
    small.write("docs/thu-tuc.md", "# Trang viết tay\n")
    assert "docs/thu-tuc.md" in build(small.root, tmp_path / "site", fails=True)


def test_decisions_written_newest_first_abolish_all_the_same(small: Project) -> None:
    decisions = "[{number: 2/QĐ, date: 2026-01-01, action: abolished}, {number: 1/QĐ, date: 2020-01-01, action: new}]"
    small.write("docs/thu-tuc/1.001193.md", PROCEDURE.replace("[{number: 163/QĐ-BTP}]", decisions))
    (procedure,) = small.site().procedures
    assert procedure.is_abolished(small.site().today)
