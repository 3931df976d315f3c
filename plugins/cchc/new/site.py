"""A new site: the files another agency begins with."""

import datetime as dt
import re
import shutil
from collections.abc import Mapping
from pathlib import Path

import click

from cchc import __version__, config, load, publish
from cchc.cache import Cache
from cchc.dates import Month
from cchc.front_matter import quoted
from cchc.locale import Translator, say
from cchc.model import SetupError
from cchc.new import dialogue
from cchc.new.questions import of_kind
from cchc.schema import Line, Url
from cchc.text import slug

STARTER = Path(__file__).parent.parent / "starter"
_FILLED = frozenset({"mkdocs.yml", "requirements.txt"})
"""Files with marks for what every agency has of its own."""


def site(folder: Path, name: str | None, url: str | None, today: dt.date, translate: Translator) -> None:
    """Write the files another agency begins with; raises SetupError when the folder is not empty."""
    label = translate("Tên cơ quan")
    name = of_kind(Line, label, translate)(name or _ask(label, translate, "--name"))
    label = translate("Địa chỉ trang (https://…)")
    url = of_kind(Url, label, translate)(url or _ask(label, translate, "--url"))
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise SetupError(say("Thư mục {folder} không trống.", folder=str(folder)).render(translate))
    values = {
        "@NAME@": quoted(name),
        "@SITE@": quoted(f"Cải cách hành chính – {name}"),
        "@ID@": slug(name, 60) or "co-quan",
        "@URL@": quoted(url if url.endswith("/") else f"{url}/"),
        "@START@": quoted(str(Month.of(today))),
        "@VERSION@": __version__,
    }
    for source in sorted(STARTER.rglob("*")):
        if source.is_dir():
            continue
        target = folder.joinpath(*(re.sub("^dot[.]", ".", part) for part in source.relative_to(STARTER).parts))
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.name in _FILLED:
            target.write_text(_filled(source.read_text("utf-8"), values), "utf-8", newline="\n")
        else:
            shutil.copyfile(source, target)
    _leave_out(folder / "mkdocs.yml", today, translate)


def _filled(text: str, values: Mapping[str, str]) -> str:
    return re.sub("@[A-Z]+@", lambda mark: values[mark[0]], text)  # a value may look like a mark


def _leave_out(file: Path, today: dt.date, translate: Translator) -> None:
    """Comment out the entries of the menu that lead to no page: MkDocs calls that a mistake."""
    loaded = load.load(config.read(file, translate.language), today, Cache(None))
    urls = {output.url for output in publish.outputs(loaded, Cache(None), preview=True)}  # internal ones, too

    def entry(line: re.Match[str]) -> str:
        return line[0] if line[2] in urls else f"  # {line[1]}{line[2]}index.md"

    text = file.read_text("utf-8")
    file.write_text(
        re.sub(r"^  (- [^\n:]+: )([a-z-]+/)index\.md$", entry, text, flags=re.MULTILINE), "utf-8", newline="\n"
    )


def _ask(question: str, translate: Translator, flag: str) -> str:
    if not dialogue.is_there():
        raise SetupError(say("Thiếu {flag}.", flag=flag).render(translate))
    return str(click.prompt(question))
