"""One figure for all that a store holds, whatever the order it is read in and the engine that keeps it.

Each node and relationship is written as its one line (:mod:`graphmodel.moving.lines`); the SHA-256 of all lines are added up
modulo 2**256. A sum, unlike an exclusive or, also notices what is there twice (Clarke et al., Incremental Multiset Hash
Functions, ASIACRYPT 2003). It finds what went wrong, not what somebody forged.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256

from graphmodel.moving.lines import nodes_to_lines, relationships_to_lines
from graphmodel.records import Changes

_MODULUS = 1 << 256


@dataclass(slots=True)
class Fingerprint:
    """How many nodes and relationships were seen, and the sum over them."""

    nodes: int = 0
    relationships: int = 0
    total: int = 0

    @property
    def checksum(self) -> str:
        """The sum as 64 hexadecimal digits."""
        return f"{self.total:064x}"

    def add_nodes(self, lines: Iterable[str]) -> None:
        """Take lines of nodes into account."""
        self.nodes += self._add(b"n", lines)

    def add_relationships(self, lines: Iterable[str]) -> None:
        """Take lines of relationships into account."""
        self.relationships += self._add(b"r", lines)

    def of(self, slices: Iterable[Changes]) -> Iterator[Changes]:
        """Hand slices on, each taken into account."""
        for changes in slices:
            self.add_nodes(nodes_to_lines(changes))
            self.add_relationships(relationships_to_lines(changes))
            yield changes

    def _add(self, kind: bytes, lines: Iterable[str]) -> int:
        count = 0
        for line in lines:
            self.total += int.from_bytes(sha256(kind + line.encode()).digest(), "big")
            count += 1
        self.total %= _MODULUS
        return count


def slices_to_fingerprint(slices: Iterable[Changes]) -> Fingerprint:
    """The fingerprint of all that the slices hold."""
    found = Fingerprint()
    for _ in found.of(slices):
        pass
    return found
