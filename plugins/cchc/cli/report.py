"""`cchc report`."""

import datetime as dt
import re
import sys
from collections.abc import Mapping
from pathlib import Path

import click

from cchc import labels, load
from cchc.cache import Cache
from cchc.cli.setup import Setup, command
from cchc.dates import day_label
from cchc.formats.safe import plain
from cchc.garbage import lasting
from cchc.locale import Text, say
from cchc.model import Config, SetupError, Site
from cchc.new import files
from cchc.reports import frozen, windows
from cchc.reports.assembly import Report, neighbours
from cchc.reports.assembly import report as assemble
from cchc.reports.content import Window
from cchc.reports.letter.signing import Signing
from cchc.reports.untouched import is_untouched

_ENDINGS = (".docx", ".md", ".csv", ".xlsx", ".json")


@click.command("report")
@click.argument("period", metavar="PERIOD")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Tệp kết quả: .docx, .md, .csv, .xlsx, .json; không có thì in Markdown. / The file to write.",
)
@click.option(
    "--kind",
    type=click.Choice(["section", "standalone"]),
    default="section",
    show_default=True,
    help="Phần để lồng ghép, hoặc báo cáo riêng (.docx). / A section to paste, or a report by itself.",
)
@click.option("--number", default="", metavar="NUMBER", help="Số của báo cáo đã ký. / The number of the signed report.")
@click.option(
    "--signed", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD", help="Ngày ký. / The day it is signed."
)
@click.option("--freeze", is_flag=True, help="Chốt số liệu của kỳ đã ký vào một tệp. / Keep the signed figures.")
@click.option("--force", is_flag=True, help="Ghi đè tệp Word đã sửa tay. / Write over a Word file that was edited.")
@click.option("--yes", is_flag=True, help="Chốt lại, thay số liệu đã chốt. / Replace figures that were kept.")
@command
def report(
    setup: Setup,
    *,
    period: str,
    output: Path | None,
    kind: str,
    number: str,
    signed: dt.datetime | None,
    freeze: bool,
    force: bool,
    yes: bool,
) -> None:
    """Lập báo cáo của một kỳ: phần để lồng ghép hoặc báo cáo riêng, kèm phụ lục tài liệu kiểm chứng.

    PERIOD: 2026-Q1, 2026-H1, 2026-Q3, 2026, hoặc TỪ..ĐẾN (2026-01-01..2026-02-28); last là kỳ vừa chốt số liệu,
    next là kỳ sắp chốt. / Draw up the report of a period, with its annex of evidence.
    """
    ending = _ending(setup, output, kind)
    config = setup.config()
    if output:
        _check_place(setup, config, output)
        if ending == ".docx" and not force:
            _check_untouched(setup, output)
    window = _window(setup, config, period)
    site = _site(setup, config)
    made = assemble(site, window, _signed(setup, site, window))
    signing = Signing(" ".join(number.split()), signed.date() if signed else None)
    content = _content(setup, made, kind, ending, signing)
    if output:
        _write(setup, output, content)
    elif not freeze:
        sys.stdout.buffer.write(content)
    _tell(setup, made, output)
    if freeze:
        _freeze(setup, made, signing, replace=yes)


def _ending(setup: Setup, output: Path | None, kind: str) -> str:
    """Return the ending of the file, which says what is written; raises SetupError for one that says nothing."""
    ending = output.suffix.lower() if output else ".md"
    stem = output.with_suffix("") if output and ending else output
    if ending not in _ENDINGS:
        text = say(
            "Tệp kết quả phải có đuôi .docx (Word), .md, .csv, .xlsx hoặc .json; ví dụ: -o {example}.docx",
            example=str(stem),
        )
        raise SetupError(text.render(setup.translate))
    if kind == "standalone" and ending != ".docx":
        text = say(
            "Báo cáo riêng (--kind standalone) là tệp Word; ghi tên tệp, ví dụ: -o {example}.docx",
            example=str(stem or "bao-cao"),
        )
        raise SetupError(text.render(setup.translate))
    return ending


def _write(setup: Setup, output: Path, content: bytes) -> None:
    """Write the file, and the folders it is to be in; raises SetupError where another program holds it."""
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        files.replace(output, content)
    except PermissionError:
        text = say(
            "Không ghi được {file}: tệp đang mở trong Word, hoặc thư mục không cho ghi. Đóng tệp rồi chạy lại, hoặc "
            "đặt tên khác ở -o.",
            file=str(output),
        )
        raise SetupError(text.render(setup.translate)) from None


def _check_place(setup: Setup, config: Config, output: Path) -> None:
    """Raise SetupError for a place where a report would be published, or written over an article."""
    place, docs = output.resolve(), (config.root / config.docs_dir).resolve()
    signed = docs / config.plugin.reports.folder
    is_source = any(place.is_relative_to(top) for top in (docs, (config.root / config.posts_dir).resolve()))
    is_beside_signed = place.is_relative_to(signed) and place.suffix.lower() != ".json"
    is_site = any((folder / "assets" / "cchc").is_dir() for folder in place.parents)
    if is_site or (is_source and not is_beside_signed):
        text = say("Không ghi báo cáo vào {file}: tệp ở đó sẽ lên mạng hoặc thay bài đã có.", file=str(output))
        hint = say("Chọn chỗ ngoài {folders}.", folders=f"{config.docs_dir}, {config.posts_dir}")
        raise SetupError(f"{text.render(setup.translate)} {hint.render(setup.translate)}")


def _check_untouched(setup: Setup, output: Path) -> None:
    """Raise SetupError for a Word file that somebody has worked on: writing over it would lose what they wrote."""
    if output.exists() and not is_untouched(output):
        text = say(
            "Tệp {file} đã có và đã được sửa sau khi lập, hoặc không phải do lệnh này lập; đặt tên khác ở -o, hoặc thêm"
            " --force để ghi đè, mất phần đã sửa.",
            file=str(output),
        )
        raise SetupError(text.render(setup.translate))


def _window(setup: Setup, config: Config, period: str) -> Window:
    """Return the window that is asked for; raises SetupError where there is none, or it has not begun."""
    window = windows.find(config, period, setup.today)
    if window is None:
        named = re.search(r"(?<!\d)20\d\d(?!\d)", period)
        year = int(named[0]) if named else setup.today.year
        text = say(
            "Không có kỳ báo cáo «{found}»; chọn một trong: {known}, hoặc viết TỪ..ĐẾN, ví dụ "
            "{year}-01-01..{year}-02-28. Cơ quan có kỳ khác thì khai ở reports, windows trong mkdocs.yml.",
            found=period,
            known=windows.known(config, year, setup.translate),
            year=str(year),
        )
        raise SetupError(text.render(setup.translate))
    if window.first > setup.today:
        text = say(
            "Kỳ báo cáo «{found}» bắt đầu từ ngày {first}, chưa đến kỳ nên chưa có số liệu.",
            found=window.id,
            first=day_label(window.first),
        )
        raise SetupError(text.render(setup.translate))
    return window


def _site(setup: Setup, config: Config) -> Site:
    with lasting():
        return load.load(config, setup.today, Cache.of(config.root), with_changelog=True)


def _signed(setup: Setup, site: Site, window: Window) -> Mapping[str, frozen.Frozen]:
    found = {other.id: frozen.read(site.config, other, setup.translate) for other in neighbours(site, window)}
    return {id_: then for id_, then in found.items() if then is not None}


def _content(setup: Setup, made: Report, kind: str, ending: str, signing: Signing) -> bytes:
    translate = setup.translate
    if ending == ".docx":
        from cchc.reports.letter import Kind, as_docx

        return as_docx(made, Kind(kind), signing, translate)
    if ending == ".md":
        from cchc.reports.markdown import as_markdown

        return as_markdown(made, signing, translate).encode()
    from cchc.reports import data

    if ending == ".json":
        return (data.as_json(made, translate) + "\n").encode()
    return data.as_csv(made, translate) if ending == ".csv" else data.as_xlsx(made, translate)


def _tell(setup: Setup, made: Report, output: Path | None) -> None:
    """Say beside the report what who draws it up has to know; the report itself goes to others."""
    translate, window, config = setup.translate, made.window, made.site.config
    lines = []
    if output:
        lines.append(say("Đã lập {file}: {title}.", file=str(output), title=made.title))
    unit = config.plugin.reports.responsible_unit
    if unit:
        lines.append(say("Đơn vị tổng hợp: {unit}.", unit=config.unit(unit).name))
    if window.due:
        lines.append(say("Hạn gửi: {day}.", day=labels.day(window.due, translate.language)))
    if not made.is_closed:
        lines.append(say("Kỳ chưa kết thúc: số liệu còn thay đổi đến hết ngày {day}.", day=day_label(window.last)))
    left_out = [item for item in made.site.rejected if item.is_post]
    if left_out:
        lines.append(
            say(
                "Có {n} bài chưa đọc được nên chưa có trong báo cáo: {paths}. Sửa theo hướng dẫn của lệnh cchc check.",
                n=labels.two(len(left_out)),
                paths=", ".join(str(item.path) for item in left_out),
            )
        )
    if made.missing:
        lines.append(say("Nội dung còn thiếu: {n}, nêu ở cuối báo cáo.", n=labels.two(len(made.missing))))
    for item in made.changes:
        lines += _changed(item)
    for line in lines:
        click.echo(plain(line.render(translate)), err=True)


def _changed(item: frozen.Changes) -> list[Text]:
    then = item.frozen
    params: dict[str, str | Text] = {"period": item.window.name, "day": day_label(then.on)}
    if not item:
        return [say("Số liệu {period} chốt ngày {day} không thay đổi.", **params)]
    return [
        say("Số liệu {period} chốt ngày {day} nay có thay đổi:", **params),
        *(
            say("{label}: {then} → {now}", label=row.label, then=str(row.then), now=str(row.now))
            for row in item.figures
        ),
        *(say("thêm: {title} ({day})", title=post.title, day=post.date) for post in item.came),
        *(say("không còn: {title} ({day})", title=post.title, day=post.date) for post in item.went),
    ]


def _freeze(setup: Setup, made: Report, signing: Signing, *, replace: bool) -> None:
    """Keep the figures; raises SetupError for a window that runs, and where some are kept already."""
    config, window, translate = made.site.config, made.window, setup.translate
    file = frozen.file_of(config, window)
    shown = file.relative_to(config.root).as_posix()
    if not made.is_closed:
        first = day_label(window.last + dt.timedelta(days=1))
        text = say("Kỳ chưa kết thúc nên chưa chốt được; chốt từ ngày {day}, sau khi báo cáo đã ký.", day=first)
        raise SetupError(text.render(translate))
    if file.exists() and not replace:
        text = say("Đã có số liệu chốt trong {file}; muốn thay thì thêm --yes.", file=shown)
        raise SetupError(text.render(translate))
    figures = frozen.plain(made.figures)
    parts = [part.key for part in made.parts]
    content = frozen.as_json(window, made.site.today, signing.number, parts, figures, made.posts)
    file.parent.mkdir(parents=True, exist_ok=True)
    files.replace(file, content.encode())
    text = say("Đã chốt số liệu vào {file}; gửi tệp này lên kho: git add {file}, rồi git commit, git push.", file=shown)
    click.echo(text.render(translate), err=True)
