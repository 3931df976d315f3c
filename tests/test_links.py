"""Links in sources: each is found on its line, and leads where its author meant on the site too."""

import time
import unicodedata
from collections.abc import Iterator
from pathlib import PurePosixPath

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cchc.links import Kind, Resolver
from cchc.records import Link
from cchc.scan import links as links_of
from cchc.scan import visible
from tests.conftest import PROCEDURE, TODAY, Project


def links(body: str) -> Iterator[Link]:
    """Find the links of a body."""
    return links_of(visible(body))


quick = settings(deadline=None, max_examples=150)
HERE = PurePosixPath("posts/2026/05/a.md")


def found(body: str) -> list[tuple[str, int]]:
    """Return the targets of a text, each with its line."""
    return [(link.target, link.line) for link in links(body)]


def targets(body: str) -> list[str]:
    return [link.target for link in links(body)]


def test_links_and_pictures_are_told_apart() -> None:
    body = "Xem [hướng dẫn](huong-dan.md) và ![Sơ đồ bốn bước](so-do.png)."
    assert list(links(body)) == [
        Link("huong-dan.md", 0, False, "hướng dẫn"),
        Link("so-do.png", 0, True, "Sơ đồ bốn bước"),
    ]


@pytest.mark.parametrize(
    ("body", "target"),
    [
        ("[a](b.md)", "b.md"),
        ("[a](  b.md  )", "b.md"),
        ('[a](b.md "Tên của liên kết")', "b.md"),
        ("[a](b.md 'Tên')", "b.md"),
        ("[a](<b c.md>)", "b c.md"),
        ('[a](<b.md> "Tên")', "b.md"),
        ("[a](so do (1).png)", "so do (1).png"),
        ("[a](b_(c).md)", "b_(c).md"),
        ("[a](b.md#muc-1)", "b.md#muc-1"),
        ("[a](https://xa.example/?a=(1)&b=2)", "https://xa.example/?a=(1)&b=2"),
        ("[a](\nb.md)", "b.md"),
        ("[a]()", ""),
        ("![](anh.png)", "anh.png"),
        ("(xem [a](b.md))", "b.md"),
        (r"\\[a](b.md)", "b.md"),
        ("[một [hai] ba](b.md)", "b.md"),
        ("[a `code ] b`](b.md)", "b.md"),
        ("[a]: b.md", "b.md"),
        ("   [a b]:   <b.md>", "b.md"),
        ("Chữ\n[a]: b.md 'Tên'", "b.md"),
        ('<a href="b.md">Xem</a>', "b.md"),
        ("<a class='x'\n  href='b.md'>Xem</a>", "b.md"),
        ("<A HREF=b.md>Xem</A>", "b.md"),
        ('<img alt="a > b" src="b.md">', "b.md"),
        ('<img data-src="x.png" src="b.md"/>', "b.md"),
        ('<img src = "b.md" />', "b.md"),
    ],
)
def test_every_way_to_write_a_link_is_found(body: str, target: str) -> None:
    assert targets(body) == [target]


@pytest.mark.parametrize(
    "body",
    [
        "chữ thường (b.md)",
        "[a] (b.md)",
        "[a](b.md",
        "[a](b.md\n\nđoạn sau)",
        "[a\n\nđoạn sau](b.md)",
        r"\[a](b.md)",
        r"[a\](b.md)",
        "`[a](b.md)`",
        "``[a](b.md) ` [a](b.md)``",
        "`[a](b.md)\n[a](b.md)`",
        "```\n[a](b.md)\n```",
        "```md\n[a](b.md)\n\n<img src=b.png>\n```\n",
        "~~~\n[a](b.md)\n```\n[a](b.md)\n~~~",
        "  ````\n```\n[a](b.md)\n```\n[a](b.md)\n````",
        "```\n[a](b.md) không đóng",
        '`<a href="b.md">`',
        "<!-- [a](b.md) <img src=b.png> -->",
        "<!--\n[a](b.md)\n",
        "[^1]: b.md là chú thích",
        "<a name='b.md'>",
        "<abbr href='b.md'>",
        "1 < a và b > href=c",
        "<img alt='không có ảnh'>",
        "- [ ] việc cần làm (b.md)",
    ],
)
def test_what_is_no_link_is_not_found(body: str) -> None:
    assert targets(body) == []


def test_a_picture_inside_a_link_gives_both() -> None:
    body = "[![Sơ đồ](so-do.png)](trang.md) và [![](a.png) [b](c.md)](d.md)"
    assert [(link.target, link.is_image) for link in links(body)] == [
        ("so-do.png", True),
        ("trang.md", False),
        ("a.png", True),
        ("c.md", False),
        ("d.md", False),
    ]


def test_a_code_span_ends_with_its_paragraph() -> None:
    assert targets("một dấu ` lẻ\n\n[a](b.md) và ` nữa") == ["b.md"]
    assert targets("`` [a](b.md) ` [c](d.md) ``` [e](f.md)") == ["b.md", "d.md", "f.md"]
    assert targets(r"\`[a](b.md)\`") == ["b.md"]


def test_code_in_one_line_is_no_fence() -> None:
    assert targets("```a``` [b](c.md)\n\n[d](e.md)") == ["c.md", "e.md"]


def test_links_after_code_are_found_again() -> None:
    assert targets("```\n[a](1.md)\n```\n[b](2.md)\n~~~\n[c](3.md)\n~~~\n\n`x` [d](4.md)") == ["2.md", "4.md"]


def test_indented_code_holds_no_links_but_a_list_goes_on() -> None:
    assert targets("Chữ.\n\n    [a](1.md)\n\n[b](2.md)") == ["2.md"]
    assert targets("\t[a](1.md)\n\nChữ\n    [b](2.md)") == ["2.md"]
    assert targets("- Mục\n\n    [a](1.md)\n\n        [b](2.md)") == ["1.md", "2.md"]
    assert targets("1. Mục\n\n    ![a](1.png)\n\nHết.\n\n    [b](2.md)") == ["1.png"]
    assert targets("<!-- a\n\n    b -->\n\n[c](3.md)") == ["3.md"]


def test_an_unclosed_bracket_hides_no_later_link() -> None:
    assert targets("[[[ chữ\n\n[a](b.md)") == ["b.md"]
    assert targets("]]] ))) [a](b.md") == []
    assert targets("[a](b.md và [c](d.md)") == ["d.md"]


def test_every_link_stands_on_its_line() -> None:
    body = "\n".join(
        [
            "[a](1.md)",
            "",
            "```",
            "[x](y.md)",
            "```",
            "![b](2.png) chữ `mã`",
            "<!-- hai",
            "dòng --> [c](3.md)",
            "",
            "<a",
            ' href="4.md">x</a> [d](5.md)',
            "[e]: 6.md",
        ]
    )
    assert sorted(found(body)) == [("1.md", 0), ("2.png", 5), ("3.md", 7), ("4.md", 9), ("5.md", 10), ("6.md", 11)]


def test_the_words_of_a_picture_are_its_own() -> None:
    body = '![Sơ đồ](a.png) <img src="b.png" alt=\'Ảnh\'> <img src=c.png> <img alt="" src=d.png> ![ ](e.png)'
    assert {link.target: link.text.strip() for link in links(body)} == {
        "a.png": "Sơ đồ",
        "b.png": "Ảnh",
        "c.png": "",
        "d.png": "",
        "e.png": "",
    }


MARKS = st.sampled_from(
    ["[", "]", "(", ")", "](", "![", "`", "``", "```\n", "~~~\n", "\n", "\n\n", "\\", "<a href=", "'"]
)
MORE = st.sampled_from(
    ["<img src=", '"', ">", "<", "<!--", "-->", "[a]: b", "a", "đ", " ", "b.md", "[a](b.md)", "    "]
)


@settings(deadline=None, max_examples=400)
@given(st.lists(MARKS | MORE, max_size=40).map("".join))
def test_any_text_gives_links_that_stand_in_it(body: str) -> None:
    lines = body.count("\n")
    squeezed = "".join(body.split())
    for link in links(body):
        assert 0 <= link.line <= lines
        assert "".join(link.target.split()) in squeezed


@quick
@given(st.lists(st.sampled_from(["[a](b.md)", "chữ", "`mã`", "**đậm**", "<b>x</b>", "(ngoặc)"]), max_size=20))
def test_no_link_of_an_ordinary_text_is_missed(words: list[str]) -> None:
    assert targets(" ".join(words)) == ["b.md"] * words.count("[a](b.md)")


@pytest.mark.parametrize(
    "piece",
    [
        *("[", "![", "](", "[](", "[a](", "[](((", "[]()", "[a]: b\n", "(", ")", "`", "`a``b", "```\n", "~~~\n"),
        *("<a ", "<img ", "<a href=", '<a href="', "<img src=a alt ", "<!--", "\\", " ", "\n", "\n\n", "> ", "&", "<"),
    ],
)
@pytest.mark.parametrize("size", [5_000, 200_000])
def test_hostile_text_takes_linear_time(piece: str, size: int) -> None:
    """5 KB of brackets take Python-Markdown seconds; the scan for links sees every body before that."""
    body = piece * (size // len(piece))
    begun = time.process_time()
    for _ in links(body):
        pass
    assert time.process_time() - begun < 3


def test_runs_of_backticks_of_every_length_take_linear_time() -> None:
    begun = time.process_time()
    assert targets("".join("`" * length + "x" for length in range(1, 600))) == []
    assert time.process_time() - begun < 3


@pytest.fixture
def resolver(project: Project) -> Resolver:
    """A site with one of everything that a link can lead to."""
    project.post("2026/05/a", title="A", body="a")
    project.post("2026/06/b", title="B", body="b", date="2026-06-01", month='"2026-06"', id="2026/05/ten-cu")
    project.post("2026/06/nhap", title="C", body="c", date="2026-06-01", month='"2026-06"', status="draft")
    project.post("2026/06/cho", title="D", body="d", date="2026-06-01", month='"2026-06"', status="in_review")
    project.post("2026/06/go", title="E", body="e", date="2026-06-01", month='"2026-06"', status="withdrawn")
    project.post("2026/12/sau", title="F", body="f", date="2026-12-01", month='"2026-12"')
    project.post("2026/06/hong", unit="không có")
    project.write("posts/2026/06/Đất đai.md", (project.root / "posts/2026/05/a.md").read_bytes())
    for name in ("so-do.png", "ảnh chụp.JPG", "bai (1).pdf", "100%.png", "chay.exe", "trang.html"):
        project.write(f"posts/2026/05/{name}", "x")
    project.write(f"posts/2026/05/{unicodedata.normalize('NFD', 'bản đồ.png')}", "x")
    project.write("docs/thu-tuc/1.001193.md", PROCEDURE)
    project.write("docs/thu-tuc/index.md", "x")
    project.write("docs/thu-tuc/hong.md", "x")
    project.write("docs/huong-dan/viết bài.md", "x")
    project.write("docs/huong-dan/README.md", "x")
    project.write("docs/huong-dan/mau.docx", "x")
    project.write("README.md", "x")
    return Resolver(project.site(TODAY))


@pytest.mark.parametrize(
    ("target", "url"),
    [
        ("../06/b.md", "tin-bai/2026/05/ten-cu/"),
        ("a.md", "tin-bai/2026/05/a/"),
        ("./a.md#muc-hai", "tin-bai/2026/05/a/#muc-hai"),
        ("a.md?x=1", "tin-bai/2026/05/a/"),
        (" a.md ", "tin-bai/2026/05/a/"),
        ("..\\06\\b.md", "tin-bai/2026/05/ten-cu/"),
        ("../06/Đất đai.md", "tin-bai/2026/06/dat-dai/"),
        ("../06/%C4%90%E1%BA%A5t%20%C4%91ai.md", "tin-bai/2026/06/dat-dai/"),
        (unicodedata.normalize("NFD", "../06/Đất đai.md"), "tin-bai/2026/06/dat-dai/"),
        ("../06/go.md", "tin-bai/2026/06/go/"),
        ("../../../docs/index.md", ""),
        ("../../../docs/huong-dan/README.md", "huong-dan/"),
        ("../../../docs/huong-dan/viết%20bài.md", "huong-dan/vi%E1%BA%BFt%20b%C3%A0i/"),
        ("../../../docs/thu-tuc/1.001193.md", "thu-tuc/1.001193/"),
        ("../../../docs/thu-tuc/index.md", "thu-tuc/"),
    ],
)
def test_a_link_to_a_source_leads_to_its_page(resolver: Resolver, target: str, url: str) -> None:
    resolved = resolver.resolve(HERE, target)
    assert (resolved.kind, resolved.url) == (Kind.PAGE, url)


@pytest.mark.parametrize(
    ("target", "url"),
    [
        ("so-do.png", "tin-bai/2026/05/so-do.png"),
        ("ảnh chụp.JPG", "tin-bai/2026/05/%E1%BA%A3nh%20ch%E1%BB%A5p.JPG"),
        ("bai%20(1).pdf#page=2", "tin-bai/2026/05/bai%20%281%29.pdf#page=2"),
        ("bản đồ.png", "tin-bai/2026/05/b%E1%BA%A3n%20%C4%91%E1%BB%93.png"),
        (unicodedata.normalize("NFD", "bản đồ.png"), "tin-bai/2026/05/b%E1%BA%A3n%20%C4%91%E1%BB%93.png"),
        ("100%.png", "tin-bai/2026/05/100%25.png"),
        ("../../../docs/huong-dan/mau.docx", "huong-dan/mau.docx"),
    ],
)
def test_a_link_to_a_picture_or_document_leads_to_the_file(resolver: Resolver, target: str, url: str) -> None:
    resolved = resolver.resolve(HERE, target)
    assert (resolved.kind, resolved.url) == (Kind.FILE, url)


@pytest.mark.parametrize(
    ("target", "kind"),
    [
        ("https://xa.example/", Kind.ELSEWHERE),
        ("HTTP://xa.example", Kind.ELSEWHERE),
        ("mailto:a@xa.example", Kind.ELSEWHERE),
        ("tel:0205000000", Kind.ELSEWHERE),
        ("//xa.example/a.png", Kind.ELSEWHERE),
        ("#muc", Kind.ELSEWHERE),
        ("?trang=2", Kind.ELSEWHERE),
        ("", Kind.ELSEWHERE),
        ("javascript:alert(1)", Kind.FORBIDDEN),
        (" JavaScript:alert(1)", Kind.FORBIDDEN),
        ("data:text/html;base64,PHNjcmlwdD4=", Kind.FORBIDDEN),
        ("vbscript:x", Kind.FORBIDDEN),
        ("file:///etc/passwd", Kind.FORBIDDEN),
        ("C:\\Users\\a.png", Kind.FORBIDDEN),
        ("chay.exe", Kind.FORBIDDEN),
        ("trang.html", Kind.FORBIDDEN),
        ("../06/nhap.md", Kind.UNPUBLISHED),
        ("../06/cho.md", Kind.UNPUBLISHED),
        ("../12/sau.md", Kind.UNPUBLISHED),
        ("../06/hong.md", Kind.UNPUBLISHED),
        ("../../../docs/thu-tuc/hong.md", Kind.UNPUBLISHED),
        ("khong-co.md", Kind.MISSING),
        ("SO-DO.png", Kind.MISSING),
        ("a", Kind.MISSING),
        ("../06/", Kind.MISSING),
        ("/tin-bai/2026/05/a/", Kind.MISSING),
        ("/posts/2026/05/a.md", Kind.MISSING),
        ("../../../../../etc/passwd", Kind.MISSING),
        ("../../../mkdocs.yml", Kind.MISSING),
        ("../../../README.md", Kind.MISSING),
        ("%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd", Kind.MISSING),
        ("/etc/passwd", Kind.MISSING),
        ("so-do.png%00.md", Kind.MISSING),
        ("java\tscript:alert(1)", Kind.MISSING),
    ],
)
def test_any_other_target_is_judged_for_what_it_is(resolver: Resolver, target: str, kind: Kind) -> None:
    assert resolver.resolve(HERE, target).kind is kind


def test_a_future_post_is_linked_from_its_day_on(project: Project) -> None:
    project.post("2026/12/sau", date="2026-12-01", month='"2026-12"')
    tomorrow = Resolver(project.site(TODAY.replace(month=12, day=1)))
    assert tomorrow.resolve(HERE, "../12/sau.md").kind is Kind.PAGE


def test_a_page_links_as_a_post_does(resolver: Resolver) -> None:
    source = PurePosixPath("docs/thu-tuc/1.001193.md")
    assert resolver.resolve(source, "../../posts/2026/05/a.md").url == "tin-bai/2026/05/a/"
    assert resolver.resolve(source, "../huong-dan/mau.docx").url == "huong-dan/mau.docx"
    assert resolver.resolve(PurePosixPath("docs/index.md"), "thu-tuc/1.001193.md").url == "thu-tuc/1.001193/"


@settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text() | st.text("./\\%#?:ab2eđ \t[]@"))
def test_any_target_has_a_verdict_and_never_leaves_the_site(resolver: Resolver, target: str) -> None:
    resolved = resolver.resolve(HERE, target)
    if resolved.kind in (Kind.PAGE, Kind.FILE):
        assert resolved.path in resolver.site.files
        assert not resolved.url.startswith(("/", ".", "http"))
    else:
        assert (resolved.url, resolved.path) == ("", None)
