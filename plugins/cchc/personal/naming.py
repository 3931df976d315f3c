"""People whom a text names: by what they are called by, by how they introduce themselves, by a family name."""

import re
import unicodedata
from collections.abc import Iterator

from cchc.personal.letters import plain
from cchc.personal.patterns import Kind, Span

_UPPER = "".join(
    char for char in map(chr, range(0x41, 0x1EFA)) if char.isupper() and "LATIN" in unicodedata.name(char, "")
)
_WORD = rf"[{_UPPER}][^\W\d_]*"
_INITIALS = rf"[{_UPPER}]\.(?: ?[{_UPPER}]\.?){{1,3}}"
_NAME = rf"(?:{_INITIALS}|{_WORD}(?: {_WORD}){{0,5}})"
_FAMILIES = (
    "Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Nông|Triệu|Vi|Lương|Hà|Bế|Đàm|Chu|La|Hứa"
    "|Linh|Lộc|Mã|Tăng|Mạc|Quan|Trịnh|Đinh|Đào|Đoàn|Cao|Lâm|Mai|Tô|Trương|Tạ|Thái|Kiều|Lưu|Lò|Cầm|Quàng|Cà|Vàng|Vừ"
    "|Giàng|Thào|Sùng|Hạng|Lầu|Chảo|Chẻo|Tẩn|Lường|Hầu|Ma|Phùng|Tống|Hán|Âu|Lành|Chung|Văn|Phương|Lục|Ninh|Khổng|Bàng"
)
_CALLED = (
    r"(?:ông|bà|anh|chị|em|cô|chú|bác|cháu|cụ|ong|anh|chi|công dân|cong dan|gia đình|chủ hộ|hộ ông|hộ bà|thí sinh"
    r"|học sinh)"
)
_SAYING = (
    r"(?:tên tôi là|tôi tên(?: là)?|tôi là|em là|ten toi la|toi ten la|toi la|họ và tên|họ tên|ho va ten|ho ten"
    r"|người (?:gửi|hỏi|phản ánh|kiến nghị|làm đơn|viết đơn|đứng đơn)|nguoi (?:gui|hoi|phan anh))"
)
_BY_CALL = re.compile(rf"(?<!\w)(?i:{_CALLED}(?:/bà|/chị)?)[ \n]+(?P<name>{_NAME})")
_BY_SAYING = re.compile(rf"(?<!\w)(?i:{_SAYING})[ :\-]{{1,4}}(?P<name>{_NAME})")
_BY_FAMILY = re.compile(rf"(?<!\w)(?P<name>(?:{_FAMILIES}|(?:{_FAMILIES.upper()}))(?: {_WORD}){{2,4}})(?!\w)")
_ALL_SMALL = re.compile(
    rf"(?<!\w)(?:ông|bà|anh|chị)[ \n]+(?P<name>(?:{_FAMILIES.lower()}) (?:văn|thị|đức|hữu|thế|xuân|minh|ngọc|thu)"
    r" [^\W\d_]+(?: [^\W\d_]+)?)(?!\w)"
)
_NOT_OF_A_NAME = re.compile(
    r"(?:o|tai|tru|tam|thuong|thon|xom|ban|to|xa|phuong|so|sdt|sinh|dia|cccd|cmnd|que|khu|pho|duong|hien|la|dang)"
)
"""Words that follow a name where a whole sentence is in capitals."""
_NOBODY = re.compile(r"(?:viet nam|me viet nam|chu tich|bi thu|giam doc|hoi|doan|uy ban|cong an|lanh dao)\b")
_PLACE = re.compile(
    r"\b(?:duong|pho|truong|thpt|thcs|tieu hoc|mam non|cau|quang truong|cong vien|xa|phuong|thi tran|thon|ban|lang"
    r"|benh vien|hem|ngo|ngach|khu|giai|giai thuong|bao tang|hoi truong|chi bo)[ \n]+$"
)
_OFFICE = (
    r"(?:(?:pho |quyen )?(?:chu tich|bi thu|giam doc|chanh van phong|hieu truong|chu nhiem|thu truong|tong bi thu)"
    r"|(?:pho )?truong (?:thon|ban|phong|khu|cong an|tram|doan)|to truong|dong chi|dai bieu)"
)
_STAFF = r"(?:can bo|cong chuc|vien chuc|nhan vien)"
_OF_STAFF = (
    r"(?:[ ,\-]+(?:mot cua|tu phap|ho tich|dia chinh|van hoa|xa hoi|xa|phuong|ubnd|van phong|thong ke|trung tam"
    r"|phuc vu|hanh chinh|cong|bo phan|tiep nhan))*"
)
_OFFICE_BEFORE = re.compile(rf"(?:\b{_OFFICE}\b[^,.;\n]{{0,40}}|\b{_STAFF}{_OF_STAFF})[ ,:\-]*$")
_OFFICE_AFTER = re.compile(rf"[ ,(\-]{{0,3}}(?:la |giu chuc |chuc vu )?(?:{_OFFICE}|{_STAFF})\b")
_LIVES = (
    r"(?:o|tai|tru tai|tru|thuong tru(?: tai)?|tam tru(?: tai)?|cu tru(?: tai)?|ngu tai|ngu|que(?: o)?|dia chi|noi o)"
)
_NEAR = re.compile(r"[^.!?;\n]{0,70}?\b(?:thon|xom|to dan pho|khu pho)[ \n]+(?P<name>\w+)")
_DIRECT = re.compile(
    rf"[ ,:(\-\n]{{0,4}}(?:(?:hien |dang |hien dang |nguoi )?{_LIVES}\b[ :]{{0,2}}[^.;\n]{{0,20}}?)?"
    r"\b(?:ban|lang|khoi|khu|to|pho|ap|buon|duong|ngo|ngach|hem)[ \n]+(?P<name>\w+)"
)
_IN = re.compile(
    rf"[ ,.;:(\-\n]{{0,5}}(?:hien |dang |hien dang |nguoi )?{_LIVES}\b[ :]{{0,2}}"
    r"(?:thon|xom|ban|to|khu|xa|phuong|thi tran|huyen|tinh)[ \n]+(?P<name>\w+)"
)
_BEFORE = re.compile(r"\b(?:thon|xom|to dan pho|khu pho)[ \n]+[^.!?;\n]{1,30}$")
_BORN = re.compile(r"[ ,(\-]{0,3}(?:sinh nam|sn)[ :]{0,2}(?P<name>(?:19|20)\d\d)(?!\d)")


def people(readable: str) -> Iterator[Span]:
    """Yield the people whom a clean text names together with where they live or when they were born."""
    folded = plain(readable)
    for start, name, end, is_bare in _names(readable):
        after = folded[end : end + 120]
        ended = _residence(readable, folded, end, name, is_bare=is_bare)
        born = _BORN.match(after)
        if ended is None and born:
            ended = end + born.end()
        if ended is not None:
            yield Kind.PERSON, start, ended


def named(readable: str) -> Iterator[tuple[int, int]]:
    """Yield where a clean text names a person in full, by what one is called by; officials apart."""
    last: list[tuple[int, int]] = []
    for start, name, end, is_bare in _names(readable):
        is_whole = " " in readable[name:end] or "." in readable[name:end]
        if not is_bare and is_whole and all(end <= first or before <= start for first, before in last):
            last.append((start, end))
    yield from sorted(last)


def _names(readable: str) -> Iterator[tuple[int, int, int, bool]]:
    """Yield where each name begins with what comes before it, where by itself, where it ends, and if nothing does."""
    folded = plain(readable)
    small = readable.lower()
    small = small if len(small) == len(readable) else readable  # İ has two letters in small
    for pattern in (_BY_CALL, _BY_SAYING, _ALL_SMALL, _BY_FAMILY):
        for match in pattern.finditer(small if pattern is _ALL_SMALL else readable):
            is_bare = pattern is _BY_FAMILY
            name, end = match.span("name")
            end = _cut(folded, name, end)
            if end - name < 2 or _NOBODY.match(folded, name):
                continue  # «ông A» stands for anybody
            before = folded[max(0, match.start() - 60) : match.start()]
            if is_bare and _PLACE.search(before):
                continue
            if _OFFICE_BEFORE.search(before) or _OFFICE_AFTER.match(folded, end):
                continue
            yield match.start(), name, end, is_bare


def _cut(folded: str, start: int, end: int) -> int:
    """Return where a name ends, before words that belong to no name."""
    at = start
    for number, word in enumerate(folded[start:end].split(" ")):
        if number and _NOT_OF_A_NAME.fullmatch(word):
            return at - 1
        at += len(word) + 1
    return end


def _residence(readable: str, folded: str, end: int, name: int, *, is_bare: bool) -> int | None:
    """Return where it ends that a text says where somebody lives; None where it does not."""
    is_whole = " " in readable[name:end] or "." in readable[name:end]
    for pattern in (_IN, _DIRECT, _NEAR) if is_whole else (_IN,):
        match = pattern.match(folded, end)
        if match is None:
            continue
        first = readable[match.start("name")]
        if pattern is _NEAR or first.isupper() or first.isdigit() or match[0].split()[-2] in ("thon", "xom"):
            return _end_of_place(readable, match.end())
    if is_whole and not is_bare and _BEFORE.search(folded[max(0, name - 60) : name].rsplit("\n\n", 1)[-1]):
        return end
    return None


def _end_of_place(readable: str, end: int) -> int:
    """Return the end of a place's name, which may have more words than the first."""
    more = re.compile(rf"(?: {_WORD}){{0,3}}").match(readable, end)
    return more.end() if more else end
