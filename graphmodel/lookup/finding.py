"""Find things by name: without accents, by other names, by any identifier, and with typing errors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from graphmodel.errors import NotFoundError
from graphmodel.identity.names import fold_name, fold_text
from graphmodel.load.state import CLAIMED
from graphmodel.model import LABELS

if TYPE_CHECKING:
    from graphmodel.store.protocol import Store

FOUND_COLUMNS = ["id", "name", "kind", "country", "matched", "score"]
_EXACT, _WHOLE, _BEGINS, _WORDS, _CERTAIN = 100.0, 97.0, 90.0, 85.0, 90.0
_FAINT = 70.0


def find_things(store: Store, text: str, *, label: str | None = None, limit: int = 10) -> pd.DataFrame:
    """Things whose name or identifier is like a text, the best first.

    Columns ``id, name, kind, country, matched`` (the name or key that fits) and ``score`` (0 to 100; 100 is an identifier
    or an exact name, 97 a name equal but for case, accents and legal form; below 85 the spelling differs). Ties are
    broken by the id.
    """
    candidates = _candidates(store, label)
    wanted, folded = fold_text(text), fold_name(text)
    scored: list[tuple[float, str, Any]] = [
        (*_score(row, text.strip(), wanted, folded), row) for row in candidates.itertuples(index=False)
    ]
    best = [entry for entry in scored if entry[0] >= _FAINT]
    if not best or max(entry[0] for entry in best) < _WORDS:
        best = _with_errors(candidates, wanted)
    rows = [(row.id, row.name, row.kind, row.country, matched, round(score, 1)) for score, matched, row in best]
    frame = pd.DataFrame(rows, columns=FOUND_COLUMNS)
    ordered = frame.assign(length=frame["matched"].str.len() if len(frame) else [])
    return (
        ordered.sort_values(["score", "length", "id"], ascending=[False, True, True])[FOUND_COLUMNS]
        .head(limit)
        .reset_index(drop=True)
    )


def resolve_thing(store: Store, text: str, *, label: str | None = None) -> str:
    """The id of the one thing meant by a name or identifier.

    Raises :class:`NotFoundError` when nothing, or more than one thing, is meant; it offers the nearest names.
    """
    found = find_things(store, text, label=label, limit=5)
    if len(found) and found["score"].iloc[0] >= _CERTAIN:
        first = found[found["score"] == found["score"].iloc[0]]
        if len(first) == 1:
            return str(first["id"].iloc[0])
        names = "; ".join(f"{row.name} ({row.id})" for row in first.itertuples(index=False))
        raise NotFoundError(f"{text!r} may mean several things: {names}.", remedy="Give the id instead.")
    kind = label.lower() if label else "thing"
    offers = "; ".join(f"{row.name} ({row.id})" for row in found.head(3).itertuples(index=False))
    remedy = f"Did you mean {offers}?" if offers else "`graphmodel find` searches by parts of a name."
    raise NotFoundError(f"There is no {kind} called {text!r} in the store.", remedy=remedy)


def kind_of(labels: tuple[str, ...]) -> str:
    """The most telling of a thing's labels."""
    special = [label for label in labels if LABELS[label].base]
    return special[0] if special else labels[0]


def _candidates(store: Store, label: str | None) -> pd.DataFrame:
    bases = [LABELS[label].base or label] if label else [name for name in CLAIMED if name != "Dataset"]
    frames = []
    for base in bases:
        known = {p.name for p in LABELS[base].properties}
        columns = [c for c in ("name", "names", "short_name", "country") if c in known]
        frame = store.read_nodes(base, ["labels", "identifiers", *columns])
        frames.append(frame.reindex(columns=["id", "labels", "identifiers", "name", "names", "short_name", "country"]))
    whole = pd.concat([f for f in frames if len(f)] or frames[:1], ignore_index=True).astype(object)
    whole = whole.where(whole.notna(), None)
    if label and LABELS[label].base:
        whole = whole[[label in labels for labels in whole["labels"]]]
    return whole.assign(kind=[kind_of(tuple(labels)) for labels in whole["labels"]])


def _names(row: Any) -> list[str]:
    values = [row.name, row.short_name, *(row.names if row.names is not None else ())]
    return [name for name in values if name]


def _score(row: Any, text: str, wanted: str, folded: str) -> tuple[float, str]:
    keys = row.identifiers if row.identifiers is not None else ()
    for key in keys:
        if text in (key, key.partition(":")[2]):
            return _EXACT, key
    best = (0.0, "")
    for name in _names(row):
        plain = fold_text(name)
        if name == text:
            score = _EXACT
        elif plain == wanted or fold_name(name) == folded:
            score = _WHOLE
        elif plain.startswith(f"{wanted} "):
            score = _BEGINS - 1
        elif f" {wanted} " in f" {plain} ":
            score = _WORDS + 1
        elif (wanted and wanted in plain) or (wanted and set(wanted.split()) <= set(plain.split())):
            score = _WORDS
        else:
            score = 0.0
        best = max(best, (score, name), key=lambda entry: entry[0])
    return best


def _with_errors(candidates: pd.DataFrame, wanted: str) -> list[tuple[float, str, Any]]:
    from rapidfuzz import fuzz

    found: list[tuple[float, str, Any]] = []
    for row in candidates.itertuples(index=False):
        best = (0.0, "")
        for name in _names(row):
            plain = fold_text(name)
            score = max(
                fuzz.ratio(wanted, plain), 0.95 * fuzz.partial_ratio(wanted, plain) if len(wanted) >= 5 else 0.0
            )
            best = max(best, (min(score, _WORDS - 1), name))
        if best[0] >= _FAINT:
            found.append((*best, row))
    return found
