"""Whether a Word file still is what was written: a digest in it tells, and does not hold once it was saved anew."""

import re
import zipfile
import zlib
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

PROPERTIES = "docProps/core.xml"
"""The part that holds the mark."""
BLANK = f"cchc-{'0' * 64}"
"""The mark before the digest is known; what stands in it is left out of the digest."""
_MARK = re.compile(rb"cchc-[0-9a-f]{64}")


def marked(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the parts of a file whose properties hold the blank mark, with the digest of all of them in it."""
    return {**parts, PROPERTIES: parts[PROPERTIES].replace(BLANK.encode(), _mark(parts))}


def is_untouched(file: Path) -> bool:
    """Whether a file holds what it held when it was written; not so for one that another program wrote."""
    try:
        with zipfile.ZipFile(file) as package:
            parts = {name: package.read(name) for name in package.namelist()}
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError):
        return False  # no Word file, or one with a password
    found = _MARK.search(parts.get(PROPERTIES, b""))
    if found is None:
        return False
    blank = parts[PROPERTIES].replace(found[0], BLANK.encode())
    return found[0] == _mark({**parts, PROPERTIES: blank})


def _mark(parts: Mapping[str, bytes]) -> bytes:
    digest = sha256()
    for name in sorted(parts):
        digest.update(f"{name}\0{len(parts[name])}\0".encode())
        digest.update(parts[name])
    return f"cchc-{digest.hexdigest()}".encode()
