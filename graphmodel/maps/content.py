"""What a map shows: things, ties, the evidence behind them, and whom to credit.

Whoever asks for a map brings frames in this shape; nothing here knows where they come from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

#: Columns of the nodes; the first three are required, the others may be absent or missing in any row.
NODE_COLUMNS: tuple[str, ...] = (
    "id",
    "name",
    "kind",
    "country",
    "country_name",
    "sectors",
    "city",
    "url",
    "year",
    "community",
    "community_name",
    "size",
    "details",
    "names",
)
#: Columns of the edges; the first three are required.
EDGE_COLUMNS: tuple[str, ...] = ("source", "target", "kind", "directed", "weight", "since", "until")
#: Columns of the evidence; the first four are required where there is any evidence.
EVIDENCE_COLUMNS: tuple[str, ...] = ("source", "target", "kind", "text", "origin", "url")


@dataclass(frozen=True, slots=True)
class Credit:
    """A dataset whose facts the map shows, with the line that credits it."""

    name: str
    publisher: str = ""
    url: str = ""
    licence: str = ""
    credit: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class MapContent:
    """Everything one map shows.

    :param title: heading of the page.
    :param nodes: one row per thing: ``id`` (text, unique), ``name``, ``kind`` (its most specific label), ``country`` (ISO
        3166 alpha-2), ``country_name``, ``sectors`` (tuple of names), ``city``, ``url``, ``year`` (the first it is known
        in), ``community`` (whole number) and ``community_name``, ``size`` (0 or more; the drawn area grows with it),
        ``details`` (tuple of (label, value) pairs), ``names`` (tuple of other names, found by the search).
    :param edges: one row per tie: ``source`` and ``target`` (ids of nodes), ``kind``, ``directed``, ``weight`` (above 0; 1
        where missing), ``since`` and ``until`` (year, date or text that begins with a year). Parallel ties are kept.
    :param evidence: one row per fact behind a tie, joined by ``source``, ``target`` and ``kind``: ``text`` (a sentence),
        ``origin`` (dataset and row), ``url``.
    :param credits: datasets to credit, on the map, in its pictures and in print.
    :param notes: sentences the reader should know, such as what the data lacks.
    :param subtitle: a line under the title.
    :param size_meaning: what a thing's ``size`` stands for, in a few words.
    :param weight_meaning: what a tie's ``weight`` stands for, in a few words.
    :param language: of the page around all this: ``en``, ``hu`` or ``cs``. What stands above is shown as it is given.
    """

    title: str
    nodes: pd.DataFrame
    edges: pd.DataFrame
    evidence: pd.DataFrame
    credits: Sequence[Credit] = ()
    notes: Sequence[str] = ()
    subtitle: str = ""
    size_meaning: str = ""
    weight_meaning: str = ""
    language: str = "en"
