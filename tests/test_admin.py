"""Editing in the browser: the form that Sveltia CMS shows, and what it writes, in a real browser on this machine."""

import base64
import json
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from cchc import front_matter
from cchc.admin import FOLDER
from cchc.locale import translator
from cchc.model import SetupError
from cchc.publish import admin
from cchc.publish.form_labels import CHOICES, LABELS
from cchc.publish.forms import Forms
from cchc.publish.outputs import Asset
from cchc.schema import PostMeta, ProcedureMeta, keys
from cchc.schema.meaning import MEANINGS
from cchc.schema.settings import Admin
from tests.browsing import serve
from tests.conftest import PROCEDURE, ROOT, Project

GITEA = '{backend: gitea, repo: hoatham/cchc, base_url: "https://git.xa.example"}'
READY = (ROOT / FOLDER / "entry.js").is_file()
with_bundle = pytest.mark.skipif(not READY, reason="the editing page was not bundled here; `make admin` does it")

# The browser's own file system stands for a folder of the clerk's; Sveltia knows a repository by its `.git`.
PICK = "window.showDirectoryPicker = () => navigator.storage.getDirectory();"
PUT = """async files => {
  const root = await navigator.storage.getDirectory();
  for await (const name of root.keys()) await root.removeEntry(name, {recursive: true});
  await root.getDirectoryHandle('.git', {create: true});
  for (const [path, content] of Object.entries(files)) {
    const folders = path.split('/');
    const name = folders.pop();
    let folder = root;
    for (const part of folders) folder = await folder.getDirectoryHandle(part, {create: true});
    const file = await (await folder.getFileHandle(name, {create: true})).createWritable();
    await file.write(Uint8Array.from(atob(content), letter => letter.charCodeAt(0)));
    await file.close();
  }
}"""
GET = """async () => {
  const found = {};
  const walk = async (folder, above) => {
    for await (const [name, item] of folder.entries()) {
      if (item.kind === 'directory') await walk(item, above + name + '/');
      else {
        const bytes = new Uint8Array(await (await item.getFile()).arrayBuffer());
        found[above + name] = btoa(Array.from(bytes, byte => String.fromCharCode(byte)).join(''));
      }
    }
  };
  await walk(await navigator.storage.getDirectory(), '');
  return found;
}"""
PASTE = """(target, html) => {
  const data = new DataTransfer();
  data.setData('text/html', html);
  data.setData('text/plain', 'x');
  target.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true}));
}"""


class Desk:
    """A clerk before the editing page, with a project's folder open."""

    def __init__(self, page: Page, address: str, project: Project) -> None:
        self.page, self.address, self.project = page, address, project

    def open(self) -> None:
        """Open the page, hand it the project's folder, and wait for the list of posts."""
        self.page.goto(self.address)
        files = {
            path.relative_to(self.project.root).as_posix(): base64.b64encode(path.read_bytes()).decode()
            for folder in ("posts", "docs")
            for path in (self.project.root / folder).rglob("*")
            if path.is_file()
        }
        self.page.evaluate(PUT, files)
        self.page.get_by_role("button", name=re.compile("cục bộ")).click()
        expect(self.page.get_by_role("button", name="Tạo bài viết mới").first).to_be_visible()

    def new_post(self) -> None:
        """Open an empty form."""
        self.page.get_by_role("button", name="Tạo bài viết mới").first.click()
        self._wait_for_form()

    def _wait_for_form(self) -> None:
        """Wait until the form stands still: what is typed while it is being drawn is lost."""
        expect(self.field("title").get_by_role("textbox")).to_be_visible()
        expect(self.page.locator("section[data-key-path]").nth(3)).to_be_visible()
        self.page.wait_for_function("() => document.getAnimations().every(item => item.playState !== 'running')")
        self.page.wait_for_timeout(1000)

    def open_post(self, title: str) -> None:
        """Open a post from the list."""
        self.page.get_by_role("row", name=title).get_by_text(title).click()
        expect(self.field("title").get_by_role("textbox")).to_have_value(title)
        self._wait_for_form()

    def field(self, key: str) -> Locator:
        """Return the field of a key of front matter: `title`, `image.alt`."""
        return self.page.locator(f'section[data-key-path="{key}"]')

    def type(self, key: str, text: str) -> None:
        """Fill in a box."""
        self.field(key).locator("input, textarea").fill(text)

    def choose(self, key: str, option: str) -> None:
        """Choose one of a few, or from a list."""
        few = self.field(key).get_by_role("radio", name=option, exact=True)
        if few.count():
            few.click()
            return
        self.field(key).get_by_role("combobox").click()
        self.page.get_by_role("option", name=option, exact=True).click()

    def upload(self, key: str, name: str, content: bytes) -> None:
        """Give a file to a field."""
        file = {"name": name, "mimeType": "image/png", "buffer": content}
        self.field(key).locator("input[type=file]").first.set_input_files(file)
        expect(self.field(key)).to_contain_text(".webp")  # it has been made smaller

    def save(self) -> None:
        """Save, and wait for the list."""
        done = self.page.get_by_role("button", name="Tạo bài viết mới").first
        for _ in range(3):
            self.page.get_by_role("button", name="Lưu", exact=True).click()
            expect(done.or_(self.page.get_by_text("trường bị lỗi")).first).to_be_visible()
            if done.is_visible():
                return
            self.page.wait_for_timeout(1000)  # a picture is taken over a moment after it is shown
        expect(done).to_be_visible()

    def take(self) -> dict[str, bytes]:
        """Return every file of the folder as it is now, and put it into the project."""
        found = {path: base64.b64decode(text) for path, text in self.page.evaluate(GET).items()}
        for path, content in found.items():
            self.project.write(path, content)
        return found


def written(project: Project, settings: str = GITEA) -> Project:
    """Return the project with an editing page configured, and the bundle of this checkout."""
    project.configure("      quota:\n", f"      admin: {settings}\n      quota:\n")
    project.write("docs/thu-tuc/1.001193.md", PROCEDURE)
    if READY:
        (project.root / FOLDER.parent).mkdir(exist_ok=True)
        (project.root / FOLDER).symlink_to(ROOT / FOLDER, target_is_directory=True)
    return project


@pytest.fixture
def desk(browser: Browser, project: Project, tmp_path: Path) -> Iterator[Desk]:
    """The editing page of a small project; the test fails on a console error or a request to another host."""
    site = written(project).site()
    for output in admin.admin_outputs(site):
        target = tmp_path / "www/cchc" / output.url
        target.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(output, Asset):
            target.write_bytes(output.content)
        else:
            shutil.copyfile(output.source, target)
    faults: list[str] = []
    with serve(tmp_path / "www") as origin:
        # As tall as the form, which makes only those fields that can be seen.
        context = browser.new_context(
            viewport={"width": 1100, "height": 4000}, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh"
        )
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.add_init_script(PICK)
        page.clock.set_fixed_time("2026-11-21T12:00:00+07:00")
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        page.on("response", lambda answer: None if answer.status < 400 else faults.append(answer.url))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on(
            "request",
            lambda request: None if request.url.startswith((origin, "data:", "blob:")) else faults.append(request.url),
        )
        yield Desk(page, f"{origin}cchc/admin/", project)
        context.close()
    assert faults == []


PNG = (ROOT / "docs/huong-dan/anh/trang-chu.png").read_bytes()
# What Word puts on the clipboard: lists that are only paragraphs, a table without a head, notes to itself.
WORD = (Path(__file__).parent / "admin_word.html").read_text("utf-8")
PICTURES = ("soan-danh-sach.png", "soan-bieu-mau.png", "soan-noi-dung.png", "soan-loi.png")


def configured(project: Project, **settings: Any) -> dict[str, Any]:
    """Return the configuration of the editor for a project."""
    return admin.configuration(
        project.site(), Admin.model_validate({"backend": "github", "repo": "xa/cchc"} | settings)
    )


def fields(made: dict[str, Any], collection: str) -> dict[str, dict[str, Any]]:
    """Return the fields of a collection by their names."""
    (found,) = [item for item in made["collections"] if item["name"] == collection]
    return {field["name"]: field for field in found["fields"]}


def test_every_key_of_the_schema_has_a_field_with_a_label(project: Project) -> None:
    for model, collection in ((PostMeta, "posts"), (ProcedureMeta, "procedures")):
        made = fields(configured(project), collection)
        assert made.keys() == {*keys(model), "body"}
        for name, field in made.items():
            assert field["widget"] in ("hidden", "compute") or field["label"], name
    assert {model: set(known) for model, known in LABELS.items()} == {
        model: set(known) for model, known in MEANINGS.items()
    }


def test_every_value_of_a_choice_has_a_label() -> None:
    known = PostMeta.model_json_schema()["$defs"] | ProcedureMeta.model_json_schema()["$defs"]
    for name, schema in known.items():
        if "enum" in schema:
            assert [str(value) for value in CHOICES[name]] == schema["enum"]


def test_the_form_offers_the_agencys_own_units_and_topics(project: Project) -> None:
    project.configure("external: true}", 'external: true}\n        - {id: cu, name: Phòng cũ, active_to: "2025-06"}')
    made = fields(configured(project), "posts")
    assert [option["value"] for option in made["unit"]["options"]] == ["van-phong", "van-hoa", "mttq", "cu"]
    assert made["unit"]["options"][-1]["label"] == "Phòng cũ (đến Tháng 6/2025)"
    assert {"value": "chi-so", "label": "Các chỉ số CCHC"} in made["topic"]["options"]
    assert made["co_units"]["multiple"] is True
    assert made["title"]["maxlength"] == 120
    assert (made["month"]["widget"], made["id"]["widget"]) == ("compute", "hidden")


def test_a_language_that_posts_are_written_in_can_be_chosen(project: Project) -> None:
    project.post("2026/05/bai", lang="fr-CA")
    options = fields(configured(project), "posts")["lang"]["options"]
    assert (options[0], options[-1]["value"]) == ({"value": "", "label": "Tiếng Việt"}, "fr-CA")


def test_what_the_form_refuses_is_what_the_check_refuses(project: Project) -> None:
    made = fields(configured(project), "posts")
    title, source = re.compile(made["title"]["pattern"][0]), made["source"]["fields"][1]["pattern"][0]
    assert title.search("Phí 5 < 10")
    assert not title.search("Tiêu đề\n<script>")
    assert re.search(source, "https://bao.example/bai")
    assert not re.search(source, "javascript:alert(1)")
    code = fields(configured(project), "procedures")["code"]["pattern"][0]
    assert re.search(code, "1.001193")
    assert not re.search(code, "1,001193")


def test_no_field_has_a_default_that_an_old_post_would_be_given(project: Project) -> None:
    made = configured(project)
    assert '"default":' not in json.dumps([item["fields"] for item in made["collections"]])


def test_review_by_pull_request_leaves_no_status_to_choose(project: Project) -> None:
    made = configured(project, editorial_workflow=True)
    assert made["publish_mode"] == "editorial_workflow"
    assert "status" not in fields(made, "posts")


def test_the_form_speaks_english_where_the_site_does(project: Project) -> None:
    labels = [field.get("label") for field in Forms(project.site(), translator("en")).of_posts(with_status=True)]
    assert len(labels) > 20


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({}, {"name": "github", "auth_methods": ["token"]}),
        ({"base_url": "https://dang-nhap.example/"}, {"name": "github", "base_url": "https://dang-nhap.example"}),
        (
            {"backend": "gitlab", "base_url": "https://git.example", "app_id": "abc"},
            {"api_root": "https://git.example/api/v4", "auth_type": "pkce", "app_id": "abc"},
        ),
        ({"backend": "gitlab"}, {"auth_methods": ["token"]}),
        (
            {"backend": "gitea", "base_url": "https://git.example", "branch": "bai"},
            {"api_root": "https://git.example/api/v1", "branch": "bai", "auth_methods": ["token"]},
        ),
    ],
)
def test_each_server_is_asked_at_its_own_address(
    project: Project, settings: dict[str, Any], expected: dict[str, Any]
) -> None:
    made = configured(project, **settings)["backend"]
    assert {key: made.get(key) for key in expected} == expected
    if "auth_methods" not in expected:
        assert "auth_methods" not in made


@pytest.mark.parametrize(
    ("settings", "key", "found"),
    [
        ("true", "admin", "«true»"),
        ("{repo: a/b}", "admin.backend", "«»"),
        ("{backend: svn, repo: a/b}", "admin.backend", "github, gitlab, gitea"),
        ("{backend: github, repo: hoatham}", "admin.repo", "chủ-kho/tên-kho"),
        ("{backend: github, repo: a/b, branch: a..b}", "admin.branch", "nhánh"),
        ("{backend: github, repo: a/b, base_url: 'javascript:1'}", "admin.base_url", "https://"),
        ("{backend: gitea, repo: a/b}", "admin.base_url", "Forgejo"),
        (
            "{backend: gitea, repo: a/b, base_url: 'https://g.example', editorial_workflow: true}",
            "admin.editorial_workflow",
            "false",
        ),
        ("{backend: github, repo: a/b, editorial_workflow: có}", "admin.editorial_workflow", "true hoặc false"),
        ("{backend: github, repo: a/b, token: x}", "admin.token", "app_id"),
    ],
)
def test_a_wrong_setting_is_named(project: Project, settings: str, key: str, found: str) -> None:
    project.configure("      quota:\n", f"      admin: {settings}\n      quota:\n")
    with pytest.raises(SetupError) as caught:
        project.site()
    assert f"plugins.cchc.{key}: " in str(caught.value)
    assert found in str(caught.value)


def test_a_site_that_does_not_ask_for_the_page_has_none(project: Project) -> None:
    assert admin.admin_outputs(project.site()) == []
    assert admin.left_out(project.site()) is None


def test_a_page_without_its_program_is_left_out_with_one_sentence(project: Project) -> None:
    project.configure("      quota:\n", f"      admin: {GITEA}\n      quota:\n")
    site = project.site()
    assert admin.admin_outputs(site) == []
    said = admin.left_out(site)
    assert said is not None
    assert "make admin" in said.render(translator("vi"))


def test_the_page_loads_nothing_but_its_own_files_and_the_repository(project: Project) -> None:
    project.write(str(FOLDER / "entry.js"), "0")
    project.write("mkdocs.yml", (project.root / "mkdocs.yml").read_text("utf-8").replace("Chuyên mục CCHC", '"A & B"'))
    project.configure("      quota:\n", f"      admin: {GITEA}\n      quota:\n")
    site = project.site()
    made = {output.url: output for output in admin.admin_outputs(site)}
    assert list(made) == ["admin/index.html", "admin/config.json", "admin/app/entry.js"]
    assert admin.left_out(site) is None
    page = made["admin/index.html"]
    assert isinstance(page, Asset)
    html = page.content.decode()
    assert "A &amp; B" in html
    assert '<meta name="robots" content="noindex">' in html
    assert "<noscript>Trang soạn bài cần JavaScript" in html
    assert re.findall(r"https?://[^\s;\"&]+", html) == ["https://git.xa.example", "https://git.xa.example"]


def test_the_lock_names_no_host_and_every_version() -> None:
    folder = ROOT / "plugins/cchc/admin"
    lock = json.loads((folder / "package-lock.json").read_text("utf-8"))["packages"]
    wanted = json.loads((folder / "package.json").read_text("utf-8"))["devDependencies"]
    assert not [name for name, item in lock.items() if "resolved" in item]
    assert {name: lock[f"node_modules/{name}"]["version"] for name in wanted} == wanted
    assert all("integrity" in item for name, item in lock.items() if name)


@with_bundle
def test_a_post_written_in_the_form_is_one_that_the_check_accepts(desk: Desk) -> None:
    desk.open()
    desk.new_post()
    assert desk.field("month").count() == 0 or not desk.field("month").is_visible()
    write_post(desk, "Đường dây nóng mới: gọi số nào?")
    desk.field("procedures").get_by_role("checkbox").click()
    desk.save()
    files = desk.take()
    assert [(finding.code, finding.message) for finding in desk.project.findings()] == []
    assert "posts/2026/10/anh-tru-so.webp" in files, "small, beside the post, with a name for an address"
    (post,) = desk.project.site().posts
    assert (str(post.path), post.id) == (
        "posts/2026/10/duong-day-nong-moi-goi-so-nao.md",
        "2026/10/duong-day-nong-moi-goi-so-nao",
    )
    assert (post.unit.id, post.topic.id, str(post.meta.date), str(post.month)) == (
        *("van-phong", "chi-so", "2026-10-05", "2026-10"),
    )
    assert post.is_public(desk.project.site().today)
    assert post.meta.procedures == ("1.001193",)
    assert post.body == (
        "Từ tháng 10, người dân có thể gọi đường dây nóng.\n\n## Trước khi gọi\n\n- Mã hồ sơ\n- Việc cần hỏi"
    )


def write_post(desk: Desk, title: str) -> None:
    """Fill in the form as a clerk does."""
    desk.type("title", title)
    desk.type("date", "2026-10-05")
    desk.choose("unit", "Văn phòng HĐND và UBND")
    desk.choose("topic", "Các chỉ số CCHC")
    desk.choose("status", "Đã đăng")
    desk.field("body").get_by_role("textbox").click()
    desk.page.keyboard.type(
        "Từ tháng 10, người dân có thể gọi đường dây nóng.\n## Trước khi gọi\n- Mã hồ sơ\nViệc cần hỏi"
    )
    desk.field("image").get_by_role("checkbox").click()
    desk.upload("image.src", "Ảnh Trụ Sở.png", PNG)
    desk.type("image.alt", "Trụ sở Ủy ban nhân dân xã")


@with_bundle
def test_a_new_post_begins_as_a_draft_of_today(desk: Desk) -> None:
    desk.open()
    desk.new_post()
    expect(desk.field("status").get_by_role("radio", name="Bản nháp")).to_be_checked()
    expect(desk.field("date").locator("input")).to_have_value("2026-11-21")
    desk.page.get_by_role("button", name="Lưu", exact=True).click()
    expect(desk.page.get_by_text("trường bị lỗi")).to_be_visible()
    assert desk.take().keys() == {"docs/index.md", "docs/thu-tuc/1.001193.md"}, "nothing is saved half filled in"


@with_bundle
def test_a_picture_in_the_text_lies_beside_the_post(desk: Desk) -> None:
    desk.open()
    desk.new_post()
    write_post(desk, "Bài có ảnh trong nội dung")
    desk.field("body").get_by_role("textbox").press("Control+End")
    desk.page.keyboard.press("Enter")
    desk.page.keyboard.press("Enter")
    desk.field("body").get_by_role("button", name="Ảnh", exact=True).click()
    other = desk.page.screenshot(clip={"x": 0, "y": 0, "width": 300, "height": 200})
    picture = desk.field("body").locator("input[type=file]").first
    picture.set_input_files({"name": "Hội trường.png", "mimeType": "image/png", "buffer": other})
    expect(desk.field("body")).to_contain_text("hoi-truong.webp")
    alternative = desk.field("body").get_by_role("textbox", name=re.compile("thay thế|Alt"))
    alternative.fill("Hội trường xã")
    desk.page.wait_for_timeout(500)  # the text follows what is typed into the picture's box a moment later
    desk.save()
    desk.take()
    assert [(finding.code, finding.message) for finding in desk.project.findings()] == []
    (post,) = desk.project.site().posts
    assert [(link.target, link.text) for link in post.links if link.is_image] == [("hoi-truong.webp", "Hội trường xã")]


OLD = """\
---
title: Bài cũ
date: 2026-05-14 08:30
month: "2026-05"
unit: VP HĐND&UBND
topic: Các chỉ số CCHC
format: text
origin: repost
source: {name: Báo Lạng Sơn, url: "https://bao.example/bai"}
tags: [một cửa, hồ sơ]
co_units: [van-hoa, mttq]
procedures: ["1.001193"]
documents: ["118/2025/NĐ-CP"]
channels: [{name: Đài truyền thanh xã, date: 2026-06-10}]
moved_from: [2026/05/ten-cu]
ignore: {CCHC602: ảnh trang trí}
counts: false
counts_reason: Thông báo
---
Đoạn đầu có **chữ đậm**[^1] và [liên kết](../06/khac.md).

## Đề mục

1. Một
2. Hai

!!! note "Lưu ý"
    Mang theo giấy tờ.

<!-- ghi chú -->

Dòng một. Địa chỉ <https://dichvucong.gov.vn/>.

[^1]: Lời chú thích.
"""


@with_bundle
def test_saving_an_old_post_changes_only_what_was_changed(desk: Desk) -> None:
    desk.project.write("posts/2026/05/bai-cu.md", OLD)
    untouched = desk.project.post("2026/06/khac", title="Bài khác").read_bytes()
    desk.open()
    desk.open_post("Bài cũ")
    expect(desk.page.get_by_role("button", name="Lưu", exact=True)).to_be_disabled()
    desk.type("title", "Bài cũ, tên mới")
    desk.save()
    files = desk.take()
    before, after = front_matter.read(OLD), front_matter.read(files["posts/2026/05/bai-cu.md"].decode())
    assert after.values == before.values | {"title": "Bài cũ, tên mới"}
    assert after.body.strip() == before.body.strip()
    assert files["posts/2026/06/khac.md"] == untouched


@with_bundle
def test_a_post_keeps_its_file_and_address_when_it_is_renamed_or_put_off(desk: Desk) -> None:
    desk.project.post("2026/05/bai-cu", title="Bài cũ", id="2026/05/dia-chi")
    desk.open()
    desk.open_post("Bài cũ")
    desk.type("title", "Tên khác hẳn")
    desk.type("date", "2026-07-02")
    desk.save()
    assert {path for path in desk.take() if path.startswith("posts/")} == {"posts/2026/05/bai-cu.md"}
    (post,) = desk.project.site().posts
    assert (post.title, post.id) == ("Tên khác hẳn", "2026/05/dia-chi")
    assert (str(post.meta.date), str(post.month)) == ("2026-07-02", "2026-07")
    assert desk.project.codes() == ["CCHC402"], "it says where the file belongs now"


@with_bundle
def test_text_from_word_keeps_headings_lists_and_tables(desk: Desk) -> None:
    desk.open()
    desk.new_post()
    write_post(desk, "Dán từ Word")
    body = desk.field("body").get_by_role("textbox")
    body.press("Control+a")
    body.press("Delete")
    body.evaluate(PASTE, WORD)
    expect(body.get_by_role("table")).to_be_visible()
    desk.page.wait_for_timeout(500)  # the form takes the text over a moment after it is shown
    desk.save()
    desk.take()
    (post,) = desk.project.site().posts
    assert post.body == (Path(__file__).parent / "admin_word.md").read_text("utf-8").strip()
    assert [(finding.code, finding.message) for finding in desk.project.findings()] == []


@with_bundle
def test_a_procedure_is_edited_without_losing_anything(desk: Desk) -> None:
    desk.open()
    desk.page.get_by_role("treeitem", name="Thủ tục hành chính").click()
    desk.page.get_by_role("row", name="Thủ tục đăng ký khai sinh").get_by_text("Thủ tục đăng ký khai sinh").click()
    desk.type("time_limit", "Trong ngày làm việc")
    desk.save()
    files = desk.take()
    after = front_matter.read(files["docs/thu-tuc/1.001193.md"].decode()).values
    assert after == front_matter.read(PROCEDURE).values | {"time_limit": "Trong ngày làm việc"}
    assert desk.project.codes() == []


def pictures(desk: Desk, folder: Path) -> None:
    """Take the pictures of the guide, as a clerk sees the form on a small screen."""
    page = desk.page
    page.set_viewport_size({"width": 800, "height": 560})
    for name, title in (("a", "Một cửa liên thông"), ("b", "Bốn mục tiêu của năm 2026"), ("c", "Chứng thực bản sao")):
        desk.project.post(f"2026/05/{name}", title=title)
    desk.open()
    page.screenshot(path=folder / PICTURES[0], animations="disabled")
    page.set_viewport_size({"width": 800, "height": 4000})
    desk.new_post()
    write_post(desk, "Đường dây nóng mới: gọi số nào?")
    page.set_viewport_size({"width": 800, "height": 560})
    desk.field("title").scroll_into_view_if_needed()
    page.screenshot(path=folder / PICTURES[1], animations="disabled")
    desk.field("body").evaluate("field => field.scrollIntoView()")
    page.screenshot(path=folder / PICTURES[2], animations="disabled")
    desk.type("title", "")
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.get_by_text("trường bị lỗi")).to_be_visible()
    desk.field("title").evaluate("field => field.scrollIntoView({block: 'center'})")
    page.wait_for_timeout(500)  # it comes in slowly
    page.screenshot(path=folder / PICTURES[3], animations="disabled")


@with_bundle
def test_the_guide_shows_the_form_as_it_is(desk: Desk, tmp_path: Path) -> None:
    """`CCHC_PICTURES=1` puts the pictures into the guide."""
    guide = ROOT / "docs/huong-dan"
    folder = guide / "anh" if os.environ.get("CCHC_PICTURES") == "1" else tmp_path
    pictures(desk, folder)
    for name in PICTURES:
        assert (folder / name).stat().st_size <= 80_000
        assert (guide / "anh" / name).is_file()
        assert f"](anh/{name})" in (guide / "soan-tren-web.md").read_text("utf-8")
