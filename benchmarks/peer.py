"""The same corpus as a blog of Material for MkDocs, with the lists that cchc makes: by month, author and topic."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from benchmarks.corpus import HOME, UNITS

MKDOCS = """\
site_name: Chuyên mục Cải cách hành chính xã Thử Nghiệm
site_url: https://thunghiem.example/cchc/
theme:
  name: material
  language: vi
  font: false
  palette: {scheme: default}
  features: [navigation.tabs]
nav:
  - Trang chủ: index.md
  - Tin, bài: blog/index.md
  - Thủ tục hành chính: thu-tuc/index.md
  - Từ khóa: tags.md
not_in_nav: /thu-tuc/
markdown_extensions: [tables, footnotes]
plugins:
  - blog:
      archive_date_format: yyyy-MM
      archive_url_date_format: yyyy-MM
      authors_profiles: true
  - tags
  - search
  - rss:
      use_git: false
      match_path: blog/posts/.*
      date_from_meta: {as_creation: date}
"""
AVATAR = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><circle cx="4" cy="4" r="4" fill="#2a6496"/></svg>\n'
)
MORE = "<!-- more -->"
"""Ends the part of a post that lists show; cchc shows its summary there."""


def generate_peer(source: Path, folder: Path) -> None:
    """Write the project that `generate` wrote into `source` as a blog project into an empty folder.

    Bodies, pictures and procedures are the same; links between them follow the other folders.
    """
    posts = folder / "docs/blog/posts"
    for path in sorted(source.glob("posts/*/*/*")):
        target = posts / path.relative_to(source / "posts")
        if path.suffix == ".md":
            _write(target, _post(*_parts(path)))
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
    names = {}
    for path in sorted(source.glob("docs/thu-tuc/*.md")):
        keys, body = _parts(path)
        names[path.name] = str(keys["name"])
        _write(folder / "docs/thu-tuc" / path.name, "\n".join([*_procedure(keys), body.lstrip("\n")]))
    listed = "\n".join(f"- [{name}]({file})" for file, name in names.items())
    _write(folder / "docs/thu-tuc/index.md", f"# Thủ tục hành chính\n\n{listed}\n")
    _write(folder / "docs/index.md", HOME)
    _write(folder / "docs/blog/index.md", "# Tin, bài\n")
    _write(folder / "docs/tags.md", "# Từ khóa\n\n<!-- material/tags -->\n")
    _write(folder / "docs/assets/unit.svg", AVATAR)
    authors = {id_: {"name": name, "description": "Đơn vị", "avatar": "assets/unit.svg"} for id_, name in UNITS.items()}
    _write(folder / "docs/blog/.authors.yml", json.dumps({"authors": authors}, ensure_ascii=False) + "\n")
    _write(folder / "mkdocs.yml", MKDOCS)


def _parts(path: Path) -> tuple[dict[str, Any], str]:
    _, front_matter, body = path.read_text("utf-8").split("---\n", 2)
    return yaml.load(front_matter, yaml.CSafeLoader), body


def _post(keys: dict[str, Any], body: str) -> str:
    kept = {
        "title": keys["title"],
        "slug": keys["id"].rpartition("/")[2],
        "categories": [keys["topic"]],
        "authors": [keys["unit"]],
        "tags": keys.get("tags", []),
        "description": keys.get("summary", ""),
    }
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in kept.items() if value]
    text = body.replace("(../../../docs/thu-tuc/", "(../../../../thu-tuc/")
    first, rest = text.split("\n\n", 1)
    return "\n".join(["---", *lines, f"date: {keys['date']}", "---", first, "", MORE, "", rest])


def _procedure(keys: dict[str, Any]) -> Iterator[str]:
    """Yield the lines that show what cchc's template shows of a procedure."""
    yield from ["---", f"title: {json.dumps(keys['name'], ensure_ascii=False)}", "---", f"# {keys['name']}", ""]
    facts = {
        "Mã": keys["code"],
        "Lĩnh vực": keys["field"],
        "Cơ quan thực hiện": ", ".join(keys["executing_agencies"]),
        "Đối tượng": ", ".join(keys["subjects"]),
        "Thời hạn": keys["time_limit"],
        "Phí, lệ phí": keys["fee"],
        "Kết quả": ", ".join(keys["results"]),
        "Quyết định công bố": ", ".join(item["number"] for item in keys["announcing_decisions"]),
        "Cập nhật": keys["updated"],
    }
    yield from ["| | |", "|---|---|", *(f"| {key} | {value} |" for key, value in facts.items()), ""]
    yield from ["## Cách nộp", "", *(f"- {item['channel']}: {item['time_limit']}" for item in keys["methods"]), ""]
    yield from ["## Thành phần hồ sơ", "", *(f"- {item['name']}" for item in keys["dossier"]), ""]
    yield from ["## Các bước", "", *(f"{number}. {step}" for number, step in enumerate(keys["steps"], 1)), ""]
    yield from ["## Căn cứ pháp lý", "", *(f"- {item}" for item in keys["legal_basis"]), ""]


def _write(path: Path, content: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode())
