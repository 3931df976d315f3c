"""The browser of this machine, and sites served to it on this machine alone."""

import functools
import http.server
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests import hard_site
from tests.building import build, copy_sample

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "msedge")
FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    # Chromium asks its maker's hosts on its own account, whatever its flags say.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
AS_OF = {"SOURCE_DATE_EPOCH": "1795237200"}  # 2026-11-21T12:00:00+07:00


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves a folder without a word, and what is missing with the site's own 404."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer a missing page as a web server is set up to."""
        root = Path(self.directory)
        page = next((found for found in (root / "404.html", *root.glob("*/404.html")) if found.exists()), None)
        if page is None:
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """Serve a folder on this machine only; gives the address, with a slash at its end."""
    handler = functools.partial(Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The browser of this machine, cut off from every other; playwright runs once in a process."""
    path = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    with sync_playwright() as playwright:
        # Without one on the path: Edge, which Windows brings.
        where = {"executable_path": path} if path else {"channel": "msedge"}
        started = playwright.chromium.launch(args=list(FLAGS), **where)  # type: ignore[arg-type]
        yield started
        started.close()


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample site, built strict as of 2026-11-21, in a folder of a web server."""
    folder = tmp_path_factory.mktemp("sample")
    build(copy_sample(folder / "project"), folder / "www/cchc", "--strict", environment=AS_OF, anew=True)
    return folder / "www/cchc"


@pytest.fixture(scope="session")
def address(sample: Path) -> Iterator[str]:
    """Serve the sample below /cchc/."""
    with serve(sample.parent) as origin:
        yield f"{origin}cchc/"


@pytest.fixture(scope="session")
def hard(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of 300 posts that is hard on layouts, built strict; it stands at a root."""
    folder = tmp_path_factory.mktemp("hard")
    build(hard_site.write(folder / "project"), folder / "site", "--strict", environment=AS_OF, anew=True)
    return folder / "site"


@pytest.fixture(scope="session")
def hard_address(hard: Path) -> Iterator[str]:
    """Serve the hard site at a root."""
    with serve(hard) as origin:
        yield origin
