"""When a tie held: one rule for networks, graphs and lists of ties, so that the same years always mean the same ties."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from graphmodel.errors import RequestError

if TYPE_CHECKING:
    from numpy.typing import NDArray

_YEARS = re.compile(r"([1-9]\d{3})(?:\s*[-–]\s*([1-9]\d{3}))?")


def text_to_years(text: str) -> tuple[int, int] | None:
    """The first and the last year of a text that names a year or a range of years; ``None`` for any other text.

    >>> text_to_years("2015"), text_to_years("2010-2013"), text_to_years("load:cordis:1")
    ((2015, 2015), (2010, 2013), None)
    """
    found = _YEARS.fullmatch(text.strip())
    return (int(found[1]), int(found[2] or found[1])) if found else None


def days_to_ordinals(days: Iterable[Any]) -> NDArray[np.float64]:
    """Days as numbers that can be compared; NaN for whatever is no day."""
    return np.array([day.toordinal() if isinstance(day, date) else np.nan for day in days], dtype=np.float64)


def held_between(
    since: NDArray[np.float64],
    until: NDArray[np.float64],
    standing: NDArray[np.bool_],
    first_year: int | None,
    last_year: int | None,
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which ties held at some time from the first to the last year, both included, and which nothing dates.

    ``since`` and ``until`` are ordinals of days, NaN where unknown; ``None`` sets no limit. Where only one of the two is
    known, a ``standing`` tie (to a cluster or an alliance, say) is open at the other side; any other counts in the known
    year only. Dates given the wrong way round still name a span. What nothing dates did not hold.

    >>> from datetime import date
    >>> since = days_to_ordinals([date(2012, 5, 1), date(2012, 5, 1), None])
    >>> held, undated = held_between(since, days_to_ordinals([None] * 3), np.array([True, False, True]), 2014, 2014)
    >>> held.tolist(), undated.tolist()
    ([True, False, False], [False, False, True])

    Raises :class:`~graphmodel.errors.RequestError` for years that run backwards.
    """
    if first_year is not None and last_year is not None and first_year > last_year:
        raise RequestError(f"The years {first_year} to {last_year} run backwards.", remedy="Exchange them.")
    undated = np.isnan(since) & np.isnan(until)
    low = np.where(np.isnan(since), np.where(standing, -np.inf, until), since)
    high = np.where(np.isnan(until), np.where(standing, np.inf, since), until)
    start = -np.inf if first_year is None else date(first_year, 1, 1).toordinal()
    end = np.inf if last_year is None else date(last_year, 12, 31).toordinal()
    return ~undated & (np.minimum(low, high) <= end) & (np.maximum(low, high) >= start), undated
