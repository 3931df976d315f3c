"""Which topic the words of a title speak of, where they speak of one."""

import re

from cchc.schema import PluginConfig
from cchc.text import slug

_LEAST = 2
"""Words that a part of a topic's name must have to tell it."""


def suggested(title: str, config: PluginConfig) -> str | None:
    """Return the one topic, a part of whose name stands in a title; None for none, or several."""
    words = f"-{slug(title, 0)}-"
    found: dict[str, int] = {}
    for topic in config.topic_list:
        for name in topic.names[1:]:
            for part in re.split(r"[;,]", name):
                told = slug(part, 0).removeprefix("cai-cach-").removeprefix("cac-")
                if told.count("-") + 1 >= _LEAST and f"-{told}-" in words:
                    found[topic.id] = max(found.get(topic.id, 0), len(told))
    longest = [id_ for id_, length in found.items() if length == max(found.values())]
    return longest[0] if len(longest) == 1 else None
