"""Review: what is not published yet shows in previews alone, marked; who reviewed; what became of each post."""

import csv
import io
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from mkdocs.commands.build import build as build_here
from mkdocs.config import load_config

from cchc import config, publish
from cchc.cli import main
from cchc.links import Kind, Resolver
from cchc.model import SetupError
from cchc.publish.outputs import Page
from cchc.reports.posts import nameless
from cchc.schema import PostMeta
from tests.building import DRAWN, build, page, text, tree
from tests.conftest import PROCEDURE, ROOT, Project

PREVIEW = {"CCHC_PREVIEW": "1"}
HIDDEN = {
    "2026/05/to-cong-nghe-so": ("Tổ công nghệ số đến từng nhà", "Chờ duyệt"),
    "2026/11/bai-con-do-dang": ("Bài còn dở dang", "Bản nháp"),
    "2026/12/nam-moi": ("Mừng năm mới", "Sẽ đăng ngày 31/12/2026"),
}
TRACES = [trace for id_, (title, _) in HIDDEN.items() for trace in (title, id_.rpartition("/")[2])] + ["so-do.svg"]


@pytest.fixture
def newsroom(project: Project) -> Project:
    """Two published posts, one in review with a picture, a draft, one of a later day, one withdrawn."""
    project.post("2026/05/mot-cua", title="Một cửa thứ Bảy", body="Xem [bài sau](to-cong-nghe-so.md).\n")
    project.post("2026/05/ho-so", title="Hồ sơ mẫu", date="2026-05-15", body="Nội dung hai.\n")
    project.post(
        "2026/05/to-cong-nghe-so",
        title="Tổ công nghệ số đến từng nhà",
        date="2026-05-20",
        status="in_review",
        procedures='["1.001193"]',
        body="Xem [bài trước](mot-cua.md), ![Sơ đồ các bước](so-do.svg).\n",
    )
    project.write("posts/2026/05/so-do.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
    project.post(
        "2026/11/bai-con-do-dang", title="Bài còn dở dang", date="2026-11-20", month='"2026-11"', status="draft"
    )
    project.post("2026/12/nam-moi", title="Mừng năm mới", date="2026-12-31", month='"2026-12"')
    project.post("2026/05/go", title="Bài rút lại", status="withdrawn", body="Nội dung đã rút.\n")
    project.write("docs/thu-tuc/1.001193.md", PROCEDURE)
    return project


def run(project: Project, *args: str) -> Result:
    """Call cchc on a project."""
    return CliRunner().invoke(main, [*args, "-f", str(project.root / "mkdocs.yml")])


def traces(files: dict[str, bytes]) -> set[str]:
    """Return the traces of hidden posts in the names and bytes of a site."""
    everything = "\n".join(files).encode() + b"\n".join(files.values())
    return {trace for trace in TRACES if trace.encode() in everything}


# ----------------------------------------------------------------- previews


def test_nothing_of_an_unpublished_post_is_in_the_public_site(newsroom: Project, tmp_path: Path) -> None:
    newsroom.configure("plugins:\n", "plugins:\n  - search\n")
    build(newsroom.root, tmp_path / "site", "--strict")
    assert traces(tree(tmp_path / "site")) == set()
    unlisted = {name for name, content in tree(tmp_path / "site").items() if b"noindex" in content}
    assert {name for name in unlisted if "/go/" not in name} == {"404.html"}


@pytest.mark.parametrize(("id_", "title", "mark"), [(id_, *shown) for id_, shown in HIDDEN.items()])
def test_a_preview_shows_it_with_its_mark(newsroom: Project, tmp_path: Path, id_: str, title: str, mark: str) -> None:
    build(newsroom.root, tmp_path / "site", "--strict", environment=PREVIEW)
    shown = page(tmp_path / "site", f"tin-bai/{id_}")
    banner = shown.css_first(".cchc-unpublished")
    assert banner is not None
    assert banner.text(separator=" ", strip=True).startswith(f"{mark} Bài này chỉ có trong bản xem trước")
    assert title in text(tmp_path / "site", f"tin-bai/{id_}")
    month = f"tin-bai/thang/{id_[:4]}-{id_[5:7]}"
    for address in ("", "tin-bai", month, "tin-bai/don-vi/van-phong", "tin-bai/noi-dung/thu-tuc-hanh-chinh"):
        cards = {
            card.css_first("h2, h3").text(): card.css_first(".cchc-state")  # type: ignore[union-attr]
            for card in page(tmp_path / "site", address).css(".cchc-card")
        }
        state = cards[title]
        assert state is not None, address
        assert state.text() == mark
        assert all(cards[name] is None for name in ("Một cửa thứ Bảy", "Hồ sơ mẫu") if name in cards)


def test_no_page_of_a_preview_is_for_search_engines(newsroom: Project, tmp_path: Path) -> None:
    build(newsroom.root, tmp_path / "site", environment=PREVIEW)
    pages = [path for path in (tmp_path / "site").rglob("*.html") if "cchc-crumbs" in path.read_text("utf-8")]
    assert len(pages) > 20
    assert [path for path in pages if '<meta name="robots" content="noindex">' not in path.read_text("utf-8")] == []


def test_in_a_preview_links_to_unpublished_posts_lead_somewhere(newsroom: Project, tmp_path: Path) -> None:
    build(newsroom.root, tmp_path / "public")
    build(newsroom.root, tmp_path / "site", environment=PREVIEW)
    before = (tmp_path / "public/tin-bai/2026/05/mot-cua/index.html").read_text("utf-8")
    after = (tmp_path / "site/tin-bai/2026/05/mot-cua/index.html").read_text("utf-8")
    assert "<a>bài sau</a>" in before
    assert '<a href="../to-cong-nghe-so/">bài sau</a>' in after
    assert (tmp_path / "site/tin-bai/2026/05/so-do.svg").is_file()
    assert "Tổ công nghệ số" in text(tmp_path / "site", "thu-tuc/1.001193")
    assert "Nội dung đã rút" not in (tmp_path / "site/tin-bai/2026/05/go/index.html").read_text("utf-8")


@pytest.mark.parametrize("size", [1, 10])
def test_feeds_data_the_map_and_the_quota_of_a_preview_are_the_public_ones(
    newsroom: Project, tmp_path: Path, size: int
) -> None:
    newsroom.configure("agency:", f"page_size: {size}\n      agency:")
    build(newsroom.root, tmp_path / "public")
    build(newsroom.root, tmp_path / "site", environment=PREVIEW)
    public, preview = (
        {
            name: content
            for name, content in tree(tmp_path / site).items()
            if name.endswith((".xml", ".json", ".csv")) and not name.startswith("tim-kiem/")
        }
        for site in ("public", "site")
    )
    assert {"rss.xml", "atom.xml", "feed.json", "data/posts.json", "data/quota.json", "sitemap.xml"} <= set(public)
    assert preview == public
    quota = [text(tmp_path / site, "tien-do") for site in ("public", "site")]
    assert quota[0] == quota[1]


def test_serve_is_a_preview(newsroom: Project, tmp_path: Path) -> None:
    settings = load_config(config_file=str(newsroom.root / "mkdocs.yml"), site_dir=str(tmp_path / "site"))
    settings.plugins.on_startup(command="serve", dirty=False)
    build_here(settings)
    assert traces(tree(tmp_path / "site")) == set(TRACES)


def test_of_two_posts_at_one_address_a_preview_shows_what_readers_see(newsroom: Project) -> None:
    for name, title in (("a", "Bản một"), ("b", "Bản hai")):
        newsroom.post(f"2026/05/{name}", title=title, id="2026/05/moi", status="in_review", body=f"{title}.\n")
    newsroom.post("2026/05/c", title="Bản ba", id="2026/05/mot-cua", status="draft", body="Ba.\n")
    site = newsroom.site()
    made = publish.outputs(site, DRAWN, preview=True)
    titles = {item.url: item.title for item in made if isinstance(item, Page)}
    assert titles["tin-bai/2026/05/mot-cua/"] == "Một cửa thứ Bảy"
    assert titles["tin-bai/2026/05/moi/"] in ("Bản một", "Bản hai")
    assert list(publish.clashes(site, made)) == []


def test_a_preview_of_a_section_without_drafts_costs_no_second_resolver(project: Project) -> None:
    project.post("2026/05/a", title="Bài một")
    site = project.site()
    assert site.posts_shown(preview=True) == site.public_posts
    urls = [{item.url for item in publish.outputs(site, DRAWN, preview=flag)} for flag in (True, False)]
    assert urls[0] == urls[1] | {"thu-tuc/ra-soat/", "noi-bo/", "ke-hoach/"}  # what managers follow


def test_checks_go_by_what_readers_see(newsroom: Project) -> None:
    site = newsroom.site()
    post = next(item for item in site.posts if item.title == "Một cửa thứ Bảy")
    kinds = [Resolver(site, preview=flag).resolve(post.path, "to-cong-nghe-so.md").kind for flag in (False, True)]
    assert kinds == [Kind.UNPUBLISHED, Kind.PAGE]
    list(publish.outputs(site, DRAWN, preview=True))
    assert "CCHC703" in newsroom.codes()


def test_a_kept_page_loses_its_mark_when_its_day_comes(newsroom: Project, tmp_path: Path) -> None:
    address = tmp_path / "site/tin-bai/2026/12/nam-moi/index.html"
    build(newsroom.root, tmp_path / "site", environment=PREVIEW)
    assert "cchc-unpublished" in address.read_text("utf-8")
    days = {"SOURCE_DATE_EPOCH": "1798693200"}  # 2026-12-31
    build(newsroom.root, tmp_path / "site", environment=PREVIEW | days)
    assert "cchc-unpublished" not in address.read_text("utf-8")
    build(newsroom.root, tmp_path / "cold", environment=PREVIEW | days | {"CCHC_CACHE": str(tmp_path / "cache")})
    assert tree(tmp_path / "site") == tree(tmp_path / "cold")


def test_a_warm_preview_leaves_nothing_in_the_public_site(newsroom: Project, tmp_path: Path) -> None:
    build(newsroom.root, tmp_path / "cold", environment={"CCHC_CACHE": str(tmp_path / "cache")})
    build(newsroom.root, tmp_path / "site", environment=PREVIEW)
    build(newsroom.root, tmp_path / "site")
    assert tree(tmp_path / "site") == tree(tmp_path / "cold")


def test_publish_makes_previews_and_keeps_them_apart(
    newsroom: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    public, preview = tmp_path / "public", tmp_path / "preview"
    done = run(newsroom, "publish", str(preview), "--preview")
    assert done.exit_code == 0
    assert "Đây là bản xem trước, có thêm 3 bài chưa đăng; không đưa ra công khai." in done.output
    assert json.loads((preview / "data/build.json").read_bytes())["preview"] is True
    assert traces(tree(preview)) == set(TRACES)
    monkeypatch.setenv("CCHC_PREVIEW", "1")  # whatever the environment holds
    done = run(newsroom, "publish", str(public), "--no-compress")
    assert (done.exit_code, traces(tree(public))) == (0, set())
    assert "preview" not in json.loads((public / "data/build.json").read_bytes())
    before = tree(public), tree(preview)
    for folder, flags in ((public, ["--preview"]), (preview, [])):
        refused = run(newsroom, "publish", str(folder), *flags)
        assert refused.exit_code == 2
        assert "chọn một thư mục khác" in refused.output
    assert (tree(public), tree(preview)) == before
    newsroom.post("2026/11/bai-con-do-dang", title="Bài còn dở dang", unit="phòng lạ", status="draft")
    assert run(newsroom, "publish", str(preview), "--preview").exit_code == 0
    assert not (preview / "tin-bai/2026/11/bai-con-do-dang").exists()


# --------------------------------------------------------- who has reviewed


def test_a_reviewer_is_asked_for_only_where_the_agency_says_so(project: Project) -> None:
    project.post("2026/05/a", title="Bài một", author="Lê An", reviewed_by="lê an")
    project.post("2026/06/b", title="Bài hai", date="2026-06-14", month='"2026-06"')
    asked = {"CCHC105", "CCHC106"}
    assert not asked & set(project.codes())
    project.configure("      quota:", "      review: {required: true}\n      quota:")
    assert asked <= set(project.codes())
    project.configure("required: true", 'required: true, from: "2026-06"')
    assert asked & set(project.codes()) == {"CCHC105"}
    project.configure("required: true", "required: false")
    assert not asked & set(project.codes())


@pytest.mark.parametrize("written", ["{required: có}", "{requird: true}", "{required: true, from: 6/2026}", "true"])
def test_a_slip_in_the_configuration_is_one_plain_sentence(project: Project, written: str) -> None:
    project.configure("      quota:", f"      review: {written}\n      quota:")
    with pytest.raises(SetupError, match=r"plugins\.cchc\.review"):
        config.read(project.root / "mkdocs.yml")


def test_a_missing_reviewer_keeps_no_post_from_being_published(project: Project) -> None:
    project.post("2026/05/a", title="Bài một")
    project.configure("      quota:", "      review: {required: true}\n      quota:")
    assert [post.title for post in project.site().public_posts] == ["Bài một"]
    assert run(project, "check").exit_code == 1


# ------------------------------------------------------------- cchc posts


@pytest.fixture
def mine(newsroom: Project) -> Project:
    """The newsroom, with authors, a copy, and files that cannot be read."""
    for path in (newsroom.root / "posts").rglob("*.md"):
        path.write_text(path.read_text("utf-8").replace("\nunit:", "\nauthor: Đỗ Thị Hoà\nunit:", 1), "utf-8")
    newsroom.post("2026/05/chep", title="một cửa THỨ BẢY", date="2026-05-30", author="Đỗ Thị Hòa", unit="van-hoa")
    newsroom.post("2026/05/hong", title="Hội nghị: kết quả", author="Đỗ Thị Hoà  # tổ 1", unit="van-hoa")
    newsroom.post("2026/05/sai", title="Sai ngày", author="Đỗ Thị Hoà", date="31/02/2026", month=None)
    newsroom.post("2026/05/khac", title="Của người khác", author="Đỗ Thị Hoàn", date="2026-05-29", body="Khác.\n")
    newsroom.write("posts/2026/05/utf16.md", "xin chào".encode("utf-16"))
    return newsroom


def listed(project: Project, *args: str) -> dict[str, dict[str, object]]:
    """Return what `cchc posts` says of each file, by its name."""
    done = run(project, "posts", "--format", "json", *args)
    assert done.exit_code == 0, done.output
    data = json.loads(done.output)
    assert data["schema_version"] == 1
    return {Path(item["path"]).stem: item for item in data["posts"]}


@pytest.mark.parametrize("typed", ["Đỗ Thị Hoà", "do thi hoa", "ĐỖ THỊ HÒA", "Thi Hoa", "đỗ  thị  hòa"])
def test_a_name_is_found_however_it_is_typed(mine: Project, typed: str) -> None:
    found = listed(mine, "--author", typed)
    assert {name: item["outcome"] for name, item in found.items()} == {
        "mot-cua": "published",
        "ho-so": "published",
        "chep": "published",
        "to-cong-nghe-so": "in_review",
        "bai-con-do-dang": "draft",
        "nam-moi": "scheduled",
        "go": "withdrawn",
        "hong": "to_correct",
        "sai": "to_correct",
    }


def test_each_post_says_where_it_is_and_whether_it_counts(mine: Project) -> None:
    found = listed(mine)
    assert found["mot-cua"]["url"] == "https://xa.example/cchc/tin-bai/2026/05/mot-cua/"
    assert [found[name]["counted"] for name in ("mot-cua", "chep", "bai-con-do-dang", "sai")] == [
        True,
        False,
        False,
        False,
    ]
    assert [found[name]["reason"] for name in ("chep", "nam-moi", "to-cong-nghe-so")] == [
        "duplicate",
        "future",
        "in_review",
    ]
    assert [found[name]["url"] for name in ("to-cong-nghe-so", "nam-moi", "go", "hong")] == [None] * 4
    assert found["hong"]["title"] == "Hội nghị: kết quả"
    (finding,) = found["hong"]["findings"]  # type: ignore[misc]
    assert finding["code"] == "CCHC003"
    assert finding["hint"] == 'title: "Hội nghị: kết quả"'


def test_the_table_fits_eighty_columns_and_names_what_it_cannot_place(mine: Project) -> None:
    done = run(mine, "posts", "--author", "do thi hoa")
    assert done.exit_code == 0
    table = [line for line in done.output.splitlines() if line[:1] in "┏┃┡│├└"]
    assert {len(line) for line in table} == {80}
    words = " ".join(" ".join(re.findall(r"[^│┃]+", line)) for line in table)
    for said in ("Sẽ đăng ngày 31/12/2026", "Chờ duyệt", "Bản nháp", "Cần sửa", "CCHC003"):
        assert said in words
    assert "Có 09 bài: đã đăng 03, hẹn ngày đăng 01, chờ duyệt 01," in done.output
    assert "Còn 01 tệp chưa đọc được tên bài và tác giả: posts/2026/05/utf16.md." in done.output


def test_filters_narrow_and_nothing_found_is_said(mine: Project) -> None:
    assert set(listed(mine, "--unit", "phong van hoa")) == {"chep", "hong"}
    assert set(listed(mine, "--status", "draft")) == {"bai-con-do-dang"}
    assert set(listed(mine, "--month", "2026-12")) == {"nam-moi"}
    assert set(listed(mine, "--author", "hoan")) == {"khac"}
    assert set(listed(mine, "--author", "")) == set()
    assert "Không có bài nào như vậy." in run(mine, "posts", "--author", "không ai").output
    for wrong in (["--unit", "xyz"], ["--month", "5/2026"], ["--status", "khác"]):
        assert run(mine, "posts", *wrong).exit_code == 2


def test_a_spreadsheet_gets_one_line_for_each_post_and_no_formula(mine: Project) -> None:
    mine.post("2026/05/ct", title='"=1+1"', author="Đỗ Thị Hoà", date="2026-05-28", body="Công thức.\n")
    done = run(mine, "posts", "--format", "csv")
    rows = list(csv.reader(io.StringIO(done.stdout_bytes.decode("utf-8-sig"))))
    assert rows[0][:3] == ["Ngày đăng", "Tháng", "Tiêu đề"]
    assert len(rows) == 1 + len(listed(mine))
    assert "'=1+1" in {row[2] for row in rows}


def test_hostile_values_are_shown_as_they_are(project: Project) -> None:
    project.post("2026/05/a", title="[bold]{0}[/bold] \x1b[31m\u202e\u200b", author="[link=http://x]A[/link]")
    project.write("posts/2026/05/b.md", "---\nauthor: " + "x" * 5000 + "\ntitle: [\n")
    project.write("posts/2026/05/c.md", b"---\nauthor: \xff\n---\n")
    done = run(project, "posts")
    assert (done.exit_code, done.exception) == (0, None)
    assert not {"\x1b", "\u202e", "\u200b"} & set(done.output)
    assert len(nameless(project.site(), [])) == 1


# --------------------------------------- what the git hosts show reviewers

TEMPLATES = (ROOT / ".github/PULL_REQUEST_TEMPLATE.md", ROOT / ".gitlab/merge_request_templates/Default.md")
OWNERS = (ROOT / ".github/CODEOWNERS", ROOT / ".gitlab/CODEOWNERS")


def test_both_hosts_show_one_list_of_what_a_reviewer_looks_at() -> None:
    github, gitlab = (path.read_text("utf-8") for path in TEMPLATES)
    assert github == gitlab
    assert github.count("- [ ] ") == 10
    named = set(re.findall(r"`([a-z_]+)(?:: [a-z_]+)?`", github))
    assert {"title", "summary", "unit", "topic", "month", "reviewed_by", "reviewed_on"} <= named
    assert named <= set(PostMeta.model_fields)


@pytest.mark.parametrize("path", OWNERS, ids=lambda path: path.parent.name)
def test_the_example_of_owners_names_what_is_there_and_binds_nobody(path: Path) -> None:
    lines = path.read_text("utf-8").splitlines()
    assert [line for line in lines if line and not line.startswith("#")] == []
    owned = [line.removeprefix("# ").split() for line in lines if line.startswith("# /")]
    assert len(owned) >= 4
    for target, *owners in owned:
        assert (ROOT / target.strip("/")).exists(), target
        assert owners
        assert all(re.fullmatch(r"@[a-z-]+/[a-z-]+", owner) for owner in owners)
    assert "review: {required: true}" in path.read_text("utf-8")
