"""The kinds of records: Markdown files with front matter, each kind in a folder of its own below docs/."""

from dataclasses import dataclass

from pydantic import BaseModel

from cchc.locale import Text, say
from cchc.schema.activities import ActivityMeta
from cchc.schema.documents import DocumentMeta
from cchc.schema.events import EventMeta
from cchc.schema.feedback import FeedbackMeta
from cchc.schema.indicators import IndicatorMeta
from cchc.schema.plans import PlanMeta
from cchc.schema.posts import PostMeta
from cchc.schema.procedures import ProcedureMeta


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordKind:
    """One kind of record: where its files lie, and what they may say."""

    name: str
    """What the command line and the files for editors call it."""
    folder: str
    """Below docs/, and the first part of its pages' addresses."""
    meta: type[BaseModel]
    title: str
    """The key that says what a file is about, even where the file cannot be published."""
    heading: Text
    """What its table of keys is called."""
    noun: Text
    front_matter: Text
    """What its JSON Schema is called."""
    has_items: bool = False
    """Whether rules judge items inside its values, and name their lines."""


POST = RecordKind(
    name="post",
    folder="tin-bai",
    meta=PostMeta,
    title="title",
    heading=say("Bài viết"),
    noun=say("bài viết"),
    front_matter=say("Phần khai báo của bài viết"),
)
PROCEDURE = RecordKind(
    name="procedure",
    folder="thu-tuc",
    meta=ProcedureMeta,
    title="name",
    heading=say("Thủ tục hành chính"),
    noun=say("thủ tục"),
    front_matter=say("Phần khai báo của thủ tục hành chính"),
)
DOCUMENT = RecordKind(
    name="document",
    folder="van-ban",
    meta=DocumentMeta,
    title="abstract",
    heading=say("Văn bản"),
    noun=say("văn bản"),
    front_matter=say("Phần khai báo của văn bản"),
)
EVENT = RecordKind(
    name="event",
    folder="su-kien",
    meta=EventMeta,
    title="title",
    heading=say("Sự kiện"),
    noun=say("sự kiện"),
    front_matter=say("Phần khai báo của sự kiện"),
)
ACTIVITY = RecordKind(
    name="activity",
    folder="hoat-dong",
    meta=ActivityMeta,
    title="title",
    heading=say("Hoạt động tuyên truyền"),
    noun=say("hoạt động"),
    front_matter=say("Phần khai báo của hoạt động tuyên truyền"),
)
FEEDBACK = RecordKind(
    name="feedback",
    folder="hoi-dap",
    meta=FeedbackMeta,
    title="title",
    heading=say("Phản ánh, kiến nghị"),
    noun=say("phản ánh, kiến nghị"),
    front_matter=say("Phần khai báo của phản ánh, kiến nghị"),
)
PLAN = RecordKind(
    name="plan",
    folder="ke-hoach",
    meta=PlanMeta,
    title="title",
    heading=say("Kế hoạch năm"),
    noun=say("kế hoạch"),
    front_matter=say("Phần khai báo của kế hoạch năm"),
    has_items=True,
)
INDICATOR = RecordKind(
    name="indicator",
    folder="chi-so",
    meta=IndicatorMeta,
    title="name",
    heading=say("Chỉ số"),
    noun=say("chỉ số"),
    front_matter=say("Phần khai báo của chỉ số"),
    has_items=True,
)
RECORDS = (PROCEDURE, DOCUMENT, EVENT, ACTIVITY, FEEDBACK, PLAN, INDICATOR)
FOLDERS = {kind.folder: kind for kind in RECORDS}
"""The kind of the records of each folder below docs/."""
