"""Which unit a text comes from, as far as names of folders and files, senders and first lines tell."""

import re
from collections.abc import Iterable, Sequence

from cchc.intake.mails import Mail
from cchc.locale import Text, say
from cchc.schema import Names, PluginConfig
from cchc.text import slug

_LABEL = re.compile(
    r"(?:đơn vị|nơi gửi|nguồn|tin,? bài(?: của)?|bài(?: của)?|tác giả|người viết|phòng, ban)\s*[:：]\s*", re.IGNORECASE
)
_LONGEST_LINE = 120
_SHORTEST = 5
"""Letters of a name that may be told by its letters alone."""


class Finder:
    """Knows every name of every unit, as it is written with or without marks, spaces and signs."""

    def __init__(self, config: PluginConfig, names: Names) -> None:
        self._names = names
        self._ids = {unit.id: unit.id for unit in config.units}
        self._full = [(slug(name, 0), unit.id) for unit in config.units for name in unit.names[1:]]

    def of_folder(self, name: str) -> str | None:
        """Return the unit that the name of a folder holds, or is; None for none, or several."""
        words = slug(name, 0)
        found = self._names.id_of(name) or self._ids.get(words.strip("-0123456789"))
        return found or _held(words, self._full) or _held(words.replace("-", ""), _joined(self._full), whole=False)

    def of_sender(self, name: str) -> str | None:
        """Return the unit that the name or address of a sender holds: `phongkinhte.hoatham`."""
        words = slug(name, 0)
        names = _joined([*self._full, *self._ids.items()])
        return _held(words, self._full) or _held(words.replace("-", ""), names, whole=False)

    def of_title(self, name: str) -> str | None:
        """Return the unit whose name stands in the name of a file, or in a subject; for «kinh tế» is a subject too."""
        return _held(slug(name, 0), self._full)

    def of_line(self, line: str) -> str | None:
        """Return the unit that a line of a text names: a line that says nothing else, or says so."""
        if len(line) > _LONGEST_LINE:
            return None
        label = _LABEL.match(line)
        words = slug(line[label.end() :] if label else line, 0)
        if label:
            return _held(words, self._full)
        ids = {id_ for name, id_ in self._full if words in (name, f"tin-bai-{name}", f"tin-{name}", f"bai-{name}")}
        return ids.pop() if len(ids) == 1 else None

    def nearest(self, name: str) -> str | None:
        """Return the unit that a name most likely means."""
        return self._names.nearest(name) if len(slug(name, 0)) > _SHORTEST else None


def find(
    finder: Finder, folders: Sequence[str], mail: Mail | None, file: str, lines: Iterable[str]
) -> tuple[str, Text] | None:
    """Return the unit, and what told it; the nearest folder's name first, the text last."""
    for name in reversed(folders):
        if found := finder.of_folder(name):
            return found, say("theo tên thư mục «{name}»", name=name)
    if mail:
        for said in (mail.sender, mail.address.partition("@")[0]):
            if found := finder.of_sender(said):
                return found, say("theo người gửi «{name}»", name=said)
        if found := finder.of_title(mail.subject):
            return found, say("theo tiêu đề thư «{name}»", name=mail.subject)
    if found := finder.of_title(file):
        return found, say("theo tên tệp «{name}»", name=file)
    for line in (*lines, *(mail.lines[-12:] if mail else ())):
        if found := finder.of_line(line.strip()):
            return found, say("theo dòng «{name}»", name=line.strip())
    return None


def _joined(names: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return names without their spaces, but for those too short to be told among other letters."""
    return [(name.replace("-", ""), id_) for name, id_ in names if len(name) >= _SHORTEST]


def _held(words: str, names: Iterable[tuple[str, str]], *, whole: bool = True) -> str | None:
    """Return the unit whose longest name stands in the words; None where two of one length do, or none does."""
    best: dict[int, set[str]] = {}
    for name, id_ in names:
        if name and (f"-{name}-" in f"-{words}-" if whole else name in words):
            best.setdefault(len(name), set()).add(id_)
    longest = best[max(best)] if best else set()
    return longest.pop() if len(longest) == 1 else None
