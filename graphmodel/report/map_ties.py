"""The ties a map of an ecosystem shows, with the rows that state each of them as evidence."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from graphmodel.graphs.periods import spans_held
from graphmodel.load.state import store_to_ties
from graphmodel.model import RELATIONSHIPS, properties_of
from graphmodel.pages import Language
from graphmodel.report.map_terms import TIE_NAMES, TIE_SENTENCES, value_in_words
from graphmodel.report.map_things import is_known

if TYPE_CHECKING:
    from graphmodel.store.protocol import Store

#: Ties by which organisations meet in a thing.
_MEETING = ("PARTICIPATES_IN", "BELONGS_TO", "TOOK_PART_IN", "MEMBER_OF")


def store_to_periods(store: Store) -> dict[str, tuple[Any, Any]]:
    """When the things lasted that ties lead to: a tie without dates of its own holds as long as its project does."""
    found: dict[str, tuple[Any, Any]] = {}
    for label, first, last in (
        ("Project", "start", "end"),
        ("Event", "start", "end"),
        ("MetaCluster", "since", "until"),
    ):
        for node, *days in store.read_nodes(label, [first, last])[["id", first, last]].itertuples(
            index=False, name=None
        ):
            start, end = (day if is_known(day) else None for day in days)
            found[node] = (start, end)
    return found


def store_to_drawn_ties(store: Store, periods: Mapping[str, tuple[Any, Any]], words: Language) -> pd.DataFrame:
    """All ties between things: ``start, end, type, since, until, details, dataset, rows, source``, sorted."""
    frames = []
    for type_ in TIE_NAMES:
        ties = store_to_ties(store, type_)
        if len(ties):
            dates = ties.reindex(columns=["since", "until"]).astype(object)
            dates = dates.where(dates.notna(), None)
            own = dates["since"].notna() | dates["until"].notna()
            for place, column in enumerate(("since", "until")):
                lasted = pd.Series(
                    [periods.get(node, (None, None))[place] for node in ties["end"]], index=ties.index, dtype=object
                )
                dates[column] = dates[column].where(own, lasted)
            details = _details(ties.assign(**dates), type_, words)
            frames.append(
                pd.DataFrame(
                    {
                        "start": ties["start"],
                        "end": ties["end"],
                        "type": type_,
                        "since": dates["since"],
                        "until": dates["until"],
                        "details": details,
                        "dataset": ties["dataset"],
                        "rows": ties["rows"],
                        "source": ties["source"].astype(object),
                    }
                )
            )
    columns = ["start", "end", "type", "since", "until", "details", "dataset", "rows", "source"]
    whole = pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=columns, dtype=object)
    return whole.sort_values(["start", "end", "type", "dataset", "rows"], ignore_index=True)


def _details(ties: pd.DataFrame, type_: str, words: Language) -> list[str]:
    parts: list[list[str]] = [[] for _ in range(len(ties))]
    for name, entry in properties_of(type_).items():
        if name in {"since", "until"}:
            continue
        for place, value in enumerate(ties[name].tolist()):
            if is_known(value) and value != "":
                parts[place].append(value_in_words(entry, value, words))
    for place, (since, until) in enumerate(
        zip(
            *(ties.reindex(columns=["since", "until"]).astype(object)[c].tolist() for c in ("since", "until")),
            strict=True,
        )
    ):
        if is_known(since) or is_known(until):
            years = [str(day.year) if is_known(day) else "…" for day in (since, until)]
            parts[place].append("–".join(dict.fromkeys(years)))
    return [", ".join(texts) for texts in parts]


def store_to_meeting_places(store: Store, some: Collection[str], others: Collection[str]) -> frozenset[str]:
    """The projects, alliances, events and clusters that one of some organisations and one of others take part in."""
    places: tuple[set[str], set[str]] = (set(), set())
    for type_ in _MEETING:
        ties = store_to_ties(store, type_)
        for found, ids in zip(places, (some, others), strict=True):
            found.update(ties.loc[ties["start"].isin(list(ids)), "end"])
    return frozenset(places[0] & places[1])


#: What is over when its project or event is; other ties last until somebody says they ended.
_PASSING = ("PARTICIPATES_IN", "TOOK_PART_IN")


def ties_between(ties: pd.DataFrame, first: int | None, last: int | None) -> tuple[pd.DataFrame, int]:
    """The ties that held in the years, by the rule of all analyses, and how many were left out because nothing dates them."""
    since, until = ([day if is_known(day) else None for day in ties[end]] for end in ("since", "until"))
    standing = ~ties["type"].isin(_PASSING)
    held, undated = spans_held(zip(since, until, strict=True), standing, first, last)
    return ties[held], undated


def ties_to_edges(ties: pd.DataFrame, words: Language) -> pd.DataFrame:
    """One edge per pair and kind of tie, in the columns of a map's edges; the weight counts the rows that state it."""
    grouped = ties.groupby(["start", "end", "type"], sort=True)
    edges = grouped.agg(since=("since", _earliest), until=("until", _latest), weight=("rows", "size")).reset_index()
    return pd.DataFrame(
        {
            "source": edges["start"],
            "target": edges["end"],
            "kind": edges["type"].map({type_: words.text(name) for type_, name in TIE_NAMES.items()}),
            "directed": [RELATIONSHIPS[t].directed for t in edges["type"]],
            "weight": edges["weight"].astype(float),
            "since": edges["since"],
            "until": edges["until"],
        }
    )


def _earliest(days: pd.Series) -> Any:
    return min((day for day in days if is_known(day)), default=None)


def _latest(days: pd.Series) -> Any:
    return max((day for day in days if is_known(day)), default=None)


def ties_to_evidence(
    ties: pd.DataFrame, names: Mapping[str, str], datasets: Mapping[str, Mapping[str, str]], words: Language
) -> pd.DataFrame:
    """A sentence per tie and dataset, in the columns of a map's evidence."""
    rows = []
    columns = ("start", "end", "type", "details", "dataset", "rows", "source")
    for start, end, type_, details, dataset, place, named in zip(*(ties[c].tolist() for c in columns), strict=True):
        source = next((datasets[s] for s in (named if is_known(named) else ()) if s in datasets), {})
        text = words.text(TIE_SENTENCES[type_]).format(one=names[start], other=names[end])
        origin = f"{source.get('name', dataset)}; {dataset}, {place}"
        rows.append(
            (
                start,
                end,
                words.text(TIE_NAMES[type_]),
                f"{text} ({details})" if details else text,
                origin,
                source.get("url", ""),
            )
        )
    return pd.DataFrame(rows, columns=["source", "target", "kind", "text", "origin", "url"], dtype=object)
