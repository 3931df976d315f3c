"""The styles and scripts of the site: few files, under names that change with what is in them.

A web server may let browsers keep them for ever.
"""

import re
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path

from cchc.publish.outputs import Asset

_SOURCES = Path(__file__).parent.parent / "assets"
_FILES: Mapping[str, tuple[str, ...]] = {
    "site.css": (
        *(
            "tokens.css",
            "base.css",
            "parts.css",
            "tables.css",
            "pages.css",
            "records.css",
            "indicators.css",
            "feedback.css",
            "plans.css",
            "status.css",
            "changes.css",
            "procedures.css",
            "post.css",
            "search.css",
            "print.css",
        ),
    ),
    "site.js": ("site.js",),
    "start.js": ("start.js",),
    "procedures.js": ("procedures.js",),
    "procedure.js": ("procedure.js",),
    "register.js": ("register.js",),
    "post.js": ("post.js",),
    "listen.js": ("listen.js",),
    "search.js": ("search.js",),
    "video.js": ("video.js",),
}
"""What each published file is made of, in this order."""
_COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)
_INDENT = re.compile(r"^[ \t]*//.*\n|^[ \t]+", re.MULTILINE)
"""What a browser does not need of a script: no text of ours runs over several lines."""


def assets(material: Path, fonts: str) -> dict[str, Asset]:
    """Return each file by the name that templates call it; `material` is the folder of Material's templates.

    The stylesheet begins with Material's own: hand-written pages may use any of its parts, and one
    file loads sooner than two. Then come the rules that name the `fonts`.
    """
    return {name: _asset(name, material, fonts) for name in _FILES}


@cache
def _asset(name: str, material: Path, fonts: str) -> Asset:
    text = "".join((_SOURCES / part).read_text("utf-8") for part in _FILES[name])
    text = compact(text) if name.endswith(".js") else _of_material(material) + fonts + _COMMENT.sub("", text)
    content = text.encode()
    stem, _, kind = name.rpartition(".")
    return Asset(f"assets/cchc/{stem}.{sha256(content).hexdigest()[:10]}.{kind}", content)


def compact(script: str) -> str:
    """Return a script of ours without indentation and comments on lines of their own."""
    return _INDENT.sub("", script)


def _of_material(folder: Path) -> str:
    (stylesheet,) = (folder / "assets" / "stylesheets").glob("main.*.min.css")
    return re.sub(r"/\*# sourceMappingURL=.*?\*/", "", stylesheet.read_text("utf-8")).strip() + "\n"


def is_unused(name: str) -> bool:
    """Whether a file is one of Material's that no page asks for: its scripts, and styles that are in ours."""
    return name.startswith(("assets/javascripts/", "assets/stylesheets/"))
