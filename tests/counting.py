"""What tests of the quota share."""

import datetime as dt

from cchc import quota
from cchc.dates import Month
from cchc.quota import MonthTally
from tests.conftest import TODAY, Project

MAY = Month(2026, 5)
JUNE = Month(2026, 6)
NOVEMBER = Month(2026, 11)
WAIVER = """\
        waivers:
          - {month: "%s", reason: Bão số 3, approved_by: Chủ tịch UBND xã, document: 12/CV-UBND, date: 2026-06-05}
"""


def row(project: Project, month: Month = MAY, today: dt.date = TODAY, *, strict: bool = False) -> MonthTally:
    """Return one month of the table."""
    table = quota.tally(project.site(today), strict=strict)
    return next(item for item in table.months if item.month == month)


def reasons(project: Project, today: dt.date = TODAY, *, strict: bool = False) -> dict[str, str | None]:
    """Return why each post does not count, by file name; None where it does."""
    rows = quota.counts_by_month(project.site(today), strict=strict).values()
    return {count.post.path.stem: count.reason and count.reason.value for counts in rows for count in counts}


def two_posts(project: Project, month: str = "2026-05") -> None:
    """Write two posts that fill a month."""
    for name in ("a", "b"):
        project.post(
            f"{month.replace('-', '/')}/{name}",
            f"Nội dung {month} {name}.\n",
            title=f"Tin {month} {name}",
            date=f"{month}-10",
            month=f'"{month}"',
        )
