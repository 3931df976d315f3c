"""Nothing written in a post, a procedure or a name runs in a reader's browser: real payloads, in a real one."""

import functools
import html
import json
import re
import shutil
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import feedparser
import pytest
from playwright.sync_api import Dialog, Page, Request, sync_playwright
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from cchc.drawings import is_still
from tests.browsing import BROWSERS, FLAGS, serve
from tests.building import build
from tests.conftest import Project

EVIL = "https://evil.example/"
RUN = "__pwn(1)"
"""What every payload tries to call; a page of ours has no such function, the probe has."""

# What may stand in a line of text: no tag opens here, unless something decodes, strips or joins it once too often.
LINES = (
    f'" onmouseover="{RUN}" x="',
    f"' onmouseover='{RUN}' x='",
    f'"autofocus onfocus={RUN} tabindex=1 "',
    f"` onclick=`{RUN}` `",
    f"x onpointerover={RUN} y",
    f"&lt;img src=x onerror={RUN}&gt;",
    f"&#60;img src=x onerror={RUN}&#62;",
    f"&#x3c;script&#x3e;{RUN}&#x3c;/script&#x3e;",
    f"&LT;svg onload={RUN}&GT;",
    f"&amp;lt;img src=x onerror={RUN}&amp;gt;",
    f"&quot; onclick=&quot;{RUN}",
    f"&#34;&#62;&#60;script&#62;{RUN}",
    f"javascript:{RUN}",
    f"JaVaScRiPt:{RUN}//",
    f"data:text/html,{RUN}",
    f"\u0338script> {RUN} x\u0338",
    f"> \u0338img src=x onerror={RUN}>",
    f"\uff1cscript\uff1e{RUN}\uff1c/script\uff1e",
    f"\\u003cimg src=x onerror={RUN}\\u003e",
    f"\\x3cscript\\x3e{RUN}\\x3c/script\\x3e",
    f"%3Cscript%3E{RUN}%3C/script%3E",
    f"+ADw-script+AD4-{RUN}+ADw-/script+AD4-",
    f"\u02c2script\u02c3{RUN}",
    f"< script>{RUN}",
    f"<\u200bscript>{RUN}",
    f"<?php {RUN} ?>",
    f"<% {RUN} %>",
    f"<\\/script> {RUN}",
    f"]]> {RUN} --> */ {RUN}",
    f"${{{RUN}}} `${{{RUN}}}`",
    "{{ 7*'7pwn' }} {% print 7*'7pwn' %}",
    f"{{{{ cycler.__init__.__globals__ }}}} {RUN}",
    f"[[{RUN}]] {{{{constructor.constructor('{RUN}')()}}}}",
    f"'-{RUN}-' '; {RUN};//",
    f'");{RUN};//',
    f"</\u200bscript> \ue000{RUN}"[2:],
    f"\u202e>{RUN}< \u2066",
    f'\ue000" onclick={RUN}',
    f"(){{ :; }}; {RUN} !{RUN}",
    f"[x](javascript:{RUN}) ![y](x)",
    f"*x* `{RUN}` _y_ #a",
    f'=HYPERLINK("{EVIL}")',
)

# What may stand in a body, or where a record takes any text.
MARKUP = (
    f"<script>{RUN}</script>",
    f"<img src=x onerror={RUN}>",
    f"<svg onload={RUN}>",
    f"<svg/onload={RUN}//",
    f"<svg><script>{RUN}</script></svg>",
    f"<svg><animate onbegin={RUN} attributeName=x dur=1s>",
    f"<svg><a xlink:href='javascript:{RUN}'><text y=9>x</text></a></svg>",
    f"<svg><style><img src=x onerror={RUN}></style></svg>",
    f"<svg><desc><![CDATA[</desc><script>{RUN}</script>]]></svg>",
    f"<svg></p><style><a id='</style><img src=1 onerror={RUN}>'>",
    f"<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror={RUN}&gt;'>",
    f"<math><mtext><mglyph><style></math><img src onerror={RUN}></style></mglyph></mtext></math>",
    f"<math><annotation-xml encoding='text/html'><img src=x onerror={RUN}></annotation-xml></math>",
    f"<math href='javascript:{RUN}'>x</math>",
    f"<form><math><mtext></form><form><mglyph><style></math><img src onerror={RUN}>",
    f"<noscript><p title='</noscript><img src=x onerror={RUN}>'>",
    f"<template><img src=x onerror={RUN}></template>",
    f"<textarea></textarea><img src=x onerror={RUN}><textarea>",
    f"<xmp><p title='</xmp><img src=x onerror={RUN}>'>",
    f"<noembed><img title='</noembed><img src=x onerror={RUN}>'>",
    f"<title><img title='</title><img src=x onerror={RUN}>'>",
    f"<plaintext><img src=x onerror={RUN}>",
    f"<select><template><style><!--</style><a rel='--></style></template></select><img src=x onerror={RUN}>'>",
    f"<!--><img src=x onerror={RUN}>-->",
    f"<!--!><img src=x onerror={RUN}>-->",
    f"<!-- --!><img src=x onerror={RUN}>",
    f"<![CDATA[><img src=x onerror={RUN}>]]>",
    f"<?x ><img src=x onerror={RUN}>?>",
    f"<iframe srcdoc='&lt;script&gt;parent.{RUN}&lt;/script&gt;'></iframe>",
    f"<iframe src='javascript:parent.{RUN}'></iframe>",
    f"<object data='javascript:{RUN}'></object><embed src='{EVIL}a.swf'>",
    f"<a href='javascript:{RUN}'>x</a>",
    f"<a href='&#1;java&#9;script&colon;{RUN}'>x</a>",
    f"<a href='java&#8;script:{RUN}'>x</a>",
    f"<a href=' &#x6A;&#x61vascript:{RUN}'>x</a>",
    f"<a href='data:text/html,<script>{RUN}</script>'>x</a> <a href='vbscript:{RUN}'>y</a>",
    f"<form action='javascript:{RUN}'><button formaction='javascript:{RUN}'>x</button><input onfocus={RUN} autofocus>",
    f"<meta http-equiv=refresh content='0;url=javascript:{RUN}'><base href='{EVIL}'>",
    f"<link rel=stylesheet href='{EVIL}a.css'><style>@import '{EVIL}b.css'; *{{background:url({EVIL}c.png)}}</style>",
    f"<p style='background:url({EVIL}d.png);behavior:url(x);width:expression({RUN})'>x</p>",
    f"<details open ontoggle={RUN}><summary>x</summary></details>",
    f"<video><source onerror={RUN}></video><audio src=x onerror={RUN}>",
    f"<marquee onstart={RUN}>x</marquee><body onload={RUN}><input type=image src=x onerror={RUN}>",
    f"<b/onclick={RUN}>x</b><i title=`>` onclick={RUN}>y</i><u\u00a0onclick={RUN}>z</u>",
    f"<abbr title='<a href='><b title='> <img src=x onerror={RUN}>'>x</b></abbr>",
    f"<abbr lang='<img src=' title='><img src=x onerror={RUN}>'>x</abbr>",
    f"<scr<script>ipt>{RUN}</scr</script>ipt>",
    f"<x:script xmlns:x='http://www.w3.org/1999/xhtml'>{RUN}</x:script>",
    f"<img src='{EVIL}e.png' srcset='{EVIL}f.png 2x'><picture><source srcset='{EVIL}g.png'></picture>",
    f"<div id='__config' class='md-overlay' data-md-component='announce'>{RUN}</div><form id=cchc-q name=body>",
)
# One construct of Markdown each; the payload stands where an author's words would.
CONSTRUCTS = (
    "## {0}",
    "[{0}](https://a.example/)",
    '[x](https://a.example/ "{0}")',
    "[x](https://a.example/ '{0}')",
    "[x](<{0}>)",
    "![{0}](anh.png)",
    "![x](anh.png '{0}')",
    "| {0} | b |\n|---|---|\n| c | {0} |",
    "`{0}` và ``{0}``",
    "```\n{0}\n```",
    "    {0}",
    "Chữ[^1] **{0}** *{0}*\n\n[^1]: {0}",
    "- {0}\n    - {0}\n\n1. {0}",
    "> {0}",
    "{0}",
    "<div>{0}</div>",
    "<p title=\"{0}\" lang='{0}'>x</p>",
    "[{0}][r] [x][{0}]\n\n[r]: https://a.example/ '{0}'\n[{0}]: https://a.example/",
    "<https://a.example/{0}> https://a.example/{0} www.a.example/{0}",
    "Mục\n: {0}\n\n*[HTML]: {0}\n\nHTML",
)

DRAWINGS: Mapping[str, bytes] = {
    name: text.replace("SVG", 'xmlns="http://www.w3.org/2000/svg"').encode()
    for name, text in {
        "script": f"<svg SVG><script>{RUN}</script></svg>",
        "prefix": f'<svg SVG><a.b:script xmlns:a.b="http://www.w3.org/2000/svg">{RUN}</a.b:script></svg>',
        "letter": f'<svg SVG><đ:script xmlns:đ="http://www.w3.org/2000/svg">{RUN}</đ:script></svg>',
        "doctype": f'<!DOCTYPE svg [<!ATTLIST svg onload CDATA "{RUN}">]><svg SVG/>',
        "entity": f'<!DOCTYPE svg [<!ENTITY a "&#60;script>{RUN}&#60;/script>">]><svg SVG>&a;</svg>',
        "load": f"<svg SVG onload='{RUN}'/>",
        "page": f'<svg SVG><x:img xmlns:x="http://www.w3.org/1999/xhtml" src="x" onerror="{RUN}"/></svg>',
        "foreign": '<svg SVG><foreignObject><b xmlns="http://www.w3.org/1999/xhtml"/></foreignObject></svg>',
        "sheet": '<?xml-stylesheet type="text/xsl" href="ve-xsl.svg"?><svg SVG/>',
        "link": f'<svg SVG><a href="java&#10;script:{RUN}"><text y="9">x</text></a></svg>',
        "later": f'<svg SVG><a><set attributeName="href" to="javascript:{RUN}"/><text y="9">x</text></a></svg>',
        "iso": f'<?xml version="1.0" encoding="ISO-2022-JP"?><svg SVG><scr\x1b(Bipt>{RUN}</scr\x1b(Bipt></svg>',
        "still": '<svg SVG viewBox="0 0 9 9"><title>on load</title><a href="https://a.example/"><path/></a></svg>',
    }.items()
}

CONFIGURATION = """\
site_name: Chuyên mục CCHC
site_url: https://xa.example/cchc/
theme: {{name: material, language: vi, font: false}}
plugins:
  - cchc:
      page_size: 50
      feed_size: 200
      agency: {agency}
      units: {units}
      topics: {topics}
      quota:
        posts_per_month: 2
        start: "2026-05"
        responsible_unit: u0
        page: public
        waivers: [{{month: "2026-07", reason: {reason}, approved_by: {who}, document: {reason}, date: "2026-08-01"}}]
"""


def line(index: int) -> str:
    return LINES[index % len(LINES)]


def any_text(index: int) -> str:
    return (*MARKUP, *LINES)[index % (len(MARKUP) + len(LINES))]


def written(front: Mapping[str, Any], body: str) -> str:
    """Return a file whose front matter is JSON, which is YAML."""
    values = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in front.items())
    return f"---\n{values}---\n{body}"


def post(index: int) -> str:
    """Return a post with another payload in each of its fields, and one in every construct of its body."""
    payload = MARKUP[index % len(MARKUP)]
    text = [line(index + step) for step in range(20)]
    front = {
        "title": f"{text[0]} {index}"[:120],
        "date": f"2026-{5 + index % 6:02d}-{1 + index % 28:02d}",
        "month": f"2026-{5 + index % 6:02d}",
        "unit": f"u{index % len(LINES)}",
        "topic": f"t{index % len(LINES)}",
        "co_units": [f"u{(index + 7) % len(LINES)}"],
        "summary": text[1],
        "author": text[2],
        "reviewed_by": text[3],
        "tags": [text[4], text[5]],
        "documents": [text[6], text[7], f"{index}/2026/QĐ-UBND"],
        "image": {"src": "anh.png", "alt": text[8], "caption": text[9]},
        "attachments": [{"file": "tep.pdf", "title": text[10]}],
        "video": {
            "url": "https://www.youtube.com/watch?v=XXXXXXXXXXX",
            "poster": "anh.png",
            "transcript": f"{payload}\n\n{text[14]}",
        },
        "channels": [{"name": text[11], "url": f"{EVIL}{index}"}, {"name": text[12]}],
        "source": {"name": text[13], "url": EVIL},
        "procedures": [f"3.{index:06d}"],
        "moved_from": [f"2026/01/cu-{index}"],
    }
    return written(front, "\n\n".join(part.replace("{0}", payload) for part in CONSTRUCTS))


def procedure(index: int) -> str:
    """Return a procedure with another payload in each of its fields."""
    text = [line(index + step) for step in range(20)]
    free = [any_text(index + step) for step in range(20)]
    front = {
        "code": f"3.{index:06d}",
        "name": text[0],
        "field": line(index // 4),
        "levels": ["xa"],
        "executing_agencies": [text[1], text[2]],
        "competent_agency": text[3],
        "coordinating_agencies": [text[4]],
        "subjects": [free[0], free[1]],
        "methods": [{"channel": "online", "time_limit": text[5], "fee": text[6], "note": text[7]}],
        "time_limit": text[8],
        "fee": text[9],
        "fee_note": free[2],
        "dossier": [{"name": free[3], "originals": 1, "form": {"name": text[10], "url": EVIL}}],
        "steps": [free[4], free[5]],
        "results": [free[6]],
        "conditions": [free[7]],
        "legal_basis": [free[8], free[9]],
        "online_level": "partial",
        "online_reason": free[10],
        "announcing_decisions": [{"number": text[11], "issuer": text[12], "url": EVIL, "date": "2026-05-20"}],
        "owner_unit": f"u{index % len(LINES)}",
        "updated": "2026-05-21",
    }
    if index % 10 == 9:
        front["announcing_decisions"] = [{"number": text[11], "action": "abolished", "effective": "2026-06-01"}]
    return written(front, "\n\n".join(part.replace("{0}", any_text(index)) for part in CONSTRUCTS))


def document(index: int) -> str:
    """Return a document with another payload in each of its fields."""
    front = {
        "number": f"{index}/2026/QĐ-UBND",
        "type": "quyet-dinh",
        "abstract": any_text(index),
        "issuer": line(index),
        "signer": line(index + 1),
        "date": "2026-05-20",
        "url": EVIL,
        "files": [{"file": "tep.pdf", "title": line(index + 2)}],
        "replaces": [f"{index + 1}/2026/QĐ-UBND"],
        "amends": [f"{index + 2}/2025/QĐ-UBND"],
    }
    return written(front, "\n\n".join(part.replace("{0}", any_text(index)) for part in CONSTRUCTS))


def event(index: int) -> str:
    """Return an event with another payload in each of its fields."""
    front = {
        "title": f"{line(index)} {index}"[:120],
        "kind": "dialogue",
        "start": f"2026-{12 - index % 3}-10 08:00",
        "unit": f"u{index % len(LINES)}",
        "place": line(index + 1),
        "online": EVIL,
        "audience": line(index + 2),
        "contact": line(index + 3),
        "summary": line(index + 4),
        "status": ("scheduled", "postponed", "cancelled")[index % 3],
        "post": f"2026/05/bai-{index}",
    }
    return written(front, "\n\n".join(part.replace("{0}", any_text(index)) for part in CONSTRUCTS))


def indicator(index: int) -> str:
    """Return an index with another payload in each of its fields."""
    text = [line(10 * index + step) for step in range(10)]
    measure = {"what": text[0], "unit": f"u{index}", "evidence": [{"url": EVIL, "title": text[1]}]}
    lost = {"criterion": text[2], "points": 1, "cause": text[3], "measures": [measure]}
    part = {"name": text[4], "score": 7, "max": 8}
    year = {"score": 7, "max": 8, "rank": 1, "group": text[5], "source": text[6], "url": EVIL}
    front = {
        "name": f"{text[7]} {index}"[:120],
        "index": "other",
        "level": "xa",
        "assessed": text[8],
        "summary": text[9],
        "years": [{"year": 2024, **year}, {"year": 2025, **year, "components": [part], "lost": [lost]}],
    }
    return written(front, any_text(index))


def poisoned(project: Project) -> Project:
    """Return the project with payloads everywhere an author or an agency writes words."""
    as_yaml = functools.partial(json.dumps, ensure_ascii=False)
    names = ("name", "short_name", "parent", "address", "phone", "hotline", "email")
    place = {key: line(8 + number) for number, key in enumerate(("name", "address", "hours", "phone"))}
    agency = {"id": "xa-mau", **{key: line(number) for number, key in enumerate(names)}, "receptions": [place]}
    project.write(
        "mkdocs.yml",
        CONFIGURATION.format(
            agency=as_yaml(agency),
            units=as_yaml([{"id": f"u{n}", "name": text, "short_name": f"{text} {n}"} for n, text in enumerate(LINES)]),
            topics=as_yaml([{"id": f"t{n}", "name": text} for n, text in enumerate(LINES)]),
            reason=as_yaml(line(20)),
            who=as_yaml(line(0)),
        ),
    )
    for index in range(len(MARKUP)):
        project.write(f"posts/2026/05/bai-{index}.md", post(index))
        project.write(f"docs/thu-tuc/3.{index:06d}.md", procedure(index))
        project.write(f"docs/van-ban/{index}.md", document(index))
        project.write(f"docs/su-kien/e{index}.md", event(index))
    for index in range(len(LINES) // 10 + 1):
        project.write(f"docs/chi-so/c{index}.md", indicator(index))
    project.write("posts/2026/05/anh.png", b"\x89PNG\r\n\x1a\n")
    project.write("posts/2026/05/tep.pdf", b"%PDF-1.7\n")
    project.write("docs/van-ban/tep.pdf", b"%PDF-1.7\n")
    for name, content in DRAWINGS.items():
        project.write(f"posts/2026/05/ve-{name}.svg", content)
    shown = "\n\n".join(f"![Hình](ve-{name}.svg) [mở hình](ve-{name}.svg)" for name in DRAWINGS)
    front = {"title": "Hình vẽ", "date": "2026-06-30", "month": "2026-06", "unit": "u0", "topic": "t0"}
    project.write("posts/2026/05/ve.md", written(front, shown))
    return project


# ------------------------------------------------------------------ the probe

RUNS = ("javascript:", "vbscript:", "data:text", "data:image/svg", "file:")
_LOOK = r"""() => {
    const bad = [];
    const squeeze = (text) => text.replace(/[\u0000-\u0020]/g, "").toLowerCase();
    for (const element of document.querySelectorAll("*")) {
        for (const {name, value} of element.attributes) {
            if (/^on/i.test(name) || name === "srcdoc") bad.push(`${element.tagName} ${name}=${value}`);
            const isAddress = /^(?:xlink:)?href$|^src$|action$|^data$|^to$/i.test(name);
            if (isAddress && /^(?:javascript|vbscript|data:(?!image\/)|file):?/.test(squeeze(value))) {
                bad.push(`${element.tagName} ${name}=${value}`);
            }
        }
        const isData = element.type === "application/ld+json" && !element.textContent.includes("<");
        if (element.tagName === "SCRIPT" && !isData && element.textContent.includes("__pwn")) bad.push("SCRIPT");
        const active = /^(?:IFRAME|OBJECT|EMBED|BASE|META|LINK|STYLE|VIDEO|AUDIO|TEMPLATE)$/;
        const isOurs = element.closest(".cchc-body, .cchc-post, .cchc-card, h1, table, .cchc-footer");
        const isShown = element.closest("main, footer, nav, header");
        if (isShown && active.test(element.tagName)) bad.push(element.tagName);
        if (isOurs && element.tagName === "SCRIPT") bad.push(`SCRIPT ${element.textContent}`);
        if (element.tagName === "IMG" && /(?:^|\/)x$/.test(element.getAttribute("src") || "")) bad.push("IMG x");
    }
    if (document.body && document.body.innerText.includes("7pwn7pwn")) bad.push("a template was filled in");
    return bad;
}"""


@dataclass
class Seen:
    """What happened on the pages that were opened."""

    pages: dict[str, list[str]] = field(default_factory=dict)
    """What is wrong with the elements of each page."""
    ran: list[str] = field(default_factory=list)
    """The page on which a payload ran or a dialog came up."""
    requests: list[str] = field(default_factory=list)
    """Addresses of other hosts."""


def explore(folder: Path, visit: Callable[[Page, str, Seen], None]) -> Seen:
    """Serve a folder and open its pages in the browser; in a thread, as another module may have a browser open."""
    with serve(folder) as address, ThreadPoolExecutor(1) as one:
        return one.submit(_explore, address, visit).result()


def _explore(address: str, visit: Callable[[Page, str, Seen], None]) -> Seen:
    seen = Seen()

    def asked(request: Request) -> None:
        if not request.url.startswith((address, "data:image/")):
            seen.requests.append(request.url)

    def dialog(shown: Dialog) -> None:
        seen.ran.append(shown.page.url if shown.page else "?")
        shown.dismiss()

    path = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    where: dict[str, Any] = {"executable_path": path} if path else {"channel": "msedge"}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(args=list(FLAGS), **where)
        # Without the policy: what it would stop must not be there in the first place.
        page = browser.new_page(viewport={"width": 1280, "height": 800}, bypass_csp=True)
        page.expose_binding("__pwn", lambda source, *_: seen.ran.append(source["page"].url))
        page.on("request", asked)
        page.on("dialog", dialog)
        page.route(re.compile(r"^\w+://[^/]*evil"), lambda route: route.abort())
        visit(page, address, seen)
        browser.close()
    return seen


def look(page: Page, seen: Seen, name: str) -> None:
    """Note what is wrong with the page that is open."""
    bad = page.evaluate(_LOOK)
    if bad or name not in seen.pages:
        seen.pages[name] = bad


# ------------------------------------------------------------------ the site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The poisoned site, built."""
    folder = tmp_path_factory.mktemp("doc")
    built = folder / "www/cchc"
    build(poisoned(Project(folder / "xa")).root, built, environment={"SOURCE_DATE_EPOCH": "1795237200"})
    return built


ALIKE = re.compile("/don-vi/|/noi-dung/|/cu-|/thang/")
"""Pages of which the browser opens a few; `test_no_file_has_…` reads them all."""


def addresses(site: Path) -> list[str]:
    """Return the address of every page of the site, home first."""
    found = sorted(path.parent.relative_to(site).as_posix() for path in site.rglob("index.html"))
    return [f"{name}/".removeprefix("./") for name in found]


@pytest.fixture(scope="module")
def seen(site: Path) -> Seen:
    """Every page of the poisoned site, seen by a reader who clicks, types and comes by old addresses."""

    def visit(page: Page, address: str, seen: Seen) -> None:
        root = f"{address}cchc/"
        names = [name for number, name in enumerate(addresses(site)) if number % 6 == 0 or not ALIKE.search(name)]
        for name in (*names, "khong-co-trang-nay/"):
            page.goto(root + name, wait_until="domcontentloaded")
            if "/cu-" in name:  # it leads on at once
                page.wait_for_url(re.compile("/bai-"), wait_until="domcontentloaded")
            look(page, seen, name)
        for number, text in enumerate((*LINES[:20], *MARKUP[:20])):
            page.goto(f"{root}thu-tuc/" if number % 4 else root, wait_until="load")
            page.locator("#cchc-q").fill(text)
            page.locator("#cchc-q").press("Enter")
            page.wait_for_url("**/thu-tuc/?q=*")
            page.wait_for_load_state()
            look(page, seen, f"tìm {number}")
        page.goto(f"{root}thu-tuc/?q=%3Cimg%20src=x%20onerror=__pwn(1)%3E#%3Cimg%20src=x%20onerror=__pwn(1)%3E")
        look(page, seen, "tìm trong địa chỉ")
        for path in sorted(site.rglob("*.svg")):
            page.goto(root + path.relative_to(site).as_posix())
            look(page, seen, path.name)
        page.wait_for_timeout(300)

    return explore(site.parent, visit)


def test_enough_payloads_stand_in_every_field_and_construct() -> None:
    assert min(len(LINES), len(MARKUP)) >= 40
    assert len(set(LINES)) == len(LINES)
    assert len(set(MARKUP)) == len(MARKUP)


def test_every_poisoned_record_is_published(site: Path) -> None:
    names = addresses(site)
    assert len([name for name in names if re.fullmatch(r"tin-bai/2026/05/bai-\d+/", name)]) == len(MARKUP)
    assert len([name for name in names if re.fullmatch(r"thu-tuc/3\.\d+/", name)]) == len(MARKUP)
    assert len([name for name in names if re.fullmatch(r"van-ban/\d+-2026-qd-ubnd/", name)]) == len(MARKUP)
    assert len([name for name in names if re.fullmatch(r"su-kien/e\d+/", name)]) == len(MARKUP)
    assert len([name for name in names if re.fullmatch(r"chi-so/c\d+/", name)]) == len(LINES) // 10 + 1
    assert {"tien-do/", "theo-doi/", "huong-dan/ma-loi/", "thu-tuc/", "tin-bai/", "tin-bai/2026/01/cu-0/"} <= set(names)
    words = (site / "tin-bai/2026/05/bai-0/index.html").read_text("utf-8")
    assert html.escape(LINES[0], quote=False)[:20].replace('"', "&#34;") in words


def test_no_payload_runs_in_a_browser(seen: Seen) -> None:
    assert len(seen.pages) > 150
    assert seen.ran == []


def test_no_page_has_a_handler_or_an_address_that_runs(seen: Seen) -> None:
    assert {name: bad for name, bad in seen.pages.items() if bad} == {}


def test_no_file_has_a_handler_or_an_address_that_runs(site: Path) -> None:
    for path in site.rglob("*.html"):
        for node in HTMLParser(path.read_text("utf-8")).css("*"):
            for name, value in (node.attributes or {}).items():
                address = re.sub(r"[\x00-\x20]", "", value or "").lower()
                assert not name.lower().startswith("on"), (path, node.html)
                assert name not in ("href", "src", "action") or not address.startswith(RUNS), (path, node.html)
            if node.attributes.get("type") == "application/ld+json":  # read by search engines, run by nobody
                assert node.tag == "script"
                assert "<" not in node.text()
                json.loads(node.text())
            else:
                assert node.tag != "script" or "__pwn" not in node.text(), path


def test_no_page_asks_another_host_for_anything(seen: Seen) -> None:
    assert seen.requests == []


def test_only_drawings_that_run_nothing_are_published(site: Path, tmp_path: Path) -> None:
    published = {path.stem.removeprefix("ve-") for path in site.rglob("ve-*.svg")}
    assert published == {"still"}
    for name, content in DRAWINGS.items():
        (tmp_path / "ve.svg").write_bytes(content)
        assert is_still(tmp_path / "ve.svg") is (name == "still"), name


def test_what_feeds_hold_runs_nothing_where_it_is_read(site: Path) -> None:
    entries = []
    for path in [*site.rglob("rss.xml"), site / "atom.xml"]:
        feed = feedparser.parse(path.read_bytes(), sanitize_html=False, resolve_relative_uris=False)
        assert not feed.bozo, path
        for entry in feed.entries:
            entries += [item.value for item in entry.get("content", ())] + [html.escape(entry.title), entry.summary]
    for item in json.loads((site / "feed.json").read_text("utf-8"))["items"]:
        entries += [item["content_html"], html.escape(item["title"])]
    assert len(entries) > 300
    for content in set(entries):
        assert_inert(content)


def assert_inert(content: str) -> None:
    """No element, attribute or address of a piece of HTML runs or loads anything from elsewhere."""
    body = HTMLParser(content).body
    assert body is not None
    for node in body.traverse():
        assert node.tag not in {"script", "style", "iframe", "object", "embed", "form", "svg", "math", "base", "meta"}
        for name, value in (node.attributes or {}).items():
            address = re.sub(r"[\x00-\x20]", "", value or "").lower()
            assert not name.lower().startswith("on"), content
            assert name not in ("style", "class", "id", "srcset"), content
            assert name not in ("href", "src") or address.startswith(("http", "mailto:", "tel:", "#", "?")), address
            assert node.tag != "img" or name != "src" or address.startswith("https://xa.example/"), address


# ------------------------------------------------------------------ the probe can fail

UNSAFE = {
    "script": f"<article><script>{RUN}</script></article>",
    "handler": f"<article><img src=x onerror='{RUN}'></article>",
    "address": "<article><a href=' java&#9;script:alert(1)'>x</a></article>",
    "dialog": "<script>alert(1)</script>",
    "request": f"<img src='{EVIL}a.png'>",
    "template": "7pwn7pwn",
}


def test_the_probe_sees_what_is_unsafe(tmp_path: Path) -> None:
    """On pages made to be unsafe each of the alarms goes off; else the silence above would prove nothing."""
    for name, text in UNSAFE.items():
        (tmp_path / f"{name}.html").write_text(f"<!doctype html><body>{text}</body>", "utf-8")
    (tmp_path / "cchc").mkdir()
    (tmp_path / "cchc/404.html").write_text("không có", "utf-8")
    for name in DRAWINGS:
        (tmp_path / f"ve-{name}.svg").write_bytes(DRAWINGS[name])
    (tmp_path / "ve-xsl.svg").write_text(
        '<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"><xsl:template match="/">'
        '<html xmlns="http://www.w3.org/1999/xhtml"><body><xsl:element name="script" '
        f'namespace="http://www.w3.org/1999/xhtml">{RUN}</xsl:element></body></html></xsl:template></xsl:stylesheet>'
    )

    def visit(page: Page, address: str, seen: Seen) -> None:
        for name in UNSAFE:
            # A picture that cannot be had says so before the page is loaded, and not before then.
            page.goto(f"{address}{name}.html", wait_until="load" if name == "handler" else "domcontentloaded")
            look(page, seen, name)
        for name in DRAWINGS:
            page.goto(f"{address}ve-{name}.svg")
            if name in ("link", "later"):
                page.locator("a").dispatch_event("click")
            page.wait_for_timeout(100)

    seen = explore(tmp_path, visit)
    assert {name for name, bad in seen.pages.items() if bad} == {"script", "handler", "address", "template"}
    ran = {Path(url).stem for url in seen.ran}
    assert ran >= {"script", "handler", "dialog"}
    drawn = {"script", "prefix", "letter", "doctype", "entity", "load", "page", "sheet", "iso"}
    assert {f"ve-{name}" for name in drawn} <= ran
    assert "ve-still" not in ran
    assert seen.requests == [f"{EVIL}a.png"]
