"""Pairs of rows of a 0/1 matrix with a column in common, and what else those columns hold."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csc_array, csr_array

Matrix = csr_array[Any, tuple[int, int]]
Positions = NDArray[np.int64]


def joint_columns(incidence: Matrix) -> pd.DataFrame:
    """Every column that two rows share: left < right (rows) and column, sorted.

    >>> joint_columns(csr_array(np.array([[1, 1, 0], [1, 1, 1]]))).to_numpy().tolist()
    [[0, 1, 0], [0, 1, 1]]
    """
    by_column = csc_array(incidence)
    by_column.sort_indices()
    rows, ends = by_column.indices.astype(np.int64), by_column.indptr[1:].astype(np.int64)
    column = np.repeat(np.arange(by_column.shape[1]), np.diff(by_column.indptr))
    following = ends[column] - np.arange(len(rows)) - 1
    first = np.repeat(np.arange(len(rows)), following)
    second = first + 1 + within_groups(following)
    order = np.lexsort((column[first], rows[second], rows[first]))
    return pd.DataFrame({"left": rows[first][order], "right": rows[second][order], "column": column[first][order]})


def within_groups(sizes: Positions) -> Positions:
    """0, 1, 2 ... anew in each of consecutive groups of the given sizes."""
    starts = np.repeat(sizes.cumsum() - sizes, sizes)
    return np.arange(len(starts)) - starts


def indirect_partners_by_pair(incidence: Matrix, rows: Positions) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Whom two of the given rows both meet, each apart from the other; counted, and one by one.

    A row x is a partner of i apart from j where i and x share a column that j is not in. The first frame has a row for
    each pair with such partners of both: left < right (positions in ``rows``), left_count and right_count (partners of
    each apart from the other), shared (of both). The second names them: left, right, who (a row of ``incidence``).
    Both are sorted.
    """
    meetings, partners = _meetings(incidence, rows)
    who = joint_columns(partners).rename(columns={"column": "who"})
    lost = _met_only_together(incidence, rows, meetings)
    gone = lost.loc[lost["of_left"] | lost["of_right"], ["left", "right", "who"]]
    width = incidence.shape[0]
    kept = ~np.isin(_key(who, len(rows), width), _key(gone, len(rows), width))
    who = who[kept].reset_index(drop=True)
    pairs = who.groupby(["left", "right"], as_index=False).agg(shared=("who", "size"))
    size = np.diff(partners.indptr).astype(np.int64)
    lost = lost.groupby(["left", "right"], as_index=False)[["of_left", "of_right"]].sum()
    lost = pairs[["left", "right"]].merge(lost, how="left", on=["left", "right"]).fillna({"of_left": 0, "of_right": 0})
    pairs["left_count"] = size[pairs["left"]] - lost["of_left"].to_numpy(dtype=np.int64)
    pairs["right_count"] = size[pairs["right"]] - lost["of_right"].to_numpy(dtype=np.int64)
    return pairs, who


def indirect_partner_counts(incidence: Matrix, rows: Positions) -> tuple[Positions, Positions, Positions]:
    """The columns left, right and shared of :func:`indirect_partners_by_pair`, and nothing else: made for many draws.

    Pairs whose count is 0 may be among them.
    """
    meetings, partners = _meetings(incidence, rows)
    both = csr_array(partners @ partners.T)
    left = np.repeat(np.arange(len(rows)), np.diff(both.indptr)).astype(np.int64)
    right, shared = both.indices.astype(np.int64), both.data.astype(np.int64)
    upper = left < right
    left, right, shared = left[upper], right[upper], shared[upper]
    lost = _met_only_together(incidence, rows, meetings)
    lost = lost[(lost["of_left"] | lost["of_right"]) & (lost["who"] != rows[lost["left"]])]
    lost = lost[lost["who"] != rows[lost["right"]]]
    if len(lost):
        keys = left * len(rows) + right
        order = np.argsort(keys)
        place = order[np.searchsorted(keys, (lost["left"] * len(rows) + lost["right"]).to_numpy(), sorter=order)]
        shared = shared - np.bincount(place, minlength=len(shared))
    return left, right, shared


def _key(triples: pd.DataFrame, pairs: int, width: int) -> Positions:
    return ((triples["left"] * pairs + triples["right"]) * width + triples["who"]).to_numpy(dtype=np.int64)


def _meetings(incidence: Matrix, rows: Positions) -> tuple[Matrix, Matrix]:
    """How often each given row meets every row, itself left out; and the same as 0/1."""
    meetings = csr_array(incidence[rows] @ incidence.T).tocoo()
    apart = rows[meetings.row] != meetings.col
    where = meetings.row[apart], meetings.col[apart]
    counts = csr_array((meetings.data[apart], where), shape=meetings.shape)
    counts.sort_indices()
    return counts, csr_array((np.ones_like(counts.data), counts.indices, counts.indptr), shape=counts.shape)


def _met_only_together(incidence: Matrix, rows: Positions, meetings: Matrix) -> pd.DataFrame:
    """Who stops being a partner once joint columns are left out: left, right, who, of_left, of_right (yes or no)."""
    joint = joint_columns(csr_array(incidence[rows]))
    by_column = csc_array(incidence)
    column = joint["column"].to_numpy()
    sizes = np.diff(by_column.indptr).astype(np.int64)[column]
    present = by_column.indices[np.repeat(by_column.indptr[column], sizes) + within_groups(sizes)].astype(np.int64)
    pair = np.repeat((joint["left"] * len(rows) + joint["right"]).to_numpy(), sizes)
    keys, together = np.unique(pair * incidence.shape[0] + present, return_counts=True)
    pair, who = np.divmod(keys, incidence.shape[0])
    left, right = np.divmod(pair, max(len(rows), 1))
    of_left = np.asarray(meetings[left, who]).ravel() == together
    of_right = np.asarray(meetings[right, who]).ravel() == together
    return pd.DataFrame({"left": left, "right": right, "who": who, "of_left": of_left, "of_right": of_right})
