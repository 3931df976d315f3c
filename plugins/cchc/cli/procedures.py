"""`cchc procedures`."""

import click

from cchc.cli.lazy import LazyGroup


@click.group("procedures", cls=LazyGroup, modules={"print": "procedures_print:print_"})
def procedures_group() -> None:
    """Thủ tục hành chính: bản in. / The administrative procedures: papers."""
