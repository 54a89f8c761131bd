"""The credits of the datasets a graph was read from: they travel with every export."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graphmodel.store.protocol import Store

#: What is said of a dataset, in this order.
CREDIT_COLUMNS = ("dataset", "name", "publisher", "url", "licence", "credit")


def store_to_credits(store: Store) -> list[dict[str, str]]:
    """The datasets and sources the store holds, by id: for each the :data:`CREDIT_COLUMNS` that are known.

    All of them, whatever part of the store is shown: to credit one too many does no harm.
    """
    frame = store.read_nodes("Dataset", [name for name in CREDIT_COLUMNS if name != "dataset"])
    frame = frame.rename(columns={"id": "dataset"}).sort_values("dataset")
    rows = ({name: row.get(name) for name in CREDIT_COLUMNS} for row in frame.to_dict("records"))
    return [{name: value for name, value in row.items() if isinstance(value, str) and value} for row in rows]


def credits_text(entries: Iterable[Mapping[str, str]]) -> list[str]:
    """A line of credit per dataset, for people.

    >>> credits_text([{"dataset": "d", "name": "CORDIS", "publisher": "European Union", "licence": "CC BY 4.0"}])
    ['Source: CORDIS, European Union, CC BY 4.0']
    """
    lines = []
    for entry in entries:
        parts = [entry.get("name") or entry.get("dataset", ""), *(entry.get(name, "") for name in CREDIT_COLUMNS[2:])]
        lines.append("Source: " + ", ".join(dict.fromkeys(part for part in parts if part)))
    return lines
