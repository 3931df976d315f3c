"""Bodies of posts and records; those of posts stay in their files: thousands of them would fill the memory."""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from cchc.locale import say
from cchc.text import normalize


class BodyText(Protocol):
    """The Markdown below a front matter, without blank lines around it."""

    @property
    def digest(self) -> str:
        """Its hash: what was made of it once is found by it."""

    def read(self) -> str:
        """Return it; raises ChangedError."""


class ChangedError(Exception):
    """A file is no longer what it was when this run began to read: nothing is made of two states of one file."""

    def __init__(self, file: Path) -> None:
        super().__init__(str(file))
        self.told = say(
            "Tệp {file} vừa được sửa, đổi tên hoặc xóa trong lúc đang chạy; hãy chạy lại lệnh này.", file=str(file)
        )


@dataclass(frozen=True, slots=True)
class Held:
    """One that is in memory."""

    text: str
    digest: str

    def read(self) -> str:
        """Return it."""
        return self.text


@dataclass(frozen=True, slots=True)
class Left:
    """One that was left where it stands."""

    file: Path
    mark: str
    """The hash of the file's text when it was read."""
    start: int
    """Where the body begins in the normalised text, blank lines included."""
    digest: str

    def read(self) -> str:
        """Return it; raises ChangedError where the file is not what it was."""
        try:
            text = normalize(self.file.read_bytes().decode())
        except (OSError, UnicodeDecodeError):
            raise ChangedError(self.file) from None
        if mark_of(text) != self.mark:
            raise ChangedError(self.file)
        return text[self.start :].strip("\n")


def mark_of(text: str) -> str:
    """Return the hash of a file's normalised text."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def digest_of(body: str) -> str:
    """Return the hash of a body."""
    return sha256(body.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def held(body: str) -> Held:
    """Return a body that is in memory."""
    return Held(body, digest_of(body))
