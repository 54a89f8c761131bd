"""Frames as stores hand them out: the type of each column follows from the model, never from the values that happen to be there.

=================================  ==========  =======
kind in the model                  dtype       missing
=================================  ==========  =======
text, choice, country, url, ids    str         NaN
amount                             float64     NaN
year                               Int64       NA
yes                                boolean     NA
date (``datetime.date``)           object      None
texts (lists), ``labels`` (tuple)  object      None
what the model does not know       object      None
=================================  ==========  =======

A column whose values do not fit (text where the model says amount) is handed out as it is, as objects.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

_DTYPES = {
    "text": "str",
    "choice": "str",
    "country": "str",
    "url": "str",
    "amount": "float64",
    "year": "Int64",
    "yes": "boolean",
}
_FITTING: dict[str, type | tuple[type, ...]] = {"str": str, "float64": (int, float), "Int64": int, "boolean": bool}


def columns_to_frame(columns: Mapping[str, Sequence[Any]], kinds: Mapping[str, str]) -> pd.DataFrame:
    """Columns of plain values, None where missing, as a frame of the types stated above."""
    return pd.DataFrame({name: _series(values, kinds.get(name, "")) for name, values in columns.items()})


def _series(values: Sequence[Any], kind: str) -> pd.Series:
    dtype = _DTYPES.get(kind)
    if dtype is not None and _fits(values, dtype):
        return pd.Series(values, dtype=dtype)
    return pd.Series(values, dtype=object)


def _fits(values: Sequence[Any], dtype: str) -> bool:
    kinds = set(map(type, values)) - {type(None)}
    if dtype != "boolean" and bool in kinds:
        return False
    return all(issubclass(kind, _FITTING[dtype]) for kind in kinds)
