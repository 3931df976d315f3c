"""The command line: reads, calls, prints, and says how it went by its exit code.

0 fine · 1 the check found something · 2 broken setup or bad usage.
"""

import contextlib
import io
import os
import signal
import sys
import time
from collections.abc import Callable
from functools import wraps
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar

import click
from rich.console import Console

from cchc import __version__, config, dates, formats, load, new, quota, rules
from cchc.cache import Cache
from cchc.dates import Month
from cchc.locale import LANGUAGES, Translator, say, translator
from cchc.model import Config, SetupError, Severity, Site
from cchc.release import Release
from cchc.release.manifest import NAME, Difference, Manifest
from cchc.release.manifest import verify as compare
from cchc.reports import quota as quota_report
from cchc.text import normalize

_Command = TypeVar("_Command", bound=Callable[..., Any])


class _Setup:
    """The options that every command takes."""

    def __init__(self, config_file: Path, today: str | None, lang: str) -> None:
        self.file = _nearest(config_file)
        self.translate: Translator = translator(lang)
        try:
            self.now = dates.now(today)
            self.today = self.now.date()
        except ValueError as error:
            raise SetupError(
                say("Ngày không đúng: {error}. Viết năm-tháng-ngày, ví dụ 2026-11-21.", error=str(error)).render(
                    self.translate
                )
            ) from None

    def config(self) -> Config:
        """Return the configuration; raises SetupError."""
        return config.read(self.file, self.translate.language)

    def site(self) -> Site:
        """Return everything that was read; raises SetupError."""
        read = self.config()
        return load.load(read, self.today, Cache.of(read.root))


def _nearest(file: Path) -> Path:
    """Return the file; for a bare name, the one in the nearest folder upwards, as git does."""
    if file.exists() or file.name != str(file):
        return file
    above = (folder / file for folder in Path.cwd().parents)
    return next((path for path in above if path.is_file()), file)


def _command(function: _Command) -> _Command:
    """Give a command the common options, and turn a broken setup into one sentence and exit code 2."""

    @click.option(
        "-f",
        "--config-file",
        type=click.Path(path_type=Path),
        default=Path("mkdocs.yml"),
        show_default=True,
        help="Tệp cấu hình. / The configuration file.",
    )
    @click.option("--today", metavar="YYYY-MM-DD", help="Ngày coi là hôm nay. / The date taken as today.")
    @click.option("--lang", type=click.Choice(LANGUAGES), default="vi", show_default=True)
    @wraps(function)
    def run(config_file: Path, today: str | None, lang: str, **options: Any) -> None:
        try:
            function(_Setup(config_file, today, lang), **options)
        except SetupError as error:
            click.echo(str(error), err=True)
            sys.exit(2)
        except OSError as error:
            if isinstance(error, BrokenPipeError):
                raise  # click ends quietly when the reader of a pipe has gone
            click.echo(f"{error.filename or ''}: {error.strerror or error}", err=True)
            sys.exit(2)

    return run  # type: ignore[return-value]


class _MonthType(click.ParamType[Month]):
    name = "YYYY-MM"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Month:
        try:
            return value if isinstance(value, Month) else Month.parse(value)
        except ValueError:
            self.fail(f"{value!r}: YYYY-MM", param, ctx)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="cchc")
def main() -> None:
    """Chuyên mục cải cách hành chính: kiểm tra bài, đếm chỉ tiêu, đăng trang.

    The administrative-reform news section: check posts, count the quota, publish.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")  # Windows consoles


@main.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--format", "format_", type=click.Choice(["text", "json", "github"]), default="text", show_default=True)
@click.option("--strict", is_flag=True, help="Cảnh báo cũng là lỗi. / Warnings fail too.")
@_command
def check(setup: _Setup, paths: tuple[Path, ...], format_: str, strict: bool) -> None:
    """Kiểm tra mọi bài và thủ tục. / Check every post and procedure."""
    site = setup.site()
    findings = rules.check(site, setup.translate)
    checked = [item.path for item in (*site.records, *site.rejected)]
    if paths:
        wanted = [_below(site, path, setup.translate) for path in paths]
        findings = [item for item in findings if _under(item.place.path, wanted)]
        checked = [path for path in checked if _under(path, wanted)]
    if format_ == "json":
        click.echo(formats.as_json(site.config, findings, len(checked)))
    elif format_ == "github":
        click.echo(formats.as_github(findings), nl=False)
        _step_summary(formats.as_markdown(findings, len(checked), setup.translate))
    else:
        formats.as_text(findings, len(checked), setup.translate, _console())
    failed = any(strict or item.severity is Severity.ERROR for item in findings)
    sys.exit(1 if failed else 0)


def _below(site: Site, path: Path, translate: Translator) -> PurePosixPath:
    """Return a path of the command line as findings name it."""
    whole = path.parent.resolve() / path.name  # a link is checked under its own name
    sources = {source: name for name, source in site.files.items()}
    if whole in sources:
        return sources[whole]
    root = site.config.root
    if whole.resolve().is_relative_to(root) and whole.resolve().is_dir():
        return PurePosixPath(normalize(whole.resolve().relative_to(root).as_posix()))
    raise SetupError(say("Không có bài hay thủ tục nào ở {path}.", path=str(path)).render(translate))


def _under(path: PurePosixPath, wanted: list[PurePosixPath]) -> bool:
    return any(path.is_relative_to(folder) for folder in wanted)


@main.command("quota")
@click.option("--month", type=_MonthType(), help="Chỉ một tháng. / One month only.")
@click.option("--from", "first", type=_MonthType(), help="Từ tháng. / From this month.")
@click.option("--to", "last", type=_MonthType(), help="Đến tháng. / To this month.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json", "csv", "github", "junit", "markdown"]),
    default="text",
    show_default=True,
)
@click.option("--strict", is_flag=True, help="Không tính bài đăng bù. / Late posts do not count.")
@_command
def quota_command(
    setup: _Setup,
    *,
    month: Month | None,
    first: Month | None,
    last: Month | None,
    format_: str,
    strict: bool,
) -> None:
    """Đếm tin, bài theo tháng; mã thoát 1 khi một tháng đã qua còn thiếu.

    Count posts by month; exits 1 when a closed month is short, 2 when posts cannot be counted.
    """
    if month and (first or last):
        raise click.UsageError("--month | --from --to")
    site, translate = setup.site(), setup.translate
    tally = quota.tally(site, first=month or first, last=month or last, strict=strict)
    if not tally.months and (first or last):
        raise click.UsageError(
            translate("Không có tháng nào trong khoảng đã chọn (--from phải trước --to, --to từ tháng bắt đầu).")
        )
    if format_ == "json":
        click.echo(formats.json_text(quota_report.data(site, tally, internal=True)))
    elif format_ == "csv":
        sys.stdout.buffer.write(quota_report.as_csv(site, tally, translate))
    elif format_ == "junit":
        sys.stdout.buffer.write(quota_report.as_junit(site, tally, translate))
    elif format_ == "markdown":
        click.echo(quota_report.as_markdown(site, tally, translate), nl=False)
    elif format_ == "github":
        click.echo(quota_report.as_github(site, tally, translate), nl=False)
        _step_summary(quota_report.as_markdown(site, tally, translate))
    else:
        quota_report.as_text(site, tally, translate, _console())
    if tally.unreadable:
        click.echo(quota_report.unreadable_note(tally, translate), err=True)
        paths = {item.path for item in tally.unreadable}
        found = [item for item in rules.check(site, translate) if item.place.path in paths]
        formats.as_text(found, len(paths), translate, _console(stderr=True))
        sys.exit(2)
    if tally.needs_warning:
        click.echo(quota_report.this_month(site, tally, translate), err=True)
    for row in tally.short:
        name, _, _, _, result, unit = quota_report.cells(site, row, translate)
        click.echo(f"{name}: {result}. {unit}", err=True)
    sys.exit(1 if tally.short else 0)


@main.command()
@_command
def remind(setup: _Setup) -> None:
    """In lời nhắc gửi các đơn vị. / Print the note to send to the units."""
    site = setup.site()
    click.echo(quota_report.reminder(site, quota.tally(site), setup.translate), nl=False)


@main.command()
@click.argument("code")
@_command
def explain(setup: _Setup, code: str) -> None:
    """Giải thích một mã lỗi. / Explain a code."""
    known = rules.rules()
    rule = known.get(code.upper())
    if rule is None:
        raise SetupError(
            say("Không có mã {code}; các mã: {codes}.", code=code, codes=", ".join(known)).render(setup.translate)
        )
    click.echo(f"{rule.code}: {setup.translate(rule.help)}")


@main.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--strict", is_flag=True, help="Dừng khi có tệp bị bỏ lại. / Stop when a file is left out.")
@click.option("--no-cache", is_flag=True, help="Làm lại tất cả. / Use nothing of earlier runs.")
@click.option("--no-compress", is_flag=True, help="Không tạo tệp .gz, .br. / Make no compressed twins.")
@_command
def publish(setup: _Setup, folder: Path, *, strict: bool, no_cache: bool, no_compress: bool) -> None:
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


@main.command()
@click.argument("folder", type=click.Path(path_type=Path))
@_command
def verify(setup: _Setup, folder: Path) -> None:
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


@main.group("new")
def new_group() -> None:
    """Tạo bài mới, trang mới. / Start a post or a site."""


@new_group.command("post")
@click.option("--title", help="Tiêu đề.")
@click.option("--unit", help="Đơn vị: mã, tên hoặc tên gọi khác.")
@click.option("--topic", help="Nội dung CCHC: mã hoặc tên.")
@click.option("--date", "date_", metavar="YYYY-MM-DD", help="Ngày đăng.")
@click.option("--kind", type=click.Choice(["tin", "bai"]), default="bai", show_default=True)
@click.option("--summary", default="", help="Tóm tắt, không quá 300 ký tự.")
@_command
def new_post(setup: _Setup, **given: str | None) -> None:
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
@_command
def new_site(setup: _Setup, folder: Path, name: str | None, url: str | None) -> None:
    """Tạo trang cho một cơ quan khác, không kèm nội dung mẫu. / Start another agency's site."""
    new.site(folder, name, url, Month.of(setup.today), setup.translate)
    click.echo(
        say("Đã tạo {path}. Sửa mkdocs.yml: đơn vị, chỉ tiêu, liên hệ.", path=str(folder)).render(setup.translate)
    )


def _console(*, stderr: bool = False) -> Console:
    return Console(stderr=stderr, highlight=False, markup=False, emoji=False)


def _step_summary(markdown: str) -> None:
    """Append to the summary of a GitHub step, where there is one."""
    path = os.environ.get("GITHUB_STEP_SUMMARY")
    if path:
        with contextlib.suppress(OSError), Path(path).open("a", encoding="utf-8") as file:
            file.write(markdown)
