"""Cypher as tokens: words, parameters and signs, with strings, quoted names and comments out of the way."""

from __future__ import annotations

import re
from collections.abc import Iterator

_TOKEN = re.compile(
    r"""(?P<skipped>'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|//[^\n]*|/\*.*?\*/|\s+)|(?P<name>`(?:``|[^`])*`)"""
    r"""|\$(?:(?P<parameter>\w+)|(?P<quoted>`(?:``|[^`])*`))|(?P<word>\w+)|(?P<other>.)""",
    re.DOTALL,
)
_OPENS, _CLOSES = frozenset("([{"), frozenset(")]}")
_ENDS = frozenset({"ORDER", "SKIP", "OFFSET", "LIMIT", "UNION"})


def tokens(cypher: str) -> Iterator[re.Match[str]]:
    """The tokens of a text: groups ``word``, ``name`` (quoted), ``parameter``, ``quoted`` (a parameter), ``other``."""
    return (token for token in _TOKEN.finditer(cypher) if token["skipped"] is None)


def unquoted(name: str) -> str:
    """A name without its backticks."""
    return name[1:-1].replace("``", "`") if name.startswith("`") else name


def word_offsets(cypher: str, word: str) -> list[int]:
    """Where a word stands."""
    return [token.start() for token in tokens(cypher) if token["word"] == word]


def returned_columns(cypher: str) -> tuple[str, ...]:
    """The names of the columns that a query returns, from its last RETURN; none for ``RETURN *``.

    ArcadeDB (26.11) names no columns when there are no rows.

    >>> returned_columns("MATCH (n) RETURN DISTINCT n.name, size([x IN n.names | x]) AS `how many` ORDER BY n.name LIMIT 5")
    ('n.name', 'how many')
    """
    items: list[list[re.Match[str]]] = []
    depth, returning = 0, False
    for token in tokens(cypher):
        depth += (token[0] in _OPENS) - (token[0] in _CLOSES)
        word = (token["word"] or "").upper()
        if depth == 0 and word == "RETURN":
            items, returning = [[]], True
        elif returning and depth == 0 and word in _ENDS:
            returning = False
        elif returning and depth == 0 and token[0] == ",":
            items.append([])
        elif returning and not (word == "DISTINCT" and items == [[]]):
            items[-1].append(token)
    names = tuple(_column_name(cypher, item) for item in items if item)
    return () if "*" in names else names


def _column_name(cypher: str, item: list[re.Match[str]]) -> str:
    if len(item) > 2 and (item[-2]["word"] or "").upper() == "AS":
        return unquoted(item[-1][0])
    if len(item) == 1:
        return unquoted(item[0][0])
    return cypher[item[0].start() : item[-1].end()]
