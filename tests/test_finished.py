"""Pages that an earlier build left in the site's folder stay there, and nothing else does."""

import os
from pathlib import Path

import pytest

from cchc.cache import Cache
from cchc.finished import Finished, write

URL = "tin-bai/2026/05/mot-bai/"
OTHER = "thu-tuc/1.001193/"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site that one build left: two pages, each under a key that is its name."""
    build(tmp_path, {URL: "mot", OTHER: "hai"})
    return tmp_path / "site"


def build(folder: Path, pages: dict[str, str]) -> list[str]:
    """Build some pages as a new process does; returns the addresses of those that had to be made."""
    finished = Finished(Cache(folder / "cache"), str(folder / "site"))
    finished.put_aside()
    finished.bring_back(pages)
    made = [url for url, key in pages.items() if not finished.place(url, key)]
    for url in made:
        finished.keep(url, pages[url], f"<p>{pages[url]}".encode())
    finished.close()
    return made


def words(site: Path, url: str) -> str:
    return (site / url / "index.html").read_text()


def test_a_page_that_shows_the_same_is_not_written_again(site: Path) -> None:
    os.utime(site / URL / "index.html")
    before = {url: (site / url / "index.html").stat() for url in (URL, OTHER)}
    assert build(site.parent, {URL: "mot", OTHER: "hai"}) == []
    after = {url: (site / url / "index.html").stat() for url in (URL, OTHER)}
    assert after[OTHER].st_mtime_ns == before[OTHER].st_mtime_ns
    assert after[OTHER].st_ino == before[OTHER].st_ino
    assert after[URL].st_mtime_ns != before[URL].st_mtime_ns  # somebody had touched it: from the cache


def test_a_page_that_shows_something_else_is_a_new_file(site: Path) -> None:
    """The old one may be a published page, under another name."""
    published = site.parent / "published.html"
    os.link(site / URL / "index.html", published)
    assert build(site.parent, {URL: "ba", OTHER: "hai"}) == [URL]
    assert words(site, URL) == "<p>ba"
    assert published.read_text() == "<p>mot"


def test_a_page_that_somebody_changed_is_put_right(site: Path) -> None:
    (site / URL / "index.html").write_text("<p>mót")
    assert build(site.parent, {URL: "mot", OTHER: "hai"}) == []
    assert words(site, URL) == "<p>mot"


def test_what_nobody_asks_for_any_more_goes_with_its_folders(site: Path) -> None:
    write(str(site), "tin-bai/2026/05/la/", b"<p>la")
    (site / URL / "ghi-chu.txt").write_text("x")
    assert build(site.parent, {OTHER: "hai"}) == []
    assert not (site / "tin-bai").exists()
    assert [path.name for path in site.rglob("*") if path.is_file()] == ["index.html"]


def test_a_build_that_was_killed_loses_nothing(site: Path) -> None:
    before = (site / URL / "index.html").stat()
    Finished(Cache(site.parent / "cache"), str(site)).put_aside()
    assert not (site / URL).exists()
    assert build(site.parent, {URL: "mot", OTHER: "hai"}) == []
    assert (site / URL / "index.html").stat().st_ino == before.st_ino
    assert not [path for path in site.iterdir() if path.name.startswith(".")]


def test_another_folder_is_built_from_the_cache(site: Path) -> None:
    finished = Finished(Cache(site.parent / "cache"), str(site.parent / "hai"))
    finished.put_aside()
    finished.bring_back({URL: "mot"})
    assert finished.place(URL, "mot")
    assert words(site.parent / "hai", URL) == words(site, URL)


def test_what_a_link_leads_to_is_left_alone(site: Path) -> None:
    elsewhere = site.parent / "cho-khac"
    (site / "tin-bai").rename(elsewhere)
    (site / "tin-bai").symlink_to(elsewhere)
    assert build(site.parent, {URL: "mot", OTHER: "hai"}) == []
    assert (elsewhere / "2026/05/mot-bai/index.html").is_file()
    assert not (site / "tin-bai").is_symlink()
    assert words(site, URL) == "<p>mot"
