"""The fields of the editing form, made from the schema of front matter, as Sveltia CMS reads them."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from cchc.citing import NUMBER
from cchc.json_schema import PERIOD
from cchc.labels import month
from cchc.languages import LANGUAGES, name_of
from cchc.locale import Text, Translator, say
from cchc.model import Site
from cchc.publish.form_labels import CHOICES, HINTS, LABELS
from cchc.schema import EVENT, FEEDBACK, POST_ID, PROCEDURE_CODE, PostMeta, RecordKind
from cchc.schema.fields import KIND
from cchc.schema.indicators import DECIMAL
from cchc.schema.meaning import MEANINGS

Widget = dict[str, Any]

_MODELS = {model.__name__: model for model in MEANINGS}
_LONG = 200
"""A text that may be longer than this is typed into a box of several lines."""
_FIRST = ("title", "id", "date", "month", "unit", "topic", "kind", "status", "summary", "body", "image", "attachments")
_UNASKED = frozenset({"id", "moved_from", "ignore"})
"""Keys that stay in the file as they are; no clerk should have to think about them."""
_PICTURES = "image/png,image/jpeg,image/webp,image/gif,image/avif,image/heic"
_PATTERNS: Mapping[str, tuple[str, Text]] = {
    # As `_no_markup` and `_safe_url` of the schema; the editor has no other way to ask them.
    "markup": (r"^(?![\s\S]*<[a-zA-Z/!])", say("Chỉ viết văn bản thuần, không có thẻ HTML.")),
    "url": (r"^https?://[^\s/\"'<>]+[^\s\"'<>]*$", say("Địa chỉ bắt đầu bằng https://.")),
    "procedure_code": (f"^{PROCEDURE_CODE.pattern}$", say("Mã như trên Cổng Dịch vụ công quốc gia, ví dụ 1.004194.")),
    "document_number": (f"^{NUMBER}$", say("Như ghi trên văn bản, ví dụ 118/2025/NĐ-CP.")),
    "decimal": (f"^{DECIMAL}$", say("Phần thập phân viết sau dấu chấm, ví dụ 87.45.")),
    "due": (
        f"^(ongoing|on_request|monthly|quarterly|half_yearly|yearly|{PERIOD})$",
        say("Viết 2026-04, 2026-Q2, 2026-Q2..2026-Q3, hoặc ongoing (thường xuyên), on_request (khi có yêu cầu)."),
    ),
    "period": (f"^{PERIOD}$", say("Viết 2026-04, 2026-Q2 hoặc 2026-Q2..2026-Q3.")),
    "duration": (r"^([0-9]{1,2}:)?[0-9]{1,2}:[0-5][0-9]$", say("Phút:giây, ví dụ 3:20.")),
    "post_id": (f"^{POST_ID.pattern}$", say("Viết năm/tháng/tên-bài, ví dụ 2026/05/ten-bai.")),
}
_MOMENT = r"^\d{4}-\d{2}-\d{2}([ T]\d{1,2}:\d{2})?$"
BODY = {
    "name": "body",
    "widget": "richtext",
    "required": False,
    "buttons": [
        *("bold", "italic", "link", "heading-two", "heading-three", "heading-four"),
        *("bulleted-list", "numbered-list", "quote"),
    ],
    "linked_images": False,
    "use_emoji_autocomplete": False,
}


class Forms:
    """Makes the fields of one site: its units, topics and language."""

    def __init__(self, site: Site, translate: Translator) -> None:
        self._site = site
        self._translate = translate
        config = site.config.plugin
        self._options = {
            "unit": [_option(unit.id, self._unit_name(unit.id)) for unit in config.units],
            "units": [
                *(_option(unit.id, self._unit_name(unit.id)) for unit in config.units),
                *(_option(group.name, group.name) for group in config.unit_groups),
            ],
            "topic": [_option(topic.id, topic.name) for topic in config.topic_list],
        }

    def of_posts(self, *, with_status: bool) -> list[Widget]:
        """Return the fields of a post; the status is one of them where nobody else reviews posts.

        None has a default: the editor would also fill in what an old post leaves out. `fresh.js` says what a
        new one begins with.
        """
        made = {field["name"]: field for field in self._fields(PostMeta, _UNASKED)}
        made["body"] = self._body(say("Nội dung"), ["image"])
        # The form does not ask what follows from the date.
        made["month"] = {
            "name": "month",
            "widget": "compute",
            "label": made["month"]["label"],
            "value": "{{fields.date | date('YYYY-MM')}}",
        }
        for name in ("status", "format", "origin"):
            made[name] = self._with_usual(made[name], str(PostMeta.model_fields[name].default))
        made["lang"] = self._with_usual(_asked(made["lang"], widget="select", options=self._languages()), "vi")
        made["procedures"] = _of_procedures(made["procedures"])
        # `true` says nothing and would be written into every file: the switch has one side only.
        no = _option(False, self._translate("Không tính vào chỉ tiêu"))
        made["counts"] = _asked(made["counts"], widget="select", options=[no])
        if not with_status:
            del made["status"]  # what a file says of it stays
        first = [made.pop(name) for name in _FIRST if name in made]
        return first + list(made.values())

    def of_records(self, kind: RecordKind) -> list[Widget]:
        """Return the fields of a record."""
        made = {field["name"]: field for field in self._fields(kind.meta, _UNASKED)}
        said = self._translate("Viết năm-tháng-ngày, kèm giờ nếu có: 2026-12-10 08:00.")
        for name in ("start", "end") if kind is EVENT else ():  # the day alone, or with the time
            made[name] = _asked(made[name], widget="string", pattern=[_MOMENT, said])
        if "languages" in made:
            others = [option for option in self._languages() if option["value"] != "vi"]
            made["languages"] = _asked(made["languages"], widget="select", multiple=True, options=others)
        if "status" in made:
            made["status"] = self._with_usual(made["status"], str(kind.meta.model_fields["status"].default))
        if kind is FEEDBACK:
            # `true` is the rule; a switch that nobody touched would say `false`.
            no = _option(False, say("Không đăng, chỉ tính vào báo cáo").render(self._translate))
            made["public"] = _asked(made["public"], widget="select", options=[no])
            made["procedures"] = _of_procedures(made["procedures"])
        body = say("Nội dung trả lời") if kind is FEEDBACK else say("Lời giải thích thêm")
        return [*made.values(), self._body(body, [])]

    @staticmethod
    def _with_usual(field: Widget, usual: str) -> Widget:
        """Return a choice whose usual value is not written into the file, as nobody writes it by hand."""
        if field["widget"] != "select":
            return field
        options = [{**option, "value": ""} if option["value"] == usual else option for option in field["options"]]
        return field | {"options": options}

    def _body(self, label: Text, components: list[str]) -> Widget:
        return {**BODY, "label": label.render(self._translate), "editor_components": components}

    def _unit_name(self, id_: str) -> str:
        unit = self._site.config.unit(id_)
        if unit.active_to is None:
            return unit.name
        until = month(unit.active_to, self._site.config.language)
        return say("{unit} (đến {month})", unit=unit.name, month=until).render(self._translate)

    def _languages(self) -> list[Widget]:
        """Return the languages to choose from: the usual ones, and those that posts are written in."""
        known = {code: name.render(self._translate) for code, name in LANGUAGES.items()}
        others = sorted({post.meta.lang for post in self._site.posts} - known.keys())
        known |= {code: name_of(code, self._translate) for code in others}
        return [_option(code, name) for code, name in known.items()]

    def _fields(self, model: type[BaseModel], hidden: frozenset[str] = frozenset()) -> Iterator[Widget]:
        schema = model.model_json_schema()
        definitions = schema.get("$defs", {})
        for name, written in schema["properties"].items():
            if name in hidden:
                yield {"name": name, "widget": "hidden"}
                continue
            field: Widget = {"name": name, "label": LABELS[model][name].render(self._translate)}
            hint = self._hint(model, name)
            yield field | {
                **({"hint": hint} if hint else {}),
                "required": name in schema.get("required", ()),
                **self._widget(_without_null(written), name, definitions),
            }

    def _hint(self, model: type[BaseModel], name: str) -> str:
        """Return what a key means, with the labels of this form in place of the names of keys."""
        own = HINTS.get(model, {}).get(name)
        text = (own or MEANINGS[model][name].what).render(self._translate)
        known = LABELS[model]
        return re.sub(
            r"`(\w+)`", lambda key: f"«{known[key[1]].render(self._translate)}»" if key[1] in known else key[1], text
        )

    def _widget(self, schema: Mapping[str, Any], name: str, definitions: Mapping[str, Any]) -> Widget:
        """Return what is asked for a value of a schema."""
        reference = str(schema.get("$ref", "")).rpartition("/")[2]
        if reference in CHOICES:
            return {"widget": "select", "options": self._choices(reference)}
        if reference:
            return {"widget": "object", "fields": list(self._fields(_MODELS[reference])), "collapsed": "auto"}
        kind, type_ = schema.get(KIND), schema.get("type")
        if type_ == "array":
            return self._list(schema, name, definitions)
        if type_ == "integer":
            return {"widget": "number", "value_type": "int", "min": schema.get("minimum", 0)}
        if type_ == "boolean":
            return {"widget": "boolean"}
        if kind in self._options:
            return {"widget": "select", "options": self._options[kind]}
        if kind == "date":
            return {"widget": "datetime", "type": "date", "format": "YYYY-MM-DD", "min": "2000-01-01"}
        if name in ("src", "poster"):
            return {"widget": "image", "accept": _PICTURES, "choose_url": False}
        if name in ("file", "captions"):
            return {"widget": "file", "choose_url": False}
        return self._text(schema, kind)

    def _text(self, schema: Mapping[str, Any], kind: str | None) -> Widget:
        # What may hold line ends is told by nothing but that it may not be empty.
        is_long = kind == "string_too_short" or schema.get("maxLength", 0) > _LONG
        widget: Widget = {"widget": "text" if is_long else "string", "use_emoji_autocomplete": False}
        if "maxLength" in schema:
            widget["maxlength"] = schema["maxLength"]
        if kind is not None and kind in _PATTERNS:
            pattern, text = _PATTERNS[kind]
            widget["pattern"] = [pattern, text.render(self._translate)]
        elif "pattern" in schema:
            widget["pattern"] = [schema["pattern"], self._translate("Chữ thường không dấu, số và dấu gạch ngang.")]
        return widget

    def _list(self, schema: Mapping[str, Any], name: str, definitions: Mapping[str, Any]) -> Widget:
        item = self._widget(schema["items"], name, definitions)
        least = {"min": schema["minItems"]} if "minItems" in schema else {}
        if item["widget"] == "select":
            return {**item, "multiple": True, **least}
        if item["widget"] == "object":
            return {"widget": "list", "fields": item["fields"], "collapsed": "auto", **least}
        return {"widget": "list", "field": {"name": "item", "label": "", **item}, **least}

    def _choices(self, name: str) -> list[Widget]:
        return [_option(value.value, text.render(self._translate)) for value, text in CHOICES[name].items()]


def _option(value: str | bool, label: str) -> Widget:
    return {"value": value, "label": label}


def _of_procedures(field: Widget) -> Widget:
    """Return a choice among the procedures of the site."""
    return _asked(
        field,
        widget="relation",
        collection="procedures",
        multiple=True,
        value_field="code",
        display_fields=["{{code}} {{name}}"],
        search_fields=["code", "name"],
    )


def _asked(field: Widget, **widget: Any) -> Widget:
    """Return a field that is asked for in another way."""
    return {key: field[key] for key in ("name", "label", "hint", "required") if key in field} | widget


def _without_null(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the schema of the value itself, where it may be left out."""
    choices = [item for item in schema.get("anyOf", ()) if item.get("type") != "null"]
    return choices[0] if choices else schema
