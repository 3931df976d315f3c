"""Tiny whole sites beside everything they should publish.

After a change that is meant: `CCHC_UPDATE=1 python -m pytest tests/test_golden.py`, then read the diff.
"""

import json
import os
import shutil
from pathlib import Path

import pytest

from cchc import config, formats, load, publish, quota, rules
from cchc.cache import Cache
from cchc.locale import translator
from cchc.publish.outputs import Asset, Copy, Folder, Kept, Output
from cchc.reports import quota as quota_report
from cchc.reports import quota_formats
from cchc.tables import json_bytes
from tests.conftest import ROOT, TODAY, Project

NO_TEXT = (".png", ".ico", ".webmanifest", ".xlsx")
"""Pictures and what names them have tests of their own."""
SITES = sorted(path.parent for path in (ROOT / "tests/sites").glob("*/expected"))


def published(folder: Path) -> dict[str, bytes]:
    """Return everything a site publishes, and what its checks say, by name."""
    site = load.load(config.read(folder / "mkdocs.yml"), TODAY, Cache(None))
    translate = translator("vi")
    found: dict[str, bytes] = {}
    for output in publish.outputs(site, Cache(None), preview=False):
        if output.url.endswith(NO_TEXT):
            continue
        name, content = _golden(output)
        if not name.endswith(".schema.json") and not name.startswith("assets/"):
            found[name] = content
    findings = rules.check(site, translate)
    found["check.json"] = formats.as_json(site.config, findings, len(site.posts)).encode() + b"\n"
    tally = quota.tally(site)
    found["quota.md"] = quota_formats.as_markdown(site, tally, translate).encode()
    found["quota.csv"] = quota_report.as_csv(site, tally, translate)
    found["remind.txt"] = quota_report.reminder(site, tally, translate).encode()
    return found


def _golden(output: Output) -> tuple[str, bytes]:
    if isinstance(output, Asset):
        return output.url, output.content
    if isinstance(output, Copy):
        return output.url, output.source.read_bytes()
    if isinstance(output, Kept):
        return output.url, output.make()
    if isinstance(output, Folder):
        files: dict[str, bytes] = {}
        output.fill(lambda name, _, make: files.update({name: make()}))
        shown = {name: json.loads(content) for name, content in files.items() if "-" in name}
        return f"{output.url}shown.json", json_bytes(shown)
    body = output.body().html(Cache(None)) if output.body else ""
    shown = {"template": output.template, "title": output.title, **output.context}
    return f"{output.url}page.json", json_bytes({**shown, "body": body.splitlines()})


@pytest.mark.parametrize("folder", SITES, ids=lambda path: path.name)
def test_a_tiny_site_publishes_what_lies_beside_it(folder: Path, tmp_path: Path) -> None:
    expected = folder / "expected"
    project = Project(tmp_path / folder.name)
    shutil.copytree(folder, project.root, ignore=shutil.ignore_patterns("expected"))
    project.commit("2026-10-15T09:00:00+07:00")  # what is older came late
    found = published(project.root)
    found = {name: content for name, content in found.items() if not name.startswith("huong-dan/")}
    if os.environ.get("CCHC_UPDATE"):
        for name, content in found.items():
            (expected / name).parent.mkdir(parents=True, exist_ok=True)
            (expected / name).write_bytes(content)
    before = {
        path.relative_to(expected).as_posix(): path.read_bytes() for path in expected.rglob("*") if path.is_file()
    }
    assert set(found) == set(before)
    for name, content in found.items():
        assert content.decode().splitlines() == before[name].decode().splitlines(), name
