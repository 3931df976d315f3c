"""What managers follow of the procedures: which nobody has gone over for long, and which no post explains."""

import datetime as dt

from cchc import mentions
from cchc.model import Site
from cchc.records import Procedure

DAYS = 90
"""After so many days a procedure has to be gone over again."""


def reviewed(procedure: Procedure, today: dt.date) -> dt.date | None:
    """Return the day on which somebody last went over a record or compared it with the portal; None if nobody did."""
    meta = procedure.meta
    days = (getattr(meta, "reviewed_on", None), meta.synced_at, meta.updated)
    return max((day for day in days if day and day <= today), default=None)


def in_use(site: Site) -> list[Procedure]:
    """Return the procedures that people can use."""
    return [item for item in site.procedures if not item.is_abolished(site.today)]


def overdue(site: Site, days: int = DAYS) -> list[Procedure]:
    """Return the procedures in use that nobody has gone over for so many days, the longest forgotten first."""
    since = site.today - dt.timedelta(days=days)
    seen = {item.key: reviewed(item, site.today) or dt.date.min for item in in_use(site)}
    return sorted((item for item in in_use(site) if seen[item.key] < since), key=lambda item: seen[item.key])


def unexplained(site: Site) -> list[Procedure]:
    """Return the procedures in use that no published post speaks of."""
    told = mentions.by_procedure(site, site.public_posts)
    return [item for item in in_use(site) if item.key not in told]
