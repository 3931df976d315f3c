"""The git hook: what is about to be committed is checked, as git will commit it.

Everything else that a check looks at (mkdocs.yml, other posts, pictures) is read as it lies in the folder.
"""

import gc
import os
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path, PurePosixPath

from cchc import disk, load
from cchc.cache import Cache
from cchc.dates import Month
from cchc.locale import Translator, say
from cchc.model import Config, SetupError, Site
from cchc.text import normalize

NAME = "pre-commit"
_MARK = "# Do «cchc hooks install» đặt; chạy lại lệnh đó để làm mới."
_SCRIPT = """\
#!/bin/sh
{mark}
# Kiểm tra các bài và thủ tục sắp ghi vào kho; có lỗi thì chưa ghi.
# Bỏ qua một lần: git commit --no-verify
unset {magic}
if git diff --cached --quiet --no-ext-diff --diff-filter=d -- ':(icase)*.md'; then exit 0; fi
config={config}
if [ ! -f "$config" ]; then exit 0; fi
folder=$(dirname "$config")
for cchc in "$folder/.venv/bin/cchc" "$folder/.venv/Scripts/cchc.exe" {installed} cchc; do
  if command -v "$cchc" >/dev/null 2>&1; then exec "$cchc" hooks run -f "$config"; fi
done
echo 'cchc: không tìm thấy lệnh cchc trên máy này, nên chưa kiểm tra bài.' >&2
"""
_RELATIVE = ("GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE")
_MAGIC = ("GIT_LITERAL_PATHSPECS", "GIT_GLOB_PATHSPECS", "GIT_NOGLOB_PATHSPECS", "GIT_ICASE_PATHSPECS")


def install(config: Config, translate: Translator) -> Path:
    """Put the hook where git looks for hooks; returns its file.

    Raises SetupError where there is no repository, where another hook stands, and where git looks
    outside of the repository: a hook there would run for every repository of the machine.
    """
    top = Path(_text(_git(config.root, "rev-parse", "--show-toplevel", translate=translate))).resolve()
    # A relative core.hooksPath starts at the top of the work tree.
    file = top / _text(_git(top, "rev-parse", "--git-path", f"hooks/{NAME}", translate=translate))
    common = top / _text(_git(top, "rev-parse", "--git-common-dir", translate=translate))
    if not any(file.parent.resolve().is_relative_to(folder.resolve()) for folder in (top, common)):
        text = say(
            "Git tìm hook ở {path}, ngoài kho này (core.hooksPath), nên không đặt hook ở đó; "
            "hãy thêm lệnh «cchc hooks run» vào hook pre-commit của thư mục ấy.",
            path=str(file.parent),
        )
        raise SetupError(text.render(translate))
    if os.path.lexists(file) and _MARK not in _content(file):
        text = say(
            "Đã có sẵn hook {path} không phải của cchc, nên giữ nguyên; "
            "hãy thêm dòng «cchc hooks run || exit 1» vào hook đó.",
            path=str(file),
        )
        raise SetupError(text.render(translate))
    script = _SCRIPT.format(
        mark=_MARK,
        magic=" ".join(_MAGIC),
        config=shlex.quote((config.root.resolve().relative_to(top) / config.file).as_posix()),
        installed=shlex.quote(_own_command()),
    )
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(script.encode())
    file.chmod(0o755)
    return file


def _content(file: Path) -> str:
    return file.read_bytes().decode("utf-8", "replace") if file.is_file() and not file.is_symlink() else ""


def _own_command() -> str:
    """Return the `cchc` command of the environment that runs now, with slashes that `sh` understands."""
    name = "cchc.exe" if sys.platform == "win32" else "cchc"
    return Path(sys.executable).with_name(name).as_posix()


def staged(config: Config, translate: Translator) -> tuple[PurePosixPath, ...]:
    """Return the posts and procedures that the next commit adds or changes, below the project's folder."""
    changes = ("--name-only", "-z", "--no-ext-diff", "--no-renames", "--diff-filter=d", "--relative")
    output = _git(config.root, "diff", "--cached", *changes, "--", ".", translate=translate)
    return tuple(path for path in _paths(output) if is_checked(config, path))


def is_checked(config: Config, path: PurePosixPath) -> bool:
    """Whether a path, below the project's folder, is that of a post or a record."""
    is_post = path.is_relative_to(config.posts_dir)
    return path.suffix.lower() == ".md" and (is_post or disk.kind_of(config, path) is not None)


def site(config: Config, today: date, wanted: Collection[PurePosixPath], translate: Translator) -> Site:
    """Return everything that was read, with some files as they were staged, wherever they differ from the folder."""
    config = _judging_no_delay(config)
    read = load.load(config, today, Cache.of(config.root))
    differing = _edited(config, translate) & set(wanted) if wanted else set()
    if not differing:
        return read
    with tempfile.TemporaryDirectory(prefix="cchc-") as folder:
        root = Path(folder).resolve()
        for path in differing:
            target = root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(_git(config.root, "cat-file", "blob", f":./{path}", translate=translate))
        return _replaced(read, load.load(replace(config, root=root), today, Cache(None)), differing)


def _edited(config: Config, translate: Translator) -> set[PurePosixPath]:
    """Return the files that lie in the folder otherwise than they were staged, or no more."""
    changes = ("--name-only", "-z", "--no-ext-diff", "--relative")
    return set(_paths(_git(config.root, "diff", *changes, "--", ".", translate=translate)))


def _judging_no_delay(config: Config) -> Config:
    """Return a configuration under which git's history is not read: of what is not committed it says nothing."""
    quota = config.quota.model_copy(update={"late_from": Month(9999, 12)})
    return replace(config, plugin=config.plugin.model_copy(update={"quota": quota}))


@contextmanager
def in_haste() -> Iterator[None]:
    """Collect no garbage meanwhile: of a check that takes less than a second it would be a fifth."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _replaced(read: Site, instead: Site, paths: set[PurePosixPath]) -> Site:
    """Return a site in which some files are what another site says of them."""
    posts = [*(post for post in read.posts if post.path not in paths), *instead.posts]
    return replace(
        read,
        posts=tuple(sorted(posts, key=lambda post: (post.published_at, str(post.path)))),
        procedures=(*(item for item in read.procedures if item.path not in paths), *instead.procedures),
        documents=(*(item for item in read.documents if item.path not in paths), *instead.documents),
        events=(*(item for item in read.events if item.path not in paths), *instead.events),
        activities=(*(item for item in read.activities if item.path not in paths), *instead.activities),
        feedback=(*(item for item in read.feedback if item.path not in paths), *instead.feedback),
        plans=(*(item for item in read.plans if item.path not in paths), *instead.plans),
        indicators=(*(item for item in read.indicators if item.path not in paths), *instead.indicators),
        rejected=(*(item for item in read.rejected if item.path not in paths), *instead.rejected),
        problems=(*(item for item in read.problems if item.place.path not in paths), *instead.problems),
        files={**instead.files, **read.files},
    )


def _paths(output: bytes) -> list[PurePosixPath]:
    names = output.decode("utf-8", "surrogateescape").split("\0")
    return [PurePosixPath(normalize(name)) for name in names if name]


def _text(output: bytes) -> str:
    return os.fsdecode(output).rstrip("\r\n")


def _git(folder: Path, *args: str, translate: Translator) -> bytes:
    """Return what git prints; raises SetupError where it cannot be asked."""
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), *args], capture_output=True, check=True, env=_environment(os.environ)
        )
    except OSError:
        raise SetupError(translate("Không chạy được git trên máy này.")) from None
    except subprocess.CalledProcessError as error:
        reason = error.stderr.decode("utf-8", "replace").strip().split("\n")[0]
        raise SetupError(say("Git không trả lời được: {reason}", reason=reason).render(translate)) from None
    return done.stdout


def _environment(given: Mapping[str, str]) -> dict[str, str]:
    """Return the environment for git, with what git told the hook made good for any folder.

    `git commit -a` prepares an index of its own and names it by GIT_INDEX_FILE, which counts from the top of the
    work tree; and with GIT_DIR alone git would take the folder it is started in for that top.
    """
    env = {key: value for key, value in given.items() if key not in _MAGIC}
    if "GIT_DIR" in env:
        env.setdefault("GIT_WORK_TREE", ".")
    for name in _RELATIVE:
        if name in env:
            env[name] = str(Path.cwd() / env[name])
    return env | {"LC_ALL": "C"}
