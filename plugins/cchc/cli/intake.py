"""`cchc intake`."""

import sys
from pathlib import Path

import click

from cchc.cli.setup import Setup, command
from cchc.locale import Translator, say
from cchc.model import Config, SetupError
from cchc.new.questions import of_names
from cchc.schema import Vocabulary


@click.command("intake")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--unit",
    metavar="UNIT",
    help="Đơn vị của những bài không rõ của ai: mã, tên hoặc tên gọi khác. / The unit of what names none.",
)
@click.option("--dry-run", is_flag=True, help="Chỉ xem sẽ làm gì, không ghi. / Show only, write nothing.")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@command
def intake(setup: Setup, folder: Path, unit: str | None, dry_run: bool, format_: str) -> None:
    """Nhận bài các đơn vị gửi qua thư: tệp Word (.docx) và ảnh trong FOLDER thành bài nháp.

    Mỗi đơn vị một thư mục con; ảnh để cạnh tệp Word của bài. Nhận cả .zip và .eml. Chạy lại không tạo bài trùng.
    Mã thoát: 0 đã nhận hết, 1 còn tệp phải xem, 2 dùng sai.
    / Make drafts of Word files and pictures that units sent by mail.
    """
    from cchc.intake import report  # python-docx takes long to import, and few commands read Word
    from cchc.intake.work import Intake

    site = setup.site()
    _check_folder(folder, site.config, setup.translate)
    vocabulary = Vocabulary(site.config.plugin)
    if not vocabulary.units.items:
        raise SetupError(setup.translate("mkdocs.yml chưa có đơn vị nào (plugins → cchc → units)."))
    fallback = of_names(vocabulary.units, setup.translate)(unit) if unit else ""
    work = Intake(site, fallback, setup.translate, dry_run=dry_run)
    code = 130
    try:
        work.take(folder)
        code = 1 if work.result.left else 0
    except KeyboardInterrupt:
        click.echo("\n" + setup.translate("Đã dừng; những bài kể dưới đây đã ghi xong."), err=True)
    if format_ == "json":
        click.echo(report.as_json(work.result, setup.translate, dry_run=dry_run))
    else:
        for line in report.lines(work.result, setup.translate, dry_run=dry_run):
            click.echo(line)
    sys.exit(code)


def _check_folder(folder: Path, config: Config, translate: Translator) -> None:
    """Raise SetupError for what is no folder of attachments."""
    if not folder.is_dir():
        text = say(
            "{folder} không phải thư mục. Lưu tệp đính kèm vào một thư mục rồi ghi tên thư mục.", folder=str(folder)
        )
        raise SetupError(text.render(translate))
    given, posts = folder.resolve(), (config.root / config.posts_dir).resolve()
    if given.is_relative_to(posts) or posts.is_relative_to(given):
        text = say("{folder} chứa các bài của trang; để thư đã lưu ở một thư mục khác.", folder=str(folder))
        raise SetupError(text.render(translate))
