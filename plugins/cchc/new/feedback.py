"""A new piece of feedback: what is asked, and the file that comes of it. Personal data is refused, never written."""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from cchc import feedback, personal
from cchc.front_matter import quoted
from cchc.locale import Translator, fill, say
from cchc.model import SetupError, Site
from cchc.new.files import Draft, commented
from cchc.new.questions import Question, Values, of_choices, of_day, of_kind, of_names
from cchc.personal import Allowed
from cchc.rules.feedback import personal_data
from cchc.schema import FEEDBACK, FeedbackChannel, FeedbackKind, Title, Vocabulary
from cchc.schema.fields import Code, Text
from cchc.schema.words import feedback as words
from cchc.text import slug


def questions(site: Site, today: dt.date, translate: Translator) -> Sequence[Question]:
    """Return what a new record needs to know."""
    kinds = [(kind.value, words.VALUES[FeedbackKind][kind].render(translate)) for kind in FeedbackKind]
    channels = [(item.value, words.VALUES[FeedbackChannel][item].render(translate)) for item in FeedbackChannel]
    vocabulary = Vocabulary(site.config.plugin)
    title = translate("Điều được hỏi, được phản ánh, trong một câu")
    asked = translate("Nội dung, không ghi họ tên, nơi ở, số điện thoại, số căn cước của người gửi")
    received, code = translate("Ngày tiếp nhận"), translate("Mã thủ tục được hỏi tới (Enter để bỏ qua)")
    return (
        Question(
            key="title", label=title, check=_of_nobody("title", site, of_kind(Title, title, translate), translate)
        ),
        Question(
            key="kind", label=translate("Loại phản ánh, kiến nghị"), check=of_choices(kinds, translate), choices=kinds
        ),
        Question(
            key="question", label=asked, check=_of_nobody("question", site, of_kind(Text, asked, translate), translate)
        ),
        Question(
            key="channel",
            label=translate("Gửi đến bằng đường nào"),
            check=of_choices(channels, translate),
            choices=channels,
        ),
        Question(key="received", label=received, check=of_day(received, translate), default=str(today)),
        Question(
            key="unit",
            label=translate("Đơn vị trả lời"),
            check=of_names(vocabulary.units, translate),
            choices=[(unit.id, unit.name) for unit in site.config.plugin.units],
        ),
        Question(
            key="topic",
            label=translate("Nội dung CCHC (Enter để bỏ qua)"),
            check=of_names(vocabulary.topics, translate),
            may_be_empty=True,
            is_wanted=False,
        ),
        Question(
            key="procedure",
            label=code,
            check=of_kind(Code, code, translate),
            may_be_empty=True,
            is_wanted=False,
            several=True,
        ),
    )


def _of_nobody(key: str, site: Site, check: Callable[[str], str], translate: Translator) -> Callable[[str], str]:
    """Return a check that also refuses personal data, in the words of `cchc check`."""
    allowed = Allowed.of(site.config.plugin)

    def refusing(text: str) -> str:
        found = personal.find(text, allowed)
        if found:
            told: dict[str, Any] = {"key": f"`{key}`", "found": personal.masked(found[0].text)}
            told["what"] = personal.LABELS[found[0].kind]
            message = fill(translate(personal_data.message), told, translate)
            instead = say("Viết lại: {text}", text=personal.without(text, allowed)).render(translate)
            raise SetupError(f"{message} {instead}")
        return check(text)

    return refusing


def draft(site: Site, values: Values, translate: Translator) -> Draft:
    """Return the file."""
    one = {key: found[0] if found else "" for key, found in values.items()}
    codes = ", ".join(f'"{code}"' for code in values.get("procedure", ()))
    days = str(site.config.plugin.feedback.answer_days)
    forward = str(feedback.FORWARD_DAYS)
    lines = [
        (translate("Điều được hỏi, được phản ánh; không nêu tên ai."), f"title: {quoted(one['title'])}"),
        (translate("Loại: question (câu hỏi), report (phản ánh), suggestion (kiến nghị)."), f"kind: {one['kind']}"),
        (
            translate("Nội dung, đã bỏ họ tên, nơi ở, số điện thoại, số căn cước của người gửi."),
            f"question: {quoted(one['question'])}",
        ),
        (translate("Đến bằng: portal, phone, zalo, email, post, in_person, dialogue."), f"channel: {one['channel']}"),
        (translate("Ngày tiếp nhận."), f"received: {one['received']}"),
        (
            say("Ngày chuyển đến đơn vị xử lý, trong {days} ngày làm việc.", days=forward).render(translate),
            "forwarded:",
        ),
        (say("Hạn trả lời; bỏ trống là {days} ngày làm việc.", days=days).render(translate), "due:"),
        (translate("Ngày gửi trả lời; có ngày này và có nội dung trả lời ở dưới thì mới được đăng."), "answered:"),
        (translate("Đơn vị trả lời."), f"unit: {one['unit']}"),
        (translate("Nội dung CCHC; mã các thủ tục được hỏi tới."), f"topic: {one['topic']}"),
        ("", f"procedures: [{codes}]" if codes else "procedures:"),
    ]
    folder = site.config.docs_dir / FEEDBACK.folder
    name = slug(one["title"], 60) or FEEDBACK.folder
    taken = {item.id for item in site.feedback}
    names = (name, *(f"{name}-{more}" for more in range(2, 1000)))
    free = next(
        found for found in names if found not in taken and not (site.config.root / folder / f"{found}.md").exists()
    )
    front = commented([(comment, line.rstrip()) for comment, line in lines])
    note = translate("Viết nội dung trả lời dưới dòng này.")
    return Draft(folder / f"{free}.md", f"{front}\n<!-- {note} -->\n")
