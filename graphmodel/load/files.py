"""What the user gave (files, zips, folders) -> the tables in it, with a digest of every file."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from graphmodel.errors import SourceError
from graphmodel.load.delimited import text_to_table
from graphmodel.load.jsontext import json_to_tables
from graphmodel.load.raw import RawTable
from graphmodel.load.workbook import workbook_to_tables

_TEXT = {".csv", ".tsv", ".txt"}
_BOOKS = {".xlsx", ".xlsm", ".xls", ".ods"}
_JSON = {".json"}
_LARGEST = 4 * 2**30
_LARGEST_RATIO = 200
_RATIO_MATTERS_FROM = 100 * 2**20


def files_to_tables(paths: Sequence[str | Path]) -> tuple[list[RawTable], list[str]]:
    """Read every table in the given files, zips and folders.

    Returns the tables and, per file, ``name sha256``. Tables come in the order of their names, whatever the order of
    the arguments.

    Raises :class:`SourceError` for anything that cannot be used as a whole.
    """
    tables: list[RawTable] = []
    digests: list[str] = []
    for path in sorted(_expand(paths)):
        data = _read(path)
        with ThreadPoolExecutor(1, "graphmodel-digest") as thread:
            digest = thread.submit(sha256, data)
            tables += _content_to_tables(data, path.name)
        digests.append(f"{path.name} {digest.result().hexdigest()}")
    if not tables:
        raise SourceError(
            "There is no table in what was given.",
            where=", ".join(str(path) for path in paths),
            remedy="A table needs a header and at least one row.",
        )
    return sorted(tables, key=lambda table: table.file), sorted(digests)


def _expand(paths: Iterable[str | Path]) -> set[Path]:
    found: set[Path] = set()
    for given in paths:
        path = Path(given)
        if path.is_dir():
            inside = [p for p in sorted(path.iterdir()) if p.suffix.lower() in _TEXT | _BOOKS | _JSON | {".zip"}]
            if not inside:
                raise SourceError(
                    "The folder holds no CSV, workbook, JSON or zip.",
                    where=str(path),
                    remedy="Give the folder with the tables in it, or a file.",
                )
            found.update(inside)
        elif path.exists():
            found.add(path)
        else:
            raise SourceError("There is no such file.", where=str(path), remedy="Check the path and its spelling.")
    return found


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as fault:
        raise SourceError(
            f"The file cannot be read ({fault.strerror}).",
            where=str(path),
            remedy="Close programs that hold it, and check that you may read it.",
        ) from fault


def _content_to_tables(data: bytes, file: str) -> list[RawTable]:
    suffix = Path(file).suffix.lower()
    if suffix in _BOOKS and data:
        return workbook_to_tables(data, file)
    if suffix in _JSON and data:
        return json_to_tables(data, Path(file).stem, file)
    if suffix == ".zip" and data:
        return _zip_to_tables(data, file)
    return [text_to_table(data, Path(file).stem, file)]


def _zip_to_tables(data: bytes, file: str) -> list[RawTable]:
    from io import BytesIO

    tables: list[RawTable] = []
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            members = [info for info in archive.infolist() if _is_table(info)]
            total = sum(info.file_size for info in members)
            if total > _LARGEST or (total > _RATIO_MATTERS_FROM and total > _LARGEST_RATIO * len(data)):
                raise SourceError(
                    f"The zip would unpack to {total / 2**30:,.1f} GiB: it is not a credible export.",
                    where=file,
                    remedy="Download it again from its publisher.",
                )
            for info in sorted(members, key=lambda info: info.filename):
                with archive.open(info) as member:
                    # One byte more than promised tells whether the directory of the zip lies about its content.
                    content = member.read(info.file_size + 1)
                if len(content) > info.file_size:
                    raise SourceError(
                        "The zip holds more than its directory says.",
                        where=file,
                        remedy="Download it again from its publisher.",
                    )
                tables += [_inside(table, file) for table in _content_to_tables(content, Path(info.filename).name)]
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError) as fault:
        raise SourceError(
            f"The zip is damaged or protected ({fault}).",
            where=file,
            remedy="Download it again; it must open without a password.",
        ) from fault
    return tables


def _is_table(info: zipfile.ZipInfo) -> bool:
    path = Path(info.filename)
    return (
        not info.is_dir() and path.suffix.lower() in _TEXT | _BOOKS | _JSON and not path.name.startswith(("._", "~$"))
    )


def _inside(table: RawTable, archive: str) -> RawTable:
    return replace(table, file=f"{archive}/{table.file}")
