"""A new post: what is asked, and the file that comes of it."""

import datetime as dt
import re
from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from cchc.dates import Month
from cchc.front_matter import quoted
from cchc.labels import KIND
from cchc.locale import Translator, say
from cchc.model import Config, SetupError, Site
from cchc.new.files import Draft, commented, holds
from cchc.new.questions import Question, Values, of_choices, of_day, of_kind, of_names
from cchc.schema import Summary, Title, Topic, Unit, Vocabulary
from cchc.text import slug

if TYPE_CHECKING:
    from cchc.word import Article

_RESERVED = re.compile(r"con|prn|aux|nul|(?:com|lpt)[0-9]")  # Windows has no such files


def questions(
    config: Config, today: dt.date, translate: Translator, article: "Article | None" = None, *, may_wait: bool = False
) -> Sequence[Question]:
    """Return what a new post needs to know; unit and topic may wait where nobody can be asked.

    Raises SetupError for a site without units.
    """
    if not config.plugin.units:
        raise SetupError(translate("mkdocs.yml chưa có đơn vị nào (plugins → cchc → units)."))
    vocabulary = Vocabulary(config.plugin)
    kinds = [(kind.value, label.render(translate)) for kind, label in KIND.items()]
    units = [unit for unit in config.plugin.units if unit.active_in(Month.of(today))]
    title, day, summary = translate("Tiêu đề"), translate("Ngày đăng"), translate("Tóm tắt")
    return (
        Question(
            key="title",
            label=title,
            check=of_kind(Title, title, translate),
            default=article.title if article else "",
            is_wanted=article is None or not article.title,
        ),
        Question(
            key="unit",
            label=translate("Đơn vị"),
            check=of_names(vocabulary.units, translate),
            choices=_named(units),
            default=units[0].id if len(units) == 1 else "",
            may_be_empty=may_wait,
        ),
        Question(
            key="topic",
            label=translate("Nội dung CCHC"),
            check=of_names(vocabulary.topics, translate),
            choices=_named(config.plugin.topic_list),
            may_be_empty=may_wait,
        ),
        Question(key="date", label=day, check=of_day(day, translate), default=str(today), is_wanted=False),
        Question(
            key="kind",
            label=translate("Thể loại"),
            check=of_choices(kinds, translate),
            choices=kinds,
            default="bai",
            is_wanted=False,
        ),
        Question(
            key="summary",
            label=say("{name} (một, hai câu; Enter để viết sau)", name=summary).render(translate),
            check=of_kind(Summary, summary, translate),
            may_be_empty=True,
            is_wanted=False,
        ),
    )


def _named(items: Sequence[Unit | Topic]) -> Sequence[tuple[str, str]]:
    return [(item.id, item.name) for item in items]


def draft(
    site: Site,
    values: Values,
    translate: Translator,
    article: "Article | None" = None,
    *,
    taken: Collection[str] = (),
    hints: Mapping[str, str] = MappingProxyType({}),
) -> Draft:
    """Return the file of a new post, as a draft, under a name that nothing has, not even what is `taken` besides.

    A hint stands as a comment above the line of its key.
    """
    config = site.config
    month = Month.of(dt.date.fromisoformat(values["date"][0]))
    folder = config.posts_dir / f"{month.year:04d}" / f"{month.number:02d}"
    taken = {*(post.id for post in site.posts), *taken}
    name = slug(values["title"][0]) or "bai-viet"
    name = f"bai-{name}" if _RESERVED.fullmatch(name) else name
    number = 1
    while True:
        stem = name if number == 1 else f"{name}-{number}"
        id_ = f"{month.year:04d}/{month.number:02d}/{stem}"
        found = article.pictures if article else ()
        names = [f"{stem}-anh-{place}{ending}" for place, (_, ending) in enumerate(found, 1)]
        there = ((config.root / folder / file, content) for file, (content, _) in zip(names, found, strict=True))
        if not (
            id_ in taken
            or (config.root / folder / f"{stem}.md").exists()
            or any(file.exists() and not holds(file, content) for file, content in there)
        ):
            break
        number += 1
    body = article.markdown(names, translate) if article else ""
    comment = f"<!-- {translate('Viết nội dung thay cho dòng này. Mỗi đoạn cách nhau một dòng trống.')} -->\n"
    return Draft(
        folder / f"{stem}.md",
        f"{_front(config, values, id_, month, hints, translate)}\n{body or comment}",
        tuple((folder / file, content) for file, (content, _) in zip(names, found, strict=True)),
    )


def _front(
    config: Config, values: Values, id_: str, month: Month, hints: Mapping[str, str], translate: Translator
) -> str:
    units = {unit.id: unit.name for unit in config.plugin.units}
    topics = {topic.id: topic.name for topic in config.plugin.topic_list}
    unit, topic, summary, author = ("".join(values.get(key, ())) for key in ("unit", "topic", "summary", "author"))
    lines = [
        (translate("Tiêu đề, tối đa 120 ký tự."), f"title: {quoted(values['title'][0])}"),
        (translate("Địa chỉ của bài trên trang; không đổi khi đổi tên tệp."), f"id: {id_}"),
        (translate("Ngày đăng: năm-tháng-ngày."), f"date: {values['date'][0]}"),
        (translate("Tháng tính chỉ tiêu, luôn là tháng của date."), f'month: "{month}"'),
        (
            say("Đơn vị viết bài: {name}.", name=units[unit]).render(translate)
            if unit
            else say("Đơn vị viết bài; điền một mã: {names}", names=_listed(units)).render(translate),
            f"unit: {unit}".rstrip(),
        ),
        (
            say("Nội dung CCHC: {name}.", name=topics[topic]).render(translate)
            if topic
            else say("Nội dung CCHC; điền một mã: {names}", names=_listed(topics)).render(translate),
            f"topic: {topic}".rstrip(),
        ),
        (translate("Thể loại: tin (tin ngắn) hoặc bai (bài viết)."), f"kind: {values['kind'][0]}"),
        (
            translate("Tóm tắt: một, hai câu nói người đọc sẽ biết được gì, tối đa 300 ký tự."),
            f"summary: {quoted(summary)}" if summary else "summary:",
        ),
        *([(translate("Người viết bài."), f"author: {quoted(author)}")] if author else []),
        (translate("Bản nháp chưa hiện trên trang; xóa dòng status khi bài sẵn sàng đăng."), "status: draft"),
    ]
    above = {line: hints[line.partition(":")[0]] for _, line in lines if line.partition(":")[0] in hints}
    return commented([("\n".join(filter(None, (comment, above.get(line)))), line) for comment, line in lines])


def _listed(names: dict[str, str]) -> str:
    return "".join(f"\n  {id_}: {name}" for id_, name in names.items())
