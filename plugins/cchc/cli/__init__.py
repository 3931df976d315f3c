"""The command line: reads, calls, prints, and says how it went by its exit code.

0 fine · 1 the check found something · 2 broken setup or bad usage. Each command stands in the module of
its family.
"""

import io
import sys

import click

from cchc import __version__
from cchc.cli.lazy import LazyGroup

_COMMANDS = {
    "check": "check:check",
    "explain": "check:explain",
    "quota": "quota:quota_command",
    "remind": "quota:remind",
    "posts": "posts:posts",
    "report": "report:report",
    "status": "status:status",
    "publish": "publish:publish",
    "verify": "publish:verify",
    "new": "new:new_group",
    "intake": "intake:intake",
    "procedures": "procedures:procedures_group",
    "schema": "schema:schema",
    "hooks": "hooks:hooks_group",
}
"""Where each command stands."""


@click.group(cls=LazyGroup, modules=_COMMANDS, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="cchc")
def main() -> None:
    """Chuyên mục cải cách hành chính: kiểm tra bài, đếm chỉ tiêu, đăng trang.

    The administrative-reform news section: check posts, count the quota, publish.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")  # Windows consoles
