"""The command line: reads, calls, prints, and says how it went by its exit code.

0 fine · 1 the check found something · 2 broken setup or bad usage. Each command stands in the module of
its family.
"""

import io
import sys

import click

from cchc import __version__
from cchc.cli import check, hooks, new, posts, publish, quota, schema


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="cchc")
def main() -> None:
    """Chuyên mục cải cách hành chính: kiểm tra bài, đếm chỉ tiêu, đăng trang.

    The administrative-reform news section: check posts, count the quota, publish.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")  # Windows consoles


for command in (
    *(check.check, check.explain),
    *(quota.quota_command, quota.remind),
    posts.posts,
    *(publish.publish, publish.verify),
    new.new_group,
    schema.schema,
    hooks.hooks_group,
):
    main.add_command(command)
