"""What a real browser loads to show a page of a built site."""

import contextlib
import gzip
import http.server
import shutil
import threading
from collections.abc import Iterator
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)


class _Counting(http.server.SimpleHTTPRequestHandler):
    """Serves a folder uncompressed and notes the size of every answer, the failed ones too."""

    def __init__(self, *args: Any, sizes: list[int], **options: Any) -> None:
        self.sizes = sizes
        super().__init__(*args, **options)

    def copyfile(self, source: Any, outputfile: Any) -> None:
        body: bytes = source.read()
        self.sizes.append(len(body))
        with contextlib.suppress(ConnectionError):
            outputfile.write(body)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        self.sizes.append(0)
        super().send_error(code, message, explain)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


class Packed(_Counting):
    """Notes the size of every answer as a web server that compresses would send it."""

    def copyfile(self, source: Any, outputfile: Any) -> None:
        """Send a file, and note its size."""
        body: bytes = source.read()
        self.sizes.append(packed_size(body))
        with contextlib.suppress(ConnectionError):
            outputfile.write(body)


@lru_cache(maxsize=10_000)
def packed_size(body: bytes) -> int:
    """Return the bytes that some content takes when it is sent: compressed, where that saves any."""
    return min(len(body), len(gzip.compress(body, 6)))


@contextlib.contextmanager
def served(site: Path, kind: type[_Counting] = _Counting) -> Iterator[tuple[str, list[int]]]:
    """Serve a folder on this machine; gives its address and the sizes of the answers so far."""
    sizes: list[int] = []
    handler = partial(kind, directory=str(site), sizes=sizes)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/", sizes
        server.shutdown()
        thread.join()


def loads(site: Path, addresses: dict[str, str]) -> dict[str, tuple[int, int]]:
    """Return for each named address of a site how many requests it takes, and how many bytes come back."""
    from playwright.sync_api import sync_playwright

    path = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    taken: dict[str, tuple[int, int]] = {}
    with served(site) as (root, sizes), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        for name, address in addresses.items():
            page = browser.new_page()  # in a context of its own: nothing is cached
            page.goto(root + address, wait_until="networkidle")
            taken[name] = (len(sizes), sum(sizes))
            page.close()
            sizes.clear()
        browser.close()
    return taken
