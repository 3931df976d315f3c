"""What search engines, share previews and portals read in the head of every page of one built site."""

import datetime as dt
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from cchc import config
from cchc.publish import metadata
from cchc.publish.outputs import Page
from tests.building import build
from tests.conftest import LONG, MKDOCS, PROCEDURE, Project

ROOT = "https://xa.example/cchc/"
HOSTILE = "Hết &lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt; &lt;!-- &lt;script&gt; nhé.\n"
NAV = """\
nav:
  - Trang chủ: index.md
  - Tin, bài: tin-bai/index.md
  - Thủ tục hành chính: thu-tuc/index.md
  - Hướng dẫn: [{Bắt đầu: huong-dan/index.md}, {Thủ tục hành chính: huong-dan/thu-tuc.md}]
"""


def written(root: Path) -> Project:
    """An agency's section with what makes heads hard: equal names, parts, a hostile text, a withdrawn post."""
    project = Project(root)
    project.write("mkdocs.yml", MKDOCS.replace("  - cchc:\n", "  - cchc:\n      page_size: 5\n") + NAV)
    project.write("docs/index.md", "Lời giới thiệu.\n")
    project.write("docs/huong-dan/index.md", "# Bắt đầu\n\nĐọc trang này trước.\n")
    project.write("docs/huong-dan/thu-tuc.md", "# Thủ tục hành chính\n\nMỗi thủ tục là một tệp.\n")
    project.write("docs/rieng.md", "# A &amp; B <em>riêng</em>\n\nTrang không có trong thực đơn.\n")
    for number in range(12):
        project.post(f"2026/05/bai-{number:02d}", f"Bài số {number}. {LONG}", title=f"Bài số {number}")
    for name, day in (("lich-thang-6", "2026-06-02"), ("lich-thang-7", "2026-07-02")):
        project.post(f"{day[:7].replace('-', '/')}/{name}", name, title="Lịch tiếp", date=day, month=f'"{day[:7]}"')
    project.post("2026/06/doc", HOSTILE, title="'\"Hỏi\" & đáp'", date="2026-06-03", month='"2026-06"')
    project.post("2026/06/go", title="Bí mật", date="2026-06-04", month='"2026-06"', status="withdrawn")
    project.article(
        "2026/07/anh",
        title="Một cửa mở thêm quầy",
        date='"2026-06-30T23:30:00Z"',
        month='"2026-07"',
        updated="2026-07-09",
        author="Ban biên tập",
        tags="[một cửa, quầy]",
        co_units="[mttq]",
        image="{src: anh.jpg, alt: Quầy mới}",
        procedures='["1.001193"]',
        origin="repost",
        source='{name: Báo tỉnh, url: "https://bao.example/1"}',
    )
    Image.new("RGB", (1200, 800)).save(root / "posts/2026/07/anh.jpg")
    translated: dict[str, str | None] = {"lang": "en", "origin": "translation", "translation_of": "2026/07/anh"}
    project.post(
        "2026/07/anh-en", "Two desks.\n", title="More desks", date="2026-07-02", month='"2026-07"', **translated
    )
    project.write("docs/thu-tuc/1.001193.md", PROCEDURE.replace("steps:", 'results: ["</script><!-- Giấy"]\nsteps:'))
    twin = PROCEDURE.replace("1.001193", "1.009999")
    project.write("docs/thu-tuc/1.009999.md", twin)
    gone = twin.replace("1.009999", "1.008888").replace(
        "163/QĐ-BTP}", "163/QĐ-BTP, date: 2026-06-09, action: abolished}"
    )
    project.write("docs/thu-tuc/1.008888.md", gone)
    return project


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("metadata")
    build(written(folder / "xa").root, folder / "site", environment={"SOURCE_DATE_EPOCH": "1795237200"})
    return folder / "site"


def pages(site: Path) -> Iterator[tuple[str, HTMLParser]]:
    for path in sorted(site.rglob("*.html")):
        url = path.relative_to(site).as_posix().removesuffix("index.html")
        yield url, HTMLParser(path.read_text("utf-8"))


def page(site: Path, url: str) -> HTMLParser:
    return HTMLParser((site / url / "index.html").read_text("utf-8"))


def one(parsed: HTMLParser, selector: str) -> str | None:
    found = parsed.css(f"head {selector}")
    assert len(found) <= 1, selector
    attributes = found[0].attributes if found else {}
    return attributes.get("content") or attributes.get("href")


def properties(parsed: HTMLParser) -> dict[str, str]:
    return {
        node.attributes["property"] or "": node.attributes["content"] or "" for node in parsed.css("meta[property]")
    }


def things(parsed: HTMLParser) -> dict[str, dict[str, Any]]:
    scripts = parsed.css('script[type="application/ld+json"]')
    assert len(scripts) == 1
    data = json.loads(scripts[0].text())
    assert data["@context"] == "https://schema.org"
    return {item["@type"]: item for item in data["@graph"]}


def indexed(site: Path) -> Iterator[tuple[str, HTMLParser]]:
    for url, parsed in pages(site):
        if "noindex" not in (one(parsed, "meta[name=robots]") or ""):
            yield url, parsed


def test_no_two_pages_share_a_title_and_none_is_without(site: Path) -> None:
    titles = {url: [node.text() for node in parsed.css("head title")] for url, parsed in pages(site)}
    assert all(len(found) == 1 for found in titles.values()), titles
    assert [title for title, count in Counter(found[0] for found in titles.values()).items() if count > 1] == []
    assert titles[""] == ["Chuyên mục CCHC"]
    assert titles["tin-bai/2026/06/doc/"] == ['"Hỏi" & đáp – Chuyên mục CCHC']
    assert titles["thu-tuc/1.009999/"] == ["Thủ tục đăng ký khai sinh (1.009999) – Chuyên mục CCHC"]
    assert titles["huong-dan/thu-tuc/"] == ["Thủ tục hành chính – Hướng dẫn – Chuyên mục CCHC"]
    assert titles["rieng/"] == ["A & B riêng – Chuyên mục CCHC"]
    assert titles["tin-bai/trang/1/"] == ["Tin, bài cải cách hành chính – phần 1 – Chuyên mục CCHC"]
    assert titles["404.html"] == ["Không tìm thấy trang – Chuyên mục CCHC"]


def test_no_two_pages_share_a_description_and_none_is_without(site: Path) -> None:
    found = {url: one(parsed, "meta[name=description]") for url, parsed in indexed(site)}
    assert [url for url, description in found.items() if not description or len(description) > 310] == []
    alike = [text for text, count in Counter(found.values()).items() if count > 1]
    assert alike == []


def test_every_page_names_its_own_address_but_those_that_are_gone(site: Path) -> None:
    for url, parsed in pages(site):
        is_gone = url in ("404.html", "tin-bai/2026/06/go/")
        assert one(parsed, "link[rel=canonical]") == (None if is_gone else ROOT + url), url
        assert ("noindex" in (one(parsed, "meta[name=robots]") or "")) is is_gone, url
        assert len(parsed.css("head meta[charset]")) == len(parsed.css("head meta[name=viewport]")) == 1, url


def test_a_withdrawn_post_leaves_nothing_of_itself(site: Path) -> None:
    assert "Bí mật" not in (site / "tin-bai/2026/06/go/index.html").read_text("utf-8")
    assert "ld+json" not in (site / "tin-bai/2026/06/go/index.html").read_text("utf-8")


def test_a_shared_link_shows_title_text_and_picture(site: Path) -> None:
    for url, parsed in indexed(site):
        found = properties(parsed)
        assert {"og:type", "og:title", "og:description", "og:url", "og:site_name", "og:locale"} <= found.keys(), url
        assert all(found.values()), url
        assert found["og:url"] == ROOT + url
        assert found["og:locale"] == ("en_US" if url.endswith("anh-en/") else "vi_VN")
    post = page(site, "tin-bai/2026/07/anh")
    assert one(post, 'meta[name="twitter:card"]') == "summary_large_image"
    found = properties(post)
    assert found["og:type"] == "article"
    assert found["og:image"] == ROOT + "tin-bai/2026/07/anh/chia-se.png"
    assert found["og:image:alt"] == "Một cửa mở thêm quầy"
    assert properties(page(site, "rieng"))["og:image"] == ROOT + "assets/cchc/chia-se.png"
    for url, parsed in indexed(site):
        found = properties(parsed)
        with Image.open(site / found["og:image"].removeprefix(ROOT)) as picture:
            assert (str(picture.width), str(picture.height)) == (found["og:image:width"], found["og:image:height"]), url
    found = properties(post)
    assert found["article:published_time"] == "2026-07-01T06:30:00+07:00"
    assert found["article:modified_time"] == "2026-07-09T06:30:00+07:00"
    assert found["article:section"].startswith("Cải cách thủ tục hành chính")
    tags = [node.attributes["content"] for node in post.css('meta[property="article:tag"]')]
    assert tags == ["một cửa", "quầy"]


def test_a_post_tells_search_engines_who_wrote_what_and_when(site: Path) -> None:
    thing = things(page(site, "tin-bai/2026/07/anh"))["NewsArticle"]
    assert thing["headline"] == "Một cửa mở thêm quầy"
    assert thing["datePublished"] == "2026-07-01T06:30:00+07:00"
    assert thing["dateModified"] == "2026-07-09T06:30:00+07:00"
    assert (thing["author"]["@type"], thing["author"]["name"]) == ("GovernmentOrganization", "Văn phòng HĐND và UBND")
    assert thing["contributor"][0]["@type"] == "Organization"
    assert thing["creditText"] == "Ban biên tập"
    assert (thing["publisher"]["@type"], thing["publisher"]["name"]) == ("GovernmentOrganization", "UBND xã Mẫu")
    made, own = thing["image"]
    assert made == ROOT + "tin-bai/2026/07/anh/chia-se.png"
    assert (site / own.removeprefix(ROOT)).is_file()
    assert (thing["inLanguage"], thing["articleSection"][:8]) == ("vi", "Cải cách")
    assert thing["isBasedOn"] == {"@type": "CreativeWork", "name": "Báo tỉnh", "url": "https://bao.example/1"}
    assert thing["mentions"][0]["identifier"] == "1.001193"
    for url, parsed in indexed(site):
        if re.fullmatch(r"tin-bai/\d{4}/.*", url):
            thing = things(parsed)["NewsArticle"]
            assert {"headline", "datePublished", "dateModified", "author", "publisher", "inLanguage"} <= thing.keys()
            assert thing["datePublished"].endswith("+07:00")


def test_home_says_whose_site_it_is_and_how_it_is_searched(site: Path) -> None:
    found = things(page(site, ""))
    assert found["GovernmentOrganization"]["name"] == "UBND xã Mẫu"
    action = found["WebSite"]["potentialAction"]
    assert action["target"]["urlTemplate"] == ROOT + "tim-kiem/?q={search_term_string}"
    assert action["query-input"] == "required name=search_term_string"
    assert found["WebSite"]["publisher"] == {"@id": found["GovernmentOrganization"]["@id"]}


def test_a_procedure_is_a_service_and_an_abolished_one_is_none(site: Path) -> None:
    thing = things(page(site, "thu-tuc/1.001193"))["GovernmentService"]
    assert (thing["identifier"], thing["serviceType"]) == ("1.001193", "Hộ tịch")
    assert thing["provider"] == {"@type": "GovernmentOrganization", "name": "Ủy ban nhân dân cấp xã"}
    assert thing["url"] == ROOT + "thu-tuc/1.001193/"
    assert "offers" not in thing
    assert "GovernmentService" not in things(page(site, "thu-tuc/1.008888"))


def test_the_way_from_home_that_machines_read_is_the_one_people_see(site: Path) -> None:
    for url, parsed in indexed(site):
        if not url:
            continue
        steps = things(parsed)["BreadcrumbList"]["itemListElement"]
        assert [step["position"] for step in steps] == list(range(1, len(steps) + 1))
        assert all(step["item"].startswith(ROOT) for step in steps)
        assert steps[-1]["item"] == ROOT + url
        seen = [" ".join(node.text().split()) for node in parsed.css("nav.cchc-crumbs li:not([aria-current])")]
        told = [step["name"] for step in steps]
        assert told[: len(seen)] == seen, url
        assert not seen or len(told) == len(seen) + 1, url


def test_no_text_ends_the_script_that_holds_it(site: Path) -> None:
    for path in site.rglob("*.html"):
        for script in re.findall(
            r'<script type="application/ld\+json">(.*?)</script', path.read_text("utf-8"), re.DOTALL
        ):
            assert "<" not in script
            json.loads(script)
    assert "</script>" in things(page(site, "tin-bai/2026/06/doc"))["NewsArticle"]["description"]
    service = things(page(site, "thu-tuc/1.001193"))["GovernmentService"]
    assert service["serviceOutput"][0]["name"] == "</script><!-- Giấy"


@given(st.text())
def test_any_text_comes_out_of_the_script_as_it_went_in(text: str) -> None:
    escaped = metadata.in_script({"a": text})
    assert not set("<>&\u2028\u2029") & set(escaped)
    assert json.loads(escaped) == {"a": text}


def test_the_map_says_when_each_page_last_changed_in_hanoi(site: Path) -> None:
    content = (site / "sitemap.xml").read_text("utf-8")
    listed = dict(re.findall(rf"<loc>{ROOT}([^<]*)</loc>(?:<lastmod>([^<]*)</lastmod>)?", content))
    assert listed["tin-bai/2026/07/anh/"] == "2026-07-09"
    assert listed["tin-bai/2026/06/doc/"] == "2026-06-03"
    assert listed[""] == listed["tin-bai/"] == listed["tin-bai/thang/2026-07/"] == "2026-07-09"
    assert listed["tin-bai/thang/2026-06/"] == "2026-06-03"
    assert listed["tin-bai/trang/1/"] == "2026-05-14"
    assert listed["thu-tuc/1.001193/"] == "2026-05-20"
    assert listed["thu-tuc/1.008888/"] == listed["thu-tuc/"] == "2026-06-09"
    assert listed["theo-doi/"] == listed["huong-dan/"] == ""
    assert set(listed) == {url for url, _ in indexed(site)}
    assert max(filter(None, listed.values())) <= str(dt.date(2026, 11, 21))


def test_crawlers_find_the_map_and_stay_out_of_the_editing_page_only(site: Path) -> None:
    lines = (site / "robots.txt").read_text("utf-8").split("\n")
    assert lines == ["User-agent: *", "Disallow: /cchc/admin/", "", f"Sitemap: {ROOT}sitemap.xml", ""]


def test_an_agencys_own_rules_for_crawlers_stay(project: Project, tmp_path: Path) -> None:
    project.write("docs/robots.txt", "User-agent: *\nDisallow: /\n")
    build(project.root, tmp_path / "site")
    assert (tmp_path / "site/robots.txt").read_text("utf-8") == "User-agent: *\nDisallow: /\n"


def test_a_preview_stays_out_of_search_engines(project: Project, tmp_path: Path) -> None:
    build(project.root, tmp_path / "site", environment={"CCHC_PREVIEW": "1"})
    for url, parsed in pages(tmp_path / "site"):
        assert one(parsed, "meta[name=robots]") == "noindex", url


def test_the_picture_made_for_a_link_comes_first(project: Project) -> None:
    settings = config.read(project.root / "mkdocs.yml")
    thing = {
        "@type": "NewsArticle",
        "datePublished": "a",
        "dateModified": "b",
        "articleSection": "c",
        "image": ["x.svg"],
    }
    made = Page(url="tin-bai/a/", template="", title="A", share="tin-bai/a/chia-se.png", thing=lambda: thing)
    head = metadata.of_page(settings, made, {"image": {"url": "x.svg", "alt": "y"}}, preview=False)
    assert dict(head.properties)["og:image"] == ROOT + "tin-bai/a/chia-se.png"
    assert dict(head.properties)["og:image:width"] == "800"
    assert dict(head.properties)["og:image:alt"] == "A"
    assert head.card == "summary_large_image"
    assert json.loads(head.data)["@graph"][0]["image"] == [ROOT + "tin-bai/a/chia-se.png", "x.svg"]
    plain = Page(url="tin-bai/a/", template="", title="A", share="", thing=lambda: thing)
    assert plain.key("") != made.key("")
    drawn = metadata.of_page(settings, plain, {"image": {"url": "x.svg", "alt": "y"}}, preview=False)
    assert "og:image" not in dict(drawn.properties)  # no one that shows links draws SVG


def test_a_very_long_name_is_cut_at_a_word(project: Project) -> None:
    settings = config.read(project.root / "mkdocs.yml")
    head = metadata.of_page(settings, Page(url="a/", template="", title="dài " * 300), {}, preview=False)
    assert head.title.endswith("dài… – Chuyên mục CCHC")
    assert len(head.title) < 180
