"""Publishing: build beside the published folder, then swap, so that readers never see half a site."""

import datetime as dt
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from cchc.dates import epoch
from cchc.locale import Translator, say
from cchc.model import Config, SetupError

_MARK = Path("data", "posts.json")
"""Every site that cchc published holds this file; nothing else is ever replaced."""


def publish(config: Config, folder: Path, today: dt.date, translate: Translator, *, strict: bool = False) -> None:
    """Build the site and put it in place of `folder`; raises SetupError and changes nothing on failure."""
    target = folder.resolve()
    if target == config.root or config.root.is_relative_to(target):
        raise SetupError(say("{folder} chứa chính dự án; chọn một thư mục khác.", folder=str(folder)).render(translate))
    for source in (config.docs_dir, config.posts_dir):
        if target.is_relative_to(config.root / source):
            raise SetupError(
                say("{folder} nằm trong thư mục nguồn; chọn một thư mục khác.", folder=str(folder)).render(translate)
            )
    if target.exists() and not (target / _MARK).is_file() and not (target.is_dir() and not any(target.iterdir())):
        raise SetupError(
            say("{folder} đã có tệp khác, không phải trang do cchc đăng; không ghi đè.", folder=str(folder)).render(
                translate
            )
        )
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{target.name}-", dir=target.parent) as beside:
        built, old = Path(beside, "new"), Path(beside, "old")
        command = [sys.executable, "-m", "mkdocs", "build", "--config-file", str(config.root / config.file)]
        command += ["--site-dir", str(built), *(["--strict"] if strict else [])]
        env = os.environ | {"SOURCE_DATE_EPOCH": str(epoch(today)), "NO_MKDOCS_2_WARNING": "1"}
        if subprocess.run(command, env=env, check=False).returncode != 0 or not (built / _MARK).is_file():
            raise SetupError(translate("Chưa dựng được trang; trang cũ còn nguyên."))
        if target.exists():
            target.rename(old)
        built.rename(target)
        target.chmod(0o755)
        if old.exists():
            shutil.rmtree(old)
