"""One edition of a dataset follows another, and can be taken back, in any order.

A load's *journal* holds what the load replaced or removed: the former claim or tie by its identity, or nothing where the
identity had been touched before but was absent. Taking a load back gives each of its identities what stood before, or hands
that on to the journal of the next load that touched it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from graphmodel.load.facts import CLAIM_COLUMNS, PARSED_COLUMNS, Facts
from graphmodel.load.planned_ties import comparable, joined_columns, tie_identity
from graphmodel.load.state import tie_columns
from graphmodel.model import RELATIONSHIPS, properties_of

#: What stood before: the row of a claim or tie as a mapping; ``None`` for "absent".
Before = Mapping[str, Any] | None
_CLAIMS = "claims"


@dataclass(slots=True)
class Journal:
    """Per kind (``claims``, or a relationship type) and identity, what stood before the load."""

    before: dict[str, dict[str, Before]] = field(default_factory=dict)

    def to_json(self) -> str:
        """The journal as the text a Load carries."""
        return json.dumps(self.before, ensure_ascii=False, separators=(",", ":"), sort_keys=True, default=str)

    @classmethod
    def from_json(cls, text: str | None) -> Journal:
        """The journal out of a Load's text."""
        return cls(json.loads(text) if text else {})

    @property
    def touched(self) -> set[tuple[str, str]]:
        """All (kind, identity) in it."""
        return {(kind, identity) for kind, entries in self.before.items() for identity in entries}


@dataclass(frozen=True, slots=True)
class Succession:
    """What follows from a new edition: the facts there will be, the journal, and what the new edition lacks."""

    facts: Facts
    journal: Journal
    gone: pd.DataFrame
    changed: bool


def succeed_facts(old: Facts, new: Facts, *, complete: bool, earlier: Iterable[Journal] = ()) -> Succession:
    """Let a newly read edition follow what is stored. What is equal keeps the load and row it was first read from.

    What the new edition lacks stays unless it is ``complete``; ``gone`` lists it (``kind, key, removed``).
    """
    touched: set[tuple[str, str]] = set().union(*(journal.touched for journal in earlier))
    if old.claims.empty and not old.ties and not touched:
        return _first_edition(new)
    facts = Facts(new.dataset, new.claims, duplicates=new.duplicates, disagreements=new.disagreements)
    journal = Journal()
    claims, gone = _succeed(_CLAIMS, old.claims, new.claims, journal, touched, complete)
    changed = claims is not None
    facts.claims = old.claims if claims is None else claims.sort_values("key", ignore_index=True)
    lost = [gone]
    for name in RELATIONSHIPS:
        before, after = old.ties.get(name), new.ties.get(name)
        if before is None and after is None:
            continue
        ties, gone = _succeed(name, _or_empty(before, after), _or_empty(after, before), journal, touched, complete)
        changed |= ties is not None
        kept = before if ties is None else ties
        if kept is not None and len(kept):
            facts.ties[name] = kept.reset_index(drop=True)
        lost.append(gone)
    full = [frame for frame in lost if len(frame)]
    listed = pd.concat(full, ignore_index=True) if full else lost[0]
    return Succession(facts, journal, listed, changed)


def _first_edition(new: Facts) -> Succession:
    """Nothing was said so far, so there is nothing to compare."""
    kinds = [*([_CLAIMS] if len(new.claims) else []), *new.ties]
    nothing = pd.DataFrame(columns=["kind", "key", "removed"], dtype=object)
    return Succession(new, Journal({kind: {} for kind in kinds}), nothing, changed=bool(kinds))


def _or_empty(frame: pd.DataFrame | None, like: pd.DataFrame | None) -> pd.DataFrame:
    if frame is not None:
        return frame
    assert like is not None
    return like.iloc[:0]


def _identities(kind: str, frame: pd.DataFrame) -> pd.Index[str]:
    if kind == _CLAIMS:
        return joined_columns(frame, ["key"])
    return joined_columns(frame, tie_identity(kind)[1:])


def _compared(kind: str) -> list[str]:
    if kind == _CLAIMS:
        return ["content"]
    return [column for column in tie_columns(kind) if column not in {"rows", "load", "dataset", "start_key", "end_key"}]


def _succeed(
    kind: str, old: pd.DataFrame, new: pd.DataFrame, journal: Journal, touched: set[tuple[str, str]], complete: bool
) -> tuple[pd.DataFrame | None, pd.DataFrame]:
    old, new = old.set_axis(_identities(kind, old), axis=0), new.set_axis(_identities(kind, new), axis=0)
    place = old.index.get_indexer(new.index)
    both = place >= 0
    former, following = old.iloc[place[both]], new[both]
    differ = np.zeros(len(following), dtype=bool)
    for column in _compared(kind):
        differ |= comparable(former[column]) != comparable(following[column])
    if kind == _CLAIMS and not complete:
        # A file that only refers to a thing does not take back what another file of the dataset says of it.
        differ &= ~(_is_stub(following) & ~_is_stub(former))
    missing = np.ones(len(old), dtype=bool)
    missing[place[both]] = False
    lost = old[missing]
    if kind == _CLAIMS:
        # The dataset's own entry is the recipe's, and stubs say nothing.
        lost = lost[~_is_stub(lost)]
    gone = pd.DataFrame(
        {"kind": kind, "key": lost.index.to_numpy(dtype=object), "removed": complete},
        columns=["kind", "key", "removed"],
    )
    added = new[~both]
    if not differ.any() and not len(added) and not (complete and missing.any()):
        return None, gone
    entries = journal.before.setdefault(kind, {})
    for identity, row in zip(former.index[differ], _rows(kind, former[differ]), strict=True):
        entries[identity] = row
    for identity in added.index:
        if (kind, identity) in touched:
            entries[identity] = None
    kept = old[missing]
    if complete:
        entries.update(zip(kept.index, _rows(kind, kept), strict=True))
        kept = kept.iloc[:0]
    parts = [part for part in (former[~differ], following[differ], added, kept) if len(part)]
    return pd.concat(parts) if parts else old.iloc[:0], gone


def _is_stub(claims: pd.DataFrame) -> np.ndarray[Any, np.dtype[np.bool_]]:
    return np.array(['"stub":true' in text for text in claims["content"]], dtype=bool)


def _rows(kind: str, frame: pd.DataFrame) -> list[dict[str, Any]]:
    columns = CLAIM_COLUMNS if kind == _CLAIMS else [*tie_columns(kind), "start_label", "end_label"]
    return [
        {str(name): _plain(value) for name, value in row.items() if _plain(value) is not None}
        for row in frame[columns].to_dict("records")
    ]


def _plain(value: Any) -> Any:
    if isinstance(value, list | tuple | np.ndarray):
        return list(value)
    if isinstance(value, date):
        return value.isoformat()
    return None if pd.isna(value) else value


def take_back(facts: Facts, load: str, journals: Mapping[str, Journal]) -> dict[str, Journal]:
    """Undo one load of a dataset. Changes ``facts`` in place; returns the journals of the later loads, as they now are.

    ``journals`` holds the journals of the load and of all later ones of the dataset, in their order.
    """
    own, *later = journals
    assert own == load
    before = journals[load].before
    rest = {name: Journal({kind: dict(entries) for kind, entries in journals[name].before.items()}) for name in later}
    for kind in dict.fromkeys([_CLAIMS, *RELATIONSHIPS]):
        entries = dict(before.get(kind, {}))
        handed: set[str] = set()
        for name in later:
            following = rest[name].before.get(kind, {})
            for identity, stood in list(following.items()):
                is_ours = identity in entries if stood is None else stood["load"] == load
                if is_ours and identity not in handed:
                    handed.add(identity)
                    following[identity] = entries.get(identity)
        frame = facts.claims if kind == _CLAIMS else facts.ties.get(kind)
        restored = [row for identity, row in sorted(entries.items()) if identity not in handed and row is not None]
        result = _without(kind, frame, load, restored)
        if kind == _CLAIMS:
            facts.claims = result
        elif len(result):
            facts.ties[kind] = result
        else:
            facts.ties.pop(kind, None)
    return rest


def _without(kind: str, frame: pd.DataFrame | None, load: str, restored: list[Mapping[str, Any]]) -> pd.DataFrame:
    columns = PARSED_COLUMNS if kind == _CLAIMS else [*tie_columns(kind), "start_label", "end_label"]
    kept = pd.DataFrame(columns=columns) if frame is None else frame[frame["load"] != load]
    if not restored:
        return kept.reset_index(drop=True)
    back = pd.DataFrame(restored, columns=columns)
    if kind != _CLAIMS:
        kinds = {p.name: p.kind for p in properties_of(kind).values()}
        for column in columns:
            if kinds.get(column) == "date":
                back[column] = [date.fromisoformat(v) if isinstance(v, str) else None for v in back[column]]
            elif kinds.get(column) == "amount":
                back[column] = back[column].astype("float64")
    return pd.concat([kept, back], ignore_index=True) if len(kept) else back
