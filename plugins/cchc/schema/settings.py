"""The `cchc` entry of mkdocs.yml: agency, units, topics, quota, editing page."""

import re
from enum import StrEnum
from typing import Annotated, Self

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo, field_validator, model_validator
from pydantic_core import PydanticCustomError

from cchc.dates import Month
from cchc.locale import Text, say
from cchc.schema.feedback_settings import FeedbackSettings
from cchc.schema.fields import DayField, Line, Model, MonthField, Slug, Url
from cchc.schema.reports import REFORM_CONTENTS, Reports, refuse_unknown
from cchc.schema.search import Search
from cchc.schema.unit_groups import UnitGroup, refuse_wrong
from cchc.text import fold_name


class Reception(Model):
    """A place where people hand in dossiers."""

    name: Line
    address: Line
    hours: Line | None = None
    phone: Line | None = None
    map_url: Url | None = None


def _with_code(value: str) -> str:
    if "{code}" not in value or not value.startswith("https://"):
        raise _needs(say("địa chỉ tìm kiếm bắt đầu bằng https://, có {{code}} ở chỗ đặt mã thủ tục"))
    return value


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
    procedure_search_url: Annotated[Url, AfterValidator(_with_code)] | None = None
    """Where the national portal finds a procedure by its code, which takes the place of `{code}`."""
    feedback_url: Url | None = None
    zalo_url: Url | None = None
    """The agency's own page on Zalo, where people ask and report."""
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
    writes: bool = True
    """Whether posts are asked of it; who only leads tasks (the agency's heads) or is only named writes none."""

    @property
    def names(self) -> tuple[str, ...]:
        """Everything that front matter may call it."""
        return (self.id, self.name, *([self.short_name] if self.short_name else []), *self.aliases)

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

    @property
    def names(self) -> tuple[str, ...]:
        """Everything that front matter may call it."""
        return (self.id, self.name, *self.aliases)


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
    """Who sees the quota page, or the plan's: everyone, only previews and CI, or no one."""

    PUBLIC = "public"
    INTERNAL = "internal"
    OFF = "off"

    def holds(self, *, preview: bool) -> bool:
        """Whether a build for readers, or for those who look at a preview, has the page."""
        return self is Visibility.PUBLIC or (preview and self is Visibility.INTERNAL)


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
            where = {"at": "posts_per_month", "found": str(self.posts_per_month)}
            raise PydanticCustomError("targets_twice", "targets_twice", where)
        months = [str(waiver.month) for waiver in self.waivers]
        twice = ", ".join(sorted({month for month in months if months.count(month) > 1}))
        if twice:
            raise PydanticCustomError("waiver_twice", "waiver_twice", {"at": "waivers", "found": twice})
        months = [str(target.from_month) for target in self.targets]
        twice = ", ".join(sorted({month for month in months if months.count(month) > 1}))
        if twice:
            raise PydanticCustomError("target_twice", "target_twice", {"at": "targets", "found": twice})
        return self

    @property
    def first_month(self) -> Month | None:
        """The month the quota begins in: as written, else that of the first target."""
        return self.start or min((item.from_month for item in self.targets), default=None)

    @property
    def judged_from(self) -> Month | None:
        """The month from which posts that came late are marked."""
        return self.late_from or self.first_month

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


class Backend(StrEnum):
    """What serves the repository that the editing page writes to; Forgejo answers as Gitea does."""

    GITHUB = "github"
    GITLAB = "gitlab"
    GITEA = "gitea"


_REPOSITORY = re.compile(r"[A-Za-z0-9_.-]+(?:/[A-Za-z0-9_.-]+)+", re.ASCII)
# What git check-ref-format(1) allows, as far as people name branches.
_BRANCH = re.compile(r"(?!.*(?:\.\.|//|/\.|\.lock$|\.lock/|[/.]$))[A-Za-z0-9_][\w./-]*")


def _needs(allowed: Text) -> PydanticCustomError:
    """Return the error that says what is allowed in place of a value."""
    return PydanticCustomError("setting", "{allowed}", {"allowed": allowed.message})


def _repository(value: str) -> str:
    if not _REPOSITORY.fullmatch(value):
        raise _needs(say("tên kho, viết chủ-kho/tên-kho, ví dụ co-quan/cchc"))
    return value


def _branch(value: str) -> str:
    if not _BRANCH.fullmatch(value):
        raise _needs(say("tên một nhánh của git, ví dụ main"))
    return value


class Admin(Model):
    """The page for editing in the browser; it writes to the repository in the editor's own name."""

    backend: Backend = Field(strict=False)
    repo: Annotated[Line, AfterValidator(_repository)]
    branch: Annotated[Line, AfterValidator(_branch)] = "main"
    base_url: Url | None = Field(default=None, validate_default=True)
    """Where the repository's server is; for GitHub, the helper that signs people in."""
    app_id: Line | None = None
    """What the server calls this page (OAuth); without it, editors sign in with a token of their own."""
    editorial_workflow: bool = False
    """Whether what is written waits in a pull request until someone approves of it."""

    @field_validator("base_url")
    @classmethod
    def _has_a_server(cls, value: str | None, info: ValidationInfo) -> str | None:
        if value is None and info.data.get("backend") is Backend.GITEA:
            raise _needs(say("địa chỉ máy chủ Gitea hoặc Forgejo của cơ quan, bắt đầu bằng https://"))
        return value

    @field_validator("editorial_workflow")
    @classmethod
    def _can_review(cls, value: bool, info: ValidationInfo) -> bool:
        if value and info.data.get("backend") is Backend.GITEA:
            raise _needs(say("false: Sveltia CMS chưa mở được yêu cầu ghép trên Gitea và Forgejo"))
        return value


class Review(Model):
    """Whether what is published needs the name of who reviewed it."""

    required: bool = False
    from_month: MonthField | None = Field(default=None, alias="from")
    """The first month it holds for: an archive was reviewed before anyone wrote it down."""

    def covers(self, month: Month) -> bool:
        """Whether posts of a month need a reviewer."""
        return self.required and (self.from_month is None or self.from_month <= month)


VIDEO_HOSTS = ("www.youtube-nocookie.com", "player.vimeo.com")
"""Hosts whose players pages know how to show (`cchc.video`)."""


def _video_host(value: str) -> str:
    if value not in VIDEO_HOSTS:
        raise _needs(say("www.youtube-nocookie.com hoặc player.vimeo.com"))
    return value


_ORIGIN = re.compile(r"https://[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::[0-9]{1,5})?", re.ASCII)


def _origin(value: str) -> str:
    if not _ORIGIN.fullmatch(value.removesuffix("/")):
        raise _needs(say("địa chỉ một cổng, chỉ gồm https:// và tên miền, ví dụ https://tinh.gov.vn"))
    return value.removesuffix("/")


Portal = Annotated[str, AfterValidator(_origin)]


def _refuse_shared_names(key: str, items: tuple["Unit", ...] | tuple["Topic", ...]) -> None:
    """A name that stands for two would silently mean the first."""
    holders: dict[str, str] = {}
    for item in items:
        for name in item.names:
            first = holders.setdefault(fold_name(name), item.id)
            if first != item.id:
                where = {"at": key, "found": name, "ids": f"{first}, {item.id}"}
                raise PydanticCustomError("name_twice", "name_twice", where)


def _default_topics(value: object) -> object:
    if isinstance(value, str) and value != "default":
        raise PydanticCustomError("topics", "topics")
    return DEFAULT_TOPICS if value == "default" else value


class Printed(StrEnum):
    """What of the procedures is published for printing: nothing; leaflets and sheets; booklets, too."""

    OFF = "off"
    SHEETS = "sheets"
    ALL = "all"


class PluginConfig(Model):
    """The `cchc` entry below `plugins:` in mkdocs.yml."""

    posts_dir: Line = "posts"
    agency: Agency | None = None
    units: tuple[Unit, ...] = Field(default=(), strict=False)
    unit_groups: tuple[UnitGroup, ...] = Field(default=(), strict=False)
    topics: Annotated[tuple[Topic, ...], Field(strict=False), BeforeValidator(_default_topics)] = DEFAULT_TOPICS
    quota: Quota = Quota()
    plan_page: Visibility = Field(default=Visibility.INTERNAL, strict=False)
    """Who sees the pages of the year's plan, its tasks and targets."""
    review: Review = Review()
    feedback: FeedbackSettings = FeedbackSettings()
    holidays: Annotated[tuple[DayField, ...], Field(strict=False)] = ()
    """Days on which offices are closed, besides weekends and the fixed holidays (`cchc.workdays`)."""
    reports: Reports = Reports()
    admin: Admin | None = None
    framed_by: Annotated[tuple[Portal, ...], Field(strict=False)] = ()
    """Portals that may show pages of this site in a frame of theirs; without any, nobody may."""
    search: Search = Search()
    paper: Printed = Field(default=Printed.OFF, strict=False)
    """What of the procedures is published as PDF, for printing; some 140 KB for each."""
    page_size: int = Field(default=10, ge=1, le=100)
    feed_size: int = Field(default=20, ge=1, le=200)
    video_hosts: Annotated[
        tuple[Annotated[Line, AfterValidator(_video_host)], ...],
        Field(strict=False),
    ] = ("www.youtube-nocookie.com",)
    """Hosts from which a page may show a video, once a reader has asked for it; the frames that the policy allows."""

    @field_validator("paper", "plan_page", mode="before")
    @classmethod
    def _off_is_a_word(cls, value: object) -> object:
        return "off" if value is False else value  # YAML 1.1 reads a bare `off` as false

    @property
    def topic_list(self) -> tuple[Topic, ...]:
        """The topics in the order shown."""
        return self.topics

    @model_validator(mode="after")
    def _ids_are_unique(self) -> Self:
        for key, items in (("units", self.units), ("topics", self.topics)):
            ids = [item.id for item in items]
            twice = ", ".join(sorted({id_ for id_ in ids if ids.count(id_) > 1}))
            if twice:
                raise PydanticCustomError("id_twice", "id_twice", {"at": key, "found": twice, "id": twice})
            _refuse_shared_names(key, items)
        owners = {fold_name(name): unit.id for unit in self.units for name in unit.names}
        refuse_wrong(self.unit_groups, owners, [unit.id for unit in self.units])
        named = {
            "quota.responsible_unit": self.quota.responsible_unit,
            "feedback.receiving_unit": self.feedback.receiving_unit,
        }
        for key, id_ in named.items():
            if id_ and id_ not in {unit.id for unit in self.units}:
                allowed = ", ".join(unit.id for unit in self.units)
                where = {"at": key, "found": id_}
                raise PydanticCustomError("responsible_unit", "responsible_unit", {**where, "allowed": allowed})
        refuse_unknown(self.reports, [unit.id for unit in self.units], [topic.id for topic in self.topics])
        return self

    @property
    def reform_contents(self) -> tuple[Topic, ...]:
        """The reform contents of which reports say whether any post was written, in the order of the topics."""
        asked = self.reports.contents if self.reports.contents is not None else REFORM_CONTENTS
        return tuple(topic for topic in self.topics if topic.id in asked)

    @property
    def judged_from(self) -> Month | None:
        """The month from which it is asked when a post came: for the quota, and for reports."""
        months = (self.quota.judged_from, self.reports.late_from)
        return min((month for month in months if month is not None), default=None)
