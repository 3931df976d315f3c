"""A site of 300 posts with everything that breaks a layout, written the same way every time."""

import io
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw

from cchc.schema import DEFAULT_TOPICS

POSTS = 300
PROCEDURES = 72
EMPTY_MONTH = "2025-02"
UNBROKEN = "Nghiencuuungdungchuyendoisotrongcaicachhanhchinhcapxanam2026"  # 60 letters and no place to break
LONG_TITLE = f"Thông báo kết quả kiểm tra, rà soát và {UNBROKEN} của các đơn vị ở bản"
LONG_URL = "https://dichvucong.example/p/home/dvc-tra-cuu-ho-so.html?" + "&".join(
    f"tham_so_thu_{number}=gia_tri_rat_dai_khong_ngat_{number}" for number in range(8)
)
UNITS = {
    "van-phong": "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân",
    "van-hoa": "Phòng Văn hóa - Xã hội",
    "kinh-te": "Phòng Kinh tế",
    "hcc": "Trung tâm Phục vụ hành chính công",
    "dai-ten": (
        "Tổ công tác triển khai Đề án phát triển ứng dụng dữ liệu về dân cư, định danh và xác thực điện tử phục vụ "
        "chuyển đổi số quốc gia trên địa bàn xã giai đoạn 2022 - 2025, tầm nhìn đến năm 2030"
    ),
    "da-giai-the": "Phòng Tư pháp - Hộ tịch (đã sáp nhập)",
    "mttq": "Ủy ban MTTQ và các tổ chức CT-XH",
}
FIELDS = (
    "Hộ tịch",
    "Đất đai",
    (
        "Phòng, chống tệ nạn xã hội; bảo trợ xã hội; trẻ em; người có công; việc làm; an toàn, vệ sinh lao động; quản "
        "lý lao động ngoài nước; giáo dục nghề nghiệp và các lĩnh vực khác theo phân cấp của Ủy ban nhân dân tỉnh"
    ),
    UNBROKEN,
)

MKDOCS = {
    "site_name": "Chuyên mục Cải cách hành chính của Ủy ban nhân dân xã Mẫu thuộc tỉnh có tên gọi đầy đủ rất dài",
    "site_url": "https://xa-mau.example/",
    "site_description": "Trang dựng để kiểm thử, không phải tin thật.",
    "edit_uri": "https://git.xa-mau.example/cchc/_edit/main/docs/",
    "copyright": "UBND xã Mẫu <span>&amp;</span> các đơn vị trực thuộc",
    "theme": {
        "name": "material",
        "language": "vi",
        "font": False,
        "palette": [
            {
                "media": f"(prefers-color-scheme: {scheme})",
                "scheme": name,
                "toggle": {"icon": "material/weather-night", "name": "Đổi nền"},
            }
            for scheme, name in (("light", "default"), ("dark", "slate"))
        ],
        "features": ["navigation.tabs"],
    },
    "nav": [
        {"Trang chủ": "index.md"},
        {"Tin, bài": "tin-bai/index.md"},
        {"Thủ tục hành chính": "thu-tuc/index.md"},
        {"Theo dõi chỉ tiêu": "tien-do/index.md"},
        {"Theo dõi qua RSS": "theo-doi/index.md"},
        {
            "Hướng dẫn, biểu mẫu và tài liệu dành cho cán bộ biên tập": [
                {"Bài dài viết bằng tay": "huong-dan/dai.md"},
                {"Các khóa khai báo": "huong-dan/khai-bao/index.md"},
                {"Các lỗi thường gặp": "huong-dan/ma-loi/index.md"},
            ]
        },
    ],
    "markdown_extensions": ["tables", "footnotes", "admonition", {"toc": {"permalink": False}}],
}
AGENCY = {
    "id": "xa-mau",
    "name": "Ủy ban nhân dân xã Mẫu, huyện Có Tên Rất Dài, tỉnh Có Tên Cũng Rất Dài và Không Hề Viết Tắt",
    "short_name": "xã Mẫu",
    "parent": "UBND tỉnh Mẫu",
    "address": "Số 1, đường không tên, thôn Một, xã Mẫu",
    "phone": "0205 000 0000",
    "hotline": "0205 000 0001",
    "email": "bo-phan-tiep-nhan-phan-anh-kien-nghi-cua-nguoi-dan-va-doanh-nghiep@xa-mau.example",
    "portal_url": "https://dichvucong.example/",
    "feedback_url": LONG_URL,
    "receptions": [
        {"name": f"Bộ phận Một cửa số {number}", "address": "Trụ sở xã", "hours": "7 giờ 30 đến 17 giờ"}
        for number in (1, 2, 3)
    ],
}

SENTENCES = (
    "Người dân nộp hồ sơ tại Bộ phận Một cửa của xã thay vì lên huyện như trước.",
    "Cán bộ tiếp nhận kiểm tra giấy tờ, nhập thông tin lên hệ thống và hẹn ngày trả kết quả.",
    "Ai không tiện đến trụ sở có thể nộp trực tuyến hoặc nhờ dịch vụ bưu chính.",
    "Hồ sơ thiếu giấy tờ nào thì cán bộ nói rõ giấy tờ đó, một lần, bằng văn bản.",
    "Phí và lệ phí theo nghị quyết của Hội đồng nhân dân tỉnh, niêm yết tại nơi tiếp nhận.",
    "Kết quả điện tử có giá trị như bản giấy và được lưu trong kho dữ liệu của người dân.",
)
HMONG = (
    "Cov pej xeem tuaj yeem xa daim ntawv thov hauv online los yog tuaj ntawm lub chaw ua hauj lwm hauv zej zog. "
    "Yog tsis meej, thov hu rau cov neeg ua hauj lwm."
)
TABLE = "\n".join(
    [
        "| " + " | ".join(f"Chỉ tiêu {n}" for n in range(1, 13)) + " |",
        "|" + "---|" * 12,
        *("| " + " | ".join(f"{row * n} hồ sơ" for n in range(1, 13)) + " |" for row in range(1, 9)),
    ]
)
CODE = (
    "```\nSELECT ma_ho_so, ten_thu_tuc, ngay_tiep_nhan, ngay_hen_tra, ngay_tra, don_vi_xu_ly, trang_thai FROM ho_so "
    "WHERE ngay_tra > ngay_hen_tra ORDER BY ngay_hen_tra;\n```\n"
)
LISTS = "".join(f"{'    ' * depth}- Cấp {depth + 1} của danh mục việc phải làm trong quý\n" for depth in range(7))
FOOTNOTES = "Theo nghị định[^1] và thông tư[^2], nhắc lại[^1].\n\n[^1]: Nghị định mẫu.\n[^2]: Thông tư mẫu.\n"
HEADINGS = "".join(f"## Mục {n}: {SENTENCES[n % 6]}\n\n### Ý {n}.1\n\n{SENTENCES[n % 5]}\n\n" for n in range(9))


@dataclass(frozen=True)
class Hard:
    """A post that breaks layouts."""

    slug: str
    title: str
    body: str = ""
    more: dict[str, Any] = field(default_factory=dict)
    month: str = "2026-10"

    @property
    def id(self) -> str:
        """Its address below /tin-bai/."""
        return f"{self.month.replace('-', '/')}/{self.slug}"


def _image(name: str) -> dict[str, Any]:
    return {"image": {"src": name, "alt": f"Hình vẽ {name}", "caption": SENTENCES[1]}}


HARD = (
    Hard("tieu-de-dai", LONG_TITLE, more={"summary": f"{UNBROKEN} {UNBROKEN}"}),
    Hard("khong-dau-cach", f"{UNBROKEN}{UNBROKEN}"),
    Hard("anh-cao", "Bài có ảnh rất cao", more=_image("cao.jpg")),
    Hard("anh-rong", "Bài có ảnh rất rộng", "![Ảnh trong bài](rong.png)\n", _image("rong.png")),
    Hard("anh-nho", "Bài có ảnh nhỏ xíu và hình vẽ", "![Sơ đồ](so-do.svg)\n", _image("nho.png")),
    Hard("bang-rong", "Bảng mười hai cột", TABLE),
    Hard("ma-lenh", "Bài có khối mã", f"{CODE}\nDòng có `{UNBROKEN}` trong câu.\n"),
    Hard("danh-muc-sau", "Danh mục bảy cấp", LISTS),
    Hard("chu-thich", "Bài có chú thích cuối trang", FOOTNOTES),
    Hard("dia-chi-dai", "Bài dán địa chỉ rất dài", f"Tra cứu tại {LONG_URL} hoặc {UNBROKEN}{UNBROKEN}.\n"),
    Hard("nhieu-muc", "Bài dài có nhiều mục", HEADINGS),
    Hard(
        "tep-dinh-kem",
        "Bài có tệp đính kèm",
        more={
            "attachments": [
                {"file": "mau-don.pdf", "title": f"Mẫu đơn {UNBROKEN}"},
                {"file": "Bảng số liệu.csv", "title": "Số liệu"},
            ],
            "documents": ["118/2025/NĐ-CP", f"{UNBROKEN}/QĐ-UBND"],
            "tags": [UNBROKEN, "một cửa"],
            "channels": [{"name": "Zalo", "url": LONG_URL}, {"name": "Loa truyền thanh"}],
        },
    ),
    Hard(
        "video", "Bài dạng video", "[Xem video](https://video.example/1)\n", {"format": "video", "summary": "Tóm tắt."}
    ),
    Hard("ban-tin-am-thanh", "Bài dạng âm thanh", more={"format": "podcast", "summary": "Tóm tắt."}),
    Hard(
        "dang-lai",
        "Bài đăng lại từ cổng thông tin khác",
        more={"origin": "repost", "source": {"name": UNBROKEN, "url": LONG_URL}},
    ),
    Hard("tieng-mong", "Lus Hmoob: Xa ntawv hauv online", HMONG, {"lang": "hmn"}),
    Hard("chen-tieng-mong", "Bài có đoạn tiếng Mông", f'<p lang="hmn">{HMONG}</p>\n'),
    Hard(
        "english",
        "One-stop shop: where to hand in your papers",
        "Residents hand in their papers at the one-stop shop of the commune.\n",
        {"lang": "en", "origin": "translation", "translation_of": "2026/10/nhieu-muc"},
    ),
    Hard("da-chuyen", "Bài đã đổi địa chỉ", more={"moved_from": ["2024/01/dia-chi-cu"]}),
    Hard(
        "nhieu-lien-ket",
        "Bài liên quan nhiều thủ tục",
        "Xem [thủ tục](../../../docs/thu-tuc/1.000001.md) và [bài khác](anh-cao.md).\n",
        {"procedures": [f"1.{number:06}" for number in range(1, 9)], "co_units": ["dai-ten", "mttq", "hcc"]},
    ),
)
HIDDEN = (
    Hard("da-go", "Bài đã gỡ", more={"status": "withdrawn"}),
    Hard("cho-duyet", "Bài chờ duyệt", more={"status": "in_review"}),
    Hard("ban-nhap", "Bài còn nháp", more={"status": "draft"}),
)


def write(root: Path) -> Path:
    """Write the project's sources; returns its folder."""
    units = [{"id": id_, "name": name} for id_, name in UNITS.items()]
    units[-1]["external"] = True  # type: ignore[assignment]
    units[-2]["active_to"] = "2025-06"
    quota = {"posts_per_month": 9, "start": "2024-01", "responsible_unit": "van-phong", "page": "public"}
    plugins = [{"cchc": {"agency": AGENCY, "units": units, "topics": "default", "quota": quota}}]
    _put(root / "mkdocs.yml", json.dumps({**MKDOCS, "plugins": plugins}, ensure_ascii=False, indent=1))
    _put(root / "docs/index.md", "Lời giới thiệu của trang dựng để kiểm thử.\n")
    _put(
        root / "docs/huong-dan/dai.md", f"# Bài dài viết bằng tay\n\n{HEADINGS}{TABLE}\n\n{CODE}\n{LISTS}\n{FOOTNOTES}"
    )
    for post in (*posts(), *HIDDEN):
        _put(root / f"posts/{post.id}.md", _post(post))
    for number in range(1, PROCEDURES + 1):
        _put(root / f"docs/thu-tuc/1.{number:06}.md", _record(_procedure(number)))
    _attach(root / "posts/2026/10")
    return root


def posts() -> list[Hard]:
    """Return every post that readers see."""
    return [*HARD, *_plain(POSTS - len(HARD))]


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def _record(keys: dict[str, Any], body: str = "") -> str:
    lines = (f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in keys.items())
    return "\n".join(["---", *lines, "---", body])


def _post(post: Hard) -> str:
    dice = random.Random(post.id)
    keys = {
        "title": post.title,
        "date": f"{post.month}-{dice.randint(1, 20):02}",
        "month": post.month,
        "unit": dice.choice(list(UNITS)),
        "topic": dice.choice(DEFAULT_TOPICS).id,
        "kind": dice.choice(["tin", "bai"]),
        **post.more,
    }
    story = "\n\n".join(" ".join(dice.sample(SENTENCES, 4)) for _ in range(3))
    return _record(keys, f"{post.body}\n{story if keys.get('lang', 'vi') == 'vi' else ''}\n")


def _plain(count: int) -> Iterator[Hard]:
    """Yield posts of every unit and topic from 2024-01 to 2026-11; one month has none."""
    months = [f"{year}-{month:02}" for year in (2024, 2025, 2026) for month in range(1, 13)][:-1]
    months.remove(EMPTY_MONTH)
    for number in range(count):
        more: dict[str, Any] = {
            "unit": list(UNITS)[number % len(UNITS)],
            "topic": DEFAULT_TOPICS[number % len(DEFAULT_TOPICS)].id,
        }
        if number % 3 == 0:
            more["summary"] = f"Tóm tắt số {number}: {SENTENCES[number % 6]}"
        month = months[number % len(months)]
        yield Hard(f"bai-{number:03}", f"Tin số {number}: {SENTENCES[number % 6][:-1]}", more=more, month=month)


def _procedure(number: int) -> dict[str, Any]:
    name = f"Thủ tục số {number} " + "về việc cấp, cấp lại, điều chỉnh, gia hạn giấy xác nhận " * 17
    action = ("new", "amended", "replaced", "abolished")[number % 4] if number % 2 else "new"
    return {
        "code": f"1.{number:06}",
        "name": f"{name[:940]} {UNBROKEN}",
        "field": FIELDS[number % len(FIELDS)],
        "levels": ["xa", "tinh"],
        "executing_agencies": [UNITS["dai-ten"], "Ủy ban nhân dân cấp xã"],
        "subjects": ["Công dân Việt Nam", UNBROKEN],
        "methods": [
            {"channel": channel, "time_limit": "01 ngày làm việc", "fee": "Miễn phí", "note": f"Ghi chú {UNBROKEN}"}
            for channel in ("in_person", "online", "post")
        ],
        "time_limit": "15 ngày làm việc kể từ ngày nhận đủ hồ sơ hợp lệ, không kể thời gian lấy ý kiến",
        "fee": "Miễn phí",
        "fee_note": "Theo nghị quyết của Hội đồng nhân dân tỉnh.",
        "dossier": [
            {"name": " ".join(SENTENCES), "originals": 1, "form": {"name": f"Mẫu {UNBROKEN}", "url": LONG_URL}},
            {"name": UNBROKEN, "copies": 2},
        ],
        "dossier_sets": 1,
        "steps": list(SENTENCES),
        "results": ["Giấy xác nhận"],
        "conditions": list(SENTENCES[:2]),
        "legal_basis": [f"Nghị định số {n}/2025/NĐ-CP" for n in range(9)],
        "online_level": ("unknown", "full", "partial", "information")[number % 4],
        **({"online_reason": SENTENCES[3]} if number % 4 == 2 else {}),
        "announcing_decisions": [{"number": f"{number}/QĐ-UBND", "date": "2026-01-05", "action": action}],
        "updated": "2026-05-20",
    }


def _attach(folder: Path) -> None:
    """Put pictures and files beside the posts that show them."""
    for name, size in {"cao.jpg": (600, 3000), "rong.png": (3000, 300), "nho.png": (48, 32)}.items():
        (folder / name).write_bytes(_picture(size, "JPEG" if name.endswith("jpg") else "PNG"))
    _put(
        folder / "so-do.svg",
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 100" width="400" height="100"><title>Sơ đồ</title>'
        '<rect width="400" height="100" fill="#12355b"/><text x="20" y="55" fill="#fff">Một cửa</text></svg>\n',
    )
    _put(folder / "mau-don.pdf", "%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n")
    _put(folder / "Bảng số liệu.csv", "thang,so_ho_so\n10,120\n")


def _picture(size: tuple[int, int], kind: str) -> bytes:
    picture = Image.new("RGB", size, "#dfe7f1")
    pen = ImageDraw.Draw(picture)
    for step in range(0, max(size), 40):
        pen.line([(0, step), (step, 0)], fill="#12355b", width=3)
    made = io.BytesIO()
    picture.save(made, kind)
    return made.getvalue()
