"""Which relationships have to be written: those that are new, changed or gone, or have another node at an end."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from graphmodel.load.facts import Facts
from graphmodel.load.state import StoredTies, tie_columns
from graphmodel.model import LABELS, RELATIONSHIPS
from graphmodel.records import Changes, RelationshipChange


def stored_and_wanted(
    name: str, stored_ties: StoredTies, replaced: Mapping[str, Facts], moved: Collection[str], *, everything: bool
) -> tuple[pd.DataFrame | None, pd.DataFrame | None]:
    """The ties of a type to compare: those of the datasets replaced and those at keys that moved, or all of them."""
    stored = stored_ties.of_type(name) if everything else stored_ties.part(name, replaced, moved)
    others = [stored[~stored["dataset"].isin(list(replaced))]] if stored is not None else []
    full = [frame for frame in (*others, *(f.ties[name] for f in replaced.values() if name in f.ties)) if len(frame)]
    return stored, pd.concat(full, ignore_index=True) if len(full) > 1 else full[0] if full else None


def resolve_ends(
    name: str, ties: pd.DataFrame | None, where: Mapping[str, str], base: Mapping[str, str], misfits: list[str]
) -> pd.DataFrame | None:
    """Ties with the nodes their ends are by now; what the type cannot connect is left out and told in ``misfits``."""
    if ties is None or ties.empty:
        return None
    tie = RELATIONSHIPS[name]
    starts = {LABELS[label].base or label for label in tie.starts}
    ends = {LABELS[label].base or label for label in tie.ends}
    start, start_label = _nodes_of(ties["start_key"], where, base)
    end, end_label = _nodes_of(ties["end_key"], where, base)
    resolved = ties.assign(start=start, end=end, start_label=start_label, end_label=end_label)
    fits = (
        resolved["start_label"].isin(starts) & resolved["end_label"].isin(ends) & (resolved["start"] != resolved["end"])
    )
    for row in resolved[~fits].to_dict("records"):
        reason = "they are one thing" if row["start"] == row["end"] else f"{row['start_label']} to {row['end_label']}"
        misfits.append(f"{row['rows']}: {row['start_key']} cannot be tied to {row['end_key']} by {name}: {reason}")
    return resolved[fits].reset_index(drop=True)


def with_known_ends(ties: pd.DataFrame, where: Mapping[str, str]) -> pd.DataFrame:
    """The ties both ends of which are known."""
    return ties[ties["start_key"].isin(list(where)) & ties["end_key"].isin(list(where))]


def with_new_ids(ties: pd.DataFrame | None, renamed: Mapping[str | None, str]) -> pd.DataFrame | None:
    """Stored ties with the ids their ends have once the nodes are written."""
    if ties is None or not renamed:
        return ties
    return ties.assign(**{end: [renamed.get(node, node) for node in ties[end]] for end in ("start", "end")})


def _nodes_of(keys: pd.Series, where: Mapping[str, str], base: Mapping[str, str]) -> tuple[pd.Series, pd.Series]:
    """The node that each key is by now, and its label."""
    codes, distinct = pd.factorize(keys)
    nodes = [where[key] for key in distinct]
    texts = (pd.array(each, dtype="str").take(codes) for each in (nodes, [base[node] for node in nodes]))
    node, label = (pd.Series(each, index=keys.index) for each in texts)
    return node, label


def tie_identity(name: str) -> list[str]:
    """What tells one relationship of a type from any other, beside its ends' nodes."""
    return ["dataset", "start_key", "end_key", *RELATIONSHIPS[name].key]


def plan_ties(name: str, stored: pd.DataFrame | None, wanted: pd.DataFrame | None, changes: Changes) -> None:
    """Add to ``changes`` what makes the wanted ties of a type out of the stored ones."""
    identity = tie_identity(name)
    have = stored if stored is not None and len(stored) else None
    if wanted is None or have is None:
        if have is not None:
            _add(name, have, changes.gone_relationships, identity, match_only=True)
        if wanted is not None and len(wanted):
            _add(name, wanted, changes.new_relationships, identity)
        return
    have, wanted = _indexed(have, identity), _indexed(wanted, identity)
    common = wanted.index.intersection(have.index)
    old, new = have.loc[common], wanted.loc[common]
    moved = (old["start"].to_numpy() != new["start"].to_numpy()) | (old["end"].to_numpy() != new["end"].to_numpy())
    differ = np.zeros(len(common), dtype=bool)
    for column in tie_columns(name):
        differ |= comparable(old[column]) != comparable(new[column])
    gone = pd.concat([have.drop(common), old[moved]])
    fresh = pd.concat([wanted.drop(common), new[moved]])
    if len(gone):
        _add(name, gone, changes.gone_relationships, identity, match_only=True)
    if len(fresh):
        _add(name, fresh, changes.new_relationships, identity)
    if (differ & ~moved).any():
        _add(name, new[differ & ~moved], changes.changed_relationships, identity)


def plan_new_ties(name: str, ties: pd.DataFrame | None, changes: Changes) -> None:
    """Add to ``changes`` what makes ties where there are none; they are in the order of their identity already."""
    if ties is not None and len(ties):
        _add(name, ties, changes.new_relationships, tie_identity(name), in_order=True)


def _indexed(frame: pd.DataFrame, identity: list[str]) -> pd.DataFrame:
    return frame.set_axis(joined_columns(frame, identity), axis=0)


def joined_columns(frame: pd.DataFrame, columns: Sequence[str]) -> pd.Index[str]:
    """One text a row out of several columns, missing values as nothing."""
    parts = [frame[column].astype(object).where(frame[column].notna(), "").tolist() for column in columns]
    return pd.Index([" | ".join(map(str, row)) for row in zip(*parts, strict=True)], dtype=object)


def comparable(column: pd.Series) -> np.ndarray[Any, np.dtype[Any]]:
    """A column in a form in which equal values are equal, missing ones included."""
    if column.dtype.kind == "f":
        numbers: np.ndarray[Any, np.dtype[Any]] = np.nan_to_num(column.to_numpy(), nan=-1.797e308)
        return numbers
    if isinstance(column.dtype, pd.StringDtype):
        texts: np.ndarray[Any, np.dtype[Any]] = column.fillna("").to_numpy(dtype=object)
        return texts
    codes, distinct = pd.factorize(
        np.array(
            [tuple(v) if isinstance(v, list | np.ndarray) else v for v in column.to_numpy(dtype=object)] + [None],
            dtype=object,
        )[:-1]
    )
    found: np.ndarray[Any, np.dtype[Any]] = np.array([*map(_as_text, distinct), ""], dtype=object)
    return found[codes]


def _as_text(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "\x1f".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _add(
    name: str,
    frame: pd.DataFrame,
    into: list[RelationshipChange],
    identity: list[str],
    *,
    match_only: bool = False,
    in_order: bool = False,
) -> None:
    columns = identity if match_only else tie_columns(name)
    for (start, end), part in frame.groupby(["start_label", "end_label"], sort=True):
        ordered = part if in_order else part.sort_values(identity)
        rows = ordered[["start", "end", *columns]].reset_index(drop=True)
        into.append(RelationshipChange(name, str(start), str(end), rows, tuple(identity)))
