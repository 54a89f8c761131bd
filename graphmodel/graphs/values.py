"""One value on its way into a file: the plain kinds all formats can hold, and how text formats spell them."""

from __future__ import annotations

import datetime as dt
import json
import math
import re
from collections.abc import Iterable, Mapping
from typing import Any

from graphmodel.errors import ExportError

_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_WHOLE_LIMIT = 2**63


def clean(text: str) -> str:
    r"""The text with every character that no XML or UTF-8 file may hold replaced by U+FFFD.

    Those are the control characters save tab and line ends, lone surrogates, U+FFFE and U+FFFF.

    >>> clean("Kft.\x00 Bt.") == "Kft.\ufffd Bt."
    True
    """
    return text if text.isprintable() else _UNWRITABLE.sub("\ufffd", text)


def plain_value(value: Any, where: str = "") -> Any:
    """A value as bool, int, float, date, list or str; ``None`` for a missing one (NaN, NaT and NA among them).

    A moment becomes ISO text, a mapping JSON text, a whole number beyond 64 bits its digits, a set a sorted list.
    Raises :class:`~graphmodel.errors.ExportError`, naming ``where``, for infinite numbers and objects with no plain
    form.
    """
    plain: Any = value
    if isinstance(value, str):
        plain = clean(value)
    elif type(value).__name__ in {"NaTType", "NAType"}:
        plain = None
    elif isinstance(value, dt.datetime):
        plain = value.isoformat()
    elif hasattr(value, "tolist"):  # numpy scalars and arrays, pandas columns
        plain = plain_value(value.tolist(), where)
    elif isinstance(value, int | float):
        plain = _number(value, where)
    elif isinstance(value, list | tuple | set | frozenset):
        plain = [plain_value(item, where) for item in value]
        if isinstance(value, set | frozenset):
            plain.sort(key=str)
    elif isinstance(value, Mapping):
        plain = json.dumps(json_value(value, where), ensure_ascii=False, sort_keys=True)
    elif value is not None and not isinstance(value, dt.date):
        raise ExportError(
            f"A value of type {type(value).__name__} cannot be written.",
            where=where,
            remedy="Turn it into text, a number, a date or a list first.",
        )
    return plain


def _number(value: int | float, where: str) -> int | float | str | None:
    if isinstance(value, int):  # truth values among them
        return value if -_WHOLE_LIMIT <= value < _WHOLE_LIMIT else str(value)
    if math.isinf(value):
        raise ExportError("An infinite number cannot be written.", where=where, remedy="Replace it, or leave it out.")
    return None if math.isnan(value) else value


def json_value(value: Any, where: str = "") -> Any:
    """A value as JSON has it: dates as ISO text, mappings and lists kept."""
    if isinstance(value, Mapping):
        return {clean(str(name)): json_value(item, where) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [json_value(item, where) for item in value]
    plain = plain_value(value, where)
    if isinstance(plain, list):
        return json_value(plain, where)
    return plain.isoformat() if isinstance(plain, dt.date) else plain


def list_text(values: Iterable[Any]) -> str:
    """A list as the text of a JSON array, which keeps separators, quotes and kinds.

    >>> list_text(["a; b", "c"])
    '["a; b", "c"]'
    """
    return json.dumps(json_value(list(values)), ensure_ascii=False)


def value_text(value: Any) -> str:
    """How text formats spell a plain value: ISO dates, ``true`` and ``false``, lists as JSON arrays.

    >>> value_text(dt.date(2014, 5, 1)), value_text(True), value_text(1e16)
    ('2014-05-01', 'true', '1e+16')
    """
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return list_text(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, dt.date) else str(value)
