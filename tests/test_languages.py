"""Posts in several languages: what readers of each find, and what search engines are told."""

import datetime as dt
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from cchc import languages, publish, quota
from cchc.locale import translator
from cchc.publish.outputs import Asset, Page
from tests.building import DRAWN, build, page, tree
from tests.conftest import MKDOCS, TODAY, Project

HMONG = "Tsoom fwv qhia rau pej xeem txog kev ua ntaub ntawv.\n"
"""Latin letters without a Vietnamese mark, most syllables ending in a tone letter."""


def translate_of(name: str, lang: str) -> dict[str, str | None]:
    return {"lang": lang, "origin": "translation", "translation_of": name}


def outputs(project: Project, *, preview: bool = False) -> tuple[dict[str, Page], dict[str, bytes]]:
    made = publish.outputs(project.site(), DRAWN, preview=preview)
    found = {item.url: item for item in made if isinstance(item, Page)}
    return found, {item.url: item.content for item in made if isinstance(item, Asset)}


def titles(shown: Mapping[str, Any]) -> list[str]:
    return [post["title"] for post in shown["posts"]]


@pytest.fixture
def section(project: Project) -> Project:
    """A Vietnamese post with two translations, and a post of English origin with a Vietnamese translation."""
    project.post("2026/05/goc", "Gốc.\n", title="Khai sinh", date="2026-05-02")
    project.post("2026/05/anh", "A birth.\n", title="A birth", date="2026-05-03", **translate_of("2026/05/goc", "en"))
    project.post("2026/05/mong", HMONG, title="Ntawv yug", date="2026-05-04", **translate_of("2026/05/goc", "hmn"))
    project.post("2026/05/letter", "Thanks.\n", title="A letter", date="2026-05-05", lang="en")
    project.post(
        "2026/05/thu", "Cảm ơn.\n", title="Một lá thư", date="2026-05-06", **translate_of("2026/05/letter", "vi")
    )
    project.post("2026/05/news", "News.\n", title="Only English", date="2026-05-07", lang="en")
    return project


def test_each_story_is_once_in_the_main_list_in_the_language_of_the_site_where_there_is_one(section: Project) -> None:
    found, assets = outputs(section)
    expected = ["Only English", "Một lá thư", "Khai sinh"]
    assert titles(found["tin-bai/"].context) == expected
    assert titles(found["tin-bai/thang/2026-05/"].context) == expected
    assert titles(found["tin-bai/don-vi/van-phong/"].context) == expected
    assert [post["title"] for post in found[""].context["latest"]] == expected
    assert [item["title"] for item in json.loads(assets["feed.json"])["items"]] == expected
    assert b"<dc:language>en</dc:language>" in assets["rss.xml"]


def test_readers_of_a_language_find_its_posts_in_one_list_and_one_feed(section: Project) -> None:
    found, assets = outputs(section)
    english = found["tin-bai/ngon-ngu/en/"]
    assert titles(english.context) == ["Only English", "A letter", "A birth"]
    assert english.title == "Tin, bài bằng tiếng Anh"
    assert titles(found["tin-bai/ngon-ngu/hmn/"].context) == ["Ntawv yug"]
    assert found["tin-bai/ngon-ngu/hmn/"].title == "Tin, bài bằng tiếng Mông"
    assert "tin-bai/ngon-ngu/vi/" not in found
    feed = assets["tin-bai/ngon-ngu/hmn/rss.xml"].decode()
    assert "<language>hmn</language>" in feed
    assert feed.count("<item>") == 1
    listed = found["tin-bai/"].context["languages"]
    assert [(item["name"], item["count"]) for item in listed] == [("Tiếng Anh", 3), ("Tiếng Mông", 1)]
    assert [item["url"] for item in found["theo-doi/"].context["languages"]] == [
        "tin-bai/ngon-ngu/en/rss.xml",
        "tin-bai/ngon-ngu/hmn/rss.xml",
    ]


def test_a_translation_leads_on_to_posts_of_its_language(section: Project) -> None:
    section.post(
        "2026/05/anh-2", "Another.\n", title="A desk", date="2026-05-09", **translate_of("2026/05/goc-2", "en")
    )
    section.post("2026/05/goc-2", "Khác.\n", title="Quầy", date="2026-05-08")
    found, _ = outputs(section)
    shown = found["tin-bai/2026/05/anh-2/"].context
    assert shown["previous"]["title"] == "A letter"
    assert {item["lang"] for item in shown["related"]} == {"en"}
    assert shown["month"]["url"] == "tin-bai/ngon-ngu/en/"
    vietnamese = found["tin-bai/2026/05/goc-2/"].context
    before = {"title": "Only English", "url": "tin-bai/2026/05/news/", "lang": "en", "date": "07/5/2026"}
    assert vietnamese["previous"] == before
    assert vietnamese["month"]["url"] == "tin-bai/thang/2026-05/"


def test_a_translation_is_not_counted_and_says_in_open_data_what_it_translates(section: Project) -> None:
    (row,) = [row for row in quota.tally(section.site()).months if str(row.month) == "2026-05"]
    assert sorted(count.post.title for count in row.counts if count.counted) == [
        "A letter",
        "Khai sinh",
        "Only English",
    ]
    posts = {post["title"]: post for post in json.loads(outputs(section)[1]["data/posts.json"])["posts"]}
    assert posts["A birth"]["translation_of"] == posts["Khai sinh"]["id"]
    assert posts["Khai sinh"]["translation_of"] is None


def test_a_translation_without_its_original_is_found_by_its_language_only(project: Project) -> None:
    project.post("2026/05/goc", title="Gốc", status="withdrawn")
    project.post("2026/05/anh", title="English", **translate_of("2026/05/goc", "en"))
    project.post("2026/05/viet", title="Tiếng Việt", **translate_of("2026/05/mat", "vi"))
    found, _ = outputs(project)
    assert titles(found["tin-bai/"].context) == ["Tiếng Việt"]
    assert titles(found["tin-bai/ngon-ngu/en/"].context) == ["English"]
    assert "versions" not in found["tin-bai/2026/05/anh/"].context
    assert sorted(set(project.codes())) == ["CCHC411", "CCHC412"]


def test_translations_that_name_each_other_or_themselves_stop_nothing(project: Project) -> None:
    project.post("2026/05/a", "A", title="A", **translate_of("2026/05/b", "en"))
    project.post("2026/05/b", "B", title="B", **translate_of("2026/05/a", "lo"))
    project.post("2026/05/c", "C", title="C", **translate_of("2026/05/c", "km"))
    found, _ = outputs(project)
    assert found["tin-bai/"].context["posts"] == []
    assert {"tin-bai/2026/05/a/", "tin-bai/2026/05/b/", "tin-bai/2026/05/c/"} <= found.keys()
    assert project.codes() == ["CCHC413"] * 3


def test_a_translation_of_a_translation_still_meets_its_original(section: Project) -> None:
    section.post("2026/05/lao", "ລາວ", title="ລາວ", date="2026-05-06", **translate_of("2026/05/anh", "lo"))
    found, _ = outputs(section)
    versions = found["tin-bai/2026/05/lao/"].context["versions"]
    assert [item["lang"] for item in versions] == ["vi", "en", "hmn", "lo"]
    (finding,) = section.findings()
    assert (finding.code, finding.hint) == ("CCHC413", "translation_of: 2026/05/goc")


def test_a_translation_finds_an_original_by_its_old_address(project: Project) -> None:
    project.post("2026/05/moi", title="Mới", moved_from="[2026/05/cu]")
    project.post("2026/05/anh", "E", title="English", **translate_of("2026/05/cu", "en"))
    assert len(outputs(project)[0]["tin-bai/2026/05/anh/"].context["versions"]) == 2
    assert project.codes() == []


def test_a_second_translation_into_one_language_stays_readable(section: Project) -> None:
    section.post("2026/05/anh-2", "Again.\n", title="Again", date="2026-05-09", **translate_of("2026/05/goc", "en"))
    found, _ = outputs(section)
    versions = found["tin-bai/2026/05/anh-2/"].context["versions"]
    assert [item["title"] for item in versions] == ["Khai sinh", "A birth", "Ntawv yug"]
    assert section.codes() == ["CCHC414"]


def test_a_draft_translation_shows_in_a_preview_alone(section: Project) -> None:
    section.post("2026/05/lao", title="ລາວ", status="draft", **translate_of("2026/05/goc", "lo"))
    public, reviewed = (outputs(section, preview=preview)[0]["tin-bai/2026/05/goc/"] for preview in (False, True))
    assert len(public.context["versions"]) == 3
    assert len(reviewed.context["versions"]) == 4
    assert public.key("") != reviewed.key("")


def test_an_interface_in_english_names_languages_in_english(section: Project) -> None:
    section.configure("language: vi", "language: en")
    found, _ = outputs(section)
    assert titles(found["tin-bai/"].context) == ["Only English", "A letter", "A birth"]
    assert found["tin-bai/ngon-ngu/vi/"].title == "News in Vietnamese"


# ------------------------------------------------------------ the built pages


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A site to which translations came after its first build, and the same built at once."""
    folder = tmp_path_factory.mktemp("languages")
    project = Project(folder / "xa")
    project.write("mkdocs.yml", MKDOCS)
    project.write("docs/index.md", "Lời giới thiệu.\n")
    project.post("2026/05/goc", "Gốc.\n", title="Khai sinh", date="2026-05-02")
    project.post("2026/05/khac", "Khác.\n", title="Khác", date="2026-05-01")
    build(project.root, folder / "warm")
    before = tree(folder / "warm")
    translated = {"date": "2026-05-04", "summary": "Ntawv yug."}
    project.post("2026/05/mong", HMONG, title="Ntawv yug", **translate_of("2026/05/goc", "hmn"), **translated)
    project.post("2026/05/anh", "A birth.\n", title="A birth", date="2026-05-03", **translate_of("2026/05/goc", "en"))
    build(project.root, folder / "warm")
    build(project.root, folder / "cold", environment={"CCHC_CACHE": str(folder / "cache")})
    unchanged = "tin-bai/2026/05/khac/index.html"
    assert tree(folder / "warm")[unchanged] == before[unchanged]  # other posts cost nothing
    return folder / "warm", folder / "cold"


def test_a_translation_that_comes_later_reaches_the_page_of_its_original(sites: tuple[Path, Path]) -> None:
    warm, cold = sites
    assert tree(warm) == tree(cold)
    links = [node.attributes for node in page(warm, "tin-bai/2026/05/goc").css(".cchc-languages a")]
    assert [link["hreflang"] for link in links] == ["en", "hmn"]


def test_every_version_names_every_version(sites: tuple[Path, Path]) -> None:
    site, _ = sites
    addresses = {"vi": "goc", "en": "anh", "hmn": "mong", "x-default": "goc"}
    expected = {tag: f"https://xa.example/cchc/tin-bai/2026/05/{name}/" for tag, name in addresses.items()}
    for name in ("goc", "anh", "mong"):
        links = page(site, f"tin-bai/2026/05/{name}").css("head link[hreflang]")
        assert {node.attributes["hreflang"]: node.attributes["href"] for node in links} == expected
    assert page(site, "tin-bai/2026/05/khac").css("link[hreflang]") == []
    locales = page(site, "tin-bai/2026/05/anh").css('meta[property^="og:locale"]')
    assert [node.attributes["content"] for node in locales] == ["en_US", "vi_VN", "hmn_CN"]


def language_at(parsed: HTMLParser, selector: str) -> str | None:
    """Return the language of an element, as a screen reader finds it."""
    node = parsed.css_first(selector)
    assert node is not None, selector
    while "lang" not in node.attributes:
        assert node.parent is not None
        node = node.parent
    return node.attributes["lang"]


def test_a_screen_reader_changes_its_voice_for_what_is_translated_and_for_nothing_else(
    sites: tuple[Path, Path],
) -> None:
    parsed = page(sites[0], "tin-bai/2026/05/mong")
    assert [language_at(parsed, at) for at in ("h1", ".cchc-lead", ".cchc-body p")] == ["hmn"] * 3
    assert [language_at(parsed, at) for at in ("time", ".cchc-crumbs", ".cchc-languages p")] == ["vi"] * 3
    assert language_at(parsed, '.cchc-languages a[hreflang="en"] bdi') == "en"
    listed = page(sites[0], "tin-bai/ngon-ngu/hmn")
    assert language_at(listed, ".cchc-card__title a") == "hmn"
    assert language_at(listed, ".cchc-card time") == "vi"


# ------------------------------------------------------------ names and codes


@pytest.mark.parametrize(
    ("tag", "named", "own", "locale"),
    [
        ("vi", "Tiếng Việt", ("Tiếng Việt", "vi"), "vi_VN"),
        ("en", "Tiếng Anh", ("English", "en"), "en_US"),
        ("en-GB", "Tiếng Anh (Vương quốc Anh)", ("English (United Kingdom)", "en-GB"), "en_GB"),
        ("tyz", "Tiếng Tày", ("Tiếng Tày", ""), "tyz_VN"),
        ("nut", "Tiếng Nùng", ("Tiếng Nùng", ""), "nut_VN"),
        ("km", "Tiếng Khmer", ("ខ្មែរ", "km"), "km_KH"),
        ("zh-Hans", "Tiếng Trung (Giản thể)", ("中文 (简体)", "zh-Hans"), "zh_CN"),
        ("qaa", "qaa", ("qaa", ""), "qaa_VN"),
    ],
)
def test_a_language_goes_by_its_own_name(tag: str, named: str, own: tuple[str, str], locale: str) -> None:
    assert languages.name_of(tag, translator("vi")) == named
    assert languages.own_name(tag, translator("vi")) == own
    assert languages.locale_of(tag) == locale


@given(st.from_regex(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}", fullmatch=True))
def test_one_language_in_two_spellings_is_one(tag: str) -> None:
    first, _, rest = tag.partition("-")
    assert languages.canonical(f"{first}-{rest.upper()}" if rest else first) == languages.canonical(tag)
    assert languages.canonical(languages.canonical(tag)) == languages.canonical(tag)
    assert languages.name_of(tag, translator("vi"))


def test_a_date_still_to_come_keeps_a_translation_out(section: Project) -> None:
    later = str(TODAY + dt.timedelta(days=1))
    section.post("2026/11/lao", title="ລາວ", date=later, month='"2026-11"', **translate_of("2026/05/goc", "lo"))
    assert "tin-bai/ngon-ngu/lo/" not in outputs(section)[0]
