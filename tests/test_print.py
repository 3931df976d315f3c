"""Pages on paper: what a clerk prints is A4, without menus, and nothing of it is cut off."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.looking import Visitor

A4 = 718
"""CSS pixels between margins of 10 mm; a page that is wider at this width is cut or shrunk."""
PRINTED = {
    "tin-bai/2026/06/bon-muc-tieu-100-phan-tram/": 4,
    "thu-tuc/1.001193/": 5,
}
HARD = (
    *("tin-bai/2026/10/bang-rong/", "tin-bai/2026/10/ma-lenh/", "tin-bai/2026/10/dia-chi-dai/"),
    *("tin-bai/2026/10/anh-cao/", "tin-bai/2026/10/anh-rong/", "tin-bai/2026/10/tieu-de-dai/", "thu-tuc/1.000001/"),
)
_NEEDLESS = """() => [...document.querySelectorAll('nav, button, form, input, [role=search], dialog, video, iframe')]
  .filter(node => node.checkVisibility() && node.getBoundingClientRect().height > 1 &&
    getComputedStyle(node).clipPath === 'none')
  .map(node => node.outerHTML.replace(/\\s+/g, ' ').slice(0, 120))"""
_CUT = """width => [...document.querySelectorAll('main *')].filter(node => {
  const box = node.getBoundingClientRect(), style = getComputedStyle(node);
  if (!box.width || style.clipPath !== 'none') return false;
  const scrolls = style.overflowX !== 'visible' && node.scrollWidth > node.clientWidth + 1 && node.clientWidth > 1;
  return box.right > width + 1 || scrolls;
}).map(node => node.outerHTML.replace(/\\s+/g, ' ').slice(0, 120))"""


def on_paper(person: Visitor, url: str) -> None:
    """Open a page as the printer sees it, and note what it should not."""
    person.open(url, width=A4, media="print")
    person.seen.note("needless", url, person.page.evaluate(_NEEDLESS))
    person.seen.note("cut", url, person.page.evaluate(_CUT, A4)[:3])


@pytest.mark.parametrize("url", PRINTED)
def test_a_page_prints_on_a_few_sheets_of_a4_without_menus(browser: Browser, address: str, url: str) -> None:
    person = Visitor(browser, address)
    on_paper(person, url)
    printed = person.page.pdf(format="A4", prefer_css_page_size=True)
    person.page.close()
    person.seen.expect_nothing("needless", "cut")
    assert 1 <= len(re.findall(rb"/Type\s*/Page\b", printed)) <= PRINTED[url]
    width, height = (float(size) for size in re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", printed)[0])
    assert (width, height) == pytest.approx((595.3, 841.9), abs=1.5)


def test_nothing_hard_is_cut_off_on_paper(browser: Browser, hard: Path, hard_address: str) -> None:
    person = Visitor(browser, hard_address)
    for url in HARD:
        on_paper(person, url)
    person.page.close()
    person.seen.expect_nothing("needless", "cut")
