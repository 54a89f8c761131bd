"""Transactions over Bolt: retried where the engine says that helps, their faults told in words a person can act on."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import neo4j
from neo4j.exceptions import AuthError, DriverError, Neo4jError

from graphmodel.errors import StoreError
from graphmodel.store.faults import query_fault, too_large, write_fault
from graphmodel.store.protocol import Counters, Rows

Result = TypeVar("Result")
#: Runs a statement: the values of its records.
Run = Callable[[str, Mapping[str, Any]], list[tuple[Any, ...]]]
#: Runs a statement that writes: the values of its records, and what it did.
RunWrite = Callable[[str, Mapping[str, Any]], tuple[list[tuple[Any, ...]], Counters]]
_TRIES = 6
_FIRST_PAUSE = 0.1


@dataclass(frozen=True, slots=True)
class Transport:
    """A driver, the database meant, and how a connection that breaks is explained."""

    driver: neo4j.Driver
    address: str
    database: Callable[[], str | None]
    lost: Callable[[DriverError | Neo4jError], StoreError]

    def close(self) -> None:
        """Close all connections."""
        self.driver.close()

    def query(self, cypher: str, parameters: Mapping[str, Any]) -> Rows:
        """Run a statement of a person's in read access mode; values are as the driver gives them."""

        def work(transaction: neo4j.ManagedTransaction) -> Rows:
            result = transaction.run(cypher, dict(parameters))
            return Rows(tuple(result.keys()), [tuple(record) for record in result.values()])

        try:
            return self._managed(work)
        except Neo4jError as fault:
            raise query_fault(fault, cypher) from fault

    def read(self, work: Callable[[Run], Result]) -> Result:
        """Run statements of our own that read, in one transaction."""

        def managed(transaction: neo4j.ManagedTransaction) -> Result:
            def run(cypher: str, parameters: Mapping[str, Any]) -> list[tuple[Any, ...]]:
                return [tuple(record) for record in transaction.run(cypher, dict(parameters)).values()]

            return work(run)

        try:
            return self._managed(managed)
        except Neo4jError as fault:
            raise StoreError(f"The store could not be read ({fault.message}).", where=self.address,
                             remedy="Run it again; if it fails again, report it with this message.") from fault

    def write(self, work: Callable[[RunWrite], Result]) -> Result:
        """Run statements in one transaction that is committed when ``work`` returns, else rolled back.

        The driver's own retries would repeat a transaction that is too large for the server, so they are made here.
        """
        pause = _FIRST_PAUSE
        for attempt in range(1, _TRIES + 1):
            try:
                return self._once(work)
            except (DriverError, AuthError) as fault:
                raise self.lost(fault) from fault
            except Neo4jError as fault:
                if attempt == _TRIES or too_large(fault) or not fault.is_retryable():
                    raise write_fault(fault, self.address) from fault
            time.sleep(pause * random.uniform(0.8, 1.2))
            pause *= 2
        raise AssertionError("unreachable")

    def _once(self, work: Callable[[RunWrite], Result]) -> Result:
        with (
            self.driver.session(database=self.database()) as session,
            session.begin_transaction() as transaction,
        ):

            def run(cypher: str, parameters: Mapping[str, Any]) -> tuple[list[tuple[Any, ...]], Counters]:
                answer = transaction.run(cypher, dict(parameters))
                records = [tuple(record) for record in answer.values()]
                return records, _counters(answer.consume().counters)

            result = work(run)
            transaction.commit()
            return result

    def _managed(self, work: Callable[[neo4j.ManagedTransaction], Result]) -> Result:
        try:
            with self.driver.session(database=self.database(), default_access_mode=neo4j.READ_ACCESS) as session:
                return session.execute_read(work)
        except (DriverError, AuthError) as fault:
            raise self.lost(fault) from fault


def _counters(counters: neo4j.SummaryCounters) -> Counters:
    return Counters(
        counters.nodes_created, counters.nodes_deleted, counters.relationships_created,
        counters.relationships_deleted, counters.properties_set,
    )
