"""The portal's lists, which a page's text holds as one string: legal basis, results, steps.

As in `flat`, each function returns what it found, and whether all of it was certain.
"""

import re
from typing import Any

from cchc.procedures.cells import line, said
from cchc.procedures.flat import NONE, Found

_BASIS = re.compile(r"Tên văn bản pháp lý\s*Mã văn bản")
_HOUSE = (
    "(?:BNNPTNT|BVHTTDL|BLĐTBXH|VKSNDTC|TANDTC|BGTVT|BNNMT|BTNMT|BKHCN|BKHĐT|BGDĐT|BTTTT|BDTTG|NHNN|TTCP|UBDT|VPCP"
    "|HĐTP|HĐND|UBND|BXD|BTP|BTC|BCA|BQP|BNV|BYT|BCT|BNG|TTg|CP)"
)
"""Who issues documents: a small letter or a capital after one begins the next title."""
_UP = "[A-ZĐƯ]+"
_SYMBOL = (
    rf"(?:(?:PL-)?(?:UBTV)?QH\d\d|(?:NĐ|NQ|NQLT|QĐ|CT|TT|TTLT|VBHN|KH|KL)-{_HOUSE}(?:-(?:{_HOUSE}|{_UP}(?![a-zà-ỹ])))*"
    # Of a house that is not known, the last capital begins the next title where a small letter follows.
    rf"|(?:NĐ|NQ|NQLT|QĐ|CT|TT|TTLT|VBHN)-{_UP}(?:-{_UP})*(?![a-zà-ỹ]))"
)
_KIND = r"(?:Bộ luật|Luật|Pháp lệnh|Nghị quyết|Nghị định|Thông tư(?: liên tịch)?|Quyết định|Chỉ thị)(?: số)? "
_NUMBER = re.compile(
    rf"(?:{_KIND}\d{{1,5}}/QĐ-{_HOUSE}|(?:{_KIND})?(?P<digits>\d{{1,7}}[a-zđ]?)/(?P<year>\d{{4}})/{_SYMBOL})"
)

_OF_HOUSE = tuple(f"QH{number}" for number in range(9, 20))
"""Numbers of the National Assembly end in digits, those of everybody else in letters."""

_RESULT = re.compile(r"Mã: ?(?P<code>[^\s]{0,40}?)\s*Từ khóa(?P<words>.{0,2000}?)Mô tả", re.DOTALL)
_BUTTONS = re.compile(r"Chọn cơ quan thực hiện\s*(?:Tỉnh/|Bộ ngành|--).*$|Nộp hồ sơ\s*$", re.DOTALL)


def legal_basis(text: str) -> Found:
    """Return the documents a procedure rests on: the title, with the number where the title lacks it."""
    text = re.sub(r"^Không có thông tin\s*Cơ quan thực hiện.*$", "", text, flags=re.DOTALL)
    match = _BASIS.match(text)
    body = text[match.end() :] if match else text
    if not said(body):
        return [], True
    if not match:
        return [body], False
    found: list[Any] = []
    begin, certain = 0, True
    for number in _NUMBER.finditer(body):
        start = _start(body, number)
        if start == begin or body[start - 1].isspace() or body[start - 1] in "(/,":
            continue  # a number within a title
        if body[start - 1].isdigit() and not body[:start].endswith(_OF_HOUSE) and start == number.start():
            certain = False
            continue
        title, written = line(body[begin:start]), line(body[start : number.end()])
        begin = number.end()
        found.append(title if re.sub(r"^\D+", "", written) in title else f"{title} ({written})")
    rest = line(body[begin:])
    if rest:
        found.append(rest)
    return list(dict.fromkeys(found)), certain and not rest


def _start(body: str, number: re.Match[str]) -> int:
    """Return where a number begins; a title may end in its own year, as in «Luật Công chứng năm 202446/2024/QH15»."""
    digits, start = number["digits"] or "", number.start()
    run = re.fullmatch(r"((?:19|20)\d\d)(\d{1,3}[a-zđ]?)", digits)
    if run and start == number.start("digits") and (run[1] == number["year"] or body[:start].endswith("năm ")):
        return start + 4
    return start


def results(text: str) -> Found:
    """Return what a procedure gives; the portal's buttons are no part of it."""
    body = _BUTTONS.sub("", text).strip()
    if not said(body):
        return [], True
    found: list[Any] = []
    begin, certain = 0, True
    rows = list(_RESULT.finditer(body))
    for place, row in enumerate(rows):
        name = line(body[begin : row.start()])
        begin = row.end()
        if body.startswith(NONE, begin):
            begin += len(NONE)
        elif place == len(rows) - 1:
            told = said(body[begin:].strip())
            name, begin = (f"{name}\n{told}" if told else name), len(body)
        else:
            certain = False  # where the description ends and the next name begins nobody can tell
        if said(name):
            found.append(name)
    rest = re.sub(r"Mã: ?[A-Z0-9.-]{1,40}$", "", body[begin:].strip()).strip()
    if said(rest):
        found.append(rest)
        certain = certain and not rows
    return list(dict.fromkeys(found)), certain


_MARKS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("step", re.compile(r"(?:[-+*•–]\s*)?Bước\s+(?P<number>\d{1,2})\s*[.:)–-]*\s*", re.IGNORECASE)),
    ("letter", re.compile(r"(?P<number>[a-eghik])\)\s*")),
    ("number", re.compile(r"(?P<number>\d{1,2})[.)]\s+")),
    ("roman", re.compile(r"(?P<number>I|II|III|IV|V|VI)[.)]\s+")),
    ("dash", re.compile(r"[-–•]\s*")),
    ("star", re.compile(r"\*\s*")),
    ("plus", re.compile(r"\+\s*")),
)


def steps(text: str) -> Found:
    """Return the steps of a text: one begins at each line that is marked as the first line is.

    A text that does not begin with a mark stays whole.
    """
    lines = [part for part in text.split("\n") if part.strip()]
    if not said(text) or not lines:
        return [], True
    kind, mark = next(((kind, mark) for kind, mark in _MARKS if mark.match(lines[0])), ("", None))
    begun = mark.match(lines[0]) if mark else None
    if mark is None or begun is None or not _is_next(kind, begun, 0):
        return ["\n".join(lines)], len(lines) == 1
    found: list[list[str]] = []
    for written in lines:
        begun = mark.match(written)
        if begun and _is_next(kind, begun, len(found)):
            found.append([written[begun.end() :]])
        else:
            found[-1].append(written)
    made = ["\n".join(part for part in item if part).strip() for item in found]
    return [item for item in made if item], True


def _is_next(kind: str, begun: re.Match[str], before: int) -> bool:
    """Whether a mark is the one that comes after so many; of dashes any is."""
    if "number" not in begun.re.groupindex:
        return True
    order = {"letter": "abcdeghik", "roman": ("I", "II", "III", "IV", "V", "VI")}.get(kind)
    number = begun["number"]
    if order is None:
        return int(number) == before + 1
    return before < len(order) and number == order[before]
