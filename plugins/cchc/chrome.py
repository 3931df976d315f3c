"""What all pages of a site share: a finished page is kept for as long as this stays the same."""

import datetime as dt
import json
from hashlib import sha256
from pathlib import Path
from typing import Any

from cchc.cache import hash_folder, tools
from cchc.model import Config, Site

_NO_SETTINGS = ("config_file_path", "docs_dir", "site_dir", "plugins", "hooks", "theme", "watch")


def settings_of(config: Any, own: Config, tool: str, today: dt.date, *, preview: bool) -> str:
    """Return the hash of everything that decides how a site is built, but for its sources.

    `config` is that of MkDocs, resolved, and `own` ours; `tool` names the program that builds.
    """
    digest = sha256(f"{tools()} {tool}".encode())
    digest.update(Path(config.config_file_path).read_bytes())
    # Resolved, as INHERIT and !ENV give it; what has no text of its own counts by its type.
    settings = {key: value for key, value in config.items() if key not in _NO_SETTINGS}
    theme = {key: config.theme[key] for key in sorted(config.theme)}
    resolved = [settings, theme, repr(own.plugin), preview]
    written = json.dumps(resolved, sort_keys=True, skipkeys=True, default=lambda item: type(item).__name__)
    digest.update(written.encode())
    if config.theme.custom_dir:
        folder = Path(config.theme.custom_dir)
        hash_folder(digest, folder)
        if any("build_date" in path.read_text("utf-8", "ignore") for path in folder.rglob("*.html")):
            digest.update(str(today).encode())
    return digest.hexdigest()


def chrome(settings: str, site: Site) -> str:
    """Return the hash of everything that any page may show besides its own data."""
    digest = sha256(settings.encode())
    records = {item.path for item in site.filed} | {item.path for item in site.rejected}
    for path, source in site.docs_files.items():  # the menu takes titles, icons and marks from pages
        if path.suffix == ".md" and path not in records:
            digest.update(str(path).encode() + source.read_bytes())
    return digest.hexdigest()


def other_hands(config: Any, own: object) -> set[str]:
    """Return the names of other plugins and hooks that may change a page, before or after it is written.

    Material's search leaves ours alone.
    """
    return {
        str(getattr(method, "__module__", method))
        for event in ("env", "page_content", "page_context", "post_page", "post_build")
        for method in config.plugins.events[event]
        if getattr(method, "__self__", None) is not own
    } - {"material.plugins.search.plugin"}
