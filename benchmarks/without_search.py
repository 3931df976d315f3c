"""Build a site without its search and its pictures for sharing: feeds, procedures, checks and quota alone."""

import runpy
from collections.abc import Callable
from functools import wraps

from cchc import publish
from cchc.publish.outputs import SHARE, Folder, Output


def _without(outputs: Callable[..., list[Output]]) -> Callable[..., list[Output]]:
    @wraps(outputs)
    def fewer(*args: object, **options: object) -> list[Output]:
        made = outputs(*args, **options)
        return [item for item in made if not isinstance(item, Folder) and not item.url.endswith(SHARE)]

    return fewer


if __name__ == "__main__":
    publish.outputs = _without(publish.outputs)
    runpy.run_module("mkdocs", run_name="__main__")
