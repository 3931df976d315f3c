"""What tests of git's history share."""

import datetime as dt
from pathlib import Path

from cchc import quota
from cchc.dates import Month
from cchc.model import Site
from tests.conftest import TODAY, Project

IN_TIME = "2026-05-20T08:00:00+07:00"
TOO_LATE = "2026-06-03T08:00:00+07:00"
LONG = "".join(f"Câu thứ {number} của bài viết về một cửa.\n" for number in range(30))


def late(site: Site) -> dict[str, bool | None]:
    """Return whether each post is late, by its title."""
    return {
        count.post.title: count.late for row in quota.tally(site, first=Month(2026, 1)).months for count in row.counts
    }


def is_late(project: Project, today: dt.date = TODAY) -> bool | None:
    """Return whether the only post is late."""
    (answer,) = late(project.site(today)).values()
    return answer


def write(project: Project, name: str = "2026/05/a", body: str = LONG, **keys: str | None) -> Path:
    """Write the post of May that every test is about."""
    return project.post(name, body, **keys)
