"""What changed in a procedure, in the words that people read."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel

from cchc import labels
from cchc.changelog import Change, ChangeKind, Difference, How
from cchc.changes.brief import SHORT, around, cut
from cchc.changes.compare import BODY
from cchc.locale import Text, Translator, say
from cchc.model import Config
from cchc.schema import Action, Level, OnlineLevel, ProcedureMeta, SubmissionChannel
from cchc.schema.procedures import Decision, DossierItem, Form, LocalFee, Method

KIND: Mapping[ChangeKind, Text] = {
    ChangeKind.ADDED: say("Thêm vào danh mục"),
    ChangeKind.AMENDED: say("Sửa đổi, bổ sung"),
    ChangeKind.REPLACED: say("Thay thế"),
    ChangeKind.ABOLISHED: say("Bãi bỏ"),
    ChangeKind.REMOVED: say("Gỡ khỏi danh mục"),
    ChangeKind.REVIEWED: say("Chỉ cập nhật việc theo dõi, rà soát"),
}
_INSIDE: Mapping[str, type[BaseModel]] = {
    "methods": Method,
    "dossier": DossierItem,
    "announcing_decisions": Decision,
    "local_fee": LocalFee,
}
_WORDS: Mapping[str, Mapping[str, Text]] = {
    "levels": {value.value: text for value, text in labels.LEVEL.items()},
    "channel": {value.value: text for value, text in labels.CHANNEL.items()},
    "online_level": {value.value: text for value, text in labels.ONLINE.items()},
    "action": {value.value: text for value, text in labels.ACTION.items() if value is not None},
}
assert (len(_WORDS["levels"]), len(_WORDS["channel"])) == (len(Level), len(SubmissionChannel))
assert (len(_WORDS["online_level"]), len(_WORDS["action"])) == (len(OnlineLevel), len(Action))
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class Words:
    """Says what changed, in one language and with the names of one agency."""

    def __init__(self, config: Config | None, translate: Translator) -> None:
        self._translate = translate
        self._language = translate.language
        self._units = {unit.id: unit.name for unit in config.plugin.units} if config else {}

    def kind(self, kind: ChangeKind) -> str:
        """Return what became of a procedure."""
        return KIND[kind].render(self._translate)

    def label(self, key: str, below: str = "") -> str:
        """Return what a key is called; of a key inside an item, what that is called."""
        if key == BODY:
            return say("Phần viết thêm bên dưới").render(self._translate)
        model: type[BaseModel] | None = _INSIDE.get(key) if below else ProcedureMeta
        text = _labels()[model].get(below or key) if model else None
        return text.render(self._translate) if text else below or key

    def value(self, key: str, value: Any) -> str:
        """Return a value on one line."""
        if value in (None, "", [], {}):
            return say("không có").render(self._translate)
        if isinstance(value, dict):
            return "; ".join(
                f"{self._part(key, name)}: {self.value(name, item)}" for name, item in value.items() if item
            )
        if isinstance(value, list):
            return ", ".join(self.value(key, item) for item in value)
        text = " ".join(str(value).split())
        if text in _WORDS.get(key, {}):
            return _WORDS[key][text].render(self._translate)
        if key == "owner_unit":
            return self._units.get(text, text)
        return self._day(text) if _DAY.fullmatch(text) else text

    def _part(self, key: str, name: str) -> str:
        model: type[BaseModel] | None = Form if key == "form" else _INSIDE.get(key)
        text = _labels()[model].get(name) if model else None
        return text.render(self._translate) if text else name

    def _day(self, text: str) -> str:
        try:
            return labels.day(dt.date.fromisoformat(text), self._language)
        except ValueError:
            return text

    def heading(self, item: Difference) -> str:
        """Return where the difference lies."""
        name = self.label(item.key)
        if item.item and (item.below or item.how is not How.ADDED):
            name = f"{name}, «{cut(self.value(_named_by(item.key), item.item))}»"
        elif item.place:
            name = say("{name}, mục {n}", name=name, n=str(item.place)).render(self._translate)
        return f"{name}, {self.label(item.key, item.below).lower()}" if item.below else name

    def difference(self, item: Difference, *, most: int = SHORT) -> str:
        """Return one difference in one line; of long values, what lies around what differs."""
        heading, key = self.heading(item), item.below or item.key
        if item.how is How.MOVED:
            return say("{what}: đổi thứ tự các mục", what=heading).render(self._translate)
        before, after = self.value(key, item.before), self.value(key, item.after)
        if item.how is How.ADDED:
            return say("{what}: thêm «{value}»", what=heading, value=cut(after, most)).render(self._translate)
        if item.how is How.REMOVED:
            return say("{what}: bỏ «{value}»", what=heading, value=cut(before, most)).render(self._translate)
        before, after = around(before, after)
        text = say("{what}: «{before}» → «{after}»", what=heading, before=cut(before, most), after=cut(after, most))
        return text.render(self._translate)

    def decision(self, decision: Mapping[str, Any]) -> str:
        """Return an announcing decision as people name it."""
        parts = [say("Quyết định số {number}", number=str(decision.get("number", ""))).render(self._translate)]
        if day := decision.get("date"):
            parts.append(say("ngày {day}", day=self._day(str(day))).render(self._translate))
        if issuer := decision.get("issuer"):
            parts.append(say("của {issuer}", issuer=str(issuer)).render(self._translate))
        told = " ".join(parts)
        if since := decision.get("effective"):
            told += say(", có hiệu lực từ {day}", day=self._day(str(since))).render(self._translate)
        return told

    def counts(self, changes: Sequence[Change]) -> str:
        """Return how many there are of each kind, in one line."""
        found = [(kind, sum(item.kind is kind for item in changes)) for kind in ChangeKind]
        told = [f"{self.kind(kind)}: {labels.two(count)}" for kind, count in found if count]
        return "; ".join(told) or say("không có thay đổi nào").render(self._translate)


def _labels() -> Mapping[type[BaseModel], Mapping[str, Text]]:
    from cchc.publish.form_labels import LABELS  # the package of pages shows what is put into words here

    return LABELS


def _named_by(key: str) -> str:
    return {"methods": "channel"}.get(key, "")


def untold(change: Change) -> list[Difference]:
    """Return the differences that naming the decision and the successor has not told already."""
    is_led_on = change.kind is not ChangeKind.AMENDED
    return [
        item
        for item in change.differences
        if not (item.key == "announcing_decisions" and item.how is How.ADDED and item.after == change.decision)
        and not (item.key == "replaced_by" and is_led_on and change.replaced_by)
    ]
