"""`cchc procedures`: the agency's index of administrative procedures, in and out."""

import click

from cchc.cli.lazy import LazyGroup

_COMMANDS = {
    "import": "procedures_import:import_",
    "export": "procedures_export:export",
    "diff": "procedures_diff:diff",
    "review": "procedures_review:review",
    "print": "procedures_print:print_",
}
"""Where each command stands."""


@click.group("procedures", cls=LazyGroup, modules=_COMMANDS)
def procedures_group() -> None:
    """Thủ tục hành chính: nhập từ Cổng, so sánh, in, xuất. / Procedures: import, compare, print, export."""
