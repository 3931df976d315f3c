"""`cchc procedures print`."""

import logging
import os
from collections.abc import Sequence
from pathlib import Path

import click

from cchc.cache import Cache
from cchc.cli.setup import Setup, command
from cchc.locale import Text, say
from cchc.model import SetupError, Site
from cchc.progress import Progress
from cchc.records import Procedure
from cchc.text import fold_ascii, nearest


@click.command("print")
@click.argument("codes", nargs=-1, metavar="[CODE]...")
@click.option("--field", metavar="TÊN", help="Cả lĩnh vực, không cần dấu. / A whole field, diacritics or not.")
@click.option("--all", "everything", is_flag=True, help="Mọi thủ tục. / Every procedure.")
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    type=click.Choice(["leaflet", "sheet", "booklet"]),
    help="Tờ gấp, bản niêm yết, tập; không ghi là tờ gấp và bản niêm yết. / Leaflet, sheet to post up, booklet.",
)
@click.option(
    "-o",
    "--output",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("ban-in"),
    show_default=True,
    help="Thư mục ghi các tệp PDF. / Where the PDF files go.",
)
@command
def print_(
    setup: Setup,
    *,
    codes: Sequence[str],
    field: str | None,
    everything: bool,
    kinds: Sequence[str],
    folder: Path,
) -> None:
    """In tờ gấp, bản niêm yết, tập thủ tục thành PDF. / Make leaflets, sheets and booklets as PDF."""
    from cchc import paper
    from cchc.paper.documents import Kind, Papers
    from cchc.paper.typeset import PaperError, engine

    engine(setup.translate.language)  # before everything is read
    if bool(codes) + bool(field) + everything != 1:
        raise _refused(setup, say("Chọn một trong ba: mã thủ tục, --field TÊN, hoặc --all."))
    site = setup.site()
    chosen = _by_code(setup, site, codes) if codes else _in_use(setup, site, field)
    papers = Papers(site, setup.translate, site.today)
    wanted = [Kind(kind) for kind in dict.fromkeys(kinds)] or [Kind.LEAFLET, Kind.SHEET]
    files = {
        f"{item.key}-{paper.NAMES[kind]}.pdf": paper.paper(papers, kind, item)
        for item in chosen
        for kind in wanted
        if kind is not Kind.BOOKLET
    }
    if Kind.BOOKLET in wanted:
        name = paper.NAMES[Kind.BOOKLET]
        if codes:
            files[f"{name}.pdf"] = paper.booklet(papers, setup.translate("Thủ tục hành chính"), chosen)
        else:
            by_field = {key: [item for item in items if item in chosen] for key, items in paper.fields(site).items()}
            for key, called in paper.file_names(by_field).items():
                if by_field[key]:
                    title = paper.title(key).render(setup.translate)
                    files[f"{name}-{called}.pdf"] = paper.booklet(papers, title, by_field[key])
    cache = Cache.of(site.config.root)
    progress, making = Progress(logging.getLogger(__name__)), setup.translate("Làm bản in")
    try:
        paper.make(list(files.values()), cache, lambda done: progress.step(making, done, len(files)))
    finally:
        progress.close()
    folder.mkdir(parents=True, exist_ok=True)
    for name, item in files.items():
        try:
            _write(folder / name, item.content(cache))
        except PaperError as error:
            raise _refused(setup, say("Không tạo được {name}: {reason}", name=name, reason=str(error))) from None
    counts = {"n": str(len(files)), "items": str(len(chosen)), "folder": str(folder)}
    _tell(setup, say("Đã ghi {n} tệp PDF của {items} thủ tục vào {folder}.", **counts))
    if not site.config.site_url:
        _tell(setup, say("mkdocs.yml chưa có site_url, nên bản in không có mã QR và địa chỉ trang."), err=True)


def _by_code(setup: Setup, site: Site, codes: Sequence[str]) -> list[Procedure]:
    """Return the procedures of some codes; raises SetupError where one is unknown, or abolished."""
    found: dict[str, Procedure] = {}
    for code in codes:
        procedure = site.procedure(code.strip())
        if procedure is None:
            raise _unknown(setup, code, [item.key for item in site.procedures])
        if procedure.is_abolished(site.today):
            decision = procedure.decision(site.today)
            raise _refused(
                setup,
                say(
                    "Thủ tục {code} ({name}) đã bị bãi bỏ theo Quyết định số {number}; không in.",
                    code=procedure.meta.code,
                    name=procedure.meta.name,
                    number=decision.number if decision else "",
                ),
            )
        found[procedure.key] = procedure
    return list(found.values())


def _in_use(setup: Setup, site: Site, field: str | None) -> list[Procedure]:
    """Return the procedures of a field, or all; says how many are left out. Raises SetupError where there are none."""
    named = [item for item in site.procedures if field is None or fold_ascii(item.meta.field) == fold_ascii(field)]
    if field is not None and not named:
        raise _unknown(setup, field, list(dict.fromkeys(item.meta.field for item in site.procedures)))
    used = [item for item in named if not item.is_abolished(site.today)]
    if len(used) < len(named):
        left = say("Không in {n} thủ tục đã bị bãi bỏ.", n=str(len(named) - len(used)))
        _tell(setup, left, err=True)
    if not used:
        raise _refused(setup, say("Không có thủ tục nào để in."))
    return used


def _unknown(setup: Setup, found: str, known: Sequence[str]) -> SetupError:
    near = nearest(found, known)
    if near:
        return _refused(setup, say("Không có «{found}» trong docs/thu-tuc; có phải «{near}»?", found=found, near=near))
    return _refused(setup, say("Không có «{found}» trong docs/thu-tuc.", found=found))


def _refused(setup: Setup, text: Text) -> SetupError:
    return SetupError(text.render(setup.translate))


def _tell(setup: Setup, text: Text, *, err: bool = False) -> None:
    click.echo(text.render(setup.translate), err=err)


def _write(path: Path, content: bytes) -> None:
    """Write a file whole or not at all: someone may have the last one open."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.write_bytes(content)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
