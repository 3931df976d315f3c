"""The feeds, read by a real reader and held against the rules of the W3C feed validator."""

import datetime as dt
import json
import re
from email.utils import parsedate_to_datetime
from typing import Any

import feedparser
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from cchc import publish
from cchc.publish.outputs import Asset
from tests.building import DRAWN
from tests.conftest import PROCEDURE, TODAY, Project

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
RSS_CHANNEL = {"title", "link", "description", "docs", "generator", "language", "lastBuildDate", "item", f"{ATOM}link"}
RSS_ITEM = {
    *("title", "link", "description", "guid", "category", "pubDate"),
    CONTENT,
    "{http://purl.org/dc/elements/1.1/}creator",
}


def feeds_of(project: Project, today: dt.date = TODAY) -> dict[str, bytes]:
    """Return every feed of a project by its address."""
    made = publish.outputs(project.site(today), DRAWN, preview=False)
    names = ("rss.xml", "atom.xml", "feed.json")
    return {item.url: item.content for item in made if isinstance(item, Asset) and item.url.endswith(names)}


def html_of(feed: bytes) -> list[str]:
    """Return the content of every entry."""
    return [entry.content[0].value for entry in feedparser.parse(feed).entries]


def assert_valid_html(html: str) -> None:
    """What the validator warns of in content: scripts, styles, relative addresses, ids."""
    assert not re.search(r"<(script|style|iframe|object|embed|form|input|meta|link)\b", html)
    assert not re.search(r' (on\w+|style|class|id)="', html)
    for address in re.findall(r'(?:href|src)="([^"]*)"', html):
        assert re.match(r"(https?://|mailto:|tel:)", address), address


def assert_valid_rss(feed: bytes, address: str) -> None:
    """The rules of the validator for RSS 2.0: required, known, once, well-typed, unique."""
    root = etree.fromstring(feed)
    assert root.tag == "rss"
    assert root.get("version") == "2.0"
    (channel,) = root
    assert {child.tag for child in channel} <= RSS_CHANNEL
    for name in ("title", "link", "description"):
        assert channel.findtext(name), name
    (own,) = channel.findall(f"{ATOM}link")
    assert (own.get("rel"), own.get("href"), own.get("type")) == ("self", address, "application/rss+xml")
    assert parsedate_to_datetime(channel.findtext("lastBuildDate")).tzinfo
    guids = []
    for item in channel.findall("item"):
        tags = [child.tag for child in item]
        assert set(tags) <= RSS_ITEM
        assert all(tags.count(tag) == 1 for tag in set(tags) - {"category"})
        assert item.findtext("title").strip()
        assert item.findtext("link").startswith("https://")
        guid = item.find("guid")
        assert guid.get("isPermaLink") == "false"
        guids.append(guid.text)
        day = parsedate_to_datetime(item.findtext("pubDate"))
        assert day.utcoffset() == dt.timedelta(hours=7)
        assert not re.search(r"<(?!/?(?:b|i|em|p)\b)", item.findtext("description")), "description is read as HTML"
        assert_valid_html(item.findtext(CONTENT))
    assert len(set(guids)) == len(guids)


def assert_valid_atom(feed: bytes, address: str) -> None:
    """The rules of the validator for Atom 1.0 (RFC 4287), its warnings included."""
    root = etree.fromstring(feed)
    assert root.tag == f"{ATOM}feed"
    for name in ("id", "title", "updated"):
        assert root.findtext(f"{ATOM}{name}"), name
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert links["self"] == address
    assert links["alternate"].startswith("https://")
    assert root.find(f"{ATOM}author") is not None
    ids, moments = [], []
    for entry in root.findall(f"{ATOM}entry"):
        ids.append(entry.findtext(f"{ATOM}id"))
        moments.append(entry.findtext(f"{ATOM}updated"))
        assert dt.datetime.fromisoformat(moments[-1]).utcoffset() == dt.timedelta(hours=7)
        assert dt.datetime.fromisoformat(entry.findtext(f"{ATOM}published")) <= dt.datetime.fromisoformat(moments[-1])
        (link,) = entry.findall(f"{ATOM}link")
        assert link.get("rel", "alternate") == "alternate"
        assert entry.find(f"{ATOM}content").get("type") == "html"
        assert_valid_html(entry.findtext(f"{ATOM}content"))
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", id_) for id_ in ids)
    assert len(set(moments)) == len(moments), "two entries share their moment (DuplicateUpdated)"


def assert_valid_json_feed(feed: bytes, address: str) -> None:
    """JSON Feed 1.1: required members, and absolute addresses."""
    data = json.loads(feed)
    assert data["version"] == "https://jsonfeed.org/version/1.1"
    assert data["feed_url"] == address
    assert data["title"]
    for item in data["items"]:
        assert item["id"].startswith("urn:uuid:")
        assert item["url"].startswith("https://")
        assert dt.datetime.fromisoformat(item["date_published"]).utcoffset()
        assert_valid_html(item["content_html"])


def assert_valid(feeds: dict[str, bytes], base: str = "https://xa.example/cchc/") -> None:
    """Every feed of a site is valid."""
    for url, feed in feeds.items():
        check = {"rss.xml": assert_valid_rss, "atom.xml": assert_valid_atom, "feed.json": assert_valid_json_feed}
        check[url.rsplit("/", 1)[-1]](feed, base + url)


BODY = """Đoạn đầu có [liên kết](b.md), [ra ngoài](https://example.org/?a=1&b=2) và chú thích[^1].

## Tiêu đề mục

<p onclick="x()" style="color:red">HTML <script>alert(1)</script></p>

![Ảnh](so-do.svg)

[^1]: Lời chú.
"""


@pytest.fixture
def section(project: Project) -> Project:
    """Posts with everything a reader might choke on."""
    project.write("posts/2026/05/so-do.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
    project.post("2026/05/a", title='"Bài & thử ]]> «một»"', body=BODY)
    project.post("2026/05/b", title="Bài hai", unit="van-hoa", topic="the-che", body="Nội dung hai.\n")
    project.post("2026/05/c", title="Bài ba", date="2026-05-14T09:30:00Z", updated="2026-06-01", body="Nội dung ba.\n")
    project.post("2026/12/d", title="Chưa đến ngày", date="2026-12-24", month='"2026-12"')
    project.post("2026/05/e", title="Nháp", status="draft")
    project.write("docs/thu-tuc/1.001193.md", PROCEDURE)
    return project


def test_every_feed_is_valid(section: Project) -> None:
    feeds = feeds_of(section)
    assert {"rss.xml", "atom.xml", "feed.json", "thu-tuc/rss.xml"} < set(feeds)
    assert {f"tin-bai/don-vi/{unit}/rss.xml" for unit in ("van-phong", "van-hoa", "mttq")} < set(feeds)
    assert sum(url.startswith("tin-bai/noi-dung/") for url in feeds) == 13
    assert_valid(feeds)


def test_a_reader_gets_the_posts_newest_first_and_nothing_unpublished(section: Project) -> None:
    feed = feedparser.parse(feeds_of(section)["rss.xml"])
    assert not feed.bozo
    titles = [entry.title for entry in feed.entries]
    assert titles[0] == "Bài ba"
    assert set(titles) == {"Bài ba", "Bài hai", "Bài & thử ]]> «một»"}
    moments = [entry.published_parsed for entry in feed.entries]
    assert moments == sorted(moments, reverse=True)


def test_links_and_pictures_in_a_feed_are_absolute(section: Project) -> None:
    (html,) = (html for html in html_of(feeds_of(section)["atom.xml"]) if "Đoạn đầu" in html)
    assert 'href="https://xa.example/cchc/tin-bai/2026/05/b/"' in html
    assert 'src="https://xa.example/cchc/tin-bai/2026/05/so-do.svg"' in html
    assert 'href="https://example.org/?a=1&amp;b=2"' in html
    assert "alert" not in html


def test_an_id_survives_a_renamed_file_and_a_moved_site(section: Project) -> None:
    section.post("2026/05/ten-cu", title="Bài có id", id="2026/05/ten-cu")
    before = {entry.title: entry.id for entry in feedparser.parse(feeds_of(section)["atom.xml"]).entries}
    (section.root / "posts/2026/05/ten-cu.md").rename(section.root / "posts/2026/05/ten-moi.md")
    section.configure("https://xa.example/cchc/", "https://tinh.example/xa/")
    after = {entry.title: entry.id for entry in feedparser.parse(feeds_of(section)["atom.xml"]).entries}
    assert after == before


def test_an_update_moves_updated_and_not_published(section: Project) -> None:
    feed = feedparser.parse(feeds_of(section)["atom.xml"])
    (entry,) = (entry for entry in feed.entries if entry.title == "Bài ba")
    assert entry.published == "2026-05-14T16:30:00+07:00"
    assert entry.updated.startswith("2026-06-01T")


def test_posts_of_one_minute_and_an_update_still_to_come_keep_the_feed_valid(section: Project) -> None:
    for name in ("x", "y", "z"):
        section.post(f"2026/05/{name}", title=name, body=name, date="2026-05-20T08:30:00+07:00")
    section.post("2026/05/w", title="w", body="w", date="2026-05-19", updated="2062-01-01")
    feeds = feeds_of(section)
    assert_valid(feeds)
    assert b"2062" not in feeds["atom.xml"] + feeds["feed.json"] + feeds["rss.xml"]


def test_a_feed_without_posts_is_valid(project: Project) -> None:
    assert_valid(feeds_of(project))


def test_a_changed_procedure_reaches_the_feed(section: Project) -> None:
    (entry,) = feedparser.parse(feeds_of(section)["thu-tuc/rss.xml"]).entries
    assert entry.title == "Thủ tục đăng ký khai sinh (1.001193)"
    assert entry.link == "https://xa.example/cchc/thu-tuc/1.001193/"
    assert "163/QĐ-BTP" in entry.summary


def test_the_feed_of_a_unit_holds_posts_it_supported(section: Project) -> None:
    section.post("2026/05/chung", title="Bài viết chung", co_units="[van-hoa]", body="Nội dung chung.\n")
    titles = [entry.title for entry in feedparser.parse(feeds_of(section)["tin-bai/don-vi/van-hoa/rss.xml"]).entries]
    assert set(titles) == {"Bài hai", "Bài viết chung"}


_TITLE = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=60).filter(
    lambda text: text.strip() and not re.search(r"<[a-zA-Z/!]", text)
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=_TITLE, body=st.text(st.characters(exclude_categories=["Cs"]), max_size=200))
def test_any_title_and_body_come_through_a_reader(project: Project, title: str, body: str) -> None:
    written: Any = json.dumps(title, ensure_ascii=False)
    project.post("2026/05/bat-ky", title=written, body=body + "\nhết")
    site = project.site()
    feeds = feeds_of(project)
    assert_valid(feeds)
    if site.posts:
        expected = " ".join(site.posts[0].title.split())
        (entry,) = feedparser.parse(feeds["atom.xml"], sanitize_html=False).entries
        assert " ".join(json.loads(feeds["feed.json"])["items"][0]["title"].split()) == expected
        assert entry.link.startswith("https://xa.example/cchc/tin-bai/2026/05/")
