"""What a report says of documents: what was issued, what took effect, what ended, what posts made known."""

import datetime as dt

from cchc.locale import translator
from cchc.reports.content import Linked, Part, Window
from cchc.reports.parts.documents import part
from tests.conftest import Project
from tests.test_documents import document

YEAR = Window(id="2026", name="năm 2026", first=dt.date(2025, 12, 15), last=dt.date(2026, 12, 14))


def said(made: Part) -> list[str]:
    """Return the sentences and what is missing, in Vietnamese."""
    texts = (*made.sentences, *made.missing)
    return [text if isinstance(text, str) else text.render(translator("vi")) for text in texts]


def test_documents_are_counted_by_what_became_of_them_in_the_window(project: Project) -> None:
    project.write("docs/van-ban/cu.md", document("42/2022/NĐ-CP", date="2022-06-24"))
    project.write(
        "docs/van-ban/moi.md",
        document("224/2026/NĐ-CP", date="2026-05-20", effective="2026-07-01", replaces="[42/2022/NĐ-CP]"),
    )
    project.write("docs/van-ban/xa.md", document("5/KH-UBND", type="ke-hoach", issuer="UBND XÃ MẪU", date="2025-12-15"))
    project.write("docs/van-ban/tre.md", document("6/KH-UBND", type="ke-hoach", issuer="UBND tỉnh", date="2026-12-01"))
    project.write("docs/van-ban/truoc.md", document("7/KH-UBND", type="ke-hoach", date="2025-12-14"))
    project.post("2026/05/a", "Theo 224/2026/NĐ-CP và 42/2022/NĐ-CP.\n", title="A", documents="[5/KH-UBND]")
    project.post("2026/05/b", "Theo 7/KH-UBND.\n", title="B", status="draft")
    made = part(project.site(), YEAR)
    assert said(made) == [
        "Danh mục văn bản về cải cách hành chính có 02 văn bản ban hành trong kỳ, gồm: 01 nghị định, 01 kế hoạch.",
        "Trong đó 01 văn bản do UBND xã Mẫu ban hành.",
        "Số văn bản bắt đầu có hiệu lực trong kỳ: 02.",
        "Số văn bản hết hiệu lực trong kỳ: 01 (42/2022/NĐ-CP).",
        "Tin, bài đăng trong kỳ nhắc tới 03 văn bản trong danh mục.",
        "Kế hoạch số 5/KH-UBND chưa có tệp hoặc địa chỉ toàn văn.",
    ]
    assert {key: number for key, _, number in made.figures} == {
        "issued": 2,
        "issued_by_agency": 1,
        "took_effect": 2,
        "ended": 1,
        "cited": 3,
        "type.nghi-dinh": 1,
        "type.ke-hoach": 1,
    }
    by_type, by_issuer, listed, ended = made.tables
    assert [row[1] for row in by_type.rows] == [1, 1]
    assert by_issuer.rows == [("Chính phủ", 1), ("UBND XÃ MẪU", 1)]
    assert [row[1] for row in listed.rows] == [
        Linked("5/KH-UBND", "van-ban/5-kh-ubnd/"),
        Linked("224/2026/NĐ-CP", "van-ban/224-2026-nd-cp/"),
    ]
    assert [row[7] for row in ended.rows] == [dt.date(2026, 7, 1)]
    assert all(len(row) == len(table.columns) for table in made.tables for row in table.rows)


def test_a_period_without_documents_says_so(project: Project) -> None:
    made = part(project.site(), YEAR)
    assert said(made) == ["Danh mục văn bản về cải cách hành chính không có văn bản nào ban hành trong kỳ."]
    assert not made.tables


def test_what_will_take_effect_later_is_not_reported_yet(project: Project) -> None:
    project.write("docs/van-ban/a.md", document(date="2026-11-01", effective="2026-12-01"))
    for day, count in ((dt.date(2026, 11, 30), 0), (dt.date(2026, 12, 1), 1)):
        assert {key: number for key, _, number in part(project.site(day), YEAR).figures}["took_effect"] == count
