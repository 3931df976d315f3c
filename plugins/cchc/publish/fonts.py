"""The site's typeface: Source Sans Pro, cut down to the letters that Vietnam writes.

Its licence reserves the name for the whole font (OFL, Reserved Font Name): what is cut down has a
name of its own, and is published with the licence beside it.
"""

import io
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache as once
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from cchc.cache import Cache
from cchc.publish.outputs import Asset, hash_of, remembered

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

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
_HYPHENS = (0x2010, 0x2011)
"""The font has none of its own, and every «57‑NQ/TW» whose line must not break has one."""
_FEATURES = ("ccmp", "locl", "kern", "mark", "mkmk")
_EM = 930
"""Of the design's 1000 units: letters as large as in what phones and offices have (x-height 0.52 of the size)."""
_NAMES = {1: FAMILY, 3: "CCHC Sans {face}", 4: "CCHC Sans {face}", 6: "CCHCSans-{face}"}
_KEPT_NAMES = (0, 2, 5, 13, 14)  # among them copyright and licence; the trademark goes with the name

_SAMPLE = (
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
    """The mean advance of `_SAMPLE`, in ems: regular, bold. Measured once; no font changes its widths."""


STAND_INS = (
    StandIn("CCHC Arial", (("Arial", "ArialMT"), ("Arial Bold", "Arial-BoldMT")), (0.4492, 0.4822)),
    StandIn("CCHC Roboto", (("Roboto", "Roboto Regular"), ("Roboto Bold", "Roboto-Bold")), (0.4440, 0.4502)),
)
STACK = ", ".join(f'"{name}"' for name in (FAMILY, *(item.family for item in STAND_INS))) + ", sans-serif"


@dataclass(frozen=True, slots=True)
class Typeface:
    """What pages load."""

    files: tuple[Asset, ...]
    """The fonts, and their licence."""
    css: str
    """The rules that name them; addresses are relative to assets/cchc/."""


def typeface(cache: Cache) -> Typeface:
    """Return the typeface as an earlier build cut it, or cut it."""
    made, rules = [], []
    for face in FACES:
        content = remembered(["font", face.name], lambda face=face: _cut(face), cache)  # type: ignore[misc]
        name = f"cchc-sans-{face.name}.{sha256(content).hexdigest()[:10]}.woff2"
        made.append(Asset(FOLDER + name, content))
        rules.append(_rule(face, name))
    stand_ins = remembered(["stand-ins", hash_of([str(STAND_INS), _SAMPLE])], _stand_ins, cache)
    licence = Asset(f"{FOLDER}OFL.txt", _licence())
    return Typeface((*made, licence), "".join(rules) + stand_ins.decode())


def preloaded(addresses: Iterable[str]) -> list[str]:
    """Return, of the addresses of a site, those of the fonts that every page shows at once."""
    return [url for url in addresses if url.startswith(f"{FOLDER}cchc-sans-regular.")]


def source(face: Face) -> bytes:
    """Return the whole font of a face."""
    return files("font_source_sans_pro").joinpath("files", face.source).read_bytes()


def subset(face: Face, letters: Iterable[int], features: Iterable[str]) -> "TTFont":
    """Return a face with some letters only, without hints; the same at any time."""
    from fontTools import subset as tool  # slow to import, and most builds find their fonts cut
    from fontTools.ttLib import TTFont

    options = tool.Options(hinting=False, glyph_names=False, notdef_outline=True)
    options.layout_features = list(features)
    options.name_IDs = ["*"]  # set below; going through them all takes as long as the rest
    options.no_subset_tables = [*options.no_subset_tables, "name"]
    font = TTFont(io.BytesIO(source(face)), lazy=True, recalcTimestamp=False)
    cutter = tool.Subsetter(options)
    cutter.populate(unicodes=letters)
    cutter.subset(font)
    font["name"].names = [record for record in font["name"].names if record.nameID in _KEPT_NAMES]
    for number, name in _NAMES.items():
        font["name"].setName(name.format(face=face.name.capitalize()), number, 3, 1, 0x409)
    for table in font["cmap"].tables:
        if 0x2D in table.cmap:
            table.cmap.update(dict.fromkeys(_HYPHENS, table.cmap[0x2D]))
    return font


@once
def _cut(face: Face) -> bytes:
    font = subset(face, LETTERS, _FEATURES)
    font["head"].unitsPerEm = _EM
    font.flavor = "woff2"
    return _saved(font)


def _saved(font: "TTFont") -> bytes:
    made = io.BytesIO()
    font.save(made)
    return made.getvalue()


def _rule(face: Face, name: str) -> str:
    return (
        f'@font-face{{font-family:"{FAMILY}";font-weight:{face.weight};font-style:{face.style};font-display:optional;'
        f'src:url(fonts/{name}) format("woff2")}}\n'
    )


@once
def _stand_ins() -> bytes:
    """Return rules that give the fonts people have the lengths and heights of ours."""
    rules = []
    for place, face in enumerate((REGULAR, BOLD)):
        font = _whole(face)
        width = mean_advance(font, _EM)
        for other in STAND_INS:
            scale = width / other.widths[place]
            local = ",".join(f'local("{name}")' for name in other.local[place])
            heights = (font["hhea"].ascent / _EM / scale, -font["hhea"].descent / _EM / scale)
            rules.append(
                f'@font-face{{font-family:"{other.family}";font-weight:{face.weight};src:{local};'
                f"size-adjust:{scale:.2%};ascent-override:{heights[0]:.2%};descent-override:{heights[1]:.2%};"
                f"line-gap-override:0%}}\n"
            )
    return "".join(rules).encode()


def _whole(face: Face) -> Any:
    from fontTools.ttLib import TTFont

    return TTFont(io.BytesIO(source(face)), lazy=True)


def mean_advance(font: Any, em: int) -> float:
    """Return the mean advance of the sample's letters, in ems; of those below the marks, which every font has."""
    names, widths = font.getBestCmap(), font["hmtx"]
    plain = [char for char in unicodedata.normalize("NFD", _SAMPLE.replace("đ", "d")) if ord(char) < 0x80]
    return sum(float(widths[names[ord(char)]][0]) for char in plain) / len(plain) / em


def _licence() -> bytes:
    about = (
        f"{FAMILY} is a modified version of the font named in the notice below: some of its letters, "
        "set a little larger, under another name.\n\n"
    )
    return about.encode() + files("font_source_sans_pro").joinpath("files", "LICENSE.txt").read_bytes()
