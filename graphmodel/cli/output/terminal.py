"""An answer as a table for the terminal: plain lines, numbers to the right, nothing wider than the window."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

from graphmodel.cli.output.answer import Answer
from graphmodel.cli.output.cells import decimals_needed, safe_text, value_to_cell
from graphmodel.cli.output.layout import GAP, MOST_LINES, break_text, cell_width, fit_columns
from graphmodel.cli.output.stream import bold_line

#: Texts no longer than the first, or single words no longer than the second, are codes, which read badly when broken.
_SHORT, _SHORT_WORD = 10, 16


def answer_to_table(
    answer: Answer, width: int | None, *, bold: bool = False, most_lines: int = MOST_LINES
) -> tuple[str, list[str]]:
    """The table as text, and the names of the columns that found no room.

    ``width`` is the window's; ``None`` breaks nothing and leaves nothing out: one line a row, for other programs. A text
    takes at most ``most_lines`` lines; of a longer one the beginning is shown.
    """
    columns = [answer.column(place) for place in range(len(answer.columns))]
    names = [safe_text(name) for name in answer.columns]
    cells = [_cells(values) for values in columns]
    numeric = [_is_numeric(values) for values in columns]
    widths = [max([cell_width(name), *map(cell_width, texts)]) for name, texts in zip(names, cells, strict=True)]
    rigid = [number or _is_short(texts) for number, texts in zip(numeric, cells, strict=True)]
    shown = fit_columns(names, widths, rigid, width) if width else dict(enumerate(widths))
    head = _lines([names[place] for place in shown], shown, numeric, most_lines)
    rule = (" " * GAP).join("─" * size for size in shown.values())
    lines = [bold_line(line) if bold else line for line in head]
    lines.append(rule)
    for row in range(len(answer.rows)):
        lines += _lines([cells[place][row] for place in shown], shown, numeric, most_lines)
    return "\n".join(lines) + "\n", [name for place, name in enumerate(names) if place not in shown]


def answer_to_cards(answer: Answer, width: int) -> str:
    """Every row by itself, one line or more for each of its columns: for few rows of many columns."""
    names = [safe_text(name) for name in answer.columns]
    cells = [_cells(answer.column(place)) for place in range(len(names))]
    indent = max(map(cell_width, names)) + GAP
    room = max(width - indent, 1)
    cards = []
    for row in range(len(answer)):
        lines = []
        for place, name in enumerate(names):
            first, *more = break_text(cells[place][row], room, most=sys.maxsize)
            lines += [f"{name}{' ' * (indent - cell_width(name))}{first}".rstrip(), *(" " * indent + m for m in more)]
        cards.append("\n".join(lines) + "\n")
    return "\n".join(cards)


def _cells(values: Sequence[Any]) -> list[str]:
    decimals = decimals_needed(list(values))
    return [value_to_cell(value, decimals) for value in values]


def _is_numeric(values: Sequence[Any]) -> bool:
    kinds = {type(value) for value in values if value is not None}
    return bool(kinds) and kinds <= {int, float}


def _is_short(texts: Sequence[str]) -> bool:
    limit = _SHORT if any(" " in text for text in texts) else _SHORT_WORD
    return max(map(len, texts), default=0) <= limit


def _lines(texts: Sequence[str], shown: dict[int, int], numeric: Sequence[bool], most_lines: int) -> list[str]:
    """One row of the table, in as many lines as its longest text takes."""
    broken = [break_text(text, size, most_lines) for text, size in zip(texts, shown.values(), strict=True)]
    lines = []
    for number in range(max(map(len, broken))):
        parts = []
        for (place, size), pieces in zip(shown.items(), broken, strict=True):
            piece = pieces[number] if number < len(pieces) else ""
            blank = " " * (size - cell_width(piece))
            parts.append(blank + piece if numeric[place] else piece + blank)
        lines.append((" " * GAP).join(parts).rstrip())
    return lines
