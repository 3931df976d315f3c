"""What may be written in front matter and in mkdocs.yml: the one source for validation.

The same classes are the model: a validated `PostMeta` is what every output reads, so there are no
twin classes to keep in step. Values arrive as `load.py` read them: plain scalars keep the letters
their author typed (`010` stays `010`), and only `true`, `false`, `null` and plain whole numbers
are anything but text.
"""

import datetime as dt
import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from cchc.dates import Moment, Month
from cchc.text import fold_name, nearest, slug

PROCEDURE_CODE = re.compile(r"[1-9]\.\d{6}(?:\.\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2,3}|\.H\d{2})?(?:\.\d{2})?", re.ASCII)
"""Codes as the national portal writes them; the first 8 characters identify the procedure."""
POST_ID = re.compile(r"\d{4}/(?:0[1-9]|1[0-2])/(?=.{1,120}$)[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)


class Model(BaseModel):
    """Frozen, strict about types, and knows no key that is not written here."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, arbitrary_types_allowed=True)


def _month(value: object) -> Month:
    if isinstance(value, Month):
        return value
    try:
        return Month.parse(value if isinstance(value, str) else "")
    except ValueError:
        raise PydanticCustomError("month", "month") from None


def _moment(value: object) -> Moment:
    if isinstance(value, dt.date):  # a datetime is one too; YAML of mkdocs.yml reads both by itself
        value = value.isoformat()
    try:
        moment = Moment.parse(value if isinstance(value, str) else "")
    except ValueError:
        raise PydanticCustomError("date", "date") from None
    if moment.day.year < 2000:
        raise PydanticCustomError("date_range", "date")
    return moment


def _day(value: object) -> dt.date:
    return _moment(value).day


def _one_line(value: object) -> object:
    return " ".join(value.split()) if isinstance(value, str) else value


def _no_markup(value: str) -> str:
    if re.search(r"<[a-zA-Z/!]", value):
        raise PydanticCustomError("markup", "markup")
    return value


def _code(value: str) -> str:
    if not PROCEDURE_CODE.fullmatch(value):
        raise PydanticCustomError("procedure_code", "procedure_code")
    return value


def _safe_url(value: str) -> str:
    if not re.fullmatch(r"https?://[^\s/]+\S*", value):
        raise PydanticCustomError("url", "url")
    return value


MonthField = Annotated[Month, BeforeValidator(_month)]
MomentField = Annotated[Moment, BeforeValidator(_moment)]
DayField = Annotated[dt.date, BeforeValidator(_day)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
_LINE = (BeforeValidator(_one_line), AfterValidator(_no_markup))
Line = Annotated[str, StringConstraints(min_length=1), *_LINE]
Title = Annotated[str, StringConstraints(min_length=1, max_length=120), *_LINE]
Summary = Annotated[str, StringConstraints(min_length=1, max_length=300), *_LINE]
Url = Annotated[str, StringConstraints(strip_whitespace=True), AfterValidator(_safe_url)]
Code = Annotated[str, StringConstraints(strip_whitespace=True), AfterValidator(_code)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]


# ---------------------------------------------------------------- mkdocs.yml


class Reception(Model):
    """A place where people hand in dossiers."""

    name: Line
    address: Line
    hours: Line | None = None
    phone: Line | None = None
    map_url: Url | None = None


class Agency(Model):
    """The agency that publishes the section."""

    id: Slug
    name: Line
    short_name: Line | None = None
    parent: Line | None = None
    address: Line | None = None
    phone: Line | None = None
    hotline: Line | None = None
    email: Line | None = None
    portal_url: Url | None = None
    feedback_url: Url | None = None
    receptions: tuple[Reception, ...] = Field(default=(), strict=False)


class Unit(Model):
    """A unit of the agency; never deleted, so that old posts keep their author."""

    id: Slug
    name: Line
    short_name: Line | None = None
    aliases: tuple[Line, ...] = Field(default=(), strict=False)
    target: int = Field(default=0, ge=0)
    """Posts per month asked of this unit; advisory."""
    active_from: MonthField | None = None
    active_to: MonthField | None = None
    external: bool = False
    """A body that is asked, not obliged; it never owes."""

    @property
    def label(self) -> str:
        """The name for narrow places."""
        return self.short_name or self.name

    def active_in(self, month: Month) -> bool:
        """Whether the unit existed in a month."""
        return (self.active_from is None or self.active_from <= month) and (
            self.active_to is None or month <= self.active_to
        )


class Topic(Model):
    """A reform content (nội dung CCHC); one per post."""

    id: Slug
    name: Line
    aliases: tuple[Line, ...] = Field(default=(), strict=False)


DEFAULT_TOPICS = tuple(
    Topic(id=id_, name=name)
    for id_, name in (
        ("chi-dao-dieu-hanh", "Chỉ đạo, điều hành"),
        ("the-che", "Cải cách thể chế"),
        (
            "thu-tuc-hanh-chinh",
            "Cải cách thủ tục hành chính; cơ chế một cửa, một cửa liên thông",
        ),
        ("to-chuc-bo-may", "Cải cách tổ chức bộ máy"),
        ("che-do-cong-vu", "Cải cách chế độ công vụ"),
        ("tai-chinh-cong", "Cải cách tài chính công"),
        ("chinh-quyen-so", "Chính quyền điện tử, Chính quyền số"),
        ("chi-so", "Các chỉ số CCHC"),
        ("mo-hinh-sang-kien", "Mô hình, sáng kiến, điển hình"),
        ("ket-qua-han-che", "Kết quả; tồn tại, hạn chế"),
        ("phan-anh-kien-nghi", "Tiếp nhận, xử lý phản ánh, kiến nghị; đối thoại"),
        ("van-ban-chinh-sach", "Chủ trương, văn bản mới"),
        ("dan-van-dan-chu", "Dân vận chính quyền, dân chủ cơ sở"),
    )
)


class Target(Model):
    """The number of posts per month in force from a month on."""

    from_month: MonthField = Field(alias="from")
    posts_per_month: int = Field(ge=0)
    document: Line | None = None


class Waiver(Model):
    """Why a closed month is short, and who accepted that."""

    month: MonthField
    reason: Line
    approved_by: Line
    document: Line | None = None
    date: DayField


class Enforce(StrEnum):
    """What a build does about a closed month below its target."""

    WARN = "warn"
    ERROR = "error"
    OFF = "off"


class Visibility(StrEnum):
    """Who sees the quota page: everyone, only previews and CI, or no one."""

    PUBLIC = "public"
    INTERNAL = "internal"
    OFF = "off"


class Quota(Model):
    """How many posts a month owes, and since when."""

    posts_per_month: int | None = Field(default=None, ge=0)
    targets: tuple[Target, ...] = Field(default=(), strict=False)
    start: MonthField | None = None
    responsible_unit: Slug | None = None
    enforce: Enforce = Field(default=Enforce.WARN, strict=False)
    count_reposts: bool = True
    late_from: MonthField | None = None
    page: Visibility = Field(default=Visibility.INTERNAL, strict=False)
    waivers: tuple[Waiver, ...] = Field(default=(), strict=False)

    @field_validator("enforce", "page", mode="before")
    @classmethod
    def _off_is_a_word(cls, value: object) -> object:
        return "off" if value is False else value  # YAML 1.1 reads a bare `off` as false

    @model_validator(mode="after")
    def _one_way_to_say_it(self) -> Self:
        if self.targets and self.posts_per_month is not None:
            raise PydanticCustomError("targets_twice", "targets_twice")
        months = [waiver.month for waiver in self.waivers]
        if len(set(months)) < len(months):
            raise PydanticCustomError("waiver_twice", "waiver_twice")
        return self

    def target(self, month: Month) -> int:
        """Return the number of posts a month owes; 0 where none was set."""
        if self.start is not None and month < self.start:
            return 0
        if self.posts_per_month is not None:
            return self.posts_per_month
        in_force = [item for item in self.targets if item.from_month <= month]
        latest = max(in_force, key=lambda item: item.from_month, default=None)
        return latest.posts_per_month if latest else 0

    def waiver(self, month: Month) -> Waiver | None:
        """Return the waiver written for a month."""
        return next((item for item in self.waivers if item.month == month), None)


class PluginConfig(Model):
    """The `cchc` entry below `plugins:` in mkdocs.yml."""

    posts_dir: Line = "posts"
    agency: Agency | None = None
    units: tuple[Unit, ...] = Field(default=(), strict=False)
    topics: Literal["default"] | Annotated[tuple[Topic, ...], Field(strict=False)] = "default"
    quota: Quota = Quota()
    page_size: int = Field(default=10, ge=1, le=100)
    feed_size: int = Field(default=20, ge=1, le=200)

    @property
    def topic_list(self) -> tuple[Topic, ...]:
        """The topics in the order shown."""
        return DEFAULT_TOPICS if self.topics == "default" else self.topics

    @model_validator(mode="after")
    def _ids_are_unique(self) -> Self:
        for key, items in (("units", self.units), ("topics", self.topic_list)):
            ids = [item.id for item in items]
            twice = sorted({id_ for id_ in ids if ids.count(id_) > 1})
            if twice:
                raise PydanticCustomError("id_twice", "id_twice", {"list": key, "id": ", ".join(twice)})
        responsible = self.quota.responsible_unit
        if responsible and responsible not in {unit.id for unit in self.units}:
            raise PydanticCustomError(
                "responsible_unit",
                "responsible_unit",
                {"id": responsible, "allowed": ", ".join(unit.id for unit in self.units)},
            )
        return self


# -------------------------------------------------------------- front matter


class Names:
    """Finds a unit or topic by slug, full name, short name or alias, however it was typed."""

    def __init__(self, items: tuple[Unit, ...] | tuple[Topic, ...]) -> None:
        self.items: dict[str, Unit | Topic] = {item.id: item for item in items}
        self._ids: dict[str, str] = {}
        self._spellings: list[tuple[str, str]] = []
        for item in items:
            short = (item.short_name,) if isinstance(item, Unit) else ()
            for name in (item.id, item.name, *short, *item.aliases):
                if name:
                    self._ids.setdefault(fold_name(name), item.id)
                    self._spellings.append((name, item.id))

    def id_of(self, written: str) -> str | None:
        """Return the slug that a name stands for."""
        return self._ids.get(fold_name(written))

    def nearest(self, written: str) -> str | None:
        """Return the slug of the one name that holds the words written, else of the name most like them."""
        words = slug(written).replace("tthc", "thu-tuc-hanh-chinh")
        holders = {id_ for name, id_ in self._spellings if words and f"-{words}-" in f"-{slug(name, 0)}-"}
        if len(holders) == 1:
            return holders.pop()
        spelling = nearest(written, (name for name, _ in self._spellings), cutoff=0.7)
        return self._ids[fold_name(spelling)] if spelling else None


class Vocabulary:
    """The units and topics that front matter may name; the context of post validation."""

    def __init__(self, config: PluginConfig) -> None:
        self.units = Names(config.units)
        self.topics = Names(config.topic_list)


def _resolve(kind: Literal["unit", "topic"], written: str, info: ValidationInfo) -> str:
    if not isinstance(info.context, Vocabulary):
        return written
    names = info.context.units if kind == "unit" else info.context.topics
    found = names.id_of(written)
    if found is None:
        raise PydanticCustomError(
            f"unknown_{kind}",
            "unknown",
            {"allowed": ", ".join(names.items), "nearest": names.nearest(written)},
        )
    return found


UnitRef = Annotated[Line, AfterValidator(lambda value, info: _resolve("unit", value, info))]
TopicRef = Annotated[Line, AfterValidator(lambda value, info: _resolve("topic", value, info))]


class Status(StrEnum):
    """Where a post stands on its way to the public."""

    PUBLISHED = "published"
    IN_REVIEW = "in_review"
    DRAFT = "draft"
    WITHDRAWN = "withdrawn"


class Kind(StrEnum):
    """A short news item, or an article."""

    TIN = "tin"
    BAI = "bai"


class Format(StrEnum):
    """The form a post mainly takes."""

    TEXT = "text"
    VIDEO = "video"
    INFOGRAPHIC = "infographic"
    PODCAST = "podcast"
    LEAFLET = "leaflet"


class Origin(StrEnum):
    """Whose text it is."""

    ORIGINAL = "original"
    REPOST = "repost"
    TRANSLATION = "translation"


class Image(Model):
    """The picture that stands for a post."""

    src: Line
    alt: Line
    caption: Line | None = None


class Attachment(Model):
    """A file that a reader may take along."""

    file: Line
    title: Line


class Channel(Model):
    """Where else a post was published."""

    name: Line
    url: Url | None = None
    date: DayField | None = None


class Source(Model):
    """Where a repost comes from."""

    name: Line
    url: Url | None = None


def _post_id(value: str) -> str:
    if not POST_ID.fullmatch(value):
        raise PydanticCustomError("post_id", "post_id")
    return value


PostId = Annotated[str, AfterValidator(_post_id)]


def _old_id(value: str) -> str:
    return _post_id(value.removeprefix("posts/").removesuffix(".md"))


_ASKED_BY: Mapping[str, tuple[str, frozenset[object]]] = {
    "summary": ("format", frozenset({"video", "podcast", "infographic"})),
    "source": ("origin", frozenset({"repost"})),
    "translation_of": ("origin", frozenset({"translation"})),
    "counts_reason": ("counts", frozenset({False})),
    "online_reason": ("online_level", frozenset({"partial"})),
}
"""Keys that must be there when another, written before them in the schema, has one of these values."""


def _asked_for(value: object, info: ValidationInfo) -> object:
    key = str(info.field_name)
    cause, values = _ASKED_BY[key]
    written = info.data.get(cause)
    if value is None and written in values:
        because = f"{cause}: {str(written).lower()}"
        raise PydanticCustomError("needs", "needs", {"key": key, "cause": cause, "because": because})
    return value


_ASKED_FOR = (AfterValidator(_asked_for), Field(validate_default=True))
Strings = Annotated[tuple[Line, ...], Field(strict=False)]
Ignored = Annotated[dict[Annotated[str, StringConstraints(pattern=r"^CCHC\d{3}$")], Line], Field(strict=False)]


class PostMeta(Model):
    """The front matter of a post."""

    title: Title
    date: MomentField
    month: MonthField
    unit: UnitRef
    topic: TopicRef
    status: Status = Field(default=Status.PUBLISHED, strict=False)
    kind: Kind | None = Field(default=None, strict=False)
    format: Format = Field(default=Format.TEXT, strict=False)
    origin: Origin = Field(default=Origin.ORIGINAL, strict=False)
    source: Annotated[Source | None, *_ASKED_FOR] = None
    summary: Annotated[Summary | None, *_ASKED_FOR] = None
    author: Line | None = None
    reviewed_by: Line | None = None
    reviewed_on: DayField | None = None
    updated: DayField | None = None
    tags: Strings = ()
    image: Image | None = None
    co_units: Annotated[tuple[UnitRef, ...], Field(strict=False)] = ()
    procedures: Annotated[tuple[Code, ...], Field(strict=False)] = ()
    documents: Strings = ()
    attachments: Annotated[tuple[Attachment, ...], Field(strict=False)] = ()
    channels: Annotated[tuple[Channel, ...], Field(strict=False)] = ()
    lang: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")] = "vi"
    translation_of: Annotated[PostId | None, *_ASKED_FOR] = None
    id: PostId | None = None
    moved_from: Annotated[tuple[Annotated[str, AfterValidator(_old_id)], ...], Field(strict=False)] = ()
    ignore: Ignored = {}
    counts: bool = True
    counts_reason: Annotated[Line | None, *_ASKED_FOR] = None

    @field_validator("month")
    @classmethod
    def _month_is_that_of_date(cls, month: Month, info: ValidationInfo) -> Month:
        date = info.data.get("date")
        if isinstance(date, Moment) and Month.of(date.day) != month:
            raise PydanticCustomError(
                "month_differs", "month_differs", {"month": str(Month.of(date.day)), "date": str(date)}
            )
        return month


class Level(StrEnum):
    """The level of government that carries a procedure out."""

    BO = "bo"
    TINH = "tinh"
    XA = "xa"
    KHAC = "khac"


class SubmissionChannel(StrEnum):
    """How a dossier is handed in."""

    IN_PERSON = "in_person"
    ONLINE = "online"
    POST = "post"


class OnlineLevel(StrEnum):
    """How much of a procedure can be done online (NĐ 224/2026/NĐ-CP)."""

    UNKNOWN = "unknown"
    FULL = "full"
    PARTIAL = "partial"
    INFORMATION = "information"


class Action(StrEnum):
    """What an announcing decision did to a procedure."""

    NEW = "new"
    AMENDED = "amended"
    REPLACED = "replaced"
    ABOLISHED = "abolished"


class Method(Model):
    """One way to hand in a dossier, with its own time limit and fee."""

    channel: SubmissionChannel = Field(strict=False)
    time_limit: Line | None = None
    fee: Line | None = None
    note: Line | None = None


class Form(Model):
    """A form (biểu mẫu) that a dossier item is written on."""

    name: Line
    url: Url | None = None


class DossierItem(Model):
    """One paper of a dossier."""

    name: Text
    originals: int = Field(default=0, ge=0)
    copies: int = Field(default=0, ge=0)
    form: Form | None = None


class LocalFee(Model):
    """A fee that the provincial council set."""

    amount: Line
    document: Line


class Decision(Model):
    """An announcing decision (quyết định công bố)."""

    number: Line
    date: DayField | None = None
    effective: DayField | None = None
    issuer: Line | None = None
    action: Action | None = Field(default=None, strict=False)
    url: Url | None = None

    @property
    def since(self) -> dt.date | None:
        """The day it takes effect, as far as the record says."""
        return self.effective or self.date


class ProcedureMeta(Model):
    """The front matter of a procedure (NĐ 63/2010/NĐ-CP, Điều 8)."""

    code: Code
    name: Text
    field: Line
    levels: Annotated[tuple[Annotated[Level, Field(strict=False)], ...], Field(strict=False, min_length=1)]
    executing_agencies: Annotated[tuple[Line, ...], Field(strict=False, min_length=1)]
    competent_agency: Line | None = None
    coordinating_agencies: Strings = ()
    subjects: Annotated[tuple[Text, ...], Field(strict=False, min_length=1)]
    methods: Annotated[tuple[Method, ...], Field(strict=False, min_length=1)]
    time_limit: Line
    fee: Line | None = None
    fee_note: Text | None = None
    local_fee: LocalFee | None = None
    dossier: Annotated[tuple[DossierItem, ...], Field(strict=False, min_length=1)]
    dossier_sets: int | None = Field(default=None, ge=1)
    steps: Annotated[tuple[Text, ...], Field(strict=False, min_length=1)]
    results: Annotated[tuple[Text, ...], Field(strict=False)] = ()
    conditions: Annotated[tuple[Text, ...], Field(strict=False)] = ()
    legal_basis: Annotated[tuple[Text, ...], Field(strict=False)] = ()
    online_level: OnlineLevel = Field(default=OnlineLevel.UNKNOWN, strict=False)
    online_reason: Annotated[Text | None, *_ASKED_FOR] = None
    announcing_decisions: Annotated[tuple[Decision, ...], Field(strict=False, min_length=1)]
    replaced_by: Code | None = None
    portal_url: Url | None = None
    owner_unit: UnitRef | None = None
    updated: DayField | None = None
    synced_at: DayField | None = None
    ignore: Ignored = {}


def keys(model: type[BaseModel], path: tuple[str | int, ...] = ()) -> tuple[str, ...]:
    """Return the keys allowed at a path inside a front matter, in the order of the schema."""
    current: Any = model
    for part in path:
        if isinstance(part, int) or not hasattr(current, "model_fields"):
            continue
        annotation = current.model_fields[part].annotation if part in current.model_fields else None
        current = _model_in(annotation)
    fields: Mapping[str, Any] = getattr(current, "model_fields", {})
    return tuple(field.alias or name for name, field in fields.items())


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for part in getattr(annotation, "__args__", ()):
        found = _model_in(part)
        if found is not None:
            return found
    return None
