"""Markdown to safe HTML: converted by Python-Markdown, sanitised always."""

import html
import re

import nh3

from cchc import weight
from cchc.citing import marked
from cchc.converter import converter

_TEXT_TAGS = (
    "p h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre code em strong b i u s del ins sub sup small mark q "
    "abbr cite kbd br hr a img span div figure figcaption table caption thead tbody tfoot tr th td details summary"
)
_ID = re.compile(r"[a-z0-9][a-z0-9:_-]*")
_CLASSES = frozenset({"footnote", "footnote-ref", "footnote-backref", "cchc-center", "cchc-right"})


def _attribute(_tag: str, name: str, value: str) -> str | None:
    if name == "id":
        return value if _ID.fullmatch(value) else None
    if name == "class":
        kept = [word for word in value.split() if word in _CLASSES]
        return " ".join(kept) or None
    return value


_CLEANER = nh3.Cleaner(
    tags=set(_TEXT_TAGS.split()),
    clean_content_tags={"script", "style", "template", "iframe", "object", "noscript", "title"},
    attributes={
        "*": {"lang", "id", "class"},
        "a": {"href", "title"},
        "img": {"src", "alt", "title"},
        "ol": {"start"},
        "abbr": {"title"},
        "th": {"colspan", "rowspan", "scope"},
        "td": {"colspan", "rowspan"},
    },
    attribute_filter=_attribute,
    set_tag_attribute_values={"img": {"loading": "lazy"}},
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel=None,
)
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
"""What `&#8;` and the like stand for; a feed cannot hold it, and no reader sees it."""
_ALIGNED = re.compile(r'<(t[hd]) style="text-align: (left|center|right);">')
"""A cell as Python-Markdown writes it."""
_ALIGNMENTS = {"left": "", "center": ' class="cchc-center"', "right": ' class="cchc-right"'}


def safe_html(body: str) -> str:
    """Return the HTML of a Markdown text; its words alone where converting it would take long."""
    clean = _CLEANER.clean(_converted(body))
    if _NO_TEXT.search(clean):
        # What is left when they are gone is judged anew: they may have hidden the scheme of an address.
        clean = _CLEANER.clean(_NO_TEXT.sub("", clean))
    return scrolling(marked(clean))


def _converted(body: str) -> str:
    if not any(weight.too_heavy(body)):
        try:
            return aligned(converter().reset().convert(body))
        except RecursionError:  # nested beyond what Python-Markdown can follow
            converter.cache_clear()  # reset() forgets the text, not how deep its parser stood
    return _words_of(body)


def scrolling(content: str) -> str:
    """Return HTML in which each table can be moved sideways by itself: the page never is wider than a phone."""
    return content.replace("<table>", '<div class="cchc-scroll"><table>').replace("</table>", "</table></div>")


def aligned(content: str) -> str:
    """Return HTML in which cells are aligned by a class: the policy of pages lets no style stand in them."""
    return _ALIGNED.sub(lambda cell: f"<{cell[1]}{_ALIGNMENTS[cell[2]]}>", content)


def _words_of(body: str) -> str:
    """Return what was written, paragraph by paragraph, where its marks cannot be followed."""
    return "".join(f"<p>{html.escape(part)}</p>\n" for part in re.split(r"\n\s*\n", body))
