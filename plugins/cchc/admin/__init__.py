"""The editing page's program: Sveltia CMS, bundled once by `python -m cchc.admin`, never loaded from another host."""

from pathlib import Path

FOLDER = Path(".cache") / "cchc-admin"
"""Where the bundle lies below the folder of mkdocs.yml; git does not keep it."""
ENTRY = "entry.js"


def bundled(root: Path) -> dict[str, Path]:
    """Return every file of a project's bundle by its name below the folder; none where no bundle was made."""
    folder = root / FOLDER
    if not (folder / ENTRY).is_file():
        return {}
    return {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}
