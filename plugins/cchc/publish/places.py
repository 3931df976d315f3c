"""Where lists of posts are, and what they are called."""

from cchc.dates import Month
from cchc.languages import inside, name_of
from cchc.locale import say, translator
from cchc.model import Site


def trail(site: Site, *further: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    """Return the way to a page below the list of all posts."""
    return ((translator(site.config.language)("Tin, bài"), "tin-bai/"), *further)


def month_url(month: Month) -> str:
    """Return the address of the list of a month."""
    return f"tin-bai/thang/{month}/"


def language_url(tag: str) -> str:
    """Return the address of the list of a language."""
    return f"tin-bai/ngon-ngu/{tag}/"


def language_feed(tag: str) -> str:
    """Return the address of the feed of a language."""
    return f"{language_url(tag)}rss.xml"


def language_title(site: Site, tag: str) -> str:
    """Return the heading of the list of a language."""
    translate = translator(site.config.language)
    return say("Tin, bài bằng {language}", language=inside(name_of(tag, translate), translate)).render(translate)


def language_intro(site: Site, tag: str) -> str:
    """Return what the list of a language holds."""
    translate = translator(site.config.language)
    return say(
        "Bài viết bằng {language} và bản dịch ra {language} của {agency}.",
        language=inside(name_of(tag, translate), translate),
        agency=site.config.agency.name,
    ).render(translate)
