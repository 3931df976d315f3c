"""The section's own pages: home, the quota, how to follow, and the help on mistakes."""

import re
from collections.abc import Iterator
from html import escape
from typing import Any

from cchc import json_schema, labels
from cchc.languages import name_of
from cchc.locale import say, translator
from cchc.model import Severity, Site
from cchc.publish.events import upcoming
from cchc.publish.outputs import Asset, Page
from cchc.publish.places import language_feed, month_url
from cchc.publish.posts import Cards, link
from cchc.publish.procedures import current
from cchc.quota import Count, MonthStatus, MonthTally, Tally
from cchc.reports import quota as quota_report
from cchc.rules import rules
from cchc.schema import POST, RecordKind
from cchc.tables import json_bytes

LATEST = 7
"""One that leads, and two rows."""
USEFUL = 6
EVENTS = 3
_RECENT = 12
"""Months whose posts the quota page names; of others it leads to their lists, or it would grow for ever."""
_SHORT, _LONG = 36, 120
"""Letters of a procedure's name below the finder, and in a list."""


def home(cards: Cards) -> Page:
    """Return home, in the order a citizen needs: procedures, where to come, news, topics, feeds."""
    site = cards.site
    config = site.config
    counts = {topic.id: 0 for topic in config.plugin.topic_list}
    mentioned: dict[str, int] = {}
    for post in cards.listed:
        counts[post.topic.id] += 1
        for key in {code[:8] for code in post.meta.procedures}:
            mentioned[key] = mentioned.get(key, 0) + 1
    useful = sorted(current(site), key=lambda item: -mentioned.get(item.key, 0))
    return Page(
        url="",
        template="cchc/home.html",
        title=config.site_name,
        in_menu=True,
        changed=max(map(cards.changed, site.public_posts), default=None),
        show=lambda: {
            "latest": [cards(post) for post in cards.listed[: -LATEST - 1 : -1]],
            "topics": [
                {
                    "url": f"tin-bai/noi-dung/{topic.id}/",
                    "name": topic.name,
                    "count": counts[topic.id],
                    "colour": cards.colours[topic.id],
                }
                for topic in config.plugin.topic_list
                if counts[topic.id]
            ],
            "procedures": [
                {
                    "url": item.url,
                    "name": _short(item.meta.name, _LONG),
                    "short": _short(item.meta.name, _SHORT),
                    "code": item.meta.code,
                    "time_limit": item.meta.time_limit or "",
                }
                for item in useful[:USEFUL]
            ],
            "procedure_count": len(useful),
            "events": upcoming(site, EVENTS),
        },
    )


def _short(name: str, most: int) -> str:
    """Return the name of a procedure as people say it: without the word that all begin with, cut at a word."""
    words = re.sub(r"^thủ tục ", "", name, flags=re.IGNORECASE)
    if len(words) > most:
        words = words[: most + 1].rsplit(" ", 1)[0][:most].rstrip(",;:(") + "…"
    return words[:1].upper() + words[1:]


def feeds_page(cards: Cards) -> Page:
    """Return the page that lists every feed and says what a feed is."""
    config = cards.site.config
    translate = translator(config.language)
    return Page(
        url="theo-doi/",
        template="cchc/feeds.html",
        title=translate("Theo dõi qua RSS"),
        description=say(
            "Địa chỉ RSS, Atom và JSON Feed để nhận tin, bài mới của {agency}: toàn chuyên mục, theo nội dung, đơn vị.",
            agency=config.agency.name,
        ).render(translate),
        in_menu=True,
        show=lambda: {
            "topics": [
                {"name": topic.name, "url": f"tin-bai/noi-dung/{topic.id}/rss.xml"}
                for topic in config.plugin.topic_list
            ],
            "units": [{"name": unit.name, "url": f"tin-bai/don-vi/{unit.id}/rss.xml"} for unit in config.plugin.units],
            "languages": [
                {"name": name_of(tag, translate), "url": language_feed(tag)} for tag in cards.versions.by_language
            ],
        },
    )


def quota_outputs(site: Site, tally: Tally) -> Iterator[Page | Asset]:
    """Yield the quota page and its data."""
    translate = translator(site.config.language)

    yield Page(
        url="tien-do/",
        template="cchc/quota.html",
        title=quota_report.HEADING.render(translate),
        description=say(
            "Số tin, bài cải cách hành chính đã đăng mỗi tháng của {agency} so với chỉ tiêu, theo tháng và đơn vị.",
            agency=site.config.agency.name,
        ).render(translate),
        in_menu=True,
        show=lambda: {
            "as_of": labels.day(site.today, site.config.language),
            "columns": [column.render(translate) for column in quota_report.COLUMNS],
            "rows": [_month(site, item) for item in tally.months[::-1]],
            "months": [_posts(site, item) for item in tally.months[: -_RECENT - 1 : -1]],
            "earlier": [
                {"url": month_url(item.month), "name": labels.month(item.month, site.config.language)}
                for item in tally.months[-_RECENT - 1 :: -1]
                if any(count.post.is_public(site.today) and not count.post.is_translation for count in item.counts)
            ],
            "chart": _chart(site, tally),
            "responsible": site.config.responsible,
            "unit_months": [labels.month(item.month, site.config.language) for item in tally.months[-12:]],
            "units": [
                {
                    "name": item.unit.name,
                    "external": item.unit.external,
                    "counts": [item.months.get(month.month, 0) for month in tally.months[-12:]],
                    "total": sum(item.months.get(month.month, 0) for month in tally.months),
                    "last_post": labels.day(item.last_post, site.config.language) if item.last_post else "",
                }
                for item in tally.units
            ],
            "notes": [note for note in (quota_report.history_note(tally, translate), _unreadable(tally, site)) if note],
        },
    )
    yield Asset("data/quota.json", json_bytes(quota_report.data(site, tally, internal=False)))


def _month(site: Site, row: MonthTally) -> dict[str, Any]:
    """Return a month's row, and why nothing was owed in it, where that is so."""
    waiver = row.waiver
    return {
        "cells": quota_report.cells(site, row, translator(site.config.language)),
        "status": row.status.value,
        "anchor": str(row.month),
        "waiver": waiver
        and {
            "reason": waiver.reason,
            "approved_by": waiver.approved_by,
            "document": waiver.document,
            "date": labels.day(waiver.date, site.config.language),
        },
    }


def _posts(site: Site, row: MonthTally) -> dict[str, Any]:
    """Return the public posts of a month, and of each why it does not count, or that it came late."""
    language = site.config.language
    translate = translator(language)

    def note(count: Count) -> str:
        if count.reason:
            return labels.REASON[count.reason].render(translate)
        return translate("đăng bù") if count.late else ""

    posts = [
        {
            **link(site, count.post),
            "unit": count.post.unit.label,
            "date": labels.day(count.post.meta.date.day, language),
            "note": note(count),
        }
        for count in row.counts
        if count.post.is_public(site.today)
    ]
    return {"name": labels.month(row.month, language), "posts": posts}


def _unreadable(tally: Tally, site: Site) -> str:
    """Readers are told that posts are missing, not what their files are called."""
    if not tally.unreadable:
        return ""
    text = say("Có {n} bài đang chờ sửa nên chưa tính.", n=labels.two(len(tally.unreadable)))
    return text.render(translator(site.config.language))


def _chart(site: Site, tally: Tally) -> dict[str, Any]:
    """Return the bars of the last 24 months in units of the drawing: 40 wide a month, 20 a post."""
    months = tally.months[-24:]
    translate = translator(site.config.language)
    highest = max([1, *(max(item.counted, item.target) for item in months)])
    scale = 160 / highest
    return {
        "width": 60 + 44 * len(months),
        "highest": highest,
        "bars": [
            {
                "x": 50 + 44 * index,
                "y": round(180 - item.counted * scale, 1),
                "height": round(item.counted * scale, 1),
                "target_y": round(180 - item.target * scale, 1) if item.target else None,
                "count": item.counted,
                "label": f"{item.month.number}/{item.month.year % 100:02d}",
                "status": item.status.value,
            }
            for index, item in enumerate(months)
        ],
        "text": "; ".join(
            say(
                "{month}: {counted} tin, bài, chỉ tiêu {target}",
                month=labels.month(item.month, site.config.language),
                counted=labels.two(item.counted),
                target=labels.two(item.target),
            ).render(translate)
            for item in months
            if item.status is not MonthStatus.NOT_APPLICABLE
        ),
    }


def codes_page(site: Site) -> Page:
    """Return the help on every kind of mistake; each finding links to its place here."""
    translate = translator(site.config.language)
    return Page(
        url="huong-dan/ma-loi/",
        template="cchc/codes.html",
        title=translate("Các lỗi thường gặp và cách sửa"),
        description=translate("Mỗi mã lỗi của lệnh cchc check: vì sao là lỗi, viết sai và viết đúng ra sao."),
        in_menu=True,
        show=lambda: {
            "rules": [
                {
                    "code": item.code,
                    "severity": translate("lỗi") if item.severity is Severity.ERROR else translate("cảnh báo"),
                    **_help(translate(item.help)),
                }
                for item in rules().values()
            ]
        },
    )


def keys_page(site: Site) -> Page:
    """Return the tables of every front matter key, with the agency's own units and topics."""
    translate = translator(site.config.language)
    has_guide = site.config.docs_dir / "huong-dan/index.md" in site.files

    def table(kind: RecordKind) -> dict[str, Any]:
        rows = json_schema.rows(kind.meta, site.config.plugin, translate)
        anchor = "bai-viet" if kind is POST else kind.folder
        return {"id": anchor, "title": kind.heading.render(translate), "rows": [_key_row(row) for row in rows]}

    return Page(
        url="huong-dan/khai-bao/",
        template="cchc/keys.html",
        title=translate("Các khóa khai báo"),
        description=translate("Các khóa ở đầu tệp bài viết và tệp thủ tục: khóa nào bắt buộc, ghi giá trị gì, ví dụ."),
        trail=((translate("Hướng dẫn biên tập"), "huong-dan/"),) if has_guide else (),
        in_menu=True,
        show=lambda: {
            "tables": [table(kind) for kind in json_schema.KINDS.values()],
            "has_guide": has_guide,
        },
    )


def _key_row(row: json_schema.Row) -> dict[str, Any]:
    allowed = row.allowed[:1].upper() + row.allowed[1:]
    said = {"required": row.required, "what": row.what, "allowed": allowed}
    return {
        **{name: _marked(text) for name, text in said.items()},
        "id": re.sub(r"\W+", "-", row.key),
        "key": row.key,
        "values": row.values,
        "example": f"{row.key.split('.')[-1].removesuffix('[]')}: {row.example}" if row.example else "",
    }


def _help(text: str) -> dict[str, Any]:
    title, _, rest = text.partition("\n")
    paragraphs = [" ".join(part.split()) for part in re.split(r"\n(?=\s*\n|Sai:|Đúng:|Bad:|Good:)", rest)]
    return {"title": _marked(title.rstrip(".")), "paragraphs": [_marked(part) for part in paragraphs if part]}


def _marked(text: str) -> str:
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(text, quote=False))
