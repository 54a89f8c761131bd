"""The plan for an empty store: all that is told is new, so it is handed out in slices while the next ones are still made."""

from __future__ import annotations

from collections.abc import Iterator

from graphmodel.identity.decisions import empty_decisions
from graphmodel.load.claims import claims_to_contents
from graphmodel.load.facts import Facts
from graphmodel.load.joining import claims_by_thing, claims_to_decided_things
from graphmodel.load.kinds import kind_of_thing
from graphmodel.load.plan import plan_decisions
from graphmodel.load.planned_ties import plan_new_ties, resolve_ends, with_known_ends
from graphmodel.load.things import claims_to_node
from graphmodel.model import PROPOSALS, RELATIONSHIPS
from graphmodel.records import Changes

#: Nodes in a slice: so few that writing begins soon and little stands in memory, so many that each costs little.
_SLICE = 2_000


class FirstContent:
    """What an empty store is filled with. It is used up by being handed out: a million rows need not stand in memory twice.

    ``total``: how many nodes and relationships there will be at most. ``counts`` and ``misfits`` (ties left out, as
    sentences) grow with the slices.
    """

    def __init__(self, facts: Facts) -> None:
        """Find the things; all other work waits for the slices. The ``facts`` are taken apart.

        Raises :class:`~graphmodel.errors.SourceError` where one id would be several kinds of things.
        """
        claims, self._ties = facts.claims.assign(dataset=facts.dataset), facts.ties
        facts.claims = claims.iloc[:0]
        keys, contents = claims["key"].tolist(), claims_to_contents(claims)
        things, self._decisions = claims_to_decided_things(keys, contents, empty_decisions())
        further = zip(contents, things, strict=True)
        self._further = {key: thing for content, thing in further for key in content.get("also", ())}
        self._where = dict(zip(keys, things, strict=True))
        self._told = claims_by_thing(claims, contents, things)
        self._kinds = {thing: kind_of_thing(thing, told) for thing, told in self._told.items()}
        self.total = len(self._told) + len(self._decisions) + sum(map(len, self._ties.values()))
        self.counts, self.misfits = Changes().counts, list[str]()

    def slices(self) -> Iterator[Changes]:
        """All of it, nodes before relationships."""
        things = sorted(self._told)
        for first in range(0, len(things), _SLICE):
            part = things[first : first + _SLICE]
            nodes = [claims_to_node(thing, self._told.pop(thing), {}) for thing in part]
            self.counts["nodes_created"] += len(nodes)
            yield Changes(new_nodes=nodes)
        decided = Changes()
        plan_decisions(self._decisions.iloc[:0], self._decisions, decided)
        yield decided
        ties = Changes()
        for name in RELATIONSHIPS:
            told, where = self._ties.pop(name, None), self._where
            if name in PROPOSALS and told is not None:
                where = where | self._further
                told = with_known_ends(told, where)
            plan_new_ties(name, resolve_ends(name, told, where, self._kinds, self.misfits), ties)
        self.counts["relationships_created"] += ties.added
        yield ties
