"""Cypher as text: which parameters a query uses, and how a value and a question are written for Neo4j Browser."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from graphmodel.errors import RequestError
from graphmodel.question.contract import Question

#: What can hide a ``$`` (strings, quoted names, comments), and last a parameter itself.
_TOKENS = re.compile(
    r"""'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|`(?:``|[^`])*`|//[^\n]*|/\*.*?\*/"""
    r"""|\$(?:(?P<name>\w+)|`(?P<quoted>(?:``|[^`])*)`)""",
    re.DOTALL,
)


def cypher_parameters(text: str) -> dict[str, int]:
    r"""The parameters a Cypher text uses, each with the line it first stands on.

    A ``$`` within a string, a quoted name or a comment is none:

    >>> cypher_parameters("// costs $5\nMATCH (n {a: '$b', `$c`: $d}) /* $e */\nRETURN $f, $d")
    {'d': 2, 'f': 3}
    """
    found: dict[str, int] = {}
    for token in _TOKENS.finditer(text):
        name = token["name"] or (token["quoted"] or "").replace("``", "`")
        if name:
            found.setdefault(name, text.count("\n", 0, token.start()) + 1)
    return found


def value_to_cypher(value: Any) -> str:
    """A value as a Cypher literal.

    >>> value_to_cypher(["HU", 1, None, True])
    "['HU', 1, null, true]"

    Raises:
        RequestError: a type that has no literal here.
    """
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return repr(value)
    if isinstance(value, str):
        return "'" + "".join(_escaped(character) for character in value) + "'"
    if isinstance(value, dt.date):
        return f"date('{value.isoformat()}')"
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(value_to_cypher, value))}]"
    raise RequestError(f"A value of type {type(value).__name__} cannot be written as Cypher.")


def _escaped(character: str) -> str:
    if character in "\\'":
        return f"\\{character}"
    if character.isprintable():
        return character
    # Cypher writes what does not print as \uXXXX, two of them beyond the basic plane.
    code = character.encode("utf-16-be", errors="surrogatepass").hex().upper()
    return "".join(f"\\u{code[i : i + 4]}" for i in range(0, len(code), 4))


def question_to_browser(question: Question, params: Mapping[str, Any]) -> str:
    """The question as one pastes it into Neo4j Browser: ``:param`` lines, then the query, closed by a semicolon."""
    lines = [f":param {name} => {value_to_cypher(value)};" for name, value in params.items()]
    return "\n".join([*lines, f"{question.text};", ""])
