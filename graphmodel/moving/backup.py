"""A whole store in one file, and back: a zip of lines that any engine can be filled from.

    manifest.json        format, who wrote it, how many nodes and relationships, the checksum over all of them
    nodes.jsonl          a line a node; relationships.jsonl: a line a relationship (see :mod:`graphmodel.moving.lines`)

The engine's own files would be quicker to keep, but only the same version of the same engine could read them again. These
are read by any later one, by Neo4j, and by people. Two backups of the same content are the same bytes.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import asdict
from io import TextIOWrapper
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from graphmodel.atomic import replaced_file
from graphmodel.errors import StoreError
from graphmodel.load.ledger import require_whole
from graphmodel.moving.archive import FORMAT, MANIFEST, NODES, RELATIONSHIPS, Manifest, damaged, opened_archive, reading
from graphmodel.moving.copying import MoveReport, count_content, counted, make_room, require_unchanged
from graphmodel.moving.fingerprint import Fingerprint, slices_to_fingerprint
from graphmodel.moving.lines import lines_to_nodes, lines_to_relationships, nodes_to_lines, relationships_to_lines
from graphmodel.records import Changes
from graphmodel.store.slices import SLICE
from graphmodel.version import __version__

if TYPE_CHECKING:
    from graphmodel.load.progress import Progress
    from graphmodel.store.protocol import Store

#: No day at all, so that the same content makes the same bytes; the file itself has its date.
_NO_DAY = (1980, 1, 1, 0, 0, 0)


def write_backup(store: Store, path: Path, show: Progress) -> MoveReport:
    """Write everything ours into one file, which appears when it is complete.

    The store may be in use: it is read twice, and the file is kept only if nobody wrote meanwhile.

    Raises:
        StoreError: there is nothing to keep, or the store is or was being written.
        ExportError: the file cannot be written.
    """
    require_whole(store)
    total = count_content(store)
    if not total:
        raise StoreError(
            "There is nothing to back up: the store is empty.", where=store.address, remedy="Load something."
        )
    written = Fingerprint()
    with replaced_file(path) as part:
        with part.open("xb") as file:
            with ZipFile(file, "w", ZIP_DEFLATED) as archive:
                show.start("reading the store", total)
                _write_content(archive, counted(store.read_slices(), show), written)
                manifest = Manifest(
                    FORMAT, __version__, store.engine, written.nodes, written.relationships, written.checksum
                )
                archive.writestr(_member(MANIFEST), json.dumps(asdict(manifest), indent=2) + "\n")
            file.flush()
            os.fsync(file.fileno())
        show.start("comparing the backup with the store", total)
        require_unchanged(store, written, show)
    show.end()
    return MoveReport(store.address, str(path), written.nodes, written.relationships, written.checksum)


def restore_backup(path: Path, store: Store, show: Progress) -> MoveReport:
    """Fill an empty store from a backup; what the store then holds is read again and compared before it counts.

    Raises:
        SourceError: the file is missing, damaged, or no backup.
        StoreError: the store holds something already.
    """
    with opened_archive(path) as (archive, manifest):
        make_room(store)
        read = Fingerprint()
        total = manifest.nodes + manifest.relationships

        def check(content: Iterable[Changes]) -> None:
            promised = (manifest.nodes, manifest.relationships, manifest.checksum)
            if (read.nodes, read.relationships, read.checksum) != promised:
                raise damaged(path, "it does not hold what its manifest says")
            show.start("comparing the store with the backup", total)
            if slices_to_fingerprint(counted(content, show)) != read:
                raise StoreError(
                    "The store does not hold what was restored to it; it was not taken over.",
                    where=store.address,
                    remedy="Another program may have written meanwhile: run this again. If it persists, report it.",
                )

        show.start("restoring", total)
        with closing(_slices(archive, path)) as slices:
            store.fill_slices(counted(read.of(slices), show), check=check)
    show.end()
    return MoveReport(str(path), store.address, read.nodes, read.relationships, read.checksum)


def _write_content(archive: ZipFile, slices: Iterator[Changes], written: Fingerprint) -> None:
    """Write nodes and relationships, which come in this order, into a member each."""
    first = Changes()
    with archive.open(_member(NODES), "w", force_zip64=True) as file:
        for first in slices:
            if first.new_relationships:
                break
            lines = nodes_to_lines(first)
            written.add_nodes(lines)
            file.write(_joined(lines))
    with archive.open(_member(RELATIONSHIPS), "w", force_zip64=True) as file:
        for changes in chain([first], slices):
            lines = relationships_to_lines(changes)
            written.add_relationships(lines)
            file.write(_joined(lines))


def _joined(lines: Iterable[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()


def _slices(archive: ZipFile, path: Path) -> Generator[Changes]:
    readers: tuple[tuple[str, Callable[[Iterable[str]], Changes]], ...] = (
        (NODES, lines_to_nodes),
        (RELATIONSHIPS, lines_to_relationships),
    )
    for name, lines_to_changes in readers:
        with reading(path), archive.open(name) as file, TextIOWrapper(file, "utf-8", newline="\n") as lines:
            while part := list(islice(lines, SLICE)):
                yield lines_to_changes(part)


def _member(name: str) -> ZipInfo:
    member = ZipInfo(name, _NO_DAY)
    member.compress_type = ZIP_DEFLATED
    member.external_attr = 0o644 << 16
    return member
