"""How soon a reader on a slow phone sees the first result, for every way of asking.

In a real browser, held back as Lighthouse does for phones (slow 4G: a round trip of 150 ms, 1.6 Mbit/s down; a
processor four times slower), on pages of a built site, from a server that keeps connections open and sends what nginx
would. The clock starts once the script is there: typed, at the last letter; pasted, when the box that was touched a
moment before takes the text; by a link, when the script has arrived and runs. It stops when the first result has
been painted. Nothing is kept between two questions.
"""

import gzip
import http.server
import mimetypes
import re
import shutil
import statistics
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

from benchmarks.browser import BROWSERS, FLAGS
from benchmarks.corpus import generate
from benchmarks.measure import TOOLS, build, site_of
from cchc.publish import search

if TYPE_CHECKING:
    from playwright.sync_api import Browser, CDPSession, Page

LIMIT = 300
"""Milliseconds to the first result."""
SLOW_4G = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 750e3 / 8}
SLOWER = 4
LETTER = 130
"""Milliseconds from one letter to the next, as people type."""
_POSTS = 24
"""Of the site whose pages are asked from."""
_SHARDS = re.compile(rb'(data-shards=")\d+')
CLOCK = """(() => {
  const clock = (window.searchClock = { there: 0, asked: 0, first: 0, title: "" });
  const name = (list) => (list.firstElementChild.querySelector("a, span") || {}).textContent;
  Object.defineProperty(window, "cchcSearch", {
    configurable: true,
    set(value) {
      clock.there = performance.now();
      Object.defineProperty(window, "cchcSearch", { value });
    },
  });
  addEventListener("input", (event) => Object.assign(clock, { asked: event.timeStamp, first: 0 }), true);
  new MutationObserver((changes) => {
    const change = changes.find(({ target }) => target.matches?.("#cchc-found, .cchc-search__list"));
    if (!change || !change.target.childElementCount || clock.first) return;
    const { asked } = clock;
    clock.first = -1;
    clock.title = name(change.target);
    requestAnimationFrame(() => {
      const painted = new MessageChannel();
      painted.port1.onmessage = () => { if (asked === clock.asked) clock.first = performance.now(); };
      painted.port2.postMessage(0);
    });
  }).observe(document, { childList: true, subtree: true });
})()"""
FOUND = "() => searchClock.first > 0"
ALL = """() => [document.querySelector(".cchc-search [aria-live]"), document.getElementById("cchc-found-count")]
  .some((said) => said && said.textContent)"""
FIRST = """() => (document.querySelector("#cchc-found > li a") ||
  document.querySelector(".cchc-search__list > a > span")).textContent"""


@dataclass(frozen=True, slots=True)
class Speed:
    """What one way of asking took."""

    way: str
    times: Sequence[float]
    """Milliseconds, a number for each question."""
    stayed: float
    """The share of questions whose first result was still the first when all had been found."""

    def row(self) -> str:
        """Return it as a row of a table."""
        within = sum(time <= LIMIT for time in self.times)
        return (
            f"| {self.way} | {statistics.median(self.times):.0f} | {max(self.times):.0f} "
            f"| {within} / {len(self.times)} | {self.stayed:.0%} |"
        )


def table(speeds: Sequence[Speed]) -> str:
    """Return what all ways of asking took."""
    head = [f"| first result, ms | median | worst | within {LIMIT} | stays first |", "|---|---:|---:|---:|---:|"]
    return "\n".join([*head, *(speed.row() for speed in speeds), "", ""]) if speeds else ""


@contextmanager
def pages(folder: Path) -> Iterator[Path]:
    """Give the pages of a small site, built as agencies build theirs."""
    generate(folder / "project", _POSTS)
    build(TOOLS[0], folder / "project")
    yield site_of(folder / "project")
    shutil.rmtree(folder / "project")
    shutil.rmtree(site_of(folder / "project"))


def measure(site: Path, index: Path, texts: Sequence[str]) -> Iterator[Speed]:
    """Ask the pages of `site`, which have the index of the site `index`; yields what each way of asking took."""
    from playwright.sync_api import sync_playwright

    path = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    with _served(site, index) as root, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        for way, ask in WAYS.items():
            answers = [_asked(browser, root, ask, text) for text in texts]
            yield Speed(way, [time for time, _ in answers], sum(stays for _, stays in answers) / len(answers))
        browser.close()


# --------------------------------------------------------------------- asking


def _asked(browser: "Browser", root: str, ask: "Callable[[Page, CDPSession, str, str], str]", text: str) -> Any:
    """Return how many milliseconds the first result took, and whether it stayed the first."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, device_scale_factor=2)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.add_init_script(CLOCK)
    start = ask(page, context.new_cdp_session(page), root, text)
    page.wait_for_function(FOUND)
    time = page.evaluate(f"() => searchClock.first - searchClock.{start}")
    page.wait_for_function(ALL)
    stays = page.evaluate(f"() => searchClock.title === ({FIRST})()")
    context.close()
    return time, stays


def _slow(session: "CDPSession") -> None:
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW_4G)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})


def _typed(page: "Page", session: "CDPSession", root: str, text: str) -> str:
    page.goto(root, wait_until="networkidle")
    _slow(session)
    page.locator("#cchc-search-q").click()
    page.keyboard.type(text, delay=LETTER)
    return "asked"


def _pasted(page: "Page", session: "CDPSession", root: str, text: str) -> str:
    page.goto(root, wait_until="networkidle")
    page.evaluate("(text) => navigator.clipboard.writeText(text)", text)
    _slow(session)
    page.locator("#cchc-search-q").click()
    page.keyboard.press("Control+V")
    return "asked"


def _linked(page: "Page", session: "CDPSession", root: str, text: str) -> str:
    _slow(session)
    page.goto(f"{root}tim-kiem/?q={quote(text)}", wait_until="commit")
    return "there"


WAYS: "dict[str, Callable[[Page, CDPSession, str, str], str]]" = {
    "typed, letter by letter": _typed,
    "pasted into the box": _pasted,
    "link with ?q=": _linked,
}


# -------------------------------------------------------------------- serving


class _Web(http.server.BaseHTTPRequestHandler):
    """Serves pages of one folder and the index of another, compressed as nginx sends them, on kept connections."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1

    def __init__(self, *args: Any, site: Path, index: Path, shards: bytes, **options: Any) -> None:
        self.site, self.index, self.shards = site, index, shards
        super().__init__(*args, **options)

    def do_GET(self) -> None:
        """Answer with a file."""
        name = unquote(self.path.partition("?")[0]).lstrip("/")
        name += "index.html" if not name or name.endswith("/") else ""
        path = (self.index if name.startswith(search.FOLDER) else self.site) / name
        if not path.is_file():
            self.send_response(404)
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        body = path.read_bytes()
        if name.endswith(".html"):
            body = _SHARDS.sub(rb"\g<1>" + self.shards, body)
        packed = _packed(body)
        self.send_response(200)
        self.send_header("Content-Type", mimetypes.guess_type(name)[0] or "application/octet-stream")
        if len(packed) < len(body):
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(min(len(packed), len(body))))
        self.end_headers()
        self.wfile.write(min(packed, body, key=len))

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@lru_cache(maxsize=10_000)
def _packed(body: bytes) -> bytes:
    return gzip.compress(body, 6)


@contextmanager
def _served(site: Path, index: Path) -> Iterator[str]:
    shards = str(len(list((index / search.FOLDER).glob("*.txt")))).encode()
    handler = partial(_Web, site=site, index=index, shards=shards)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()
