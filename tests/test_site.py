"""Whole sites, built by the real commands."""

import json
import re
import shutil
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from tests.building import build, copy_sample, page, text, tree

OVERRIDES = '{% extends "cchc/base.html" %}\n'


# ------------------------------------------------------------ the sample site


def test_the_sample_has_every_page_the_owner_asked_for(sample: Path) -> None:
    for name in (
        *("index.html", "rss.xml", "atom.xml", "feed.json", "thu-tuc/index.html", "tien-do/index.html"),
        *(
            "data/quota.json",
            "data/posts.json",
            "data/procedures.json",
            "data/procedures.csv",
            "data/procedures.xlsx",
            "sitemap.xml",
        ),
        *("theo-doi/index.html", "tin-bai/index.html", "huong-dan/index.html", "404.html"),
    ):
        assert (sample / name).stat().st_size > 0, name


def test_the_sample_is_green_in_other_years(tmp_path: Path) -> None:
    project = copy_sample(tmp_path / "project")
    for epoch in ("1777600800", "1830000000", "1956000000"):  # May 2026, 2027, 2031
        build(project, tmp_path / "site", "--strict", environment={"SOURCE_DATE_EPOCH": epoch})
        assert (tmp_path / "site/tien-do/index.html").exists()


def test_no_markup_of_the_theme_is_shown_as_text(sample: Path) -> None:
    for name, content in tree(sample).items():
        if name.endswith(".html"):
            body = HTMLParser(content.decode()).body
            assert body is not None
            for hidden in body.css("script, style, pre, code"):
                hidden.decompose()
            assert not re.search(r"</?(script|link|div|h1|p)\b", body.text()), name


def test_the_sample_says_that_it_is_a_sample(sample: Path) -> None:
    for name, content in tree(sample).items():
        if name.endswith("index.html"):
            assert "Trang mẫu, dựng từ" in content.decode(), name


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
    for name in ("posts", "procedures", "quota", "indicators"):
        schema = json.loads((sample / f"data/{name}.schema.json").read_text("utf-8"))
        Draft202012Validator.check_schema(schema)
        Draft202012Validator(schema).validate(json.loads((sample / f"data/{name}.json").read_text("utf-8")))


def test_a_procedure_page_answers_what_a_citizen_asks(sample: Path) -> None:
    words = text(sample, "thu-tuc/1.001193")
    for part in ("Mã thủ tục 1.001193", "Thời hạn giải quyết", "Phí, lệ phí", "Thành phần hồ sơ", "Trình tự thực hiện"):
        assert part in words
    for part in ("Căn cứ pháp lý", "163/QĐ-BTP", "Chưa xác định, xem Cổng DVCQG", "Bài viết liên quan", "Nộp hồ sơ"):
        assert part in words
    links = [node.attributes["href"] or "" for node in page(sample, "thu-tuc/1.001193").css("main a")]
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
        if name.endswith("index.html") and 'http-equiv="refresh"' not in (sample / name).read_text("utf-8")
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
    assert len(rendered.findall(first)) == 28
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
