"""No page holds what its policy forbids: browsers would leave it out without a word to the reader."""

import re
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser
from selectolax.lexbor import LexborNode

from cchc.model import SetupError
from cchc.publish import outputs, policy, web_server
from cchc.publish.outputs import Moved
from cchc.schema import PluginConfig
from cchc.schema.settings import Admin
from tests.building import DRAWN, build, copy_sample
from tests.conftest import LONG, Project

META = 'meta[http-equiv="Content-Security-Policy"]'
DATA = {"application/json", "application/ld+json"}
TABLE = "| Quý | Hồ sơ | Đúng hạn | Ghi chú |\n|---|:-:|--:|:--|\n| I | 100 | 99 | tốt |\n\n"
# What is loaded for showing the page; links may lead anywhere.
LOADED = "script[src], img[src], source[src], video[src], audio[src], track[src], embed, object, iframe"


def faults(html: str) -> list[str]:
    """Return what the policy of pages would stop, or what it cannot stop and must not be there."""
    found = []
    for node in HTMLParser(html).css("*"):
        if node.tag == "style":
            found.append("<style>")
        if node.tag == "script" and "src" not in node.attributes and node.attributes.get("type") not in DATA:
            found.append(f"<script>{node.text()[:60]}")
        if node.tag in ("base", "object", "embed", "iframe"):
            found.append(f"<{node.tag}>")
        found += [f"{node.tag} {name}={value}" for name, value in node.attributes.items() if _runs(name, value or "")]
    for node in HTMLParser(html).css(LOADED + ', link[rel~="stylesheet"]'):
        address = node.attributes.get("src") or node.attributes.get("href") or ""
        if re.match(r"\s*(?://|[a-z][a-z0-9+.-]*:)", address, re.IGNORECASE):
            found.append(f"{node.tag} {address}")
    return found


def _runs(name: str, value: str) -> bool:
    return name == "style" or name.startswith("on") or bool(re.match(r"\s*javascript:", value, re.IGNORECASE))


def first(html: str) -> list[LexborNode]:
    """Return the first elements of a page's head that say or load anything."""
    head = HTMLParser(html).css_first("head")
    assert head is not None
    return [node for node in head.iter() if node.attributes.get("charset") is None][:2]


@pytest.mark.parametrize(
    "html",
    [
        *("<script>a()</script>", '<script type="module">a()</script>', "<style>p{}</style>", "<svg><style/></svg>"),
        *(
            '<p style="color:red">',
            '<p onclick="a()">',
            '<a href=" javascript:a()">',
            '<script src="//x.example/a.js">',
        ),
        *('<img src="https://x.example/a.png">', '<link rel="stylesheet" href="https://x.example/a.css">', "<iframe>"),
    ],
)
def test_the_search_for_forbidden_things_finds_them(html: str) -> None:
    assert faults(f"<!doctype html><title>x</title><body>{html}")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample, with a moved post and tables in a post and in a hand-written page."""
    folder = tmp_path_factory.mktemp("policy")
    project = Project(copy_sample(folder / "project"))
    where = {"date": "2026-11-12", "month": '"2026-11"', "summary": "Nộp hồ sơ tại xã."}
    project.post("2026/11/bang", TABLE + LONG, title="Bảng", moved_from="[2026/10/bang-cu]", **where)
    project.write("docs/lien-he.md", f"# Liên hệ\n\n{TABLE}")
    build(project.root, folder / "site", "--strict")
    return folder / "site"


def test_no_page_holds_a_script_a_style_or_a_handler(site: Path) -> None:
    pages = {path.relative_to(site).as_posix(): path.read_text("utf-8") for path in site.rglob("*.html")}
    assert len(pages) > 80
    assert {name: found for name, html in pages.items() if (found := faults(html))} == {}


def test_every_page_says_first_what_it_may_load(site: Path) -> None:
    expected = policy.of_pages(PluginConfig())
    for path in site.rglob("*.html"):
        html = path.read_text("utf-8")
        (meta,) = HTMLParser(html).css(META)
        assert first(html)[0].attributes == meta.attributes, path
        old = path.parent == site / "tin-bai/2026/10/bang-cu"
        assert meta.attributes["content"] == (policy.OF_NOTHING if old else expected), path


def test_columns_of_a_table_are_aligned_by_classes(site: Path) -> None:
    for name in ("tin-bai/2026/11/bang", "lien-he"):
        html = (site / name / "index.html").read_text("utf-8")
        for tag in ("th", "td"):
            cells = HTMLParser(html).css(f"table {tag}")
            assert [cell.attributes.get("class") for cell in cells] == [None, "cchc-center", "cchc-right", None]


def directives(text: str) -> dict[str, str]:
    """Return what a policy says of each kind of thing."""
    return dict(part.split(" ", 1) for part in text.split("; "))


def test_a_page_takes_nothing_from_elsewhere_but_the_videos_that_were_named() -> None:
    said = directives(policy.of_pages(PluginConfig()))
    assert said["default-src"] == said["object-src"] == said["base-uri"] == "'none'"
    assert said["script-src"] == said["style-src"] == said["connect-src"] == said["form-action"] == "'self'"
    assert said["frame-src"] == "https://www.youtube-nocookie.com"
    none = PluginConfig.model_validate({"video_hosts": []})
    assert directives(policy.of_pages(none))["frame-src"] == "'none'"
    assert "unsafe" not in policy.of_pages(none)


def test_nobody_frames_the_site_but_the_portals_that_were_named() -> None:
    assert directives(policy.in_header("a b"))["frame-ancestors"] == "'none'"
    named = PluginConfig.model_validate({"framed_by": ["https://langson.gov.vn/", "https://cong.tinh.example:8443"]})
    assert policy.in_header("", named) == "frame-ancestors https://langson.gov.vn https://cong.tinh.example:8443"


@pytest.mark.parametrize(
    "portal", ["http://langson.gov.vn", "https://*", "langson.gov.vn", "https://x.vn/a", "https://a.vn; b"]
)
def test_a_portal_is_an_origin(project: Project, portal: str) -> None:
    project.configure("      quota:\n", f'      framed_by: ["{portal}"]\n      quota:\n')
    with pytest.raises(SetupError, match="framed_by"):
        project.site()


def test_the_editing_page_talks_to_the_server_of_the_repository_only() -> None:
    def hosts(**settings: str) -> str:
        admin = Admin.model_validate({"repo": "xa/cchc", **settings})
        return directives(policy.of_editing(admin))["connect-src"].removeprefix("'self' blob: data: ")

    assert hosts(backend="gitlab") == "https://gitlab.com"
    assert hosts(backend="gitea", base_url="https://git.xa.example/x") == "https://git.xa.example"
    assert hosts(backend="github").startswith("https://api.github.com ")


def server_file(project: Project, name: str) -> list[str]:
    """Return the lines of a file that the web server reads."""
    made = outputs(project.site(), DRAWN, preview=False)
    (file,) = [output for output in made if output.url == f"data/nginx/{name}.conf"]
    assert not isinstance(file, Moved)
    return file.content.decode().splitlines()  # type: ignore[union-attr]


def test_the_web_server_learns_where_a_post_went(project: Project) -> None:
    project.post("2026/05/moi", moved_from="[2026/05/cu, 2026/04/cu-hon]")
    project.post("2026/05/go", title="Đã gỡ", status="withdrawn", moved_from="[2026/05/go-cu]")
    project.post("2026/05/nhap", title="Nháp", status="draft", moved_from="[2026/05/nhap-cu]")
    assert server_file(project, "redirects") == [
        '"/cchc/tin-bai/2026/05/cu/" "/cchc/tin-bai/2026/05/moi/";',
        '"/cchc/tin-bai/2026/05/cu" "/cchc/tin-bai/2026/05/moi/";',
        '"/cchc/tin-bai/2026/04/cu-hon/" "/cchc/tin-bai/2026/05/moi/";',
        '"/cchc/tin-bai/2026/04/cu-hon" "/cchc/tin-bai/2026/05/moi/";',
        '"/cchc/tin-bai/2026/05/go-cu/" "/cchc/tin-bai/2026/05/go/";',
        '"/cchc/tin-bai/2026/05/go-cu" "/cchc/tin-bai/2026/05/go/";',
    ]


def test_an_address_cannot_say_more_to_the_web_server_than_an_address(project: Project) -> None:
    project.configure("https://xa.example/cchc/", 'https://xa.example/c$h"c%22%20%5C/')
    project.post("2026/05/moi", moved_from="[2026/05/cu]")
    (line, _) = server_file(project, "redirects")
    assert line == (
        r'"/c$h\"c\" \\/tin-bai/2026/05/cu/" "/c%24h%22c%22%20%5C/tin-bai/2026/05/moi/";'  # a key is no pattern
    )
    assert web_server.FOLDER == "data/nginx/"
