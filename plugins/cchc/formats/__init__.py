"""Findings for people, programs and CI: one module per format over the same list.

What a format shows is what was found, never a part of the format: `safe.py` sees to that.
"""

from cchc.formats.data import as_json, json_text
from cchc.formats.github import as_github, github_escape
from cchc.formats.gitlab import as_gitlab
from cchc.formats.junit import as_junit
from cchc.formats.markdown import as_markdown
from cchc.formats.sarif import as_sarif
from cchc.formats.terminal import as_text
from cchc.formats.wording import summary, url

FORMATS = ("text", "json", "github", "gitlab", "sarif", "junit")
"""What `cchc check --format` takes."""

__all__ = [
    "FORMATS",
    "as_github",
    "as_gitlab",
    "as_json",
    "as_junit",
    "as_markdown",
    "as_sarif",
    "as_text",
    "github_escape",
    "json_text",
    "summary",
    "url",
]
