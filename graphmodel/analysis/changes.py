"""What changed between two networks: who came and left, what began and ended, which ties persisted.

The two networks may be one ecosystem in two years, or two editions of its data. Both kinds of change look alike here, and
mean different things: an organisation that is absent from a new edition may only be written otherwise there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd

from graphmodel.analysis.frames import typed_frame
from graphmodel.twomode import TwoMode

#: Column -> form of :func:`network_changes`.
CHANGE_COLUMNS = {
    **dict.fromkeys(("what", "change", "id", "name", "other_id", "other_name", "measure"), "text"),
    **dict.fromkeys(("first", "second"), "number"),
}
#: Column -> form of :func:`changes_summary`.
SUMMARY_COLUMNS = {
    "what": "text",
    **dict.fromkeys(("first", "second", "came", "left", "stayed"), "count"),
    **dict.fromkeys(("persisted", "jaccard"), "number"),
}
#: Everything that can come and leave, in the order in which it is told.
KINDS = (
    *("cluster", "ministry", "organisation", "project", "alliance", "event"),
    *("partnership", "participation", "alliance membership", "membership", "attendance"),
)
CHANGES = ("came", "left", "stayed")
_EVENTS: Mapping[str, str] = MappingProxyType({"Project": "project", "MetaCluster": "alliance", "Event": "event"})
_TIES: Mapping[str, str] = MappingProxyType(
    {
        "PARTICIPATES_IN": "participation",
        "BELONGS_TO": "alliance membership",
        "MEMBER_OF": "membership",
        "TOOK_PART_IN": "attendance",
    }
)
_KEY = ["what", "id", "other_id"]
_NAMES = ("name", "other_name")


def network_changes(before: TwoMode, after: TwoMode) -> pd.DataFrame:
    """Everything in either of two networks: whether it came, left or stayed.

    Columns: what (see :data:`KINDS`), change (came: only in ``after``; left: only in ``before``; stayed: in both), id and
    name of the thing, or of one end of a tie; other_id and other_name (the other end; missing for a thing); measure (what
    the two numbers count), first and second (its value in ``before`` and ``after``; missing where it is not there or has
    none). The measures: *events* of an organisation, *members* of a project, alliance or event, *joint events* of a
    partnership (two organisations with an event in common, alphabetical by id), *EUR* of a participation.

    Who counts as there is whoever the network lists; pass ``network.tied()`` where only those with ties shall count. A
    cluster is told as an organisation of the kind cluster, not again as an event.

    Sorted by what and change (as in :data:`CHANGES`), then the larger of the two numbers (falling), id, other_id.
    """
    ours = pd.concat(list(_parts(before)), ignore_index=True)
    theirs = pd.concat(list(_parts(after)), ignore_index=True)
    both = ours.merge(theirs, on=_KEY, how="outer", suffixes=("_before", "_after"), indicator=True)
    change = both["_merge"].map({"right_only": "came", "left_only": "left", "both": "stayed"}).astype("str")
    names = {end: both[f"{end}_after"].where(both[f"{end}_after"].notna(), both[f"{end}_before"]) for end in _NAMES}
    measure = both["measure_after"].where(both["measure_after"].notna(), both["measure_before"])
    found = pd.DataFrame(
        {**both[_KEY], **names, "change": change, "measure": measure, "first": both["value_before"]}
    ).assign(second=both["value_after"])
    size = found[["first", "second"]].max(axis=1).fillna(-1.0)
    order = found.assign(
        kind=found["what"].map({kind: place for place, kind in enumerate(KINDS)}),
        turn=found["change"].map({name: place for place, name in enumerate(CHANGES)}),
        size=-size,
    ).sort_values(["kind", "turn", "size", "id", "other_id"], ignore_index=True)
    blank = {name: order[name].mask(order[name] == "") for name in ("other_id", "other_name", "measure")}
    return typed_frame(CHANGE_COLUMNS, order.assign(**blank))


def changes_summary(changes: pd.DataFrame) -> pd.DataFrame:
    """Counts of :func:`network_changes`, a row for everything there is any of.

    Columns: what; first and second (how many there were in each network); came, left, stayed; persisted (share of the
    first that stayed, stayed / first; missing where there was none); jaccard (stayed of all in either, stayed / (came +
    left + stayed); Jaccard 1912, New Phytologist 11:37). Both shares are from 0 to 1.
    """
    counts = pd.crosstab(changes["what"], changes["change"])
    counts = counts.reindex(index=[kind for kind in KINDS if kind in counts.index], columns=list(CHANGES), fill_value=0)
    first, second = counts["stayed"] + counts["left"], counts["stayed"] + counts["came"]
    shares = {"persisted": counts["stayed"] / first.where(first > 0), "jaccard": counts["stayed"] / counts.sum(axis=1)}
    return typed_frame(
        SUMMARY_COLUMNS, {"what": counts.index.to_series(), "first": first, "second": second, **counts, **shares}
    )


def changes_sentence(summary: pd.DataFrame, first: str, second: str) -> str:
    """What became of the partnerships, in a sentence; ``first`` and ``second`` name what was compared.

    >>> row = {"what": ["partnership"], "first": [4], "second": [3], "came": [1], "left": [2], "stayed": [2]}
    >>> shares = {"persisted": [0.5], "jaccard": [0.4]}
    >>> changes_sentence(pd.DataFrame({**row, **shares}), "2015", "2018")
    'Of 4 partnerships in 2015, 2 persist in 2018 (50 %) and 2 ended; 1 is new. Jaccard 0.40: 2 of 5 are in both.'
    """
    rows = summary[summary["what"] == "partnership"]
    if rows.empty:
        return f"There are no partnerships in {first} or {second}."
    row = rows.iloc[0]
    known, came, left, stayed = (int(row[name]) for name in ("first", "came", "left", "stayed"))
    share = f" ({row['persisted']:.0%})".replace("%", " %") if known else ""
    persist, are = ("persists", "is") if stayed == 1 else ("persist", "are")
    return (
        f"Of {known:,} partnerships in {first}, {stayed:,} {persist} in {second}{share} and {left:,} ended; "
        f"{came:,} {'is' if came == 1 else 'are'} new. "
        f"Jaccard {row['jaccard']:.2f}: {stayed:,} of {came + left + stayed:,} {are} in both."
    )


def _parts(network: TwoMode) -> Iterator[pd.DataFrame]:
    """Things and ties of a network: what, id, other_id, name, other_name, measure, value."""
    actors, events = network.actors, network.events
    yield _things(actors, [_actor_kind(labels) for labels in actors["labels"]], "events", network.incidence.sum(axis=1))
    told = events["kind"].isin(list(_EVENTS)).to_numpy()
    sizes = network.incidence.sum(axis=0)[told]
    yield _things(events[told], events.loc[told, "kind"].map(_EVENTS), "members", sizes)
    pairs = network.pairs()
    yield _ties("partnership", actors, pairs["left"], actors, pairs["right"], "joint events", pairs["shared"])
    for type_, what in _TIES.items():
        rows = network.ties[network.ties["type"] == type_]
        amounts = rows.groupby(["actor", "event"])["contribution"].sum(min_count=1).reset_index()
        measure = "EUR" if type_ == "PARTICIPATES_IN" else ""
        yield _ties(what, actors, amounts["actor"], events, amounts["event"], measure, amounts["contribution"])


def _actor_kind(labels: tuple[str, ...]) -> str:
    return next((label.lower() for label in ("Cluster", "Ministry") if label in labels), "organisation")


def _things(frame: pd.DataFrame, what: Any, measure: str, values: Any) -> pd.DataFrame:
    # A text that no id is, because a missing value would not match another.
    columns = {"what": pd.Series(list(what), dtype="str"), "id": frame["id"].to_numpy(), "other_id": ""}
    return pd.DataFrame(columns).assign(
        name=frame["name"].to_numpy(), other_name="", measure=measure, value=np.asarray(values, dtype=np.float64)
    )


def _ties(
    what: str, lefts: pd.DataFrame, left: pd.Series, rights: pd.DataFrame, right: pd.Series, measure: str, values: Any
) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "what": what,
            "id": lefts["id"].take(left.to_numpy()).to_numpy(),
            "other_id": rights["id"].take(right.to_numpy()).to_numpy(),
            "name": lefts["name"].take(left.to_numpy()).to_numpy(),
            "other_name": rights["name"].take(right.to_numpy()).to_numpy(),
            "measure": measure,
            "value": np.asarray(values, dtype=np.float64),
        }
    )
