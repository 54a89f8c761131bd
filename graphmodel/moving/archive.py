"""The file of a backup: how it is laid out, opened and judged before anything is done with it."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from graphmodel.errors import SourceError

FORMAT = 1
MANIFEST, NODES, RELATIONSHIPS = "manifest.json", "nodes.jsonl", "relationships.jsonl"
_LONGEST_MANIFEST = 100_000
#: What zipfile, json and the reading of lines raise for bytes that are not as they were written.
_DAMAGE = (BadZipFile, zlib.error, EOFError, ValueError, TypeError, KeyError, RuntimeError)


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself: who wrote it from which engine, and what it holds."""

    format: int
    graphmodel: str
    engine: str
    nodes: int
    relationships: int
    checksum: str


@contextmanager
def opened_archive(path: Path) -> Iterator[tuple[ZipFile, Manifest]]:
    """A backup, open, and its manifest.

    Raises :class:`~graphmodel.errors.SourceError` for a file that is missing, damaged, or no backup.
    """
    with reading(path):
        archive = ZipFile(path)
    with archive:
        with reading(path):
            manifest = _manifest(archive, path)
        yield archive, manifest


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """A block that reads a backup: whatever is wrong with the file becomes an error that says so."""
    try:
        yield
    except OSError as fault:
        raise SourceError(
            f"The backup cannot be read ({fault.strerror or fault}).",
            where=str(path),
            remedy="Check the path, and that you may read the file.",
        ) from fault
    except _DAMAGE as fault:
        raise damaged(path, str(fault) or type(fault).__name__) from fault


def read_manifest(path: Path) -> Manifest:
    """What a backup says of itself, once it is known that its bytes are as they were written.

    Raises :class:`~graphmodel.errors.SourceError` as :func:`opened_archive`.
    """
    with opened_archive(path) as (archive, manifest), reading(path):
        if (member := archive.testzip()) is not None:
            raise damaged(path, f"{member} is not as it was written")
        return manifest


def damaged(path: Path, reason: str) -> SourceError:
    """The error for a backup that does not hold what it should."""
    return SourceError(
        f"The backup is damaged or was changed ({reason[:200]}); nothing was restored from it.",
        where=str(path),
        remedy="Take another copy of it, or load the sources anew.",
    )


def _manifest(archive: ZipFile, path: Path) -> Manifest:
    if sorted(archive.namelist()) != sorted((MANIFEST, NODES, RELATIONSHIPS)):
        raise SourceError(
            "This is a zip file, but no backup of a store.",
            where=str(path),
            remedy="Name a file that `graphmodel backup` wrote.",
        )
    with archive.open(MANIFEST) as file:
        told: Any = json.loads(file.read(_LONGEST_MANIFEST))
    if told["format"] != FORMAT:
        raise SourceError(
            f"A newer graphmodel ({told.get('graphmodel')}) wrote this backup.",
            where=str(path),
            remedy="Install that version or a later one: python -m pip install --upgrade graphmodel",
        )
    manifest = Manifest(**told)
    kinds = {"format": int, "nodes": int, "relationships": int}
    if not all(isinstance(told[name], kinds.get(name, str)) for name in told):
        raise ValueError("the manifest is not as it was written")
    return manifest
