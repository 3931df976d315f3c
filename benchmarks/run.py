"""Measure cchc beside a peer: `python -m benchmarks.run`. Exits 1 when a bound is broken."""

import argparse
import os
import platform
import shutil
import sys
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from benchmarks import browser, report
from benchmarks.measure import TOOLS, Tool, first_post, measure, scratch, site_of
from benchmarks.results import CORE, OWN, Load, Results, Run

PACKAGES = ("mkdocs-cchc", "mkdocs", "mkdocs-material", "mkdocs-rss-plugin", "markdown")
ROOT = Path(__file__).resolve().parent.parent


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, or read an earlier measurement, and report; returns the exit code."""
    options = _options(arguments)
    results = Results.read(options.read) if options.read else _measure(options)
    if options.json:
        options.json.write_text(results.to_json(), "utf-8")
    if options.report:
        report.write(results, ROOT / "docs/huong-dan")
    sys.stdout.write(report.tables(results))
    return 0 if all(bound.kept for bound in results.bounds()) else 1


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.run", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="*", default=[100, 1000, 5000], help="posts, for both tools")
    parser.add_argument("--own", type=int, nargs="*", default=[10000], help="posts, for cchc alone")
    parser.add_argument("--rounds", type=int, default=3, help="builds of which the median counts")
    parser.add_argument("--no-browser", action="store_true", help="do not measure what a browser loads")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all numbers")
    parser.add_argument("--from", type=Path, dest="read", metavar="FILE", help="report what --json wrote; no builds")
    parser.add_argument("--report", action="store_true", help="write the page and the chart of the guide")
    return parser.parse_args(arguments)


def _measure(options: argparse.Namespace) -> Results:
    runs: list[Run] = []
    loads: list[Load] = []
    jobs: list[tuple[int, tuple[Tool, ...]]] = [(posts, TOOLS) for posts in sorted(options.sizes)]
    jobs += [(posts, tuple(tool for tool in TOOLS if tool.name == OWN)) for posts in sorted(options.own)]
    with scratch() as folder:
        for _ in measure(Path(folder, "warm-up"), 2, TOOLS, 1):
            pass  # Python has now compiled everything
        for posts, tools in jobs:
            place = Path(folder, f"{posts}-{len(tools)}")
            for run in measure(place, posts, tools, options.rounds):
                sys.stderr.write(f"{run.tool} {run.posts} {run.state}: {run.cpu:.2f} s CPU\n")
                runs.append(run)
            if not options.no_browser and len(tools) > 1 and posts == max(options.sizes):
                loads += [
                    load for tool in tools if tool.name != CORE for load in _loads(tool, place / tool.name, posts)
                ]
            shutil.rmtree(place)
    versions = {"python": platform.python_version(), **{name: version(name) for name in PACKAGES}}
    return Results(versions, os.cpu_count() or 1, tuple(runs), tuple(loads))


def _loads(tool: Tool, project: Path, posts: int) -> list[Load]:
    pages = {"home": tool.home, "post": first_post(tool, project)}
    found = browser.loads(site_of(project), pages)
    return [Load(tool.name, posts, page, requests, size) for page, (requests, size) in found.items()]


if __name__ == "__main__":
    sys.exit(main())
