"""Who has what to mend: findings counted by unit."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

from cchc.formats.wording import count
from cchc.model import Finding, Site
from cchc.schema import Names, Unit


def owners(site: Site) -> Mapping[PurePosixPath, str | None]:
    """Return the slug of the unit of each post; of one that cannot be read, that of the unit it seems to name.

    A procedure belongs to no unit.
    """
    names = Names(site.config.plugin.units)
    named = {item.path: names.id_of(item.unit) for item in site.rejected if item.unit}
    return named | {post.path: post.unit.id for post in site.posts}


def by_unit(
    units: Iterable[Unit], owner: Mapping[PurePosixPath, str | None], findings: Iterable[Finding]
) -> list[tuple[Unit | None, int, int]]:
    """Return the errors and warnings of each unit that has any, in the order of mkdocs.yml.

    Files of no unit, or of one that cannot be made out, come last, under None.
    """
    found: defaultdict[str | None, list[Finding]] = defaultdict(list)
    for finding in findings:
        found[owner.get(finding.place.path)].append(finding)
    rows = [(unit, *count(found[unit.id])) for unit in units if unit.id in found]
    return [*rows, (None, *count(found[None]))] if None in found else [*rows]
