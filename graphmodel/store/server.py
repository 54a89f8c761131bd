"""A store in a database of a Neo4j server, which may hold what others put there.

Nothing is read, counted or taken for ours that does not carry our marks (:mod:`graphmodel.store.ownership`); nothing is changed
or removed that graphmodel did not create, be it a node, a relationship, or a label or property somebody gave to one of ours.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from graphmodel.model import LABELS, RELATIONSHIPS
from graphmodel.store.bolt import BoltStore
from graphmodel.store.guests import require_free_ids, require_ours_alone
from graphmodel.store.lease import LEASE_ID
from graphmodel.store.ownership import IN_USE_QUERY, census_query, held_query, presence_query
from graphmodel.store.serverschema import ensure_server_schema
from graphmodel.store.transport import Run

if TYPE_CHECKING:
    from graphmodel.records import Changes


class ServerStore(BoltStore):
    """The store in a database of a server."""

    shared = True
    lanes = 2

    def prepare(self) -> None:
        """Create the constraints, which takes a server that has just started a second."""
        self.ensure_schema()

    def ensure_schema(self) -> None:
        """Create the constraints where they are missing.

        Raises :class:`~graphmodel.errors.StoreError` where what others hold in the database stands against them.
        """
        if not self._has_schema:
            ensure_server_schema(self._transport)
            self._has_schema = True

    def empty(self) -> bool:
        """Whether the database holds no node of ours."""
        return super().empty() or not self._transport.read(lambda run: run(presence_query(), {"claim": LEASE_ID}))

    def counts(self) -> dict[str, int]:
        """How many nodes of ours carry each label and how many relationships of ours each type has."""
        return {name: ours for name, _, ours in self._census() if ours}

    def foreign_counts(self) -> dict[str, int]:
        """How many nodes and relationships carry each of our labels and types, but were not created by graphmodel."""
        if super().empty():  # asked in an instant, while a server that has just started takes long to plan a census
            return {}
        return {name: whole - ours for name, whole, ours in self._census() if whole > ours}

    def held(self) -> set[str]:
        """The labels and types of which there is anything of ours."""
        return {name for (name,) in self._about_used(held_query)}

    def _census(self) -> list[tuple[str, int, int]]:
        return sorted((name, whole, ours) for name, whole, ours in self._about_used(census_query))

    def _about_used(self, to_query: Callable[[Iterable[str]], str]) -> list[tuple[Any, ...]]:
        """The answer to a query about those of our labels and types that are in use."""

        def asked(run: Run) -> list[tuple[Any, ...]]:
            in_use = [name for (name,) in run(IN_USE_QUERY, {})]
            if not in_use and run("MATCH (n) RETURN 1 LIMIT 1", {}):
                # A server that has just recovered may not know yet what is in use.
                in_use = [*LABELS, *RELATIONSHIPS]
            query = to_query(in_use)
            return run(query, {}) if query else []

        return self._transport.read(asked)

    def _require_room(self, changes: Changes) -> None:
        """Refuse changes that would touch what others put into the database."""
        self._transport.read(lambda run: require_free_ids(run, changes, self.address))
        self._transport.read(lambda run: require_ours_alone(run, changes, self.address))
