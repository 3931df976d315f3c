"""`cchc procedures import`."""

import datetime as dt
import sys
from collections.abc import Callable
from pathlib import Path

import click
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from cchc.cli.setup import Setup, command, console
from cchc.dates import Moment
from cchc.locale import Text, Translator, say
from cchc.model import SetupError
from cchc.new import dialogue
from cchc.procedures import plan as planning
from cchc.procedures import reading, summary, writing
from cchc.procedures.plan import Filters, Kind, Plan
from cchc.text import fold_ascii


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--level", multiple=True, help="Chỉ cấp này: bộ, tỉnh, xã, khác (ghi được nhiều lần). / Only this level.")
@click.option("--field", multiple=True, help="Chỉ lĩnh vực có chữ này. / Only fields with these words.")
@click.option("--agency", multiple=True, help="Chỉ cơ quan có chữ này. / Only agencies with these words.")
@click.option("--code", multiple=True, help="Chỉ mã này, hoặc mã bắt đầu như thế. / Only this code, or its beginning.")
@click.option(
    "--synced-at",
    metavar="YYYY-MM-DD",
    help="Ngày đối chiếu với Cổng, ghi vào mọi thủ tục trong tệp; không nêu thì chỉ thủ tục mới, thay đổi ghi hôm nay. "
    "/ The day of the comparison.",
)
@click.option("-y", "--yes", is_flag=True, help="Ghi đè tệp đã có, không hỏi. / Overwrite without asking.")
@click.option("--dry-run", is_flag=True, help="Chỉ xem sẽ làm gì, không ghi. / Show only, write nothing.")
@command
def import_(
    setup: Setup, files: tuple[Path, ...], synced_at: str | None, *, yes: bool, dry_run: bool, **wanted: tuple[str, ...]
) -> None:
    """Nhập thủ tục từ tệp tải trên Cổng: .xlsx, .xls, .ods, .csv, .json, .jsonl (và .gz).

    Mỗi thủ tục một tệp trong docs/thu-tuc; nhập lại chỉ sửa mục thay đổi, giữ phần cơ quan tự viết.
    / Take procedures from the portal's exports; what editors wrote is kept.
    """
    filters = filters_of(wanted, setup.translate)
    day = _day(synced_at, setup.translate) or setup.today
    site = setup.site()
    with _Bars(setup.translate) as bars:
        intake = reading.read(files, setup.translate, bars.step(say("Đọc tệp")))
        plan = planning.make(
            site, intake, filters, day, stamp_all=synced_at is not None, step=bars.step(say("So sánh"))
        )
    for line in (*summary.matches(intake, setup.translate), *summary.found(intake, plan, setup.translate)):
        click.echo(line)
    if dry_run:
        click.echo(setup.translate("Chạy thử: chưa ghi gì."))
        return
    left = _write(site.config.root, plan, setup.translate, yes=yes)
    sys.exit(1 if left or plan.refused else 0)


def filters_of(wanted: dict[str, tuple[str, ...]], translate: Translator) -> Filters:
    """Return which procedures the options ask for; raises SetupError for a level that there is not."""
    unknown = planning.unknown_levels(wanted["level"])
    if unknown:
        sentence = say("Không có cấp «{found}»; chọn trong: bộ, tỉnh, xã, khác.", found=unknown[0])
        raise SetupError(sentence.render(translate))
    return Filters(wanted["level"], wanted["field"], wanted["agency"], wanted["code"])


def _day(written: str | None, translate: Translator) -> dt.date | None:
    if written is None:
        return None
    try:
        return Moment.parse(written).day
    except ValueError:
        sentence = say("--synced-at «{found}» không phải ngày năm-tháng-ngày, ví dụ 2026-11-21.", found=written)
        raise SetupError(sentence.render(translate)) from None


def _write(root: Path, plan: Plan, translate: Translator, *, yes: bool) -> bool:
    """Write what may be written; return whether something was left for want of leave."""
    new, amended = plan.of(Kind.NEW), plan.of(Kind.AMENDED)
    if amended and not yes and dialogue.is_there():
        asked = say("Ghi {n} tệp mới và sửa {m} tệp đã có? [c/K]", n=str(len(new)), m=str(len(amended))).render(
            translate
        )
        if fold_ascii(click.prompt(asked, default="", show_default=False)) not in ("c", "co", "y", "yes"):
            click.echo(translate("Chưa ghi gì."))
            return True
        yes = True
    allowed = [*new, *(amended if yes else ())]
    with _Bars(translate) as bars:
        writing.write(root, allowed, bars.step(say("Ghi tệp")))
    done = say("Đã ghi {n} tệp mới, sửa {m} tệp.", n=str(len(new)), m=str(len(amended) if yes else 0))
    click.echo(done.render(translate))
    if amended and not yes:
        told = say(
            "{n} tệp đã có sẽ thay đổi nhưng chưa ghi đè; xem danh sách trên rồi thêm --yes để ghi.",
            n=str(len(amended)),
        )
        click.echo(told.render(translate))
        return True
    return False


class _Bars:
    """Progress on a terminal; nothing anywhere else."""

    def __init__(self, translate: Translator) -> None:
        self._translate = translate
        screen = console(stderr=True)
        columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
        self._bars = Progress(*columns, console=screen, transient=True, disable=not screen.is_terminal)

    def __enter__(self) -> "_Bars":
        self._bars.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bars.stop()

    def step(self, stage: Text) -> Callable[[int, int], None]:
        """Return what is called with how much is done, and how much there is."""
        task = self._bars.add_task(stage.render(self._translate), total=None)

        def step(done: int, total: int) -> None:
            self._bars.update(task, completed=done, total=total)

        return step
