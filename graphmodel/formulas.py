"""Texts from data are no formulas: what a spreadsheet would run is written so that it stays text.

A cell that begins with ``=``, ``+``, ``-``, ``@``, a tab or a line end is taken for a formula by Excel and LibreOffice,
even after blanks (OWASP, *CSV Injection*).
"""

from __future__ import annotations

_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def neutral_cell(text: str) -> str:
    """The text after an apostrophe where a spreadsheet would run it as a formula.

    >>> neutral_cell("=cmd()"), neutral_cell("  +1"), neutral_cell("Acme")
    ("'=cmd()", "'  +1", 'Acme')
    """
    return f"'{text}" if text.lstrip(" ").startswith(_STARTS) else text
