"""`cchc check` and `cchc explain`."""

import functools
import sys
from pathlib import Path, PurePosixPath

import click

from cchc import formats, verdict
from cchc.bodies import ChangedError
from cchc.cache import Cache
from cchc.cli.setup import Setup, command, console, step_summary
from cchc.disk import walk
from cchc.locale import Translator, say
from cchc.model import Config, SetupError, Severity
from cchc.text import normalize
from cchc.verdict import Verdict


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--format", "format_", type=click.Choice(formats.FORMATS), default="text", show_default=True)
@click.option("--strict", is_flag=True, help="Cảnh báo cũng là lỗi. / Warnings fail too.")
@click.option("--fix", is_flag=True, help="Sửa những gì chắc chắn, có hỏi trước. / Repair what is certain; asks.")
@click.option("--yes", is_flag=True, help="Cùng --fix: ghi mà không hỏi. / With --fix: write without asking.")
@click.option("--watch", is_flag=True, help="Kiểm tra lại sau mỗi thay đổi. / Check again after each change.")
@command
def check(setup: Setup, paths: tuple[Path, ...], format_: str, strict: bool, fix: bool, yes: bool, watch: bool) -> None:
    """Kiểm tra mọi bài và thủ tục. / Check every post and procedure."""
    config, translate = setup.config(), setup.translate
    wanted = [_below(config, path, translate) for path in paths]
    if yes and not fix:
        raise SetupError(say("--yes chỉ dùng cùng với --fix.").render(translate))
    if watch and fix:
        raise SetupError(say("--watch không dùng cùng với --fix.").render(translate))
    if watch:
        from cchc.cli.watch import again_and_again

        again_and_again(config, lambda: _once(setup, wanted, format_, strict=strict), translate)
        return
    if fix:
        from cchc.cli.fix import fix as repair

        is_wanted = functools.partial(_under, wanted=wanted or [PurePosixPath()])
        found = verdict.of(repair(setup, setup.site(), is_wanted, yes=yes, err=format_ != "text"), translate)
    else:
        found = verdict.read(config, setup.today, Cache.of(config.root), translate)
    sys.exit(1 if _report(setup, config, found, wanted, format_, strict=strict) else 0)


def _once(setup: Setup, wanted: list[PurePosixPath], format_: str, *, strict: bool) -> None:
    """Check and report; a configuration that broke meanwhile is said, and may be mended."""
    try:
        setup = setup.anew()
        config = setup.config()
        found = verdict.read(config, setup.today, Cache.of(config.root), setup.translate)
    except SetupError as error:
        click.echo(str(error), err=True)
        return
    except ChangedError:  # the edit is seen, and checked, in a moment
        return
    _report(setup, config, found, wanted, format_, strict=strict)


def _report(
    setup: Setup, config: Config, found: Verdict, wanted: list[PurePosixPath], format_: str, *, strict: bool
) -> bool:
    """Print what was found in the files wanted, or in all; returns whether the check fails."""
    findings, checked, translate = found.findings, found.checked, setup.translate
    if wanted:
        findings = tuple(item for item in findings if _under(item.place.path, wanted))
        checked = tuple(path for path in checked if _under(path, wanted))
    if format_ == "json":
        click.echo(formats.as_json(config, findings, len(checked)))
    elif format_ == "github":
        click.echo(formats.as_github(findings, translate), nl=False)
        step_summary(formats.as_markdown(findings, len(checked), translate))
    elif format_ == "gitlab":
        click.echo(formats.as_gitlab(findings))
    elif format_ == "sarif":
        click.echo(formats.as_sarif(config, findings, translate))
    elif format_ == "junit":
        sys.stdout.buffer.write(formats.as_junit(findings, checked, translate, strict=strict))
    else:
        formats.as_text(findings, len(checked), translate, console(), config=config, owners=found.owners)
    return any(strict or item.severity is Severity.ERROR for item in findings)


def _below(config: Config, path: Path, translate: Translator) -> PurePosixPath:
    """Return a path of the command line as findings name it."""
    whole = path.parent.resolve() / path.name  # a link is checked under its own name
    sources = {source: name for name, source in walk(config).files.items()}
    if whole in sources:
        return sources[whole]
    if whole.resolve().is_relative_to(config.root) and whole.resolve().is_dir():
        return PurePosixPath(normalize(whole.resolve().relative_to(config.root).as_posix()))
    raise SetupError(say("Không có bài hay thủ tục nào ở {path}.", path=str(path)).render(translate))


def _under(path: PurePosixPath, wanted: list[PurePosixPath]) -> bool:
    return any(path.is_relative_to(folder) for folder in wanted)


@click.command()
@click.argument("code")
@command
def explain(setup: Setup, code: str) -> None:
    """Giải thích một mã lỗi. / Explain a code."""
    from cchc import rules

    known = rules.rules()
    rule = known.get(code.upper())
    if rule is None:
        raise SetupError(
            say("Không có mã {code}; các mã: {codes}.", code=code, codes=", ".join(known)).render(setup.translate)
        )
    click.echo(f"{rule.code}: {setup.translate(rule.help)}")
