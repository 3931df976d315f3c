"""What MkDocs' configuration tells cchc, and the menu without pages that nobody is to see."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from cchc import config
from cchc.locale import translator
from cchc.model import Config, SetupError


def settings_from(mkdocs: MkDocsConfig, options: Mapping[str, Any]) -> Config:
    """Return what mkdocs.yml says, as MkDocs read it; raises PluginError for what cannot be worked with."""
    settings = {
        "site_name": mkdocs.site_name,
        "site_url": mkdocs.site_url,
        "language": _theme_option(mkdocs, "language"),
        "description": mkdocs.site_description,
        "logo": _theme_option(mkdocs, "logo"),
        "docs_dir": mkdocs.docs_dir,
        "edit_uri": mkdocs.edit_uri,
        "use_directory_urls": mkdocs.use_directory_urls,
        "exclude_docs": mkdocs.exclude_docs,
        "draft_docs": mkdocs.draft_docs,
        "custom_dir": mkdocs.theme.custom_dir,
    }
    language = settings["language"] or "vi"
    try:
        if not mkdocs.config_file_path or mkdocs.theme.name != "material":
            raise SetupError(translator(language)("cchc cần theme: {name: material} trong mkdocs.yml."))
        if not mkdocs.site_url:
            raise SetupError(translator(language)("Thiếu site_url trong mkdocs.yml: RSS cần địa chỉ đầy đủ của trang."))
        return config.build(Path(mkdocs.config_file_path), settings, options, language)
    except (SetupError, ValueError) as error:
        raise PluginError(str(error)) from None


def without(nav: Any, target: str) -> Any:
    """Return the configured menu without the entries that lead to a page."""
    if isinstance(nav, list):
        kept = [without(item, target) for item in nav if item != target]
        return [item for item in kept if item not in ({}, [])]
    if isinstance(nav, dict):
        return {name: without(item, target) for name, item in nav.items() if item != target}
    return nav


def _theme_option(config: MkDocsConfig, key: str) -> Any:
    try:
        return config.theme[key]
    except KeyError:
        return None
