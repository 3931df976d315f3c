"""What tests find in a PDF: its words, its letters, its pictures, its tags."""

import io
from collections.abc import Iterator
from functools import cached_property
from typing import Any

import pypdf
import pypdfium2
import zxingcpp


class Pdf:
    """A PDF, as readers and their programs see it."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.read = pypdf.PdfReader(io.BytesIO(content))
        self.root: Any = self.read.trailer["/Root"]

    @cached_property
    def pages(self) -> list[str]:
        """The words of each page, in the order in which they are drawn and read out."""
        return [" ".join(page.extract_text().split()) for page in self.read.pages]

    @cached_property
    def text(self) -> str:
        """The words of all pages."""
        return " ".join(self.pages)

    def fonts(self) -> dict[str, bool]:
        """Return the fonts by name, and whether each is in the file, with what its letters mean."""
        found = {}
        for page in self.read.pages:
            for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
                described = font["/DescendantFonts"][0].get_object()["/FontDescriptor"]
                found[font["/BaseFont"]] = "/ToUnicode" in font and bool(
                    {"/FontFile2", "/FontFile3"} & set(described.keys())
                )
        return found

    def tags(self) -> list[str]:
        """Return the names of the tags, in the order in which they are read out; of a picture, what it shows."""
        return list(_tags(self.root["/StructTreeRoot"]["/K"]))

    def codes(self, page: int = 0) -> list[str]:
        """Return what a camera reads on a page that was printed."""
        picture = pypdfium2.PdfDocument(self.content)[page].render(scale=2).to_pil()
        return [found.text for found in zxingcpp.read_barcodes(picture)]


def _tags(node: Any) -> Iterator[str]:
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        for child in node:
            yield from _tags(child)
    elif isinstance(node, dict) and "/S" in node:
        yield str(node["/S"]) + (f" {node['/Alt']}" if "/Alt" in node else "")
        yield from _tags(node.get("/K", []))
