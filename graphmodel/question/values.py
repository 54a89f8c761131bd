"""Values a question may be asked with: the kinds of parameters, and what a text means as each of them."""

from __future__ import annotations

import datetime as dt
import difflib
import math
import re
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any

#: Turns a name into the id of a thing; the second argument is the label to look for, ``None`` for any.
Resolve = Callable[[str, str | None], str]

#: Kinds whose value names a thing in the store, with the label it must have.
THING_KINDS: Mapping[str, str | None] = MappingProxyType(
    {
        "thing": None,
        "organisation": "Organisation",
        "cluster": "Cluster",
        "ministry": "Ministry",
        "alliance": "MetaCluster",
        "project": "Project",
        "programme": "Programme",
        "sector": "Sector",
        "region": "Region",
        "event": "Event",
    }
)
#: All kinds a parameter may have.
KINDS: tuple[str, ...] = ("text", "country", "number", "year", "yes", "date", *THING_KINDS)

_YES = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
#: Codes the European Union writes where ISO 3166 has another.
_COUNTRIES = {"EL": "GR", "UK": "GB"}


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A sentence that offers the nearest known words, with a leading blank; empty where none is near.

    >>> did_you_mean("contry", ["country", "year"])
    " Did you mean 'country'?"
    >>> did_you_mean("xyz", ["country", "year"])
    ''
    """
    folded = {k.casefold(): k for k in known}
    near = difflib.get_close_matches(word.casefold(), folded, n=3, cutoff=0.6)
    return f" Did you mean {' or '.join(repr(folded[n]) for n in near)}?" if near else ""


def value_to_kind(value: object, kind: str) -> Any:
    """Convert a value, often text, to what a parameter of that kind holds.

    >>> value_to_kind("hu", "country"), value_to_kind("2.50", "number"), value_to_kind("yes", "yes")
    ('HU', 2.5, True)
    >>> value_to_kind("2025-12-31", "date")
    datetime.date(2025, 12, 31)

    Raises:
        ValueError: the value is of another kind; the message says what is expected.
    """
    text = value.strip() if isinstance(value, str) else value
    if text == "":
        raise ValueError("it is empty")
    read = _READERS.get(kind)
    if read is not None:
        return read(text)
    return _read_text(text)


def _wrong(value: object, expected: str) -> ValueError:
    return ValueError(f"{value!r} is not {expected}")


def _read_text(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        raise _wrong(value, "text")
    return str(value)


def _read_country(value: object) -> str:
    code = _read_text(value).upper()
    if re.fullmatch("[A-Z]{2}", code):
        return _COUNTRIES.get(code, code)
    # Names of countries take a large table, which a code does without.
    from graphmodel.recipe.parsing import parse_country

    try:
        return parse_country(str(value))
    except ValueError:
        raise _wrong(value, "a country, by code (HU) or by name (Hungary)") from None


def _read_yes(value: object) -> bool:
    if isinstance(value, bool):
        return value
    answer = _YES.get(str(value).casefold())
    if answer is None:
        raise ValueError(f"{value!r} is neither yes nor no")
    return answer


def _read_number(value: object) -> int | float:
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        raise _wrong(value, "a number")
    try:
        number = float(value)
    except ValueError:
        raise _wrong(value, "a number") from None
    if not math.isfinite(number):
        raise _wrong(value, "a number")
    return int(number) if number.is_integer() else number


def _read_year(value: object) -> int:
    try:
        year = _read_number(value)
    except ValueError:
        year = 0
    if not isinstance(year, int) or not 1000 <= year <= 9999:
        raise _wrong(value, "a year of four digits")
    return year


def _read_date(value: object) -> dt.date:
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    try:
        return dt.date.fromisoformat(str(value))
    except ValueError:
        raise _wrong(value, "a date such as 2025-12-31") from None


_READERS: Mapping[str, Callable[[object], Any]] = MappingProxyType(
    {"yes": _read_yes, "number": _read_number, "year": _read_year, "date": _read_date, "country": _read_country}
)
