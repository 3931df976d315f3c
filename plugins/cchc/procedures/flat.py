"""The portal's tables, which a page's text holds as one string: parted again where that is certain.

Each function returns what it found, and whether all of it was certain. Nothing of a text is lost: what cannot be
parted stays as it is written.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from cchc.procedures.cells import line, said

Found = tuple[list[Any], bool]
_CHANNELS: Mapping[str, str] = {"Trực tuyến": "online", "Dịch vụ bưu chính": "post", "Trực tiếp": "in_person"}
_METHODS = re.compile(r"Hình thức nộp\s*Thời gian\s*Phí, lệ phí\s*Mô tả")
_CHANNEL = "(?P<channel>" + "|".join(_CHANNELS) + ")"
_UNIT = "(?:[Nn]gày làm việc|[Nn]gày|[Gg]iờ|[Pp]hút|[Tt]háng|[Tt]uần|[Nn]ăm|[Qq]uý)"
NONE = "Không có thông tin"
_COIN = "(?:Việt Nam Đồng|VNĐ|VND|[Đđ]ồng|USD)"
_TIME = rf"(?P<time>\d{{1,4}}(?:[.,]\d+)? ?{_UNIT}|{NONE}|\d{{1,4}}(?=Miễn phí|{NONE}))"
_FEE = rf"(?P<fee>Miễn phí|{NONE}|\d[\d.,]* ?{_COIN})"
_ROW = re.compile(rf"{_CHANNEL}\s*{_TIME}\s*{_FEE}")
_BEGINS = re.compile(rf"{_CHANNEL}(?=\d|{NONE}|Miễn phí)")
_AMOUNT = re.compile(rf"(\d[\d.,]*) ?({_COIN})")
_UNTRUE = 1000
"""No fee is less than this many đồng; the portal has a few hundred where thousands were meant."""

_PAPERS = re.compile(r"Tên giấy tờ\s*Mẫu đơn, tờ khai\s*Số lượng")
_COUNT = re.compile(
    r"(?P<run>\d{1,9}) bản (?:chính(?:, ?(?P<copies>\d{1,3}) bản sao)?|(?P<only>sao))(?=$|[^\s,.;:)/\w]|\w)"
)
_FILE = re.compile(r"\.(?:docx?|xlsx?|pdf|odt|ods|rtf|zip|rar|jpe?g|png)(?![a-z])", re.IGNORECASE)
_MARK = re.compile(r"^(?:[-+*•–]+\s*)+")


def methods(text: str) -> Found:
    """Return the ways to hand in a dossier."""
    match = _METHODS.match(text)
    body = text[match.end() :] if match else text
    rows = list(_ROW.finditer(body))
    certain = bool(match and rows and rows[0].start() == 0)
    begins = {row.start(): row for row in rows}
    loose = [
        begin for begin in _BEGINS.finditer(body) if not any(row.start() <= begin.start() < row.end() for row in rows)
    ]
    if not certain and not (match and loose and min([*begins, loose[0].start()]) == 0):
        return [{"channel": "other", "note": body}] if said(body) else [], not said(body)
    starts = sorted([*begins, *(begin.start() for begin in loose)])
    found: list[Any] = []
    for start, end in zip(starts, [*starts[1:], len(body)], strict=True):
        row = begins.get(start)
        if row is None:  # the time limit and the fee are one number
            channel = _BEGINS.match(body, start)
            assert channel is not None
            found.append({"channel": _CHANNELS[channel["channel"]], "note": body[channel.end() : end].strip()})
        else:
            found.append(_method(row, body[row.end() : end]))
    return list(_unlike(found)), not loose


def _unlike(found: list[Any]) -> Iterator[Any]:
    for place, item in enumerate(found):
        if item not in found[:place]:
            yield item


def _method(row: re.Match[str], rest: str) -> dict[str, str]:
    note, rest = _in_brackets(rest)
    time = said(row["time"])
    made = {
        "channel": _CHANNELS[row["channel"]],
        "time_limit": f"{time} (Cổng không ghi đơn vị thời gian)" if time.isdigit() else _small(time),
        "fee": fee(said(row["fee"])),
        "fee_note": said(note),
        "note": said(rest.strip()),
    }
    return {key: value for key, value in made.items() if value}


def _small(time: str) -> str:
    return re.sub(r"^(\d+(?:[.,]\d+)?) ?", r"\1 ", time).lower()


def fee(written: str) -> str:
    """Return an amount as offices write it: 800.000 đồng."""

    def amount(match: re.Match[str]) -> str:
        digits = re.sub(r"[.,]", "", match[1])
        coin = "USD" if match[2] == "USD" else "đồng"
        if coin == "USD" or not digits.isdigit():
            return f"{match[1]} {coin}"
        shown = f"{int(digits):,}".replace(",", ".") + " đồng"
        return (
            shown
            if int(digits) == 0 or int(digits) >= _UNTRUE
            else f"{shown} (số tiền như ghi trên Cổng, cần kiểm tra)"
        )

    return _AMOUNT.sub(amount, written)


def _in_brackets(rest: str) -> tuple[str, str]:
    """Return the note in the brackets that a text begins with, and what comes after them."""
    if not rest.startswith("("):
        return "", rest
    depth = 0
    for place, char in enumerate(rest):
        depth += (char == "(") - (char == ")")
        if depth == 0:
            return rest[1:place].strip(), rest[place + 1 :]
    return rest[1:].strip(), ""  # never closed


def dossier(text: str) -> Found:
    """Return the papers of a dossier, each with the group it stands in."""
    parts = _PAPERS.split(text)
    if len(parts) == 1:
        body = said(text)
        return ([{"name": body}], False) if body else ([], True)
    group, certain = _group(parts[0]), True
    found: list[Any] = []
    for part in parts[1:]:
        items, rest, sure = _papers(part)
        certain = certain and sure and bool(items)
        if not items and said(rest.strip("-")):
            items, rest = [{"name": line(rest)}], ""
        found += [{"group": group, **item} if group else item for item in items]
        group = _group(rest)
    if group:  # a heading with nothing below it
        found.append({"name": group})
        certain = False
    return found, certain


def _group(text: str) -> str:
    return line(text).strip("-–*+: ").strip()


def _papers(part: str) -> tuple[list[dict[str, Any]], str, bool]:
    found: list[dict[str, Any]] = []
    begin, certain = 0, True
    for match in _COUNT.finditer(part):
        run, before = match["run"], part[begin : match.start()]
        if len(run) > 1 and (run[0] == "0" and (not before or before[-1] in " (\n")):
            continue  # «gồm 01 bản chính»: words of the name
        if before.endswith("("):
            continue
        kept = run[:-1] if len(run) > 1 else ""
        certain = certain and len(run) != 2  # ten, or a one after a name that ends in a digit?
        name = line(before + kept)
        begin = match.end()
        if not said(name.strip("-+* ")):
            if found and int(run[-1]) <= 1:
                continue  # «1 bản chính1 bản chính»: a row without a name
            certain = False
            continue
        number = int(run[-1])
        paper, sure = _form({"name": _MARK.sub("", name) or name})
        certain = certain and sure
        counts = {
            "originals": 0 if match["only"] else number,
            "copies": number if match["only"] else int(match["copies"] or 0),
        }
        found.append({"name": paper["name"], **{key: count for key, count in counts.items() if count}, **_rest(paper)})
    return found, part[begin:], certain


def _rest(paper: dict[str, Any]) -> dict[str, Any]:
    return {"form": paper["form"]} if "form" in paper else {}


def _form(paper: dict[str, Any]) -> tuple[dict[str, Any], bool]:
    """Part a paper's name from the file names of its forms, which follow without a space."""
    name = paper["name"]
    first = _FILE.search(name)
    if first is None:
        return paper, True
    seams = list(_seams(name[: first.start()]))
    if not seams:
        return paper, False
    place = seams[0] if len(seams) == 1 else _likeliest(name, seams)
    if place is None:
        return paper, False
    ends = [0, *(match.end() for match in _FILE.finditer(name[place:]))]
    if name[place + ends[-1] :].strip():
        return paper, False
    files = [name[place + start : place + end].strip() for start, end in pairwise(ends)]
    return {"name": name[:place].rstrip(), "form": {"name": "; ".join(files)}}, True


def _seams(text: str) -> Iterator[int]:
    """Yield where two words meet without a space: a small letter or a mark before a capital or a digit."""
    for place in range(1, len(text)):
        before, char, after = text[place - 1], text[place], text[place + 1 : place + 2]
        if (
            (before.islower() and (char.isupper() or char.isdigit()))
            or (
                before in ';.:)”"' and char.isalnum() and not (text[place - 2 : place - 1].isdigit() and char.isdigit())
            )
            or (before.isupper() and char.isupper() and after.islower() and text[place - 2 : place - 1].isupper())
        ):
            yield place


def _likeliest(name: str, seams: list[int]) -> int | None:
    """Return the seam where a form's usual name begins; None where two could be it."""
    usual = [place for place in seams if re.match(r"(?:Mẫu|MẪU|Mau|TK|TPHS|Biểu mẫu|\d+[.-])", name[place:])]
    return usual[0] if len(usual) == 1 else None
