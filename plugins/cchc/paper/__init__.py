"""Paper: leaflets, sheets to post up and booklets, as PDF; where they are published, and what they are called."""

import logging
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import partial
from importlib.util import find_spec

from cchc.cache import Cache
from cchc.locale import Text, say, translator
from cchc.model import Site
from cchc.paper.documents import Kind, Papers
from cchc.paper.press import KIND, Paper, booklet, make, paper
from cchc.paper.typeset import PaperError
from cchc.progress import Step
from cchc.publish.outputs import Kept
from cchc.publish.procedures import current
from cchc.records import Procedure
from cchc.schema.settings import Printed
from cchc.text import slug

__all__ = [
    "LABELS",
    "NAMES",
    "addresses",
    "booklet",
    "booklets",
    "fields",
    "file_names",
    "make",
    "outputs",
    "paper",
    "title",
]
NAMES: Mapping[Kind, str] = {Kind.LEAFLET: "to-gap", Kind.SHEET: "niem-yet", Kind.BOOKLET: "tap-thu-tuc"}
"""What files are called."""
LABELS: Mapping[Kind, Text] = {
    Kind.LEAFLET: say("Tờ gấp hướng dẫn (PDF)"),
    Kind.SHEET: say("Bản niêm yết (PDF)"),
    Kind.BOOKLET: say("Tập thủ tục của lĩnh vực (PDF)"),
}
_log = logging.getLogger("mkdocs.plugins.cchc")
_EACH = (Kind.LEAFLET, Kind.SHEET)
_NO_TYPST = say("Chưa có gói typst (pip install typst), nên trang không có bản in PDF của thủ tục.")


def addresses(site: Site, procedure: Procedure) -> dict[Kind, str]:
    """Return where the papers of a procedure are published, below the site's root; none where none are."""
    if not _published(site) or procedure.is_abolished(site.today):
        return {}
    return {kind: f"{procedure.url}{NAMES[kind]}-{procedure.key}.pdf" for kind in _EACH}


def booklets(site: Site) -> dict[str, str]:
    """Return where the booklet of each field is published, below the site's root; none where none are."""
    if not _published(site) or site.config.plugin.paper is not Printed.ALL:
        return {}
    return {field: f"thu-tuc/tap/{name}.pdf" for field, name in file_names(fields(site)).items()}


def fields(site: Site) -> dict[str, list[Procedure]]:
    """Return the procedures in use by field, in the order of lists."""
    found: dict[str, list[Procedure]] = defaultdict(list)
    for procedure in current(site):
        found[procedure.meta.field].append(procedure)
    return dict(found)


def file_names(names: Mapping[str, object]) -> dict[str, str]:
    """Return what the file of each field is called; no two are called the same."""
    taken: dict[str, str] = {}
    for name in names:
        wanted = slug(name) or "linh-vuc"
        number = 1
        while (called := wanted if number == 1 else f"{wanted}-{number}") in taken.values():
            number += 1
        taken[name] = called
    return taken


def title(field: str) -> Text:
    """Return what the booklet of a field is called."""
    return say("Lĩnh vực {field}", field=field)


def _published(site: Site) -> bool:
    return site.config.plugin.paper is not Printed.OFF and find_spec("typst") is not None


def _warning(site: Site) -> Text | None:
    """Return why papers that were asked for are not made; None where nothing is in the way."""
    asked_for = site.config.plugin.paper is not Printed.OFF
    return _NO_TYPST if asked_for and not _published(site) else None


def outputs(site: Site, cache: Cache, step: Step) -> Iterator[Kept]:
    """Yield the papers that are published; those that no build made before are made now. `step` is told how far."""
    translate = translator(site.config.language)
    if missing := _warning(site):
        _log.warning(missing.render(translate))
    if not _published(site):
        return
    papers = Papers(site, translate)
    known: dict[str, Paper] = {
        url: paper(papers, kind, procedure)
        for procedure in current(site)
        for kind, url in addresses(site, procedure).items()
    }
    by_field = fields(site)
    for field, url in booklets(site).items():
        known[url] = booklet(papers, title(field).render(translate), by_field[field])
    making = translate("Làm bản in")
    make(list(known.values()), cache, lambda done: step(making, done, len(known)))
    for url, item in known.items():
        yield Kept(url, KIND, item.key, partial(_content, url, item, cache))


def _content(url: str, item: Paper, cache: Cache) -> bytes:
    try:
        return item.content(cache)
    except PaperError as error:
        _log.warning("%s: %s", url, error)
        return b""  # left out, and the site is published all the same
