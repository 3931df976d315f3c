"""Files below docs/ that lie beside a record which readers do not see: nobody could tell that they are published."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from cchc.links import resolver
from cchc.model import Site
from cchc.publish import feedback, plans
from cchc.schema import PLAN


def kept_back(site: Site, *, preview: bool) -> frozenset[PurePosixPath]:
    """Return the files that no build of this kind shows: beside feedback, and beside plans without pages."""
    return feedback.kept_back(site) | frozenset(_beside_plans(site, preview=preview))


def _beside_plans(site: Site, *, preview: bool) -> Iterator[PurePosixPath]:
    """Yield the files of plans that have no page here; one that a post or record leads to is meant to be read."""
    if plans.shows_plans(site, preview=preview):
        return
    folder = site.config.docs_dir / PLAN.folder
    beside = {path for path in site.docs_files if path.is_relative_to(folder) and path.suffix.lower() != ".md"}
    if beside:
        links = resolver(site)
        shown = (*site.posts_shown(preview=preview), *plans.filed(site, preview=preview))
        yield from beside - {target.path for item in shown for _, target in links.links(item) if target.path}
