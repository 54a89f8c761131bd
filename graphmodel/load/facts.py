"""What one dataset says, by its own keys: a claim for every thing, a row for every tie, duplicates combined.

A *claim* is everything a dataset says of one key: labels, further keys, values, and where it says so. Claims and ties are
kept in one fixed form, so that two editions of a dataset can be compared text by text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pandas as pd

from graphmodel.load.claims import claim_text_and_content, combine_claims
from graphmodel.load.gather import Batch
from graphmodel.load.ties import combine_ties
from graphmodel.model import LABELS, PROPOSALS, RELATIONSHIPS
from graphmodel.records import Nodes, Relationships

CLAIM_COLUMNS = ["key", "content", "load", "row"]
#: With the content as a mapping beside its text.
PARSED_COLUMNS = [*CLAIM_COLUMNS, "parsed"]


@dataclass(slots=True)
class Facts:
    """The claims and ties of one dataset.

    ``claims``: columns ``key``, ``content`` (canonical JSON: labels, further keys, values), ``load``, ``row``, one row a
    key, sorted, and ``parsed``, the content as a mapping, missing where it was not parsed yet. ``ties``: per type, one row
    per start, end and key properties, sorted, with the columns of the type.
    """

    dataset: str
    claims: pd.DataFrame
    ties: dict[str, pd.DataFrame] = field(default_factory=dict)
    duplicates: int = 0
    disagreements: int = 0


def batches_to_facts(batches: Sequence[Batch], dataset: str, load: str) -> Facts:
    """Combine the batches of all tables into the facts of the dataset; things only referred to become stubs."""
    claims, disagreements = combine_claims([b for b in batches if isinstance(b.records, Nodes)])
    facts = Facts(dataset, claims, disagreements=disagreements)
    by_type: dict[str, list[Batch]] = {}
    for batch in batches:
        if isinstance(batch.records, Relationships) and len(batch.records.start):
            by_type.setdefault(batch.records.type, []).append(batch)
    for name in sorted(by_type):
        ties, repeated = combine_ties(name, by_type[name])
        facts.duplicates += repeated if RELATIONSHIPS[name].path else 0
        facts.ties[name] = ties.assign(dataset=dataset, load=load)
    facts.claims = claims.assign(load=load)
    facts.claims = claims_with_stubs(facts)
    return facts


def claims_with_stubs(facts: Facts) -> pd.DataFrame:
    """The claims, sorted by key, and a stub for every end of a tie that nothing describes; a proposal makes nothing."""
    known = set(facts.claims["key"])
    stubs: dict[str, tuple[str, str, str]] = {}
    for name, whole in facts.ties.items():
        if name in PROPOSALS:
            continue
        for key_column, label_column in (("start_key", "start_label"), ("end_key", "end_label")):
            unknown = set(whole[key_column].tolist()) - known
            if not unknown:
                continue
            ties = whole[whole[key_column].isin(unknown)]
            columns = (ties[column].tolist() for column in (key_column, label_column, "rows", "load"))
            for key, label, row, load in zip(*columns, strict=True):
                stubs[key] = min(stubs.get(key, (label, row, load)), (label, row, load))
    rows = [
        (key, *claim_text_and_content(LABELS[label].labels, (), {"stub": True}), load, row)
        for key, (label, row, load) in stubs.items()
    ]
    extra = pd.DataFrame(rows, columns=["key", "content", "parsed", "load", "row"], dtype=object)
    every = pd.concat([facts.claims, extra], ignore_index=True) if len(extra) else facts.claims
    return every.sort_values("key", ignore_index=True)[PARSED_COLUMNS]
