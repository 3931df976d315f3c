"""`cchc new`: the dialogue at a terminal, flags without one, and what they write."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner, Result

from cchc.cli import main
from cchc.new import files
from tests.building import tree
from tests.conftest import PROCEDURE, Project

GIVEN = ["--title", "Hỏi đáp về một cửa", "--unit", "van-phong", "--topic", "the-che", "--date", "2026-05-20"]
PROCEDURE_FLAGS = [
    *("--code", "1.009999", "--name", "Thủ tục: cấp giấy # xác nhận", "--field", "Hộ tịch", "--level", "Cấp xã"),
    *("--subject", "Công dân Việt Nam", "--channel", "in_person", "--channel", "Trực tuyến"),
    *("--time-limit", "03 ngày làm việc", "--dossier", "Tờ khai", "--dossier", 'Giấy "khai sinh"'),
    *("--step", "Bước 1: nộp hồ sơ", "--step", "Nhận kết quả", "--decision", "163/QĐ-BTP"),
]


def run(project: Project, *args: str) -> Result:
    """Call `cchc new` where nobody can be asked."""
    return CliRunner().invoke(main, ["new", *args, "-f", str(project.root / "mkdocs.yml")])


class Session:
    """A person at a real terminal."""

    def __init__(self, project: Project, *args: str) -> None:
        pty = pytest.importorskip("pty")
        leader, follower = pty.openpty()
        self.leader: int = leader
        self.shown = ""
        command = [sys.executable, "-m", "cchc", "new", *args, "-f", str(project.root / "mkdocs.yml")]
        self.process = subprocess.Popen(
            command,
            stdin=follower,
            stdout=follower,
            stderr=follower,
            start_new_session=True,
            # Tests that a script started in the background pass on its deafness to Ctrl-C.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 (no other thread here)
        )
        os.close(follower)

    def answers(self, *pairs: tuple[str, str]) -> None:
        """Wait for each question, then type its answer."""
        for question, answer in pairs:
            self._read(until=question)
            os.write(self.leader, f"{answer}\n".encode())

    def interrupt(self, question: str) -> None:
        """Press Ctrl-C at a question."""
        self._read(until=question)
        time.sleep(0.2)
        self.process.send_signal(signal.SIGINT)

    def end(self) -> str:
        """Return everything that was shown; fails unless the command ends."""
        self._read(until=None)
        os.close(self.leader)
        self.process.wait(timeout=30)
        return self.shown.replace("\r\n", "\n")

    def _read(self, until: str | None) -> None:
        import select

        new = b""
        while until is None or until not in new.decode(errors="ignore"):
            ready, _, _ = select.select([self.leader], [], [], 60)
            assert ready, f"{until!r} was not asked: {self.shown}{new.decode(errors='replace')}"
            try:
                chunk = os.read(self.leader, 4096)
            except OSError:  # Linux reports the end of a terminal as an input error
                chunk = b""
            if not chunk:
                break
            new += chunk
        self.shown += new.decode(errors="replace")
        assert until is None or until in self.shown


# ------------------------------------------------------------------- a person at a terminal


def test_a_whole_session_makes_the_post_that_was_shown(project: Project) -> None:
    session = Session(project, "post")
    session.answers(
        ("Tiêu đề", "Hỏi đáp về một cửa"),
        ("Đơn vị", "9"),
        ("Không có «9»", "2"),
        ("Nội dung CCHC", "quay lại"),
        ("Đơn vị", "Văn phòng"),
        ("Nội dung CCHC", "3"),
        ("Ngày đăng [2026-11-21]", "31/4/2026"),
        ("Ngày đăng", "20/5/2026"),
        ("Thể loại [2. Bài viết]", "1"),
        ("Tóm tắt", ""),
        ("Ghi tệp này?", "quay lại"),
        ("Sửa mục số", "1"),
        ("Tiêu đề [Hỏi đáp về một cửa]", "Hỏi đáp về hộ tịch"),
        ("Ghi tệp này?", ""),
    )
    shown = session.end()
    assert session.process.returncode == 0, shown
    for words in ("1. Văn phòng HĐND và UBND", "2. Phòng Văn hóa - Xã hội", "không phải là", "│ status: draft"):
        assert words in shown
    (post,) = project.site().posts
    assert str(post.path) == "posts/2026/05/hoi-dap-ve-ho-tich.md"
    assert (post.unit.id, post.topic.id, post.meta.kind) == ("van-phong", "thu-tuc-hanh-chinh", "tin")
    assert project.codes() == []
    preview = "".join(f"  │ {line}\n" for line in (project.root / post.path).read_text("utf-8").splitlines())
    assert preview in shown


def test_ctrl_c_writes_nothing(project: Project) -> None:
    session = Session(project, "post", "--title", "Bài")
    session.answers(("Đơn vị", "1"), ("Nội dung CCHC", "1"))
    session.interrupt("Ngày đăng")
    shown = session.end()
    assert session.process.returncode == 130
    assert "chưa ghi gì" in shown
    assert "Traceback" not in shown
    assert tree(project.root / "posts") == {}


def test_no_at_the_end_writes_nothing(project: Project) -> None:
    session = Session(project, "post", *GIVEN[:4])
    session.answers(("Nội dung CCHC", "1"), ("Ngày", ""), ("Thể loại", ""), ("Tóm tắt", ""), ("Ghi tệp này?", "k"))
    assert "Chưa ghi gì." in session.end()
    assert session.process.returncode == 0
    assert tree(project.root / "posts") == {}


def test_a_person_with_a_word_file_is_offered_its_title(project: Project, tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Ra quân tháng CCHC", style="Title")
    document.add_paragraph("Sáng nay.")
    document.save(str(tmp_path / "bai.docx"))
    session = Session(project, "post", "--from", str(tmp_path / "bai.docx"))
    session.answers(
        ("Tiêu đề [Ra quân tháng CCHC]", ""),
        ("Đơn vị", "1"),
        ("Nội dung CCHC", "1"),
        ("Ngày", "2026-05-20"),
        ("Thể loại", ""),
        ("Tóm tắt", "Cả xã ra quân."),
        ("Ghi tệp này?", "c"),
    )
    assert session.process.wait(60) == 0, session.end()
    (post,) = project.site().posts
    assert (post.title, post.meta.summary, post.body.strip()) == ("Ra quân tháng CCHC", "Cả xã ra quân.", "Sáng nay.")


def test_a_procedure_is_asked_item_by_item(project: Project) -> None:
    project.write("docs/thu-tuc/1.001193.md", PROCEDURE)
    session = Session(project, "procedure")
    session.answers(
        ("Mã thủ tục", "1,009999"),
        ("không dùng được", "1.001193"),
        ("đã có ở docs/thu-tuc/1.001193.md", "1.009999"),
        ("Tên thủ tục", "Cấp giấy xác nhận"),
        ("1. Hộ tịch", "1"),
        ("Cấp thực hiện", "3"),
        ("Cơ quan thực hiện", ""),
        ("Đối tượng thực hiện", "Công dân"),
        ("  : ", ""),
        ("Cách thức nộp hồ sơ", "1, 2"),
        ("Thời hạn", "3"),
        ("Phí, lệ phí", ""),
        ("Thành phần hồ sơ", "Tờ khai"),
        ("  : ", "Bản sao: 1"),
        ("  : ", ""),
        ("Các bước", "Nộp hồ sơ"),
        ("  : ", ""),
        ("Số quyết định", "163/QĐ-BTP"),
        ("  : ", ""),
        ("Trang của thủ tục", ""),
        ("Ghi tệp này?", ""),
    )
    shown = session.end()
    assert session.process.returncode == 0, shown
    assert project.codes() == []
    made = next(item for item in project.site().procedures if item.key == "1.009999")
    assert (made.meta.field, made.meta.levels, made.meta.executing_agencies) == ("Hộ tịch", ("xa",), ("UBND xã Mẫu",))
    assert [item.name for item in made.meta.dossier] == ["Tờ khai", "Bản sao: 1"]
    assert [item.channel for item in made.meta.methods] == ["in_person", "online"]


# ------------------------------------------------------------------- flags


def test_flags_that_say_all_ask_nothing_even_at_a_terminal(project: Project) -> None:
    session = Session(project, "post", *GIVEN)
    shown = session.end()
    assert session.process.returncode == 0
    assert "?" not in shown
    assert len(project.site().posts) == 1


def test_the_file_explains_each_of_its_keys(project: Project) -> None:
    assert run(project, "post", *GIVEN).exit_code == 0
    lines = (project.root / "posts/2026/05/hoi-dap-ve-mot-cua.md").read_text("utf-8").splitlines()
    keys = [number for number, line in enumerate(lines) if re.match(r"[a-z]+:", line)]
    assert len(keys) == 9
    assert all(lines[number - 1].startswith("# ") for number in keys)
    assert "id: 2026/05/hoi-dap-ve-mot-cua" in lines
    assert project.codes() == []


def test_the_command_that_takes_it_back_does(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project.root)
    result = run(project, "post", *GIVEN)
    command = result.output.split("gõ: ")[1].strip()
    subprocess.run(command, shell=True, check=True)
    assert tree(project.root / "posts") == {}


def test_a_dry_run_shows_the_file_and_writes_nothing(project: Project) -> None:
    shown = run(project, "post", *GIVEN, "--dry-run").output
    assert tree(project.root / "posts") == {}
    assert run(project, "post", *GIVEN).exit_code == 0
    assert (project.root / "posts/2026/05/hoi-dap-ve-mot-cua.md").read_text("utf-8") == shown
    assert run(project, "procedure", *PROCEDURE_FLAGS, "--dry-run").output.startswith("---\n")
    assert not (project.root / "docs/thu-tuc").exists()


def test_an_address_that_a_renamed_post_kept_is_not_given_again(project: Project) -> None:
    project.post("2026/05/ten-moi", id="2026/05/hoi-dap-ve-mot-cua", body="Một bài khác.\n")
    assert run(project, "post", *GIVEN).exit_code == 0
    assert (project.root / "posts/2026/05/hoi-dap-ve-mot-cua-2.md").is_file()
    assert "CCHC401" not in project.codes()


def test_a_title_that_windows_keeps_for_itself_gets_another_name(project: Project) -> None:
    assert run(project, "post", "--title", "Con", *GIVEN[2:]).exit_code == 0
    assert [name for name in tree(project.root / "posts") if name.endswith(".md")] == ["2026/05/bai-con.md"]


def test_a_procedure_from_flags_is_accepted(project: Project) -> None:
    result = run(project, "procedure", *PROCEDURE_FLAGS)
    assert result.exit_code == 0, result.output
    assert "docs/thu-tuc/1.009999.md" in result.output
    assert project.codes() == []
    (made,) = project.site().procedures
    assert (made.meta.code, made.meta.name) == ("1.009999", "Thủ tục: cấp giấy # xác nhận")
    assert made.meta.steps == ("Bước 1: nộp hồ sơ", "Nhận kết quả")
    assert [item.name for item in made.meta.dossier] == ["Tờ khai", 'Giấy "khai sinh"']
    again = run(project, "procedure", *PROCEDURE_FLAGS)
    assert (again.exit_code, "đã có ở docs/thu-tuc/1.009999.md" in again.output) == (2, True)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"--code": "1.0"}, "1.004194"),
        ({"--level": "huyện"}, "xa (Cấp xã)"),
        ({"--channel": "fax"}, "in_person"),
        ({"--decision": ""}, "--decision"),
        ({"--name": "<b>x</b>"}, "HTML"),
        ({"--portal-url": "javascript:x"}, "https://"),
    ],
)
def test_a_procedure_that_would_be_refused_is_not_written(project: Project, changed: dict[str, str], said: str) -> None:
    kept = zip(PROCEDURE_FLAGS[::2], PROCEDURE_FLAGS[1::2], strict=True)
    flags = [part for flag, value in kept if flag not in changed for part in (flag, value)]
    result = run(project, "procedure", *flags, *(part for pair in changed.items() for part in pair))
    assert (result.exit_code, result.output.count("\n")) == (2, 1)
    assert said in result.output
    assert not (project.root / "docs/thu-tuc").exists()


def test_what_cannot_be_written_whole_leaves_nothing(project: Project) -> None:
    project.write("posts/2026/05/bai.md", "của người khác")
    folder = files.PurePosixPath("posts/2026/05")
    draft = files.Draft(folder / "bai.md", "mới", ((folder / "bai-anh-1.png", b"x"),))
    with pytest.raises(FileExistsError):
        files.write(project.root, draft)
    assert tree(project.root / "posts") == {"2026/05/bai.md": "của người khác".encode()}


# ------------------------------------------------------------- as people answer


def test_all_that_is_missing_is_named_at_once_by_what_it_is(project: Project) -> None:
    done = run(project, "activity", "--title", "Họp thôn")
    assert done.exit_code == 2
    assert "--kind (Hình thức), --unit (Đơn vị chủ trì)" in done.stderr


def test_part_of_a_choice_is_enough_where_it_can_mean_only_one(project: Project) -> None:
    done = run(
        project,
        *("feedback", "--title", "Làm căn cước ở đâu?", "--kind", "Câu hỏi", "--question", "Một công dân hỏi nơi làm"),
        *("--channel", "Điện thoại", "--received", "16/5/2026", "--unit", "van-phong", "--dry-run"),
    )
    assert done.exit_code == 0, done.stderr
    assert "channel: phone" in done.stdout
    assert "received: 2026-05-16" in done.stdout
