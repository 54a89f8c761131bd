"""What a page is made of, before anybody decides how it looks.

Texts are in the reader's language already; figures stay figures (typed values with their source), so that a page can be
checked by asking its sources again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import pandas as pd

#: How a value is written: ``text`` is data (hostile until shown otherwise), ``term`` a word of the model's vocabulary,
#: ``share`` a part of 1, ``p`` a probability.
Form = Literal[
    "text", "texts", "term", "count", "year", "number", "share", "p", "money", "country", "countries", "date", "link"
]


@dataclass(frozen=True, slots=True)
class Source:
    """The question or analysis a figure was taken from: a method of the ecosystem, and what it was called with."""

    method: str
    arguments: tuple[str, ...] = ()
    options: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Pick:
    """How one figure is taken from the frame its source answers with.

    ``rows`` counts them, ``distinct`` counts the different values of ``column``, ``sum``, ``max`` and ``min`` are of the
    known values of ``column`` (no rows add up to 0, unknown values to unknown), ``cell`` is the value in row ``row`` and
    ``column``, ``attr`` is the frame's own ``attrs[column]``. ``where`` chooses rows first, as
    :meth:`pandas.DataFrame.query` reads it.
    """

    take: Literal["rows", "distinct", "sum", "max", "min", "cell", "attr"]
    column: str = ""
    where: str = ""
    row: int = 0


@dataclass(frozen=True, slots=True)
class Figure:
    """A value on a page, the form it is written in, and where it comes from."""

    value: Any
    form: Form
    source: Source | None = None
    pick: Pick | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with figures in it: ``{name}`` in ``text`` stands for ``figures[name]``.

    ``sure`` says how far to trust it. ``lead`` marks a finding, ``note`` a remark in small print.
    """

    text: str
    figures: Mapping[str, Figure] = field(default_factory=dict)
    sure: str = ""
    style: Literal["plain", "finding", "note"] = "plain"


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """A row of large numbers, each with its label."""

    figures: Sequence[tuple[str, Figure]]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its name in the frame, its heading, and the form of its values.

    ``links`` names the frame's column that holds web addresses for these texts.
    """

    name: str
    label: str
    form: Form
    links: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table under a caption; ``frame`` holds at least the columns. ``shown`` of all rows are on the page.

    ``source`` and ``where`` say how to get the frame again: the source's answer, its rows chosen as in :class:`Pick`.
    """

    name: str
    caption: str
    frame: pd.DataFrame
    columns: Sequence[Column]
    source: Source | None = None
    where: str = ""
    shown: int = 500
    note: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """How the bars of a chart come out of a frame: one for each value of ``by``, named by the column ``label``.

    ``how`` counts distinct values of ``value``, adds them up, or takes the one there is; groups without any are left out.
    The ``top`` largest are kept (all of them with 0), the largest first, or with ``upright`` bars in the order of ``by``.
    """

    by: str
    label: str
    value: str
    how: Literal["distinct", "sum", "only"]
    top: int = 0


@dataclass(frozen=True, slots=True)
class Bars:
    """A bar chart: one bar for each label, its value in the given form."""

    caption: str
    labels: Sequence[str]
    values: Sequence[float]
    form: Form
    source: Source
    tally: Tally
    upright: bool = False


@dataclass(frozen=True, slots=True)
class Embedded:
    """A whole page shown in a frame of this one, with what it is called."""

    title: str
    html: str
    scripts: Sequence[str] = ()
    styles: Sequence[str] = ()


Block = Sentence | KeyFigures | Table | Bars | Embedded


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page under a heading; sections may hold sections, one level deep."""

    name: str
    title: str
    blocks: Sequence[Block]
    parts: Sequence[Section] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A page: title, a line under it, the sections in their order, and what is said of its making at the end."""

    title: str
    subtitle: str
    sections: Sequence[Section]
    footer: Sequence[str] = ()


def tables_of(document: Document) -> list[tuple[Section, Table]]:
    """All tables of a document with the section each stands in, in their order."""
    found: list[tuple[Section, Table]] = []
    for section in document.sections:
        for part in (section, *section.parts):
            found += [(part, block) for block in part.blocks if isinstance(block, Table)]
    return found


def picked_value(frame: pd.DataFrame, pick: Pick) -> Any:
    """The figure that a pick takes from a frame; missing where there is nothing to take.

    >>> picked_value(pd.DataFrame({"a": [1, 5, 5]}), Pick("distinct", "a", where="a > 1"))
    1
    """
    if pick.take == "attr":
        return frame.attrs.get(pick.column)
    rows = frame.query(pick.where) if pick.where else frame
    if pick.take == "rows":
        return len(rows)
    column = rows[pick.column]
    if pick.take == "cell":
        return column.iloc[pick.row] if len(column) > pick.row else None
    if pick.take == "sum" and not len(column):
        return 0
    known = column.dropna()
    if pick.take == "distinct":
        return int(known.nunique())
    if not len(known):
        return None
    return {"sum": known.sum, "max": known.max, "min": known.min}[pick.take]()


def tallied_values(frame: pd.DataFrame, tally: Tally, *, upright: bool = False) -> tuple[list[Any], list[float]]:
    """Labels and values of the bars that a tally makes of a frame.

    >>> frame = pd.DataFrame({"c": ["HU", "AT", "HU"], "m": [1.0, 5.0, None]})
    >>> tallied_values(frame, Tally("c", "c", "m", "sum"))
    (['AT', 'HU'], [5.0, 1.0])
    """
    known = frame.dropna(subset=[tally.by, tally.value])
    grouped = known.groupby(tally.by)[tally.value]
    amounts = grouped.nunique() if tally.how == "distinct" else grouped.sum() if tally.how == "sum" else grouped.first()
    labels = known.groupby(tally.by)[tally.label].first()
    bars: list[tuple[Any, float]] = [(key, float(amount)) for key, amount in amounts.items() if amount]
    bars.sort(key=lambda bar: bar[0] if upright else (-bar[1], bar[0]))
    kept = bars[: tally.top] if tally.top else bars
    return [labels[key] for key, _ in kept], [amount for _, amount in kept]


def source_to_command(source: Source) -> str:
    """The command that asks the source again.

    >>> source_to_command(Source("ask", ("money-by-country",), (("country", "HU"),)))
    'graphmodel ask money-by-country -p country=HU'
    >>> source_to_command(Source("ask", ("overview",), (("within", (("country", "HU"),)),)))
    'graphmodel ask overview --country HU'
    >>> source_to_command(Source("centrality", (), (("first_year", 2015),)))
    'graphmodel centrality --from 2015'
    """
    import shlex

    methods = {"metacluster_evidence": ("metaclusters", "--evidence"), "candidate": ("metaclusters",)}
    words = ["graphmodel", *methods.get(source.method, (source.method,)), *source.arguments]
    names = {"first_year": "from", "last_year": "to", "number": "show"}
    for name, value in source.options:
        if name == "within":
            words += [word for filter_name, text in value for word in (f"--{filter_name}", str(text))]
        elif source.method in {"ask", "cypher"}:
            words += ["-p", f"{name}={value}"]
        else:
            words += [f"--{names.get(name, name).replace('_', '-')}", str(value)]
    return shlex.join(words)
