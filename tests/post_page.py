"""A project whose posts have all that a post page can show."""

import json
from pathlib import Path

from tests.conftest import MKDOCS, Project

TITLE = "\"Một cửa\" & 'liên thông': 5 < 6 &lt;img src=x onerror=alert(1)&gt;"
"""As hostile as a title may be: one with a tag is refused."""
LEAD = "Nộp tại xã, nhận trong ngày: \" onclick='x' &amp; &lt;b&gt;."
BODY = """\
Từ **01/7**, người dân nộp hồ sơ [tại xã](dich.md) hoặc trên [Cổng](https://dichvucong.gov.vn/).[^1]

<script>document.title = "hỏng"</script><img src=x onerror="document.title = 'hỏng'">

## Giấy tờ <b onclick="x">cần mang</b>

- Tờ khai;
- Giấy chứng sinh:
    - bản chính,
    - hoặc bản sao.

1. Nộp hồ sơ.
2. Nhận kết quả.

## Nộp ở đâu

> Hỏi trước qua số 0205 3 888 888.

| Việc | Thời hạn |
|---|---|
| Khai sinh | Trong ngày |

## Kết quả

Mã: `<b>1.001193</b>`. &lt;img src=x onerror=alert(1)&gt; ![Sơ đồ "một cửa"](so-do.svg)

[^1]: Có hiệu lực từ 01/7.
"""
PLAIN = f"""\
{TITLE}

{LEAD}

Từ 01/7, người dân nộp hồ sơ tại xã (https://xa.example/cchc/tin-bai/2026/05/dich/) hoặc trên Cổng \
(https://dichvucong.gov.vn/).[1]

Giấy tờ cần mang

- Tờ khai;
- Giấy chứng sinh:
  - bản chính,
  - hoặc bản sao.

1. Nộp hồ sơ.
2. Nhận kết quả.

Nộp ở đâu

Hỏi trước qua số 0205 3 888 888.

Việc | Thời hạn
Khai sinh | Trong ngày

Kết quả

Mã: <b>1.001193</b>. <img src=x onerror=alert(1)>

1. Có hiệu lực từ 01/7.

Nguồn: Báo của tỉnh (https://bao.example/a?b=1&c=2)
Xem tại: https://xa.example/cchc/tin-bai/2026/05/bai/"""
HTML = """\
<h2>"Một cửa" &amp; 'liên thông': 5 &lt; 6 &amp;lt;img src=x onerror=alert(1)&amp;gt;</h2>
<p><strong>Nộp tại xã, nhận trong ngày: " onclick='x' &amp;amp; &amp;lt;b&amp;gt;.</strong></p>
<p>Từ <strong>01/7</strong>, người dân nộp hồ sơ <a href="https://xa.example/cchc/tin-bai/2026/05/dich/">tại \
xã</a> hoặc trên <a href="https://dichvucong.gov.vn/">Cổng</a>.<sup>1</sup></p>
<h2>Giấy tờ <b>cần mang</b></h2>
<ul>
<li>Tờ khai;</li>
<li>Giấy chứng sinh:<ul>
<li>bản chính,</li>
<li>hoặc bản sao.</li>
</ul>
</li>
</ul>
<ol>
<li>Nộp hồ sơ.</li>
<li>Nhận kết quả.</li>
</ol>
<h2>Nộp ở đâu</h2>
<blockquote>
<p>Hỏi trước qua số 0205 3 888 888.</p>
</blockquote>
<table>
<thead>
<tr>
<th>Việc</th>
<th>Thời hạn</th>
</tr>
</thead>
<tbody>
<tr>
<td>Khai sinh</td>
<td>Trong ngày</td>
</tr>
</tbody>
</table>
<h2>Kết quả</h2>
<p>Mã: <code>&lt;b&gt;1.001193&lt;/b&gt;</code>. &lt;img src=x onerror=alert(1)&gt; <img \
src="https://xa.example/cchc/tin-bai/2026/05/so-do.svg" alt="Sơ đồ &quot;một cửa&quot;"></p>
<hr>
<ol>
<li>
<p>Có hiệu lực từ 01/7.</p>
</li>
</ol>
<p>Nguồn: <a href="https://bao.example/a?b=1&amp;c=2">Báo của tỉnh</a></p>
<p>Xem tại: <a \
href="https://xa.example/cchc/tin-bai/2026/05/bai/">https://xa.example/cchc/tin-bai/2026/05/bai/</a></p>"""
CAPTIONS = """\
WEBVTT

00:00:01.000 --> 00:00:04.000
Bước một: đăng nhập.

00:00:04.000 --> 00:00:09.000
Bước hai: chọn &amp; điền biểu mẫu.
"""


def write(root: Path) -> Project:
    """Write the project; returns it."""
    project = Project(root)
    project.write("mkdocs.yml", MKDOCS)
    project.write("docs/index.md", "Lời giới thiệu.\n")
    project.write("posts/2026/05/so-do.svg", '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 9"/>')
    project.write("posts/2026/05/ke-hoach.pdf", b"%PDF-1.7\n" + b" " * 250_000)
    project.write("posts/2026/05/phu-luc.xlsx", b"PK" + b" " * 1_300_000)
    project.write("posts/2026/05/nop-ho-so.webm", b"\x1aE\xdf\xa3" + b"\0" * 2_000_000)
    project.write("posts/2026/05/ban-tin.mp3", b"ID3" + b"\0" * 400_000)
    project.write("posts/2026/05/phu-de.vtt", CAPTIONS)
    project.write("posts/2026/05/loi.txt", "Xin chào <b>bà con</b>.\n\nHôm nay nói về hộ tịch.\n")
    project.post(
        "2026/05/bai",
        BODY,
        title=json.dumps(TITLE, ensure_ascii=False),
        summary=json.dumps(LEAD, ensure_ascii=False),
        origin="repost",
        source='{name: Báo của tỉnh, url: "https://bao.example/a?b=1&c=2"}',
        attachments="[{file: ke-hoach.pdf, title: Kế hoạch}, {file: phu-luc.xlsx, title: Phụ lục}]",
        documents='["118/2025/NĐ-CP"]',
    )
    project.post("2026/05/dich", "Hand in the form.\n", title="Birth registration", lang="en", date="2026-05-15")
    seen = {"format": "video", "summary": "Nộp hồ sơ trên mạng trong năm bước."}
    project.post(
        "2026/05/youtube",
        "Video hướng dẫn.\n",
        title="Năm bước nộp hồ sơ trên mạng",
        date="2026-05-16",
        video='{url: "https://youtu.be/XXXXXXXXXXX?t=9", poster: so-do.svg, transcript: loi.txt, duration: "3:20"}',
        **seen,
    )
    project.post(
        "2026/05/tep",
        "Video trong tệp.\n",
        title="Video trong tệp",
        date="2026-05-17",
        video="{file: nop-ho-so.webm, captions: phu-de.vtt}",
        **seen,
    )
    project.post(
        "2026/05/nghe",
        "Bản tin truyền thanh.\n",
        title="Bản tin truyền thanh",
        date="2026-05-18",
        audio="{file: ban-tin.mp3, transcript: Xin chào bà con., duration: 5:00}",
        format="podcast",
        summary="Bản tin truyền thanh tuần này.",
    )
    project.post(
        "2026/05/noi-khac",
        "Video ở nơi khác.\n",
        title="Video ở nơi khác",
        date="2026-05-19",
        video='{url: "https://video.example/a?b=1&c=2", transcript: Lời}',
        **seen,
    )
    return project
