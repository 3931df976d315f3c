"""The changelog that readers see, and its feed: complete, in order, and nothing in it that is no longer public."""

import datetime as dt
import json
from typing import Any

import feedparser
import pytest

from cchc import config, load, publish
from cchc.cache import Cache
from cchc.model import Site
from cchc.publish import changes
from cchc.publish.outputs import Asset, Page
from tests.building import DRAWN
from tests.changes.records import DECISION, record, written
from tests.conftest import TODAY, Project
from tests.publish.test_feeds import assert_valid

pytestmark = pytest.mark.usefixtures("settings_of_nobody")
ONE, TWO = "1.000001", "1.000002"
FRONT = "thu-tuc/thay-doi/"
ABOLISHED = {"number": "9/QĐ-UBND", "date": "2026-09-20", "effective": "2026-10-01", "action": "abolished"}


def put(project: Project, code: str, **changes: Any) -> None:
    project.write(f"docs/thu-tuc/{code}.md", written(record(code, **changes)))


def day(month: int, number: int = 10) -> str:
    return f"2026-{month:02d}-{number:02d}T08:00:00+07:00"


def site_of(project: Project, today: dt.date = TODAY, cache: Cache | None = None) -> Site:
    read = config.read(project.root / "mkdocs.yml")
    return load.load(read, today, cache or Cache(None), with_changelog=True)


def published(site: Site) -> tuple[dict[str, Page], bytes]:
    """Return the pages of the changelog, and the feed."""
    made = publish.outputs(site, DRAWN, preview=False)
    pages = {output.url: output for output in made if isinstance(output, Page) and output.url.startswith(FRONT)}
    (feed,) = (output.content for output in made if isinstance(output, Asset) and output.url == "thu-tuc/rss.xml")
    return pages, feed


def rows(page: Page) -> list[dict[str, Any]]:
    return [row for month in page.context["months"] for row in month["rows"]]


@pytest.fixture
def told(project: Project) -> Project:
    """Two procedures; one was amended, the other abolished from a later day on."""
    put(project, ONE)
    put(project, TWO, steps=["Việc cũ không còn công khai"])
    project.commit(day(5))
    put(project, ONE, fee="Miễn phí")
    project.commit(day(6))
    put(project, TWO, steps=["Việc mới không còn công khai"])
    project.commit(day(7))
    put(project, TWO, announcing_decisions=[DECISION, ABOLISHED], replaced_by=ONE)
    project.commit(day(9, 25))
    return project


def test_readers_see_what_changed_by_month_and_by_which_decision(told: Project) -> None:
    pages, _ = published(site_of(told))
    page = pages[FRONT].context
    assert [month["name"] for month in page["months"]] == [
        *("Tháng 10/2026", "Tháng 9/2026", "Tháng 7/2026", "Tháng 6/2026", "Tháng 5/2026"),
    ]
    in_force, abolished, _, amended, *added = rows(pages[FRONT])
    assert (in_force["date"], in_force["takes_effect"], in_force["kind"]) == ("01/10/2026", True, "Bãi bỏ")
    assert (abolished["date"], abolished["code"], abolished["kind_id"]) == ("25/9/2026", TWO, "abolished")
    assert abolished["decision"]["text"] == "Quyết định số 9/QĐ-UBND ngày 20/9/2026, có hiệu lực từ 01/10/2026"
    assert abolished["successor"]["code"] == ONE
    assert (amended["date"], amended["details"]) == ("10/6/2026", ["Phí, lệ phí: «8.000 đồng» → «Miễn phí»"])
    assert {row["kind"] for row in added} == {"Mới ban hành"}


def test_what_was_abolished_shows_nothing_of_what_it_was(told: Project) -> None:
    pages, feed = published(site_of(told))
    assert "không còn công khai" not in json.dumps(pages[FRONT].context, ensure_ascii=False) + feed.decode()
    before, _ = published(site_of(told, dt.date(2026, 9, 30)))
    assert "Việc mới không còn công khai" in json.dumps(before[FRONT].context, ensure_ascii=False)


def test_the_feed_holds_the_same_changes_and_is_valid(told: Project) -> None:
    _, feed = published(site_of(told))
    assert_valid({"thu-tuc/rss.xml": feed})
    entries = feedparser.parse(feed).entries
    assert entries[0].title == f"Bãi bỏ: Thủ tục số {TWO} ({TWO})"
    assert "9/QĐ-UBND" in entries[0].summary
    assert "Có hiệu lực từ 01/10/2026." in entries[0].summary
    assert entries[3].link == f"https://xa.example/cchc/thu-tuc/{ONE}/"
    assert "Miễn phí" in entries[3].summary
    assert "bientap" not in feed.decode()
    assert "Biên tập" not in feed.decode()


def test_a_rewritten_history_sends_readers_nothing_twice(told: Project) -> None:
    before = [entry.id for entry in feedparser.parse(published(site_of(told))[1]).entries]
    told.git("commit", "-q", "--amend", "-m", "Lời khác", date=day(9, 25))
    told.git("mv", f"docs/thu-tuc/{ONE}.md", "docs/thu-tuc/khac.md")
    told.commit(day(10))
    assert [entry.id for entry in feedparser.parse(published(site_of(told))[1]).entries] == before


def test_without_git_the_records_tell_and_the_page_says_so(told: Project) -> None:
    site = load.load(config.read(told.root / "mkdocs.yml"), TODAY, Cache(None))
    pages, feed = published(site)
    assert pages[FRONT].context["is_of_git"] is False
    assert [(row["date"], row["kind"], row["code"]) for row in rows(pages[FRONT])] == [
        ("01/10/2026", "Bãi bỏ", TWO),
        ("15/01/2026", "Mới ban hành", TWO),
        ("15/01/2026", "Mới ban hành", ONE),
    ]
    assert_valid({"thu-tuc/rss.xml": feed})


def test_what_is_only_the_agencys_own_business_is_not_published(project: Project) -> None:
    put(project, ONE)
    project.commit(day(5))
    put(project, ONE, synced_at="2026-06-01", owner_unit="van-phong", notes="nội bộ")
    project.commit(day(6))
    put(project, ONE, synced_at="2026-07-01", owner_unit="van-phong", fee="Miễn phí")
    project.commit(day(7))
    pages, feed = published(site_of(project))
    assert [row["date"] for row in rows(pages[FRONT])] == ["10/7/2026", "10/5/2026"]
    assert rows(pages[FRONT])[0]["details"] == ["Phí, lệ phí: «8.000 đồng» → «Miễn phí»"]
    assert "nội bộ" not in json.dumps(pages[FRONT].context, ensure_ascii=False) + feed.decode()


def test_an_import_of_many_is_one_line(project: Project) -> None:
    for number in range(40):
        put(project, f"1.1000{number:02d}", field="Đất đai" if number % 4 else "Hộ tịch")
    project.commit(day(5))
    pages, feed = published(site_of(project))
    (row,) = rows(pages[FRONT])
    assert row["title"] == "40 thủ tục được đưa vào danh mục"
    assert row["fields"] == [{"name": "Đất đai", "count": 30}, {"name": "Hộ tịch", "count": 10}]
    (entry,) = feedparser.parse(feed).entries
    assert entry.link == f"https://xa.example/cchc/{FRONT}"


def test_old_pages_never_move(project: Project) -> None:
    project.configure("agency:", "page_size: 4\n      agency:")
    put(project, ONE)
    project.commit(day(1))
    kept: dict[str, str] = {}
    seen = 0
    for number in range(2, 17):
        put(project, ONE, fee=f"{number} đồng")
        project.commit(day(2, number))
        pages = {page.url: page for page in changes.change_pages(site_of(project))}
        shown = {url: page.key("") for url, page in pages.items() if url != FRONT}
        before = {url: key for url, key in kept.items() if url in shown}
        # Only the newest of the pages behind the front page is led on by a new one.
        assert all(shown[url] == key for url, key in sorted(before.items())[:-1])
        kept = shown
        seen = sum(len(rows(page)) for page in pages.values())
    assert seen == 16
    assert len(kept) == 3


def test_every_character_of_a_record_is_only_text(project: Project) -> None:
    put(project, ONE)
    project.commit(day(5))
    put(project, ONE, steps=["<script>alert(1)</script> & ]]>"])
    project.commit(day(6))
    _, feed = published(site_of(project))
    assert_valid({"thu-tuc/rss.xml": feed})
    assert b"<script" not in feed
    entry = feedparser.parse(feed, sanitize_html=False).entries[0]
    assert "<script" not in entry.content[0].value


def test_a_build_from_the_cache_shows_what_one_from_nothing_shows(told: Project, tmp_path: Any) -> None:
    kept = Cache(tmp_path / "kho")
    first, second = (published(site_of(told, cache=kept)) for _ in range(2))
    whole = published(site_of(told))
    for pages, feed in (first, second):
        assert feed == whole[1]
        assert {url: page.key("") for url, page in pages.items()} == {u: page.key("") for u, page in whole[0].items()}
