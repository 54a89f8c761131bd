"""The claim of whoever writes to a store: one node ``Load`` with status ``running``, of which there can be only one.

It says who writes and until when the claim holds, and it counts the transactions of a write that needs several. Every
transaction that belongs to the write ends by renewing the claim or giving it up: one whose claim was taken over meanwhile
finds it gone, and is rolled back. So a writer that was only slow cannot spoil what a later one does (a fencing token;
Kleppmann, Designing Data-Intensive Applications, 2017, chapter 8).

A claim lapses when it is not renewed in time; on the machine it was laid on, as soon as its process is gone.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from graphmodel.errors import GraphModelError, StoreError
from graphmodel.store.holder import holder_is_gone, new_holder
from graphmodel.store.transport import RunWrite, Transport, repeatable

LEASE_ID = "load:running"
#: Finds the claim: what a :class:`Claim` is made of.
FIND_CLAIM = (
    "MATCH (l:Load {id: $id}) WHERE l.lease_until IS NOT NULL RETURN l.name, l.holder, l.lease_until, l.sequence"
)
_TIME = timedelta(minutes=5)
#: A claim is renewed when this much of its time has passed.
_RENEWED_AFTER = 60.0
_FORM = "%Y-%m-%dT%H:%M:%SZ"
_OURS = "MATCH (l:Load {id: $id}) WHERE l.holder = $holder"
_TAKE = (
    "MERGE (l:Load {id: $id}) ON CREATE SET l.name = $name, l.status = 'running', l.holder = $holder, "
    "l.started = $now, l.lease_until = $until, l.sequence = 0 RETURN l.holder, l.lease_until, l.name, l.sequence"
)
_TAKE_OVER = f"{_OURS} SET l.holder = $heir, l.lease_until = $until RETURN count(*)"
_RENEW = f"{_OURS} SET l.lease_until = $until, l.sequence = $sequence RETURN count(*)"
_LOOK = f"{_OURS} SET l.lease_until = $until RETURN l.sequence"
_GIVE_UP = f"{_OURS} DELETE l RETURN count(*)"


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim as the store shows it; ``sequence`` counts the transactions a write has committed that needs several."""

    name: str
    holder: str
    until: str
    sequence: int

    @property
    def lapsed(self) -> bool:
        """Whether its writer is gone, or has not renewed it in time."""
        return self.until <= _now() or holder_is_gone(self.holder)


@dataclass(slots=True)
class Lease:
    """A claim this process holds.

    While ``half`` of a write stands in the store the claim is not released, so that the next writer finds out.
    """

    transport: Transport
    holder: str = field(default_factory=new_holder)
    sequence: int = 0
    half: bool = False
    given_up: bool = False
    _renewed: float = field(default_factory=time.monotonic)

    def step(self, run: RunWrite) -> None:
        """Renew the claim, and count one more transaction: the last thing a transaction does."""
        self._fence(run, _RENEW, until=_until(), sequence=self.sequence + 1)

    def renew(self, run: RunWrite) -> None:
        """Renew the claim: the last thing a transaction does that is not counted."""
        self._fence(run, _RENEW, until=_until(), sequence=self.sequence)

    def stepped(self) -> bool:
        """Whether the transaction that would have been the next one was committed."""
        return self._look() > self.sequence

    def give_up(self, run: RunWrite) -> None:
        """Give the claim up: the last thing the last transaction does."""
        self._fence(run, _GIVE_UP)
        self.given_up = True

    def gone(self) -> bool:
        """Whether the transaction that would have given the claim up was committed."""
        return self._look() < 0

    def keep(self) -> None:
        """Renew the claim in a transaction of its own, where that is due."""
        if time.monotonic() - self._renewed > _RENEWED_AFTER:
            self.require()
            self._renewed = time.monotonic()

    def require(self) -> None:
        """Raise :class:`~graphmodel.errors.StoreError` where another writer has taken the claim over; renews it otherwise."""
        self.transport.write(self.renew, committed=repeatable)

    def release(self) -> None:
        """Give the claim up, if it is still held."""
        self.transport.write(lambda run: run(_GIVE_UP, self._named()), committed=repeatable)

    def _fence(self, run: RunWrite, cypher: str, **given: Any) -> None:
        records, _ = run(cypher, self._named(**given))
        if not (records and records[0][0]):
            raise StoreError(
                "This write took so long without a sign of life that another one took its place.",
                where=self.transport.address,
                remedy="Run this again.",
            )

    def _look(self) -> int:
        # It writes, so that it waits for a commit of ours that the server may still be busy with.
        records, _ = self.transport.write(lambda run: run(_LOOK, self._named(until=_until())), committed=repeatable)
        return int(records[0][0]) if records else -1

    def _named(self, **given: Any) -> dict[str, Any]:
        return {"id": LEASE_ID, "holder": self.holder, **given}


def take_lease(transport: Transport, name: str) -> Lease:
    """Claim a store for one write. Where an earlier one stopped half-way, what it left has to be removed first.

    Raises :class:`~graphmodel.errors.StoreError` while another write holds the store.
    """
    lease = Lease(transport)
    given = {"id": LEASE_ID, "name": name, "holder": lease.holder, "now": _now(), "until": _until()}
    records, _ = transport.write(lambda run: run(_TAKE, given), committed=repeatable)
    holder, until, other, sequence = records[0]
    if holder == lease.holder:
        return lease
    if not Claim(other, holder, until, sequence).lapsed:
        raise _held(transport.address, other, until)
    heir = {"id": LEASE_ID, "holder": holder, "heir": lease.holder, "until": _until()}
    records, _ = transport.write(lambda run: run(_TAKE_OVER, heir), committed=repeatable)
    lease.sequence = sequence
    if not records[0][0] and lease.gone():
        raise _held(transport.address, other, until)
    lease.half = sequence > 0
    return lease


@contextmanager
def released(lease: Lease) -> Iterator[None]:
    """Give a claim up at the end of the block, however it ends; a fault inside is not hidden by one of giving up."""
    try:
        yield
    except BaseException:
        if not lease.half:
            with contextlib.suppress(GraphModelError):
                lease.release()
        raise
    if not lease.given_up:
        lease.release()


def _held(address: str, name: str, until: str) -> StoreError:
    return StoreError(
        f"Another load is running on this store ({name}).",
        where=address,
        remedy=f"Wait until it has ended, then run this again; if it was broken off elsewhere, its claim lapses at {until}.",
    )


def _now() -> str:
    return datetime.now(UTC).strftime(_FORM)


def _until() -> str:
    return (datetime.now(UTC) + _TIME).strftime(_FORM)
