"""Reading a saved mail (.eml): who sent it, when, and what is attached."""

import datetime as dt
import email
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.policy import compat32
from email.utils import parseaddr, parsedate_to_datetime
from pathlib import Path
from typing import Any

from cchc.dates import HANOI
from cchc.locale import say
from cchc.text import normalize
from cchc.word.package import RefusedError

MAX_MAIL = 64 * 1024 * 1024
MAX_LINES = 1_200_000
"""Of 76 letters, as attachments are written, more than a mail may be long."""
MAX_PARTS = 200
_MAX_HEADER = 4_000
"""Characters; longer ones take Python's readers a time that grows with the square of their length."""
_TYPE = re.compile(rb"^content-[a-z-]+:[^\n]*(?:\n[ \t][^\n]*)*", re.IGNORECASE | re.MULTILINE)
_BROKEN = (
    *(AttributeError, LookupError, TypeError, ValueError, OverflowError),
    *(RecursionError, MessageError, AssertionError),
)


@dataclass(frozen=True, slots=True)
class Mail:
    """What a mail says besides its attachments."""

    sender: str
    """The name it came under."""
    address: str
    subject: str
    day: dt.date | None
    """In Hanoi."""
    lines: tuple[str, ...]
    """What is written in it."""


@dataclass(frozen=True, slots=True)
class Attached:
    """What came with a mail."""

    name: str
    file: Path
    is_inline: bool
    """Whether it stands in the mail's own text, as the emblems below signatures do."""


def read(file: Path, place: Callable[[str], Path]) -> tuple[Mail, tuple[Attached, ...]]:
    """Return what a mail says, and what is attached, put under names that `place` gives.

    Raises RefusedError for what is no mail; OSError for what cannot be opened.
    """
    with file.open("rb") as opened:
        data = opened.read(MAX_MAIL + 1)
    if len(data) > MAX_MAIL or data.count(b"\n") > MAX_LINES:
        raise RefusedError(say("quá lớn: lưu riêng từng tệp đính kèm vào thư mục"))
    if any(len(found[0]) > _MAX_HEADER for found in _TYPE.finditer(data)):
        raise RefusedError(_NO_MAIL)
    try:
        message = email.message_from_bytes(data, policy=compat32)
        parts = list(_parts(message))
        if len(parts) > MAX_PARTS or not message.keys():
            raise RefusedError(_NO_MAIL)
        lines: list[str] = []
        files: list[Attached] = []
        for part in parts:
            name = _file_name(part)
            content = _content(part)
            if name:
                target = place(name)
                target.write_bytes(content)
                is_inline = "Content-ID" in part and part.get_content_disposition() != "attachment"
                files.append(Attached(name, target, is_inline))
            elif part.get_content_type() == "text/plain":
                lines += _text(part, content).splitlines()[:200]
        sender, address = parseaddr(_header(message, "From"))
        mail = Mail(sender, address, _header(message, "Subject"), _day(message), tuple(lines))
    except _BROKEN:
        raise RefusedError(_NO_MAIL) from None
    return mail, tuple(files)


_NO_MAIL = say("không đọc được như một thư: lưu riêng từng tệp đính kèm vào thư mục")


def _parts(message: Message) -> Iterator[Message]:
    """Yield what a mail is made of, of mails within it too."""
    waiting: list[Any] = [message]
    while waiting:
        part = waiting.pop()
        payload = part.get_payload()
        if isinstance(payload, list):
            waiting += reversed(payload[: MAX_PARTS + 1])
        else:
            yield part


def _header(part: Message, name: str) -> str:
    """Return a header on one line, as a reader sees it."""
    raw = str(part.get(name) or "")[:_MAX_HEADER]
    with suppress(*_BROKEN):
        raw = str(make_header(decode_header(raw)))
    return " ".join(normalize(raw).split())[:500]


def _file_name(part: Message) -> str:
    """Return the name of an attachment; nothing for what is none."""
    raw = part.get_filename() or ""
    with suppress(*_BROKEN):
        raw = str(make_header(decode_header(raw)))  # Outlook writes names as it writes subjects
    return " ".join(normalize(raw).split())[-200:]


def _content(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _text(part: Message, content: bytes) -> str:
    try:
        return normalize(content.decode(part.get_content_charset() or "utf-8", "replace"))
    except LookupError:
        return normalize(content.decode("utf-8", "replace"))


def _day(message: Message) -> dt.date | None:
    with suppress(*_BROKEN):
        sent = parsedate_to_datetime(str(message.get("Date") or "")[:200])
        return sent.astimezone(HANOI).date() if sent.tzinfo else sent.date()
    return None
