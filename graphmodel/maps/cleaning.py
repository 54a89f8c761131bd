"""Values of a frame made fit for a page: plain text, whole years, finite numbers, addresses that are safe to follow.

All of it comes from other people's files. Control characters and the marks that reverse the reading direction are taken
out, since they can make a text read as something else (CVE-2021-42574); markup stays, as text.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from urllib.parse import urlsplit

import numpy as np
import pandas as pd

# C0 and C1 controls, unpaired surrogates, and the marks and overrides of the bidirectional algorithm.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ud800-\udfff]"
)
_BLANKS = re.compile(r"\s+")
_YEAR = re.compile(r"\s*(\d{4})(?!\d)")


def is_missing(value: object) -> bool:
    """Whether a cell holds nothing: None, NaN, NaT or pandas' NA.

    >>> [is_missing(v) for v in (None, float("nan"), "", 0)]
    [True, True, False, False]
    """
    if isinstance(value, (float, np.floating)):
        return bool(np.isnan(value))
    return value is None or value is pd.NA or value is pd.NaT


def value_to_text(value: object) -> str:
    """One line of plain text, empty where the cell holds nothing.

    >>> value_to_text(" Győr\\t\\u202e  <b> "), value_to_text(float("nan")), value_to_text(7)
    ('Győr <b>', '', '7')
    """
    if is_missing(value):
        return ""
    return _BLANKS.sub(" ", _INVISIBLE.sub("", str(value))).strip()


def value_to_texts(value: object) -> tuple[str, ...]:
    """The distinct texts of a cell that holds several, in their order; a single text counts as one.

    >>> value_to_texts(("b", "a", "", "b")), value_to_texts("x"), value_to_texts(None)
    (('b', 'a'), ('x',), ())
    """
    if isinstance(value, str) or not isinstance(value, Iterable):
        text = value_to_text(value)
        return (text,) if text else ()
    return tuple(dict.fromkeys(text for text in map(value_to_text, value) if text))


def value_to_pairs(value: object) -> tuple[tuple[str, str], ...]:
    """The (label, value) pairs of a cell; pairs without a value are left out.

    >>> value_to_pairs((("Founded", 2013), ("Stage", None)))
    (('Founded', '2013'),)
    """
    if isinstance(value, str) or not isinstance(value, Iterable):
        return ()
    pairs = ((value_to_text(label), value_to_text(text)) for label, text in value)
    return tuple((label, text) for label, text in pairs if text)


def value_to_link(value: object) -> str:
    """The address if it is one of the web (http or https, with a host), else nothing.

    >>> value_to_link("https://example.org/a b"), value_to_link("javascript:alert(1)"), value_to_link("example.org")
    ('https://example.org/a%20b', '', '')
    """
    text = value_to_text(value)
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname or parts.username is not None:
        return ""
    return text.replace(" ", "%20").replace('"', "%22").replace("<", "%3C").replace(">", "%3E")


def value_to_year(value: object) -> int | None:
    """The year of a number, a date or a text that begins with one; None where there is none.

    >>> value_to_year("2013-05-01"), value_to_year(2016.0), value_to_year("soon"), value_to_year(float("nan"))
    (2013, 2016, None, None)
    """
    found = _YEAR.match(value_to_text(value))
    return int(found[1]) if found else None


def value_to_number(value: object, default: float) -> float:
    """A finite number, or the default where the cell holds none.

    >>> value_to_number("2.5", 1), value_to_number(float("inf"), 1), value_to_number("many", 0)
    (2.5, 1, 0)
    """
    try:
        number = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return default
    return number if math.isfinite(number) else default
