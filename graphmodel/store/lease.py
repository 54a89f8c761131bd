"""The claim of whoever writes to a store: one node ``Load`` with status ``running``, of which there can be only one.

It says who writes and until when the claim holds, and it counts the transactions of a write that needs several. Every
transaction that belongs to the write ends by renewing the claim or giving it up: one whose claim was taken over meanwhile
finds it gone, and is rolled back. So a writer that was only slow cannot spoil what a later one does (a fencing token;
Kleppmann, Designing Data-Intensive Applications, 2017, chapter 8).

What a transaction changes is locked until its commit is through, so of transactions that end on one claim one commits at a
time. Where several go on at once, each lane has a claim of its own beside it; to take the claim over removes them all.

A claim lapses when it is not renewed in time; on the machine it was laid on, as soon as its process is gone.
"""

from __future__ import annotations

import contextlib
import threading
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
#: Begins the ids of the lanes' own claims.
LANE_ID = f"{LEASE_ID}/"
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
_LAY_LANES = (
    "UNWIND $lanes AS lane CREATE (l:Load {id: lane, name: lane, status: 'running', holder: $holder, "
    "lease_until: $until, sequence: 0}) RETURN count(*)"
)
_REMOVE_LANES = "MATCH (l:Load) WHERE l.holder = $holder AND l.id <> $id DELETE l RETURN count(*)"
_RENEW = f"{_OURS} SET l.lease_until = $until RETURN count(*)"
_COUNT = f"{_OURS} SET l.lease_until = $until, l.sequence = $sequence RETURN count(*)"
_LOOK = f"{_OURS} SET l.lease_until = $until RETURN l.sequence"
_GIVE_UP = f"{_OURS} DELETE l RETURN count(*)"


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim as the store shows it; ``sequence`` is above 0 once a write of several transactions has committed anything."""

    name: str
    holder: str
    until: str
    sequence: int

    @property
    def lapsed(self) -> bool:
        """Whether its writer is gone, or has not renewed it in time."""
        return self.until <= _now() or holder_is_gone(self.holder)


@dataclass(slots=True)
class Lane:
    """Where transactions that follow each other are counted: the claim itself, or one beside it."""

    lease: Lease
    id: str = LEASE_ID
    sequence: int = 0

    def step(self, run: RunWrite) -> None:
        """Count one more transaction: the last thing a transaction does."""
        self.lease.fence(run, _COUNT, id=self.id, until=_until(), sequence=self.sequence + 1)

    def stepped(self) -> bool:
        """Whether the transaction that would have been the next one was committed."""
        return self.lease.look(self.id) > self.sequence


@dataclass(slots=True)
class Lease:
    """A claim this process holds.

    While ``half`` of a write stands in the store the claim is not released, so that the next writer finds out.
    """

    transport: Transport
    holder: str = field(default_factory=new_holder)
    half: bool = False
    given_up: bool = False
    own: Lane = field(init=False)
    _renewed: float = field(default_factory=time.monotonic)
    _turn: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        """Count on the claim itself."""
        self.own = Lane(self)

    def lanes(self, many: int) -> list[Lane]:
        """Begin a write of several transactions, so many of which go on at once; each lane counts its own."""
        self.half = True
        if many == 1:
            return [self.own]
        lanes = [Lane(self, f"{LANE_ID}{number}") for number in range(1, many + 1)]

        def lay(run: RunWrite) -> None:
            run(_LAY_LANES, self._named(lanes=[lane.id for lane in lanes], until=_until()))
            self.own.step(run)

        self.transport.write(lay, committed=self.own.stepped)
        self.own.sequence += 1
        return lanes

    def end_lanes(self) -> None:
        """Remove the lanes' claims: what is still under way in one of them will not be committed."""

        def end(run: RunWrite) -> None:
            run(_REMOVE_LANES, self._named())
            self.renew(run)

        self.transport.write(end, committed=repeatable)

    def nothing_left(self) -> None:
        """Nothing is left in the store of a write that needs several transactions."""
        self.own.sequence, self.half = 0, False
        given = {"until": _until(), "sequence": 0}
        self.transport.write(lambda run: self.fence(run, _COUNT, **given), committed=repeatable)

    def renew(self, run: RunWrite) -> None:
        """Renew the claim: the last thing a transaction does that is not counted."""
        self.fence(run, _RENEW, until=_until())

    def give_up(self, run: RunWrite) -> None:
        """Give the claim up, and those of lanes: the last thing the last transaction does."""
        if self.half:
            run(_REMOVE_LANES, self._named())
        self.fence(run, _GIVE_UP)
        self.given_up = True

    def gone(self) -> bool:
        """Whether the transaction that would have given the claim up was committed."""
        return self.look() < 0

    def keep(self) -> None:
        """Renew the claim in a transaction of its own, where that is due."""
        with self._turn:
            if time.monotonic() - self._renewed > _RENEWED_AFTER:
                self.require()
                self._renewed = time.monotonic()

    def require(self) -> None:
        """Raise :class:`~graphmodel.errors.StoreError` where another writer has taken the claim over; renews it otherwise."""
        self.transport.write(self.renew, committed=repeatable)

    def release(self) -> None:
        """Give the claim up, if it is still held."""
        self.transport.write(lambda run: run(_GIVE_UP, self._named()), committed=repeatable)

    def fence(self, run: RunWrite, cypher: str, **given: Any) -> None:
        """Run a statement that says whether a claim of ours was found; raise StoreError where it was not."""
        records, _ = run(cypher, self._named(**given))
        if not (records and records[0][0]):
            raise StoreError(
                "This write took so long without a sign of life that another one took its place.",
                where=self.transport.address,
                remedy="Run this again.",
            )

    def look(self, claim: str = LEASE_ID) -> int:
        """What a claim of ours has counted, -1 where it is gone."""
        # It writes, so that it waits for a commit of ours that the server may still be busy with.
        given = self._named(id=claim, until=_until())
        records, _ = self.transport.write(lambda run: run(_LOOK, given), committed=repeatable)
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

    def take_over(run: RunWrite) -> bool:
        records, _ = run(_TAKE_OVER, heir)
        run(_REMOVE_LANES, heir)
        return bool(records[0][0])

    taken = transport.write(take_over, committed=repeatable)
    lease.own.sequence = sequence
    if not taken and lease.gone():
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
