"""What an import would do to docs/thu-tuc: each record beside the file it belongs to."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import PurePosixPath
from typing import Any

from cchc import front_matter
from cchc.disk import decode
from cchc.locale import say
from cchc.model import Problem, Site
from cchc.procedures import front
from cchc.procedures.reading import Intake, Refusal
from cchc.procedures.record import OWNED, Record, compact, settled
from cchc.procedures.records import NO_FIELD
from cchc.records import Procedure
from cchc.schema import PROCEDURE, Level, ProcedureMeta, Vocabulary
from cchc.text import fold_ascii, fold_name, normalize

_LEVEL_WORDS = {"bo": Level.BO, "trung uong": Level.BO, "tinh": Level.TINH, "xa": Level.XA, "khac": Level.KHAC}


class Kind(StrEnum):
    """What becomes of a procedure."""

    NEW = "new"
    AMENDED = "amended"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Change:
    """One procedure of the source, and its file."""

    kind: Kind
    code: str
    name: str
    path: PurePosixPath
    text: str = ""
    """The whole file as it would be; empty for an unchanged one."""
    keys: tuple[str, ...] = ()
    """What differs."""


@dataclass(frozen=True, slots=True)
class Filters:
    """Which procedures are wanted: of each kind one that is named; nothing named is everything."""

    levels: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()

    def takes(self, record: Record) -> bool:
        """Whether a record is wanted; words may be typed without diacritics and in part."""
        values = record.values
        agencies = [
            *values.get("executing_agencies", ()),
            values.get("competent_agency", ""),
            values.get("issuing_agency", ""),
        ]
        return (
            (not self.levels or bool(_levels(self.levels) & set(values.get("levels", ()))))
            and (not self.fields or _named(self.fields, [values.get("field", "")]))
            and (not self.agencies or _named(self.agencies, agencies))
            and (not self.codes or any(record.code.startswith(code.strip().replace(",", ".")) for code in self.codes))
        )


def _levels(words: Iterable[str]) -> set[str]:
    plain_words = (fold_ascii(word).removeprefix("cap ").strip() for word in words)
    return {_LEVEL_WORDS[word].value for word in plain_words if word in _LEVEL_WORDS}


def unknown_levels(words: Iterable[str]) -> list[str]:
    """Return the words that name no level."""
    return [word for word in words if fold_ascii(word).removeprefix("cap ").strip() not in _LEVEL_WORDS]


def _named(wanted: Iterable[str], found: Collection[str]) -> bool:
    return any(fold_ascii(word) in fold_ascii(name) for word in wanted for name in found)


@dataclass(slots=True)
class Plan:
    """Everything an import would do."""

    changes: list[Change] = field(default_factory=list)
    vanished: list[Procedure] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    filtered: int = 0
    parsed: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Of each flattened text: how many could be parted, of how many."""

    def of(self, kind: Kind) -> list[Change]:
        """Return the changes of a kind."""
        return [change for change in self.changes if change.kind is kind]


def make(
    site: Site,
    intake: Intake,
    filters: Filters,
    day: dt.date,
    *,
    stamp_all: bool = False,
    step: Callable[[int, int], None] | None = None,
) -> Plan:
    """Return what is to be done; nothing is written.

    `day` is the day of the comparison: of new and amended procedures, with `stamp_all` of unchanged ones too.
    """
    plan = Plan(refused=list(intake.refused))
    broken = _broken(site)
    wanted = [record for record in intake.records.values() if filters.takes(record)]
    plan.filtered = len(intake.records) - len(wanted)
    writer = _Writer(site, day, stamp_all=stamp_all)
    for place, record in enumerate(wanted, 1):
        procedure = site.procedure(record.code)
        target = procedure.path if procedure else path_of(site, record.code)
        if procedure is None and (record.key in broken or (site.config.root / target).exists()):
            path = str(broken.get(record.key, target))
            reason = say(
                "{code}: tệp {path} đang có lỗi; chạy cchc check và sửa tệp trước", code=record.code, path=path
            )
            plan.refused.append(Refusal(record.file, record.row, reason))
            continue
        if procedure and record.is_restored and fold_name(procedure.meta.name) != fold_name(record.values["name"]):
            reason = say("mã {code} thiếu chữ số và tên không khớp thủ tục đã có mã này", code=record.code)
            plan.refused.append(Refusal(record.file, record.row, reason))
            continue
        change = writer.amended(record, procedure) if procedure else writer.created(record, target)
        if isinstance(change, Refusal):
            plan.refused.append(change)
            continue
        plan.changes.append(change)
        for key, certain in record.parsed.items():
            sure, all_ = plan.parsed.get(key, (0, 0))
            plan.parsed[key] = sure + certain, all_ + 1
        if step:
            step(place, len(wanted))
    plan.vanished = list(_vanished(site, intake, filters, wanted))
    return plan


def path_of(site: Site, code: str) -> PurePosixPath:
    """Return the file of a procedure that has none yet."""
    return site.config.docs_dir / PROCEDURE.folder / f"{code[:8]}.md"


def _broken(site: Site) -> dict[str, PurePosixPath]:
    """Return the files of procedures that cannot be read, by the code that each seems to have."""
    found: dict[str, PurePosixPath] = {}
    above = site.config.docs_dir / PROCEDURE.folder
    for item in site.rejected:
        if item.path.is_relative_to(above) and item.path in site.files:
            text = decode(item.path, site.files[item.path], site.config.root)
            code = front_matter.glimpse(normalize(text), "code") if isinstance(text, str) else None
            if code and site.procedure(code) is None:
                found[code[:8]] = item.path
    return found


def _vanished(site: Site, intake: Intake, filters: Filters, wanted: Sequence[Record]) -> Iterator[Procedure]:
    """Yield procedures that were compared with the portal before and that its list of their field lacks now."""
    if filters.codes:
        return
    fields = {record.values["field"] for record in wanted}
    for procedure in site.procedures:
        meta = procedure.meta
        if meta.synced_at is None or meta.field not in fields or procedure.key in intake.records:
            continue
        if filters.takes(record_of(procedure)) and not procedure.is_abolished(site.today):
            yield procedure


def record_of(procedure: Procedure) -> Record:
    """Return what a file says of a procedure, as far as filters ask."""
    meta = procedure.meta
    values = {
        "field": meta.field,
        "levels": [level.value for level in meta.levels],
        "executing_agencies": list(meta.executing_agencies),
        "competent_agency": meta.competent_agency or "",
        "issuing_agency": meta.issuing_agency or "",
    }
    return Record(meta.code, values, str(procedure.path), 0)


class _Writer:
    """Makes the texts of files, and reads each back before it is trusted."""

    def __init__(self, site: Site, day: dt.date, *, stamp_all: bool) -> None:
        self._site = site
        self._day = day.isoformat()
        self._stamp_all = stamp_all
        self._vocabulary = Vocabulary(site.config.plugin)

    def created(self, record: Record, path: PurePosixPath) -> Change | Refusal:
        values = {"code": record.code, **settled(record), "synced_at": self._day}
        text = front.new(values)
        refusal = self._wrong(record, text, values)
        return refusal or Change(Kind.NEW, record.code, record.values["name"], path, text)

    def amended(self, record: Record, procedure: Procedure) -> Change | Refusal:
        meta = procedure.meta
        new = dict(_differences(record, meta))
        unchanged = Change(Kind.UNCHANGED, meta.code, meta.name, procedure.path)
        stamp = {"synced_at": self._day} if str(meta.synced_at) != self._day else {}
        if not new and not (self._stamp_all and stamp):
            return unchanged
        written = decode(procedure.path, self._site.files[procedure.path], self._site.config.root)
        if isinstance(written, Problem):
            return Refusal(record.file, record.row, say("{path}: không đọc lại được tệp", path=str(procedure.path)))
        breaks = "\r\n" if "\r\n" in written else "\n"
        text = front.changed(normalize(written), new | stamp)
        refusal = self._wrong(record, text, new)
        if refusal:
            return refusal
        keys = tuple(new) or ("synced_at",)
        return Change(Kind.AMENDED, meta.code, meta.name, procedure.path, text.replace("\n", breaks), keys)

    def _wrong(self, record: Record, text: str, values: Mapping[str, Any]) -> Refusal | None:
        """Return why a text must not be written: read back, it does not say what it should."""
        read = front_matter.read(normalize(text))
        if not read.faults:
            try:
                meta = ProcedureMeta.model_validate(
                    {key: value for key, value in read.values.items() if value is not None}, context=self._vocabulary
                )
            except ValueError:
                pass
            else:
                dumped = meta.model_dump(mode="json")
                if all(compact(dumped[key]) == compact(values[key]) for key in values):
                    return None
        return Refusal(record.file, record.row, say("{code}: nội dung quá dài hoặc không ghi được", code=record.code))


def _differences(record: Record, meta: ProcedureMeta) -> Iterator[tuple[str, Any]]:
    """Yield what the source says otherwise than a file; what the source leaves out proves nothing."""
    dumped = meta.model_dump(mode="json")
    values, others = settled(record), False
    for key in OWNED:
        if key not in values or key in meta.keep or key == "announcing_decisions":
            continue
        if key == "field" and values[key] == NO_FIELD:
            continue
        new, old = values[key], compact(dumped[key])
        if new == old or (record.is_flat and _says_the_same(key, new, old, meta)):
            continue
        others = True
        yield key, new
    if "announcing_decisions" in values and "announcing_decisions" not in meta.keep:
        old = compact(dumped["announcing_decisions"])
        added = _added(values["announcing_decisions"], old, amends=others)
        if added:
            numbers = ", ".join(item["number"] for item in added)
            if old:
                told = say(
                    "{code}: thêm quyết định {number}; tra và ghi ngày, ngày có hiệu lực",
                    code=meta.code,
                    number=numbers,
                )
                record.notes.append(told)
            yield "announcing_decisions", [*old, *added]


def _says_the_same(key: str, new: Any, old: Any, meta: ProcedureMeta) -> bool:
    """Whether the cell of a table says what a file does, as far as a cell can."""
    if key == "methods" and all(item.keys() == {"channel"} for item in new):
        return {item["channel"] for item in new} == {item["channel"] for item in old or ()}
    if key == "fee" and meta.local_fee:
        return _letters(new) == _letters(meta.local_fee.amount + meta.local_fee.document)
    return _letters(new) == _letters(old)


def _added(new: Sequence[dict[str, Any]], old: Sequence[dict[str, Any]], *, amends: bool) -> list[dict[str, Any]]:
    """Return the decisions that a file does not name yet; one that comes with other changes amended it."""
    known = {_letters(item["number"]) for item in old}
    added = [item for item in new if _letters(item["number"]) not in known]
    return [{**item, "action": "amended"} if amends and old and "action" not in item else item for item in added]


def _letters(value: Any) -> str:
    """Return the letters and digits of a value, in their order: what stays when a table flattens it."""
    if isinstance(value, dict):
        return "".join(_letters(item) for item in value.values())
    if isinstance(value, list):
        return "".join(_letters(item) for item in value)
    return "".join(char for char in fold_ascii(str(value)) if char.isalnum())
