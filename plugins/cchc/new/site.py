"""A new site: the files another agency begins with."""

import shutil
from pathlib import Path

import click

from cchc.dates import Month
from cchc.front_matter import quoted
from cchc.locale import Translator, say
from cchc.model import SetupError
from cchc.new import dialogue
from cchc.new.questions import of_kind
from cchc.schema import Line, Url
from cchc.text import slug

STARTER = Path(__file__).parent.parent / "starter"


def site(folder: Path, name: str | None, url: str | None, start: Month, translate: Translator) -> None:
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
        "@START@": quoted(str(start)),
    }
    for source in sorted(STARTER.rglob("*")):
        target = folder / source.relative_to(STARTER).with_name(source.name.replace("dot.", "."))
        if source.is_dir():
            target.mkdir(parents=True, exist_ok=True)
        elif source.name == "mkdocs.yml":
            text = source.read_text("utf-8")
            for mark, value in values.items():
                text = text.replace(mark, value)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, "utf-8")
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)


def _ask(question: str, translate: Translator, flag: str) -> str:
    if not dialogue.is_there():
        raise SetupError(say("Thiếu {flag}.", flag=flag).render(translate))
    return str(click.prompt(question))
