"""`cchc schema`."""

from pathlib import Path

import click

from cchc import editor
from cchc.cli.setup import Setup, command
from cchc.json_schema import MODELS
from cchc.locale import say


@click.command()
@click.argument("kind", type=click.Choice([*MODELS]), required=False)
@click.option(
    "-o",
    "--output",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Ghi vào thư mục này (ví dụ .vscode). / Write into this folder.",
)
@command
def schema(setup: Setup, kind: str | None, folder: Path | None) -> None:
    """Xuất JSON Schema của phần khai báo, kèm đơn vị và nội dung của cơ quan.

    Không nêu loại nào thì ghi tất cả vào DIR, cùng các mẫu gõ nhanh cho VS Code.
    / Write the JSON Schema of front matter; all of them, with snippets for VS Code, where none is named.
    """
    config = setup.config().plugin
    if folder is None:
        if kind is None:
            needed = say("Nêu một trong {kinds}, hoặc thư mục để ghi (-o DIR).", kinds=", ".join(MODELS))
            raise click.UsageError(needed.render(setup.translate))
        click.echo(editor.schema_text(kind, config, setup.translate), nl=False)
        return
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in editor.files(config, setup.translate):
        if kind in (None, name.split(".")[0]):
            (folder / name).write_bytes(text.encode())
            click.echo(say("Đã ghi {path}.", path=str(folder / name)).render(setup.translate))
