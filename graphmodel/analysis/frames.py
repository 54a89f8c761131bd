"""Result frames: fixed columns in fixed types, the same for no rows at all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

_TYPES = {"text": "str", "count": "int64", "number": "float64", "yes": "bool", "texts": "object", "place": "Int64"}


def typed_frame(
    columns: Mapping[str, str], data: Mapping[str, Any] | pd.DataFrame, attrs: Mapping[str, Any] | None = None
) -> pd.DataFrame:
    """A frame with exactly the given columns: name -> text, count, number, yes, texts (tuples) or place (may be blank).

    >>> typed_frame({"id": "text", "degree": "count"}, {"id": [], "degree": []}).dtypes.astype(str).tolist()
    ['str', 'int64']
    """
    frame = pd.DataFrame(
        {name: pd.Series(data[name], dtype=_TYPES[form]).reset_index(drop=True) for name, form in columns.items()}
    )
    frame.attrs.update(attrs or {})
    return frame
