"""mkdocs.yml: little is enough, and a mistake is one message that names the key, the value and what is allowed."""

import datetime as dt
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cchc import config
from cchc.dates import Month
from cchc.model import Config, SetupError
from cchc.schema import DEFAULT_TOPICS, Enforce, Visibility
from tests.conftest import MKDOCS, Project

HEAD = "site_name: Chuyên mục\nplugins:\n  - cchc:\n"
UNITS = "units: [{id: van-phong, name: Văn phòng}, {id: van-hoa, name: Văn hóa}]"


def read(folder: Path, *options: str, language: str = "vi") -> Config:
    """Read a mkdocs.yml with these options of the plugin."""
    file = folder / "mkdocs.yml"
    file.write_text(HEAD + "".join(f"      {line}\n" for line in options), "utf-8")
    return config.read(file, language)


def read_text(folder: Path, text: str | bytes, language: str = "vi") -> Config:
    """Read a whole mkdocs.yml."""
    file = folder / "mkdocs.yml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return config.read(file, language)


def message(folder: Path, *options: str, language: str = "vi") -> str:
    """Return the message of a setup that cannot be used."""
    with pytest.raises(SetupError) as caught:
        read(folder, *options, language=language)
    return str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "site_name: Xã\nplugins: [cchc]\n",
        "site_name: Xã\nplugins:\n  - search\n  - cchc:\n",
        "site_name: Xã\nplugins: {search: {}, cchc: {}}\n",
        "site_name: Xã\nplugins:\n  cchc:\n",
        "\ufeffsite_name: Xã\r\nplugins: [cchc]\r\n",
    ],
)
def test_a_name_and_the_plugin_are_enough(tmp_path: Path, text: str) -> None:
    made = read_text(tmp_path, text)
    assert (made.site_name, str(made.posts_dir), str(made.docs_dir)) == ("Xã", "posts", "docs")
    assert (made.agency.name, made.responsible, made.site_url, made.language) == ("Xã", "Xã", "", "vi")
    assert made.plugin.topic_list == DEFAULT_TOPICS
    assert made.quota.target(Month(2026, 5)) == 0
    assert made.quota.enforce is Enforce.WARN
    assert made.quota.page is Visibility.INTERNAL


def test_a_site_with_the_least_configuration_can_be_checked(project: Project) -> None:
    project.write("mkdocs.yml", "site_name: Xã\nplugins: [cchc]\n")
    project.post("2026/05/a")
    assert project.codes() == ["CCHC301"]


@pytest.mark.parametrize("plugins", ["plugins:\n  - cchc: {{{0}}}\n", "plugins:\n  cchc: {{{0}}}\n"])
def test_plugins_are_a_list_or_a_mapping(tmp_path: Path, plugins: str) -> None:
    made = read_text(tmp_path, "site_name: Xã\n" + plugins.format(UNITS + ", page_size: 7"))
    assert [unit.id for unit in made.plugin.units] == ["van-phong", "van-hoa"]
    assert made.plugin.page_size == 7


def test_what_the_agency_writes_is_what_is_read(tmp_path: Path) -> None:
    made = read_text(tmp_path, MKDOCS.replace("cchc/\n", "cchc\n"))
    assert made.root == tmp_path.resolve()
    assert made.site_url == "https://xa.example/cchc/"
    assert made.agency.name == "UBND xã Mẫu"
    assert made.responsible == "Văn phòng HĐND và UBND"
    assert made.unit("mttq").external
    assert made.quota.target(Month(2026, 4)) == 0
    assert made.quota.target(Month(2026, 5)) == 2
    assert made.quota.page is Visibility.PUBLIC


def test_the_values_that_mkdocs_itself_knows_are_read_as_it_reads_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CCHC_URL", "https://tinh.example/cchc")
    (tmp_path / "chung.yml").write_text("docs_dir: trang\nsite_url: !ENV CCHC_URL\n", "utf-8")
    (tmp_path / "trang").mkdir()
    made = read_text(tmp_path, "INHERIT: chung.yml\nsite_name: Xã\nplugins: [cchc]\n")
    assert (str(made.docs_dir), made.site_url) == ("trang", "https://tinh.example/cchc/")


def test_names_are_one_line_of_composed_letters_without_control_characters(tmp_path: Path) -> None:
    name = unicodedata.normalize("NFD", "UBND xã Hòa Thám")
    for folder in ("trang", "tin"):
        (tmp_path / folder).mkdir()
    made = read_text(
        tmp_path,
        f"site_name: '{name}'\ndocs_dir: \"trang\\0\"\n"
        f'plugins:\n  - cchc:\n      posts_dir: "tin\\0"\n      agency: {{id: a, name: "{name}\\a\\n "}}\n',
    )
    assert (made.site_name, made.agency.name) == ("UBND xã Hòa Thám", "UBND xã Hòa Thám")
    assert (str(made.posts_dir), str(made.docs_dir)) == ("tin", "trang")


@pytest.mark.parametrize("quote", ["", "'", '"'])
def test_dates_may_be_quoted_or_not(tmp_path: Path, quote: str) -> None:
    def q(text: str) -> str:
        return f"{quote}{text}{quote}"

    made = read(
        tmp_path,
        f"units: [{{id: a, name: A, active_from: {q('2025-07')}, active_to: {q('2026-06')}}}]",
        "quota:",
        f"  start: {q('2026-05')}",
        f"  late_from: {q('2026-12')}",
        f"  targets: [{{from: {q('2026-05')}, posts_per_month: 2}}, {{from: {q('2027-01')}, posts_per_month: 3}}]",
        "  waivers:",
        f"    - {{month: {q('2026-08')}, reason: Lũ, approved_by: Chủ tịch, date: {q('2026-09-03')}}}",
        f"    - {{month: {q('2026-09')}, reason: Lũ, approved_by: Chủ tịch, date: {q('2026-10-03T08:00:00')}}}",
    )
    quota = made.quota
    assert (quota.start, quota.late_from) == (Month(2026, 5), Month(2026, 12))
    assert [quota.target(month) for month in (Month(2026, 12), Month(2027, 1))] == [2, 3]
    assert [waiver.date for waiver in quota.waivers] == [dt.date(2026, 9, 3), dt.date(2026, 10, 3)]
    assert not made.plugin.units[0].active_in(Month(2026, 7))


@pytest.mark.parametrize(("written", "meant"), [("off", Enforce.OFF), ("'off'", Enforce.OFF), ("error", Enforce.ERROR)])
def test_off_is_a_word_although_yaml_reads_it_as_false(tmp_path: Path, written: str, meant: Enforce) -> None:
    made = read(tmp_path, f"quota: {{enforce: {written}, page: off}}")
    assert (made.quota.enforce, made.quota.page) == (meant, Visibility.OFF)


def test_a_topic_list_of_ones_own_replaces_the_default(tmp_path: Path) -> None:
    made = read(tmp_path, "topics: [{id: khac, name: Nội dung khác}]")
    assert [topic.id for topic in made.plugin.topic_list] == ["khac"]
    assert read(tmp_path, "topics: default").plugin.topic_list == DEFAULT_TOPICS


WRONG = [
    # options, key, value, what is allowed (as far as it is the same in every language)
    (["posts_dir: ../ngoai"], "posts_dir", "../ngoai", "mkdocs.yml"),
    (["posts_dir: ."], "posts_dir", ".", "mkdocs.yml"),
    (["posts_dir: /etc"], "posts_dir", "/etc", "mkdocs.yml"),
    (["posts_dir: 5"], "posts_dir", "5", ""),
    (["posts_dir: ''"], "posts_dir", "", ""),
    (["pages: 5"], "pages", "5", "posts_dir, agency, units, unit_groups, topics, quota"),
    (["agency: UBND xã"], "agency", "UBND xã", ""),
    (["agency: {id: Xã Mẫu, name: UBND xã}"], "agency.id", "Xã Mẫu", ""),
    (["agency: {name: UBND xã}"], "agency.id", "", ""),
    (["agency: {id: a, name: A, ten: B}"], "agency.ten", "B", "id, name, short_name"),
    (["agency: {id: a, name: A, portal_url: 'javascript:x'}"], "agency.portal_url", "javascript:x", "https://"),
    (["agency: {id: a, name: A, hotline: 1900}"], "agency.hotline", "1900", ""),
    (["units: van-phong"], "units", "van-phong", ""),
    (["units: [van-phong]"], "units, mục 1", "van-phong", ""),
    (["units: [{id: a}]"], "units, mục 1, khóa name", "", ""),
    (["units: [{id: a, name: A}, {id: a, name: B}]"], "units", "a", "a"),
    (["units: [{id: a, name: A, target: -1}]"], "units, mục 1, khóa target", "-1", "0"),
    (["units: [{id: a, name: A, active_to: 2026}]"], "units, mục 1, khóa active_to", "2026", '"2026-05"'),
    (["topics: tự chọn"], "topics", "tự chọn", "default"),
    (["topics: [{id: a}]"], "topics, mục 1, khóa name", "", ""),
    (["topics: [{id: a, name: A}, {id: a, name: B}]"], "topics", "a", "a"),
    (["quota: 2"], "quota", "2", ""),
    (["quota: {posts_per_month: '2'}"], "quota.posts_per_month", "2", ""),
    (["quota: {posts_per_month: -2}"], "quota.posts_per_month", "-2", "0"),
    (["quota: {posts_per_month: true}"], "quota.posts_per_month", "true", ""),
    (["quota: {start: 5/2026}"], "quota.start", "5/2026", '"2026-05"'),
    (["quota: {start: 2026-05-01}"], "quota.start", "2026-05-01", '"2026-05"'),
    (["quota: {enforce: hard}"], "quota.enforce", "hard", "warn, error, off"),
    (["quota: {enforce: true}"], "quota.enforce", "true", "warn, error, off"),
    (["quota: {page: hidden}"], "quota.page", "hidden", "public, internal, off"),
    (["quota: {count_reposts: 'no'}"], "quota.count_reposts", "no", "true"),
    ([UNITS, "quota: {responsible_unit: khac}"], "quota.responsible_unit", "khac", "van-phong, van-hoa"),
    (
        ["quota: {targets: [{from: tháng 5, posts_per_month: 2}]}"],
        *("quota.targets, mục 1, khóa from", "tháng 5", '"2026-05"'),
    ),
    (
        ["quota: {posts_per_month: 2, targets: [{from: '2026-05', posts_per_month: 2}]}"],
        *("quota.posts_per_month", "2", "targets"),
    ),
    (
        ["quota: {waivers: [{month: '2026-08', reason: A, approved_by: B, date: 3/9/2026}]}"],
        *("quota.waivers, mục 1, khóa date", "3/9/2026", "2026-05-14"),
    ),
    (
        ["quota: {waivers: [{month: '2026-08', reason: '', approved_by: B, date: 2026-09-03}]}"],
        *("quota.waivers, mục 1, khóa reason", "", ""),
    ),
    (
        [
            "quota:",
            "  waivers:",
            "    - {month: '2026-08', reason: A, approved_by: B, date: 2026-09-03}",
            "    - {month: '2026-08', reason: C, approved_by: D, date: 2026-09-04}",
        ],
        *("quota.waivers", "2026-08", ""),
    ),
    (["page_size: 0"], "page_size", "0", "1"),
    (["page_size: 1000"], "page_size", "1000", "100"),
    (["feed_size: mười"], "feed_size", "mười", ""),
]


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(("options", "key", "value", "allowed"), WRONG, ids=lambda item: "")
def test_a_mistake_is_one_message_with_the_key_the_value_and_what_is_allowed(
    tmp_path: Path, options: list[str], key: str, value: str, allowed: str, language: str
) -> None:
    said = message(tmp_path, *options, language=language)
    line = said.removeprefix("mkdocs.yml:\n  - ")
    assert "\n" not in line
    named = key if language == "vi" else key.replace(", mục ", ", item ").replace(", khóa ", ", key ")
    assert line.startswith(f"plugins.cchc.{named}:")
    quoted = f"«{value}»" if language == "vi" else f"“{value}”"
    assert quoted in line
    assert allowed in line.split(quoted)[1]
    assert not {"{", "}", "["} & set(line)


def test_all_mistakes_are_said_at_once(tmp_path: Path) -> None:
    said = message(tmp_path, "page_size: 0", "units: x", "quota: {start: x, page: x}", "posts_dri: x")
    assert [line.split(":")[0] for line in said.split("\n")[1:]] == [
        "  - plugins.cchc.units",
        "  - plugins.cchc.quota.start",
        "  - plugins.cchc.quota.page",
        "  - plugins.cchc.page_size",
        "  - plugins.cchc.posts_dri",
    ]


@pytest.mark.parametrize("posts", ["docs", "docs/bai", "./docs/../docs"])
def test_posts_and_docs_lie_apart(tmp_path: Path, posts: str) -> None:
    said = message(tmp_path, f"posts_dir: {posts}")
    assert "posts_dir" in said
    assert "docs_dir" in said
    with pytest.raises(SetupError, match="docs_dir"):
        read_text(tmp_path, "site_name: Xã\ndocs_dir: posts\nplugins: [cchc]\n")


@pytest.mark.parametrize("folder", ["../ngoai", "/etc", "."])
def test_docs_lie_in_the_project(tmp_path: Path, folder: str) -> None:
    with pytest.raises(SetupError, match=r"docs_dir: .*mkdocs\.yml"):
        read_text(tmp_path, f"site_name: Xã\ndocs_dir: {folder}\nplugins: [cchc]\n")


def test_a_posts_folder_that_is_a_link_out_of_the_project_is_refused(tmp_path: Path) -> None:
    inside = tmp_path / "xa"
    (tmp_path / "ngoai").mkdir()
    inside.mkdir()
    try:
        (inside / "posts").symlink_to(tmp_path / "ngoai", target_is_directory=True)
    except OSError:
        pytest.skip("this system makes no links")
    assert "posts_dir" in message(inside)


def test_addresses_without_folders_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match=r"use_directory_urls.*false.*true"):
        read_text(tmp_path, "site_name: Xã\nuse_directory_urls: false\nplugins: [cchc]\n")


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("", "site_name"),
        ("plugins: [cchc]\n", "site_name"),
        ("site_name: ''\nplugins: [cchc]\n", "site_name"),
        ("site_name: Xã\nplugins:\n  - cchc: [a]\n", "plugins.cchc"),
        ("site_name: Xã\nplugins:\n  - cchc: tất cả\n", "plugins.cchc"),
        ("site_name: A: B\n", "mkdocs.yml"),
        ("site_name: Xã\n\tplugins: x\n", "mkdocs.yml"),
        ("INHERIT: khong-co.yml\nsite_name: Xã\n", "khong-co.yml"),
        ("site_name: !!python/name:khong.co Xã\n", "mkdocs.yml"),
        ("- a\n", "mkdocs.yml"),
        ("chỉ có chữ", "mkdocs.yml"),
        ("site_name: Đặc biệt".encode("cp1258", "ignore") + b"\xd2\xec\n", "mkdocs.yml"),
        (b"\x00\x01\x02", "mkdocs.yml"),
        ("site_name: Xã\n\x07", "mkdocs.yml"),
    ],
)
def test_a_file_that_cannot_be_used_is_one_sentence(
    tmp_path: Path, text: str | bytes, named: str, language: str
) -> None:
    with pytest.raises(SetupError) as caught:
        read_text(tmp_path, text, language)
    assert named in str(caught.value)
    assert "Traceback" not in str(caught.value)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_file_that_is_not_there_is_named(tmp_path: Path, language: str) -> None:
    with pytest.raises(SetupError, match=r"khac\.yml"):
        config.read(tmp_path / "khac.yml", language)
    with pytest.raises(SetupError, match="xa"):
        config.read(tmp_path / "xa", language)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text() | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
KEYS = st.sampled_from(["posts_dir", "agency", "units", "topics", "quota", "page_size", "feed_size"])
QUOTA_KEYS = st.sampled_from(["posts_per_month", "targets", "start", "responsible_unit", "enforce", "page", "waivers"])


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(JSON | st.dictionaries(KEYS, JSON | st.dictionaries(QUOTA_KEYS, JSON), max_size=3))
def test_any_options_are_a_configuration_or_a_setup_error(tmp_path: Path, options: object) -> None:
    plain = {
        "site_name": "Xã",
        "site_url": "",
        "language": "vi",
        "docs_dir": "docs",
        "edit_uri": "",
        "use_directory_urls": True,
    }
    try:
        made = config.build(tmp_path / "mkdocs.yml", plain, options)
    except SetupError:
        return
    assert made.posts_dir != made.docs_dir


def test_a_name_that_two_units_share_is_refused(tmp_path: Path) -> None:
    units = "[{id: a, name: Văn phòng, aliases: [VP]}, {id: b, name: Phòng khác, aliases: [vp]}]"
    with pytest.raises(SetupError, match=r"plugins\.cchc\.units: giá trị «vp» .* a, b cùng có tên này"):
        read_text(tmp_path, f"site_name: Xã\nplugins:\n  - cchc:\n      units: {units}\n")


def test_a_date_that_does_not_exist_is_named_with_its_key(tmp_path: Path) -> None:
    waiver = '{month: "2026-08", reason: a, approved_by: b, date: 2026-09-31}'
    with pytest.raises(SetupError, match=r"quota\.waivers, mục 1, khóa date: giá trị «2026-09-31» .* cần ngày có thật"):
        read_text(tmp_path, f"site_name: Xã\nplugins:\n  - cchc:\n      quota: {{waivers: [{waiver}]}}\n")


def test_a_configuration_that_inherits_itself_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match=r"mkdocs\.yml không đọc được"):
        read_text(tmp_path, "INHERIT: mkdocs.yml\nsite_name: Xã\n")
