"""Python-Markdown as bodies need it: what cannot match in a text is not tried on it.

Each of its processors searches every block, and each of its patterns every piece of text, for what
hardly any holds. All of them need some mark that is found much faster: a table needs a `|`.
"""

import html
import re
from collections.abc import Callable
from functools import cache
from typing import Any
from xml.etree.ElementTree import Element

import markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.tables import TableExtension
from markdown.extensions.toc import TocExtension, TocTreeprocessor, remove_fnrefs, render_inner_html, strip_tags, unique
from markdown.treeprocessors import InlineProcessor, Treeprocessor
from markdown.util import AtomicString

from cchc.text import slug

_OF_BLOCKS = {
    "table": r"\|",
    "hashheader": "#",
    "setextheader": r"\n[=-]",
    "hr": r"([-_*]) {0,2}\1 {0,2}\1",
    "quote": ">",
    "footnote": r"\[\^",
    "reference": r"\]:",
}
"""What a block must hold for a processor to find anything in it."""
_LINK = r"[:wW](?://|[wW]{2}\.)"
_OF_TEXT = {
    "backtick": "`",
    "escape": r"\\",
    "footnote": r"\[\^",
    "reference": r"\[",
    "link": r"\[",
    "image_link": r"!\[",
    "image_reference": r"!\[",
    "short_reference": r"\[",
    "short_image_ref": r"!\[",
    "autolink": "<",
    "automail": "<",
    "linebreak": "  \n",
    "html": "<",
    "magic-link": _LINK,
    "magic-mail": "@",
    "entity": "&",
    "em_strong": r"[*_]",
}
"""What a piece of text must hold for an inline pattern to match."""
_MARKS = re.compile(r"[\\`*_\[<&@]")
_MAGIC = re.compile(_LINK)
_NOT_PLAIN = re.compile("[&<>\x02]")
_Holds = Callable[[str], object]


@cache
def converter() -> markdown.Markdown:
    """Return the one converter of this process; reset before each use."""
    made = unhurried(_Toc)
    made.treeprocessors.register(_Inline(made), "inline", 20)
    for name, mark in _OF_BLOCKS.items():
        _guard(made.parser.blockprocessors[name], re.compile(mark).search)
    return made


def unhurried(toc: type[TocExtension] = TocExtension) -> markdown.Markdown:
    """Return a converter that tries everything; what it makes of a text is the same."""
    made = markdown.Markdown(
        extensions=[
            TableExtension(),
            FootnoteExtension(BACKLINK_TITLE="Quay lại chú thích {} trong bài"),
            toc(slugify=lambda text, _: slug(text) or "muc", toc_depth="2-3"),
            "sane_lists",
            "pymdownx.magiclink",  # people paste bare addresses
        ],
        output_format="html",
    )
    made.treeprocessors.register(_OnePageTitle(made), "cchc-title", 100)
    return made


def _guard(processor: BlockProcessor, holds: _Holds) -> None:
    test = processor.test

    def guarded(parent: Element, block: str) -> bool:
        return bool(holds(block)) and test(parent, block)

    processor.test = guarded  # type: ignore[method-assign]


class _Inline(InlineProcessor):
    """Python-Markdown's own, with the patterns that can match."""

    def __init__(self, md: markdown.Markdown) -> None:
        super().__init__(md)
        names = {id(md.inlinePatterns[name]): name for name in _OF_TEXT}
        self._patterns = [(pattern, self._holds(names.get(id(pattern), ""))) for pattern in md.inlinePatterns]

    def _holds(self, name: str) -> _Holds:
        holds = re.compile(_OF_TEXT.get(name, "")).search
        if name.endswith(("reference", "_ref")):
            return lambda data: self.md.references and holds(data)
        return holds

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803
        if isinstance(data, AtomicString) or not (_MARKS.search(data) or "  \n" in data or _MAGIC.search(data)):
            return data
        apply: Any = self._InlineProcessor__applyPattern  # type: ignore[attr-defined]
        for index in range(patternIndex, len(self._patterns)):
            pattern, holds = self._patterns[index]
            start = 0
            matched = bool(holds(data))
            while matched:
                data, matched, start = apply(pattern, data, index, start)
        return data


class _OnePageTitle(Treeprocessor):
    """The page's title is its only first-level heading; one in the body steps down."""

    def run(self, root: Element) -> None:
        for element in root.iter("h1"):
            element.tag = "h2"


class _Anchors(TocTreeprocessor):
    """Python-Markdown's own, which lays out a table of contents whether or not the text asks for one.

    An address for each heading is all that most texts need of it.
    """

    def run(self, doc: Element) -> None:
        if any(self.marker in line for line in self.md.lines):  # type: ignore[attr-defined]
            super().run(doc)
            return
        taken = {element.attrib["id"] for element in doc.iter() if "id" in element.attrib}
        for element in doc.iter():
            if isinstance(element.tag, str) and self.header_rgx.match(element.tag):
                if "id" not in element.attrib:
                    words = html.unescape(self._words(element))
                    element.set("id", unique(self.slugify(words, self.sep), taken))
                element.attrib.pop("data-toc-label", None)

    def _words(self, heading: Element) -> str:
        if len(heading) or _NOT_PLAIN.search(heading.text or ""):
            return strip_tags(render_inner_html(remove_fnrefs(heading), self.md))
        return heading.text or ""


class _Toc(TocExtension):
    TreeProcessorClass = _Anchors
