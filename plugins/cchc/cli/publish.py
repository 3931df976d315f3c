"""`cchc publish` and `cchc verify`."""

import signal
import sys
import time
from pathlib import Path

import click

from cchc.cli.setup import Setup, command
from cchc.locale import say
from cchc.model import SetupError
from cchc.release import Release
from cchc.release.manifest import NAME, Difference, Manifest
from cchc.release.manifest import verify as compare


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--strict", is_flag=True, help="Dừng khi có tệp bị bỏ lại. / Stop when a file is left out.")
@click.option("--no-cache", is_flag=True, help="Làm lại tất cả. / Use nothing of earlier runs.")
@click.option("--no-compress", is_flag=True, help="Không tạo tệp .gz, .br. / Make no compressed twins.")
@click.option(
    "--preview", is_flag=True, help="Bản xem trước, có cả bài chưa đăng. / A preview: unpublished posts, too."
)
@command
def publish(setup: Setup, folder: Path, *, strict: bool, no_cache: bool, no_compress: bool, preview: bool) -> None:
    """Dựng trang bên cạnh rồi đổi chỗ; hỏng thì trang cũ còn nguyên.

    Build beside the published folder and swap; a failed build leaves the old site whole.
    """
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # what was begun beside the site is cleared away
    began = time.monotonic()
    done = Release(
        config=setup.config(),
        target=folder,
        today=setup.today,
        built_at=setup.now,
        translate=setup.translate,
        strict=strict,
        compress=not no_compress,
        cached=not no_cache,
        preview=preview,
    ).publish()
    for source in done.kept:
        text = say("{path}: chưa đăng được bản mới; trang đã đăng trước đây vẫn giữ.", path=source)
        click.echo(text.render(setup.translate), err=True)
    for name in done.foreign:
        text = say("{path}: không do cchc đăng; để nguyên, cần kiểm tra.", path=name)
        click.echo(text.render(setup.translate), err=True)
    numbers = {**done.counts, **done.work, "changed": done.changed, "removed": done.removed}
    text = say(
        "Đã đăng vào {folder}: {posts} tin, bài; {procedures} thủ tục; {pages} trang "
        "(dựng mới {rendered}, dùng lại {reused}); {feeds} nguồn tin RSS; {changed} tệp thay đổi, {removed} tệp đã gỡ; "
        "{seconds} giây.",
        folder=str(folder),
        seconds=f"{time.monotonic() - began:.1f}".replace(".", "," if setup.translate.language == "vi" else "."),
        **{key: str(value) for key, value in numbers.items()},
    )
    click.echo(text.render(setup.translate))
    if preview:
        text = say(
            "Đây là bản xem trước, có thêm {n} bài chưa đăng; không đưa ra công khai.",
            n=str(done.counts["unpublished"]),
        )
        click.echo(text.render(setup.translate))


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@command
def verify(setup: Setup, folder: Path) -> None:
    """Đối chiếu trang đã đăng với bảng kê của nó. / Compare a published folder with its manifest."""
    manifest = Manifest.read(folder)
    if manifest is None:
        raise SetupError(
            say("{folder} không có bảng kê {name} đọc được.", folder=str(folder), name=NAME).render(setup.translate)
        )
    found = compare(folder, manifest)
    words = {
        Difference.MISSING: say("thiếu"),
        Difference.CHANGED: say("đã bị thay đổi"),
        Difference.EXTRA: say("không có trong bảng kê"),
    }
    for difference, name in found:
        click.echo(f"{name}: {words[difference].render(setup.translate)}")
    text = say("Đã đối chiếu {n} tệp: {wrong} tệp sai khác.", n=str(len(manifest.files)), wrong=str(len(found)))
    click.echo(text.render(setup.translate))
    sys.exit(1 if found else 0)
