"""Folders of attachments as units mail them: real Word files, photographs, archives and mails."""

import io
import zipfile
from collections.abc import Iterable, Mapping
from email.message import EmailMessage
from pathlib import Path

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Inches

from tests.photos import encoded, scene

BODY = (
    "Sáng 12/11, Trung tâm tổ chức hướng dẫn người dân nộp hồ sơ trực tuyến tại nhà văn hóa thôn.",
    "Cán bộ giúp từng người tạo tài khoản, chụp giấy tờ và theo dõi kết quả trên điện thoại.",
)


def photo(seed: int = 0, width: int = 640, height: int = 480) -> bytes:
    """Return a photograph; two of different seeds differ."""
    picture = scene(width, height)
    picture.putpixel((0, 0), (seed % 256, seed // 256, 0))
    return encoded(picture, "JPEG", quality=90)


def document(title: str = "Hướng dẫn nộp hồ sơ tại thôn", lines: Iterable[str] = BODY, **pictures: bytes) -> Document:
    """Return an article with a bold title; each picture stands above a line of its name."""
    made = docx.Document()
    made.add_paragraph().add_run(title).bold = True
    for line in lines:
        made.add_paragraph(line)
    for words, content in pictures.items():
        made.add_picture(io.BytesIO(content), width=Inches(3))
        made.add_paragraph(f"Ảnh: {words}").alignment = WD_ALIGN_PARAGRAPH.CENTER
    return made


def word(title: str = "Hướng dẫn nộp hồ sơ tại thôn", lines: Iterable[str] = BODY, **pictures: bytes) -> bytes:
    """Return such an article's file."""
    return saved(document(title, lines, **pictures))


def saved(made: Document) -> bytes:
    """Return a document's file."""
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


def archive(files: Mapping[str, bytes]) -> bytes:
    """Return a .zip of some files."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(name, content)
    return written.getvalue()


def mail(files: Mapping[str, bytes], sender: str = "", subject: str = "Gửi bài", text: str = "Kính gửi.") -> bytes:
    """Return a saved mail with some files attached, sent on 20/11/2026 at seven in Hanoi."""
    made = EmailMessage()
    made["From"] = sender or "Người gửi <ai.do@coquan.example>"
    made["Subject"] = subject
    made["Date"] = "Fri, 20 Nov 2026 00:00:00 +0000"
    made.set_content(text)
    for name, content in files.items():
        made.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return made.as_bytes()


def lay(folder: Path, files: Mapping[str, bytes]) -> Path:
    """Write files below a folder; returns it."""
    for name, content in files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return folder
