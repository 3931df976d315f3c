"""Putting one folder in the place of another, in one step where the system can."""

import ctypes
import errno
import os
import sys
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2  # Linux: renameat2(2)
_RENAME_SWAP = 2  # macOS: renamex_np(2)
_UNABLE = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP}


def exchange(new: Path, target: Path) -> None:
    """Give `target` the content of `new`, and `new` what `target` held; readers see the one or the other.

    Where the system cannot exchange two folders (Windows, a few file systems), the old one steps
    aside first, and `recover` puts it back should the machine stop in between.
    """
    if not target.exists():
        new.rename(target)
        return
    if _exchanged(new, target):
        return
    aside = new.with_name("old")
    target.rename(aside)
    new.rename(target)
    aside.rename(new)


def recover(beside: Path, target: Path) -> None:
    """Put the old site back where a run stopped between its two renames; `beside` is the folder it worked in."""
    aside = beside / "old"
    if aside.is_dir() and not target.exists():
        aside.rename(target)


def _exchanged(new: Path, target: Path) -> bool:
    one, two = os.fsencode(new), os.fsencode(target)
    try:
        if sys.platform == "linux":
            libc = ctypes.CDLL(None, use_errno=True)
            failed = libc.renameat2(_AT_FDCWD, one, _AT_FDCWD, two, _RENAME_EXCHANGE)
        elif sys.platform == "darwin":
            libc = ctypes.CDLL(None, use_errno=True)
            failed = libc.renamex_np(one, two, _RENAME_SWAP)
        else:
            return False
    except AttributeError:  # an older C library
        return False
    if not failed:
        return True
    code = ctypes.get_errno()
    if code in _UNABLE:
        return False
    raise OSError(code, os.strerror(code), str(target))
