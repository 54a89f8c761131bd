"""What the store holds, as loading needs it: claims, ties, decisions, datasets and the ledger of loads."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pandas as pd

from graphmodel.identity.decisions import DECISION_COLUMNS, empty_decisions
from graphmodel.load.facts import PARSED_COLUMNS, Facts
from graphmodel.load.ledger import RUNNING
from graphmodel.load.things import claim_text_to_content
from graphmodel.model import DEFAULT_PRECEDENCE, LABELS, RELATIONSHIPS, THINGS

if TYPE_CHECKING:
    from graphmodel.store.protocol import Among, Store

#: Labels that carry claims and are read by themselves (Cluster and Ministry come with Organisation).
CLAIMED = tuple(name for name in (*THINGS, "Dataset", "Candidate") if LABELS[name].base is None)


@dataclass
class State:
    """The store's content by claims.

    ``nodes``: columns ``id, labels, claims`` (JSON text), every node that carries claims. ``claims``: columns
    ``dataset, key, content, load, row, node``, one row per dataset and key, and ``parsed``, the content as a mapping.
    ``decisions``: as in identity.csv. ``loads``: the properties of all loads.
    """

    nodes: pd.DataFrame
    claims: pd.DataFrame
    decisions: pd.DataFrame
    loads: pd.DataFrame

    @cached_property
    def precedence(self) -> Mapping[str, float]:
        """The precedence each dataset declares."""
        found: dict[str, float] = {}
        own = self.claims[self.claims["key"] == "dataset:" + self.claims["dataset"]]
        for dataset, content in zip(own["dataset"], own["content"], strict=True):
            found[dataset] = float(json.loads(content)["values"].get("precedence", DEFAULT_PRECEDENCE))
        return found

    def claims_of(self, dataset: str) -> pd.DataFrame:
        """The claims of one dataset, sorted by key, as in :class:`~graphmodel.load.facts.Facts`."""
        own = self.claims[self.claims["dataset"] == dataset]
        return own.sort_values("key", ignore_index=True)[PARSED_COLUMNS]


_STATED_COLUMNS = ["dataset", "key", "content", "load", "row", "node", "parsed"]
_LOAD_COLUMNS = [p.name for p in LABELS["Load"].properties]
#: Texts of claims parsed together.
_TOGETHER = 5_000


def store_to_state(store: Store) -> State:
    """Read all claims, decisions and loads."""
    if store.empty():
        return _empty_state()
    # The books first: what another writer changes while the rest is read is then not in those that the plan was made with.
    loads = store.read_nodes("Load", _LOAD_COLUMNS)
    decisions = store.read_nodes("Decision", DECISION_COLUMNS)[DECISION_COLUMNS].astype("str")
    frames = [store.read_nodes(label, ["labels", "claims"]) for label in CLAIMED]
    nodes = pd.concat([f for f in frames if len(f)] or [frames[0]], ignore_index=True)
    nodes = nodes[nodes["claims"].notna()].reset_index(drop=True)
    rows: list[tuple[str, str, str, str, str, str, dict[str, Any]]] = []
    texts = nodes["claims"].tolist()
    for node, text, told in zip(nodes["id"].tolist(), texts, _parsed(texts), strict=True):
        alone = len(told) == 1
        for dataset, claims in told.items():
            single = text if alone and len(claims) == 1 else None
            for claim in claims:
                key, load, row = claim.pop("key"), claim.pop("load"), claim.pop("row")
                content = claim_text_to_content(single, dataset, key, load, row) if single else _content(claim)
                rows.append((dataset, key, content, load, row, node, claim))
    claims = pd.DataFrame(rows, columns=_STATED_COLUMNS, dtype=object)
    return State(
        nodes,
        claims,
        decisions.sort_values(["left", "right"], ignore_index=True),
        loads[loads["status"] != RUNNING].sort_values("id", ignore_index=True),
    )


def _empty_state() -> State:
    nodes = pd.DataFrame(columns=["id", "labels", "claims"], dtype=object)
    claims = pd.DataFrame(columns=_STATED_COLUMNS, dtype=object)
    return State(nodes, claims, empty_decisions(), pd.DataFrame(columns=["id", *_LOAD_COLUMNS], dtype=object))


def _parsed(texts: Sequence[str]) -> Iterator[dict[str, Any]]:
    # Many texts in one go: beginning anew with each takes as long again.
    for first in range(0, len(texts), _TOGETHER):
        yield from json.loads(f"[{','.join(texts[first : first + _TOGETHER])}]")


_content = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def tie_columns(name: str) -> list[str]:
    """The properties a relationship of the type carries in the store, in their order."""
    own = [p.name for p in RELATIONSHIPS[name].properties]
    return ["start_key", "end_key", *own, "source", "rows", "dataset", "load"]


def tie_labels(name: str) -> list[tuple[str, str]]:
    """The pairs of base labels a type connects."""
    tie = RELATIONSHIPS[name]
    starts = dict.fromkeys(LABELS[s].base or s for s in tie.starts)
    ends = dict.fromkeys(LABELS[e].base or e for e in tie.ends)
    if name == "WITHIN":
        return [(label, label) for label in starts]
    return [(start, end) for start in starts for end in ends]


def store_to_ties(store: Store, name: str, among: Among | None = None) -> pd.DataFrame:
    """All relationships of one type: ``start, end`` (node ids), ``start_label, end_label``, and their properties.

    With ``among`` only those it means.
    """
    frames = []
    # Whatever else is read like a store, a part of one say, only has whole tables.
    chosen = {"among": among} if among else {}
    for start, end in tie_labels(name):
        frame = store.read_relationships(name, tie_columns(name), start, end, **chosen)
        frames.append(frame.assign(start_label=start, end_label=end))
    full = [frame for frame in frames if len(frame)]
    return pd.concat(full, ignore_index=True) if full else frames[0]


class StoredTies:
    """The relationships of a store by type, read when they are asked for, and no more of them than that: most changes
    concern few.
    """

    def __init__(self, store: Store, state: State) -> None:
        self._store = store
        self._datasets = set(state.claims["dataset"])
        self._known: dict[tuple[str, frozenset[str], frozenset[str]], pd.DataFrame] = {}
        held = store.held() if self._datasets else set()
        #: The types of which there are any.
        self.types = [name for name in RELATIONSHIPS if name in held]

    def of_type(self, name: str) -> pd.DataFrame | None:
        """All relationships of a type, as :func:`store_to_ties` has them; None where there are none."""
        if name not in self.types:
            return None
        return self._read(name, frozenset(), frozenset())

    def part(self, name: str, datasets: Collection[str], keys: Collection[str] = ()) -> pd.DataFrame | None:
        """Those that some datasets state or that end at one of the keys; None where there are none."""
        stating = self._datasets & set(datasets)
        if name not in self.types or not (stating or keys):
            return None
        part = self._read(name, frozenset(stating), frozenset(keys))
        return part if len(part) else None

    def _read(self, name: str, datasets: frozenset[str], keys: frozenset[str]) -> pd.DataFrame:
        wanted = (name, datasets, keys)
        if wanted not in self._known:
            among = {"dataset": datasets, "start_key": keys, "end_key": keys}
            self._known[wanted] = store_to_ties(self._store, name, {n: sorted(v) for n, v in among.items() if v})
        return self._known[wanted]


def facts_of(state: State, ties: StoredTies, dataset: str) -> Facts:
    """What the store holds of one dataset, in the form of freshly gathered facts."""
    own = {name: ties.part(name, {dataset}) for name in ties.types}
    return Facts(dataset, state.claims_of(dataset), {name: frame for name, frame in own.items() if frame is not None})
