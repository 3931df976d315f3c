"""Names that stand for several units: where they may be written, what they mean, how they are shown."""

import re

import pytest

from cchc import json_schema, plan_words
from cchc.locale import translator
from cchc.model import SetupError
from cchc.schema.unit_groups import UnitGroup, gathered
from tests.conftest import Project

VI = translator("vi")
GROUPS = """\
      unit_groups:
        - {name: "Các phòng, đơn vị", aliases: [Toàn cơ quan], units: [van-phong, van-hoa]}
      quota:
"""
PLAN = """\
---
title: Kế hoạch
year: 2026
tasks:
  - {id: mot, name: Một, lead_units: [van-phong], supporting_units: [van-hoa, "các phòng,  đơn vị"], due: ongoing}
  - {id: hai, name: Hai, lead_units: [toàn cơ quan, van-phong], due: quarterly, due_text: Theo quý hoặc theo yêu cầu}
---
"""


@pytest.fixture
def grouped(project: Project) -> Project:
    """An agency with one name for two of its units."""
    project.configure("      quota:\n", GROUPS)
    return project


def test_a_name_for_several_units_means_each_of_them(grouped: Project) -> None:
    grouped.write("docs/ke-hoach/2026.md", PLAN)
    grouped.article("2026/05/a", co_units='["Các phòng, đơn vị", van-hoa]')
    site = grouped.site()
    one, two = site.plans[0].meta.tasks
    assert one.supporting_units == ("van-hoa", "van-phong", "van-hoa")  # who is named besides stays named
    assert plan_words.units(site, one.supporting_units) == "Phòng Văn hóa - Xã hội; Các phòng, đơn vị"
    assert two.lead_units == ("van-phong", "van-hoa")
    assert plan_words.units(site, two.lead_units, ("Sở Nội vụ",)) == "Các phòng, đơn vị; Sở Nội vụ"
    assert plan_words.task_due(two, "vi").render(VI) == "Theo quý hoặc theo yêu cầu"
    assert plan_words.task_due(one, "vi").render(VI) == "Thường xuyên"
    assert site.posts[0].meta.co_units == ("van-phong", "van-hoa")
    assert grouped.codes() == ["CCHC871"]


def test_a_post_is_of_one_unit(grouped: Project) -> None:
    grouped.article("2026/05/a", unit='"Các phòng, đơn vị"')
    (found,) = grouped.findings()
    assert found.code == "CCHC301"
    assert "một đơn vị: van-phong, van-hoa, mttq (tên này là tên chung của nhiều đơn vị" in found.message


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        ('{name: "Các phòng", units: [van-phong, phong-la]}', "unit_groups, mục 1, khóa units: giá trị «phong-la»"),
        ("{name: Văn phòng, units: [van-hoa]}", "«Văn phòng» không dùng được; cần mỗi tên gọi chỉ của một nơi"),
        ("{name: Các phòng, units: []}", "ít nhất một mục"),
        ("{name: Các phòng, đơn vị, units: [van-phong]}", "đặt cả câu có dấu phẩy trong dấu nháy kép"),
    ],
)
def test_a_group_that_cannot_be_is_refused_in_words(project: Project, entry: str, says: str) -> None:
    project.configure("      quota:\n", f"      unit_groups:\n        - {entry}\n      quota:\n")
    with pytest.raises(SetupError) as error:
        project.site()
    assert says in str(error.value)


def test_editors_offer_a_group_only_where_there_is_room_for_several(grouped: Project) -> None:
    node = json_schema.build("post", grouped.site().config.plugin, VI)["properties"]
    fits = re.compile(node["co_units"]["items"]["anyOf"][1]["pattern"]).search
    assert fits("các phòng, đơn vị")
    assert fits("VP HĐND&UBND")
    assert not re.search(node["unit"]["anyOf"][1]["pattern"], "các phòng, đơn vị")


def test_a_row_that_is_no_whole_group_stays_a_row() -> None:
    small, large = UnitGroup(name="Hai", units=("a", "b")), UnitGroup(name="Ba", units=("a", "b", "c"))
    assert gathered([small, large], ["a", "b", "c"]) == [large]
    assert gathered([small, large], ["a", "b", "d"]) == [small, "d"]
    assert gathered([small, large], ["b", "a"]) == ["b", "a"]
    assert gathered([UnitGroup(name="Một", units=("a",))], ["a", "b"]) == ["a", "b"]
    assert gathered([], []) == []
