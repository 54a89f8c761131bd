"""Python text as the formatter of the house would lay it out: calls on one line where they fit, else an argument a line."""

from __future__ import annotations

from collections.abc import Sequence

_WIDTH = 120
#: The linter's limit, a little beyond the formatter's.
_LONGEST_LINE = 130
_LONGEST_NAME = 60


class Spelling:
    """How the names of columns are written: as they are, or as constants where they are too long for a line of code."""

    def __init__(self) -> None:
        self._constants: dict[str, str] = {}

    def of(self, column: str) -> str:
        """A column's name as an expression."""
        if len(quoted(column)) <= _LONGEST_NAME:
            return quoted(column)
        return self._constants.setdefault(column, f"COLUMN_{len(self._constants) + 1}")

    def lines(self) -> list[str]:
        """The constants."""
        lines = [f"{name} = {quoted(column)}" for column, name in self._constants.items()]
        return [f"{line}  # noqa: E501" if len(line) > _LONGEST_LINE else line for line in lines] + [""] * bool(lines)


def quoted(text: str) -> str:
    r"""A text as a literal of Python; what cannot be seen is written as an escape.

    >>> print(quoted('Klaster "Woda"'), quoted("E-mail\n(office)"))
    'Klaster "Woda"' "E-mail\n(office)"
    """
    mark = "'" if text.count('"') > text.count("'") else '"'
    return mark + "".join(_escaped(character, mark) for character in text) + mark


def _escaped(character: str, mark: str) -> str:
    if character in {"\\", mark}:
        return f"\\{character}"
    if character.isprintable():
        return character
    return character.encode("unicode_escape").decode()


def call_lines(function: str, arguments: Sequence[str], indent: int) -> list[str]:
    """A call, on one line or with an argument a line."""
    space = " " * indent
    whole = f"{space}{function}({', '.join(arguments)})"
    if len(whole) <= _WIDTH:
        return [whole]
    return [f"{space}{function}(", *(f"{space}    {argument}," for argument in arguments), f"{space})"]
