"""Transactions over Bolt: retried where the engine says that helps, their faults told in words a person can act on.

The driver's own retries are not used: they would repeat, for half a minute, a transaction that is too large for the server,
or knock on the door of a process that has ended.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import neo4j
from neo4j.exceptions import DriverError, Neo4jError

from graphmodel.errors import StoreError
from graphmodel.store.faults import query_fault, read_fault, too_large, write_fault
from graphmodel.store.protocol import Counters, Rows

Result = TypeVar("Result")
#: Runs a statement: the values of its records.
Run = Callable[[str, Mapping[str, Any]], list[tuple[Any, ...]]]
#: Runs a statement that writes: the values of its records, and what it did.
RunWrite = Callable[[str, Mapping[str, Any]], tuple[list[tuple[Any, ...]], Counters]]
#: Explains a fault by the connection being lost; None where it is not.
Lost = Callable[[DriverError | Neo4jError], StoreError | None]
_TRIES = 6
_FIRST_PAUSE = 0.1


@dataclass(frozen=True, slots=True)
class Transport:
    """A driver, the database meant, and how a connection that broke is explained."""

    driver: neo4j.Driver
    address: str
    database: Callable[[], str | None]
    lost: Lost

    def close(self) -> None:
        """Close all connections."""
        self.driver.close()

    def query(self, cypher: str, parameters: Mapping[str, Any]) -> Rows:
        """Run a statement of a person's in read access mode; values are as the driver gives them."""

        def work(transaction: neo4j.Transaction) -> Rows:
            result = transaction.run(cypher, dict(parameters))
            return Rows(tuple(result.keys()), [tuple(record) for record in result.values()])

        try:
            return self._run(work, neo4j.READ_ACCESS)
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

    def write(self, work: Callable[[RunWrite], Result]) -> Result:
        """Run statements in one transaction that is committed when ``work`` returns, else rolled back."""

        def writing(transaction: neo4j.Transaction) -> Result:
            def run(cypher: str, parameters: Mapping[str, Any]) -> tuple[list[tuple[Any, ...]], Counters]:
                answer = transaction.run(cypher, dict(parameters))
                records = [tuple(record) for record in answer.values()]
                return records, _counters(answer.consume().counters)

            result = work(run)
            transaction.commit()
            return result

        try:
            return self._run(writing, neo4j.WRITE_ACCESS)
        except Neo4jError as fault:
            raise write_fault(fault, self.address) from fault

    def _run(self, work: Callable[[neo4j.Transaction], Result], access: str) -> Result:
        pause = _FIRST_PAUSE
        for attempt in range(1, _TRIES + 1):
            try:
                with (
                    self.driver.session(database=self.database(), default_access_mode=access) as session,
                    session.begin_transaction() as transaction,
                ):
                    return work(transaction)
            except (DriverError, Neo4jError) as fault:
                lost = self.lost(fault)
                if lost is not None:
                    raise lost from fault
                if attempt == _TRIES or too_large(fault) or not fault.is_retryable():
                    raise
            time.sleep(pause * random.uniform(0.8, 1.2))
            pause *= 2
        raise AssertionError("unreachable")


def _counters(counters: neo4j.SummaryCounters) -> Counters:
    return Counters(
        counters.nodes_created,
        counters.nodes_deleted,
        counters.relationships_created,
        counters.relationships_deleted,
        counters.properties_set,
    )
