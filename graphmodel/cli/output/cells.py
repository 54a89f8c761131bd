"""One cell as text: for the terminal, and for files that hold text only.

All text comes from data and may be hostile. On its way to a terminal, control characters (an escape sequence can rewrite
the screen), line breaks and marks that turn the direction of writing around are made visible or dropped.
"""

from __future__ import annotations

import datetime as dt
import json
import unicodedata
from typing import Any

#: Marks that reorder the text around them, so that it reads otherwise than it is.
_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_SEPARATOR = "; "


def safe_text(text: str) -> str:
    r"""Text that does nothing to a terminal but stand there, on one line.

    >>> safe_text("a\x1b[31mb\nc\u202ed")
    'a\\x1b[31mb c\\u202ed'
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_safe_character, text))


def safe_lines(text: str) -> str:
    """Text of several lines, each of them safe."""
    return "\n".join(map(safe_text, text.split("\n")))


def _safe_character(character: str) -> str:
    if character.isprintable() and character not in _TURNING:
        return character
    if character in _TURNING:
        return f"\\u{ord(character):04x}"
    category = unicodedata.category(character)
    if character in "\n\r\t\v\f\x85\u2028\u2029" or category == "Zs":
        return " "
    if category == "Cf":
        # Joiners belong to the writing of some languages; they are invisible and harmless.
        return character
    return repr(character)[1:-1]


def value_to_text(value: Any, *, separator: str = _SEPARATOR) -> str:
    """A value as exact text, for a cell of CSV.

    >>> value_to_text(True), value_to_text(["a", "b"]), value_to_text(dt.date(2024, 12, 31)), value_to_text(None)
    ('true', 'a; b', '2024-12-31', '')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (dt.date, dt.datetime)):
        return value.isoformat()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, list):
        if any(isinstance(item, (list, dict)) for item in value):
            return value_to_json(value)
        return separator.join(value_to_text(item) for item in value)
    if isinstance(value, dict):
        return value_to_json(value)
    return str(value)


def value_to_json(value: Any) -> str:
    """A value as JSON; dates become ISO text."""
    return json.dumps(value, ensure_ascii=False, default=value_to_text)


def value_to_cell(value: Any, decimals: int = 0) -> str:
    """A value as people read it in a terminal.

    >>> value_to_cell(1234), value_to_cell(12345), value_to_cell(0.5, 2), value_to_cell(True)
    ('1234', '12,345', '0.50', 'yes')
    """
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        # Four digits stay together: most of them are years.
        return f"{value:,}" if abs(value) >= 10_000 else str(value)
    if isinstance(value, float):
        if value and abs(value) < 10.0**-decimals / 2:
            return f"{value:.1e}"
        return f"{value:,.{decimals}f}" if abs(value) >= 10_000 else f"{value:.{decimals}f}"
    return safe_text(value_to_text(value))


def decimals_needed(values: list[Any]) -> int:
    """How many decimals show the numbers of a column to three digits or so, two of them where money is meant."""
    sizes = [abs(v) for v in values if isinstance(v, float) and v and not v.is_integer()]
    if not sizes:
        return 0
    largest = max(abs(v) for v in values if isinstance(v, float))
    return 1 if largest >= 1000 else 2 if largest >= 10 else 3 if largest >= 1 else 4
