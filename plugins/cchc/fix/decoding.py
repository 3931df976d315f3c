"""What a file's bytes say, where that is certain: UTF-8, UTF-16 with its mark, Windows-1258 that is Vietnamese."""

import re
import unicodedata
from dataclasses import dataclass

from cchc.fix.syllables import is_abbreviation, is_syllable
from cchc.locale import Text, say

_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_BOM = "\ufeff"
_ENOUGH = 6
"""Different syllables with marks before a text is taken for Vietnamese; fewer could be chance."""
_TONES = re.compile(rb"[A-Za-z\xc2\xca\xc3\xd4\xd5\xdd\xe2\xea\xe3\xf4\xf5\xfd][\xcc\xd2\xde\xec\xf2]")
"""A vowel and its tone as Windows-1258 writes them: two characters, as no other encoding of Vietnamese does."""
_WORD = re.compile(r"[^\W\d_]+")
_USUAL = re.compile("[“”‘’–—…•\u00a0]|(?<!\\w)«(?=\\w)|(?<=[\\w.!?…])»(?!\\w)|(?<=m)[²³](?!\\w)|(?<=[\\d ])°")
"""What else such texts hold; any other character that is neither ASCII nor a letter says: not this encoding."""
_LOST = re.compile(r"[^\W\d_]\?[^\W\d_]")
"""Where a program put a question mark for a letter that it could not store, nobody knows what stood there."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text in NFC with line feeds for line ends."""

    text: str
    done: tuple[tuple[int, Text], ...]
    """What is otherwise in the file, and the first line where it is."""


def decode(data: bytes) -> Decoded | None:
    """Return what the bytes of a file say; None where nobody can be sure of it."""
    found = _decoded(data)
    if found is None or "\0" in found[0]:
        return None
    text, done = found
    if text.startswith(_BOM):
        text = text.lstrip(_BOM)
        done.append((1, say("bỏ dấu BOM ở đầu tệp")))
    if "\r" in text:
        line = text.count("\n", 0, text.index("\r")) + 1
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        done.append((line, say("xuống dòng bằng LF")))
    composed = unicodedata.normalize("NFC", text)
    if composed != text:
        pairs = enumerate(zip(text.split("\n"), composed.split("\n"), strict=True), 1)
        done.append((next(line for line, (old, new) in pairs if old != new), say("chữ tổ hợp đổi thành chữ dựng sẵn")))
    return Decoded(composed, tuple(done))


def _decoded(data: bytes) -> tuple[str, list[tuple[int, Text]]] | None:
    if data.startswith(_UTF_16):
        try:
            return data.decode("utf-16"), [(1, say("bảng mã {name} đổi thành UTF-8", name="UTF-16"))]
        except UnicodeDecodeError:
            return None
    try:
        return data.decode(), []
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
    text = _windows_1258(data)
    return None if text is None else (text, [(line, say("bảng mã {name} đổi thành UTF-8", name="Windows-1258"))])


def _windows_1258(data: bytes) -> str | None:
    """Return the text of bytes that can be nothing but Vietnamese in Windows-1258.

    Every word with a letter beyond ASCII has to be a Vietnamese syllable: of a text in another encoding
    (TCVN3, VNI, VISCII, Western) the first few words already are not.
    """
    try:
        text = unicodedata.normalize("NFC", data.decode("cp1258"))
    except UnicodeDecodeError:
        return None
    text_of_words = _USUAL.sub(" ", text)
    words = {word for word in _WORD.findall(text_of_words) if not word.isascii()}
    if _LOST.search(text) or not all(is_syllable(word) or is_abbreviation(word) for word in words):
        return None
    if any(not char.isascii() and not char.isalpha() for char in set(text_of_words)):
        return None
    syllables = {word.lower() for word in words if is_syllable(word)}
    return text if len(syllables) >= _ENOUGH and len(set(_TONES.findall(data))) >= 2 else None
