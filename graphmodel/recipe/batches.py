"""From columns to batches: what a recipe yields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from graphmodel.errors import RecipeError
from graphmodel.model import LABELS, RELATIONSHIPS, properties_of
from graphmodel.records import Nodes, Relationships

_EXTRA = frozenset({"source"})


def _frame(kind: str, index: pd.Index, properties: Mapping[str, Any]) -> pd.DataFrame:
    unknown = sorted(set(properties) - set(properties_of(kind)) - _EXTRA)
    if unknown:
        raise RecipeError(
            f"{kind} has no property {', '.join(unknown)}.",
            remedy=f"It has: {', '.join(sorted(properties_of(kind)))}.",
        )
    return pd.DataFrame(dict(properties), index=index)


def nodes(
    label: str, key: pd.Series, *, also: Sequence[pd.Series] = (), described: bool = True, **properties: Any
) -> Nodes:
    """Things of one label: a column of keys, further keys of the same things, and a column per property.

    Rows without a key are passed over. Values that hold for all rows may be given as they are. ``described=False``
    says that the table only refers to the things: without another description they become marked stubs.

    Raises :class:`RecipeError` for a label or property the model does not know.
    """
    if label not in LABELS:
        raise RecipeError(f"There is no label {label}.", remedy=f"Take one of: {', '.join(LABELS)}.")
    return Nodes(label, key, _frame(label, key.index, properties), tuple(also), described)


def relationships(
    type: str, start: pd.Series, end: pd.Series, *, start_label: str = "", end_label: str = "", **properties: Any
) -> Relationships:
    """Ties of one type from the things of one column of keys to those of another.

    Rows in which either key is missing are passed over. ``start_label`` and ``end_label`` are needed only where the
    type may connect several kinds of things: they say what an end is that nothing else describes.

    Raises :class:`RecipeError` for a type or property the model does not know.
    """
    if type not in RELATIONSHIPS:
        raise RecipeError(f"There is no type {type}.", remedy=f"Take one of: {', '.join(RELATIONSHIPS)}.")
    tie = RELATIONSHIPS[type]
    return Relationships(
        type, start, end, _frame(type, start.index, properties), start_label or tie.starts[0], end_label or tie.ends[0]
    )
