"""What a page may load, send and be shown in: the one place that makes the Content-Security-Policy.

Every page carries its policy itself, in a `<meta>`, so that it holds on any web server. The server adds to it, in a
header, who may show the page in a frame, which a `<meta>` cannot say; `cchc.publish.web_server` writes that for nginx.
"""

from urllib.parse import urlsplit

from cchc.schema import PluginConfig
from cchc.schema.settings import Admin, Backend

NOBODY = "'none'"
OF_NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'"
"""Of pages that are words and links only."""
OF_DRAWINGS = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; sandbox"
"""Of an SVG file that is opened by itself: it may have styles of its own, and runs nothing."""


def of_pages(config: PluginConfig) -> str:
    """Return the policy of the site's pages: everything from the site itself, and no script or style in a page.

    Frames show videos, and only of the hosts that mkdocs.yml names; pictures may lie in a stylesheet (`data:`).
    """
    frames = " ".join(f"https://{host}" for host in config.video_hosts) or NOBODY
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data:",
            "font-src 'self'",
            "media-src 'self'",
            "connect-src 'self'",
            "manifest-src 'self'",
            f"frame-src {frames}",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
        )
    )


def of_editing(settings: Admin) -> str:
    """Return the policy of the page for editing: its own files, and what the server of the repository answers."""
    hosts = _hosts(settings)
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self' 'wasm-unsafe-eval'",
            "style-src 'self' 'unsafe-inline'",
            "font-src 'self'",
            "worker-src 'self' blob:",
            f"img-src 'self' blob: data: {hosts}",
            "media-src 'self' blob:",
            f"connect-src 'self' blob: data: {hosts}",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def in_header(policy: str, config: PluginConfig | None = None) -> str:
    """Return a policy as a server sends it: with who may frame what it is for, the portals of mkdocs.yml or nobody."""
    portals = " ".join(config.framed_by) if config else ""
    return "; ".join(filter(None, (policy, f"frame-ancestors {portals or NOBODY}")))


def _hosts(settings: Admin) -> str:
    if settings.backend is Backend.GITHUB:
        # The last one tells whether GitHub works; Sveltia asks it at the start.
        return "https://api.github.com https://*.githubusercontent.com https://www.githubstatus.com"
    address = urlsplit(settings.base_url or "https://gitlab.com")
    return f"{address.scheme}://{address.netloc}"
