"""Which posts a report is about: those of its days that came in time, and those that came too late for the one before.

What counts is the quota's question alone (`cchc.quota`); here it is only asked which report a post belongs to.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from cchc import quota
from cchc.model import Post, Site
from cchc.quota import Count
from cchc.reports import windows
from cchc.reports.content import Window


@dataclass(frozen=True, slots=True)
class Supplement:
    """A post that an earlier report could not hold, because it came after its cutoff."""

    post: Post
    missed: Window
    arrived: dt.date
    is_within: bool
    """Whether its date lies in the window of this report, too: then it is part of the totals."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What a report has of posts."""

    counted: tuple[Post, ...]
    """Posts of the window that came in time, and that the quota counts; oldest first."""
    uncounted: tuple[Count, ...]
    """Posts of the window that readers see and the quota does not count, each with the reason."""
    supplement: tuple[Supplement, ...]
    postponed: tuple[Post, ...]
    """Posts dated in the window that came after its cutoff: the next report has them."""
    unknown: int
    """Posts of the window of which git cannot tell when they came."""

    @property
    def added(self) -> tuple[Supplement, ...]:
        """What the report has besides the posts of its own days."""
        return tuple(item for item in self.supplement if not item.is_within)


def arrival(site: Site, post: Post) -> dt.date | None:
    """Return the day a post came: of the first commit that holds it as published, but no day before its date.

    Of months that nobody judges it is the post's own date; None where git cannot tell.
    """
    since, own = site.config.plugin.judged_from, post.meta.date.day
    if since is None or post.month < since:
        return own
    if site.history.state != "full":
        return None
    return max(own, site.history.first_published.get(post.path, own) or site.today)


def held(site: Site, window: Window) -> Held:
    """Return the posts of a report, each in one place."""
    return _held(site, window.first, window.last, _since(site, window))


@lru_cache(maxsize=8)
def _held(site: Site, first: dt.date, last: dt.date, since: dt.date) -> Held:
    counted, uncounted, postponed, supplement = [], [], [], []
    unknown = 0
    for count in _public(site):
        post, day, came = count.post, count.post.meta.date.day, arrival(site, count.post)
        if first <= day <= last:
            if came is not None and came > last:
                postponed.append(post)
                continue
            unknown += came is None
            if count.reason is None:
                counted.append(post)
            else:
                uncounted.append(count)
        if count.reason is None and came is not None and since <= came <= last and (gone := _missed(site, day, came)):
            supplement.append(Supplement(post, gone, came, first <= day))
    return Held(
        counted=tuple(counted),
        uncounted=tuple(uncounted),
        supplement=tuple(supplement),
        postponed=tuple(postponed),
        unknown=unknown,
    )


def _public(site: Site) -> Iterator[Count]:
    """Yield every post that readers see with the quota's verdict, oldest first."""
    found = (count for counts in quota.counts_by_month(site).values() for count in counts)
    public = [count for count in found if count.post.is_public(site.today)]
    yield from sorted(public, key=lambda count: (count.post.meta.date.at, str(count.post.path)))


def _missed(site: Site, day: dt.date, came: dt.date) -> Window | None:
    """Return the last report that holds a day and closed before a post of that day came."""
    if came == day:
        return None
    closed = windows.declared(site.config, day.year, came.year)
    return next((item for item in reversed(closed) if item.holds(day) and item.last < came), None)


def _since(site: Site, window: Window) -> dt.date:
    """Return the day after the cutoff before a window's own; of days chosen freely, their first."""
    if ".." in window.id:
        return window.first
    return next(item.last for item in windows.latest(site.config, window.last)) + dt.timedelta(days=1)
