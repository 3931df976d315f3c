"""What a procedure costs, as far as its record says. «Miễn phí» with a note is not free.

The portal leaves «Miễn phí» where the fee is set elsewhere, and says so in a note: by the provincial council, by a
circular, for some of the people. Who reads «Miễn phí» alone comes without money.
"""

import re
from dataclasses import dataclass, replace

from cchc.locale import Translator, say
from cchc.schema import ProcedureMeta
from cchc.schema.procedures import Method
from cchc.text import fold, fold_name

_MONEY = r"(?:phí|lệ phí)(?:(?: và |[,/] ?)(?:phí|lệ phí))?"
_FREE = rf"(?:miễn|không(?: thu| mất| có| phải nộp)?)(?: thu| nộp)?(?: tiền)? {_MONEY}"
_IS_FREE = re.compile(rf"{_FREE}|không|0+ ?(?:đồng|đ|vnđ)?")
_BEGINS = re.compile(rf"{_FREE}\W+(?=\w)")
_OF_MONEY = re.compile(r"\bphí\b|hội đồng nhân dân|\bhđnd\b|mức thu|\bđồng\b|\bvnđ\b|giá dịch vụ")


@dataclass(frozen=True, slots=True)
class Fee:
    """A fee as it is shown: never «Miễn phí» where there is more to say."""

    text: str
    """In one line; empty where the record says nothing."""
    note: str = ""
    """What else there is to say, for whom there is room."""
    differs: bool = False
    """Whether it depends on how a dossier is handed in."""


def is_free(text: str) -> bool:
    """Whether a fee says that nothing is to be paid, and nothing else."""
    return bool(_IS_FREE.fullmatch(fold_name(text).rstrip(" .;")))


def _and_more(text: str) -> bool:
    """Whether a fee begins like one that is free, and goes on."""
    return not is_free(text) and bool(_BEGINS.match(fold_name(text)))


def of(meta: ProcedureMeta, translate: Translator) -> Fee:
    """Return the fee of a procedure, by all that its record says of it."""
    if meta.local_fee:
        return Fee(f"{meta.local_fee.amount} ({meta.local_fee.document})", meta.fee_note or "")
    of_methods = list(dict.fromkeys(fold(item.fee) for item in meta.methods if item.fee))
    fee = meta.fee or next((item.fee for item in meta.methods if item.fee), "")
    differ = len({*of_methods, *([fold(meta.fee)] if meta.fee else [])}) > 1 and (is_free(fee) or not meta.fee)
    if differ:
        return Fee(translate("Tùy cách nộp hồ sơ"), meta.fee_note or "", differs=True)
    notes = [meta.fee_note, *(item.fee_note for item in meta.methods)]
    notes += [item.note for item in meta.methods if is_free(fee) and _speaks_of_money(item)]
    return _noted(fee, "\n".join({fold(note): note for note in notes if note}.values()), translate)


def of_method(method: Method, meta: ProcedureMeta, translate: Translator) -> Fee:
    """Return what handing in a dossier in one way costs; its note is that of this way alone."""
    if meta.local_fee and not method.fee:
        return Fee(meta.local_fee.amount)
    note = method.fee_note or meta.fee_note or (method.note if _speaks_of_money(method) else "") or ""
    return replace(_noted(method.fee or meta.fee or "", note, translate), note=method.fee_note or "")


def _speaks_of_money(method: Method) -> bool:
    return bool(method.note and _OF_MONEY.search(fold_name(method.note)))


def _noted(fee: str, note: str, translate: Translator) -> Fee:
    if _and_more(fee):
        return Fee(translate("Xem ghi chú"), "\n".join(filter(None, (fee, note))))
    if not note:
        return Fee(fee)
    if not fee or is_free(fee):
        return Fee(translate("Xem ghi chú"), note)
    return Fee(say("{fee} (xem ghi chú)", fee=fee).render(translate), note)
