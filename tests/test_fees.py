"""What a procedure costs: nobody is told «Miễn phí» where a note says otherwise."""

import pytest

from cchc import fees
from cchc.locale import translator
from cchc.schema import ProcedureMeta
from tests.conftest import Project

COUNCIL = "Mức lệ phí cụ thể do Hội đồng nhân dân tỉnh quyết định."
BODY = """\
---
code: "1.001193"
name: Thủ tục đăng ký khai sinh
field: Hộ tịch
levels: [xa]
executing_agencies: [Ủy ban nhân dân cấp xã]
subjects: [Công dân Việt Nam]
time_limit: Trong ngày
dossier: [{name: Tờ khai, originals: 1}]
steps: [Nộp hồ sơ]
announcing_decisions: [{number: 163/QĐ-BTP}]
"""


def meta(project: Project, *lines: str, methods: str = "[{channel: in_person}]") -> ProcedureMeta:
    """Return a record with some more lines of front matter."""
    project.write("docs/thu-tuc/1.001193.md", "\n".join([BODY.rstrip(), f"methods: {methods}", *lines, "---", ""]))
    (procedure,) = project.site().procedures
    return procedure.meta


def shown(record: ProcedureMeta) -> list[str]:
    """Return the fee as lists and pages show it, then that of each way to hand in."""
    translate = translator("vi")
    return [fees.of(record, translate).text, *(fees.of_method(item, record, translate).text for item in record.methods)]


@pytest.mark.parametrize(
    "text", ["Miễn phí", "MIỄN PHÍ.", "Miễn lệ phí", "Không thu phí", "Không thu phí, lệ phí", "Không", "0 đồng", "0"]
)
def test_what_is_free_is_told_as_it_is_written(project: Project, text: str) -> None:
    assert fees.is_free(text)
    assert shown(meta(project, f"fee: '{text}'")) == [text, text]


@pytest.mark.parametrize("text", ["8.000 đồng", "Không quá 50.000 đồng", "Miễn phí cho hộ nghèo", "10 đồng", "Có"])
def test_what_costs_something_is_not_free(text: str) -> None:
    assert not fees.is_free(text)


@pytest.mark.parametrize("text", ["Miễn phí", "Không thu phí", "0 đồng", "Miễn phí (theo Nghị quyết của HĐND tỉnh)"])
def test_free_with_a_note_is_not_told_as_free(project: Project, text: str) -> None:
    record = meta(project, f"fee: {text}", f"fee_note: {COUNCIL}")
    assert shown(record) == ["Xem ghi chú", "Xem ghi chú"]
    assert COUNCIL in fees.of(record, translator("vi")).note


def test_a_note_within_the_fee_is_a_note_too(project: Project) -> None:
    record = meta(project, f"fee: Miễn phí ({COUNCIL})")
    assert shown(record) == ["Xem ghi chú", "Xem ghi chú"]
    assert fees.of(record, translator("vi")).note == f"Miễn phí ({COUNCIL})"


def test_a_note_on_money_beside_one_way_to_hand_in_counts(project: Project) -> None:
    ways = f"[{{channel: online, fee: Miễn phí}}, {{channel: post, fee: Miễn phí, note: '{COUNCIL}'}}]"
    record = meta(project, "fee: Miễn phí", methods=ways)
    assert shown(record) == ["Xem ghi chú", "Miễn phí", "Xem ghi chú"]
    assert fees.of(record, translator("vi")).note == COUNCIL


def test_the_note_of_one_way_is_told_beside_it(project: Project) -> None:
    ways = f"[{{channel: online, fee: Miễn phí}}, {{channel: post, fee: Miễn phí, fee_note: '{COUNCIL}'}}]"
    record = meta(project, "fee: Miễn phí", methods=ways)
    assert shown(record) == ["Xem ghi chú", "Miễn phí", "Xem ghi chú"]
    assert [fees.of_method(item, record, translator("vi")).note for item in record.methods] == ["", COUNCIL]


def test_a_note_on_other_things_leaves_free_what_is_free(project: Project) -> None:
    record = meta(
        project, "fee: Miễn phí", methods="[{channel: in_person, note: Tại Trung tâm Phục vụ hành chính công}]"
    )
    assert shown(record) == ["Miễn phí", "Miễn phí"]


def test_fees_that_differ_are_told_by_the_way_to_hand_in(project: Project) -> None:
    ways = "[{channel: online, fee: 25.000 đồng}, {channel: in_person, fee: 50.000 đồng}, {channel: post}]"
    record = meta(project, methods=ways)
    assert shown(record) == ["Tùy cách nộp hồ sơ", "25.000 đồng", "50.000 đồng", ""]
    assert fees.of(meta(project, "fee: Miễn phí", methods=ways), translator("vi")).differs
    assert not fees.of(meta(project, "fee: 50.000 đồng", methods=ways), translator("vi")).differs


def test_a_fee_with_a_note_says_that_there_is_one(project: Project) -> None:
    assert shown(meta(project, "fee: 8.000 đồng", f"fee_note: {COUNCIL}"))[0] == "8.000 đồng (xem ghi chú)"


def test_a_fee_of_the_province_stands_above_the_portal(project: Project) -> None:
    local = "local_fee: {amount: 5.000 đồng, document: 42/2025/NQ-HĐND}"
    record = meta(project, "fee: Miễn phí", f"fee_note: {COUNCIL}", local)
    assert shown(record) == ["5.000 đồng (42/2025/NQ-HĐND)", "5.000 đồng"]
