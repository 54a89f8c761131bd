"""From what the store shows to the row of the file that says so: every value of every dataset, and why one is shown.

One thing: all that the datasets claim of it. Several things, such as those a row of a table names: the relationships among
them, and those that tie two or more of them to a third, which is what figures of a pair or group count.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from graphmodel.load.things import Claim, claim_rank
from graphmodel.lookup.origins import ORIGIN_COLUMNS, Origins, store_to_origins
from graphmodel.lookup.traced_ties import TiesOfThings, ties_to_rows
from graphmodel.model import DEFAULT_PRECEDENCE, key_rank

if TYPE_CHECKING:
    from graphmodel.store.protocol import Store

#: The columns of a trace. ``type`` is ``node`` or that of a relationship, whose ends are ``thing`` and ``other``.
TRACE_COLUMNS = ["type", "thing", "other", "property", "value", "shown", "why", *ORIGIN_COLUMNS, "key"]
_UNITED = "of a list, everything is shown"


def trace_things(
    store: Store, ids: Sequence[str], *, ties: bool = False, countries: Sequence[str] = ()
) -> pd.DataFrame:
    """Where everything comes from that is said of one thing, or of what ties several; columns :data:`TRACE_COLUMNS`.

    Of a relationship there is a row for each property, and one without a property for the tie itself. ``ties`` adds, for one
    thing, those it has. ``countries`` asks for the ties of their organisations instead: with what is named, or with what
    all the countries take part in. Values come in the order in which they count, the one that is shown first.
    """
    origins = store_to_origins(store)
    related = TiesOfThings(store)
    rows: list[dict[str, Any]] = []
    if countries:
        rows += list(ties_to_rows(related.of_countries(countries, ids), origins))
    elif len(ids) == 1:
        rows += list(_node_rows(store, ids[0], origins))
        members = related.members_of_candidate(ids[0])
        found = related.shared(members) if members else []
        if ties or members:
            found = [*found, *related.of(ids[0])]
        rows += list(ties_to_rows(found, origins))
    else:
        rows += list(ties_to_rows(related.shared(ids), origins))
    return pd.DataFrame(rows, columns=TRACE_COLUMNS, dtype=object).astype({"shown": bool})


def _node_rows(store: Store, node_id: str, origins: Origins) -> Iterator[dict[str, Any]]:
    found = store.query(
        "MATCH (n) WHERE n.id = $id AND n.claims IS NOT NULL RETURN n.claims AS claims, n.id AS id", {"id": node_id}
    )
    for text, shown_id in found.rows:
        precedence = origins.precedence()
        claims = sorted(_claims(text), key=lambda claim: claim_rank(claim, precedence))
        values = [*_keys(claims), *_labels(claims), *_values(claims)]
        for name in dict.fromkeys(name for name, _, _ in values):
            given = [(claim, value) for each, claim, value in values if each == name]
            for claim, value, shown, why in _judged(name, given, precedence, shown_id):
                sources = claim.content["values"].get("source") or ()
                said = {"type": "node", "thing": node_id, "other": "", "property": name, "value": value}
                for place in origins.columns(claim.dataset, claim.load, claim.row, sources):
                    yield {**said, "shown": shown, "why": why, "key": claim.key, **place}


def _claims(text: str) -> list[Claim]:
    return [
        Claim(dataset, claim["key"], "", claim["load"], claim["row"], claim)
        for dataset, claims in json.loads(text).items()
        for claim in claims
    ]


def _keys(claims: Iterable[Claim]) -> Iterator[tuple[str, Claim, Any]]:
    for claim in claims:
        yield from (("id", claim, key) for key in (claim.key, *claim.content.get("also", ())))


def _labels(claims: Iterable[Claim]) -> Iterator[tuple[str, Claim, Any]]:
    return (("labels", claim, claim.content["labels"]) for claim in claims)


def _values(claims: Sequence[Claim]) -> Iterator[tuple[str, Claim, Any]]:
    names = sorted({name for claim in claims for name in claim.content["values"]} - {"stub"})
    for name in names:
        yield from ((name, c, c.content["values"][name]) for c in claims if name in c.content["values"])


def _judged(
    name: str, given: Sequence[tuple[Claim, Any]], precedence: Mapping[str, float], node_id: str
) -> Iterator[tuple[Claim, Any, bool, str]]:
    """Each value with whether it is shown, and the rule by which."""
    if name == "id":
        why = {True: "the highest-ranking of its keys", False: "found by this key too"}
        for claim, key in sorted(given, key=lambda entry: key_rank(entry[1])):
            yield claim, key, key == node_id, why[key == node_id]
        return
    winner, shown = given[0]
    for claim, value in given:
        if isinstance(value, list):
            yield claim, value, True, _UNITED
        elif value == shown:
            others = [each for each, other in given if other != shown]
            yield claim, value, True, _reason(winner, others[0], precedence) if others else "the only value given"
        else:
            yield claim, value, False, _reason(winner, claim, precedence)


def _reason(winner: Claim, loser: Claim, precedence: Mapping[str, float]) -> str:
    """By which rule one claim is shown before another."""
    first, second = (precedence.get(claim.dataset, DEFAULT_PRECEDENCE) for claim in (winner, loser))
    if first != second:
        return f"precedence {first:g} ({winner.dataset}) before {second:g} ({loser.dataset})"
    if bool(winner.content["values"].get("stub")) != bool(loser.content["values"].get("stub")):
        return f"{winner.dataset} describes it, {loser.dataset} only refers to it"
    if winner.dataset != loser.dataset:
        return f"precedence alike; {winner.dataset} before {loser.dataset} by name"
    return f"one dataset; {winner.key} before {loser.key} by name"
