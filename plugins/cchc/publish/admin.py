"""The page for editing in the browser: its configuration, and the program that `python -m cchc.admin` bundled."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader

from cchc.admin import bundled
from cchc.locale import Text, Translator, fill, say, translator
from cchc.model import Site
from cchc.publish import policy
from cchc.publish.forms import Forms
from cchc.publish.outputs import Asset, Copy
from cchc.schema import RECORDS, RecordKind
from cchc.schema.settings import Admin, Backend

_TEMPLATES = Path(__file__).parent.parent / "theme"
_PICTURE = {"format": "webp", "width": 1600, "height": 1600, "quality": 85}
"""What a picture is made into in the browser: small, and without the place where it was taken."""
_LARGEST = 20 * 1024 * 1024


def admin_outputs(site: Site) -> list[Asset | Copy]:
    """Return the page and what it loads; nothing where mkdocs.yml does not ask for it, or no bundle was made."""
    settings = site.config.plugin.admin
    files = bundled(site.config.root) if settings else {}
    if settings is None or not files:
        return []
    return [
        Asset("admin/index.html", _page(site, settings)),
        Asset("admin/config.json", json.dumps(configuration(site, settings), ensure_ascii=False, indent=1).encode()),
        *(Copy(f"admin/app/{name}", path) for name, path in files.items()),
    ]


def left_out(site: Site) -> Text | None:
    """Return why the page that mkdocs.yml asks for is left out; None where it is not."""
    if site.config.plugin.admin is None or bundled(site.config.root):
        return None
    return say("Chưa có trang soạn bài /admin/: chạy `make admin` hoặc `python -m cchc.admin` rồi dựng lại trang.")


def _page(site: Site, settings: Admin) -> bytes:
    translate = translator(site.config.language)
    env = Environment(loader=FileSystemLoader(_TEMPLATES), autoescape=True)
    env.globals["_"] = lambda message, **params: fill(translate(message), params, translate)
    template = env.get_template("cchc/admin.html")
    html = template.render(
        language=translate.language, policy=policy.of_editing(settings), site_name=site.config.site_name
    )
    return html.encode()


def configuration(site: Site, settings: Admin) -> dict[str, Any]:
    """Return the configuration of Sveltia CMS, from the schema and from what mkdocs.yml says."""
    translate = translator(site.config.language)
    forms = Forms(site, translate)
    return {
        "backend": {**_backend(settings), "commit_messages": _messages(translate)},
        "publish_mode": "editorial_workflow" if settings.editorial_workflow else "simple",
        "app_title": translate("Soạn bài"),
        "site_url": site.config.site_url,
        "show_preview_links": False,
        "media_folder": str(site.config.posts_dir),
        "public_folder": "/",
        "media_libraries": {
            "default": {
                "config": {
                    "slugify_filename": True,
                    "max_file_size": _LARGEST,
                    "transformations": dict.fromkeys(("jpeg", "png", "webp", "heic"), _PICTURE),
                }
            },
            "stock_assets": {"providers": []},
        },
        # As `cchc.text.slug` does.
        "slug": {"encoding": "ascii", "clean_accents": True, "maxlength": 80, "timezone": "local"},
        "output": {"omit_empty_optional_fields": True},
        "editor": {"preview": False},
        "collections": [
            {
                "name": "posts",
                "label": translate("Tin, bài"),
                "label_singular": translate("tin, bài"),
                "icon": "article",
                "folder": str(site.config.posts_dir),
                "path": "{{fields.date | date('YYYY')}}/{{fields.date | date('MM')}}/{{slug}}",
                "slug": "{{title}}",
                # Beside the post: what lies above is the folder of the post's own name.
                "media_folder": "../",
                "public_folder": "",
                "summary": "{{title}}",
                "sortable_fields": {
                    "fields": ["date", "title", "unit"],
                    "default": {"field": "date", "direction": "descending"},
                },
                "view_groups": [
                    {"name": "month", "label": translate("Tháng"), "field": "month"},
                    {"name": "unit", "label": translate("Đơn vị"), "field": "unit"},
                ],
                # What was published keeps its address: a post is withdrawn, not deleted.
                "delete": False,
                "fields": forms.of_posts(with_status=not settings.editorial_workflow),
            },
            *(_collection(site, kind, forms, translate) for kind in RECORDS),
        ],
    }


_RECORD_FORMS: Mapping[str, Mapping[str, Any]] = {
    "procedure": {
        "label": say("Thủ tục hành chính"),
        "label_singular": say("thủ tục hành chính"),
        "icon": "assignment",
        "identifier_field": "name",
        "slug": "{{code}}",
        "summary": "{{code}} {{name}}",
        "filter": {"field": "code", "pattern": "."},
        "sortable_fields": {"fields": ["name", "field", "code"]},
        "view_groups": [{"name": "field", "label": say("Lĩnh vực"), "field": "field"}],
    },
    "document": {
        "label": say("Văn bản"),
        "label_singular": say("văn bản"),
        "icon": "gavel",
        "identifier_field": "abstract",
        "slug": "{{type}}-{{number}}",
        "summary": "{{number}} {{abstract}}",
        "filter": {"field": "type", "pattern": "."},
        "sortable_fields": {"fields": ["date", "number"], "default": {"field": "date", "direction": "descending"}},
        "view_groups": [{"name": "issuer", "label": say("Cơ quan ban hành"), "field": "issuer"}],
    },
    "event": {
        "label": say("Sự kiện"),
        "label_singular": say("sự kiện"),
        "icon": "event",
        "identifier_field": "title",
        "slug": "{{title}}",
        "summary": "{{start}} {{title}}",
        "filter": {"field": "start", "pattern": "."},
        "sortable_fields": {"fields": ["start", "title"], "default": {"field": "start", "direction": "descending"}},
        "view_groups": [{"name": "kind", "label": say("Loại sự kiện"), "field": "kind"}],
    },
    "activity": {
        "label": say("Hoạt động tuyên truyền"),
        "label_singular": say("hoạt động"),
        "icon": "campaign",
        "identifier_field": "title",
        "slug": "{{title}}",
        "summary": "{{date}} {{title}}",
        "filter": {"field": "date", "pattern": "."},
        "sortable_fields": {"fields": ["date", "title"]},
        "view_groups": [{"name": "kind", "label": say("Loại hoạt động"), "field": "kind"}],
    },
    "feedback": {
        "label": say("Phản ánh, kiến nghị"),
        "label_singular": say("phản ánh, kiến nghị"),
        "icon": "forum",
        "identifier_field": "title",
        "slug": "{{title}}",
        "summary": "{{received}} {{title}}",
        "filter": {"field": "received", "pattern": "."},
        "sortable_fields": {"fields": ["received", "title"]},
        "view_groups": [{"name": "unit", "label": say("Đơn vị"), "field": "unit"}],
    },
    "plan": {
        "label": say("Kế hoạch năm"),
        "label_singular": say("kế hoạch"),
        "icon": "checklist",
        "identifier_field": "title",
        "slug": "{{year}}",
        "summary": "{{year}} {{title}}",
        "filter": {"field": "year", "pattern": "."},
        "sortable_fields": {"fields": ["year"]},
        "view_groups": [{"name": "year", "label": say("Năm"), "field": "year"}],
    },
    "indicator": {
        "label": say("Chỉ số"),
        "label_singular": say("chỉ số"),
        "icon": "leaderboard",
        "identifier_field": "name",
        "slug": "{{name}}",
        "summary": "{{name}}",
        "filter": {"field": "index", "pattern": "."},
        "sortable_fields": {"fields": ["name"]},
        "view_groups": [{"name": "index", "label": say("Chỉ số"), "field": "index"}],
    },
}
"""How the editor lists each kind of record. An introduction to the kind's pages has none of the key it is known by."""


def _collection(site: Site, kind: RecordKind, forms: Forms, translate: Translator) -> dict[str, Any]:
    """Return the editor's list of a kind of record, and the form of each."""
    listed = _RECORD_FORMS[kind.name]
    groups = [{**group, "label": group["label"].render(translate)} for group in listed["view_groups"]]
    return {
        "name": f"{kind.name}s",
        **listed,
        "label": listed["label"].render(translate),
        "label_singular": listed["label_singular"].render(translate),
        "folder": str(site.config.docs_dir / kind.folder),
        "media_folder": "",
        "public_folder": "",
        "view_groups": groups,
        "delete": False,
        "fields": forms.of_records(kind),
    }


def _backend(settings: Admin) -> dict[str, Any]:
    base = (settings.base_url or "").rstrip("/")
    made: dict[str, Any] = {"name": settings.backend.value, "repo": settings.repo, "branch": settings.branch}
    if base:
        made["base_url"] = base
    if settings.app_id:
        made["app_id"] = settings.app_id
    if settings.backend is Backend.GITLAB:
        made |= {"api_root": f"{base}/api/v4"} if base else {}
        made |= {"auth_type": "pkce"} if settings.app_id else {}
    if settings.backend is Backend.GITEA:
        made["api_root"] = f"{base}/api/v1"
    # What signs people in must be named: else the editor would ask a company's server to do it.
    known = base if settings.backend is Backend.GITHUB else settings.app_id
    return made if known else made | {"auth_methods": ["token"]}


def _messages(translate: Translator) -> dict[str, str]:
    """Return what the history of the repository says of each change."""
    return {
        "create": translate("Thêm {{collection}} «{{slug}}»"),
        "update": translate("Sửa {{collection}} «{{slug}}»"),
        "uploadMedia": translate("Thêm tệp {{path}}"),
        "deleteMedia": translate("Xóa tệp {{path}}"),
    }
