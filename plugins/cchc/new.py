"""Starting things: a post by a short dialogue, a site for another agency."""

import datetime as dt
import json
import shutil
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

import click
from pydantic import TypeAdapter, ValidationError

from cchc.dates import Month
from cchc.locale import Translator, say
from cchc.model import Config, SetupError
from cchc.problems import describe
from cchc.schema import DayField, Line, Names, Summary, Title, Topic, Unit, Url, Vocabulary
from cchc.text import normalize, slug

STARTER = Path(__file__).parent / "starter"


@dataclass(frozen=True, slots=True)
class Answers:
    """What a new post needs to know."""

    title: str
    unit: str
    topic: str
    date: dt.date
    kind: str
    summary: str


def answers(config: Config, given: Mapping[str, str | None], today: dt.date, translate: Translator) -> Answers:
    """Return the answers: from flags where given, else asked on the terminal.

    Raises SetupError for an answer that cannot be used, or where there is no one to ask.
    """
    vocabulary = Vocabulary(config.plugin)
    if not config.plugin.units:
        raise SetupError(translate("mkdocs.yml chưa có đơn vị nào (plugins → cchc → units)."))
    title = given["title"] or _ask(translate("Tiêu đề"), translate, "--title")
    title = _checked(Title, title, translate("Tiêu đề"), translate)
    unit = given["unit"] or _choose(translate("Đơn vị"), config.plugin.units, translate, "--unit")
    topic = given["topic"] or _choose(translate("Nội dung CCHC"), config.plugin.topic_list, translate, "--topic")
    summary = _checked(Summary, given["summary"], translate("Tóm tắt"), translate) if given["summary"] else ""
    return Answers(
        title=title,
        unit=_known(vocabulary.units, unit, translate),
        topic=_known(vocabulary.topics, topic, translate),
        date=_date(given["date_"], today, translate),
        kind=given["kind"] or "bai",
        summary=summary,
    )


def _ask(question: str, translate: Translator, flag: str) -> str:
    if not sys.stdin.isatty():
        raise SetupError(say("Thiếu {flag}.", flag=flag).render(translate))
    return str(click.prompt(question))


def _choose(question: str, items: Sequence[Unit | Topic], translate: Translator, flag: str) -> str:
    if not sys.stdin.isatty():
        raise SetupError(say("Thiếu {flag}.", flag=flag).render(translate))
    for number, item in enumerate(items, 1):
        click.echo(f"  {number}. {item.name}")
    number = click.prompt(question, type=click.IntRange(1, len(items)))
    return items[number - 1].id


def _checked(kind: Any, written: str, name: str, translate: Translator) -> str:
    """Return a text that front matter will accept; raises SetupError that says what is allowed."""
    text = " ".join(normalize(written).split())
    try:
        return str(TypeAdapter(kind).validate_python(text))
    except ValidationError as error:
        allowed = describe(error.errors(include_url=False)[0])
        raise SetupError(
            say("{name}: «{found}» không dùng được; cần {allowed}.", name=name, found=text, allowed=allowed).render(
                translate
            )
        ) from None


def _known(names: Names, written: str, translate: Translator) -> str:
    found = names.id_of(written)
    if found is None:
        allowed = ", ".join(f"{id_} ({item.name})" for id_, item in names.items.items())
        raise SetupError(
            say("Không có «{found}»; chọn một trong: {allowed}.", found=written, allowed=allowed).render(translate)
        )
    return found


def _date(written: str | None, today: dt.date, translate: Translator) -> dt.date:
    return dt.date.fromisoformat(_checked(DayField, written, translate("Ngày đăng"), translate)) if written else today


def post(config: Config, answers: Answers, translate: Translator) -> PurePosixPath:
    """Write the file of a new post as a draft; an existing file is never touched. Returns its path."""
    month = Month.of(answers.date)
    folder = config.posts_dir / f"{month.year:04d}" / f"{month.number:02d}"
    name = slug(answers.title) or "bai-viet"
    number = 1
    stem = name
    while (config.root / folder / f"{stem}.md").exists():
        number += 1
        stem = f"{name}-{number}"
    path = folder / f"{stem}.md"
    lines = [
        "---",
        f"title: {_quoted(answers.title)}",
        f"id: {month.year:04d}/{month.number:02d}/{stem}   # {translate('địa chỉ của bài; không đổi khi đổi tên tệp')}",
        f"date: {answers.date}",
        f'month: "{month}"   # {translate("luôn là tháng của date")}',
        f"unit: {answers.unit}",
        f"topic: {answers.topic}",
        f"kind: {answers.kind}   # {translate('tin: tin ngắn; bai: bài viết')}",
        f"summary: {_quoted(answers.summary)}"
        if answers.summary
        else f"# summary: {translate('một, hai câu nói người đọc sẽ biết được gì (xóa dấu # ở đầu dòng)')}",
        f"status: draft   # {translate('xóa dòng này khi bài sẵn sàng đăng')}",
        "---",
        "",
        f"<!-- {translate('Viết nội dung thay cho dòng này. Mỗi đoạn cách nhau một dòng trống.')} -->",
        "",
    ]
    target = config.root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("x", encoding="utf-8", newline="\n") as file:
        file.write("\n".join(lines))
    return path


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)  # a JSON string is a double-quoted YAML one


def site(folder: Path, name: str | None, url: str | None, start: Month, translate: Translator) -> None:
    """Write the files another agency begins with; raises SetupError when the folder is not empty."""
    label = translate("Tên cơ quan")
    name = _checked(Line, name or _ask(label, translate, "--name"), label, translate)
    label = translate("Địa chỉ trang (https://…)")
    url = _checked(Url, url or _ask(label, translate, "--url"), label, translate)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise SetupError(say("Thư mục {folder} không trống.", folder=str(folder)).render(translate))
    values = {
        "@NAME@": _quoted(name),
        "@SITE@": _quoted(f"Cải cách hành chính – {name}"),
        "@ID@": slug(name, 60) or "co-quan",
        "@URL@": _quoted(url if url.endswith("/") else f"{url}/"),
        "@START@": _quoted(str(start)),
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
