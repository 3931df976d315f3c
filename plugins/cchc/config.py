"""Reads mkdocs.yml. The only module besides the plugin that knows MkDocs."""

from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any

import yaml
from mkdocs.exceptions import ConfigurationError
from mkdocs.utils.yaml import get_yaml_loader, yaml_load
from pathspec.gitignore import GitIgnoreSpec
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from cchc.locale import Text, Translator, say, translator
from cchc.model import Config, SetupError
from cchc.problems import describe, shown, spelled
from cchc.schema import PluginConfig, keys
from cchc.text import normalize


def read(file: Path, language: str = "vi") -> Config:
    """Return what mkdocs.yml says; raises SetupError, in `language`, when it cannot be used."""
    if not file.is_file():
        raise SetupError(say("Không tìm thấy tệp cấu hình {file}.", file=str(file)).render(translator(language)))
    try:
        with file.open("rb") as stream:
            raw: dict[str, Any] = yaml_load(stream, _loader()) or {}
    except (ConfigurationError, yaml.YAMLError, OSError, ValueError, RecursionError) as error:  # INHERIT of itself
        reason = " ".join(str(error).split())
        raise SetupError(
            say("{file} không đọc được: {reason}", file=file.name, reason=reason).render(translator(language))
        ) from None
    if not isinstance(raw, dict):
        raise SetupError(say("{file} phải gồm các cặp khóa và giá trị.", file=file.name).render(translator(language)))
    theme = raw.get("theme")
    return build(
        file,
        {
            "site_name": raw.get("site_name") or "",
            "site_url": raw.get("site_url") or "",
            "language": theme.get("language") if isinstance(theme, dict) else None,
            "docs_dir": raw.get("docs_dir") or "docs",
            "edit_uri": raw.get("edit_uri") or "",
            "use_directory_urls": raw.get("use_directory_urls", True),
            "exclude_docs": raw.get("exclude_docs") or "",
            "draft_docs": raw.get("draft_docs") or "",
            "custom_dir": theme.get("custom_dir") if isinstance(theme, dict) else None,
        },
        _options(raw.get("plugins")),
        language,
    )


def _loader() -> Any:
    """Return MkDocs' loader, with dates left as they are typed: the schema says what is wrong with one."""

    class Loader(get_yaml_loader()):  # type: ignore[misc]
        pass

    Loader.add_constructor("tag:yaml.org,2002:timestamp", lambda loader, node: loader.construct_scalar(node))
    return Loader


def _options(plugins: object) -> Any:
    """Return the options of the `cchc` entry, as written; `plugins` is a list or a mapping."""
    entries = (
        plugins.items()
        if isinstance(plugins, dict)
        else (
            item
            for entry in (plugins if isinstance(plugins, list) else ())
            for item in (entry.items() if isinstance(entry, dict) else ((entry, {}),))
        )
    )
    for name, options in entries:
        if name == "cchc":
            return options or {}
    return {}


def build(file: Path, settings: Mapping[str, Any], options: Any, language: str = "vi") -> Config:
    """Return the checked configuration.

    Raises SetupError that names each wrong key, the value found and what is allowed.
    """
    translate = translator(language)
    try:
        plugin = PluginConfig.model_validate(dict(options) if isinstance(options, Mapping) else options)
    except ValidationError as error:
        lines = [_wrong(_key(detail), _found(detail), _allowed(detail)) for detail in error.errors(include_url=False)]
        raise SetupError(f"{file.name}:\n" + "\n".join(f"  - {line.render(translate)}" for line in lines)) from None
    site_name = " ".join(normalize(str(settings["site_name"])).split())
    if not site_name:
        raise SetupError(_wrong("site_name", "", say("có nội dung, không để trống")).render(translate))
    root = file.resolve().parent
    docs = _below(root, str(settings["docs_dir"]), "docs_dir", language)
    posts = _below(root, plugin.posts_dir, "plugins.cchc.posts_dir", language)
    if posts == docs or posts.is_relative_to(docs) or docs.is_relative_to(posts):
        raise SetupError(
            say(
                "posts_dir ({posts}) và docs_dir ({docs}) phải là hai thư mục tách rời nhau.",
                posts=str(posts),
                docs=str(docs),
            ).render(translate)
        )
    for key, folder in (("docs_dir", docs), ("plugins.cchc.posts_dir", posts)):
        # A folder that is only expected may come later; one that was named is a slip of the pen.
        if str(folder) not in ("docs", "posts") and not (root / folder).is_dir():
            raise SetupError(_wrong(key, str(folder), say("một thư mục có thật")).render(translate))
    if settings.get("use_directory_urls") is False:
        raise SetupError(_wrong("use_directory_urls", "false", "true").render(translate))
    url = str(settings["site_url"])
    if url and not url.endswith("/"):
        url += "/"
    return Config(
        root=root,
        file=PurePosixPath(file.name),
        site_name=site_name,
        site_url=url,
        language=str(settings["language"] or "vi"),
        docs_dir=docs,
        posts_dir=posts,
        edit_uri=str(settings["edit_uri"] or ""),
        excluded=_excluded(settings, translate),
        plugin=plugin,
        overrides=root / str(settings["custom_dir"]) if settings.get("custom_dir") else None,
        description=" ".join(normalize(str(settings.get("description") or "")).split()),
        logo=str(settings.get("logo") or ""),
    )


def _excluded(settings: Mapping[str, Any], translate: Translator) -> GitIgnoreSpec:
    spec = GitIgnoreSpec.from_lines([".*", "/templates/"])  # what MkDocs itself passes over
    for key in ("exclude_docs", "draft_docs"):
        written = settings.get(key) or ""
        try:
            spec += GitIgnoreSpec.from_lines(written.splitlines()) if isinstance(written, str) else written
        except (TypeError, ValueError):
            raise SetupError(_wrong(key, shown(written), say("mỗi dòng một mẫu tên tệp")).render(translate)) from None
    return spec


def _below(root: Path, folder: str, key: str, language: str) -> PurePosixPath:
    path = (root / normalize(folder)).resolve()
    if path == root or not path.is_relative_to(root):
        allowed = say("một thư mục bên trong thư mục chứa mkdocs.yml")
        raise SetupError(_wrong(key, folder, allowed).render(translator(language)))
    return PurePosixPath(path.relative_to(root).as_posix())


def _wrong(key: str | Text, found: str, allowed: str | Text) -> Text:
    return say("{key}: giá trị «{found}» không dùng được; cần {allowed}.", key=key, found=found, allowed=allowed)


def _key(detail: ErrorDetails) -> str | Text:
    at = str(detail.get("ctx", {}).get("at") or "")
    inside = (int(part) if part.isdigit() else part for part in at.split(".") if part)
    return spelled(("plugins", "cchc", *detail["loc"], *inside))


def _found(detail: ErrorDetails) -> str:
    if detail["type"] == "missing":
        return ""
    return str(detail.get("ctx", {}).get("found") or shown(detail["input"]))


def _allowed(detail: ErrorDetails) -> Text:
    if detail["type"] == "missing":
        return say("có mặt khóa này")
    if detail["type"] == "extra_forbidden":
        allowed = ", ".join(keys(PluginConfig, detail["loc"][:-1]))
        if detail["input"] is None and " " in str(detail["loc"][-1]):  # {name: Văn bản, kế hoạch} is a name and a key
            return say("đặt cả câu có dấu phẩy trong dấu nháy kép: dấu phẩy giữa hai dấu ngoặc ngăn cách các khóa")
        return say("bỏ khóa này, hoặc viết đúng tên một trong các khóa: {keys}", keys=allowed)
    return describe(detail)
