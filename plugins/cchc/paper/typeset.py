"""Sets documents in type with typst: templates of ours, data of records.

Nothing of a record is ever source: a template gets it as JSON, and shows its texts as texts. Templates can read
no file but their own, and load no package.
"""

import atexit
import json
import shutil
import tempfile
from collections.abc import Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cchc.locale import say, translator
from cchc.model import SetupError
from cchc.paper.texts import printable
from cchc.publish.fonts import BOLD, ITALIC, REGULAR, source

if TYPE_CHECKING:
    import typst

TEMPLATES = Path(__file__).parent / "templates"
FACES = (REGULAR, BOLD, ITALIC)
STANDARDS: "list[typst.PDFStandard]" = ["a-2a", "ua-1"]
"""What archives and screen readers ask for: PDF/A-2a and PDF/UA-1, both tagged; typst refuses what breaks them."""
_NO_LETTER = "could not be displayed"


def engine(language: str) -> str:
    """Return what sets the type, by name and version; raises SetupError where it is not installed."""
    try:
        return f"typst {version('typst')}"
    except PackageNotFoundError:
        text = say("Chưa có gói typst để tạo bản in PDF; cài bằng lệnh: pip install typst")
        raise SetupError(text.render(translator(language))) from None


class PaperError(Exception):
    """A document that typst refuses; says why in its words."""


class Typesetter:
    """Sets one document after another; each thread needs its own."""

    def __init__(self) -> None:
        self._compilers: dict[str, typst.Compiler] = {}

    def set(self, template: str, data: Mapping[str, Any]) -> bytes:
        """Return a document as a PDF, the same bytes for the same data on any day.

        A letter that no font has is shown as a mark: the standards allow no empty boxes. Raises PaperError.
        """
        from typst import TypstError

        written = json.dumps(data, ensure_ascii=False)
        try:
            return self._set(template, written, data["moment"])
        except TypstError as error:
            if _NO_LETTER not in error.message:
                raise PaperError(error.message) from error
        try:
            return self._set(template, json.dumps(_printable(data), ensure_ascii=False), data["moment"])
        except TypstError as error:
            raise PaperError(error.message) from error

    def _set(self, template: str, written: str, moment: int) -> bytes:
        from typst import Compiler

        compiler = self._compilers.get(template)
        if compiler is None:
            compiler = self._compilers[template] = Compiler(
                TEMPLATES / template, root=TEMPLATES, font_paths=_fonts(), ignore_system_fonts=True
            )
        made = compiler.compile(format="pdf", sys_inputs={"data": written}, pdf_standards=STANDARDS, timestamp=moment)
        assert isinstance(made, bytes)
        return made


def _printable(value: Any) -> Any:
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, Mapping):
        return {key: _printable(item) for key, item in value.items()}
    return [_printable(item) for item in value] if isinstance(value, list | tuple) else value


@cache
def _fonts() -> "typst.Fonts":
    """Return the faces of the project's font, and for other letters those that typst brings; none of the system's.

    Each is read when it is first used, so that their folder stays for as long as this process runs. It holds only
    them: their package has every face in two formats, and which of them is found first is chance.
    """
    from typst import Fonts

    folder = tempfile.mkdtemp(prefix="cchc-fonts-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    for face in FACES:
        Path(folder, face.source).write_bytes(source(face))
    return Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[folder])
