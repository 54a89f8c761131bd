"""Earlier editions of a dataset, rebuilt from claims and journals, so that two of them can be compared.

The store holds what a dataset says today, and of each load what it replaced or removed. Taking the later loads back on paper
gives what the dataset said after any of its loads; nothing is written.

Things have the same ids in all the editions that are asked for: claims of all of them are joined at once, together with
those of the other datasets. These others also describe (name, country, kind, sector) what an edition mentions, as they do in
the store, but add nothing that takes part in anything.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from graphmodel.errors import NotFoundError
from graphmodel.graphs.periods import DATED
from graphmodel.load.claims import claims_to_contents
from graphmodel.load.facts import PARSED_COLUMNS, Facts, claims_with_stubs
from graphmodel.load.joining import claims_by_thing, claims_to_decided_things
from graphmodel.load.journal import take_back
from graphmodel.load.plan import persons_lines
from graphmodel.load.revising import journals_of, read_store
from graphmodel.load.state import State, StoredTies, facts_of
from graphmodel.load.things import Claim, claims_to_node
from graphmodel.model import LABELS, RELATIONSHIPS
from graphmodel.store.columns import columns_to_frame
from graphmodel.store.kinds import node_kinds, relationship_kinds

if TYPE_CHECKING:
    from graphmodel.records import NodeChange
    from graphmodel.store.protocol import Store

_COLUMNS = ["dataset", *PARSED_COLUMNS]
#: Labels of what describes other things, and takes part in nothing.
_DESCRIBING = frozenset({"Sector", "Region", "Programme", "Dataset", "Stage"})


@dataclass(frozen=True, slots=True)
class Edition:
    """What one dataset said after one of its loads, read like a store.

    ``nodes`` by id; ``ties`` per type with ``start, end, start_label, end_label`` and the type's properties.
    """

    nodes: Mapping[str, NodeChange]
    ties: Mapping[str, pd.DataFrame]

    def read_nodes(self, label: str, properties: Sequence[str]) -> pd.DataFrame:
        """As :meth:`graphmodel.store.protocol.Readable.read_nodes`."""
        found = [node for node in self.nodes.values() if label in node.labels]
        names = ["id", *(name for name in properties if name != "id")]
        columns = {
            name: [node.labels if name == "labels" else node.properties.get(name) for node in found] for name in names
        }
        return columns_to_frame(columns, node_kinds(label))

    def read_relationships(
        self, type: str, properties: Sequence[str], start_label: str, end_label: str
    ) -> pd.DataFrame:
        """As :meth:`graphmodel.store.protocol.Readable.read_relationships`."""
        names = ["start", "end", *properties]
        frame = self.ties.get(type, pd.DataFrame(columns=[*names, "start_label", "end_label"], dtype=object))
        part = frame[(frame["start_label"] == start_label) & (frame["end_label"] == end_label)]
        plain = part.reindex(columns=names).astype(object)
        plain = plain.where(plain.notna(), None)
        return columns_to_frame({name: plain[name].tolist() for name in names}, relationship_kinds(type))

    def held(self) -> set[str]:
        """As :meth:`graphmodel.store.protocol.Readable.held`."""
        return set(self.counts())

    def counts(self) -> dict[str, int]:
        """As :meth:`graphmodel.store.protocol.Readable.counts`."""
        labels: dict[str, int] = {}
        for node in self.nodes.values():
            for label in node.labels:
                labels[label] = labels.get(label, 0) + 1
        return {**labels, **{name: len(frame) for name, frame in self.ties.items() if len(frame)}}


def store_to_editions(store: Store, names: Sequence[str]) -> list[Edition]:
    """The named editions, their things with the same ids in each.

    A name is the id of a load (``load:cordis/horizon:2``: what its dataset said once that load was done), or a dataset (what
    it says now).

    Raises :class:`~graphmodel.errors.NotFoundError` when the ledger knows neither.
    """
    state, ties = read_store(store)
    editions = [_facts_then(state, ties, name) for name in names]
    datasets = {facts.dataset for facts in editions}
    others = state.claims[~state.claims["dataset"].isin(datasets)][_COLUMNS]
    claims = [facts.claims.assign(dataset=facts.dataset)[_COLUMNS] for facts in editions]
    whole = pd.concat([others, *claims], ignore_index=True)
    contents = claims_to_contents(whole)
    things, _ = claims_to_decided_things(whole["key"].tolist(), contents, persons_lines(state.decisions))
    where = dict(zip(whole["key"], things, strict=True))
    told = claims_by_thing(others, contents[: len(others)], things[: len(others)])
    found = []
    place = len(others)
    for facts, own in zip(editions, claims, strict=True):
        following = place + len(own)
        groups = claims_by_thing(own, contents[place:following], things[place:following])
        nodes = _nodes(groups, told, state.precedence)
        rest = {name: _of_others(ties.of_type(name), datasets) for name in ties.types if name not in DATED}
        found.append(Edition(nodes, _ties(facts, rest, where, nodes)))
        place = following
    return found


def _of_others(ties: pd.DataFrame | None, datasets: set[str]) -> pd.DataFrame:
    return pd.DataFrame() if ties is None else ties[~ties["dataset"].isin(datasets)]


def _facts_then(state: State, ties: StoredTies, name: str) -> Facts:
    loads = state.loads
    if name in set(loads["dataset"]):
        return facts_of(state, ties, name)
    if name not in set(loads["id"]):
        known = [*loads["id"], *sorted(set(loads["dataset"].dropna()))]
        raise NotFoundError(
            f"The ledger knows neither a load nor a dataset {name!r}.",
            remedy=f"Known are: {', '.join(known) or 'none'}; `graphmodel loads` lists them.",
        )
    dataset = str(loads.loc[loads["id"] == name, "dataset"].iloc[0])
    facts = facts_of(state, ties, dataset)
    journals = journals_of(state, dataset)
    order = list(journals)
    for later in reversed(order[order.index(name) + 1 :]):
        take_back(facts, later, {later: journals[later]})
    facts.claims = claims_with_stubs(facts)
    return facts


def _nodes(
    groups: Mapping[str, list[Claim]], told: Mapping[str, list[Claim]], precedence: Mapping[str, float]
) -> dict[str, NodeChange]:
    """What the edition mentions, as it and the other datasets describe it, and what these describe things by."""
    describing = {
        thing: claims
        for thing, claims in told.items()
        if any(_DESCRIBING & set(claim.content["labels"]) for claim in claims)
    }
    both = {thing: [*groups.get(thing, ()), *told.get(thing, ())] for thing in sorted({*groups, *describing})}
    return {thing: claims_to_node(thing, claims, precedence) for thing, claims in both.items()}


def _ties(
    facts: Facts, rest: Mapping[str, pd.DataFrame], where: Mapping[str, str], nodes: Mapping[str, NodeChange]
) -> dict[str, pd.DataFrame]:
    found = {}
    for name, entry in RELATIONSHIPS.items():
        parts = [part for part in (facts.ties.get(name), rest.get(name)) if part is not None and len(part)]
        if not parts:
            continue
        whole = pd.concat(parts, ignore_index=True) if len(parts) > 1 else parts[0].reset_index(drop=True)
        ends = {end: [where.get(key, "") for key in whole[f"{end}_key"]] for end in ("start", "end")}
        labels = {f"{end}_label": [_base(nodes.get(node)) for node in ids] for end, ids in ends.items()}
        whole = whole.assign(**ends, **labels)
        fits = whole["start_label"].isin(_bases(entry.starts)) & whole["end_label"].isin(_bases(entry.ends))
        found[name] = whole[fits & (whole["start"] != whole["end"])].reset_index(drop=True)
    return found


def _base(node: NodeChange | None) -> str:
    if node is None:
        return ""
    return next((LABELS[label].base or label for label in node.labels if LABELS[label].base), node.labels[0])


def _bases(labels: Sequence[str]) -> set[str]:
    return {LABELS[label].base or label for label in labels}
