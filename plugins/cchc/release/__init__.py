"""Publishing: build beside the published folder, then swap, so that readers never see half a site."""

import datetime as dt
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from cchc import __version__, history
from cchc.cache import Cache
from cchc.dates import epoch
from cchc.locale import Translator, say
from cchc.model import Config, SetupError
from cchc.release import twins
from cchc.release.keep import Previous
from cchc.release.manifest import Manifest, hash_of, paths
from cchc.release.swap import exchange, recover
from cchc.tables import json_bytes

_MARK = "data/posts.json"
"""Every site that cchc published holds this file; nothing else is ever replaced."""
_WAIT = 600
"""Seconds to wait for another run that publishes to the same folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What one run did."""

    counts: Mapping[str, int]
    """What the site holds: posts, procedures, pages, feeds, files left out."""
    work: Mapping[str, int]
    """Bodies converted, pages rendered, pages reused."""
    changed: int
    """Files that are new or have other bytes than before."""
    removed: int
    kept: tuple[str, ...]
    """Sources that cannot be published as they are, whose last published page stays."""
    foreign: tuple[str, ...]
    """Files that others put into the folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """One publication: what, where, and as of when."""

    config: Config
    target: Path
    today: dt.date
    built_at: dt.datetime
    translate: Translator
    strict: bool = False
    """Whether a file that cannot be published stops everything."""
    compress: bool = True
    """Whether web servers are given `.gz` and `.br` twins."""
    cached: bool = True
    """Whether work of earlier runs is used."""
    preview: bool = False
    """Whether it is for reviewers: posts that are not published yet are shown."""

    def publish(self) -> Published:
        """Build the site and put it in place of the target; raises SetupError and changes nothing on failure.

        Killed at any moment, it leaves the old site or the new one, whole; the next run clears away
        what was left beside it.
        """
        try:
            target = self.target.resolve()
            self._refuse_other_folders(target)
            target.parent.mkdir(parents=True, exist_ok=True)
            with FileLock(target.with_name(f".{target.name}.lock"), timeout=_WAIT):
                return self._publish_beside(target)
        except Timeout:
            text = say("Một lần đăng khác vào {folder} chưa xong; thử lại sau.", folder=str(self.target))
        except (OSError, RuntimeError, ValueError) as error:
            reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
            text = say("Không ghi được vào {folder} ({reason}).", folder=str(self.target), reason=reason)
        raise SetupError(text.render(self.translate))

    def _publish_beside(self, target: Path) -> Published:
        work = target.with_name(f".{target.name}.cchc")  # ours alone, and one run at a time
        for leftover in work.glob("*"):
            recover(leftover, target)
            shutil.rmtree(leftover, ignore_errors=True)
        work.mkdir(exist_ok=True)
        beside = Path(tempfile.mkdtemp(dir=work))
        umask = os.umask(0o022)  # a web server reads the files
        try:
            return self._publish(target, beside)
        finally:
            os.umask(umask)
            recover(beside, target)
            shutil.rmtree(beside, ignore_errors=True)
            with suppress(OSError):  # an orphan of a killed run may still write there
                work.rmdir()

    def _publish(self, target: Path, beside: Path) -> Published:
        new, cache = beside / "new", Cache.of(self.config.root) if self.cached else Cache(beside / "cache")
        previous = Previous(target)
        before = previous.manifest
        if before.sources and not (self.config.root / self.config.posts_dir).is_dir():
            raise SetupError(
                say("Không thấy thư mục {folder}; trang cũ còn nguyên.", folder=str(self.config.posts_dir)).render(
                    self.translate
                )
            )
        previous.offer(new)
        built = self._build(new, beside / "built.json", cache)
        same_site = before.site_url == self.config.site_url
        kept = previous.keep_pages(new, built["left_out"]) if same_site else {}
        about = {
            "version": __version__,
            "commit": history.head(self.config.root),
            "today": str(self.today),
            "built_at": self.built_at.isoformat("T", "seconds"),
            **({"preview": True} if self.preview else {}),
        }
        (new / "data/build.json").write_bytes(json_bytes({"schema_version": 1, **about, **built["counts"]}))
        changed = previous.keep_unchanged(new)
        brought = set(paths(new))
        if self.compress:
            still = brought - set(changed)
            lacking = [name for name in sorted(still) if not previous.keep_twins(new, name, twins.ENDINGS)]
            twins.make(new, [*changed, *lacking], cache)
            cache.prune(*(f"twins{ending}" for ending in twins.ENDINGS))
        files = {name: hash_of(new / name) for name in paths(new)}
        manifest = Manifest(files, {**built["sources"], **kept}, self.config.site_url)
        manifest.write(new)
        foreign = previous.keep_foreign(new)
        exchange(new, target)
        return Published(
            counts=built["counts"],
            work=built["work"],
            changed=len(changed),
            removed=len(before.files.keys() - manifest.files.keys()),
            kept=tuple(sorted(kept)),
            foreign=tuple(foreign),
        )

    def _build(self, new: Path, report: Path, cache: Cache) -> dict[str, Any]:
        """Build into a new folder, and return what the plugin reports of it; raises SetupError."""
        command = [sys.executable, "-m", "mkdocs", "build", "--config-file", str(self.config.root / self.config.file)]
        command += ["--site-dir", str(new), *(["--strict"] if self.strict else [])]
        env = os.environ | {
            "SOURCE_DATE_EPOCH": str(epoch(self.today)),
            "NO_MKDOCS_2_WARNING": "1",
            "CCHC_CACHE": str(cache.folder),
            "CCHC_REPORT": str(report),
            "CCHC_PREVIEW": "1" if self.preview else "",  # never by what the caller's environment holds
        }
        done = subprocess.run(command, env=env, check=False)
        if done.returncode != 0 or not (new / _MARK).is_file() or not report.is_file():
            raise SetupError(self.translate("Chưa dựng được trang; trang cũ còn nguyên."))
        new.chmod(0o755)
        return dict(json.loads(report.read_bytes()))

    def _refuse_other_folders(self, target: Path) -> None:
        config, folder, refused = self.config, str(self.target), None
        if target == config.root or config.root.is_relative_to(target):
            refused = say("{folder} chứa chính dự án; chọn một thư mục khác.", folder=folder)
        elif any(target.is_relative_to(config.root / source) for source in (config.docs_dir, config.posts_dir)):
            refused = say("{folder} nằm trong thư mục nguồn; chọn một thư mục khác.", folder=folder)
        elif target.exists() and not _is_ours(target):
            refused = say("{folder} đã có tệp khác, không phải trang do cchc đăng; không ghi đè.", folder=folder)
        elif target.is_dir() and any(target.iterdir()) and _is_preview(target) is not self.preview:
            held = say("trang công khai") if self.preview else say("bản xem trước")
            refused = say("{folder} đang chứa {held}; chọn một thư mục khác.", folder=folder, held=held)
        elif target.is_dir() and any(Path(directory).is_mount() for directory, _, _ in os.walk(target)):
            refused = say("{folder} chứa một ổ đĩa được gắn vào; gỡ ra trước khi đăng.", folder=folder)
        if refused:
            raise SetupError(refused.render(self.translate))


def _is_preview(folder: Path) -> bool:
    """Whether a folder holds a preview: nothing of one may be taken over into a public site."""
    try:
        about = json.loads((folder / "data/build.json").read_bytes())
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(about, dict) and about.get("preview") is True


def _is_ours(folder: Path) -> bool:
    """Whether a folder is empty, or holds a site that cchc built."""
    if not folder.is_dir():
        return False
    if not any(folder.iterdir()) or Manifest.read(folder):
        return True
    try:
        mark = json.loads((folder / _MARK).read_bytes())
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(mark, dict) and {"schema_version", "agency", "posts"} <= mark.keys()
