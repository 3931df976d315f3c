"""What papers say of a procedure, as plain data for the templates."""

import datetime as dt
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from cchc import fees, labels
from cchc.locale import Text, Translator, say
from cchc.model import Site
from cchc.paper.texts import Paragraphs, are_marked, clean, paragraphs
from cchc.publish.procedures import NATIONAL_PORTAL
from cchc.records import Procedure
from cchc.schema import Decision, SubmissionChannel
from cchc.schema.procedures import DossierItem, Method
from cchc.schema.settings import Reception

Data = dict[str, Any]
NOTICE = say("Thông tin có giá trị thi hành được đăng tải trên Cơ sở dữ liệu quốc gia về TTHC.")
NOTHING = say("Không có thông tin")
_IN_COLUMN = 400
"""Letters that a column of a table still shows well."""


class Teller:
    """Says what a procedure asks for, in the words of one language, for one site."""

    def __init__(self, site: Site, translate: Translator) -> None:
        self.site, self.translate = site, translate
        self.language = translate.language

    def say(self, text: Text) -> str:
        """Return one of our own sentences."""
        return text.render(self.translate)

    def day(self, value: dt.date) -> str:
        """Return a date for readers."""
        return labels.day(value, self.language)

    def where(self, procedure: Procedure, most: int | None = None) -> list[str]:
        """Return where dossiers are handed in and when it is open; of so many places at most."""
        if procedure.meta.reception_address:
            return [" ".join(sentences) for sentences in paragraphs(procedure.meta.reception_address)]
        places = self.site.config.agency.receptions[:most]
        if not places:
            agency = self.site.config.agency
            return [clean(agency.name), *self._reached(agency.address, None, agency.phone)]
        return [line for place in places for line in self.reception(place)]

    def reception(self, place: Reception) -> list[str]:
        """Return one place: what it is called, where it is, when it is open."""
        return [clean(place.name), *self._reached(place.address, place.hours, place.phone)]

    def _reached(self, address: str | None, hours: str | None, phone: str | None) -> list[str]:
        told = (
            address and say("Địa chỉ: {address}", address=address),
            hours and say("Giờ làm việc: {hours}", hours=hours),
            phone and say("Điện thoại: {phone}", phone=phone),
        )
        return [clean(self.say(text)) for text in told if text]

    def contacts(self) -> list[str]:
        """Return how the agency is reached."""
        agency = self.site.config.agency
        told = (
            agency.hotline and say("Đường dây nóng: {phone}", phone=agency.hotline),
            agency.email and say("Thư điện tử: {email}", email=agency.email),
            agency.feedback_url and say("Phản ánh, kiến nghị: {url}", url=shown(agency.feedback_url)),
        )
        return [
            *self._reached(agency.address, None, agency.phone),
            *(clean(self.say(text)) for text in told if text),
        ]

    def time_limit(self, procedure: Procedure) -> str:
        """Return how long it takes."""
        return clean(procedure.meta.time_limit or self.say(NOTHING))

    def fee(self, procedure: Procedure) -> tuple[str, str]:
        """Return what it costs in a line, never «Miễn phí» where there is more to say, and what more there is."""
        fee = fees.of(procedure.meta, self.translate)
        return clean(fee.text or self.say(NOTHING)), fee.note

    def online(self, procedure: Procedure) -> list[str]:
        """Return how much of it can be done online, and why not all of it."""
        meta = procedure.meta
        level = self.say(labels.ONLINE[meta.online_level])
        return [level, *([clean(meta.online_reason)] if meta.online_reason else [])]

    def methods(self, procedure: Procedure) -> list[Data]:
        """Return the ways to hand a dossier in, each with its own time and fee, where they are its own."""
        meta = procedure.meta
        times = list(dict.fromkeys(item.time_limit or meta.time_limit for item in meta.methods))
        costs = list(dict.fromkeys(fees.of_method(item, meta, self.translate).text for item in meta.methods))
        shared = []
        if len(times) == 1 and times[0] != meta.time_limit:
            shared.append(self.say(say("Thời hạn: {time}", time=times[0] or "")))
        if len(costs) == 1 and costs[0] not in ("", fees.of(meta, self.translate).text):
            shared.append(self.say(say("Phí, lệ phí: {fee}", fee=costs[0])))
        alone = len(meta.methods) == 1
        told = [
            self._method(item, procedure, alone or len(times) > 1, alone or len(costs) > 1) for item in meta.methods
        ]
        head = self.say(say("Chung cho mọi cách nộp"))
        return told + ([entry("\n".join(shared), head=head)] if shared and not alone else [])

    def _method(self, item: Method, procedure: Procedure, times: bool, costs: bool) -> Data:
        meta = procedure.meta
        told = []
        if times:
            told.append(self.say(say("Thời hạn: {time}", time=item.time_limit or meta.time_limit or self.say(NOTHING))))
        fee = fees.of_method(item, meta, self.translate)
        if costs or fee.note:
            told.append(self.say(say("Phí, lệ phí: {fee}", fee=fee.text or self.say(NOTHING))))
        if fee.note:
            told.append(fee.note)
        if item.channel is SubmissionChannel.ONLINE:
            told.append(self.say(say("Cổng Dịch vụ công quốc gia: {url}", url=shown(NATIONAL_PORTAL))))
        if item.note:
            told.append(item.note)
        return entry("\n".join(told), head=self.say(labels.CHANNEL[item.channel]))

    def method_rows(self, procedure: Procedure) -> list[list[Data]]:
        """Return the ways to hand a dossier in, as rows of a table; none where a note is too long for a column."""
        meta = procedure.meta
        rows = []
        for item in meta.methods:
            fee = fees.of_method(item, meta, self.translate)
            if max(len(fee.text + fee.note), len(item.note or "")) > _IN_COLUMN:
                return []
            rows.append(
                [
                    entry(self.say(labels.CHANNEL[item.channel])),
                    entry(item.time_limit or meta.time_limit or self.say(NOTHING)),
                    entry("\n".join(filter(None, (fee.text or self.say(NOTHING), fee.note)))),
                    entry(item.note or ""),
                ]
            )
        return rows

    def paper(self, item: DossierItem) -> Data:
        """Return a paper of the dossier, with how many of it."""
        count = ", ".join(
            self.say(text)
            for number, text in (
                (item.originals, say("{n} bản chính", n=labels.two(item.originals))),
                (item.copies, say("{n} bản sao", n=labels.two(item.copies))),
            )
            if number
        )
        form = self.say(say("Biểu mẫu: {name}", name=item.form.name)) if item.form else ""
        return entry(item.name, note="; ".join(filter(None, (count, form))), group=item.group or "")

    def sets(self, procedure: Procedure) -> list[str]:
        """Return how many dossiers are handed in, where the record says."""
        number = procedure.meta.dossier_sets
        return [self.say(say("Số lượng hồ sơ: {n} bộ", n=labels.two(number)))] if number else []

    def decision(self, item: Decision) -> str:
        """Return an announcing decision in one line."""
        told = [item.number]
        if item.date:
            told.append(self.say(say("ngày {day}", day=self.day(item.date))))
        if item.issuer:
            told.append(item.issuer)
        line = ", ".join(told)
        if item.effective:
            line += f"; {self.say(say('có hiệu lực từ {day}', day=self.day(item.effective)))}"
        if item.action:
            line += f" ({self.say(labels.ACTION[item.action])})"
        return clean(line)


def entry(text: str, *, head: str = "", note: str = "", group: str = "") -> Data:
    """Return one entry of a list; what has a head alone says it as its text, for every entry has one."""
    paras = paragraphs(text)
    if not paras and head:
        return {"head": "", "paras": paragraphs(head), "note": clean(note), "group": clean(group)}
    return {"head": clean(head), "paras": paras or [[""]], "note": clean(note), "group": clean(group)}


def entries(texts: Iterable[str]) -> list[Data]:
    """Return a list of texts as entries."""
    return [entry(text) for text in texts]


def listed(texts: tuple[str, ...]) -> tuple[str, list[Data]]:
    """Return texts as a list, or as running text where there is one."""
    return ("bullets" if len(texts) > 1 else "text"), entries(texts)


def steps(procedure: Procedure) -> tuple[str, list[Data]]:
    """Return the steps, numbered unless they bring numbers of their own."""
    texts = procedure.meta.steps
    return ("text" if are_marked(texts) else "steps"), entries(texts)


def address(site: Site, url: str) -> str:
    """Return the whole address of a page; empty where the site has none."""
    return site.config.site_url + url if site.config.site_url else ""


def shown(url: str) -> str:
    """Return an address as people write it down."""
    parts = urlsplit(url)
    return (parts.netloc + parts.path).rstrip("/") if parts.netloc else url


def size_of(found: Paragraphs) -> int:
    """Return how many letters paragraphs have."""
    return sum(len(sentence) for paragraph in found for sentence in paragraph)
