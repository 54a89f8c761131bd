"""Transactions over Bolt: retried where the engine says that helps, their faults told in words a person can act on.

This does what the driver's managed transactions do, with three differences. A transaction too large for the server is not
repeated for half a minute; a process that has ended is not knocked for; and a connection that breaks during a commit, where
the driver must give up because it cannot know whether anything was written, is answered by looking.
"""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import neo4j
from neo4j.exceptions import DriverError, IncompleteCommit, Neo4jError

from graphmodel.errors import StoreError
from graphmodel.store.apart import Stopped, run_apart
from graphmodel.store.faults import query_fault, read_fault, too_large, write_fault
from graphmodel.store.protocol import Counters, Rows

Result = TypeVar("Result")
#: Runs a statement: the values of its records.
Run = Callable[[str, Mapping[str, Any]], list[tuple[Any, ...]]]
#: Runs a statement that writes: the values of its records, and what it did.
RunWrite = Callable[[str, Mapping[str, Any]], tuple[list[tuple[Any, ...]], Counters]]
#: Explains a fault by the connection being lost; None where it is not.
Lost = Callable[[DriverError | Neo4jError], StoreError | None]
#: Pauses double, so that a server has a quarter of a minute to come back.
_TRIES = 8
_FIRST_PAUSE = 0.1


@dataclass(frozen=True, slots=True)
class Transport:
    """A driver, the database meant, and how a connection that broke is explained.

    With ``patient`` a lost connection is tried again: a server may come back, while a process that has ended does not.
    ``query_seconds`` is how long a person's query may run: 0 means without end, None as long as the server lets it.
    """

    driver: neo4j.Driver
    address: str
    database: Callable[[], str | None]
    lost: Lost
    patient: bool = False
    query_seconds: float | None = None

    def close(self) -> None:
        """Close all connections."""
        self.driver.close()

    def query(self, cypher: str, parameters: Mapping[str, Any]) -> Rows:
        """Run a statement of a person's in read access mode; values are as the driver gives them."""

        def work(transaction: neo4j.Transaction) -> Rows:
            result = transaction.run(cypher, dict(parameters))
            return Rows(tuple(result.keys()), [tuple(record) for record in result.values()])

        try:
            return self._run(work, neo4j.READ_ACCESS, seconds=self.query_seconds)
        except Neo4jError as fault:
            raise query_fault(fault, cypher) from fault

    def read(self, work: Callable[[Run], Result]) -> Result:
        """Run statements of our own that read, in one transaction."""

        def reading(transaction: neo4j.Transaction) -> Result:
            def run(cypher: str, parameters: Mapping[str, Any]) -> list[tuple[Any, ...]]:
                return [tuple(record) for record in transaction.run(cypher, dict(parameters)).values()]

            return work(run)

        try:
            return self._run(reading, neo4j.READ_ACCESS)
        except Neo4jError as fault:
            raise read_fault(fault, self.address) from fault

    def write(self, work: Callable[[RunWrite], Result], *, committed: Callable[[], bool] | None = None) -> Result:
        """Run statements in one transaction that is committed when ``work`` returns, else rolled back.

        ``work`` may run several times. ``committed`` says, when a connection broke during a commit, whether it came to
        pass; if not, the work is done again. Work that may be done twice passes :func:`repeatable`.
        """

        def attempts(stop: threading.Event) -> Result:
            results: list[Result] = []

            def writing(transaction: neo4j.Transaction) -> Result:
                def run(cypher: str, parameters: Mapping[str, Any]) -> tuple[list[tuple[Any, ...]], Counters]:
                    if stop.is_set():
                        raise Stopped
                    answer = transaction.run(cypher, dict(parameters))
                    records = [tuple(record) for record in answer.values()]
                    return records, _counters(answer.consume().counters)

                results[:] = [work(run)]
                transaction.commit()
                return results[0]

            for _ in range(_TRIES):
                try:
                    return self._run(writing, neo4j.WRITE_ACCESS, stop)
                except IncompleteCommit as fault:
                    if committed is None:
                        raise self._unknown() from fault
                    if committed():
                        return results[0]
            raise self._unknown()

        try:
            return run_apart(attempts)
        except Neo4jError as fault:
            raise write_fault(fault, self.address) from fault

    def write_statement(self, cypher: str) -> None:
        """Run one statement in a transaction of its own."""
        self.write(lambda run: run(cypher, {}))

    def _unknown(self) -> StoreError:
        return StoreError(
            "The connection broke while the server was storing a write, so it is not known whether it was stored.",
            where=self.address,
            remedy="Run this again: what is stored already is found, and not stored twice.",
        )

    def _run(
        self,
        work: Callable[[neo4j.Transaction], Result],
        access: str,
        stop: threading.Event | None = None,
        *,
        seconds: float | None = None,
    ) -> Result:
        stop = stop or threading.Event()
        pause = _FIRST_PAUSE
        for attempt in range(1, _TRIES + 1):
            try:
                with (
                    self.driver.session(database=self.database(), default_access_mode=access) as session,
                    session.begin_transaction(timeout=seconds) as transaction,
                ):
                    return work(transaction)
            except IncompleteCommit:
                raise
            except (DriverError, Neo4jError) as fault:
                again = attempt < _TRIES and fault.is_retryable() and not too_large(fault)
                if not (again and self.patient):
                    lost = self.lost(fault)
                    if lost is not None:
                        raise lost from fault
                if not again:
                    raise
            if stop.wait(pause * random.uniform(0.8, 1.2)):
                raise Stopped
            pause *= 2
        raise AssertionError("unreachable")


def repeatable() -> bool:
    """For a write that does no harm when it is done twice: when in doubt, it was not committed."""
    return False


def _counters(counters: neo4j.SummaryCounters) -> Counters:
    return Counters(
        counters.nodes_created,
        counters.nodes_deleted,
        counters.relationships_created,
        counters.relationships_deleted,
        counters.properties_set,
    )
