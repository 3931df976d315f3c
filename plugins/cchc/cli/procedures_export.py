"""`cchc procedures export`."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import click

from cchc.cli.procedures_import import filters_of
from cchc.cli.setup import Setup, command
from cchc.locale import say
from cchc.model import SetupError, Site
from cchc.procedures.plan import record_of
from cchc.publish import procedures_data
from cchc.records import Procedure

_MAKERS: Mapping[str, Callable[[Site, Sequence[Procedure]], bytes]] = {
    ".json": procedures_data.as_json,
    ".csv": procedures_data.as_csv,
    ".xlsx": procedures_data.as_xlsx,
}


@click.command("export")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, dir_okay=False))
@click.option("--level", multiple=True, help="Chỉ cấp này: bộ, tỉnh, xã, khác (ghi được nhiều lần). / Only this level.")
@click.option("--field", multiple=True, help="Chỉ lĩnh vực có chữ này. / Only fields with these words.")
@click.option("--agency", multiple=True, help="Chỉ cơ quan có chữ này. / Only agencies with these words.")
@click.option("--code", multiple=True, help="Chỉ mã này, hoặc mã bắt đầu như thế. / Only this code, or its beginning.")
@click.option("-y", "--yes", is_flag=True, help="Ghi đè tệp đã có. / Overwrite.")
@command
def export(setup: Setup, files: tuple[Path, ...], *, yes: bool, **wanted: tuple[str, ...]) -> None:
    """Xuất danh mục thủ tục ra .xlsx (phụ lục «Danh mục TTHC»), .csv, .json, theo đuôi tên tệp.

    / Write the procedures as .xlsx, .csv or .json, whichever the name of the file ends in.
    """
    filters = filters_of(wanted, setup.translate)
    for file in files:
        if file.suffix.lower() not in _MAKERS:
            sentence = say("{path}: tên tệp phải kết thúc bằng .xlsx, .csv hoặc .json.", path=str(file))
            raise SetupError(sentence.render(setup.translate))
        if file.exists() and not yes:
            sentence = say("{path} đã có; thêm --yes để ghi đè.", path=str(file))
            raise SetupError(sentence.render(setup.translate))
    site = setup.site()
    chosen = [procedure for procedure in site.procedures if filters.takes(record_of(procedure))]
    for file in files:
        file.write_bytes(_MAKERS[file.suffix.lower()](site, chosen))
        done = say("Đã ghi {n} thủ tục vào {path}.", n=str(len(chosen)), path=str(file))
        click.echo(done.render(setup.translate))
