"""What every workbook of ours keeps to, because Excel does: text stays text, and nothing is longer than a sheet can hold."""

from __future__ import annotations

from typing import Any

from graphmodel.errors import ExportError

#: Options of ``xlsxwriter.Workbook``: what looks like a formula, an address or a number is none.
TEXT_IS_TEXT: dict[str, Any] = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
#: Excel keeps fifteen digits of a number and changes the others.
LARGEST_NUMBER = 10**15
_MOST_ROWS = 1_048_575
_LONGEST_TEXT = 32_767


def cut_to_cell(text: str) -> str:
    """As much of a text as a cell holds.

    >>> cut_to_cell("Acme"), len(cut_to_cell("x" * 40_000))
    ('Acme', 32767)
    """
    return text if len(text) <= _LONGEST_TEXT else text[: _LONGEST_TEXT - 1] + "…"


def require_rows_fit(name: str, rows: int, *, where: str = "", remedy: str) -> None:
    """Raise :class:`~graphmodel.errors.ExportError` where the sheet ``name`` would have more rows than Excel holds."""
    if rows > _MOST_ROWS:
        raise ExportError(
            f"The sheet {name} would have {rows:,} rows; Excel holds {_MOST_ROWS:,}.", where=where, remedy=remedy
        )
