"""Bad and hostile sources, each with what the check says of it; `python -m tests.hostile FOLDER` measures them all."""

import gc
import gzip
import json
import os
import resource
import signal
import socket
import struct
import sys
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.conftest import MKDOCS, PROCEDURE, Project, post_text

SECRET = "CHIM-HOANG-YEN-NGOAI-KHO"
"""Stands outside of every project; nothing may show it."""
SECONDS = 2.0
MEGABYTES = 300
ORDINARY = "Nội dung bài viết thường, đủ để không ai phải hỏi thêm điều gì về"


@dataclass(frozen=True)
class Here:
    """Where one kind may write, and how."""

    project: Project
    name: str

    @property
    def outside(self) -> Path:
        """A folder beside the project, with a secret in it."""
        return self.project.root.parent / "ngoai"

    @property
    def canary(self) -> Path:
        """A file that only code run from a source would make."""
        return self.project.root.parent / "da-chay"

    @property
    def folder(self) -> Path:
        """The folder of posts."""
        made = self.project.root / "posts/2026/05"
        made.mkdir(parents=True, exist_ok=True)
        return made

    def text(self, body: str = "", **changes: str | None) -> str:
        """Return a post's text, with a title and a body of its own."""
        return post_text(f"{ORDINARY} {self.name}.\n\n{body}\n", **{"title": f"Bài {self.name}", **changes})

    def post(self, body: str = "", **changes: str | None) -> None:
        """Write the kind's post."""
        self.write(self.text(body, **changes))

    def write(self, content: str | bytes, name: str = "") -> Path:
        """Write a file beside the posts; the kind's own post when it has no name."""
        return self.project.write(f"posts/2026/05/{name or self.name + '.md'}", content)

    def procedure(self, text: str) -> None:
        """Write a procedure; its code is made the kind's own."""
        number = f"{zlib.crc32(self.name.encode()) % 1_000_000:06d}"
        self.project.write(f"docs/thu-tuc/{self.name}.md", text.replace("1.001193", f"2.{number}"))


@dataclass(frozen=True)
class Kind:
    """One way in which a source can be bad."""

    name: str
    code: str
    """The finding that it must have; empty where it is harmless: no error, or only what is said of anything odd."""
    make: Callable[[Here], object]

    def owns(self, path: str) -> bool:
        """Whether a finding's path belongs to what this kind wrote."""
        return self.name in path


KINDS: dict[str, Kind] = {}


def _add(name: str, code: str, make: Callable[[Here], object]) -> None:
    assert name not in KINDS
    KINDS[name] = Kind(name, code, make)


def kind(code: str) -> Callable[[Callable[[Here], object]], Callable[[Here], object]]:
    """Register a function that writes a hostile source, under its name."""

    def register(make: Callable[[Here], object]) -> Callable[[Here], object]:
        _add(make.__name__.replace("_", "-"), code, make)
        return make

    return register


# ------------------------------------------------------------------ front matter

_MANY_ALIASES = "a0: &a0 [x, x]\n" + "\n".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12))
_FRONTS: dict[str, tuple[str, str]] = {
    "yaml-aliases": ("CCHC005", _MANY_ALIASES),
    "yaml-list-in-itself": ("CCHC005", "tags: &t [*t]"),
    "yaml-deep-lists": ("CCHC005", "tags: " + "[" * 9_000),
    "yaml-deep-maps": ("CCHC005", "image: " + "{a: " * 9_000),
    "yaml-deep-blocks": ("CCHC005", "\n".join("  " * n + "a:" for n in range(200))),
    "yaml-merge": ("CCHC102", "<<: {summary: Gộp vào}"),
    "yaml-merge-alias": ("CCHC005", "<<: *khac"),
    "yaml-python-object": ("CCHC005", "author: !!python/object/apply:os.system ['touch CANARY']"),
    "yaml-python-name": ("CCHC005", "author: !!python/name:os.system"),
    "yaml-python-module": ("CCHC005", "tags: [!!python/module:os x]"),
    "yaml-binary": ("CCHC005", "author: !!binary aGVsbG8="),
    "yaml-set": ("CCHC005", "tags: !!set {a, b}"),
    "yaml-own-tag": ("CCHC005", "author: !<tag:xa.example,2026:x> A"),
    "yaml-env-tag": ("CCHC005", "author: !ENV [HOME]"),
    "yaml-include-tag": ("CCHC005", "author: !include /etc/passwd"),
    "yaml-huge-integer": ("CCHC103", "counts: " + "9" * 20_000),
    "yaml-huge-float": ("", "author: 1.5e+999999999"),
    "yaml-no-numbers": ("", "tags: [.inf, -.inf, .nan, 0x7fffffff, 0o777, 190:20:30]"),
    "yaml-long-key": ("CCHC003", "t" * 60_000 + ": x"),
    "yaml-long-asked-key": ("CCHC102", "? " + "t" * 900 + "\n: x"),
    "yaml-list-for-key": ("CCHC102", "? [a, b]\n: x"),
    "yaml-two-documents": ("", "author: A\n...\n--- \nauthor: B"),
    "yaml-document-end": ("CCHC003", "author: A\n...\nlang: vi"),
    "yaml-directive": ("CCHC003", "%YAML 9.9"),
    "yaml-tab": ("CCHC003", "tags:\n\t- a"),
    "yaml-key-twice": ("CCHC004", "unit: van-hoa"),
    "yaml-thousands-of-keys": ("CCHC005", "\n".join(f"k{n}: 1" for n in range(6_000))),
    "yaml-thousands-of-items": ("CCHC005", "tags: [" + ",".join("1" for _ in range(30_000)) + "]"),
    "yaml-thousands-of-units": ("CCHC005", "co_units: [" + ",".join(f"u{n}" for n in range(9_000)) + "]"),
    "yaml-long-list-of-units": ("CCHC301", "co_units: [" + ",".join(f"u{n}" for n in range(700)) + "]"),
    "yaml-quotes": ("CCHC003", "\n".join(['author: "x"'] * 1 + [f'k{n}: "x"' for n in range(1_000)] + ['e: "x'])),
    "yaml-surrogate": ("CCHC003", 'author: "\\ud800\\udc00"'),
    "yaml-nul-escape": ("", 'author: "a\\0b\\x07c\\ufffe"'),
    "yaml-ansi-escape": ("", 'author: "\\e[31mĐỏ\\e[0m \\x9b31m"'),
    "yaml-comment": ("", "# " + "x" * 50_000),
    "date-not-there": ("CCHC201", "updated: 31/04/2026"),
    "date-zero": ("CCHC201", "updated: 0000-00-00"),
    "date-year-one": ("CCHC201", "updated: 0001-01-01"),
    "date-of-other-digits": ("CCHC201", "updated: ２０２６-٠٥-१४"),
    "date-odd-offset": ("CCHC201", "updated: 2026-05-14T08:00:00+25:61"),
    "date-past-the-end": ("CCHC201", "updated: 9999-12-31T23:59:59-23:00"),
    "date-leap-second": ("CCHC201", "updated: 2026-06-30T23:59:60Z"),
    "date-number": ("CCHC201", "updated: 999999999999999999"),
    "id-up": ("CCHC103", "id: ../../../../etc/passwd"),
    "id-up-below-month": ("CCHC103", "id: 2026/05/../../x"),
    "id-absolute": ("CCHC103", "id: /etc/passwd"),
    "id-unc": ("CCHC103", "id: \\\\may-chu\\chung\\x"),
    "id-percent": ("CCHC103", "id: 2026/05/%2e%2e%2fx"),
    "id-line-end": ("CCHC103", 'id: "2026/05/a\\n"'),
    "moved-from-up": ("CCHC103", "moved_from: [../../x, 'C:\\x', //may-chu/x]"),
    "translation-of-up": ("CCHC103", "translation_of: posts/../../x.md"),
    "image-up": ("CCHC601", "image: {src: ../../../../ngoai/mat.png, alt: Mật}"),
    "image-absolute": ("CCHC601", "image: {src: /etc/passwd, alt: Mật}"),
    "image-unc": ("CCHC601", "image: {src: '\\\\may-chu\\chung\\a.png', alt: Mật}"),
    "image-file-scheme": ("CCHC601", "image: {src: 'file:///etc/passwd', alt: Mật}"),
    "image-of-another-host": ("CCHC601", "image: {src: 'https://evil.example/a.png', alt: Mật}"),
    "attachment-up": ("CCHC603", "attachments: [{file: ../../../../ngoai/mat.pdf, title: Mật}]"),
    "attachment-percent": ("CCHC603", "attachments: [{file: '%2e%2e/%2e%2e/%2e%2e/ngoai/mat.pdf', title: Mật}]"),
    "attachment-configuration": ("CCHC603", "attachments: [{file: ../../../mkdocs.yml, title: Mật}]"),
    "url-javascript": ("CCHC103", "source: {name: Báo, url: 'javascript:alert(1)'}"),
    "url-quote": ("CCHC103", "source: {name: Báo, url: 'https://a.example/\" onclick=x'}"),
    "url-tab": ("CCHC103", 'source: {name: Báo, url: "java\\tscript:alert(1)"}'),
    "lang-quote": ("CCHC103", "lang: 'vi\" onmouseover=\"x'"),
    "ignore-everything": ("CCHC103", "ignore: {'.*': x, CCHC000000: y}"),
    "jinja-in-values": ("", "author: \"{{ cycler.__init__.__globals__.os.system('touch CANARY') }}{% for %}\""),
    "percent-in-values": ("", 'author: "%s%n%x {0.__class__} ${HOME} `touch CANARY`"'),
    "workflow-command": ("CCHC102", '"::error file=x::": y'),
}


def _front(text: str) -> Callable[[Here], object]:
    def make(here: Here) -> None:
        written = here.text()
        added = text.replace("CANARY", str(here.canary))
        here.write(written.replace("---\n\n", f"{added}\n---\n\n", 1))

    return make


for _name, (_code, _text) in _FRONTS.items():
    _add(_name, _code, _front(_text))

_VALUES: dict[str, tuple[str, dict[str, str]]] = {
    "title-of-10000": ("CCHC103", {"title": "x" * 10_000}),
    "title-emoji": ("", {"title": '"👩‍👩‍👧‍👦🏳️‍🌈 Cải cách 🇻🇳"'}),
    "title-rtl": ("", {"title": '"الإصلاح الإداري עברית"'}),
    "title-marks": ("", {"title": '"Za' + "\u0301\u0323\u0302" * 30 + 'lgo"'}),
    "title-solidus": ("", {"title": '"\u0338script> \u20d2 x"'}),
    "title-markup": ("CCHC103", {"title": '"<img src=x onerror=alert(1)>"'}),
    "title-tag-split": ("CCHC103", {"title": '"<\u200bscript> <svg/onload=alert(1)>"'}),
    "title-jinja": ("", {"title": '"{{ 7*7 }} {% raw %} {# x #}"'}),
    "unit-zero-width": ("CCHC301", {"unit": "van\u200b-phong\u2060x"}),
    "unit-bidi": ("CCHC301", {"unit": '"\u202egnohp-nav\u202c"'}),
    "unit-look-alike": ("CCHC301", {"unit": "vаn-phоng"}),  # Cyrillic letters
    "unit-endless": ("CCHC301", {"unit": "v-" * 25_000}),
    "topic-endless": ("CCHC302", {"topic": "tt " * 20_000}),
    "status-endless": ("CCHC103", {"status": "p" * 60_000}),
    "year-9999": ("CCHC204", {"date": "9999-12-31", "month": '"9999-12"'}),
    "month-zero": ("CCHC202", {"month": '"2026-00"'}),
    "month-endless": ("CCHC202", {"month": "9" * 50_000}),
    "date-list": ("CCHC201", {"date": "[2026, 05, 14]"}),
}


def _value(changes: dict[str, str]) -> Callable[[Here], object]:
    return lambda here: here.post(**changes)


for _name, (_code, _changes) in _VALUES.items():
    _add(_name, _code, _value(_changes))

# ------------------------------------------------------------------ whole files

_GOOD = post_text("Nội dung của tệp lạ.\n", title="Tệp lạ")
_FILES: dict[str, tuple[str, str | bytes]] = {
    "file-empty": ("CCHC002", b""),
    "file-of-spaces": ("CCHC002", b" \n" * 50_000),
    "file-of-line-ends": ("CCHC002", b"\r\n\r" * 100_000),
    "file-of-rules": ("CCHC002", b"---\n" * 200_000),
    "file-never-closed": ("CCHC002", "---\ntitle: A\n" + "chữ\n" * 100_000),
    "file-of-20-mb": ("CCHC001", _GOOD.encode() + b"a" * (20 << 20)),
    "file-of-1.5-mb": ("CCHC001", _GOOD.encode() + b"x y\n" * 400_000),
    "file-with-nul": ("CCHC001", _GOOD.encode() + b"\0"),
    "file-utf-16": ("CCHC001", _GOOD.encode("utf-16")),
    "file-utf-32": ("CCHC001", _GOOD.encode("utf-32")),
    "file-cp1258": ("CCHC001", _GOOD.encode() + "Nội dung".encode("cp1258", "replace") + b"\xf0\xff"),
    "file-overlong": ("CCHC001", _GOOD.encode() + b"\xc0\xae\xc0\xae\xc0\xaf"),
    "file-surrogates": ("CCHC001", _GOOD.encode() + b"\xed\xa0\x80\xed\xb0\x80"),
    "file-half-a-letter": ("CCHC001", _GOOD.encode() + b"\xe1\xbb"),
    "file-of-marks-of-order": ("", b"\xef\xbb\xbf\xef\xbb\xbf" + _GOOD.replace("Tệp lạ", "Hai BOM").encode()),
    "file-of-control-characters": ("", _GOOD.replace("Tệp lạ", "Ký tự lạ") + "a\x1b[2Jb\x07\x0c\x85\u2028\x7f\x9bc\n"),
    "file-of-private-letters": ("", _GOOD.replace("Tệp lạ", "Chữ riêng \ue000 \U000f0000") + "\ue000\n"),
    "file-picture-for-post": ("CCHC001", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
    "file-word-for-post": ("CCHC001", b"PK\x03\x04\0\0" * 1000),
    "file-of-html": ("CCHC002", "<!doctype html><script>alert(1)</script>" * 100),
}


def _file(content: str | bytes) -> Callable[[Here], object]:
    return lambda here: here.write(content)


for _name, (_code, _content) in _FILES.items():
    _add(_name, _code, _file(_content))

# ------------------------------------------------------------------ bodies

_K = 190_000
"""Characters: a body that is just short enough."""


def _many(piece: str) -> str:
    return piece * (_K // len(piece))


_BODIES: dict[str, tuple[str, str]] = {
    "body-script": ("CCHC506", "<script>alert(1)</script><scr<script>ipt>alert(1)</scr</script>ipt>"),
    "body-handlers": ("CCHC506", "<img src=x onerror=alert(1)> <svg/onload=alert(1)> <b oNcLiCk=alert(1)>x</b>"),
    "body-frames": ("CCHC506", "<iframe srcdoc='<script>x</script>'></iframe><object data=x></object><embed src=x>"),
    "body-form": ("CCHC506", "<form action=javascript:x><input autofocus onfocus=x><button formaction=x>"),
    "body-refresh": (
        "CCHC506",
        "<meta http-equiv=refresh content='0;url=javascript:x'><base href='https://evil.example/'>",
    ),
    "body-style": (
        "",
        "<style>@import 'https://evil.example/a.css';</style><p style='background:url(//evil.example)'>x",
    ),
    "body-svg-and-math": ("CCHC505", "<svg><style><img src=x onerror=alert(1)></style></svg><math><mtext></math>"),
    "link-javascript": ("CCHC702", "[x](javascript:alert(1)) [y](JaVaScRiPt:alert(1)) <a href='javascript:x'>z</a>"),
    "link-data": ("CCHC702", "[x](data:text/html;base64,PHNjcmlwdD4=) ![y](data:image/svg+xml,<svg/onload=x>)"),
    "link-vbscript": ("CCHC702", "[x](vbscript:msgbox)"),
    "link-hidden-scheme": (
        "CCHC701",
        "[x](java\tscript:x) [y](&#106;avascript:x) [z](java&#8;script:x) [w](\x01javascript:x)",
    ),
    "link-up": ("CCHC701", "[x](../../../../ngoai/mat.md) [y](%2e%2e/%2e%2e/%2e%2e/%2e%2e/ngoai/mat.md)"),
    "link-absolute": ("CCHC701", "[x](/etc/passwd) ![y](/etc/passwd)"),
    "link-unc": ("CCHC701", "[x](\\\\may-chu\\chung\\x.md)"),
    "link-file-scheme": ("CCHC702", "[x](file:///etc/passwd)"),
    "link-drive": ("CCHC702", "[x](C:\\Windows\\win.ini)"),
    "link-configuration": ("CCHC701", "[x](../../../mkdocs.yml)"),
    "link-git": ("CCHC701", "[x](../../../.git/config)"),
    "link-endless": ("CCHC701", "[x](" + "a." * 40_000 + ")"),
    "link-broken-host": ("CCHC701", "[x](//[::1/a) [y](a]b[://x) [z](//[v1.x]/a%) [w](x%zz%00.md)"),
    "picture-of-another-host": ("", "![x](https://evil.example/dem.gif) <img src=//evil.example/dem.gif alt=x>"),
    "body-jinja": ("", "{{ 7*7 }} {% include '/etc/passwd' %} {{ config.plugins }} {{ ''.__class__.__mro__ }}"),
    "body-macros": ("", '--8<-- "../../../mkdocs.yml"\n\n{!mkdocs.yml!}\n\n::: os.system\n\n[TOC]\n\n[[include]]'),
    "body-control-references": ("", "a&#0;b&#8;c&#x1b;d&#xfffe;e&#xd800;f&#x110000;g&#99999999999999;h &#8"),
    "body-stash": ("", "\u0002klzzwxh:0000\u0003 \u0002wzxhzdk:0\u0003 \u0002amp\u0003 klzzwxh:0001"),
    "body-solidus": ("", "\u0338script>alert(1)\n\n# \u0338x\n\n<b>\u0338</b>"),
    "body-bidi": ("CCHC513", "mật khẩu \u202e\u2066txt.exe\u2069 \u200f\u200b\u00ad x"),
    "body-brackets": ("CCHC502", _many("[")),
    "body-links": ("CCHC502", _many("[a](")),
    "body-pictures": ("CCHC502", _many("![](")),
    "body-open-tags": ("CCHC502", _many("<a ")),
    "body-open-quotes": ("CCHC502", _many('<a href="')),
    "body-angles": ("CCHC502", _many("<")),
    "body-ampersands": ("CCHC502", _many("&")),
    "body-references": ("CCHC502", _many("&#")),
    "body-stars": ("CCHC502", _many("*a **b ")),
    "body-dashes": ("CCHC502", _many("_a __b ")),
    "body-backticks": ("CCHC502", _many("`a``b")),
    "body-backslashes": ("CCHC502", _many("\\*")),
    "body-quotes": ("CCHC502", _many("> ")),
    "body-rule-across": ("", _many("- ")),
    "body-plus-lists": ("CCHC502", _many("+ ")),
    "body-numbers": ("CCHC502", _many("1. ")),
    "body-lists-in-lines": ("CCHC502", ("- " * 300 + "a\n") * 300),
    "body-indented-lists": ("CCHC502", "".join("    " * n + "- a\n" for n in range(60))),
    "body-wide-table": ("CCHC502", "|".join("a" * 4_000) + "\n" + "|".join("-" * 4_000) + "\n" + "a|b\n" * 8_000),
    "body-wider-table": ("CCHC502", "|".join("a" * 20_000) + "\n" + "|".join("-" * 20_000) + "\n" + "a|b\n" * 9),
    "body-tables": ("CCHC502", _many("a|b\n-|-\n\n")),
    "body-pipes": ("CCHC502", _many("|")),
    "body-definitions": ("CCHC502", "[a]: b\n" * 6_000),
    "body-notes": ("CCHC502", "".join(f"[^{n}] " for n in range(5_000)) + "\n\n[^1]: x"),
    "body-open-comment": ("CCHC502", "Chữ <!-- " + _many("a\n\n")),
    "body-comments": ("CCHC502", _many("<!--")),
    "body-headings": ("CCHC502", _many("# a\n\n")),
    "body-paragraphs": ("CCHC502", _many("a\n\n")),
    "body-broken-lines": ("CCHC502", _many("a  \n")),
    "body-blocks-of-html": ("CCHC502", _many("<div>\n\n")),
    "body-nested-html": ("CCHC502", ("<div>" * 400 + "\n\n") * 90),
    "body-addresses": ("CCHC502", _many("a@a.b ")),
    "body-long-word": ("", _many("a")),
    "body-long-address": ("", "a-" * 90_000 + "@a.b"),
    "body-spaces": ("", "a" + " " * 180_000 + "b"),
    "body-fences": ("CCHC502", _many("```\n\n")),
    "body-too-long": ("CCHC502", "chữ " * 60_000),
}


def _body(text: str) -> Callable[[Here], object]:
    return lambda here: here.post(text)


for _name, (_code, _text) in _BODIES.items():
    _add(_name, _code, _body(_text))

# ------------------------------------------------------------------ procedures


def _procedure(old: str, new: str) -> Callable[[Here], object]:
    assert old in PROCEDURE
    return lambda here: here.procedure(PROCEDURE.replace(old, new.replace("CANARY", str(here.canary))))


for _name, _code, _old, _new in (
    ("procedure-code-up", "CCHC802", '"1.001193"', "../../../x"),
    ("procedure-code-bomb", "CCHC802", '"1.001193"', "1." + "0" * 50_000),
    ("procedure-object", "CCHC005", "fee: Miễn phí", "fee: !!python/object/apply:os.system ['touch CANARY']"),
    ("procedure-script", "", "steps: [Nộp hồ sơ,", "steps: ['<script>alert(1)</script>', '{{ 7*7 }}',"),
    ("procedure-markup", "CCHC103", "fee: Miễn phí", "fee: <img src=x onerror=alert(1)>"),
    ("procedure-url", "CCHC103", "updated:", "portal_url: 'javascript:alert(1)'\nupdated:"),
    ("procedure-formula", "", "fee: Miễn phí", "fee: '=HYPERLINK(\"https://evil.example\")'"),
    ("procedure-number", "CCHC103", "originals: 1", "originals: -999999999999999999"),
    ("procedure-many-papers", "CCHC005", "[{name: Tờ khai, originals: 1}]", "[" + "{name: T}," * 5_000 + "]"),
    ("procedure-heavy", "CCHC502", "updated: 2026-05-20\n---\n", "updated: 2026-05-20\n---\n" + _many("[")),
):
    _add(_name, _code, _procedure(_old, _new))

# ------------------------------------------------------------------ pictures


def _png(width: int, height: int) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(bytes(1 << 22)))
        + chunk(b"IEND", b"")
    )


@kind("CCHC604")
def picture_bomb(here: Here) -> None:
    here.write(_png(60_000, 60_000), f"{here.name}.png")
    here.post(f"![Bom]({here.name}.png)")


@kind("CCHC702")
def picture_zipped_drawing(here: Here) -> None:
    here.write(gzip.compress(b"<svg>" + bytes(1 << 24)), f"{here.name}.svgz")
    here.post(f"![Nén]({here.name}.svgz)")


@kind("CCHC702")
def picture_with_script(here: Here) -> None:
    here.write("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", f"{here.name}.svg")
    here.post(f"![Hình]({here.name}.svg) [hình]({here.name}.svg)")


@kind("CCHC702")
def picture_page(here: Here) -> None:
    here.write("<script>alert(1)</script>", f"{here.name}.html")
    here.post(f"[trang]({here.name}.html)\n")


# ------------------------------------------------------------------ names, links, devices


@kind("CCHC001")
def link_to_a_file_outside(here: Here) -> None:
    (here.folder / f"{here.name}.md").symlink_to(here.outside / "mat.md")


@kind("CCHC601")
def link_to_a_picture_outside(here: Here) -> None:
    (here.folder / f"{here.name}.png").symlink_to(here.outside / "mat.png")
    here.post(f"![Mật]({here.name}.png)")


@kind("CCHC001")
def link_to_a_folder_outside(here: Here) -> None:
    (here.project.root / f"posts/{here.name}").symlink_to(here.outside, target_is_directory=True)


@kind("CCHC001")
def link_to_a_device(here: Here) -> None:
    (here.folder / f"{here.name}.md").symlink_to("/dev/zero")


@kind("CCHC001")
def link_to_a_process(here: Here) -> None:
    (here.folder / f"{here.name}.md").symlink_to("/proc/self/environ")


@kind("CCHC001")
def link_in_a_circle(here: Here) -> None:
    (here.folder / f"{here.name}.md").symlink_to(here.folder / f"{here.name}-2.md")
    (here.folder / f"{here.name}-2.md").symlink_to(here.folder / f"{here.name}.md")


@kind("")
def folder_in_a_circle(here: Here) -> None:
    (here.project.root / f"posts/{here.name}").symlink_to(here.project.root / "posts", target_is_directory=True)


@kind("CCHC001")
def procedure_link_outside(here: Here) -> None:
    folder = here.project.root / "docs/thu-tuc"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{here.name}.md").symlink_to(here.outside / "mat.md")


@kind("CCHC001")
def pipe(here: Here) -> None:
    os.mkfifo(here.folder / f"{here.name}.md")
    os.mkfifo(here.folder / f"{here.name}.png")


@kind("CCHC001")
def pipe_for_procedure(here: Here) -> None:
    folder = here.project.root / "docs/thu-tuc"
    folder.mkdir(parents=True, exist_ok=True)
    os.mkfifo(folder / f"{here.name}.md")


@kind("CCHC001")
def telephone(here: Here) -> None:
    path = here.folder / f"{here.name}.md"
    with socket.socket(socket.AF_UNIX) as line, suppress(OSError):
        before = Path.cwd()  # a socket's address must be short
        os.chdir(here.folder)
        line.bind(path.name)
        os.chdir(before)


@kind("")
def folder_called_a_post(here: Here) -> None:
    here.write(here.text(), f"{here.name}.md/{here.name}.md")


@kind("")
def hundred_folders(here: Here) -> None:
    here.project.write(f"posts/{here.name}/{'d/' * 100}a.md", here.text())


for _name, _code, _file_name in (
    ("name-line-end", "CCHC405", "name-line-end\nhai.md"),
    ("name-ansi", "CCHC001", "name-ansi\x1b[31m\x07.md"),
    ("name-no-text", "CCHC001", os.fsdecode(b"name-no-text\xff\xfe.md")),
    ("name-dots", "", "name-dots...md"),
    ("name-spaces", "", "name-spaces .md"),
    ("name-markup", "CCHC405", "name-markup<img src=x onerror=alert(1)>.md"),
    ("name-quote", "CCHC405", "name-quote\"' onclick=x.md"),
    ("name-jinja", "CCHC405", "name-jinja{{7*7}}{%x%}.md"),
    ("name-percent", "", "name-percent%2e%2e%2fx.md"),
    ("name-scheme", "CCHC405", "javascript:alert(name-scheme).md"),
    ("name-option", "", "--name-option.md"),
    ("name-shell", "", "name-shell$(touch x)`touch x`;x.md"),
    ("name-bidi", "", "name-bidi\u202egpj.md"),
    ("name-unc", "CCHC405", "\\\\may-chu\\name-unc.md"),
    ("name-endless", "", "name-endless" + "a" * 235 + ".md"),
    ("con", "CCHC405", "con.md"),
    ("name-workflow", "CCHC405", "name-workflow,line=1::x.md"),
):

    def _named(here: Here, name: str = _file_name) -> None:
        path = here.folder / name
        path.write_bytes(here.text().encode())

    _add(_name, _code, _named)


@kind("CCHC401")
def case_of_letters(here: Here) -> None:
    for name in (here.name, here.name.upper()):
        here.write(here.text(title=f"Bài {name}"), f"{name}.md")


@kind("CCHC001")
def nobody_may_read(here: Here) -> None:
    here.post()
    (here.folder / f"{here.name}.md").chmod(0)


if os.geteuid() == 0:
    del KINDS["nobody-may-read"]  # root reads everything

# ------------------------------------------------------------------ projects


def project_at(root: Path) -> Project:
    """Return a project with one good post and one good procedure, and a secret beside it."""
    project = Project(root)
    project.write("mkdocs.yml", MKDOCS)
    project.write("docs/index.md", "Lời giới thiệu.\n")
    project.write("docs/thu-tuc/1.001193.md", PROCEDURE)
    project.write(
        "posts/2026/06/tot.md", post_text("Nội dung bài tốt.\n", title="Bài tốt", date="2026-06-01", month='"2026-06"')
    )
    for ending in ("md", "png", "pdf"):
        project.write(f"../ngoai/mat.{ending}", post_text(SECRET, title=SECRET))
    return project


def outside_of(project: Project) -> dict[str, tuple[int, bytes]]:
    """Return what lies beside a project: names, times and contents."""
    around = project.root.parent
    return {
        str(path.relative_to(around)): (path.lstat().st_mtime_ns, path.read_bytes() if path.is_file() else b"")
        for path in sorted(around.rglob("*"))
        if not path.is_relative_to(project.root)
    }


# ------------------------------------------------------------------ measuring


def measure(folder: Path, names: list[str]) -> Iterator[dict[str, Any]]:
    """Check a project of each kind in a process of its own; yield what was said and what it took."""
    from cchc import cli, load, rules  # before the fork: their import is not the kind's to pay

    assert load
    assert rules.rules()
    assert cli.main
    _checked(project_at(folder / "mau"))  # and what is worked out once for all
    gc.collect()
    gc.freeze()
    for name in names:
        project = project_at(folder / name / "xa")
        KINDS[name].make(Here(project, name))
        before = outside_of(project)
        out = folder / f"{name}.json"
        child = os.fork()
        if child == 0:
            try:
                resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
                signal.alarm(20)
                out.write_text(json.dumps(_checked(project)), "utf-8")
            finally:
                os._exit(0)
        os.waitpid(child, 0)
        result = json.loads(out.read_text("utf-8")) if out.exists() else {"error": "killed"}
        yield {"name": name, "outside": outside_of(project) == before, **result}


def _checked(project: Project) -> dict[str, Any]:
    from click.testing import CliRunner

    from cchc.cli import main

    begun = time.process_time()
    command = ["check", "-f", str(project.root / "mkdocs.yml"), "--today", "2026-11-21", "--format", "json"]
    done = CliRunner().invoke(main, command)
    return {
        "error": repr(done.exception) if done.exception and not isinstance(done.exception, SystemExit) else "",
        "exit_code": done.exit_code,
        "seconds": round(time.process_time() - begun, 2),
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "output": done.output,
    }


if __name__ == "__main__":
    for line in measure(Path(sys.argv[1]), sys.argv[2:] or list(KINDS)):
        print(json.dumps(line), flush=True)
