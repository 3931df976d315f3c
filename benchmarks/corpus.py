"""A whole cchc project of any size: the same bytes for one seed on any machine."""

import datetime as dt
import json
import posixpath
import struct
import unicodedata
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

from benchmarks.text import PROCEDURES_URL, Writer
from benchmarks.words import Dice, Vocabulary, Words

LAST_DAY = dt.date(2026, 11, 20)
"""The newest post's; builds of a corpus take the next day for today."""
TODAY_EPOCH = 1795237200
"""2026-11-21, 12:00 in Hanoi."""
DAYS = 3652
"""Posts lie in ten years."""

UNITS = {
    "van-phong": "Văn phòng HĐND và UBND",
    "kinh-te": "Phòng Kinh tế",
    "van-hoa-xa-hoi": "Phòng Văn hóa - Xã hội",
    "phuc-vu-hcc": "Trung tâm Phục vụ hành chính công",
    "dich-vu-cong-ich": "Trung tâm Dịch vụ công ích",
    "cong-an": "Công an xã",
    "quan-su": "Ban Chỉ huy quân sự xã",
    "mttq": "Ủy ban MTTQ và các tổ chức CT-XH",
}
TOPICS = (
    *("thu-tuc-hanh-chinh", "chinh-quyen-so", "chi-dao-dieu-hanh", "van-ban-chinh-sach", "ket-qua-han-che"),
    *("phan-anh-kien-nghi", "mo-hinh-sang-kien", "che-do-cong-vu", "the-che", "to-chuc-bo-may", "chi-so"),
    *("dan-van-dan-chu", "tai-chinh-cong"),
)
FIELDS = ("Hộ tịch", "Đất đai", "Chứng thực", "Bảo trợ xã hội", "Xây dựng", "Hộ kinh doanh", "Môi trường", "Cư trú")

MKDOCS = """\
site_name: Chuyên mục Cải cách hành chính xã Thử Nghiệm
site_url: https://thunghiem.example/cchc/
theme:
  name: material
  language: vi
  font: false
  palette: {scheme: default}
  features: [navigation.tabs]
nav:
  - Trang chủ: index.md
  - Tin, bài: tin-bai/index.md
  - Thủ tục hành chính: thu-tuc/index.md
  - Theo dõi chỉ tiêu: tien-do/index.md
  - Theo dõi qua RSS: theo-doi/index.md
markdown_extensions: [tables, footnotes]
plugins:
  - cchc:
      agency: {id: thu-nghiem, name: UBND xã Thử Nghiệm, short_name: xã Thử Nghiệm, hotline: 0205 000 0001}
      units:
@UNITS@
      topics: default
      quota: {posts_per_month: 2, start: "2016-12", responsible_unit: van-phong, page: public}
"""
HOME = "Tin, bài và thủ tục hành chính của một xã không có thật, viết ra để đo tốc độ dựng trang.\n"


@dataclass(frozen=True, slots=True)
class _Plan:
    """What other posts must know of a post."""

    title: str
    day: dt.date
    name: str
    """Below posts/, without the ending: 2026/05/mot-cua."""


def generate(folder: Path, posts: int, *, procedures: int = 60, seed: int = 1) -> None:
    """Write a whole project (mkdocs.yml, posts/, docs/) into an empty folder."""
    vocabulary = Vocabulary()
    units = "\n".join(f"        - {{id: {id_}, name: {name}}}" for id_, name in UNITS.items())
    _write(folder / "mkdocs.yml", MKDOCS.replace("@UNITS@", units))
    _write(folder / "docs/index.md", HOME)
    codes = [f"{1 + number % 3}.{4000 + number * 37:06d}" for number in range(procedures)]
    for code in codes:
        _write(folder / f"docs/thu-tuc/{code}.md", _procedure(vocabulary, code, seed))
    plans = list(_plans(vocabulary, posts, seed))
    for number in range(posts):
        _post(folder, vocabulary, plans, number, codes, seed)


def add_post(folder: Path, number: int, *, seed: int = 1) -> Path:
    """Write one more post of the newest day, different for each number; returns its path."""
    vocabulary = Vocabulary()
    writer = Writer(vocabulary, Dice(f"{seed}/added/{number}"))
    title = writer.title()
    plan = _Plan(title, LAST_DAY, f"{LAST_DAY:%Y/%m}/{_slug(title)}-moi-{number}")
    return _post(folder, vocabulary, [plan], 0, [], f"{seed}/{number}")


def change_post(path: Path, number: int, *, seed: int = 1) -> None:
    """Append a sentence to a post, another one for each number."""
    writer = Writer(Vocabulary(), Dice(f"{seed}/changed/{number}"))
    _write(path, f"{path.read_text('utf-8')}\n{writer.sentence()}\n")


def _plans(vocabulary: Vocabulary, posts: int, seed: int) -> Iterator[_Plan]:
    """Yield the posts from the oldest on; titles and names are all different."""
    titles: set[str] = set()
    names: set[str] = set()
    for number in range(posts):
        writer = Writer(vocabulary, Dice(f"{seed}/title/{number}"))
        day = LAST_DAY - dt.timedelta(days=(posts - 1 - number) * DAYS // posts)
        title = writer.title()
        while title.casefold() in titles:
            title = writer.title()
        name = f"{day:%Y/%m}/{_slug(title)}"
        if name in names:
            name += f"-{number}"
        titles.add(title.casefold())
        names.add(name)
        yield _Plan(title, day, name)


def _post(
    folder: Path, vocabulary: Vocabulary, plans: list[_Plan], number: int, codes: list[str], seed: int | str
) -> Path:
    """Write one post, and the picture of about one in ten; returns the post's path."""
    plan = plans[number]
    dice = Dice(f"{seed}/post/{number}")
    writer = Writer(vocabulary, dice)
    path = folder / "posts" / f"{plan.name}.md"
    named = [codes[dice.below(len(codes))] for _ in range(dice.between(1, 2))] if codes and dice.chance(0.3) else []
    keys = _front_matter(writer, plan, named)
    picture = ""
    if dice.chance(0.1):
        kind = "svg" if dice.chance(0.5) else "png"
        image = f"{posixpath.basename(plan.name)}.{kind}"
        alt = writer.phrase()
        keys["image"] = {"src": image, "alt": alt, "caption": writer.phrase()}
        picture = f"![{alt}]({image})"
        _write(path.with_name(image), _svg(dice, alt) if kind == "svg" else _png(dice))
    pointers = list(_pointers(writer, plans, number, named))
    _write(path, _record(keys, writer.body(pointers, picture)))
    return path


def _record(keys: dict[str, object], body: str) -> str:
    """Return a file of front matter and Markdown. JSON is YAML; a date stands bare, as people write it."""
    values = {
        key: str(value) if isinstance(value, dt.date) else json.dumps(value, ensure_ascii=False)
        for key, value in keys.items()
    }
    return "\n".join(["---", *(f"{key}: {value}" for key, value in values.items()), "---", body])


def _front_matter(writer: Writer, plan: _Plan, named: list[str]) -> dict[str, object]:
    dice, words = writer.dice, writer.words
    keys: dict[str, object] = {
        "title": plan.title,
        "id": plan.name,
        "date": plan.day,
        "month": f"{plan.day:%Y-%m}",
        "unit": dice.pick(_UNIT_RANKS),
        "topic": dice.pick(_TOPIC_RANKS),
        "kind": "tin" if dice.chance(0.4) else "bai",
    }
    keys["summary"] = writer.short_sentence(280)
    if dice.chance(0.4):
        keys["author"] = dice.pick(words.people)
    if dice.chance(0.8):
        keys["tags"] = list(dict.fromkeys(dice.pick(words.tags) for _ in range(dice.between(1, 4))))
    if named:
        keys["procedures"] = list(dict.fromkeys(named))
    return keys


_UNIT_RANKS = Words(UNITS)
_TOPIC_RANKS = Words(TOPICS)


def _pointers(writer: Writer, plans: list[_Plan], number: int, named: list[str]) -> Iterator[str]:
    """Yield Markdown links: to earlier posts, mostly recent ones, to procedures, and to the national portal."""
    dice = writer.dice
    here = posixpath.dirname(plans[number].name)
    for _ in range(dice.below(4) if number else 0):
        reach = min(number, 40) if dice.chance(0.7) else number
        other = plans[number - 1 - dice.below(reach)]
        yield f"[{other.title}]({posixpath.relpath(other.name, here)}.md)"
    for code in dict.fromkeys(named):
        yield f"[thủ tục {code}](../../../docs/thu-tuc/{code}.md)"
    if dice.chance(0.1):
        yield f"[Cổng Dịch vụ công quốc gia]({PROCEDURES_URL})"


def _procedure(vocabulary: Vocabulary, code: str, seed: int) -> str:
    dice = Dice(f"{seed}/procedure/{code}")
    writer = Writer(vocabulary, dice)
    limit = f"{dice.between(1, 30):02d} ngày làm việc"
    papers = [{"name": writer.short_sentence(140)[:-1], "originals": 1} for _ in range(dice.between(2, 6))]
    keys: dict[str, object] = {
        "code": code,
        "name": f"Thủ tục {writer.title().lower()}",
        "field": FIELDS[dice.below(len(FIELDS))],
        "levels": ["xa"],
        "executing_agencies": ["Ủy ban nhân dân cấp xã"],
        "subjects": ["Cá nhân", "Hộ gia đình"],
        "methods": [{"channel": channel, "time_limit": limit} for channel in ("online", "post", "in_person")],
        "time_limit": limit,
        "fee": f"{dice.between(1, 90)}.000 đồng" if dice.chance(0.5) else "Miễn phí",
        "dossier": papers,
        "steps": [writer.sentence() for _ in range(dice.between(3, 7))],
        "results": [writer.phrase()],
        "legal_basis": [writer.short_sentence(160)[:-1] for _ in range(dice.between(3, 10))],
        "announcing_decisions": [{"number": f"{dice.between(1, 999)}/QĐ-BTP"}],
        "owner_unit": "phuc-vu-hcc",
        "updated": LAST_DAY - dt.timedelta(days=dice.below(700)),
    }
    return _record(keys, f"\n## {writer.heading()}\n\n{writer.paragraph()}\n")


def _svg(dice: Dice, title: str) -> str:
    bars = "".join(
        f'<rect x="{20 + 50 * column}" y="{180 - height}" width="36" height="{height}" fill="#2a6496"/>'
        for column in range(6)
        for height in [dice.between(20, 150)]
    )
    said = f"<title>{escape(title)}</title>"
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 200" role="img">{said}{bars}</svg>\n'


def _png(dice: Dice) -> bytes:
    """Return a picture of 120 by 80 grey dots, stored uncompressed: compressors differ between machines."""
    width, height = 120, 80
    row = bytes(dice.below(256) for _ in range(width))
    dots = b"".join(b"\0" + row[shift:] + row[:shift] for shift in range(height))
    stored = b"\x78\x01\x01" + struct.pack("<HH", len(dots), len(dots) ^ 0xFFFF) + dots
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", stored + struct.pack(">I", zlib.adler32(dots))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )


def _slug(text: str) -> str:
    """Return the words in plain letters with hyphens between them, at most 70 characters."""
    parts = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    letters = "".join(char if char.isascii() and char.isalnum() else " " for char in parts if not _is_mark(char))
    return "-".join(letters.split())[:70].rstrip("-")


def _is_mark(char: str) -> bool:
    return unicodedata.combining(char) > 0


def _write(path: Path, content: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
