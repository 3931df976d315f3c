"""What was measured, as tables for a terminal, and as a page and a chart of the guide."""

import re
from collections.abc import Iterator
from html import escape
from pathlib import Path
from string import Template

from benchmarks.results import CORE, OWN, PEER, Bound, Results, Run, State

STATES = {
    State.COLD: "Dựng lần đầu",
    State.UNCHANGED: "Dựng lại, không đổi gì",
    State.CHANGED: "Dựng lại, sửa 01 bài",
    State.ADDED: "Dựng lại, thêm 01 bài",
}
PAGES = {"home": "Trang đầu", "post": "Một bài"}
TOOLS = {OWN: "cchc", PEER: "Material blog"}


def tables(results: Results) -> str:
    """Return the measurements, what browsers load and the bounds, as Markdown tables in English."""
    heads = ("posts", "build", "cchc CPU s", "peer CPU s", "peer / cchc", "cchc wall s", "peer wall s")
    rows = [
        [str(posts), state, _times(own), _times(peer), _times(results.ratio(posts, state))]
        + [_times(run.wall if run else None) for run in both]
        for posts, state, both in _pairs(results)
        for own, peer in [[run.cpu if run else None for run in both]]
    ]
    sizes = [
        [
            *(str(run.posts), run.tool, run.state),
            *(f"{run.memory / 1e6:.0f}", f"{run.site_bytes / 1e6:.1f}", str(run.site_files)),
        ]
        for run in results.runs
        if run.state in (State.COLD, State.UNCHANGED)
    ]
    loads = [
        [str(load.posts), load.tool, load.page, str(load.requests), f"{load.bytes / 1000:.0f}"]
        for load in results.loads
    ]
    growth = [[state, _times(results.growth(state))] for state in State]
    bounds = [[bound.name, f"{bound.limit:.4g}", *_verdict(bound)] for bound in results.bounds()]
    parts = [
        _table(heads, rows),
        _table(("posts", "tool", "build", "peak MB", "site MB", "files"), sizes),
        _table(("posts", "tool", "page", "requests", "kB"), loads),
        _table(("build", "growth of CPU of cchc"), growth),
        _table(("bound", "at most", "measured", ""), bounds),
        f"{results.cores} cores; " + ", ".join(f"{name} {version}" for name, version in results.versions.items()),
    ]
    return "\n\n".join(parts) + "\n"


def write(results: Results, folder: Path) -> None:
    """Write `toc-do.md` and its chart `anh/toc-do.svg` into the folder of the guide."""
    (folder / "anh").mkdir(parents=True, exist_ok=True)
    (folder / "toc-do.md").write_bytes(page(results).encode())
    (folder / "anh/toc-do.svg").write_bytes(chart(results).encode())


def page(results: Results) -> str:
    """Return the guide's page on speed, in Vietnamese."""
    most = results.shared or max(results.sizes(OWN))
    template = Path(__file__).with_name("page.md").read_text("utf-8")
    text = Template(template).substitute(
        words=_words(results, most),
        times=_times_table(results),
        core=_core(results, most),
        growth=_growth(results),
        most=_whole(most),
        sizes=_sizes_table(results, most),
        loads=_loads(results),
        cores=f"{results.cores:02d}",
        versions=", ".join(f"{name} {version}" for name, version in results.versions.items()),
    )
    return re.sub(r"\n{3,}", "\n\n", text)


def _times_table(results: Results) -> str:
    heads = ("Số bài", "Việc", "cchc (giây)", "Material blog (giây)", "cchc nhanh gấp")
    rows = [
        [_whole(posts), STATES[state], *(_seconds(run) for run in both), _faster(results.ratio(posts, state))]
        for posts, state, both in _pairs(results)
    ]
    return _table(heads, rows, right=(0, 2, 3, 4))


def _core(results: Results, posts: int) -> str:
    core = results.run(CORE, posts, State.COLD)
    if core is None:
        return ""
    return (
        f"Công cụ so sánh không cắt nhỏ dữ liệu tìm kiếm và không vẽ ảnh chia sẻ cho từng bài. Không kể hai việc ấy, "
        f"cchc dựng {_whole(posts)} bài lần đầu hết {_seconds(core)} giây, "
        f"nhanh gấp {_faster(results.ratio(posts, State.COLD, CORE))}."
    )


def _growth(results: Results) -> str:
    growth = results.growth(State.COLD)
    if growth is None:
        return ""
    return (
        f"Khi số bài tăng từ 1.000 lên 10.000, số mũ tăng trưởng của thời gian dựng lần đầu là {_decimal(growth, 2)}; "
        "số mũ bằng 1 nghĩa là bài tăng gấp đôi thì thời gian cũng tăng gấp đôi."
    )


def _sizes_table(results: Results, posts: int) -> str:
    rows = [
        [TOOLS[run.tool], _decimal(run.memory / 1e6, 0), _decimal(run.site_bytes / 1e6, 1), _whole(run.site_files)]
        for tool in TOOLS
        if (run := results.run(tool, posts, State.COLD))
    ]
    return _table(("Công cụ", "Bộ nhớ (MB)", "Dung lượng (MB)", "Số tệp"), rows, right=(1, 2, 3))


def _loads(results: Results) -> str:
    if not results.loads:
        return ""
    rows = [
        [PAGES[load.page], TOOLS[load.tool], _whole(load.requests), _decimal(load.bytes / 1000, 0)]
        for load in sorted(results.loads, key=lambda load: load.page)
    ]
    return (
        f"Lượng dữ liệu trình duyệt phải tải khi mở trang lần đầu, với {_whole(results.loads[0].posts)} bài, chưa nén. "
        "Công cụ so sánh tải luôn dữ liệu tìm kiếm của mọi bài; cchc chỉ tải phần dữ liệu chứa những từ người đọc gõ "
        "vào ô tìm kiếm.\n\n"
    ) + _table(("Trang", "Công cụ", "Số yêu cầu", "Dung lượng (kB)"), rows, right=(2, 3))


def chart(results: Results) -> str:
    """Return bars of the CPU time of both tools at the largest shared size, as SVG that needs nothing else.

    It brings its own background, so that it can be read on a light page and on a dark one.
    """
    most = results.shared or max(results.sizes(OWN))
    bars = [
        (state, tool, run.cpu)
        for state in STATES
        for tool in TOOLS
        if (run := results.run(tool, most, state)) and results.run(PEER, most, state)
    ]
    longest = max((cpu for _, _, cpu in bars), default=1.0)
    parts = []
    top = 70
    for state in dict.fromkeys(state for state, _, _ in bars):
        parts.append(f'<text x="24" y="{top}" font-weight="bold">{STATES[state]}</text>')
        for tool, cpu in [(tool, cpu) for other, tool, cpu in bars if other is state]:
            width = max(2, round(400 * cpu / longest))
            fill = "#a3341f" if tool == PEER else "#1f5fa8"
            parts.append(f'<text x="24" y="{top + 24}">{TOOLS[tool]}</text>')
            parts.append(f'<rect x="140" y="{top + 10}" width="{width}" height="18" rx="2" fill="{fill}"/>')
            parts.append(f'<text x="{148 + width}" y="{top + 24}">{_decimal(cpu, 1)} giây</text>')
            top += 26
        top += 34
    height = max(top - 10, 60)
    title = f"Thời gian bộ xử lý để dựng {_whole(most)} bài"
    font = 'font-family="sans-serif" font-size="15" fill="#1b1b1b"'
    lines = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 660 {height}" role="img" aria-labelledby="t d" {font}>',
        f'<title id="t">{title}</title>',
        f'<desc id="d">{escape(_words(results, most))}</desc>',
        f'<rect x="0.5" y="0.5" width="659" height="{height - 1}" rx="6" fill="#fff" stroke="#8a8a8a"/>',
        f'<text x="24" y="34" font-size="17">{title}</text>',
        *parts,
        "</svg>",
    )
    return "\n".join(lines) + "\n"


def _words(results: Results, posts: int) -> str:
    """Return what the chart shows, for those who cannot see it."""
    facts = [
        f"{name}: cchc {_decimal(own.cpu, 1)} giây, Material blog {_decimal(peer.cpu, 1)} giây."
        for state, name in STATES.items()
        if (own := results.run(OWN, posts, state)) and (peer := results.run(PEER, posts, state))
    ]
    return " ".join([f"Biểu đồ thanh, {_whole(posts)} bài.", *facts])


def _pairs(results: Results) -> Iterator[tuple[int, State, tuple[Run | None, Run | None]]]:
    for posts in sorted({run.posts for run in results.runs}):
        for state in State:
            both = results.run(OWN, posts, state), results.run(PEER, posts, state)
            if any(both):
                yield posts, state, both


def _table(heads: tuple[str, ...], rows: list[list[str]], right: tuple[int, ...] | None = None) -> str:
    numbers = range(len(heads)) if right is None else right
    rule = ["---:" if column in numbers else "---" for column in range(len(heads))]
    return "\n".join(f"| {' | '.join(row)} |" for row in [list(heads), rule, *rows])


def _times(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"


def _verdict(bound: Bound) -> tuple[str, str]:
    if bound.value is None:
        return "", "not judged"
    return f"{bound.value:.4g}", "kept" if bound.kept else "BROKEN"


def _seconds(run: Run | None) -> str:
    return "–" if run is None else _decimal(run.cpu, 2 if run.cpu < 10 else 1)


def _faster(ratio: float | None) -> str:
    return "–" if ratio is None else f"{_decimal(ratio, 1)} lần"


def _decimal(value: float, digits: int) -> str:
    return f"{value:,.{digits}f}".translate(str.maketrans(",.", ".,"))


def _whole(value: int) -> str:
    return _decimal(value, 0)
