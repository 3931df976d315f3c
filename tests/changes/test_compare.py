"""What a record says otherwise, and nothing else: a change that is missed misleads citizens, noise hides changes."""

import copy
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from cchc.changelog import Change, ChangeKind, How
from cchc.changes.compare import compare
from cchc.changes.versions import Version, read
from cchc.text import normalize
from tests.changes.records import DECISION, record, written, written_otherwise

CODE = "1.001193"
BODY = "Một đoạn.\n\nĐoạn hai, dài hơn."


def version(values: dict[str, Any], body: str = BODY) -> Version:
    found = read(normalize(written(values, body)))
    assert isinstance(found, Version)
    return found


def change(body: str = BODY, **changes: Any) -> Change | None:
    return compare(version(record(CODE)), version(record(CODE, **changes), body))


def told(found: Change | None) -> list[tuple[str, str, int, str]]:
    assert found is not None
    return [(item.key, item.how.value, item.place, item.below) for item in found.differences]


def test_the_same_written_otherwise_is_no_change() -> None:
    otherwise = read(normalize(written_otherwise(record(CODE), BODY)))
    assert isinstance(otherwise, Version)
    assert compare(version(record(CODE)), otherwise) is None


def test_a_procedure_of_one_side_is_added_or_removed() -> None:
    new, gone = compare(None, version(record(CODE))), compare(version(record(CODE)), None)
    assert new
    assert gone
    assert (new.kind, gone.kind) == (ChangeKind.ADDED, ChangeKind.REMOVED)
    assert (new.code, new.name, new.decision and new.decision["number"]) == (CODE, f"Thủ tục số {CODE}", "163/QĐ-BTP")


def test_a_value_is_told_as_it_was_and_as_it_is() -> None:
    found = change(fee="10.000 đồng", fee_note="Theo nghị quyết", time_limit=None)
    assert found
    assert found.kind is ChangeKind.AMENDED
    assert [(item.key, item.how, item.before, item.after) for item in found.differences] == [
        ("time_limit", How.REMOVED, "Trong ngày", None),
        ("fee", How.CHANGED, "8.000 đồng", "10.000 đồng"),
        ("fee_note", How.ADDED, None, "Theo nghị quyết"),
    ]


def test_a_step_between_others_is_the_only_one_that_is_new() -> None:
    steps = record(CODE)["steps"]
    assert told(change(steps=[steps[0], "Đóng lệ phí", *steps[1:]])) == [("steps", "added", 2, "")]
    assert told(change(steps=[steps[0], steps[2]])) == [("steps", "removed", 2, "")]


def test_an_amended_step_is_told_from_a_new_one() -> None:
    steps = record(CODE)["steps"]
    assert told(change(steps=[steps[0], "Chờ cán bộ thẩm tra giấy tờ trong 02 ngày", steps[2]])) == [
        ("steps", "changed", 2, "")
    ]


def test_steps_in_another_order_are_another_procedure_and_subjects_are_not() -> None:
    steps = record(CODE)["steps"]
    assert told(change(steps=steps[::-1])) == [("steps", "moved", 0, "")]
    assert change(levels=["tinh", "xa"]) is None


def test_a_paper_is_known_by_its_name_wherever_it_stands() -> None:
    own, other = record(CODE)["dossier"]
    assert told(change(dossier=[{**other, "copies": 2}, {"name": "Ảnh", "originals": 2}, own])) == [
        ("dossier", "changed", 1, "copies"),
        ("dossier", "added", 2, ""),
        ("dossier", "moved", 0, ""),
    ]


def test_a_count_of_none_is_the_same_as_no_count() -> None:
    own, other = record(CODE)["dossier"]
    assert change(dossier=[{**own, "copies": 0}, {**other, "originals": 0}]) is None


def test_a_paragraph_of_the_text_is_told() -> None:
    assert told(change(body="Một đoạn.\n\nĐoạn hai,\ndài hơn.\n\nĐoạn ba.")) == [("body", "added", 3, "")]


def test_an_abolition_names_its_decision_and_what_comes_instead() -> None:
    decision = {"number": "456/QĐ-UBND", "date": "2026-12-20", "effective": "2027-01-01", "action": "abolished"}
    found = change(announcing_decisions=[DECISION, decision], replaced_by="2.000635")
    assert found
    assert (found.kind, found.replaced_by) == (ChangeKind.ABOLISHED, "2.000635")
    assert found.decision
    assert found.decision["number"] == "456/QĐ-UBND"


def test_a_replacement_is_one_by_its_decision_or_by_its_successor() -> None:
    decision = {"number": "456/QĐ-UBND", "date": "2026-12-20", "action": "replaced"}
    for found in (change(announcing_decisions=[DECISION, decision]), change(replaced_by="2.000635")):
        assert found
        assert found.kind is ChangeKind.REPLACED


def test_a_new_decision_that_amends_is_the_one_that_is_named() -> None:
    decision = {"number": "9/QĐ-BTP", "date": "2026-05-01", "action": "amended"}
    found = change(announcing_decisions=[DECISION, decision], fee="Miễn phí")
    assert found
    assert (found.kind, found.decision and found.decision["number"]) == (ChangeKind.AMENDED, "9/QĐ-BTP")


def test_a_procedure_that_was_only_reviewed_has_not_changed_for_readers() -> None:
    found = change(synced_at="2026-11-20", updated="2026-11-20", owner_unit="van-phong")
    assert found
    assert found.kind is ChangeKind.REVIEWED


def test_what_the_schema_refuses_is_compared_as_it_is_written() -> None:
    found = change(levels=["huyen"], online_level="toan trinh", la="lạ")
    assert {item[0] for item in told(found)} == {"levels", "online_level", "la"}


_EDITS: dict[str, Any] = {
    "name": "Tên khác hẳn",
    "fee": "99.000 đồng",
    "time_limit": "05 ngày làm việc",
    "conditions": ["Có mặt khi nộp hồ sơ"],
    "online_level": "full",
    "methods": [{"channel": "in_person", "time_limit": "09 ngày"}, {"channel": "online", "fee": "Miễn phí"}],
    "dossier": [{"name": "Tờ khai", "originals": 3}, {"name": "Giấy tờ tùy thân", "copies": 1}],
    "steps": ["Nộp hồ sơ tại bộ phận một cửa", "Nhận kết quả theo phiếu hẹn"],
    "subjects": ["Công dân Việt Nam", "Doanh nghiệp"],
    "portal_url": "https://dichvucong.gov.vn/thu-tuc",
}


@given(st.sets(st.sampled_from(sorted(_EDITS))))
def test_random_edits_are_told_exactly(edits: set[str]) -> None:
    before = record(CODE)
    after = copy.deepcopy(before) | {key: _EDITS[key] for key in edits}
    found = compare(version(before), version(after))
    assert {item.key for item in found.differences} == edits if found else not edits
    back = compare(version(after), version(before))
    assert {item.key for item in back.differences} == edits if back else not edits


_WORD = st.text("abc đêơ", min_size=1, max_size=12).map(str.strip).filter(bool)
_LISTS = st.lists(_WORD, max_size=8)


@given(_LISTS, _LISTS)
def test_a_list_can_be_made_again_from_what_is_told(before: list[str], after: list[str]) -> None:
    old, new = version(record(CODE, steps=before or None)), version(record(CODE, steps=after or None))
    found = compare(old, new)
    told_ = found.differences if found else ()
    left = list(old.values.get("steps", []))
    for gone in (item.before for item in told_ if item.how in (How.REMOVED, How.CHANGED)):
        left.remove(gone)
    left += [item.after for item in told_ if item.how in (How.ADDED, How.CHANGED)]
    assert sorted(left) == sorted(new.values.get("steps", []))
