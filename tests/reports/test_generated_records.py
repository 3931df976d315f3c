"""Figures on documents and indices over generated years, counted again by rules of their own."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cchc.reports.content import Part, Window
from cchc.reports.parts import documents, indicators
from tests.conftest import TODAY, Project
from tests.test_documents import document
from tests.test_indicators import index

FIRST, LAST = dt.date(2025, 12, 15), dt.date(2026, 12, 14)
YEAR = Window(id="2026", name="năm 2026", first=FIRST, last=LAST)
GENERATED = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
DAYS = st.dates(dt.date(2025, 11, 20), dt.date(2027, 1, 10))
MAY_BE = st.one_of(st.none(), DAYS)


def figures(made: Part) -> Mapping[str, int]:
    """Return the figures of a part by their keys."""
    return {key: number for key, _, number in made.figures}


def emptied(project: Project, folder: str) -> None:
    """Remove what the example before left."""
    for file in (project.root / folder).glob("**/*.md"):
        file.unlink()


def is_in(day: dt.date | None) -> bool:
    """Whether a day is one of the window, and has come."""
    return day is not None and FIRST <= day <= min(LAST, TODAY)


@GENERATED
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["nghi-dinh", "ke-hoach", "quyet-dinh"]),
            st.sampled_from(["Chính phủ", "UBND xã Mẫu", "UBND XÃ MẪU"]),
            DAYS,
            MAY_BE,  # the day it takes effect
            MAY_BE,  # the day it ends
            st.one_of(st.none(), st.integers(0, 7)),  # which one it replaces
        ),
        max_size=8,
    ),
    st.lists(st.tuples(DAYS, st.sampled_from(["published", "draft", "withdrawn"]), st.integers(0, 8)), max_size=6),
)
def test_documents_are_counted_as_who_goes_through_the_register_counts_them(
    project: Project,
    register: Sequence[tuple[str, str, dt.date, dt.date | None, dt.date | None, int | None]],
    posts: Sequence[tuple[dt.date, str, int]],
) -> None:
    emptied(project, "docs/van-ban")
    emptied(project, "posts")
    ends: dict[int, dt.date] = {}
    for place, (kind, issuer, signed, effective, expires, replaced) in enumerate(register):
        replaces = f"[{replaced + 1}/2026/NĐ-CP]" if replaced is not None and replaced != place else ""
        changes = {"type": kind, "issuer": issuer, "date": str(signed), "replaces": replaces}
        changes |= {"effective": str(effective or ""), "expires": str(expires or "")}
        project.write(f"docs/van-ban/{place}.md", document(f"{place + 1}/2026/NĐ-CP", **changes))
        if replaces and replaced is not None:
            since = effective or signed
            ends[replaced] = min(ends.get(replaced, since), since)
    seen = set()
    for place, (day, status, cited) in enumerate(posts):
        told = f"Theo {cited + 1}/2026/NĐ-CP.\n"
        project.post(
            f"{day:%Y/%m}/b{place}", told, title=f"Bài {place}", date=str(day), month=f'"{day:%Y-%m}"', status=status
        )
        if status == "published" and is_in(day) and cited < len(register):
            seen.add(cited)
    issued = [row for row in register if is_in(row[2])]
    wanted = {
        "issued": len(issued),
        "issued_by_agency": sum(row[1] != "Chính phủ" for row in issued),
        "took_effect": sum(is_in(row[3] or row[2]) for row in register),
        "ended": sum(is_in(row[4] or ends.get(place)) for place, row in enumerate(register)),
        "cited": len(seen),
        **{f"type.{kind}": count for kind, count in Counter(row[0] for row in issued).items()},
    }
    assert figures(documents.part(project.site(), YEAR)) == wanted


@GENERATED
@given(
    st.lists(
        st.lists(
            st.tuples(
                DAYS,
                st.lists(
                    st.lists(st.tuples(MAY_BE, st.sampled_from(["not_started", "in_progress", "done"])), max_size=2),
                    max_size=3,
                ),
            ),
            min_size=1,
            max_size=3,
        ),
        max_size=3,
    )
)
def test_indices_are_counted_as_who_reads_each_record_counts_them(
    project: Project, records: Sequence[Sequence[tuple[dt.date, Sequence[Sequence[tuple[dt.date | None, str]]]]]]
) -> None:
    emptied(project, "docs/chi-so")
    announced = lost = 0
    taken: list[tuple[dt.date | None, str]] = []
    for number, results in enumerate(records):
        years = []
        for place, (published, losses) in enumerate(results):
            criteria = []
            for measures in losses:
                said = [
                    f"{{what: Việc, unit: van-phong, state: {state}{f', due: {due}' if due else ''}}}"
                    for due, state in measures
                ]
                criteria.append(f"{{criterion: Tiêu chí, points: 1, measures: [{', '.join(said)}]}}")
                is_new = FIRST <= published <= LAST
                taken += [item for item in measures if is_new or (item[0] is not None and FIRST <= item[0] <= LAST)]
            announced += FIRST <= published <= LAST
            lost += len(losses) if FIRST <= published <= LAST else 0
            score = f"year: {2020 + place}, score: 80, max: 100, published: {published}, source: Báo cáo"
            years.append(f"{{{score}, lost: [{', '.join(criteria)}]}}")
        index(project, *years, name=f"i{number}", assessed=f"Xã {number}")
    last = min(TODAY, LAST)
    assert figures(indicators.part(project.site(), YEAR)) == {
        "indicators_announced": announced,
        "criteria_lost": lost,
        "measures": len(taken),
        "measures_done": sum(state == "done" for _, state in taken),
        "measures_overdue": sum(state != "done" and due is not None and due < last for due, state in taken),
    }
