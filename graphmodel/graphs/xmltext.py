"""Spelling text in XML so that it comes back as it was, also line ends, tabs and quotes, which readers else fold."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from graphmodel.graphs.plain import PlainColumn
from graphmodel.graphs.values import value_text

_SPECIAL = re.compile('[&<>"\r\n\t]')
_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_ATTRIBUTE = str.maketrans(
    {
        "&": "&amp;",
        "<": "&lt;",
        ">": "&gt;",
        '"': "&quot;",
        "\r": "&#13;",
        "\n": "&#10;",
        "\t": "&#9;",
    }
)


def text_to_xml(text: str) -> str:
    """The text as the content of an element.

    >>> text_to_xml("Smith & Sons <Kft.>")
    'Smith &amp; Sons &lt;Kft.&gt;'
    """
    return text.translate(_TEXT) if _SPECIAL.search(text) else text


def text_to_attribute(text: str) -> str:
    """The text as the value of an attribute, in its quotes.

    >>> text_to_attribute('Smith "& Sons"')
    '"Smith &quot;&amp; Sons&quot;"'
    """
    return f'"{text.translate(_ATTRIBUTE)}"' if _SPECIAL.search(text) else f'"{text}"'


def columns_to_elements(
    columns: Sequence[PlainColumn],
    count: int,
    opening: Callable[[int], str],
    spell: Callable[[str], str],
    closing: str,
) -> list[str]:
    """Per row one text: an element for each of its values, ``opening(column) + spell(value) + closing``."""
    rows: list[list[str]] = [[] for _ in range(count)]
    for place, column in enumerate(columns):
        start = opening(place)
        known: dict[str, str] = {}  # most texts repeat: types, roles, countries, years
        for row, value in zip(rows, column.values, strict=True):
            if value is not None:
                text = value_text(value)
                element = known.get(text)
                if element is None:
                    element = known[text] = f"{start}{spell(text)}{closing}"
                row.append(element)
    return ["".join(row) for row in rows]
