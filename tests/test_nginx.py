"""The published sample behind a real nginx, with the configuration of deploy/: on its own host, and below a path.

Only addresses, ports and folders of the shipped files are changed (`tests/web_server.py`).
"""

import gzip
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import brotli
import pytest
from playwright.sync_api import Browser, BrowserContext

from cchc import config
from cchc.admin import FOLDER
from cchc.publish import policy
from tests import warm
from tests.building import copy_sample
from tests.conftest import LONG, ROOT, Project
from tests.test_admin import GITEA, READY
from tests.test_browser import PAGES, is_fault
from tests.web_server import IS_HERE, NGINX, SHIPPED, WHY_NOT, Answer, Server, running

pytestmark = pytest.mark.skipif(not IS_HERE, reason=WHY_NOT)

VARIANTS = {"/": "nginx.conf", "/cchc/": "nginx-subpath.conf"}
MOVED = "tin-bai/2026/11/mot-cua-moi/"
OLD = "tin-bai/2026/10/ten-cu-cua-bai/"
ALWAYS = {
    "Strict-Transport-Security": "max-age=31536000",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
}
TABLE = "| Quý | Hồ sơ | Đúng hạn |\n|---|:-:|--:|\n| I | 100 | 99 |\n\n"
TYPES = {
    "rss.xml": "application/rss+xml; charset=utf-8",
    "thu-tuc/rss.xml": "application/rss+xml; charset=utf-8",
    "atom.xml": "application/atom+xml; charset=utf-8",
    "feed.json": "application/feed+json; charset=utf-8",
    "sitemap.xml": "text/xml; charset=utf-8",
    "data/posts.json": "application/json; charset=utf-8",
    "data/procedures.csv": "text/csv; charset=utf-8",
    "": "text/html; charset=utf-8",
    "mau/lich.ics": "text/calendar; charset=utf-8",
    "mau/site.webmanifest": "application/manifest+json; charset=utf-8",
    "mau/loi.vtt": "text/vtt; charset=utf-8",
    "mau/chu.woff2": "font/woff2",
    "mau/anh.webp": "image/webp",
    "mau/anh.avif": "image/avif",
    "mau/to-khai.pdf": "application/pdf",
    "mau/hinh.svg": "image/svg+xml",
}


class Section(NamedTuple):
    """A published section, and the server that shows it."""

    folder: Path
    server: Server
    path: str
    config: config.Config


def publish(project: Project, folder: Path) -> None:
    """Publish with the real command."""
    command = [warm.python(), "-m", "cchc", "publish", str(folder), "-f", str(project.root / "mkdocs.yml")]
    done = subprocess.run([*command, "--strict"], capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module", params=VARIANTS, ids=["root", "sub-path"])
def section(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Section]:
    path: str = request.param
    work = tmp_path_factory.mktemp("nginx")
    project = Project(copy_sample(work / "project"))
    project.configure("https://hoatham.example/cchc/", f"https://hoatham.example{path}")
    project.configure("      quota:\n", f"      admin: {GITEA}\n      quota:\n")
    where = {"date": "2026-11-12", "month": '"2026-11"', "summary": "Nộp hồ sơ tại xã."}
    project.post(
        "2026/11/mot-cua-moi", TABLE + LONG, title="Một cửa mới", moved_from="[2026/10/ten-cu-cua-bai]", **where
    )
    project.write(f"{FOLDER}/entry.js", "// its place is taken by the bundle, which is big\n")
    folder = work / "www/cchc"
    publish(project, folder)
    if READY:
        shutil.copytree(ROOT / FOLDER, folder / "admin/app", dirs_exist_ok=True)
    (folder / "mau").mkdir()  # kinds of files that the sample has none of
    for name in TYPES:
        if name.startswith("mau/"):
            (folder / name).write_bytes(b"x" * 20)
    with running(VARIANTS[path], folder, work, path) as server:
        yield Section(folder, server, path, config.read(project.root / "mkdocs.yml"))


def assert_guarded(answer: Answer) -> None:
    """Every header that protects readers is there, once."""
    for name, value in ALWAYS.items():
        assert answer.header(name) == value
    assert "geolocation=()" in answer.header("Permissions-Policy")
    assert "frame-ancestors 'none'" in answer.header("Content-Security-Policy")
    assert answer.header("Server") == "nginx", "the version is nobody's business"
    assert answer.headers["Cache-Control"]


def test_every_kind_of_answer_is_guarded(section: Section) -> None:
    ask, seen = section.server.ask, set()
    hashed = next(path for path in (section.folder / "assets").rglob("*") if re.search(r"\.[0-9a-f]{8,}\.", path.name))
    names = [*TYPES, *PAGES, OLD, "404.html", "tin-bai", "data/", ".git/config", "admin/", "admin/config.json"]
    for name in [*names, hashed.relative_to(section.folder).as_posix()]:
        for how in ("identity", "gzip", "br"):
            answer = ask(name, Accept_Encoding=how)
            assert_guarded(answer)
            seen.add(answer.status)
    tag = ask("").header("ETag")
    for answer in (
        ask("", If_None_Match=tag),
        ask("rss.xml", Range="bytes=0-9"),
        ask("", "POST"),
        ask("", "HEAD"),
    ):
        assert_guarded(answer)
        seen.add(answer.status)
    assert seen == {200, 301, 404, 304, 206, 405}


def test_the_policy_is_the_one_that_pages_carry_and_says_who_may_frame_them(section: Section) -> None:
    pages = policy.of_pages(section.config.plugin)
    for name in ("", MOVED, "khong-co/", "rss.xml", "assets/cchc/khong-co.js"):
        sent = section.server.ask(name).header("Content-Security-Policy")
        assert sent == f"{pages}; frame-ancestors 'none'; upgrade-insecure-requests"
    assert section.config.plugin.admin
    editing = policy.of_editing(section.config.plugin.admin)
    for name in ("admin/", "admin/app/entry.js"):
        answer = section.server.ask(name)
        sent = answer.header("Content-Security-Policy")
        assert sent == f"{editing}; frame-ancestors 'none'; upgrade-insecure-requests"
        assert "https://git.xa.example" in sent
        assert answer.headers["Cross-Origin-Opener-Policy"] is None, "signing in takes a window of the git server's"
    assert section.server.ask("").header("Cross-Origin-Opener-Policy") == "same-origin"
    assert "sandbox" in section.server.ask("mau/hinh.svg").header("Content-Security-Policy")
    assert "script-src" not in section.server.ask("mau/to-khai.pdf").header("Content-Security-Policy")


def test_feeds_calendars_and_data_have_their_types_and_are_open_to_other_sites(section: Section) -> None:
    for name, type_ in TYPES.items():
        for how in ("identity", "gzip", "br"):
            answer = section.server.ask(name, Accept_Encoding=how)
            assert (answer.status, answer.header("Content-Type")) == (200, type_), name
    is_open = {name: section.server.ask(name).headers["Access-Control-Allow-Origin"] for name in TYPES}
    data = {"data/posts.json", "data/procedures.csv", "mau/lich.ics"}
    feeds = {"rss.xml", "thu-tuc/rss.xml", "atom.xml", "feed.json"}
    assert {name for name, value in is_open.items() if value == "*"} == data | feeds
    assert set(is_open.values()) == {"*", None}


def test_compressed_twins_are_what_is_sent(section: Section) -> None:
    for name in ("", "tin-bai/", MOVED, "rss.xml", "feed.json", "data/posts.json"):
        file = section.folder / (f"{name}index.html" if name.endswith("/") or not name else name)
        plain = section.server.ask(name)
        assert plain.body == file.read_bytes()
        packed = section.server.ask(name, Accept_Encoding="gzip, deflate")
        assert (packed.header("Content-Encoding"), packed.body) == ("gzip", Path(f"{file}.gz").read_bytes())
        assert gzip.decompress(packed.body) == plain.body
        smaller = section.server.ask(name, Accept_Encoding="gzip, deflate, br")
        assert (smaller.header("Content-Encoding"), smaller.body) == ("br", Path(f"{file}.br").read_bytes())
        assert brotli.decompress(smaller.body) == plain.body
        for answer in (plain, packed, smaller):
            assert answer.header("Vary") == "Accept-Encoding"
        assert len({answer.header("ETag") for answer in (plain, packed, smaller)}) == 3


def test_what_has_a_hash_in_its_name_is_kept_for_good_and_the_rest_is_asked_for_again(section: Section) -> None:
    kept = {}
    for path in section.folder.rglob("*"):
        name = path.relative_to(section.folder).as_posix()
        if path.is_file() and path.suffix not in (".gz", ".br") and not name.startswith(("data/nginx", "admin")):
            answer = section.server.ask(name, "HEAD")
            kept[name] = answer.header("Cache-Control") if answer.status == 200 else ""
    immutable = {name for name, value in kept.items() if "immutable" in value}
    assert immutable
    for name in immutable:
        assert re.search(r"^assets/.*\.[0-9a-f]{8,}\.", name), name
    assert {kept[name] for name in immutable} == {"public, max-age=31536000, immutable"}
    assert section.server.ask("").header("Cache-Control") == "public, max-age=60"
    assert kept["rss.xml"] == kept["data/posts.json"] == "public, max-age=300"
    gone = section.server.ask("assets/cchc/site.0123456789.css")
    assert (gone.status, gone.header("Cache-Control")) == (404, "no-cache")
    # A picture may be named after a day.
    assert section.server.ask("tin-bai/2026/11/anh.20261121.png", "HEAD").header("Cache-Control") == "no-cache"
    answer = section.server.ask("", If_None_Match=section.server.ask("").header("ETag"))
    assert (answer.status, answer.body) == (304, b"")


def test_a_moved_post_is_found_at_once_and_keeps_its_page_for_other_servers(section: Section) -> None:
    for old in (OLD, OLD.rstrip("/"), f"{OLD}?utm_source=zalo"):
        answer = section.server.ask(old)
        assert (answer.status, answer.header("Location")) == (301, section.path + MOVED)
    assert section.server.ask(MOVED).status == 200
    assert 'http-equiv="refresh"' in (section.folder / OLD / "index.html").read_text("utf-8")
    for folder in ("tin-bai", "thu-tuc"):
        answer = section.server.ask(folder)
        assert (answer.status, answer.header("Location")) == (301, f"{section.path}{folder}/")


def test_what_is_not_there_is_said_in_the_sites_own_words(section: Section) -> None:
    own = (section.folder / "404.html").read_bytes()
    (section.folder / ".git").mkdir(exist_ok=True)
    (section.folder / ".git/config").write_text("bí mật", "utf-8")
    for name in (
        *("khong-co/", "khong-co.html", "tin-bai/2026/", "data/", "assets/", "404.html"),
        *(".git/config", ".env", "data/manifest.json", "data/nginx/policy.conf", "data/nginx/redirects.conf"),
    ):
        answer = section.server.ask(name)
        assert (answer.status, answer.body) == (404, own), name
    assert section.server.ask("data/build.json").status == 200, "what others watch the site by"


def test_plain_http_leads_to_https_and_the_rest_of_the_host_stays_its_own(section: Section) -> None:
    answer = section.server.ask("tin-bai/?a=1", plain=True)
    assert answer.status == 301
    assert re.fullmatch(rf"https://[a-z.]+\.example{section.path}tin-bai/\?a=1", answer.header("Location"))
    if section.path != "/":
        host = section.server._replace(address=section.server.address.removesuffix(section.path))
        assert host.ask("/cchc").header("Location") == "/cchc/"
        portal = host.ask("/")
        assert "Cổng".encode() in portal.body
        assert portal.headers["Content-Security-Policy"] is None


WATCH = """addEventListener('securitypolicyviolation', event =>
  console.error('violation', event.violatedDirective, event.blockedURI, event.sourceFile, event.lineNumber))"""


@pytest.fixture
def visitor(browser: Browser, section: Section) -> Iterator[tuple[BrowserContext, list[str]]]:
    """A reader, and whatever goes wrong before their eyes: violations, console errors, requests to other hosts."""
    context = browser.new_context(ignore_https_errors=True, viewport={"width": 360, "height": 800}, locale="vi-VN")
    host = section.server.address.removesuffix(section.path) + "/"
    faults: list[str] = []
    context.add_init_script(WATCH)
    context.on(
        "console", lambda said: faults.append(f"{said.location['url']}: {said.text}") if is_fault(said) else None
    )
    context.on("weberror", lambda error: faults.append(str(error.error)))
    context.on(
        "request", lambda asked: None if asked.url.startswith((host, "data:", "blob:")) else faults.append(asked.url)
    )
    # A picture that was on its way when the reader went on is no fault.
    context.on(
        "requestfailed",
        lambda asked: None if asked.failure == "net::ERR_ABORTED" else faults.append(f"{asked.url}: {asked.failure}"),
    )
    yield context, faults
    context.close()


def test_no_page_breaks_its_policy_errs_or_asks_another_host(
    section: Section, visitor: tuple[BrowserContext, list[str]]
) -> None:
    context, faults = visitor
    page = context.new_page()
    urls = [path.relative_to(section.folder).as_posix() for path in section.folder.rglob("index.html")]
    urls = [url.removesuffix("index.html") for url in urls if not url.startswith("admin/")]
    assert len(urls) > 80
    # Every page once, where the sample is at home; one of each kind on a host of its own.
    for url in sorted(urls) if section.path != "/" else PAGES:
        page.goto(section.server.address + url)
    assert faults == []


def test_a_tables_columns_are_aligned_without_a_style(
    section: Section, visitor: tuple[BrowserContext, list[str]]
) -> None:
    page = visitor[0].new_page()
    page.goto(section.server.address + MOVED)
    cells = page.locator("table td").evaluate_all("cells => cells.map(cell => getComputedStyle(cell).textAlign)")
    assert [align.replace("start", "left") for align in cells] == ["left", "center", "right"]


@pytest.mark.skipif(not READY, reason="the editing page was not bundled here; `make admin` does it")
def test_the_editing_page_starts_under_its_own_policy(
    section: Section, visitor: tuple[BrowserContext, list[str]]
) -> None:
    context, faults = visitor
    page = context.new_page()
    page.goto(f"{section.server.address}admin/")
    page.get_by_role("button").first.wait_for()
    assert faults == []


def test_the_headers_stand_in_one_place() -> None:
    for path in SHIPPED.rglob("*.conf"):
        lines = [line.strip() for line in path.read_text("utf-8").splitlines()]
        assert any(line.startswith("add_header ") for line in lines) is (path.name == "headers.conf"), path.name


def test_who_writes_the_site_cannot_configure_the_server(tmp_path: Path) -> None:
    (tmp_path / "tls").mkdir()
    injected = 'default "";\n}\nserver { listen 127.0.0.1:1; location / { root /; } }\nmap $uri $other {\n'
    (tmp_path / "redirects.conf").write_text(injected, "utf-8")
    (tmp_path / "nginx.conf").write_text(
        f"events {{}} http {{ map $uri $moved {{ include {tmp_path}/redirects*.conf; }} }}\n", "utf-8"
    )
    assert NGINX
    command = [NGINX, "-t", "-p", str(tmp_path), "-e", str(tmp_path / "error.log"), "-c", str(tmp_path / "nginx.conf")]
    tested = subprocess.run(command, capture_output=True, text=True, check=False)
    assert tested.returncode != 0
    assert "unexpected" in tested.stderr
