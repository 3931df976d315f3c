"""The three kinds of paper: the leaflet, the sheet to post up, the booklet of a field."""

import datetime as dt
from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from cchc import labels
from cchc.dates import epoch
from cchc.locale import Text, Translator, say
from cchc.model import Site
from cchc.paper.content import (
    NOTHING,
    NOTICE,
    Data,
    Teller,
    address,
    entry,
    listed,
    shown,
    size_of,
    steps,
)
from cchc.paper.texts import Paragraphs, clean, shortened
from cchc.publish.colours import colours, hexadecimal
from cchc.publish.qr import picture
from cchc.records import Procedure

_ON_LEAFLET = 13_000
"""Letters: more than the panels inside a leaflet hold at their smallest."""
_LAWS = 6
"""Of the legal basis, on a leaflet."""
_DECISIONS = 2
_PLACES = 2
"""Where dossiers are handed in, on a cover."""
_JOTTINGS = (say("Mã hồ sơ"), say("Ngày nộp"), say("Ngày hẹn trả kết quả"), say("Giấy tờ còn thiếu"))
_UNDATED = dt.date(2000, 1, 1)
"""Of what nobody dated: the standards want a date."""


class Kind(StrEnum):
    """A kind of paper."""

    LEAFLET = "leaflet"
    SHEET = "sheet"
    BOOKLET = "booklet"


class Papers:
    """Makes what papers show, for one site: `printed_on` is the day of printing, None for what is published.

    What is published says when its text last changed, so that it stays the same until it changes again.
    """

    def __init__(self, site: Site, translate: Translator, printed_on: dt.date | None = None) -> None:
        self.site, self.translate, self.printed_on = site, translate, printed_on
        self._tell = Teller(site, translate)
        self._colour = hexadecimal(colours(site.config).primary)

    @property
    def mark(self) -> list[str]:
        """Return what decides what papers show, besides their procedures."""
        return [self.site.config.told, self.translate.language, str(self.printed_on), self._colour]

    def of(self, kind: Kind, procedure: Procedure) -> Data:
        """Return what a leaflet or sheet shows."""
        return self.leaflet(procedure) if kind is Kind.LEAFLET else self.sheet(procedure)

    def _shared(self, kind: Text, name: str, page: str, changed: dt.date | None, keywords: list[str]) -> Data:
        say_, agency = self._tell.say, self.site.config.agency
        url = address(self.site, page)
        day = self.printed_on or changed
        printed = ""
        if self.printed_on:
            printed = say_(say("In từ trang ngày {day}.", day=self._tell.day(self.printed_on)))
        elif changed:
            printed = say_(say("Nội dung cập nhật đến ngày {day}.", day=self._tell.day(changed)))
        return {
            "lang": self.site.config.language,
            "words": self.translate.language,
            "title": f"{say_(kind)}: {shortened(name, 200)}",
            "subject": say_(kind),
            "author": clean(agency.name),
            "keywords": [clean(word) for word in keywords if word],
            "moment": epoch(day or _UNDATED),
            "colour": self._colour,
            "parent": clean(agency.parent or ""),
            "agency": clean(agency.name),
            "name": clean(name),
            "qr": picture(url) if url else "",
            "qr_alt": say_(say("Mã QR dẫn tới trang {url}", url=url)),
            "shown_url": clean(shown(url)),
            "scan": say_(say("Quét mã để xem bản cập nhật")),
            "notice": say_(NOTICE),
            "printed": printed,
        }

    def _of_one(self, kind: Text, procedure: Procedure) -> Data:
        meta = procedure.meta
        words = [meta.name, meta.code, meta.field, self.site.config.agency.name, self.translate("Thủ tục hành chính")]
        changed = procedure.changed_on(self.site.today)
        return {**self._shared(kind, meta.name, procedure.url, changed, words), "code": meta.code}

    # ------------------------------------------------------------------ leaflet

    def leaflet(self, procedure: Procedure) -> Data:
        """Return what the leaflet of a procedure shows: first what a citizen asks first."""
        meta, tell = procedure.meta, self._tell
        fee, note = tell.fee(procedure)
        sections = [
            self._section(say("Cần mang theo"), "check", self._papers(procedure)),
            self._section(say("Nộp hồ sơ bằng cách nào"), "text", tell.methods(procedure)),
            self._section(say("Nhận kết quả gì"), *listed(meta.results)),
            self._section(say("Các bước thực hiện"), *steps(procedure)),
            self._section(say("Ghi chú về phí, lệ phí"), "text", [entry(note)] if note else []),
            self._section(say("Ai được làm thủ tục này"), *listed(meta.subjects)),
            self._section(say("Yêu cầu, điều kiện"), *listed(meta.conditions)),
            self._section(say("Căn cứ pháp lý"), "bullets", self._laws(procedure)),
        ]
        inside = [item for item in sections[:4] if item]
        flap = [item for item in sections[4:] if item]
        facts = [
            (say("Nộp hồ sơ ở đâu, khi nào"), [shortened(line, 200) for line in self._where(procedure)], ""),
            (say("Bao lâu có kết quả"), [shortened(tell.time_limit(procedure), 200)], ""),
            (say("Phí, lệ phí"), [shortened(fee, 200)], shortened(note, 150)),
            (say("Nộp trực tuyến"), tell.online(procedure)[:1], ""),
        ]
        decisions = [tell.decision(item) for item in meta.announcing_decisions[-_DECISIONS:]]
        return {
            **self._of_one(say("Tờ gấp hướng dẫn thủ tục hành chính"), procedure),
            "kicker": tell.say(say("Hướng dẫn thủ tục hành chính")),
            "title-size": _title_size(meta.name),
            "marks": [
                clean(tell.say(say("Mã thủ tục: {code}", code=meta.code))),
                clean(tell.say(say("Lĩnh vực: {field}", field=meta.field))),
            ],
            "facts": [{"label": tell.say(label), "lines": lines, "note": more} for label, lines, more in facts],
            "sections": [self._bounded(item) for item in (*inside, *flap)],
            "inside": len(inside),
            # Where these do not fit, another section goes inside; at last, the steps onto the flap.
            "others": [*range(len(inside) + 1, len(inside) + len(flap) + 1), max(0, len(inside) - 1)],
            "more": tell.say(say("Còn nữa: quét mã QR để xem đủ tại trang."))
            if self.site.config.site_url
            else tell.say(say("Còn nữa: xem đủ tại bản niêm yết.")),
            "contact": tell.say(say("Liên hệ")),
            "contacts": tell.contacts(),
            "source": tell.say(say("Quyết định công bố")),
            "jotting": tell.say(say("Ghi chép của người nộp hồ sơ")),
            "jottings": [tell.say(text) for text in _JOTTINGS],
            "decisions": [*decisions, clean(tell.say(say("Mã thủ tục: {code}", code=meta.code)))],
        }

    def _where(self, procedure: Procedure) -> list[str]:
        places = len(self.site.config.agency.receptions)
        lines = self._tell.where(procedure, _PLACES)
        if places > _PLACES and not procedure.meta.reception_address:
            lines.append(self._tell.say(say("và {n} nơi khác, xem tại trang", n=labels.two(places - _PLACES))))
        return lines

    def _section(self, title: Text, kind: str, items: list[Data]) -> Data | None:
        return {"title": self._tell.say(title), "kind": kind, "items": items} if items else None

    def _papers(self, procedure: Procedure) -> list[Data]:
        return [self._tell.paper(item) for item in procedure.meta.dossier]

    def _laws(self, procedure: Procedure) -> list[Data]:
        laws = procedure.meta.legal_basis
        shown_ = [entry(shortened(text, 160)) for text in laws[:_LAWS]]
        if len(laws) > _LAWS:
            rest = say("và {n} văn bản khác, xem tại trang", n=labels.two(len(laws) - _LAWS))
            shown_.append(entry(self._tell.say(rest)))
        return shown_

    @staticmethod
    def _bounded(section: Data) -> Data:
        """Return a section with no more than a leaflet can hold, so that fitting it takes no longer than for others."""
        left = _ON_LEAFLET
        kept: list[Data] = []
        for item in section["items"]:
            if left <= 0:
                return {**section, "items": kept, "lacking": True}
            paras: Paragraphs = []
            for paragraph in item["paras"]:
                if left > 0:
                    paras.append(paragraph)
                left -= size_of([paragraph])
            kept.append({**item, "paras": paras})
        return {**section, "items": kept, "lacking": left < 0}

    # ------------------------------------------------------------------ sheet

    def sheet(self, procedure: Procedure) -> Data:
        """Return what is posted up of a procedure: all of it, in the order of the law."""
        say_ = self._tell.say
        shared = self._of_one(say("Bản niêm yết thủ tục hành chính"), procedure)
        return {
            **shared,
            **self._posted(procedure),
            "heading": say_(say("Niêm yết công khai thủ tục hành chính")),
            "page": say_(say("Trang")),
            "current": say_(say("Bản cập nhật")),
            "closing": [shared["printed"]] if shared["printed"] else [],
        }

    def _posted(self, procedure: Procedure) -> Data:
        meta, tell = procedure.meta, self._tell
        fee, note = tell.fee(procedure)
        forms = [entry(item.form.name) for item in meta.dossier if item.form]
        facts: list[tuple[Text, list[str]]] = [
            (say("Mã thủ tục"), [meta.code]),
            (say("Lĩnh vực"), [clean(meta.field)]),
            (say("Cấp thực hiện"), [", ".join(tell.say(labels.LEVEL[level]) for level in meta.levels)]),
            (say("Mức độ DVC trực tuyến"), tell.online(procedure)),
            (say("Quyết định công bố"), [tell.decision(item) for item in meta.announcing_decisions]),
        ]
        parts = [
            self._part(say("Trình tự thực hiện"), *steps(procedure)),
            self._part(say("Cách thức thực hiện"), "text", tell.methods(procedure), table=self._methods(procedure)),
            self._part(say("Thành phần, số lượng hồ sơ"), lead=tell.sets(procedure), table=self._dossier(procedure)),
            self._part(say("Thời hạn giải quyết"), "text", [entry(tell.time_limit(procedure))]),
            self._part(say("Đối tượng thực hiện"), *listed(meta.subjects)),
            self._part(say("Cơ quan thực hiện"), "text", self._agencies(procedure)),
            self._part(say("Mẫu đơn, mẫu tờ khai"), "bullets" if len(forms) > 1 else "text", forms),
            self._part(say("Kết quả thực hiện"), *listed(meta.results)),
            self._part(say("Yêu cầu, điều kiện thực hiện"), *listed(meta.conditions)),
            self._part(say("Phí, lệ phí"), "text", [entry(fee), *([entry(note)] if note else [])]),
            self._part(say("Căn cứ pháp lý"), *listed(meta.legal_basis)),
        ]
        return {
            "name": clean(meta.name),
            "facts": [{"label": tell.say(label), "lines": lines} for label, lines in facts if any(lines)],
            "parts": [{**part, "title": f"{number}. {part['title']}"} for number, part in enumerate(parts, 1)],
        }

    def _part(
        self,
        title: Text,
        kind: str = "text",
        items: Sequence[Data] = (),
        *,
        lead: Sequence[str] = (),
        table: Data | None = None,
    ) -> Data:
        """Return a part: as a table where there are rows for one, else as entries; it says so where it is empty."""
        if table and not table["rows"]:
            table = None
        if not items and not table:
            items = [entry(self._tell.say(NOTHING))]
        return {"title": self._tell.say(title), "kind": kind, "items": list(items), "lead": list(lead), "table": table}

    def _methods(self, procedure: Procedure) -> Data:
        names = [say("Hình thức nộp"), say("Thời hạn giải quyết"), say("Phí, lệ phí"), say("Ghi chú")]
        rows = self._tell.method_rows(procedure)
        widths = [2, 3, 3, 4]
        if all(row[3]["paras"] == [[""]] for row in rows):
            names, rows, widths = names[:3], [row[:3] for row in rows], widths[:3]
        return self._table(names, widths, [], rows)

    def _dossier(self, procedure: Procedure) -> Data:
        names = (say("STT"), say("Giấy tờ"), say("Bản chính"), say("Bản sao"))
        rows: list[list[Data]] = []
        group = ""
        for number, item in enumerate(procedure.meta.dossier, 1):
            if (item.group or "") != group:
                group = item.group or ""
                rows.append([entry(group)])  # across the table, above the papers that it names
            paper = self._tell.paper(item)
            rows.append(
                [
                    entry(str(number)),
                    {**paper, "note": self._form(item.form.name) if item.form else ""},
                    entry(labels.two(item.originals) if item.originals else "–"),
                    entry(labels.two(item.copies) if item.copies else "–"),
                ]
            )
        return self._table(names, [0, 1, 0, 0], [0, 2, 3], rows)

    def _form(self, name: str) -> str:
        return clean(self._tell.say(say("Biểu mẫu: {name}", name=name)))

    def _table(self, names: Sequence[Text], widths: list[int], centred: list[int], rows: list[list[Data]]) -> Data:
        """Return a table; a width of 0 is as wide as it needs, others share what is left."""
        return {"columns": [self._tell.say(name) for name in names], "widths": widths, "centred": centred, "rows": rows}

    def _agencies(self, procedure: Procedure) -> list[Data]:
        meta, tell = procedure.meta, self._tell
        told: list[tuple[Text, Sequence[str]]] = [
            (say("Cơ quan trực tiếp thực hiện"), meta.executing_agencies),
            (say("Cơ quan có thẩm quyền"), [meta.competent_agency] if meta.competent_agency else []),
            (say("Cơ quan được ủy quyền"), meta.delegated_agencies),
            (say("Cơ quan phối hợp"), meta.coordinating_agencies),
            (say("Nơi tiếp nhận hồ sơ và trả kết quả"), tell.where(procedure)),
        ]
        return [entry("\n".join(lines), head=tell.say(label)) for label, lines in told if lines]

    # ------------------------------------------------------------------ booklet

    def booklet(self, name: str, procedures: Sequence[Procedure], page: str = "thu-tuc/") -> Data:
        """Return what a booklet shows: procedures of one field, one after another."""
        say_, today = self._tell.say, self.site.today
        changed = max(filter(None, (item.changed_on(today) for item in procedures)), default=None)
        kind = say("Tập thủ tục hành chính")
        words = [name, self.site.config.agency.name, self.translate("Thủ tục hành chính")]
        shared = self._shared(kind, name, page, changed, words)
        running: list[Any] = [say_(kind), clean(name), clean(self.site.config.agency.name)]
        return {
            **shared,
            "kicker": say_(kind),
            "marks": [say_(say("{n} thủ tục", n=labels.two(len(procedures))))],
            "running": " · ".join(running),
            "contents": say_(say("Mục lục")),
            "current": say_(say("Bản cập nhật")),
            "closing": [shared["printed"]] if shared["printed"] else [],
            "procedures": [self._posted(item) for item in procedures],
        }


def _title_size(name: str) -> int:
    """Return how large a name is set on a cover, in points: it may be a line, or a page."""
    return next((size for limit, size in ((45, 26), (90, 22), (160, 18), (300, 15)) if len(name) <= limit), 12)
