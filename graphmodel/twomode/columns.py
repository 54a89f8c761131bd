"""Columns of the frames of a two-mode network, and how values from outside are brought into their form."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

import numpy as np
import pandas as pd

from graphmodel.errors import RequestError

#: Column of ``TwoMode.actors`` -> form. ``texts`` are tuples of str, ``from`` and ``to`` are dates.
ACTOR_COLUMNS: Mapping[str, str] = {
    "id": "text",
    "name": "text",
    "country": "text",
    "kind": "text",
    "labels": "texts",
    "sectors": "texts",
    "region": "text",
}
#: Column of ``TwoMode.events`` -> form.
EVENT_COLUMNS: Mapping[str, str] = {
    "id": "text",
    "name": "text",
    "kind": "text",
    "start": "from",
    "end": "to",
    "sectors": "texts",
    "programme": "text",
}
#: Column of ``TwoMode.ties`` -> form; ``actor`` and ``event`` are positions in the other two frames.
TIE_COLUMNS: Mapping[str, str] = {
    "actor": "position",
    "event": "position",
    "type": "text",
    "role": "text",
    "since": "from",
    "until": "to",
    "contribution": "number",
    "dataset": "text",
    "rows": "text",
}

_ISO_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ].*)?)?)?(?:\.0)?")


def date_from_value(value: object, *, last: bool = False) -> date:
    """A date from a date, a timestamp, a year, or ISO text that may lack its day or month.

    A value that names a year or month only stands for its first day, or for its last one with ``last``.

    >>> date_from_value("2018-09"), date_from_value(2018, last=True)
    (datetime.date(2018, 9, 1), datetime.date(2018, 12, 31))
    """
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    match = _ISO_DATE.fullmatch(str(value))
    try:
        # Year 0 exists in no calendar: text that is no date at all fails like a date that does not exist.
        year, month, day = (int(part) if part else None for part in match.groups()) if match else (0, None, None)
        if last:
            month = month or 12
            day = day or monthrange(year or 0, month)[1]
        return date(year or 0, month or 1, day or 1)
    except ValueError:  # also what the calendar says of a month 13
        raise RequestError(
            f"{value!r} is not a date.",
            where="two-mode network",
            remedy="Give a date, a year, or text such as 2018-09-25.",
        ) from None


def frame_in_form(frame: pd.DataFrame, columns: Mapping[str, str]) -> pd.DataFrame:
    """The given columns in their order and form; an absent column is all missing, any other column is left out."""
    data = {name: _column(frame, name, form) for name, form in columns.items() if form != "position"}
    return pd.DataFrame(data, columns=list(data), index=pd.RangeIndex(len(frame)))


def _column(frame: pd.DataFrame, name: str, form: str) -> pd.Series:
    given = frame[name] if name in frame.columns else pd.Series([None] * len(frame), dtype=object)
    given = given.reset_index(drop=True)
    if form == "text":
        return given.astype("str")
    if form == "number":
        return pd.to_numeric(given).astype("float64")
    if form == "texts":
        if given.isna().all():
            return pd.Series([()] * len(given), dtype=object)
        cells = given.tolist()
        # Labels and sectors are the same few tuples again and again.
        known = {cell: texts_from_value(cell) for cell in {cell for cell in cells if type(cell) is tuple}}
        return pd.Series([known[c] if type(c) is tuple else texts_from_value(c) for c in cells], dtype=object)
    codes, values = pd.factorize(given.mask(given == ""))
    dates = np.array([*(date_from_value(value, last=form == "to") for value in values), None], dtype=object)
    return pd.Series(dates[codes], dtype=object)


def texts_from_value(value: Any) -> tuple[str, ...]:
    """Texts in alphabetical order, each once, from a collection, a single text or nothing.

    >>> texts_from_value(["b", "a", "b"]), texts_from_value("a"), texts_from_value(None)
    (('a', 'b'), ('a',), ())
    """
    if isinstance(value, str):
        return (value,) if value else ()
    if isinstance(value, (Collection, np.ndarray)):
        return tuple(sorted({str(text) for text in value}))
    return ()
