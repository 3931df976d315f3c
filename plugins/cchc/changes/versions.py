"""One procedure as one state of it tells: read leniently, so that also what the schema refuses can be compared."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from cchc import front_matter
from cchc.disk import MAX_FILE
from cchc.locale import Text, say
from cchc.schema import PROCEDURE_CODE, ProcedureMeta, Vocabulary
from cchc.text import normalize

_NOTHING: tuple[Any, ...] = (None, "", [], {})


@dataclass(frozen=True, slots=True)
class Version:
    """What a file says of a procedure, as plain data."""

    code: str
    values: Mapping[str, Any]
    """By the keys of the schema; what it says by default or not at all is left out."""
    body: str

    @property
    def key(self) -> str:
        """The eight characters that identify the procedure."""
        return self.code[:8]

    @property
    def name(self) -> str:
        """What it is called; its code where that is not said."""
        name = self.values.get("name")
        return " ".join(name.split()) if isinstance(name, str) else self.code

    @property
    def field(self) -> str:
        """Its field (lĩnh vực), as far as that is said."""
        field = self.values.get("field")
        return " ".join(field.split()) if isinstance(field, str) else ""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Why a file tells of no procedure, and where that is seen."""

    reason: Text
    line: int = 1


def text_of(data: bytes) -> str | Unreadable:
    """Return the normalised text of a file, or why it has none."""
    if len(data) > MAX_FILE:
        return too_large()
    if b"\0" in data:
        return Unreadable(say("tệp không phải văn bản (có byte NUL)"))
    try:
        return normalize(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        return Unreadable(say("tệp không phải UTF-8"), data.count(b"\n", 0, error.start) + 1)


def too_large() -> Unreadable:
    """Return the refusal of a file that is larger than any record."""
    return Unreadable(say("tệp quá lớn (tối đa {max} byte)", max=str(MAX_FILE)))


def read(text: str, vocabulary: Vocabulary | None = None) -> Version | Unreadable:
    """Return what a normalised text says of a procedure."""
    front = front_matter.read(text)
    if front.faults:
        fault = front.faults[0]
        return Unreadable(say("phần khai báo không đọc được ({code})", code=fault.code), fault.line)
    code = front.values.get("code")
    code = code.strip() if isinstance(code, str) else ""
    if not PROCEDURE_CODE.fullmatch(code):
        return Unreadable(say("không có mã thủ tục đúng dạng ở khóa code"), front.line_of(("code",)))
    written = {key: value for key, value in front.values.items() if value is not None}
    return Version(code, _values(written, vocabulary), front.body.strip())


def _values(written: dict[str, Any], vocabulary: Vocabulary | None) -> dict[str, Any]:
    try:
        meta = ProcedureMeta.model_validate(written, context=vocabulary)
    except ValidationError:
        values = {key: _one(key, value, vocabulary) for key, value in written.items()}
    else:
        values = meta.model_dump(mode="json", by_alias=True)
    defaults = _defaults()
    return {key: value for key, value in values.items() if value not in _NOTHING and value != defaults.get(key)}


def _one(key: str, value: Any, vocabulary: Vocabulary | None) -> Any:
    """Return a value as the schema understands it by itself; as it is written, where the schema refuses it."""
    adapter = _adapters().get(key)
    if adapter is None:
        return value
    try:
        return adapter.dump_python(adapter.validate_python(value, context=vocabulary), mode="json")
    except ValidationError:
        return value


@cache
def _adapters() -> Mapping[str, TypeAdapter[Any]]:
    fields = ProcedureMeta.model_fields.items()
    return {field.alias or name: TypeAdapter(field.annotation) for name, field in fields if field.annotation}


@cache
def _defaults() -> Mapping[str, Any]:
    fields = ProcedureMeta.model_fields.items()
    return {
        field.alias or name: getattr(default, "value", default)
        for name, field in fields
        if (default := field.get_default(call_default_factory=True, validated_data={})) is not None
    }
