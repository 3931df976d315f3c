"""Small real projects for the tests: folders with mkdocs.yml, posts and, where it matters, git."""

import datetime as dt
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import settings

from cchc import config, load, rules
from cchc.cache import Cache
from cchc.locale import translator
from cchc.model import Finding, Rejected, Site

# The same cases in every run, so that a run judges the change; `HYPOTHESIS_PROFILE=explore` looks for new ones.
settings.register_profile("explore")
settings.register_profile("same", derandomize=True, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))

pytest_plugins = ("tests.browsing",)  # one browser and one sample site for all that look at them

_LONGEST = (
    *("test_quality.py", "test_quality_hard.py", "test_release.py", "test_xss.py"),
    *("test_hostile.py", "test_bundle.py", "test_incremental.py", "test_site.py"),
)
"""Files that take minutes: what begins last must be short, or one processor waits for the other."""


MEMORY = Path("/dev/shm")
"""Where Linux keeps files in memory."""
_ROOM = 6_000_000_000
"""Bytes that must be free there: more than twice what a whole run writes."""


def pytest_configure(config: pytest.Config) -> None:
    """Work in memory where there is room: thousands of small files are made and removed tens of times as fast."""
    if "PYTEST_DEBUG_TEMPROOT" in os.environ or config.getoption("basetemp") or not MEMORY.is_dir():
        return
    known = dict(line.split(":") for line in Path("/proc/meminfo").read_text("ascii").splitlines())
    room = min(shutil.disk_usage(MEMORY).free, int(known["MemAvailable"].split()[0]) * 1024)
    runs_programs = not os.statvfs(MEMORY).f_flag & os.ST_NOEXEC
    if room > _ROOM and runs_programs and os.access(MEMORY, os.W_OK):
        os.environ["PYTEST_DEBUG_TEMPROOT"] = str(MEMORY)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest; everything else stays in its order."""
    items.sort(key=lambda item: _LONGEST.index(item.path.name) if item.path.name in _LONGEST else len(_LONGEST))


ROOT = Path(__file__).resolve().parent.parent
TODAY = dt.date(2026, 11, 21)

MKDOCS = """\
site_name: Chuyên mục CCHC
site_url: https://xa.example/cchc/
theme: {name: material, language: vi, font: false}
plugins:
  - cchc:
      agency: {id: xa-mau, name: UBND xã Mẫu}
      units:
        - {id: van-phong, name: Văn phòng HĐND và UBND, short_name: Văn phòng, aliases: ["VP HĐND&UBND"]}
        - {id: van-hoa, name: Phòng Văn hóa - Xã hội}
        - {id: mttq, name: Ủy ban MTTQ, external: true}
      quota:
        posts_per_month: 2
        start: "2026-05"
        responsible_unit: van-phong
        page: public
"""

POST = {
    "title": "Một cửa liên thông",
    "date": "2026-05-14",
    "month": '"2026-05"',
    "unit": "van-phong",
    "topic": "thu-tuc-hanh-chinh",
}

PROCEDURE = """\
---
code: "1.001193"
name: Thủ tục đăng ký khai sinh
field: Hộ tịch
levels: [xa]
executing_agencies: [Ủy ban nhân dân cấp xã]
subjects: [Công dân Việt Nam]
methods: [{channel: in_person, time_limit: 01 ngày làm việc}]
time_limit: Trong ngày
fee: Miễn phí
dossier: [{name: Tờ khai, originals: 1}]
steps: [Nộp hồ sơ, Nhận kết quả]
announcing_decisions: [{number: 163/QĐ-BTP}]
updated: 2026-05-20
---
"""


DOCUMENT = """\
---
number: 118/2025/NĐ-CP
type: nghi-dinh
abstract: Cơ chế một cửa, một cửa liên thông
issuer: Chính phủ
date: 2025-06-09
---
"""


def post_text(body: str = "Nội dung bài.\n", **changes: str | None) -> str:
    """Return a post's file; a key set to None is left out, any other text is written as given."""
    keys = {key: value for key, value in (POST | changes).items() if value is not None}
    lines = [f"{key}: {value}" for key, value in keys.items()]
    return "\n".join(["---", *lines, "---", "", body])


LONG = """\
Từ ngày 01 tháng 7, người dân nộp hồ sơ tại Bộ phận Một cửa của xã thay vì lên huyện như trước. Cán bộ tiếp nhận kiểm
tra giấy tờ, nhập thông tin lên hệ thống và hẹn ngày trả kết quả ngay trên phiếu tiếp nhận. Ai không tiện đến trụ sở
có thể nộp trực tuyến hoặc nhờ dịch vụ bưu chính mang hồ sơ đi và mang kết quả về tận nhà.
"""
ADVICE = ("CCHC503", "CCHC507", "CCHC508")


class Project:
    """A project in a temporary folder."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def write(self, path: str, content: str | bytes) -> Path:
        """Write one file below the project, as bytes or UTF-8 text with its line ends as they are."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content if isinstance(content, bytes) else content.encode())
        return target

    def post(self, name: str, body: str = "Nội dung bài.\n", **changes: str | None) -> Path:
        """Write a post; `name` is its path below posts/ without the ending."""
        return self.write(f"posts/{name}.md", post_text(body, **changes))

    def article(self, name: str, body: str = "", **changes: str | None) -> Path:
        """Write a post about which there is nothing to say: long enough, with a summary at its end."""
        return self.post(name, body + LONG, **{**changes, "summary": "Nộp hồ sơ tại xã."})

    def configure(self, old: str, new: str) -> None:
        """Replace a part of mkdocs.yml that must be there."""
        text = (self.root / "mkdocs.yml").read_text("utf-8")
        assert old in text
        self.write("mkdocs.yml", text.replace(old, new))

    def site(self, today: dt.date = TODAY) -> Site:
        """Load the project as it stands."""
        return load.load(config.read(self.root / "mkdocs.yml"), today, Cache(None))

    def findings(self, today: dt.date = TODAY, *, advice: bool = False) -> list[Finding]:
        """Check the project, in Vietnamese; without the advice on length and summaries that every short post gets."""
        found = rules.check(self.site(today), translator("vi"))
        return [item for item in found if advice or item.code not in ADVICE]

    def codes(self, today: dt.date = TODAY) -> list[str]:
        """Return the codes of all findings, in order."""
        return [finding.code for finding in self.findings(today)]

    def rejected(self) -> tuple[Rejected, list[Finding]]:
        """Return the only rejected file and its findings; no other file has any."""
        (item,) = self.site().rejected
        findings = self.findings()
        assert findings
        assert {finding.place.path for finding in findings} == {item.path}
        assert min(finding.place.line for finding in findings) >= 1
        return item, findings

    def git(self, *args: str, date: str = "2026-05-14T08:00:00+07:00") -> str:
        """Run git in the project with a fixed identity and date; returns what it prints."""
        env = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")} | {
            "GIT_AUTHOR_DATE": date,
            "GIT_COMMITTER_DATE": date,
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
        }
        identity = ["-c", "user.name=Biên tập", "-c", "user.email=bientap@xa.example"]
        command = ["git", "-C", str(self.root), *identity, "-c", "commit.gpgsign=false", *args]
        done = subprocess.run(command, env=env, capture_output=True, text=True, encoding="utf-8", check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def commit(self, date: str, message: str = "Cập nhật") -> None:
        """Commit everything as of a date (ISO, with offset)."""
        if not (self.root / ".git").exists():
            self.git("init", "-q", "-b", "main")
        self.git("add", "-A", date=date)
        self.git("commit", "-q", "--allow-empty", "-m", message, date=date)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """An agency with three units, a quota of two posts from May 2026, and nothing written yet."""
    made = Project(tmp_path / "xa")
    made.write("mkdocs.yml", MKDOCS)
    made.write("docs/index.md", "Lời giới thiệu.\n")
    (made.root / "posts").mkdir()
    return made


@pytest.fixture(autouse=True)
def _no_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads the wall clock: today is a fixed day unless a test says otherwise."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795237200")  # 2026-11-21T12:00:00+07:00


@pytest.fixture
def settings_of_nobody(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The machine's own git settings (its safe.directory, too) and repositories play no part."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
