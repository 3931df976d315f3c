"""`cchc hooks`."""

import sys
from pathlib import Path, PurePosixPath

import click

from cchc import formats, hooks, rules
from cchc.cli.setup import Setup, command, console
from cchc.locale import say
from cchc.model import Config, Severity
from cchc.text import normalize


@click.group("hooks")
def hooks_group() -> None:
    """Kiểm tra bài ngay khi git commit. / Check posts as they are committed."""


@hooks_group.command()
@command
def install(setup: Setup) -> None:
    """Đặt hook pre-commit vào kho git này. / Put the hook into this repository."""
    file = hooks.install(setup.config(), setup.translate)
    text = say("Đã đặt {path}: từ nay git commit kiểm tra các bài sắp ghi.", path=str(file))
    click.echo(text.render(setup.translate))


@hooks_group.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@command
def run(setup: Setup, paths: tuple[Path, ...]) -> None:
    """Kiểm tra các bài đã git add (hoặc các tệp nêu tên); tệp khác thì bỏ qua.

    Check what is staged, or the files named; files that are no posts are passed over.
    """
    config, translate = setup.config(), setup.translate
    wanted = _named(config, paths) if paths else hooks.staged(config, translate)
    if not wanted:
        return
    with hooks.in_haste():
        site = hooks.site(config, setup.today, () if paths else wanted, translate)
        found = [item for item in rules.check(site, translate) if item.place.path in wanted]
    if found:
        formats.as_text(found, len(wanted), translate, console(stderr=True))
    if any(item.severity is Severity.ERROR for item in found):
        click.echo(translate("Chưa ghi vào kho: sửa các lỗi trên, git add lại, rồi git commit."), err=True)
        sys.exit(1)


def _named(config: Config, paths: tuple[Path, ...]) -> tuple[PurePosixPath, ...]:
    """Return those of the files on the command line that are posts or procedures."""
    root = config.root.resolve()
    whole = [path.parent.resolve() / path.name for path in paths]
    below = [PurePosixPath(normalize(path.relative_to(root).as_posix())) for path in whole if path.is_relative_to(root)]
    return tuple(path for path in below if hooks.is_checked(config, path))
