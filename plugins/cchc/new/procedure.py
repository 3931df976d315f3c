"""A new procedure: what the law makes mandatory is asked, and the file that comes of it."""

from collections.abc import Callable, Sequence
from pathlib import PurePosixPath

from cchc.front_matter import quoted, written
from cchc.labels import CHANNEL, LEVEL
from cchc.locale import Translator, say
from cchc.model import SetupError, Site
from cchc.new.files import Draft, commented
from cchc.new.questions import Question, Values, of_choices, of_kind
from cchc.schema import PROCEDURE, Line, Url
from cchc.schema.fields import Code
from cchc.text import sort_key


def questions(site: Site, translate: Translator) -> Sequence[Question]:
    """Return what a new procedure needs to know (NĐ 63/2010/NĐ-CP, Điều 8)."""
    levels = [(level.value, label.render(translate)) for level, label in LEVEL.items()]
    channels = [(channel.value, label.render(translate)) for channel, label in CHANNEL.items()]
    fields = sorted({item.meta.field for item in site.procedures}, key=sort_key)

    def line(
        key: str,
        label: str,
        *,
        default: str = "",
        choices: Sequence[tuple[str, str]] = (),
        several: bool = False,
        may_be_empty: bool = False,
    ) -> Question:
        return Question(
            key=key,
            label=label,
            check=of_kind(Line, label, translate),
            default=default,
            choices=choices,
            several=several,
            may_be_empty=may_be_empty,
            is_wanted=not may_be_empty,
        )

    label = translate("Mã thủ tục (như trên Cổng Dịch vụ công quốc gia)")
    portal = translate("Trang của thủ tục trên Cổng Dịch vụ công quốc gia (Enter để bỏ qua)")
    return (
        Question(key="code", label=label, check=_code(site, label, translate)),
        line("name", translate("Tên thủ tục")),
        line("field", translate("Lĩnh vực"), choices=[(field, field) for field in fields]),
        Question(
            key="level",
            label=translate("Cấp thực hiện"),
            check=of_choices(levels, translate),
            choices=levels,
            several=True,
        ),
        line("agency", translate("Cơ quan thực hiện"), default=site.config.agency.name, several=True),
        line("subject", translate("Đối tượng thực hiện"), several=True),
        Question(
            key="channel",
            label=translate("Cách thức nộp hồ sơ"),
            check=of_choices(channels, translate),
            choices=channels,
            several=True,
        ),
        line("time_limit", translate("Thời hạn giải quyết, ví dụ 03 ngày làm việc")),
        line("fee", translate("Phí, lệ phí (Enter để bỏ qua)"), may_be_empty=True),
        line("dossier", translate("Thành phần hồ sơ"), several=True),
        line("step", translate("Các bước thực hiện"), several=True),
        line("decision", translate("Số quyết định công bố, ví dụ 163/QĐ-BTP"), several=True),
        Question(
            key="portal_url",
            label=portal,
            check=of_kind(Url, portal, translate),
            may_be_empty=True,
            is_wanted=False,
        ),
    )


def _code(site: Site, label: str, translate: Translator) -> Callable[[str], str]:
    of_schema = of_kind(Code, label, translate)

    def check(text: str) -> str:
        code = of_schema(text)
        twin = site.procedure(code)
        other = str(twin.path) if twin else ""
        if not other and (site.config.root / _path(site, code)).exists():
            other = str(_path(site, code))
        if other:
            raise SetupError(say("Mã thủ tục {code} đã có ở {other}.", code=code, other=other).render(translate))
        return code

    return check


def _path(site: Site, code: str) -> PurePosixPath:
    """Return the file of a procedure; its name is its address on the site."""
    return site.config.docs_dir / PROCEDURE.folder / f"{code[:8]}.md"


def draft(site: Site, values: Values, translate: Translator) -> Draft:
    """Return the file of a new procedure; optional keys stand in it as comments, ready to be used."""
    one = {key: "".join(items[:1]) for key, items in values.items()}
    time_limit = quoted(one["time_limit"])
    lines = [
        (translate("Mã thủ tục, luôn trong dấu nháy kép."), f'code: "{one["code"]}"'),
        (translate("Tên thủ tục, chép đúng như Cơ sở dữ liệu quốc gia về TTHC."), f"name: {quoted(one['name'])}"),
        (translate("Lĩnh vực: các thủ tục cùng lĩnh vực ghi giống hệt nhau."), f"field: {quoted(one['field'])}"),
        (
            translate("Cấp thực hiện: bo, tinh, xa, khac (có thể nhiều cấp)."),
            f"levels: {written(list(values['level']))}",
        ),
        (translate("Cơ quan thực hiện."), _listed("executing_agencies", values["agency"])),
        (translate("Đối tượng thực hiện."), _listed("subjects", values["subject"])),
        (
            translate("Cách thức: in_person (trực tiếp), online (trực tuyến), post (bưu chính)."),
            "\n".join(
                ("methods:", *(f"  - {{channel: {item}, time_limit: {time_limit}}}" for item in values["channel"]))
            ),
        ),
        (translate("Thời hạn giải quyết."), f"time_limit: {time_limit}"),
        (
            translate("Phí, lệ phí; có miễn, giảm thì ghi ở fee_note."),
            f"fee: {quoted(one['fee']) if one['fee'] else ''}",
        ),
        ("", "fee_note:"),
        (
            translate("Thành phần hồ sơ: originals là số bản chính, copies là số bản sao; sửa lại cho đúng."),
            "\n".join(("dossier:", *(f"  - {{name: {quoted(item)}, originals: 1}}" for item in values["dossier"]))),
        ),
        (translate("Trình tự thực hiện, mỗi bước một dòng."), _listed("steps", values["step"])),
        (translate("Kết quả; yêu cầu, điều kiện; căn cứ pháp lý: mỗi mục một dòng như trên."), "results:"),
        ("", "conditions:"),
        ("", "legal_basis:"),
        (
            translate(
                "Dịch vụ công trực tuyến: unknown (chưa xác định), full, partial (ghi thêm online_reason), information."
            ),
            "online_level: unknown",
        ),
        (
            translate("Các quyết định công bố; có thể thêm date, effective, issuer, action."),
            "\n".join(("announcing_decisions:", *(f"  - {{number: {quoted(item)}}}" for item in values["decision"]))),
        ),
        (translate("Trang của thủ tục trên Cổng Dịch vụ công quốc gia."), f"portal_url: {one['portal_url']}"),
    ]
    path = _path(site, one["code"])
    return Draft(path, commented([(comment, line.rstrip()) for comment, line in lines]))


def _listed(key: str, items: Sequence[str]) -> str:
    return "\n".join((f"{key}:", *(f"  - {quoted(item)}" for item in items)))
