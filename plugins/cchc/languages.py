"""Languages: their names for readers of the site, their own names, and codes that people get wrong."""

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from cchc.locale import Text, Translator, say

LANGUAGES: Mapping[str, Text] = {
    "vi": say("Tiếng Việt"),
    "tyz": say("Tiếng Tày"),
    "nut": say("Tiếng Nùng"),
    "hmn": say("Tiếng Mông"),
    "ium": say("Tiếng Dao"),
    "blt": say("Tiếng Thái"),
    "mtq": say("Tiếng Mường"),
    "km": say("Tiếng Khmer"),
    "cjm": say("Tiếng Chăm"),
    "jra": say("Tiếng Gia Rai"),
    "rad": say("Tiếng Ê Đê"),
    "bdq": say("Tiếng Ba Na"),
    "lo": say("Tiếng Lào"),
    "zh": say("Tiếng Trung"),
    "en": say("Tiếng Anh"),
}
"""Languages that agencies publish in, by BCP 47: the ethnic languages by their three letters (ISO 639-3)."""
_NAMED_HERE = frozenset({"tyz", "nut", "hmn", "ium", "blt", "mtq", "cjm", "jra", "rad", "bdq"})
"""Without an own name that phones can show and that we are sure of; they go by their name in the site's language."""
MEANT: Mapping[str, str] = {
    "tay": "tyz",  # a name here, and the code of a language of Taiwan
    "dao": "ium",  # a name here, and the code of a language of Cameroon
    "vn": "vi",
    "cn": "zh",
    "jp": "ja",
    "kr": "ko",
    "kh": "km",
    "la": "lo",
    "us": "en",
    "gb": "en",
}
"""What clerks write, and the code of the language they mean: a name, or the code of a country."""


class Name(NamedTuple):
    """What a language is called."""

    text: str
    lang: str
    """The language that the name is a word of; empty for that of the site."""


def base(tag: str) -> str:
    """Return the language of a tag, without script and region."""
    return tag.partition("-")[0].lower()


def canonical(tag: str) -> str:
    """Return a tag in the case that BCP 47 recommends: `zh-Hans-CN`."""
    first, *rest = tag.split("-")
    cased = (part.title() if len(part) == 4 else part.upper() if len(part) == 2 else part.lower() for part in rest)
    return "-".join([first.lower(), *cased])


def is_known(tag: str) -> bool:
    """Whether a tag names a language at all, and not one that was hardly meant."""
    return base(tag) not in MEANT and base(tag) in get_global("likely_subtags")


def name_of(tag: str, translate: Translator) -> str:
    """Return the name of a language for readers of the site; the tag itself where nobody knows a name."""
    return LANGUAGES[tag].render(translate) if tag in LANGUAGES else _named(tag, translate.language) or tag


def inside(name: str, translate: Translator) -> str:
    """Return the name of a language as it stands within a sentence."""
    return name[:1].lower() + name[1:] if translate.language == "vi" else name


def own_name(tag: str, translate: Translator) -> Name:
    """Return what those who speak a language call it."""
    own = "" if tag in _NAMED_HERE else _named(tag, tag)
    return Name(own, tag) if own else Name(name_of(tag, translate), "")


def locale_of(tag: str) -> str:
    """Return the locale that Open Graph knows a language by: `vi_VN`."""
    full = get_global("likely_subtags").get(base(tag), "").split("_")
    regions = [part for part in tag.split("-")[1:] if len(part) == 2]
    region = regions[0] if regions else full[-1] if len(full) == 3 else "VN"
    return f"{base(tag)}_{region}"


@cache
def _named(tag: str, language: str) -> str:
    try:
        name = Locale.parse(tag, sep="-").get_display_name(Locale.parse(language, sep="-"))
    except (UnknownLocaleError, ValueError):
        return ""
    return name[:1].upper() + name[1:] if name else ""
