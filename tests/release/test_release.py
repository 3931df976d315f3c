"""Publishing with the real command: readers see the old site or the new one, whole, whatever happens."""

import gzip
import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import brotli
import pytest
from click.testing import CliRunner
from filelock import FileLock

from cchc.cli import main
from cchc.release.manifest import Manifest, verify
from cchc.release.swap import exchange, recover
from tests import warm
from tests.building import tree
from tests.conftest import PROCEDURE, Project, post_text


@pytest.fixture
def section(project: Project) -> Project:
    """One good post, one that cannot be read, one procedure."""
    project.post("2026/05/tot", title="Bài tốt")
    project.post("2026/05/hong", title="Bài hỏng", unit="Văn phòng UBND", date="05/06/2026", month="5")
    project.write("docs/thu-tuc/1.001193.md", PROCEDURE)
    return project


def command(project: Project, folder: Path, *flags: str) -> list[str]:
    """Return the real command; it starts MkDocs in a process of its own."""
    return [sys.executable, "-m", "cchc", "publish", str(folder), "-f", str(project.root / "mkdocs.yml"), *flags]


def publish(project: Project, folder: Path, *flags: str) -> subprocess.CompletedProcess[str]:
    """Publish, and return what was said."""
    return subprocess.run(
        [warm.python(), *command(project, folder, *flags)[1:]],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def whole(folder: Path) -> bool:
    """Whether a published folder is exactly what its manifest says."""
    manifest = Manifest.read(folder)
    return manifest is not None and verify(folder, manifest) == []


def test_publish_swaps_whole_sites_and_leaves_nothing_beside_them(section: Project, tmp_path: Path) -> None:
    target = tmp_path / "www" / "site"
    assert publish(section, target, "--today", "2026-11-21").returncode == 0
    first = tree(target)
    assert "tin-bai/2026/05/tot/index.html" in first
    assert "tin-bai/2026/05/hong/index.html" not in first
    section.post("2026/05/hong", title="Bài đã sửa")
    assert publish(section, target, "--today", "2026-11-21").returncode == 0
    assert "tin-bai/2026/05/hong/index.html" in tree(target)
    assert sorted(path.name for path in target.parent.iterdir()) == [".site.lock", "site"]


def test_a_build_that_fails_leaves_the_old_site_whole(section: Project, tmp_path: Path) -> None:
    target = tmp_path / "site"
    publish(section, target)
    before = tree(target)
    failed = publish(section, target, "--strict")
    assert failed.returncode == 2
    assert "trang cũ còn nguyên" in failed.stderr
    assert "Traceback" not in failed.stderr
    assert tree(target) == before


def test_publish_never_replaces_what_it_did_not_write(section: Project, tmp_path: Path) -> None:
    photos = tmp_path / "ảnh"
    photos.mkdir()
    (photos / "gia-dinh.jpg").write_bytes(b"x")
    for folder in (photos, section.root, section.root.parent, section.root / "docs", section.root / "posts/site"):
        refused = publish(section, folder)
        assert refused.returncode == 2, folder
        assert "Traceback" not in refused.stderr
    assert tree(photos) == {"gia-dinh.jpg": b"x"}
    assert publish(section, photos / "gia-dinh.jpg").returncode == 2
    flags = ["--name", "A", "--url", "https://a.vn"]
    assert CliRunner().invoke(main, ["new", "site", str(photos / "gia-dinh.jpg"), *flags]).exit_code == 2
    assert (section.root / "posts/2026/05/tot.md").read_text("utf-8") == post_text(title="Bài tốt")


def test_a_post_that_became_invalid_keeps_its_page_until_it_is_mended_or_deleted(
    section: Project, tmp_path: Path
) -> None:
    target = tmp_path / "site"
    section.write("posts/2026/05/so-do.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
    section.post("2026/05/tot", title="Bài tốt", body="![Sơ đồ](so-do.svg) [tờ khai](to-khai.pdf)")
    section.write("posts/2026/05/to-khai.pdf", b"%PDF-1.4")
    publish(section, target)
    below = ("tot/index.html", "so-do.svg", "to-khai.pdf", "tot/chia-se.png")
    names = [f"tin-bai/2026/05/{name}" for name in below]
    before = {name: (target / name).read_bytes() for name in names}
    section.post("2026/05/tot", title="Bài tốt", topic="chuyện lạ")
    for _ in range(2):  # and stays kept
        done = publish(section, target)
        assert done.returncode == 0
        assert "posts/2026/05/tot.md: chưa đăng được bản mới; trang đã đăng trước đây vẫn giữ." in done.stderr
        assert {name: (target / name).read_bytes() for name in names} == before
        assert b"tin-bai/2026/05/tot/" not in (target / "rss.xml").read_bytes()
        assert whole(target)
    section.post("2026/05/tot", title="Bài đã sửa")
    assert "vẫn giữ" not in publish(section, target).stderr
    assert "Bài đã sửa" in (target / names[0]).read_text("utf-8")
    assert not (target / names[1]).exists()
    section.post("2026/05/tot", title="Bài tốt", topic="chuyện lạ")
    publish(section, target)
    (section.root / "posts/2026/05/tot.md").unlink()
    assert "vẫn giữ" not in publish(section, target).stderr
    assert not (target / names[0]).exists()


def test_a_procedure_that_became_invalid_keeps_its_page(section: Project, tmp_path: Path) -> None:
    publish(section, tmp_path / "site")
    section.write("docs/thu-tuc/1.001193.md", PROCEDURE.replace("levels: [xa]", "levels: [huyen]"))
    assert "docs/thu-tuc/1.001193.md: chưa đăng được" in publish(section, tmp_path / "site").stderr
    assert (tmp_path / "site/thu-tuc/1.001193/index.html").is_file()


def test_a_post_that_lost_its_address_to_another_does_not_take_it_back(section: Project, tmp_path: Path) -> None:
    publish(section, tmp_path / "site")
    section.post("2026/05/moi", title="Bài mới", body="Khác", id="2026/05/tot")
    publish(section, tmp_path / "site")
    assert "Bài mới" in (tmp_path / "site/tin-bai/2026/05/tot/index.html").read_text("utf-8")


def test_an_unchanged_file_keeps_its_date_and_a_vanished_one_goes(section: Project, tmp_path: Path) -> None:
    target = tmp_path / "site"
    flags = ("--today", "2026-11-21")
    section.post("2026/05/them", title="Bài thêm", body="Thêm.")
    publish(section, target, *flags)
    for name in tree(target):
        os.utime(target / name, (1_000_000_000, 1_000_000_000))
    (section.root / "posts/2026/05/them.md").unlink()
    publish(section, target, *flags)
    kept = {name for name in tree(target) if (target / name).stat().st_mtime == 1_000_000_000}
    assert {"thu-tuc/1.001193/index.html", "thu-tuc/1.001193/index.html.gz", "site.webmanifest"} <= kept
    assert not kept & {"tin-bai/index.html", "rss.xml", "rss.xml.br", "data/posts.json"}
    assert not (target / "tin-bai/2026/05/them").exists()


def test_twins_hold_what_their_file_holds(section: Project, tmp_path: Path) -> None:
    publish(section, tmp_path / "site")
    found = tree(tmp_path / "site")
    for name in ("index.html", "thu-tuc/index.html", "rss.xml", "data/manifest.json"):
        if name != "data/manifest.json":
            assert gzip.decompress(found[f"{name}.gz"]) == brotli.decompress(found[f"{name}.br"]) == found[name]
            assert len(found[f"{name}.br"]) < len(found[name])
    assert not [name for name in found if name.endswith((".gz.gz", ".br.gz", ".gz.br", ".png.gz"))]
    publish(section, tmp_path / "site", "--no-compress")
    assert not [name for name in tree(tmp_path / "site") if name.endswith((".gz", ".br"))]


def test_a_publication_says_what_it_is(section: Project, tmp_path: Path) -> None:
    section.commit("2026-05-14T08:00:00+07:00")
    publish(section, tmp_path / "site", "--today", "2026-11-21")
    about = json.loads((tmp_path / "site/data/build.json").read_bytes())
    assert about["commit"] == section.git("rev-parse", "HEAD").strip()
    assert (about["today"], about["built_at"]) == ("2026-11-21", "2026-11-21T12:00:00+07:00")
    assert (about["posts"], about["procedures"], about["left_out"]) == (1, 1, 1)
    pages = [name for name in tree(tmp_path / "site") if name.endswith("index.html")]
    assert about["pages"] == len(pages)
    assert about["feeds"] == sum(
        name.endswith(("rss.xml", "atom.xml", "feed.json")) for name in tree(tmp_path / "site")
    )


def test_verify_names_what_is_missing_changed_or_foreign(section: Project, tmp_path: Path) -> None:
    target = tmp_path / "site"
    publish(section, target)
    assert CliRunner().invoke(main, ["verify", str(target)]).exit_code == 0
    (target / "rss.xml").unlink()
    (target / "index.html").write_text("bị sửa", "utf-8")
    (target / "la.php").write_text("<?php", "utf-8")
    result = CliRunner().invoke(main, ["verify", str(target)])
    assert result.exit_code == 1
    assert result.output.splitlines()[:3] == [
        "index.html: đã bị thay đổi",
        "la.php: không có trong bảng kê",
        "rss.xml: thiếu",
    ]
    said = publish(section, target).stderr
    assert "la.php: không do cchc đăng; để nguyên, cần kiểm tra." in said
    assert CliRunner().invoke(main, ["verify", str(target)]).output.startswith("la.php: không có trong bảng kê\n")
    (target / "la.php").unlink()
    assert whole(target), "publishing again heals a spoiled folder"
    (target / "data/manifest.json").write_text("[]", "utf-8")
    assert CliRunner().invoke(main, ["verify", str(target)]).exit_code == 2
    assert publish(section, target).returncode == 0
    assert whole(target)


def test_without_the_cache_the_site_is_the_same(section: Project, tmp_path: Path) -> None:
    flags = ("--today", "2026-11-21")
    publish(section, tmp_path / "one", *flags, "--no-cache")
    assert not (section.root / ".cache/cchc/pages").exists()  # others of the tests brought the fonts
    publish(section, tmp_path / "two", *flags)
    publish(section, tmp_path / "three", *flags)
    assert tree(tmp_path / "one") == tree(tmp_path / "two") == tree(tmp_path / "three")


def test_two_runs_at_once_publish_one_after_the_other(section: Project, tmp_path: Path) -> None:
    target = tmp_path / "site"
    runs = [subprocess.Popen(command(section, target), stdout=subprocess.DEVNULL) for _ in range(3)]
    assert [run.wait() for run in runs] == [0, 0, 0]
    assert whole(target)
    assert sorted(path.name for path in tmp_path.iterdir() if "site" in path.name) == [".site.lock", "site"]


def test_sites_side_by_side_and_other_peoples_folders_are_left_alone(section: Project, tmp_path: Path) -> None:
    (tmp_path / ".site-backup").mkdir()
    (tmp_path / ".site-backup/quan-trong.sql").write_text("x", "utf-8")
    for name in ("site-thu", "site", "site-thu", "site [1]", "site [1]"):
        assert publish(section, tmp_path / name).returncode == 0
        assert whole(tmp_path / name)
    assert tree(tmp_path / ".site-backup") == {"quan-trong.sql": b"x"}


def test_a_folder_that_only_looks_like_a_site_is_refused(section: Project, tmp_path: Path) -> None:
    (tmp_path / "app/data").mkdir(parents=True)
    (tmp_path / "app/data/posts.json").write_text("[]", "utf-8")
    (tmp_path / "app/main.js").write_text("x", "utf-8")
    assert publish(section, tmp_path / "app").returncode == 2
    assert set(tree(tmp_path / "app")) == {"data/posts.json", "main.js"}


def test_what_others_put_into_the_folder_is_carried_over_and_named(section: Project, tmp_path: Path) -> None:
    target = tmp_path / "site"
    publish(section, target)
    for name in (".well-known/acme", "uploads/a.pdf"):
        (target / name).parent.mkdir()
        (target / name).write_text("của người khác", "utf-8")
    for _ in range(2):
        assert "uploads/a.pdf: không do cchc đăng" in publish(section, target).stderr
        assert (target / ".well-known/acme").read_text("utf-8") == "của người khác"
        assert (target / "uploads/a.pdf").read_text("utf-8") == "của người khác"
    said = CliRunner().invoke(main, ["verify", str(target)]).output
    assert said.splitlines()[0] == "uploads/a.pdf: không có trong bảng kê"


@pytest.mark.parametrize("status", ["withdrawn", "draft", "đã gỡ", "thu hồi", "withdraw"])
def test_what_its_author_took_back_does_not_stay_online(section: Project, tmp_path: Path, status: str) -> None:
    section.post("2026/05/tot", title="Bài tốt", body="MẬT 0912345678")
    publish(section, tmp_path / "site")
    section.post("2026/05/tot", title="Bài tốt", body="MẬT 0912345678", status=status, la="khóa lạ")
    assert "vẫn giữ" not in publish(section, tmp_path / "site").stderr
    assert not [name for name, content in tree(tmp_path / "site").items() if "MẬT 0912345678".encode() in content]


def test_only_what_is_as_it_was_published_is_kept(section: Project, tmp_path: Path) -> None:
    target = tmp_path / "site"
    page = target / "tin-bai/2026/05/tot/index.html"
    for spoil in ("write", "delete", "link"):
        section.post("2026/05/tot", title="Bài tốt")
        publish(section, target)
        section.post("2026/05/tot", title="Bài tốt", topic="chuyện lạ")
        if spoil == "write":
            page.write_text("<script>evil</script>", "utf-8")
        else:
            page.unlink()
        if spoil == "link":
            page.symlink_to(section.root / "mkdocs.yml")
        done = publish(section, target)
        assert (done.returncode, "vẫn giữ" in done.stderr) == (0, False)
        assert not os.path.lexists(page)
        assert whole(target)


def test_a_crafted_manifest_leads_nowhere(section: Project, tmp_path: Path) -> None:
    target = tmp_path / "x/y/site"
    publish(section, target)
    (tmp_path / "x/y/z").mkdir()
    (tmp_path / "x/y/z/index.html").write_text("ngoài", "utf-8")
    manifest = json.loads((target / "data/manifest.json").read_bytes())
    manifest["pages"] = [{"source": "posts/2026/05/hong.md", "url": "../z/"}]
    manifest["files"].append({"path": "../z/index.html", "sha256": hashlib.sha256("ngoài".encode()).hexdigest()})
    (target / "data/manifest.json").write_text(json.dumps(manifest), "utf-8")
    assert publish(section, target).returncode == 0
    assert whole(target)
    assert sorted(path.name for path in (tmp_path / "x/y").iterdir()) == [".site.lock", "site", "z"]
    for nonsense in ("[" * 200_000, "[]", '{"files": [{"path": 1}], "pages": []}'):
        (target / "data/manifest.json").write_text(nonsense, "utf-8")
        assert CliRunner().invoke(main, ["verify", str(target)]).exit_code == 2
        assert publish(section, target).returncode == 0


@pytest.mark.parametrize("body", ["Ví dụ: href=http://[x nhé.", "<a href='http://[x'>x</a>", "src=" + "a" * 300])
def test_the_text_of_an_invalid_post_stops_no_publishing(section: Project, tmp_path: Path, body: str) -> None:
    section.post("2026/05/tot", title="Bài tốt", body=body)
    publish(section, tmp_path / "site")
    section.post("2026/05/tot", title="Bài tốt", body=body, topic="chuyện lạ")
    done = publish(section, tmp_path / "site")
    assert (done.returncode, "vẫn giữ" in done.stderr) == (0, True)


def test_an_agency_may_bring_twins_of_its_own(section: Project, tmp_path: Path) -> None:
    section.write("docs/so-lieu.csv", "a,b\n" * 1000)
    section.write("docs/so-lieu.csv.gz", gzip.compress(b"a,b\n" * 1000, 6, mtime=0))
    for content in ("a,b\n" * 1000, "c,d\n" * 1000):
        section.write("docs/so-lieu.csv", content)
        for _ in range(2):
            assert publish(section, tmp_path / "site").returncode == 0
            assert gzip.decompress((tmp_path / "site/so-lieu.csv.gz").read_bytes()) == b"a,b\n" * 1000
            assert whole(tmp_path / "site")
    section.write("docs/data/build.json", "{}")
    assert "build.json" in publish(section, tmp_path / "site").stderr


@pytest.mark.skipif(os.name == "nt", reason="POSIX modes")
def test_a_web_server_can_read_everything_whatever_the_umask(section: Project, tmp_path: Path) -> None:
    umask = os.umask(0o077)
    try:
        publish(section, tmp_path / "site")
        section.post("2026/05/tot", title="Bài tốt", topic="chuyện lạ")
        publish(section, tmp_path / "site")
    finally:
        os.umask(umask)
    for path in [tmp_path / "site", *(tmp_path / "site").rglob("*")]:
        assert path.stat().st_mode & (0o005 if path.is_dir() else 0o004), path


def test_another_sites_page_is_not_kept_and_a_lost_folder_of_posts_publishes_nothing(
    section: Project, tmp_path: Path
) -> None:
    target = tmp_path / "site"
    publish(section, target)
    section.post("2026/05/tot", title="Bài tốt", topic="chuyện lạ")
    section.configure("https://xa.example/cchc/", "https://khac.example/")
    assert "vẫn giữ" not in publish(section, target).stderr
    before = tree(target)
    shutil.rmtree(section.root / "posts")
    lost = publish(section, target)
    assert (lost.returncode, lost.stderr.count("Không thấy thư mục posts")) == (2, 1)
    assert tree(target) == before


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
def test_a_run_killed_at_any_moment_leaves_a_whole_site(section: Project, tmp_path: Path) -> None:
    target = tmp_path / "www" / "site"
    assert publish(section, target).returncode == 0
    began = time.monotonic()
    assert publish(section, target).returncode == 0
    length = time.monotonic() - began
    chance = random.Random(7)
    for round_ in range(14):
        section.post("2026/05/tot", title=f"Bài lần {round_}")
        run = subprocess.Popen(
            command(section, target), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        time.sleep(length * (0.3 + 0.8 * chance.random()))  # the work of publishing itself comes last
        (os.killpg if round_ % 2 else os.kill)(run.pid, signal.SIGKILL)
        run.wait()
        assert whole(target), f"round {round_}"
    assert publish(section, target).returncode == 0
    assert f"Bài lần {round_}" in (target / "tin-bai/2026/05/tot/index.html").read_text("utf-8")
    assert whole(target)


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
def test_a_run_that_is_asked_to_stop_clears_away_what_it_began(section: Project, tmp_path: Path) -> None:
    target = tmp_path / "www" / "site"
    publish(section, target)
    run = subprocess.Popen(command(section, target), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while not list(target.parent.glob(".site.cchc/*")):
        assert run.poll() is None
        time.sleep(0.01)
    run.terminate()
    assert run.wait() == 143
    assert not list(target.parent.glob(".site.cchc"))
    assert whole(target)


def test_where_folders_cannot_be_exchanged_the_old_one_steps_aside_and_can_come_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    beside, target = tmp_path / "beside", tmp_path / "site"
    for folder, text in ((beside / "new", "mới"), (target, "cũ")):
        folder.mkdir(parents=True)
        (folder / "a").write_text(text, "utf-8")
    exchange(beside / "new", target)
    assert [(folder / "a").read_text("utf-8") for folder in (target, beside / "new")] == ["mới", "cũ"]
    monkeypatch.setattr("cchc.release.swap._exchanged", lambda *_: False)
    exchange(beside / "new", target)
    assert [(folder / "a").read_text("utf-8") for folder in (target, beside / "new")] == ["cũ", "mới"]
    target.rename(beside / "old")  # stopped between its two renames
    recover(beside, target)
    assert (target / "a").read_text("utf-8") == "cũ"


def test_a_lock_that_is_held_too_long_is_one_sentence(
    section: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cchc.release._WAIT", 0)
    with FileLock(tmp_path / ".site.lock"):
        result = CliRunner().invoke(main, ["publish", str(tmp_path / "site"), "-f", str(section.root / "mkdocs.yml")])
    assert (result.exit_code, result.output.count("\n")) == (2, 1)
    assert "Một lần đăng khác" in result.output
