"""One tie for what several datasets say of it, so that nothing is counted twice.

A participation that stands in CORDIS and in a ministry's spreadsheet is two relationships in the store, each with its
source. Analyses count it once: one dataset *leads*, its roles and amounts are taken, a role or date it leaves blank is filled
from the others, and ``dataset`` and ``rows`` name them all.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from graphmodel.model import DEFAULT_PRECEDENCE

_SEPARATOR = "; "
_PAIR = ["actor", "event", "type"]


def unite_ties(ties: pd.DataFrame, precedence: Mapping[str, float]) -> pd.DataFrame:
    """Ties with at most one row per actor, event, type and role.

    ``ties``: actor, event, type, role, since, until, contribution, dataset, rows; missing values are NaN or ``None``.
    ``precedence``: per dataset, the smaller number first. Where several datasets state a tie, the leading one is chosen
    among those that give a contribution, if any does: by precedence, then by name. Two rows of one dataset with the same
    role (two of its bodies that are one here) are combined: contributions are added, dates span both.
    """
    repeated = ties.duplicated(_PAIR, keep=False)
    if not repeated.any():
        return ties
    part = ties[repeated].copy()
    part["pair"] = part.groupby(_PAIR, sort=False).ngroup()
    part["blank_role"] = part["role"].fillna("")
    part = _one_row_per_role(part)
    first = part.groupby("pair")["dataset"].transform("first")
    several = part["pair"].isin(part.loc[part["dataset"].ne(first), "pair"])
    united = [ties[~repeated], part[~several], _led(part[several], precedence)]
    return pd.concat([frame[ties.columns] for frame in united if len(frame)], ignore_index=True)


def _one_row_per_role(part: pd.DataFrame) -> pd.DataFrame:
    identity = ["pair", "dataset", "blank_role"]
    same = part.duplicated(identity, keep=False)
    if not same.any():
        return part
    rows = []
    for _, group in part[same].groupby(identity, sort=False):
        row = group.sort_values("rows").iloc[0].to_dict()
        row["since"], row["until"] = group["since"].dropna().min(), group["until"].dropna().max()
        row["contribution"] = group["contribution"].sum(min_count=1)
        row["rows"] = _joined(group["rows"])
        rows.append(row)
    return pd.concat([part[~same], pd.DataFrame(rows, columns=part.columns)], ignore_index=True)


def _led(part: pd.DataFrame, precedence: Mapping[str, float]) -> pd.DataFrame:
    """One dataset's rows for every pair that several datasets state."""
    money = part["contribution"].notna().groupby([part["pair"], part["dataset"]]).transform("any")
    rank = part["dataset"].map(lambda name: precedence.get(name, DEFAULT_PRECEDENCE))
    ordered = part.assign(poor=~money, rank=rank).sort_values(["pair", "poor", "rank", "dataset", "blank_role"])
    ordered["role"] = ordered["role"].where(ordered["blank_role"] != "", None)
    groups = ordered.groupby("pair", sort=False)
    leading = ordered[ordered["dataset"] == groups["dataset"].transform("first")].copy()
    # first() passes over missing values, and the others come in the order in which they are asked. Where the leading
    # dataset has several rows, nothing says which of them the other means.
    known = groups[["role", "since", "until"]].first()
    alone = ~leading.duplicated("pair", keep=False)
    for name in known.columns:
        leading[name] = leading[name].mask(alone & leading[name].isna(), leading["pair"].map(known[name]))
    for name in ("dataset", "rows"):
        texts: dict[int, dict[str, None]] = {}
        given = ordered[ordered[name].notna()]
        for pair, text in zip(given["pair"], given[name], strict=True):
            texts.setdefault(pair, {})[text] = None
        leading[name] = leading["pair"].map({pair: _SEPARATOR.join(found) for pair, found in texts.items()})
    return leading


def _joined(texts: pd.Series) -> str:
    return _SEPARATOR.join(np.unique(texts.dropna().astype("str")).tolist())
