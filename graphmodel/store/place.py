"""A place in a query, as a person is shown it: line and column, and the line itself with a caret below."""

from __future__ import annotations

_WIDTH = 100
_CUT = "..."


def at_offset(cypher: str, offset: int) -> tuple[str, str]:
    r"""The place of a character: ``line 2, column 8``, and the line with a caret.

    >>> print(*at_offset("MATCH (n)\nRETRUN n", 10), sep="\n")
    line 2, column 1
      RETRUN n
      ^
    """
    line = cypher.count("\n", 0, offset) + 1
    return at_line(cypher, line, offset - (cypher.rfind("\n", 0, offset) + 1) + 1)


def at_line(cypher: str, line: int, column: int) -> tuple[str, str]:
    """The same for a line and column, both counted from 1. A long line is cut around the place."""
    lines = cypher.split("\n")
    text = lines[line - 1].rstrip("\r") if 0 < line <= len(lines) else ""
    first = max(0, min(column - 1 - _WIDTH // 2, len(text) - _WIDTH))
    before = (_CUT if first else "") + text[first : column - 1]
    after = text[column - 1 : first + _WIDTH] + (_CUT if len(text) > first + _WIDTH else "")
    # Tabs stay tabs, so that the caret stands below its character however wide they are shown.
    under = "".join("\t" if character == "\t" else " " for character in before)
    return f"line {line}, column {column}", f"  {before}{after}\n  {under}^"
