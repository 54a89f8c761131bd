"""The language of a page: its sentences, and how it writes numbers, dates and countries.

The sentences in the code are English; ``translations/CODE.po`` holds them in other languages, in gettext's own format, which
translators' programs open. A sentence that a file lacks is shown in English.
"""

from __future__ import annotations

import datetime as dt
import gettext
import io
import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import pandas as pd
from babel import Locale
from babel.dates import format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent

from graphmodel.errors import RequestError
from graphmodel.maps.cleaning import is_missing, value_to_text
from graphmodel.maps.wording import LANGUAGES
from graphmodel.pages.document import Form
from graphmodel.pages.terms import TERMS

_MISSING = "–"
_LONGEST = 200
#: From here on a number rounds to 1 and needs one decimal only.
_ALMOST_ONE = 0.9995


@dataclass(frozen=True, slots=True)
class Language:
    """One language; ``text`` and ``plural`` translate, ``form`` writes values."""

    code: str
    locale: Locale
    translations: gettext.NullTranslations

    def text(self, english: str) -> str:
        """A sentence in this language."""
        return self.translations.gettext(english)

    def plural(self, one: str, many: str, number: int) -> str:
        """A sentence in the form the number asks for."""
        return self.translations.ngettext(one, many, number)

    def form(self, value: Any, form: Form) -> str:
        """A value as people of this language write it; a dash where there is none.

        >>> open_language("hu").form(1234567.0, "money"), open_language("cs").form(0.25, "share")
        ('1\\xa0234\\xa0567\\xa0€', '25\\xa0%')
        """
        if form in {"texts", "countries"}:
            one: Form = "country" if form == "countries" else "text"
            parts = [value] if isinstance(value, str) else value if isinstance(value, Iterable) else ()
            return ", ".join(self.form(part, one) for part in parts) or _MISSING
        if value is None or is_missing(value):
            return _MISSING
        return self._one(value.item() if hasattr(value, "item") else value, form)

    def _one(self, value: Any, form: Form) -> str:
        if form == "term":
            # Words of the vocabulary only: to gettext an empty text is the name of a file's header.
            return self.text(TERMS[value]) if value in TERMS else value_to_text(value)
        if form == "country":
            return str(self.locale.territories.get(str(value), value_to_text(value)))
        if form == "date" and isinstance(value, dt.date):
            return str(format_date(value, "medium", self.locale))
        if form in {"count", "number", "share", "p", "money"} and isinstance(value, (int, float)):
            return self._number(value, form)
        if form == "year":
            return str(int(value))
        text = value_to_text(value)
        return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"

    def _number(self, value: float, form: Form) -> str:
        if not math.isfinite(value):
            return _MISSING
        if form == "share":
            return str(format_percent(value, "#,##0 %" if self.code != "en" else "#,##0%", self.locale)).replace(
                " ", "\u00a0"
            )
        if form == "money":
            amount = format_decimal(value, "#,##0", self.locale)
            return f"€{amount}" if self.code == "en" else f"{amount}\u00a0€"
        if form == "count":
            return str(format_decimal(value, "#,##0", self.locale))
        if form == "p" and 0 < value < 0.001:
            return "< " + str(format_decimal(0.001, "0.000", self.locale))
        pattern = "0.000" if form == "p" or abs(value) < _ALMOST_ONE else "#,##0.0"  # digits shown
        return str(format_decimal(value, pattern, self.locale))


@cache
def open_language(code: str) -> Language:
    """The language of a code of :data:`graphmodel.maps.wording.LANGUAGES`.

    Raises :class:`~graphmodel.errors.RequestError` for a language there is no translation into.

    >>> open_language("en").form(1234.5, "count"), open_language("en").form("HU", "country")
    ('1,234', 'Hungary')
    """
    if code not in LANGUAGES:
        raise RequestError(
            f"Pages are not written in the language {code!r}.", remedy=f"Choose one of: {', '.join(LANGUAGES)}."
        )
    if code == "en":
        return Language(code, Locale(code), gettext.NullTranslations())
    file = resources.files("graphmodel.pages").joinpath("translations", f"{code}.po")
    compiled = io.BytesIO()
    write_mo(compiled, read_po(io.BytesIO(file.read_bytes()), locale=code))
    compiled.seek(0)
    return Language(code, Locale(code), gettext.GNUTranslations(compiled))


def plain_value(value: Any) -> Any:
    """A value as JSON and sorting know it: number, text or nothing; lists as text.

    >>> plain_value(float("nan")), plain_value(("a", "b")), plain_value(dt.date(2020, 5, 1))
    (None, 'a; b', '2020-05-01')
    """
    if isinstance(value, (tuple, list)):
        return "; ".join(value_to_text(part) for part in value)
    if is_missing(value) or value is None:
        return None
    if isinstance(value, dt.date):
        return value.isoformat()
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, (bool, int, float)):
        return value if not isinstance(value, float) or math.isfinite(value) else None
    return value_to_text(value)


def frame_values(frame: pd.DataFrame, column: str) -> list[Any]:
    """The values of a column as plain Python, lists and dates as they are."""
    values: list[Any] = frame[column].astype(object).tolist()
    return values
