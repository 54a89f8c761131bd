"""A store copied into another: everything ours, verified by reading both again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphmodel.errors import StoreError
from graphmodel.load.ledger import require_whole
from graphmodel.moving.fingerprint import Fingerprint, slices_to_fingerprint

if TYPE_CHECKING:
    from graphmodel.load.progress import Progress
    from graphmodel.records import Changes
    from graphmodel.store.protocol import Store


@dataclass(frozen=True, slots=True)
class MoveReport:
    """What was moved: where from, where to, how many nodes and relationships, and the checksum over all of them."""

    source: str
    target: str
    nodes: int
    relationships: int
    checksum: str


def copy_store(source: Store, target: Store, show: Progress) -> MoveReport:
    """Copy everything ours into a store that holds nothing of ours.

    Both stores are read again afterwards; the copy counts only when all three fingerprints agree. A folder is filled aside and
    swapped in; on a server the claim of the writer says that the copy is not whole yet.

    Raises:
        StoreError: there is nothing to copy, the target holds something, either is being written, or the fingerprints
            differ. The target is then as empty as before, or, where it could not be cleared any more, cleared by
            the next writer.
    """
    require_whole(source)
    total = count_content(source)
    if not total:
        raise StoreError(
            "There is nothing to copy: the store is empty.",
            where=source.address,
            remedy="Load something, or name the other store first: graphmodel copy SOURCE TARGET.",
        )
    make_room(target)
    written = Fingerprint()

    def check(content: Iterable[Changes]) -> None:
        show.start("comparing the two stores", 2 * total)
        require_same(slices_to_fingerprint(counted(content, show)), written, target.address)
        require_unchanged(source, written, show)

    show.start("copying", total)
    target.fill_slices(counted(written.of(source.read_slices()), show), check=check)
    show.end()
    return MoveReport(source.address, target.address, written.nodes, written.relationships, written.checksum)


def count_content(store: Store) -> int:
    """How many nodes and relationships there are, roughly: for a bar that shows how far work has come."""
    from graphmodel.model import LABELS

    return sum(n for name, n in store.counts().items() if name not in LABELS or LABELS[name].base is None)


def make_room(target: Store) -> None:
    """Clear away what a copy that was broken off left behind.

    Raises :class:`StoreError` where the store holds anything else.
    """
    target.recover()
    if not target.empty():
        raise StoreError(
            "This store holds something already, and a copy needs an empty one; nothing was written.",
            where=target.address,
            remedy="Name a new folder or an empty database; `graphmodel status --store` shows what a store holds.",
        )


def require_same(found: Fingerprint, written: Fingerprint, address: str) -> None:
    """Raise :class:`StoreError` where a store does not hold what was written to it."""
    if found != written:
        raise StoreError(
            f"The store does not hold what was written to it: {found.nodes:,} nodes and {found.relationships:,} "
            f"relationships (checksum {found.checksum[:12]}) instead of {written.nodes:,} and {written.relationships:,} "
            f"({written.checksum[:12]}); it was not taken over.",
            where=address,
            remedy="Another program may have written meanwhile: run this again. If it persists, report it.",
        )


def require_unchanged(source: Store, written: Fingerprint, show: Progress) -> None:
    """Raise :class:`StoreError` where a store no longer holds what was read from it: it was written meanwhile."""
    if slices_to_fingerprint(counted(source.read_slices(), show)) != written:
        raise StoreError(
            "The store was changed while it was read; nothing was kept.",
            where=source.address,
            remedy="Run this again when nobody is loading.",
        )


def counted(slices: Iterable[Changes], show: Progress) -> Iterator[Changes]:
    """Hand slices on, each shown as so much more that is done."""
    for changes in slices:
        yield changes
        show.advance(sum(changes.counts.values()))
