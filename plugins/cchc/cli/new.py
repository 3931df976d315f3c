"""`cchc new`."""

from pathlib import Path

import click

from cchc import new
from cchc.cli.setup import Setup, command
from cchc.dates import Month
from cchc.locale import say


@click.group("new")
def new_group() -> None:
    """Tạo bài mới, trang mới. / Start a post or a site."""


@new_group.command("post")
@click.option("--title", help="Tiêu đề.")
@click.option("--unit", help="Đơn vị: mã, tên hoặc tên gọi khác.")
@click.option("--topic", help="Nội dung CCHC: mã hoặc tên.")
@click.option("--date", "date_", metavar="YYYY-MM-DD", help="Ngày đăng.")
@click.option("--kind", type=click.Choice(["tin", "bai"]), default="bai", show_default=True)
@click.option("--summary", default="", help="Tóm tắt, không quá 300 ký tự.")
@command
def new_post(setup: Setup, **given: str | None) -> None:
    """Tạo tệp bài mới: hỏi từng mục, hoặc lấy từ các tùy chọn. / Start a post."""
    settings = setup.config()
    path = new.post(settings, new.answers(settings, given, setup.today, setup.translate), setup.translate)
    click.echo(
        say("Đã tạo {path}. Mở tệp, viết nội dung, rồi xóa dòng status: draft.", path=str(path)).render(setup.translate)
    )


@new_group.command("site")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--name", help="Tên cơ quan. / The agency's name.")
@click.option("--url", help="Địa chỉ trang. / The site's address.")
@command
def new_site(setup: Setup, folder: Path, name: str | None, url: str | None) -> None:
    """Tạo trang cho một cơ quan khác, không kèm nội dung mẫu. / Start another agency's site."""
    new.site(folder, name, url, Month.of(setup.today), setup.translate)
    click.echo(
        say("Đã tạo {path}. Sửa mkdocs.yml: đơn vị, chỉ tiêu, liên hệ.", path=str(folder)).render(setup.translate)
    )
