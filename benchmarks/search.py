"""Measure the search beside Pagefind, over the same pages: `python -m benchmarks.search`.

For each it prints the CPU seconds to index, those after one page changed, the bytes that a browser loads
to show ten results (script included, compressed), and how often the page that a query was taken from is
found first, and among the first five; then how soon a slow phone shows the first result
(`benchmarks.search_speed`), by way of asking. With `--data`, the pages are real procedures of the national portal:
a file of JSON lines, compressed, with `ma_thu_tuc`, `ten_thu_tuc`, `so_quyet_dinh`, `linh_vuc` and texts.
"""

import argparse
import datetime as dt
import gzip
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path
from typing import Any

from benchmarks import search_speed
from benchmarks.browser import BROWSERS, FLAGS, Packed, served
from benchmarks.corpus import TOPICS, UNITS
from benchmarks.measure import scratch
from benchmarks.text import Writer
from benchmarks.words import Dice, Vocabulary
from cchc.cache import Cache
from cchc.publish import search
from cchc.publish.assets import compact
from cchc.publish.outputs import hash_of
from cchc.publish.search import Entry
from cchc.schema.search import SYNONYMS
from cchc.standing import Standing
from cchc.text import fold_ascii

SCRIPT = Path(search.__file__).parent.parent / "assets" / "search.js"
BOUNDS = {1000: 40_000, 5000: 60_000}
"""Bytes to ten results that every query keeps, by pages."""
TEXTS = (
    *("linh_vuc", "co_quan_thuc_hien", "doi_tuong_thuc_hien", "thanh_phan_ho_so", "ket_qua_xu_ly"),
    *("trinh_tu_thuc_hien", "cach_thuc_thuc_hien", "yeu_cau_dieu_kien", "can_cu_phap_ly"),
)
TYPED: dict[str, Callable[[str], str]] = {
    "as written": str,
    "without diacritics": fold_ascii,
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "in capitals": str.upper,
}
OWN = """async (query) => {
  const { ids } = await cchcSearch.find(query);
  return (await Promise.all(ids.slice(0, 10).map(cchcSearch.shown))).map((one) => one.url);
}"""
PEER = """async (query) => {
  const pagefind = await import("/pagefind/pagefind.js");
  const { results } = await pagefind.search(query);
  return (await Promise.all(results.slice(0, 10).map((one) => one.data()))).map((one) => one.url.slice(1));
}"""


@dataclass(frozen=True, slots=True)
class Query:
    """What is typed, how, and the page it was taken from."""

    text: str
    manner: str
    url: str


@dataclass(frozen=True, slots=True)
class Result:
    """What one tool took and found."""

    tool: str
    cold: float
    changed: float
    sizes: Sequence[int]
    ranks: Sequence[tuple[str, int]]
    """The manner of typing, and the place at which the page was found; 99 where it was not."""

    def hits(self, manner: str, within: int) -> float:
        """Return the share of queries that found their page among the first `within`."""
        ranks = [rank for typed, rank in self.ranks if manner in ("", typed)]
        return sum(rank < within for rank in ranks) / len(ranks) if ranks else 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and report; returns 1 when a bound is broken."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.search", description=__doc__)
    parser.add_argument("--pages", type=int, nargs="*", default=[1000, 5000], help="generated pages")
    parser.add_argument("--data", type=Path, metavar="FILE", help="real procedures (.jsonl.gz) instead")
    parser.add_argument("--queries", type=int, default=60)
    parser.add_argument("--timed", type=int, default=24, help="of these, how many are timed on a slow phone")
    options = parser.parse_args(arguments)
    broken = False
    with scratch() as made, search_speed.pages(Path(made)) as site:
        for entries in [_real(options.data)] if options.data else map(_generated, options.pages):
            with scratch() as folder:
                queries = list(_queries(entries, options.queries))
                texts = [query.text for query in queries[: options.timed]]
                own = _own(Path(folder), entries, queries)
                speeds = list(search_speed.measure(site, Path(folder) / "own", texts)) if texts else []
                results = [own, _peer(Path(folder), entries, queries)]
            sys.stdout.write(_table(len(entries), results) + search_speed.table(speeds))
            bound = next((bytes_ for pages, bytes_ in BOUNDS.items() if len(entries) <= pages), None)
            broken |= bound is not None and max(own.sizes) > bound
            broken |= any(statistics.median(speed.times) > search_speed.LIMIT for speed in speeds)
    return int(broken)


def _generated(count: int) -> list[Entry]:
    vocabulary = Vocabulary()
    return [_page(vocabulary, number) for number in range(count)]


def _page(vocabulary: Vocabulary, number: int) -> Entry:
    writer = Writer(vocabulary, Dice(f"search/{number}"))
    title, text = writer.title(), writer.body([], "")
    day, dice = dt.date(2026, 11, 20) - dt.timedelta(days=number), Dice(f"filed/{number}")
    unit, topic = [*UNITS][dice.below(len(UNITS))], TOPICS[dice.below(len(TOPICS))]
    return _entry(f"tin-bai/{number}/", title, text, day=day, date=f"{day:%d/%m/%Y}", unit=unit, topic=topic)


def _real(file: Path) -> list[Entry]:
    records: dict[str, dict[str, str]] = {}
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            records.setdefault(record["ma_thu_tuc"], record)
    return [
        _entry(
            f"thu-tuc/{code}/",
            " ".join(unicodedata.normalize("NFC", record["ten_thu_tuc"]).split()),
            "\n".join(" ".join(record.get(key, "").split()) for key in TEXTS),
            names=(code,),
            about=(record["so_quyet_dinh"],),
        )
        for code, record in records.items()
    ]


def _entry(url: str, title: str, text: str, **others: Any) -> Entry:
    return Entry(url=url, mark=str(hash(text)), type="post", title=title, text=lambda: text, **others)


def _queries(entries: Sequence[Entry], count: int) -> Iterator[Query]:
    """Yield runs of three to six words of titles that are in one title only, typed in four manners; codes, too."""
    dice = Dice("queries")
    titles = [fold_ascii(entry.title) for entry in entries]
    manners = list(TYPED)
    made = 0
    while made < count:
        entry = entries[dice.below(len(entries))]
        if entry.names and made % 8 == 7:
            made += 1
            yield Query(entry.names[0], "codes", entry.url)
            continue
        words = entry.title.split()
        length = dice.between(3, 6)
        first = dice.below(max(1, len(words) - length + 1))
        text = " ".join(words[first : first + length]).strip(",;:().")
        if sum(fold_ascii(text) in title for title in titles) == 1:
            manner = manners[made % len(manners)]
            made += 1
            yield Query(TYPED[manner](text), manner, entry.url)


# ---------------------------------------------------------------------- cchc


def _own(folder: Path, entries: list[Entry], queries: Sequence[Query]) -> Result:
    site, cache = folder / "own", folder / "cache"
    (site / "assets/cchc").mkdir(parents=True)
    (site / "assets/cchc/search.js").write_text(compact(SCRIPT.read_text("utf-8")), "utf-8")
    (site / "index.html").write_text('<!doctype html><meta charset="utf-8"><title>-</title>', "utf-8")
    cold = _index(site, cache, entries)
    middle = len(entries) // 2
    one = replace(entries[middle], mark="changed", title=entries[middle].title + " mới")
    changed = _index(site, cache, [*entries[:middle], one, *entries[middle + 1 :]])
    _index(site, cache, entries)
    sizes, ranks = _asked(site, queries, OWN, "/assets/cchc/search.js")
    return Result("cchc", cold, changed, sizes, ranks)


def _index(site: Path, cache: Path, entries: Iterable[Entry]) -> float:
    started = time.process_time()
    kept = Cache(cache)
    standing = Standing(kept, str(site), search.FOLDER)
    standing.put_aside()
    standing.bring_back()
    labels = {"type": {"post": "Tin, bài"}, "unit": UNITS, "topic": {topic: topic for topic in TOPICS}, "field": {}}
    entries = list(entries)
    mark = hash_of([[entry.url, entry.mark] for entry in entries])
    standing.fill(mark, lambda put: search.fill(entries, search.shards_for(len(entries)), labels, SYNONYMS, kept, put))
    return time.process_time() - started


# ------------------------------------------------------------------ Pagefind


def _peer(folder: Path, entries: Sequence[Entry], queries: Sequence[Query]) -> Result:
    site = folder / "peer"
    for entry in entries:
        place = site / entry.url / "index.html"
        place.parent.mkdir(parents=True)
        said = "".join(f"<p>{escape(part)}</p>" for part in (*entry.names, *entry.about, *entry.text().split("\n")))
        title = escape(entry.title)
        head = f'<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>{title}</title></head>'
        place.write_text(f"{head}<body><main data-pagefind-body><h1>{title}</h1>{said}</main></body></html>", "utf-8")
    (site / "index.html").write_text('<!doctype html><meta charset="utf-8"><title>-</title>', "utf-8")
    took = _pagefind(site)  # it has no way to index only what changed
    sizes, ranks = _asked(site, queries, PEER, "")
    return Result("Pagefind", took, took, sizes, ranks)


def _pagefind(site: Path) -> float:
    command = [sys.executable, "-m", "pagefind", "--site", str(site)]
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            output.seek(0)
            raise RuntimeError(output.read().decode("utf-8", "replace")[-2000:])
    return usage.ru_utime + usage.ru_stime


# ------------------------------------------------------------------- queries


def _asked(site: Path, queries: Sequence[Query], find: str, script: str) -> tuple[list[int], list[tuple[str, int]]]:
    """Ask each query in a browser that has nothing; returns what it loaded, and where the page was found."""
    from playwright.sync_api import sync_playwright

    path = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    sizes, ranks = [], []
    with served(site, Packed) as (root, loaded), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        for query in queries:
            context = browser.new_context()
            page = context.new_page()
            page.goto(root)
            loaded.clear()
            if script:
                page.add_script_tag(url=script)
            found = page.evaluate(find, query.text)
            sizes.append(sum(loaded))
            ranks.append((query.manner, found.index(query.url) if query.url in found else 99))
            context.close()
        browser.close()
    return sizes, ranks


def _table(pages: int, results: Sequence[Result]) -> str:
    rows: dict[str, Callable[[Result], str]] = {
        "index, CPU s": lambda result: f"{result.cold:.2f}",
        "one page changed, CPU s": lambda result: f"{result.changed:.2f}",
        "bytes to ten results, median": lambda result: f"{statistics.median(result.sizes):.0f}",
        "bytes, nine in ten": lambda result: f"{statistics.quantiles(result.sizes, n=10)[-1]:.0f}",
        "bytes, most": lambda result: f"{max(result.sizes)}",
    }
    lines = [f"{pages} pages, {len(results[0].sizes)} queries", ""]
    lines += ["| | " + " | ".join(result.tool for result in results) + " |", "|---|" + "---:|" * len(results)]
    lines += [f"| {name} | {' | '.join(map(show, results))} |" for name, show in rows.items()]
    for manner in ("", *dict.fromkeys(typed for typed, _ in results[0].ranks)):
        hits = (f"{result.hits(manner, 1):.0%}, {result.hits(manner, 5):.0%}" for result in results)
        lines.append(f"| hit@1, hit@5 {manner or 'of all'} | {' | '.join(hits)} |")
    return "\n".join([*lines, "", ""])


if __name__ == "__main__":
    sys.exit(main())
