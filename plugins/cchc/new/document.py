"""A new document of the register: what is asked, and the file that comes of it."""

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import PurePosixPath

from cchc.front_matter import quoted
from cchc.labels import DOCUMENT_TYPE
from cchc.locale import Translator, say
from cchc.model import SetupError, Site
from cchc.new.files import Draft, commented
from cchc.new.questions import Question, Values, of_choices, of_day, of_kind
from cchc.schema import DOCUMENT, Line, Url
from cchc.schema.documents import Number, number_key, number_meant
from cchc.text import slug, sort_key


def questions(site: Site, translate: Translator) -> Sequence[Question]:
    """Return what a new document needs to know."""
    types = [(type_.value, label.render(translate)) for type_, label in DOCUMENT_TYPE.items()]
    issuers = sorted({item.meta.issuer for item in site.documents}, key=sort_key)
    number = translate("Số, ký hiệu, ví dụ 118/2025/NĐ-CP (chưa có số thì Enter)")
    abstract, issuer = translate("Trích yếu"), translate("Cơ quan ban hành")
    signed, effective = translate("Ngày ký (Enter để bỏ qua)"), translate("Ngày có hiệu lực (Enter nếu là ngày ký)")
    url = translate("Địa chỉ toàn văn (Enter để bỏ qua)")
    return (
        Question(key="number", label=number, check=of_number(number, translate), may_be_empty=True),
        Question(key="type", label=translate("Loại văn bản"), check=of_choices(types, translate), choices=types),
        Question(key="abstract", label=abstract, check=of_kind(Line, abstract, translate)),
        Question(
            key="issuer",
            label=issuer,
            check=of_kind(Line, issuer, translate),
            choices=[(name, name) for name in issuers],
        ),
        Question(key="date", label=signed, check=of_day(signed, translate), may_be_empty=True),
        Question(
            key="effective",
            label=effective,
            check=of_day(effective, translate),
            may_be_empty=True,
            is_wanted=False,
        ),
        Question(key="url", label=url, check=of_kind(Url, url, translate), may_be_empty=True, is_wanted=False),
    )


def of_number(label: str, translate: Translator) -> Callable[[str], str]:
    """Return the check of a document's number; people may write it in many ways."""
    of_schema = of_kind(Number, label, translate)

    def check(text: str) -> str:
        return of_schema(number_meant(text) or text)

    return check


def draft(site: Site, values: Values, today: dt.date, translate: Translator) -> Draft:
    """Return the file; raises SetupError when the register has the document already."""
    one = {key: found[0] if found else "" for key, found in values.items()}
    lines = [
        (translate("Số, ký hiệu đúng như ghi trên văn bản; chưa có số thì để trống."), f"number: {one['number']}"),
        (translate("Loại văn bản."), f"type: {one['type']}"),
        (translate("Trích yếu nội dung."), f"abstract: {quoted(one['abstract'])}"),
        (translate("Cơ quan ban hành."), f"issuer: {quoted(one['issuer'])}"),
        (translate("Ngày ký; ngày có hiệu lực (để trống thì là ngày ký); ngày hết hiệu lực."), f"date: {one['date']}"),
        ("", f"effective: {one['effective']}"),
        ("", "expires:"),
        (translate("Người ký."), "signer:"),
        (translate("Nội dung CCHC, như ở bài viết."), "topic:"),
        (
            translate("Tệp của văn bản, chép vào cùng thư mục, mỗi tệp một dòng:")
            + "\n  - {file: 118-2025-nd-cp.pdf, title: Toàn văn}",
            "files:",
        ),
        (translate("Địa chỉ toàn văn ở nơi công bố chính thức."), f"url: {one['url']}"),
        (translate("Số các văn bản mà văn bản này thay thế; sửa đổi, bổ sung. Ví dụ: [42/2022/NĐ-CP]"), "replaces:"),
        ("", "amends:"),
        (translate("Ngày sửa tệp này."), f"updated: {today}"),
    ]
    path, same_address = _place(site, one, translate)
    if same_address:
        lines.insert(-1, (translate("Phần cuối địa chỉ, vì đã có văn bản khác trùng số."), f"id: {path.stem}"))
    return Draft(path, commented([(comment, line.rstrip()) for comment, line in lines]))


def _place(site: Site, one: dict[str, str], translate: Translator) -> tuple[PurePosixPath, bool]:
    """Return the file of a document, and whether the address after its number is another's."""
    folder = site.config.docs_dir / DOCUMENT.folder
    number, year = one["number"], one["date"][:4]
    same = (item for item in site.documents if number and _is_same(item.meta.number, number))
    twin = next(
        (item for item in same if year in (str(item.meta.year), "") and item.meta.issuer == one["issuer"]), None
    )
    if twin:
        text = say("Văn bản số {number} đã có ở {other}.", number=number, other=str(twin.path))
        raise SetupError(text.render(translate))
    name = slug(number or one["abstract"], 60) or DOCUMENT.folder
    taken = {item.id for item in site.documents} | {item.path.stem for item in site.documents}
    names = (name, *(f"{name}-{more}" for more in (year, *range(2, 100)) if more))
    free = next(
        found for found in names if found not in taken and not (site.config.root / folder / f"{found}.md").exists()
    )
    return folder / f"{free}.md", bool(number) and name in taken


def _is_same(written: str | None, number: str) -> bool:
    return written is not None and number_key(written) == number_key(number)
