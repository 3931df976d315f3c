"""What the search says of a hand-written page is what readers see of it; what is not published is not found."""

import time
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.publish.guides import Guide, guides, plain
from tests.conftest import Project

PAGE = """---
description: Ba bước ai cũng làm được
---
# Cách nộp *hồ sơ*

Đọc [điều kiện](dieu-kien.md) <b>trước</b>; khóa `ma_thu_tuc` ghi ở `posts/<năm>/`.[^1] <!-- ẩn
đi --> Ảnh: ![Bộ phận Một cửa](a.png){: .rong }

## Bước 1

| Giấy tờ | Bản |
| --- | :-: |
| Đơn | 1 |

```yaml
# không phải đề mục
ma: 1.001193
```

!!! note "Lưu ý"
    Mang theo căn cước.

[^1]: Xem Nghị định &amp; thông tư.
[nguon]: https://a.example/
"""


def test_a_page_is_found_by_its_title_headings_and_words(project: Project) -> None:
    project.write("docs/nop/ho-so.md", PAGE)
    (page,) = [page for page in _guides(project) if page.url == "nop/ho-so/"]
    assert (page.title, page.summary, page.headings) == ("Cách nộp hồ sơ", "Ba bước ai cũng làm được", ("Bước 1",))
    assert page.text.split("\n") == [
        "Đọc điều kiện trước; khóa ma_thu_tuc ghi ở posts/<năm>/.  Ảnh: Bộ phận Một cửa",
        "Bước 1",
        "Giấy tờ  Bản",
        "Đơn  1",
        "không phải đề mục",
        "ma: 1.001193",
        '"Lưu ý"',
        "Mang theo căn cước.",
        "Xem Nghị định & thông tư.",
    ]


def test_what_is_no_page_is_not_found(project: Project) -> None:
    project.write("docs/an/bi-mat.md", "# Bí mật")
    project.write("docs/kin.md", "---\nsearch:\n  exclude: true\n---\n# Kín")
    project.write("docs/thu-tuc/9.999999.md", "# Không phải hồ sơ thủ tục")
    project.write("docs/sai.md", b"# B\xe0i".decode("latin-1"))
    project.write("docs/ten la, 100%.md", "Không có tiêu đề.")
    file = project.root / "mkdocs.yml"
    file.write_text(file.read_text("utf-8") + "\nexclude_docs: |\n  /an/\n", "utf-8")
    found = {page.url: page.title for page in _guides(project)}
    assert found["ten%20la%2C%20100%25/"] == "Ten la, 100%"
    assert not {"an/bi-mat/", "kin/", "thu-tuc/9.999999/"} & found.keys()


@pytest.mark.parametrize("sign", ["[", "<!--", "<", "`", "#", "-", "[a](", "{:", "~~~\n```\n", "_", "*", "[^"])
def test_no_page_takes_long(sign: str) -> None:
    started = time.process_time()
    plain(sign * (300_000 // len(sign)))
    assert time.process_time() - started < 2


@given(st.text(st.sampled_from("aă1 \n[]()<>!-#*_`|{}:&;.~^"), max_size=80))
def test_any_text_has_words(text: str) -> None:
    assert all(line == line.strip() and line for line in plain(text).split("\n") if plain(text))


def _guides(project: Project) -> Iterator[Guide]:
    return guides(project.site())
