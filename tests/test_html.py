"""Every built page as HTML: valid, with links that lead somewhere and ids that are there."""

import json
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.hard_site import MKDOCS
from tests.html_links import broken, elsewhere

CHECKER = Path(sys.prefix) / "checker/node_modules/vnu-jar/build/dist/vnu.jar"  # fetched by `make .venv/.checker`


def _expect_nothing(found: list[str]) -> None:
    if found:
        pytest.fail("\n".join(found), pytrace=False)  # pytest would cut it short


def test_every_link_of_the_sample_leads_somewhere(sample: Path) -> None:
    _expect_nothing(broken(sample, "https://hoatham.example/cchc/"))


def test_every_link_of_the_hard_site_leads_somewhere(hard: Path) -> None:
    _expect_nothing(broken(hard, str(MKDOCS["site_url"])))


def test_no_page_loads_anything_from_another_host(sample: Path, hard: Path) -> None:
    _expect_nothing(elsewhere(sample) + elsewhere(hard))


def test_the_link_check_finds_what_is_broken(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a/index.html").write_text('<h1 id="x">A</h1><a href="../#y">y</a><a href="../b/">b</a>', "utf-8")
    (tmp_path / "index.html").write_text(
        '<p id="y"></p><p id="y"></p><label for="q"></label><a href="a/#z">z</a><a href="https://x.example/a/#x">x</a>'
        '<img src="n.png" srcset="https://x.example/m.png 2x"><a href="https://y.example/">y</a>',
        "utf-8",
    )
    assert broken(tmp_path, "https://x.example/") == [
        "a/index.html: «../b/» is nowhere",
        "index.html: id «y» 2 times",
        "index.html: for names «q»",
        "index.html: «a/#z» has no such place",
        "index.html: «n.png» is nowhere",
        "index.html: «https://x.example/m.png» is nowhere",
    ]


@pytest.mark.skipif(
    shutil.which("java") is None, reason="the HTML checker needs Java: apt-get install default-jre-headless"
)
@pytest.mark.skipif(not CHECKER.exists(), reason="the HTML checker is not there; call: make .venv/.checker")
def test_the_nu_html_checker_finds_no_error(sample: Path, hard: Path) -> None:
    """Its warnings are shown by `pytest -rP`."""
    options = ["--skip-non-html", "--format", "json"]
    command = ["java", "-XX:TieredStopAtLevel=1", "-Xss4m", "-jar", str(CHECKER), *options, str(sample), str(hard)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    said = json.loads(done.stderr)["messages"]
    kinds = {"error": Counter[str](), "info": Counter[str]()}
    first: dict[str, str] = {}
    for item in said:
        if item["message"].startswith("Resource violates Content Security Policy"):
            continue  # files have no host that could be 'self'; test_nginx watches a browser
        kinds["info" if item["type"] == "info" else "error"][item["message"]] += 1
        where = item.get("url", "").split("/site/")[-1].split("/www/")[-1]
        first.setdefault(item["message"], f"{where}:{item.get('lastLine', 0)}: {item.get('extract', '')!r}")
    told = {
        kind: "\n".join(f"{count}x {text} ({first[text]})" for text, count in found.most_common())
        for kind, found in kinds.items()
    }
    print(told["info"])
    _expect_nothing([told["error"]] if told["error"] else [])
