"""Names, folders and links: whatever the file system holds, an article is read or its absence is a finding."""

import os
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

import pytest

from cchc import quota
from cchc.dates import Month
from cchc.model import SetupError
from cchc.quota import MonthStatus
from tests.conftest import PROCEDURE, Project, post_text

A = "2026/05/a"


def decomposed(text: str) -> str:
    """Return a text as macOS may write it."""
    return unicodedata.normalize("NFD", text)


@pytest.fixture
def link_out(project: Project, tmp_path: Path) -> Path:
    """A post that is a link to a file outside of the project."""
    outside = tmp_path / "ngoai.md"
    outside.write_text(post_text(title="Mật"), "utf-8")
    link = project.root / f"posts/{A}.md"
    link.parent.mkdir(parents=True)
    try:
        link.symlink_to(outside)
    except OSError:
        pytest.skip("this system makes no links")
    return link


def test_a_post_that_is_a_link_out_of_the_project_is_refused_unread(project: Project, link_out: Path) -> None:
    item, (finding,) = project.rejected()
    assert (item.title, finding.code) == (None, "CCHC001")


@pytest.mark.usefixtures("link_out")
def test_a_picture_that_is_a_link_out_of_the_project_does_not_exist(project: Project, tmp_path: Path) -> None:
    (tmp_path / "mat.png").write_bytes(b"png")
    (project.root / "posts/2026/05/mat.png").symlink_to(tmp_path / "mat.png")
    project.post("2026/05/b", body="![Mật](mat.png)")
    assert PurePosixPath("posts/2026/05/mat.png") not in project.site().files
    assert "CCHC601" in project.codes()


def test_links_inside_the_project_broken_and_in_circles_crash_nothing(project: Project, link_out: Path) -> None:
    folder = link_out.parent
    link_out.unlink()
    project.post("2026/05/goc", title="Gốc")
    (folder / "trong.md").symlink_to(folder / "goc.md")
    (folder / "mat.md").symlink_to(folder / "khong-co.md")
    (folder / "vong.md").symlink_to(folder / "vong.md")
    (folder / "vong.png").symlink_to(folder / "vong.png")
    (folder / "thu-muc").symlink_to(folder)
    site = project.site()
    assert [str(post.path.name) for post in site.posts] == ["goc.md", "trong.md"]
    assert [str(item.path.name) for item in site.rejected] == ["mat.md", "vong.md"]


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("2026/05/Đất đai.md", "2026/05/dat-dai"),
        (f"2026/05/{decomposed('Hòa giải')}.md", "2026/05/hoa-giai"),
        ("2026/05/BAI.MD", "2026/05/bai"),
        ("2026/05/!!!.md", "2026/05/bai-viet"),
        ("thang-5/a.md", "2026/05/a"),
        ("a.md", "2026/05/a"),
        ("2026/13/a.md", "2026/05/a"),
        ("2026/05/sau/hon/a.md", "2026/05/a"),
        ("2026/04/a.md", "2026/04/a"),
        ("2026/05/" + "dai-" * 50 + "a.md", "2026/05/" + "-".join(["dai"] * 20)),
    ],
)
def test_any_file_name_gives_a_plain_address_below_its_month(project: Project, name: str, id_: str) -> None:
    project.write(f"posts/{name}", post_text())
    (post,) = project.site().posts
    assert post.id == id_
    assert unicodedata.is_normalized("NFC", str(post.path))


def test_hidden_files_and_other_files_are_no_posts(project: Project) -> None:
    for name in (".an.md", ".git/a.md", "ghi-chu.txt", "anh.png"):
        project.write(f"posts/2026/05/{name}", "x")
    site = project.site()
    assert (site.posts, site.rejected) == ((), ())
    assert {path.name for path in site.files} == {"ghi-chu.txt", "anh.png", "index.md"}


def test_two_files_whose_names_differ_in_normalisation_alone_are_both_seen(project: Project) -> None:
    project.write("posts/2026/05/hòa.md", post_text(title="Một"))
    project.write(f"posts/2026/05/{decomposed('hòa')}.md", post_text(title="Hai"))
    if len(list((project.root / "posts/2026/05").iterdir())) < 2:
        pytest.skip("this file system knows one spelling only")
    site = project.site()
    assert {site.posts[0].title, site.rejected[0].title} == {"Một", "Hai"}
    assert sorted(project.codes()) == ["CCHC401", "CCHC404", "CCHC404"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_a_file_name_that_is_no_text_is_a_finding(project: Project) -> None:
    folder = project.root / "posts"
    try:
        for name, title in ((b"b\xe0i.md", "Một"), (b"bi.md", "Hai"), (b"dong\nmoi.md", "Ba")):
            (folder / os.fsdecode(name)).write_text(post_text(title=title, body=title), "utf-8")
    except OSError:
        pytest.skip("this file system refuses such names")
    site = project.site()
    assert [post.title for post in site.posts] == ["Hai", "Ba"]
    assert [(str(item.path), item.month) for item in site.rejected] == [("posts/b\\udce0i.md", None)]
    codes = [finding.code for finding in project.findings()]
    assert codes == ["CCHC001", "CCHC405", "CCHC402", "CCHC402", "CCHC405"]
    for finding in project.findings():
        assert f"{finding.place.path} {finding.message} {finding.hint}".encode()


def test_a_folder_without_posts_is_a_site(project: Project) -> None:
    (project.root / "posts").rmdir()
    assert project.site().posts == ()
    assert project.codes() == []


def test_posts_come_in_one_order_whatever_the_file_system_says(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("c", "a", "b"):
        project.post(f"2026/05/{name}", title=name, body=name, date="2026-05-14T08:00:00")
    before = project.site()
    real = os.walk

    def backwards(
        top: Path, onerror: Callable[[OSError], None] | None = None
    ) -> Iterator[tuple[str, list[str], list[str]]]:
        for directory, names, files in real(top, onerror=onerror):
            names.reverse()
            yield directory, names, sorted(files, reverse=True)

    monkeypatch.setattr(os, "walk", backwards)
    after = project.site()
    assert [post.title for post in after.posts] == ["a", "b", "c"]
    assert list(before.files) == list(after.files)


def test_a_folder_that_cannot_be_opened_is_a_finding_and_no_shortfall(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.scandir

    def locked(path: str) -> object:
        if str(path).endswith("05"):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    project.post(A)
    project.post("2026/06/b", title="B", body="B", date="2026-06-01", month='"2026-06"')
    monkeypatch.setattr(os, "scandir", locked)
    item, (finding,) = project.rejected()
    assert (item.path, item.month) == (PurePosixPath("posts/2026/05"), Month(2026, 5))
    assert (finding.code, "Permission denied" in finding.message) == ("CCHC001", True)
    may, june = quota.tally(project.site()).months[:2]
    assert (may.status, june.status) == (MonthStatus.UNDETERMINED, MonthStatus.SHORT)


def test_a_folder_that_is_a_link_is_said_unless_its_posts_are_read_anyway(project: Project, tmp_path: Path) -> None:
    (tmp_path / "ngoai").mkdir()
    (tmp_path / "ngoai/a.md").write_text(post_text(), "utf-8")
    project.post(A)
    try:
        (project.root / "posts/2026/06").symlink_to(tmp_path / "ngoai", target_is_directory=True)
    except OSError:
        pytest.skip("this system makes no links")
    (project.root / "posts/2026/lai").symlink_to(project.root / "posts/2026/05", target_is_directory=True)
    item, (finding,) = project.rejected()
    assert (item.path, finding.code) == (PurePosixPath("posts/2026/06"), "CCHC001")


def test_a_pipe_is_not_waited_for(project: Project) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("this system has no pipes")
    (project.root / "posts/2026/05").mkdir(parents=True)
    os.mkfifo(project.root / f"posts/{A}.md")
    os.mkfifo(project.root / "posts/2026/05/a.png")
    item, (finding,) = project.rejected()
    assert (item.month, finding.code) == (Month(2026, 5), "CCHC001")


def test_procedures_may_lie_in_folders_of_their_field(project: Project) -> None:
    project.write("docs/thu-tuc/ho-tich/khai-sinh.md", PROCEDURE)
    project.write("docs/thu-tuc/index.md", "Lời giới thiệu.\n")
    assert [item.url for item in project.site().procedures] == ["thu-tuc/1.001193/"]
    assert project.codes() == []


def test_what_mkdocs_leaves_out_is_no_page_to_link_to(project: Project) -> None:
    project.configure("plugins:", "exclude_docs: |\n  /noi-bo/\nplugins:")
    for name in ("noi-bo/a.md", "templates/b.md", "cong-khai.md"):
        project.write(f"docs/{name}", "Nội dung.\n")
    links = ("noi-bo/a.md", "templates/b.md", "cong-khai.md")
    project.post(A, body="\n".join(f"[x](../../../docs/{link})" for link in links))
    assert [(item.code, item.place.line) for item in project.findings()] == [("CCHC701", 9), ("CCHC701", 10)]


@pytest.mark.parametrize("key", ["docs_dir", "posts_dir"])
def test_a_folder_that_mkdocs_yml_names_wrongly_stops_everything(project: Project, key: str) -> None:
    if key == "docs_dir":
        project.configure("site_name:", "docs_dir: tai-lieu\nsite_name:")
    else:
        project.configure("  - cchc:\n", "  - cchc:\n      posts_dir: bai\n")
    with pytest.raises(SetupError, match=f"{key}: giá trị «(tai-lieu|bai)» không dùng được; cần một thư mục có thật"):
        project.site()
