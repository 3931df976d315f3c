"""Small projects built by the real commands: what is published, what is left out, and what stops a build."""

import json
import os
import re
import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path
from urllib.parse import urljoin

import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from cchc.publish.procedures import row
from tests.building import build, page, text, tree
from tests.conftest import PROCEDURE, Project


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


def test_a_decision_that_has_not_begun_changes_nothing_yet(small: Project) -> None:
    for action, status in (("new", "Sắp có hiệu lực"), ("abolished", "Đang áp dụng")):
        decisions = f"[{{number: 2/QĐ, effective: 2027-01-01, action: {action}}}]"
        small.write("docs/thu-tuc/1.001193.md", PROCEDURE.replace("[{number: 163/QĐ-BTP}]", decisions))
        site = small.site()
        assert site.procedures[0].decision(site.today) is None
        assert not site.procedures[0].is_abolished(site.today)
        assert row(site, site.procedures[0])["status"] == status


def test_a_procedure_in_any_spelling_of_its_name_is_published_once(small: Project, tmp_path: Path) -> None:
    for form in ("NFC", "NFD"):
        name = unicodedata.normalize(form, "docs/thu-tuc/hộ tịch.md")
        small.write(name, PROCEDURE.replace("1.001193", "1.000656"))
        build(small.root, tmp_path / "site", "--strict")
        found = [url for url in tree(tmp_path / "site") if url.startswith("thu-tuc/1") and url.endswith(".html")]
        assert sorted(found) == [f"thu-tuc/{url}/index.html" for url in ("1.000656", "1.001193")]
        (small.root / name).unlink()


def test_links_that_lead_out_of_the_project_or_nowhere_publish_nothing(small: Project, tmp_path: Path) -> None:
    (tmp_path / "ngoai").mkdir()
    (tmp_path / "ngoai/mat.md").write_text("# Mật\n", "utf-8")
    try:
        (small.root / "docs/ngoai").symlink_to(tmp_path / "ngoai", target_is_directory=True)
    except OSError:
        pytest.skip("this system makes no links")
    (small.root / "docs/mat.md").symlink_to(tmp_path / "ngoai/mat.md")
    (small.root / "docs/mat.png").symlink_to(tmp_path / "khong-co.png")
    (small.root / "posts/2026/05/so-do.svg").unlink()
    (small.root / "posts/2026/05/so-do.svg").symlink_to(tmp_path / "khong-co.svg")
    build(small.root, tmp_path / "site")
    assert not [name for name in tree(tmp_path / "site") if "mat" in name.split("/")[-1] or "ngoai" in name]
    assert "<em>[sơ đồ]</em>" in (tmp_path / "site/tin-bai/2026/05/a/index.html").read_text("utf-8")


def test_a_picture_that_is_a_page_keeps_its_words(small: Project, tmp_path: Path) -> None:
    small.post("2026/05/c", title="Bài ba", body="![Không phải ảnh](b.md)")
    build(small.root, tmp_path / "site", "--strict")
    assert "<em>[Không phải ảnh]</em>" in (tmp_path / "site/tin-bai/2026/05/c/index.html").read_text("utf-8")


def test_of_two_withdrawn_posts_and_a_public_one_at_one_address_the_public_one_shows(
    small: Project, tmp_path: Path
) -> None:
    for name in ("0", "1"):
        small.post(f"2026/05/{name}", title="Đã gỡ", status="withdrawn", id="2026/05/a")
        small.post(f"2026/05/z{name}", title="Đã gỡ", status="withdrawn", id="2026/05/go")
    build(small.root, tmp_path / "site", "--strict")
    assert "Bài một" in text(tmp_path / "site", "tin-bai/2026/05/a")
    assert "đã được gỡ" in text(tmp_path / "site", "tin-bai/2026/05/go")


def test_a_body_too_heavy_to_convert_is_published_as_words(small: Project, tmp_path: Path) -> None:
    small.post("2026/05/c", title="Bài nặng", body="Đoạn đầu.\n\n" + "[" * 501 + "\n\n# Hết")
    build(small.root, tmp_path / "site", "--strict")
    words = text(tmp_path / "site", "tin-bai/2026/05/c")
    assert "Đoạn đầu." in words
    assert "[" * 501 + " # Hết" in words


def test_the_search_of_mkdocs_finds_the_same_in_a_second_build(small: Project, tmp_path: Path) -> None:
    small.configure("plugins:\n", "plugins:\n  - search\n")
    build(small.root, tmp_path / "one")
    build(small.root, tmp_path / "two")
    one, two = (
        json.loads((tmp_path / name / "search/search_index.json").read_text("utf-8")) for name in ("one", "two")
    )
    assert one == two


def test_a_project_below_a_linked_folder_builds_the_same(small: Project, tmp_path: Path) -> None:
    try:
        (tmp_path / "lien-ket").symlink_to(small.root, target_is_directory=True)
    except OSError:
        pytest.skip("this system makes no links")
    small.write("docs/gioi-thieu.md", "# Giới thiệu\n")
    build(small.root, tmp_path / "one")
    build(tmp_path / "lien-ket", tmp_path / "two")
    assert "gioi-thieu/index.html" in tree(tmp_path / "two")
    assert tree(tmp_path / "two") == tree(tmp_path / "one")


def test_a_tab_of_the_browser_shows_a_title_as_it_is(small: Project, tmp_path: Path) -> None:
    small.post("2026/05/c", title="'Mô hình \"Ngày không viết\" & giấy'")
    build(small.root, tmp_path / "site", "--strict")
    name = page(tmp_path / "site", "tin-bai/2026/05/c").css_first("title")
    assert name is not None
    assert name.text().startswith('Mô hình "Ngày không viết" & giấy – ')


@pytest.mark.parametrize("what", ["edit", "inherit", "title", "override", "static"])
def test_what_a_page_shows_besides_its_post_is_never_stale(small: Project, tmp_path: Path, what: str) -> None:
    small.configure("site_url:", "edit_uri: https://git.example/_edit/docs/\nINHERIT: chung.yml\nsite_url:")
    small.configure("language: vi,", "language: vi, custom_dir: giaodien,")
    small.write("chung.yml", "copyright: Một\nnav: [{Trang chủ: index.md}, {Giới thiệu: gioi-thieu.md}]\n")
    small.write("docs/gioi-thieu.md", "# Giới thiệu\n")
    small.write("giaodien/main.html", '{% extends "cchc/base.html" %}\n')
    small.post("2026/05/ten-cu", title="Bài ba", id="2026/05/ba")
    build(small.root, tmp_path / "warm")
    if what == "edit":
        (small.root / "posts/2026/05/ten-cu.md").rename(small.root / "posts/2026/05/ten-moi.md")
    elif what == "inherit":
        small.write("chung.yml", "copyright: Hai\nnav: [{Trang chủ: index.md}, {Giới thiệu: gioi-thieu.md}]\n")
    elif what == "title":
        small.write("docs/gioi-thieu.md", "---\nstatus: new\n---\n# Giới thiệu\n")
    elif what == "override":
        small.write("giaodien/main.html", '{% extends "cchc/base.html" %}\n{% block announce %}Báo{% endblock %}\n')
    else:
        small.write("docs/tin-bai/2026/05/ba/index.html", "tệp tĩnh")
        assert "docs/tin-bai/2026/05/ba/index.html" in build(small.root, tmp_path / "warm", fails=True)
        return
    build(small.root, tmp_path / "warm")
    build(small.root, tmp_path / "cold", environment={"CCHC_CACHE": str(tmp_path / "cache")})
    assert tree(tmp_path / "warm") == tree(tmp_path / "cold")


def test_with_a_hook_that_changes_pages_none_is_reused(small: Project, tmp_path: Path) -> None:
    small.configure("plugins:", "hooks: [moc.py]\nplugins:")
    small.write(
        "moc.py", "def on_post_page(output, **_):\n    return output.replace('</body>', '<!-- móc --></body>')\n"
    )
    for name in ("one", "two"):
        assert "moc" in build(small.root, tmp_path / name)
        assert "<!-- móc -->" in (tmp_path / name / "tin-bai/2026/05/a/index.html").read_text("utf-8")


def test_a_hook_that_edits_finished_files_edits_each_once_and_none_that_is_published(
    small: Project, tmp_path: Path
) -> None:
    small.configure("plugins:", "hooks: [moc.py]\nplugins:")
    small.write(
        "moc.py",
        "from pathlib import Path\n\nfrom mkdocs.plugins import event_priority\n\n"
        "@event_priority(100)\n"  # before cchc notes how it leaves its pages
        "def on_post_build(config, **_):\n"
        "    for page in Path(config.site_dir).rglob('index.html'):\n"
        "        with page.open('r+', encoding='utf-8') as file:\n"
        "            file.seek(0, 2)\n"
        "            file.write('<!-- móc -->')\n",
    )
    folder = tmp_path / "dang"
    for number in range(2):
        if number:  # another name of each published file: written over in place, it would show
            shutil.copytree(folder, tmp_path / "ban-khac", copy_function=os.link)
        command = [sys.executable, "-m", "cchc", "publish", str(folder), "-f", str(small.root / "mkdocs.yml")]
        subprocess.run(command, check=True, capture_output=True)
        for path in folder.rglob("index.html"):
            assert path.read_text("utf-8").count("<!-- móc -->") == 1, path
    for path in (tmp_path / "ban-khac").rglob("index.html"):
        assert path.read_text("utf-8").count("<!-- móc -->") == 1, path


def test_the_editing_page_comes_with_the_build_where_it_is_asked_for(project: Project, tmp_path: Path) -> None:
    project.article("2026/05/a")
    project.configure("      agency:", "      admin: {backend: gitlab, repo: xa/cchc, branch: main}\n      agency:")
    without = build(project.root, tmp_path / "khong")
    assert "Chưa có trang soạn bài /admin/" in without
    assert not (tmp_path / "khong/admin").exists()
    project.write(".cache/cchc-admin/entry.js", "import './phan.js'\n")
    project.write(".cache/cchc-admin/phan.js", "export {}\n")
    assert "Chưa có trang soạn bài" not in build(project.root, tmp_path / "co")
    page = (tmp_path / "co/admin/index.html").read_text("utf-8")
    assert 'name="robots" content="noindex' in page
    assert (tmp_path / "co/admin/app/phan.js").read_text() == "export {}\n"
    assert json.loads((tmp_path / "co/admin/config.json").read_bytes())["backend"]["repo"] == "xa/cchc"
    assert "admin" not in (tmp_path / "co/sitemap.xml").read_text("utf-8")
    assert "/admin/" not in (tmp_path / "co/index.html").read_text("utf-8")
