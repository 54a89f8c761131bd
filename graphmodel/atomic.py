"""Files that appear whole or not at all.

A writer fills a file (or several) under a temporary name in the same folder; only when it is complete does it take its real
name. Whatever fails on the way (a full disk, a missing folder, a value no format can hold), what stood there before
stays, and nothing half-written is left behind.
"""

from __future__ import annotations

import errno
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from graphmodel.errors import ExportError

_REMEDIES = {
    errno.ENOSPC: "Make room on the disk, or choose another place.",
    errno.EDQUOT: "Make room in your quota, or choose another place.",
    errno.EFBIG: "Choose a place that takes larger files.",
    errno.ENOENT: "Create the folder first, or choose another one.",
    errno.ENOTDIR: "Choose a path whose parent is a folder.",
    errno.EISDIR: "Choose the name of a file: this is a folder.",
    errno.EACCES: "Close the file in other programs, or choose a place you may write to.",
    errno.EPERM: "Close the file in other programs, or choose a place you may write to.",
    errno.EROFS: "Choose a place you may write to.",
    errno.ENAMETOOLONG: "Choose a shorter name.",
}


@contextmanager
def replaced_file(path: str | os.PathLike[str]) -> Iterator[Path]:
    """Give a temporary path to write to; the file takes the name ``path`` when the block ends without an exception.

    Raises :class:`~graphmodel.errors.ExportError` where the file system refuses.

    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> with replaced_file(folder / "note.txt") as part:
    ...     _ = part.write_text("whole", encoding="utf-8")
    >>> [file.name for file in folder.iterdir()]
    ['note.txt']
    """
    target = Path(path)
    part = _temporary(target)
    with _explained(target):
        try:
            if target.is_dir():
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
            yield part
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)


@contextmanager
def replaced_folder(path: str | os.PathLike[str]) -> Iterator[Path]:
    """Give a temporary folder to write into; its files move to ``path`` when the block ends without an exception.

    The folder is created where it is missing; files of other names in it stay as they are.
    """
    target = Path(path)
    part = _temporary(target)
    with _explained(target):
        try:
            part.mkdir()
            yield part
            target.mkdir(exist_ok=True)
            for file in sorted(part.iterdir()):
                file.replace(target / file.name)
        finally:
            shutil.rmtree(part, ignore_errors=True)


def _temporary(target: Path) -> Path:
    whole = target.absolute()  # "." has no name
    return whole.parent / f".{whole.name[:100]}.{secrets.token_hex(4)}.part"


@contextmanager
def _explained(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as fault:
        reason = os.strerror(fault.errno) if fault.errno else str(fault) or type(fault).__name__
        raise ExportError(
            f"The file cannot be written ({reason}).",
            where=str(target),
            remedy=_REMEDIES.get(fault.errno or 0, "Choose another place."),
        ) from fault
