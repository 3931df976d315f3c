"""QR codes, as drawings: in pages, and for what is printed."""

from itertools import groupby

from markupsafe import Markup, escape

_QUIET = 4
"""Modules of light around the code, without which many cameras do not find it (ISO/IEC 18004)."""
_MASK = 2
"""One of the eight patterns, each of which cameras read; to weigh them all takes five times as long."""


def svg(url: str, title: str) -> Markup:
    """Return a drawing that leads whoever scans it to an address; `title` says so to those who do not see it.

    Its grounds are white in any colour scheme: cameras want dark on light.
    """
    return Markup(f'<svg class="cchc-qr" role="img" aria-label="{escape(title)}" {_shape(url)}')  # noqa: S704


def picture(url: str) -> str:
    """Return the drawing as a file of its own."""
    return f'<svg xmlns="http://www.w3.org/2000/svg" {_shape(url)}'


def _shape(url: str) -> str:
    """Return the rest of a drawing: nothing of the address itself is in it."""
    import segno  # a build whose procedures did not change draws none

    rows = [list(row) for row in segno.make(url, micro=False, error="m", mask=_MASK).matrix]
    side = len(rows) + 2 * _QUIET
    bars = "".join(
        f"M{place + _QUIET} {number + _QUIET}h{length}v1h-{length}z"
        for number, row in enumerate(rows)
        for place, length in _runs(row)
    )
    return (
        f'viewBox="0 0 {side} {side}" shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{side}v{side}H0z"/><path fill="#000" d="{bars}"/></svg>'
    )


def _runs(row: list[int]) -> list[tuple[int, int]]:
    """Return where the dark runs of a row begin, and how long they are."""
    found, place = [], 0
    for dark, run in groupby(row):
        length = len(list(run))
        if dark:
            found.append((place, length))
        place += length
    return found
