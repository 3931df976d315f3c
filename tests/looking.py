"""What is measured on a page that is open in the browser: WCAG by axe-core, reflow, text spacing, the keyboard."""

import re
from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from playwright.sync_api import Browser
from playwright.sync_api import TimeoutError as Late

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text("utf-8")
WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
SHARED = ("body > header", "body > footer")
IN_DARK = ("color-contrast", "link-in-text-block")
"""The rules that colours decide; the others say the same in every scheme."""
_RUN = """([only, without, exclude]) => axe.run({include: ['html'], exclude}, {
    runOnly: only, resultTypes: ['violations'], preload: false,
    rules: Object.fromEntries(without.map(rule => [rule, {enabled: false}])),
  }).then(found =>
  found.violations.flatMap(rule => rule.nodes.map(node => [
    `${rule.id}: ${node.target.join(' ')}: ` + [...node.any, ...node.all, ...node.none].map(it => it.message).join(' '),
    rule.tags.includes('best-practice')])))"""
_WIDE = """() => {
  const {clientWidth: width, scrollWidth} = document.documentElement;
  if (scrollWidth <= width) return [];
  const within = node => {  // what scrolls or is cut inside a box of its own widens nothing
    for (let box = node.parentElement; box && box !== document.body; box = box.parentElement)
      if (getComputedStyle(box).overflowX !== 'visible') return true;
    return false;
  };
  const wide = [...document.body.querySelectorAll('*')].filter(node =>
    node.getBoundingClientRect().right > width + 1 && !within(node));
  return [`${scrollWidth} px: ` + wide.slice(-3).map(node =>
    node.tagName.toLowerCase() + (node.className.baseVal ?? node.className).replace(/^(?=.)| /g, '.')).join(', ')];
}"""
# WCAG 1.4.12. What was cut before is cut by design; a sheet that a script constructs is beyond the page's policy.
_SPACED = """() => {
  const cut = () => new Set([...document.querySelectorAll('body *')].filter(node => {
    const style = getComputedStyle(node);
    const hides = /hidden|clip/.test(style.overflowX + style.overflowY) && style.clipPath === 'none';
    return hides && node.textContent.trim() && node.clientHeight > 1 &&
      (node.scrollHeight > node.clientHeight + 2 || node.scrollWidth > node.clientWidth + 2);
  }));
  const before = cut();
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`p { margin-bottom: 2em !important }
    * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }`);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  const after = [...cut()].filter(node => !before.has(node));
  document.adoptedStyleSheets = document.adoptedStyleSheets.filter(other => other !== sheet);
  return after.map(node => node.outerHTML.replace(/\\s+/g, ' ').slice(0, 120));
}"""
_MOVING = """() => [...document.querySelectorAll('*')].filter(node => {
  const style = getComputedStyle(node);
  const lasts = text => text.split(',').some(part => parseFloat(part) > 0.01);
  return lasts(style.transitionDuration) || (style.animationName !== 'none' && lasts(style.animationDuration));
}).map(node => node.outerHTML.replace(/\\s+/g, ' ').slice(0, 120))"""
# What the Tab key has reached: undefined at the end of the page.
_STOP = """() => {
  const node = document.activeElement;
  if (!node || node === document.body || node === document.documentElement) return null;
  window.stops = window.stops || [];
  if (window.stops.includes(node)) return null;
  const last = window.stops.at(-1);
  const wrong = [];
  if (last && !(last.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING)) wrong.push('out of order');
  window.stops.push(node);
  // However a colour is written, a pixel says what it is.
  const pen = new OffscreenCanvas(1, 1).getContext('2d', {willReadFrequently: true});
  const pixel = colour => {
    pen.clearRect(0, 0, 1, 1);
    pen.fillStyle = colour;
    pen.fillRect(0, 0, 1, 1);
    return pen.getImageData(0, 0, 1, 1).data;
  };
  const light = colour => {
    const [red, green, blue] = [...pixel(colour)].map(part => part / 255)
      .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const behind = box => {
    for (; box; box = box.parentElement) {
      const colour = getComputedStyle(box).backgroundColor;
      if (pixel(colour)[3] === 255) return colour;
    }
    return 'rgb(255, 255, 255)';
  };
  const outlined = box => {
    const style = getComputedStyle(box);
    if (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 1) return false;
    if (style.outlineStyle === 'auto') return true;
    const inside = parseFloat(style.outlineOffset) < 0;
    const ground = light(behind(inside ? box : box.parentElement));
    // A second ring, drawn as a shadow, may stand out where the outline does not.
    const rings = [style.outlineColor, (style.boxShadow.match(/^\\w+\\([^)]*\\)/) || [])[0]].filter(Boolean);
    return rings.some(ring => {
      const [a, b] = [light(ring), ground].sort((x, y) => y - x);
      return pixel(ring)[3] > 0 && (a + 0.05) / (b + 0.05) >= 3;
    });
  };
  const shows = [node, node.parentElement, node.labels && node.labels[0]].filter(Boolean);
  if (!shows.some(outlined)) wrong.push('focus cannot be seen');
  const box = node.getBoundingClientRect();
  const at = (x, y) => document.elementFromPoint(box.left + box.width * x, box.top + box.height * y);
  const seen = [[.5, .5], [.1, .2], [.9, .2], [.1, .8], [.9, .8]].map(point => at(...point))
    .some(top => top && (node.contains(top) || top.contains(node) && top !== document.body || shows.includes(top)));
  if (!seen) wrong.push('covered');
  const words = (node.ariaLabel || node.textContent || node.id).trim().slice(0, 40);
  return {wrong, what: `${node.tagName.toLowerCase()} «${words}»`, leads: node.getAttribute('href') || ''};
}"""
_LEFT_OUT = """() => [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')]
  .filter(node => node.tabIndex >= 0 && !node.disabled && node.checkVisibility({visibilityProperty: true}) &&
    !node.closest('[inert]') && !(window.stops || []).includes(node) && node.type !== 'radio')
  .map(node => node.outerHTML.replace(/\\s+/g, ' ').slice(0, 120))"""


def kind(url: str) -> str:
    """Return what kind of page an address is of: `tin-bai/*/*/*/`, `thu-tuc/`, `thu-tuc/*/`."""
    if re.fullmatch(r"huong-dan/(ma-loi|khai-bao)/", url):
        return url
    url = re.sub(r"^tin-bai/.+/trang/", "tin-bai/trang/", url)
    folder, _, _ = url.rstrip("/").rpartition("/")
    parts = ["*" if part[0].isdigit() else part for part in folder.split("/") if part]
    return "/".join([*parts, "*/"]) if folder else url


def pages(site: Path) -> list[str]:
    """Return the address of every page below a folder, without those that only lead on."""
    return sorted(
        path.relative_to(site).as_posix().removesuffix("index.html")
        for path in site.rglob("*.html")
        if b'http-equiv="refresh"' not in path.read_bytes()
    )


def one_of_each(urls: list[str]) -> list[str]:
    """Return the first page of each kind."""
    return list({kind(url): url for url in reversed(urls)}.values())[::-1]


@dataclass
class Seen:
    """What was found wrong, by what was looked at; each with the page it was found on."""

    wrong: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def note(self, what: str, url: str, found: list[str]) -> None:
        """Note what is wrong on a page."""
        self.wrong[what] += [f"/{url}: {item}" for item in found]

    def told(self, what: str) -> str:
        """Return what is wrong, each fault once, with the first page that has it and how many have; none is empty."""
        where: dict[str, list[str]] = defaultdict(list)
        for item in self.wrong[what]:
            url, _, fault = item.partition(": ")
            where[fault].append(url)
        most = sorted(where.items(), key=lambda item: -len(item[1]))
        return "\n".join(f"{len(urls)}x {urls[0]}: {fault}" for fault, urls in most)

    def expect_nothing(self, *what: str) -> None:
        """Fail with all that is wrong, each fault in a line; pytest would cut it short."""
        told = "\n".join(filter(None, map(self.told, what)))
        if told:
            pytest.fail(told, pytrace=False)


_REACHED = """() => [...document.querySelectorAll(".cchc-scroll, .cchc-table")].every(
  part => part.scrollWidth <= part.clientWidth || part.hasAttribute("tabindex"))"""
"""Whether the browser has told the page's script what can be moved sideways, which it does with the next frame."""
WAYS = ("light", "dark", "360 px", "320 px", "spacing", "motion", "console")
"""What is looked at."""


class Visitor:
    """A person who opens pages one after the other and notes what is wrong."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.address = address
        self.seen = Seen()
        self.page = browser.new_page(locale="vi-VN")
        self.page.add_init_script(AXE)  # half a megabyte, sent once
        self.url = ""
        self.page.on("console", lambda message: self._said(message.text) if message.type == "error" else None)
        self.page.on("pageerror", lambda error: self._said(str(error)))

    def _said(self, text: str) -> None:
        self.seen.note("console", self.url, [text])

    def open(self, url: str, width: int = 1280, **media: Any) -> None:
        """Open a page as wide as said."""
        self.url = url
        self.page.set_viewport_size({"width": width, "height": 800})
        if media:
            self.page.emulate_media(**media)
        self.page.goto(self.address + url)

    def _axe(self, way: str, *rules: str, without: tuple[str, ...] = (), shared: bool = True) -> None:
        """Note what axe-core finds on the page that is open, with or without what all pages share."""
        with suppress(Late):  # axe says so itself
            self.page.wait_for_function(_REACHED, timeout=3_000)
        for fault, is_advice in self.page.evaluate(_RUN, [rules, without, [] if shared else list(SHARED)]):
            self.seen.note("best practice" if is_advice else way, self.url, [fault])

    def glance(self, url: str, *advice: str) -> None:
        """Look at a page in light colours on a desk, and on a desk zoomed to 400 %.

        With advice, at its header and footer too, which other pages of its kind have as well.
        """
        self.open(url)
        self._axe("light", *WCAG, *advice, shared=bool(advice))
        self.page.set_viewport_size({"width": 320, "height": 256})
        self.seen.note("320 px", url, self.page.evaluate(_WIDE))

    def study(self, url: str, *, again: bool = False) -> None:
        """Look at a page in every other way, too.

        `again` means that another page with the same colours on a phone was studied in light.
        """
        self.glance(url, "best-practice")
        self.page.set_viewport_size({"width": 360, "height": 800})
        self._axe("360 px", *WCAG, without=IN_DARK if again else ())
        self.seen.note("spacing", url, self.page.evaluate(_SPACED))
        self.open(url, width=360, color_scheme="dark", reduced_motion="reduce")
        self._axe("dark", *IN_DARK)
        self.seen.note("motion", url, self.page.evaluate(_MOVING))
        self.page.emulate_media(color_scheme="light", reduced_motion="no-preference")

    def tab_through(self, url: str, most: int = 400) -> list[dict[str, Any]]:
        """Press Tab from the top to the end of a page; returns every stop, and notes what is wrong with any."""
        self.open(url, reduced_motion="reduce")
        stops: list[dict[str, Any]] = []
        while len(stops) < most:
            self.page.keyboard.press("Tab")
            stop = self.page.evaluate(_STOP)
            if stop is None:
                break
            stops.append(stop)
            self.seen.note("keyboard", url, [f"{stop['what']}: {wrong}" for wrong in stop["wrong"]])
        left = self.page.evaluate(_LEFT_OUT) if len(stops) < most else []
        self.seen.note("keyboard", url, [f"{item}: never reached" for item in left])
        return stops
