"""`cchc procedures`: the commands about the administrative procedures, each in a module of its own."""

import click

from cchc.cli.lazy import LazyGroup

_COMMANDS = {"diff": "procedures_diff:diff"}


@click.group("procedures", cls=LazyGroup, modules=_COMMANDS)
def procedures_group() -> None:
    """Danh mục thủ tục hành chính. / The administrative procedures."""
