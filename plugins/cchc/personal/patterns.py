"""Numbers and addresses that belong to one person, by how they are written and by the words before them."""

import re
from collections.abc import Iterator
from enum import StrEnum

from cchc.citing import NUMBER
from cchc.personal.allowed import HIDDEN
from cchc.personal.letters import GAP


class Kind(StrEnum):
    """What tells who somebody is."""

    NATIONAL_ID = "national_id"
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    ACCOUNT = "account"
    PLATE = "plate"
    BIRTH = "birth"
    PERSON = "person"


Span = tuple[Kind, int, int]
"""What it is, where it begins and where it ends."""

_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH = r"(?:0?[1-9]|1[0-2])"
_DATE = rf"(?<![\d.\-/]){_DAY}([./\-]){_MONTH}\1(?:19|20)\d\d(?!\d|[.\-/]\d)"
_ISO = r"(?<![\d.\-])(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?!\d)"
_CODE = r"(?<![\d.])[1-9]\.\d{6}(?:\.\d{3}\.\d{2}\.\d{2}\.[a-z]\d{2,3}|\.h\d{2})?(?:\.\d{2})?(?!\d)"
_DOSSIER = r"(?:\d{3}\.\d{2}\.\d{2}\.)?(?<![a-z0-9])[a-z]\d{2}(?:\.\d{1,3}){0,3}-\d{6}-\d{3,6}(?!\d)"
_UNITS = r"(?:dong|vnd|trieu|ty\b|d\b(?!/c))"
_MONEY = rf"(?<![\d.])[1-9](?:\d{{0,2}}(?:[. ]\d{{3}}){{1,4}}(?:,\d+)?|\d{{3,11}}) ?{_UNITS}"
_TAX = r"(?:ma so thue|\bmst|ma so (?:doanh nghiep|ho kinh doanh))[^\d\n]{0,20}\d{10}(?:-\d{3})?(?!\d)"
_INNOCENT = re.compile("|".join((_ISO, _DATE, _CODE, _DOSSIER, _MONEY, _TAX)))
"""Days, codes of procedures and dossiers, sums of money, what the tax office calls a business."""
_DOCUMENT = re.compile(rf"(?<![\w/]){NUMBER}(?!\w)")

_ABROAD = rf"(?:\(?(?:\+|00{GAP})?8[ .\-]{{0,3}}4\)?{GAP}(?:\(?0\)?{GAP})?|(?:0|(?<![a-z])o))"
_MOBILE = rf"(?<!\d){_ABROAD}{GAP}[35789](?:{GAP}\d){{8}}(?!\d)"
_LANDLINE = rf"(?<!\d){_ABROAD}{GAP}2(?:{GAP}\d){{9}}(?!\d)"
_SLASHED = r"(?<!\d)0[35789]\d{1,2}/\d{3}/\d{3,4}(?!\d)"
_CALLED = (
    r"(?:dien thoai|\bsdt|\bdtdd|\bdt\b|di dong|\bzalo|\bgoi|\btel\b|phone)"
    rf"[^\d\n{HIDDEN}]{{0,25}}(?P<it>(?!1[89]00)\d(?:{GAP}\d){{7,11}})(?!\d)"
)
_OF_TWELVE = r"(?<!\d)0\d{11}(?!\d)"
_APART = rf"(?<!\d)0{GAP}\d{GAP}\d{GAP}[0-3](?:{GAP}\d){{8}}(?!\d)"
_OF_NINE = r"(?<![\w=/.\-])\d{9}(?![\d]|[.,]\d)|(?<![\w=/.,\-])\d{3}([ \-])\d{3}\1\d{3}(?![ .\-]?\d)"
_DOTTED = r"(?<![\w=/.,\-])\d{3}\.\d{3}\.\d{3}(?![.,]?\d)"
_IDENTIFIED = (
    r"(?:can cuoc|\bcccd|\bcmnd|\bcmtnd|\bcmt\b|chung minh (?:nhan dan|thu)|dinh danh|ho chieu|passport|\bbhxh"
    rf"|\bbhyt|bao hiem (?:xa hoi|y te))[^\d\n{HIDDEN}]{{0,40}}(?P<it>(?!1[89]00)\d(?:{GAP}\d){{6,14}})(?!\d)"
)
_ACCOUNT = (
    rf"(?:tai khoan|\bstk\b|\bso tk\b|\btk\b)[^\d\n{HIDDEN}]{{0,40}}(?P<it>(?!1[89]00)\d(?:{GAP}\d){{5,18}})(?!\d)"
)
_TIGHT = r"[a-z0-9._%+\-]{1,64}@[a-z0-9\-]{1,63}(?:\.[a-z0-9\-]{2,63}){1,4}"
_LOOSE = (
    r"[a-z0-9._%+\-]{2,64} ?(?:@|\(at\)|\[at\]|\{at\}) ?[a-z0-9\-]{1,63}"
    r"(?: ?(?:\.|\(dot\)|\[dot\]) ?(?:com|vn|net|org|edu|gov)\b){1,3}"
)
_PLATE = (
    r"(?<![a-z0-9\-])[1-9]\d-?(?:[a-hk-npr-z]\d?|[a-hk-npr-z]{2})[ .\-]{1,3}\d{3}\.?\d{2}(?![\d])"
    r"|(?<![a-z0-9\-])[1-9]\d[a-hk-npr-z]\d?\d{3}\.?\d{2}(?![\d\-])"
)
_PLATED = (
    r"(?:bien (?:so|kiem soat)|\bbks|\bbsx)[^\d\n]{0,25}"
    r"(?P<it>[1-9]\d[ \-]?[a-z]{1,2}\d?[ .\-]{0,3}\d{3}[ .]?\d{1,2})(?!\d)"
)
_HOUSE = r"(?:\bso nha|\bnha so)[ :]{1,3}\d{1,4}[a-z]?(?:[/\-]\d{1,4}[a-z]?){0,3}(?![\d])[^.;\n]{0,60}"
_STREET = (
    r"(?<![\w/.\-])(?:so )?\d{1,4}[a-z]?(?:/\d{1,4}[a-z]?){0,3},? (?:duong|pho|ngo|ngach|hem|kiet) "
    r"(?P<name>\w[^.;,\n]{0,40})"
)
_BORN = (
    rf"\b(?P<before>\w+ )?(?P<it>(?:sinh(?: ngay)?|ngay(?: thang)?(?: nam)? sinh)[ :]{{1,3}}"
    rf"(?:(?:0?[1-9]|[12]\d|3[01])(?P<mark>[./\-]){_MONTH}(?P=mark)(?:19|20)?\d\d(?!\d)"
    rf"|(?:19|20)\d\d-\d\d-\d\d|{_DAY} thang {_MONTH},? nam (?:19|20)\d\d))(?! tro)"
)
_NOT_BORN = re.compile(
    r"(?:khai|hoc|phat|ve|thi|tuyen|nay|tai|hy|dan|an|y|san|mon|muu|thu|khang|cuu|giao|si|nu|nam|lam|chung|ho) "
)
_OFFICE = re.compile(
    r"\b(?:tru so|uy ban|ubnd|co quan|trung tam|van phong|truong|tram|buu dien|kho bac|ngan hang|chi cuc|cong an"
    r"|bo phan|nha van hoa|cong ty|chi nhanh)\b"
)
_OWN = re.compile(r"\b(?:nha|toi|ho|ong|ba|anh|chi|em|thuong tru|tam tru|cu tru|tru tai|o tai|gia dinh)\b")
_WAY = re.compile(r"\b(?:km|nga|lo)\s*$")
_SUM = re.compile(r"dong|vnd|phi|muc|tien|gia\b|thu\b|thue|kinh")

_MANY_DIGITS = re.compile(rf"\d(?:{GAP}\d){{4}}|\d{{3}}/\d{{3}}/")
"""What every number that belongs to one person has."""
_MAILBOX = re.compile(f"{_TIGHT}|{_LOOSE}")
_BY_LOOK: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (Kind.NATIONAL_ID, re.compile(f"{_OF_TWELVE}|{_APART}")),
    (Kind.PHONE, re.compile(f"{_MOBILE}|{_LANDLINE}|{_SLASHED}")),
    (Kind.NATIONAL_ID, re.compile(_OF_NINE)),
    (Kind.PLATE, re.compile(_PLATE)),
)
_BY_WORD: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (Kind.NATIONAL_ID, re.compile(_IDENTIFIED)),
    (Kind.PHONE, re.compile(_CALLED)),
    (Kind.PLATE, re.compile(_PLATED)),
)
_DOTTED_ID, _ACCOUNT_NUMBER = re.compile(_DOTTED), re.compile(_ACCOUNT)
_BIRTHDAY, _OF_A_HOUSE, _ON_A_STREET = re.compile(_BORN), re.compile(_HOUSE), re.compile(_STREET)


def values(readable: str, folded: str) -> Iterator[Span]:
    """Yield the numbers and addresses of people in a clean text; `folded` is the same in plain letters."""
    yield from _birthdays(folded)
    yield from _addresses(readable, folded)
    if "@" in folded or "at" in folded:
        yield from _matches(Kind.EMAIL, _MAILBOX, folded)
    if not _MANY_DIGITS.search(folded):
        return
    seen = folded
    for match in _DOCUMENT.finditer(readable) if "/" in readable else ():
        seen = seen[: match.start()] + _nothing(match) + seen[match.end() :]
    seen = _INNOCENT.sub(_nothing, seen)
    if not _MANY_DIGITS.search(seen):
        return
    for kind, pattern in _BY_LOOK:
        yield from _matches(kind, pattern, seen)
    for kind, pattern in _BY_WORD:
        yield from ((kind, *match.span("it")) for match in pattern.finditer(seen))
    for match in _ACCOUNT_NUMBER.finditer(seen):
        if "kho bac" not in seen[max(0, match.start() - 80) : match.end() + 60]:
            yield (Kind.ACCOUNT, *match.span("it"))
    for match in _DOTTED_ID.finditer(seen):
        if match[0].startswith("0") or not _SUM.search(_sentence_before(seen, match.start(), 40)):
            yield (Kind.NATIONAL_ID, *match.span())


def _nothing(match: re.Match[str]) -> str:
    return HIDDEN * len(match[0])


def _matches(kind: Kind, pattern: re.Pattern[str], seen: str) -> Iterator[Span]:
    yield from ((kind, *match.span()) for match in pattern.finditer(seen))


def _sentence_before(text: str, at: int, most: int) -> str:
    """Return what stands before a place in the same sentence, as far as it matters."""
    return re.split(r"[.!?]\s|\n\s*\n", text[max(0, at - most) : at])[-1]


def _birthdays(folded: str) -> Iterator[Span]:
    for match in _BIRTHDAY.finditer(folded) if "sinh" in folded else ():
        if not _NOT_BORN.fullmatch(match["before"] or ""):
            yield (Kind.BIRTH, *match.span("it"))


def _addresses(readable: str, folded: str) -> Iterator[Span]:
    for match in _OF_A_HOUSE.finditer(folded):
        yield (Kind.ADDRESS, *match.span())
    for match in _ON_A_STREET.finditer(folded):
        name = readable[match.start("name")]
        is_numbered = match[0].startswith("so ")
        before = _sentence_before(folded, match.start(), 60)
        if not (is_numbered or name.isupper() or name.isdigit()) or _WAY.search(before):
            continue
        office = [*_OFFICE.finditer(before)]
        if not office or _OWN.search(before, office[-1].end()):
            yield (Kind.ADDRESS, *match.span())
