"""Which column, or which key of an object, says what: names are matched as people vary them."""

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cchc.procedures import cells
from cchc.text import fold_ascii

NAMES: Mapping[str, tuple[str, ...]] = {
    "code": (
        "ma thu tuc",
        "ma so",
        "ma so thu tuc",
        "ma so tthc",
        "ma tthc",
        "ma thu tuc hanh chinh",
        "ma",
        "ma quoc gia",
    ),
    "name": (
        "ten thu tuc",
        "ten",
        "ten tthc",
        "ten thu tuc hanh chinh",
        "thu tuc hanh chinh",
        "ten thu tuc tthc",
        "tthc",
    ),
    "field": ("linh vuc", "ten linh vuc", "linh vuc thuc hien", "linh vuc tthc", "nganh linh vuc"),
    "type": ("loai thu tuc", "loai tthc", "loai thu tuc hanh chinh"),
    "levels": ("cap thuc hien", "cap", "cap giai quyet", "cap thuc hien tthc", "cap hanh chinh"),
    "issuing_agency": ("co quan ban hanh", "co quan cong bo", "bo nganh", "co quan ban hanh tthc"),
    "executing_agencies": (
        "co quan thuc hien",
        "co quan giai quyet",
        "don vi thuc hien",
        "co quan truc tiep thuc hien",
    ),
    "competent_agency": (
        "co quan co tham quyen",
        "tham quyen giai quyet",
        "co quan co tham quyen quyet dinh",
        "tham quyen",
    ),
    "delegated_agencies": ("co quan duoc uy quyen", "co quan uy quyen", "uy quyen", "co quan duoc uy quyen phan cap"),
    "coordinating_agencies": ("co quan phoi hop", "don vi phoi hop"),
    "reception_address": (
        "dia chi tiep nhan",
        "dia chi tiep nhan ho so",
        "dia diem thuc hien",
        "noi tiep nhan",
        "dia diem tiep nhan",
    ),
    "subjects": ("doi tuong thuc hien", "doi tuong", "doi tuong thuc hien tthc"),
    "methods": ("cach thuc thuc hien", "cach thuc", "hinh thuc nop", "hinh thuc thuc hien", "cach thuc nop ho so"),
    "time_limit": ("thoi han giai quyet", "thoi han", "thoi gian giai quyet", "thoi gian thuc hien", "thoi gian"),
    "fee": ("phi le phi", "phi", "le phi", "muc phi", "phi va le phi", "muc thu phi le phi", "phi le phi neu co"),
    "fee_note": ("ghi chu ve phi le phi", "ghi chu phi le phi", "ghi chu ve phi"),
    "dossier": ("thanh phan ho so", "ho so", "thanh phan so luong ho so", "thanh phan ho so can nop"),
    "dossier_sets": ("so luong ho so", "so bo ho so", "so bo"),
    "steps": ("trinh tu thuc hien", "trinh tu", "cac buoc thuc hien", "quy trinh thuc hien"),
    "results": ("ket qua xu ly", "ket qua", "ket qua thuc hien", "ket qua giai quyet", "ket qua tthc"),
    "conditions": ("yeu cau dieu kien", "dieu kien", "yeu cau", "dieu kien thuc hien", "yeu cau dieu kien thuc hien"),
    "legal_basis": ("can cu phap ly", "co so phap ly", "van ban phap ly", "can cu phap luat"),
    "related": ("thu tuc lien quan", "tthc lien quan", "thu tuc hanh chinh lien quan"),
    "online_level": (
        "muc do dvc truc tuyen",
        "muc do dich vu cong truc tuyen",
        "muc do dich vu cong",
        "muc do",
        "dvc truc tuyen",
        "dvctt",
    ),
    "online_reason": ("ly do chi cung cap mot phan", "ly do mot phan", "ly do"),
    "announcing_decisions": (
        "so quyet dinh",
        "quyet dinh cong bo",
        "so quyet dinh cong bo",
        "quyet dinh",
        "qd cong bo",
    ),
    "portal_url": (
        "detail url",
        "url",
        "dia chi",
        "duong dan",
        "link",
        "lien ket",
        "dia chi tren cong",
        "dia chi tren cong dvcqg",
    ),
    "status": ("tinh trang", "trang thai", "tinh trang hieu luc"),
}
"""Each key of the schema (`status` apart) with the headings that name it, in plain letters."""
_EXACT = {name: key for key, names in NAMES.items() for name in (*names, key.replace("_", " "))}
_CLOSE = 0.86
NUMBERING = frozenset({"stt", "tt", "so tt", "so thu tu", "no", "#"})


@dataclass(frozen=True, slots=True)
class Match:
    """How the headings of one table were understood."""

    row: int
    """Counted from 1, as a spreadsheet shows it; 0 for objects."""
    columns: Mapping[int, str]
    """The key that each column says."""
    shown: tuple[tuple[str, str], ...]
    """The headings as written, each with its key; empty for one that is not used."""

    @property
    def keys(self) -> frozenset[str]:
        """What the table says at all."""
        return frozenset(self.columns.values())


def fold(heading: object) -> str:
    """Return a heading in plain letters, without what stands in brackets and the marks between words."""
    plain = fold_ascii(re.sub(r"\([^()]*\)", " ", cells.line(heading)))
    return " ".join(re.sub(r"[^a-z0-9#]+", " ", plain).split())


def meant(heading: object) -> str:
    """Return the key that a heading names; empty where it names none."""
    plain = fold(heading)
    if not plain or len(plain) > 60 or plain in NUMBERING:
        return ""
    if plain in _EXACT:
        return _EXACT[plain]
    close = difflib.get_close_matches(plain, _EXACT, n=1, cutoff=_CLOSE) if len(plain) > 4 else []
    return _EXACT[close[0]] if close else ""


def match(headings: Sequence[object], row: int) -> Match:
    """Return how a row of headings is understood; of two that name one key the first is used."""
    columns: dict[int, str] = {}
    shown: list[tuple[str, str]] = []
    exact = {place for place, heading in enumerate(headings) if fold(heading) in _EXACT}
    taken = {_EXACT[fold(headings[place])] for place in exact}
    for place, heading in enumerate(headings):
        key = meant(heading)
        if key and (key in columns.values() or (place not in exact and key in taken)):
            key = ""
        if key:
            columns[place] = key
        if fold(heading):
            shown.append((cells.line(heading)[:60], key))
    return Match(row, columns, tuple(shown))


def find(rows: Iterable[Sequence[object]]) -> Match | None:
    """Return the headings of a table: of its first rows the one that names most; None where no row names two."""
    best: Match | None = None
    for number, row in enumerate(rows, 1):
        found = match(row, number)
        if (
            len(found.keys & {"code", "name"})
            and len(found.keys) > 1
            and (best is None or len(found.keys) > len(best.keys))
        ):
            best = found
    return best
