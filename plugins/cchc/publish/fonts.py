"""The site's typeface: Source Sans Pro, cut down to the letters that Vietnam writes.

Its licence reserves the name for the whole font (OFL, Reserved Font Name): what is cut down has a
name of its own, and is published with the licence beside it.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache as once
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from cchc.publish.outputs import Asset

TYPEFACE = Path(__file__).parent.parent / "typeface"
"""What `cchc.publish.cutting` made."""
FAMILY = "CCHC Sans"
FOLDER = "assets/cchc/fonts/"


@dataclass(frozen=True, slots=True)
class Face:
    """One weight or slope of the typeface."""

    name: str
    source: str
    """The file in the package font-source-sans-pro."""
    weight: str
    """The weights of CSS that it stands for; browsers make the others out of it."""
    style: str = "normal"


REGULAR = Face("regular", "SourceSansPro-Regular.ttf", "400")
BOLD = Face("semibold", "SourceSansPro-Semibold.ttf", "600 700")
ITALIC = Face("italic", "SourceSansPro-It.ttf", "400", "italic")
FACES = (REGULAR, BOLD, ITALIC)

LETTERS = frozenset(
    {
        *range(0x20, 0x7F),
        *range(0xA0, 0x17F),  # Latin-1 and Extended-A: Bana, Êđê, Gia Rai, Cơ Ho, names from abroad
        *(0x180, 0x1A0, 0x1A1, 0x1AF, 0x1B0, 0x1CE, 0x243, 0x2B9, 0x2BB, 0x2BC, 0x2C6, 0x2C7, 0x2D8, 0x2DC),
        # Marks apart from their letter: text in NFC holds them where no letter is ready-made (Tày x̱, Êđê ơ̆).
        *range(0x300, 0x305),
        *(0x306, 0x307, 0x308, 0x309, 0x30C, 0x31B, 0x323, 0x324, 0x325, 0x331),
        *range(0x1EA0, 0x1EFA),  # Vietnamese
        *(*range(0x2012, 0x2017), *range(0x2018, 0x201B), *range(0x201C, 0x201F), 0x2020, 0x2021, 0x2022, 0x2026),
        *(0x202F, 0x2030, 0x2032, 0x2033, 0x2039, 0x203A, 0x20AB, 0x20AC, 0x2116, 0x2122),
        *range(0x2190, 0x2194),
        *(0x2212, 0x2248, 0x2260, 0x2264, 0x2265, 0x25A0, 0x25B2, 0x25B6, 0x25BC, 0x2610, 0x2611, 0x2713),
    }
)
EM = 930
"""Of the design's 1000 units: letters as large as in what phones and offices have (x-height 0.52 of the size)."""
HEIGHTS = (984 / EM, 273 / EM)
"""How far lines reach above and below letters, in ems."""

SAMPLE = (
    "Người dân nộp hồ sơ tại Bộ phận Một cửa của xã, theo dõi tiến độ giải quyết qua điện thoại và nhận kết quả "
    "đúng hẹn. Cán bộ tiếp nhận hướng dẫn đầy đủ một lần, không yêu cầu thêm giấy tờ ngoài quy định; thủ tục nào "
    "cũng niêm yết công khai phí, lệ phí, thời hạn 05 ngày làm việc."
)
"""Text whose length is compared, so that a page keeps its lines when the font arrives."""


@dataclass(frozen=True, slots=True)
class StandIn:
    """A font that readers have, shown until ours arrives."""

    family: str
    local: tuple[tuple[str, ...], tuple[str, ...]]
    """What systems call it: regular, bold."""
    widths: tuple[float, float]
    """The mean advance of `SAMPLE`'s letters without their marks, in ems: regular, bold. Measured once; no font
    changes its widths."""


STAND_INS = (
    StandIn("CCHC Arial", (("Arial", "ArialMT"), ("Arial Bold", "Arial-BoldMT")), (0.4492, 0.4822)),
    StandIn("CCHC Roboto", (("Roboto", "Roboto Regular"), ("Roboto Bold", "Roboto-Bold")), (0.4440, 0.4502)),
)
OUR_WIDTHS = (0.45045, 0.46225)
"""The same of ours."""
STACK = ", ".join(f'"{name}"' for name in (FAMILY, *(item.family for item in STAND_INS))) + ", sans-serif"


@dataclass(frozen=True, slots=True)
class Typeface:
    """What pages load."""

    files: tuple[Asset, ...]
    """The fonts, and their licence."""
    css: str
    """The rules that name them; addresses are relative to assets/cchc/."""


@once
def typeface() -> Typeface:
    """Return the typeface."""
    made, rules = [], []
    for face in FACES:
        content = (TYPEFACE / f"{face.name}.woff2").read_bytes()
        name = f"cchc-sans-{face.name}.{sha256(content).hexdigest()[:10]}.woff2"
        made.append(Asset(FOLDER + name, content))
        rules.append(_rule(face, name))
    licence = Asset(f"{FOLDER}OFL.txt", _licence())
    return Typeface((*made, licence), "".join((*rules, *_stand_ins())))


def preloaded(addresses: Iterable[str]) -> list[str]:
    """Return, of the addresses of a site, those of the fonts that every page shows at once."""
    return [url for url in addresses if url.startswith(f"{FOLDER}cchc-sans-regular.")]


def path_of(face: Face) -> Path:
    """Return where the whole font of a face is."""
    return Path(str(files("font_source_sans_pro"))) / "files" / face.source


def source(face: Face) -> bytes:
    """Return the whole font of a face."""
    return path_of(face).read_bytes()


@once
def kerning(face: Face) -> Mapping[str, Mapping[str, int]]:
    """Return how far letters stand apart from their place, by the letter before, in thousandths of their size."""
    found: dict[str, Mapping[str, int]] = {}
    for firsts, rows in json.loads((TYPEFACE / f"{face.name}.json").read_bytes()).items():
        row = {second: int(distance) for distance, seconds in rows.items() for second in seconds}
        found |= dict.fromkeys(firsts, row)
    return found


def _rule(face: Face, name: str) -> str:
    return (
        f'@font-face{{font-family:"{FAMILY}";font-weight:{face.weight};font-style:{face.style};font-display:optional;'
        f'src:url(fonts/{name}) format("woff2")}}\n'
    )


def _stand_ins() -> Iterator[str]:
    """Yield rules that give the fonts people have the lengths and heights of ours."""
    for place, face in enumerate((REGULAR, BOLD)):
        for other in STAND_INS:
            scale = OUR_WIDTHS[place] / other.widths[place]
            local = ",".join(f'local("{name}")' for name in other.local[place])
            above, below = (height / scale for height in HEIGHTS)
            yield (
                f'@font-face{{font-family:"{other.family}";font-weight:{face.weight};src:{local};'
                f"size-adjust:{scale:.2%};ascent-override:{above:.2%};descent-override:{below:.2%};"
                f"line-gap-override:0%}}\n"
            )


def _licence() -> bytes:
    about = (
        f"{FAMILY} is a modified version of the font named in the notice below: some of its letters, "
        "set a little larger, under another name.\n\n"
    )
    return about.encode() + files("font_source_sans_pro").joinpath("files", "LICENSE.txt").read_bytes()
