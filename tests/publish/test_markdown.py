"""Bodies: what clerks write comes out, what attackers write does not."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc.bodies import held
from cchc.cache import Cache
from cchc.converter import converter, unhurried
from cchc.prose import opening
from cchc.publish.markdown import convert, convert_all, headings, html_of, link, portable

NOTHING = Cache(None)
TAGS = re.compile(r"<(/?)([a-z0-9]+)((?: [a-z]+(?:=\"[^\"]*\")?)*)>")
SAFE_ATTRIBUTES = {
    *("href", "src", "alt", "title", "id", "class", "lang", "loading"),
    *("start", "colspan", "rowspan", "scope"),
}


def shown(body: str, addresses: Mapping[str, str | None] | None = None) -> str:
    """Return the HTML of a body, with its targets replaced."""
    text = held(body)
    return link(html_of(text, convert(text, NOTHING), NOTHING), addresses or {})


def assert_safe(html: str) -> None:
    """No tag, attribute or address that runs or loads anything."""
    rest = TAGS.sub("", html)
    assert "<" not in rest, rest
    for _, tag, attributes in TAGS.findall(html):
        assert tag not in {"script", "style", "iframe", "object", "embed", "form", "input", "svg", "math", "base"}
        for name, value in re.findall(r' ([a-z]+)="([^"]*)"', attributes):
            assert name in SAFE_ATTRIBUTES, name
            if name in ("href", "src"):
                assert not re.match(r"\s*(javascript|data|vbscript|file)\s*:", value, re.IGNORECASE), value


def test_headings_tables_lists_and_notes_come_out() -> None:
    html = shown("# Một\n\n## Hai mục\n\n| A | B |\n|---|--:|\n| 1 | 2 |\n\n- x\n- y\n\nChữ[^1]\n\n[^1]: Chú\n")
    assert '<h2 id="mot">Một</h2>' in html
    assert '<h2 id="hai-muc">Hai mục</h2>' in html
    assert "<table>" in html
    assert "<li>x</li>" in html
    assert 'class="footnote"' in html
    assert headings(shown("## Một & hai\n\n### Nhỏ\n\n## **Đậm**\n")) == [("mot-hai", "Một & hai"), ("dam", "Đậm")]


def test_columns_are_aligned_by_a_class_and_no_style_comes_through() -> None:
    html = shown(
        '| A | B | C |\n|:--|:-:|--:|\n| 1 | 2 | 3 |\n\n<table><tr><td style="text-align: right;">4</td></tr></table>\n'
    )
    assert "<th>A</th>" in html
    assert '<td class="cchc-center">2</td>' in html
    assert '<td class="cchc-right">3</td>' in html
    assert "style" not in html


def test_a_pasted_address_becomes_a_link() -> None:
    assert '<a href="https://dichvucong.gov.vn/?a=1&amp;b=2">' in shown("Xem https://dichvucong.gov.vn/?a=1&b=2 nhé.")


@pytest.mark.parametrize(
    "body",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<svg onload=alert(1)><script>alert(1)</script></svg>",
        "<svg><style><img src=x onerror=alert(1)></style></svg>",
        "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
        "[x](javascript:alert(1))",
        "[x](JaVa&#x0A;ScRiPt:alert(1))",
        "[x](\x01javascript:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "<a href=' javascript:alert(1)'>x</a>",
        "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
        "<form action=https://x.example><button formaction=javascript:alert(1)>x</button></form>",
        "<base href=https://x.example/>",
        "<meta http-equiv=refresh content='0;url=https://x.example'>",
        "<link rel=stylesheet href=https://x.example/x.css>",
        "<p style='background:url(https://x.example/)'>x</p>",
        "<div id='__search' class='md-overlay' onclick=alert(1)>x</div>",
        '![x](x.png" onerror="alert(1))',
        "[x]: javascript:alert(1)\n\n[x]",
        '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
        "<details open ontoggle=alert(1)>x</details>",
        "| a |\n|---|\n| <b onmouseover=alert(1)>x</b> |",
        "```\n</code></pre><script>alert(1)</script>\n```",
        "<x><![CDATA[<script>alert(1)</script>]]></x>",
        "<p title='&quot; onmouseover=&quot;alert(1)'>x</p>",
    ],
)
def test_nothing_hostile_comes_out(body: str) -> None:
    assert_safe(shown(body))


@settings(max_examples=150, deadline=None)
@given(st.text(st.sampled_from(list("<>&\"'`[]()!#*_=:/\\ \nabjx|-")), max_size=120))
def test_no_mix_of_marks_breaks_out(body: str) -> None:
    assert_safe(shown(body, dict.fromkeys(convert(held(body), NOTHING).targets)))
    assert_safe(portable(shown(body)))


def test_a_target_without_an_address_keeps_its_words() -> None:
    body = 'Xem [mục](a.md) và ![tấm <b>ảnh</b> "lớn"](b.png).'
    fragment = convert(held(body), NOTHING)
    assert set(fragment.targets) == {"a.md", "b.png"}
    html = shown(body, {"a.md": None, "b.png": None})
    assert "<a>mục</a>" in html
    assert "<img" not in html
    assert "tấm" in html
    assert_safe(html)


def test_addresses_are_put_in_and_text_that_looks_like_one_is_left_alone() -> None:
    html = shown('[a](x.md#y) và `<a href="x.md">` và href="x.md"', {"x.md#y": "../x/#y", "x.md": "KHÔNG"})
    assert '<a href="../x/#y">a</a>' in html
    assert "KHÔNG" not in html


def test_the_same_body_is_converted_once(tmp_path_factory: pytest.TempPathFactory) -> None:
    cache = Cache(tmp_path_factory.mktemp("cache"))
    body = held("## Mục\n\n[a](b.md)\n")
    assert convert(body, cache) == convert(body, cache) == convert(body, NOTHING)
    (entry,) = [path for path in cache.folder.rglob("*") if path.is_file()]  # type: ignore[union-attr]
    before = entry.stat().st_mtime_ns
    convert(body, cache)
    assert entry.stat().st_mtime_ns == before


def test_many_bodies_are_converted_once_to_the_same_html(tmp_path: Path) -> None:
    bodies = [held(f"## Mục {number}\n\nĐoạn **{number}** với [liên kết](a{number}.md).\n") for number in range(30)]
    together, alone, steps = Cache(tmp_path / "a"), Cache(tmp_path / "b"), []
    convert_all([*bodies, *bodies], together, lambda done, total: steps.append((done, total)))
    assert steps == [(number, 30) for number in range(1, 31)]
    for body in bodies:
        fragment = convert(body, together)
        assert fragment == convert(body, alone)
        assert html_of(body, fragment, together) == html_of(body, fragment, alone)
    convert_all(bodies, together, lambda *_: pytest.fail("nothing is converted twice"))


@pytest.mark.parametrize("junk", [b"", b"{}", b"[1, 2", b'["x"]', b"\xff\xfe", b"[1, 2, 3]", b'["x", [["a"]], []]'])
def test_a_spoiled_cache_entry_is_made_again(tmp_path_factory: pytest.TempPathFactory, junk: bytes) -> None:
    cache = Cache(tmp_path_factory.mktemp("cache"))
    body = held("Nội dung\n")
    fragment = convert(body, cache)
    (entry,) = [path for path in cache.folder.rglob("*") if path.is_file()]  # type: ignore[union-attr]
    entry.write_bytes(junk)
    assert html_of(body, fragment, cache) == "<p>Nội dung</p>"
    entry.write_bytes(junk)
    assert convert(body, cache) == fragment


def test_an_excerpt_is_plain_words_cut_between_them() -> None:
    body = "## Mục\n\n![x](y.png)\n\nĐoạn **đầu** có [liên kết](a.md), `mã` & chú[^1].\n\nĐoạn sau."
    assert opening(body, 200) == "Đoạn đầu có liên kết, mã & chú."
    assert opening(body, 12) == "Đoạn đầu có…"
    assert opening("", 200) == opening("# Chỉ có mục", 200) == ""


def test_a_body_nested_beyond_measure_keeps_its_words_and_blocks_no_other(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    cache, body = Cache(tmp_path), held("Một <b>hai</b>\n\nBa")

    def too_deep(_: str) -> str:
        converter().parser.state.set("list")  # reset() would leave it there
        raise RecursionError

    with monkeypatch.context() as patched:
        patched.setattr(converter(), "convert", too_deep)
        fragment = convert(body, cache)
        assert html_of(body, fragment, cache) == "<p>Một &lt;b&gt;hai&lt;/b&gt;</p>\n<p>Ba</p>\n"
    assert shown("- **Một**\n\n    Hai").count("<p>") == 2
    assert "cuối" in shown("\n".join(["- a\n: b"] * 3000) + "\n\ncuối")


def test_a_picture_of_another_host_gives_way_to_its_words() -> None:
    html = shown("![Ảnh](https://cdn.example.org/a.png) <img src='//x.example/b.png' alt='Hai'>")
    assert "<img" not in html
    assert "<em>[Ảnh]</em>" in html
    assert "<em>[Hai]</em>" in html


BLOCKS = [
    "# ",
    "===",
    "---",
    "* * *",
    "> ",
    "| a | b |",
    "|--|:-:|",
    "[1]: /x",
    "[^1]: c",
    "[TOC]",
    "- ",
    "1. ",
    "    ",
]


@settings(deadline=None, max_examples=300)
@given(
    st.lists(
        st.sampled_from(
            [
                *"ab :/.!#-1\n\\`*_[]()<>&@\x02|~^",
                *("  \n", "www.", "https://", "FTP://", "a@b.vn", "ă", "\n\n"),
                *("[1]", "[^1]", "*a*", *(f"\n{mark}" for mark in BLOCKS)),
            ]
        )
    )
)
def test_what_cannot_match_may_be_passed_over(pieces: list[str]) -> None:
    body = "".join(pieces)
    assert converter().reset().convert(body) == unhurried().convert(body)
