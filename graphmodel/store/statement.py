r"""What an ad hoc statement may be, told from its text before it is sent.

That a query writes nothing is enforced by the engines (a user with read rights only; read access mode). What stands here
closes the gaps between them, so that both refuse the same: commands of administration and schema, which begin a statement;
LOAD CSV, which reads files and addresses; parameters that are missing or not used. Strings, quoted names and comments
are skipped. Neo4j replaces ``\uXXXX`` before it reads a statement, so the text is looked at both ways.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from graphmodel.errors import QueryError
from graphmodel.store.lexing import tokens, unquoted
from graphmodel.store.place import at_offset

_ESCAPE = re.compile(r"\\u+([0-9A-Fa-f]{4})")
_READING = frozenset(
    {"MATCH", "OPTIONAL", "WITH", "UNWIND", "RETURN", "CALL", "SHOW", "FILTER", "LET", "WHEN", "FINISH"}
)
_WRITING = frozenset(
    {
        "CREATE",
        "MERGE",
        "INSERT",
        "SET",
        "REMOVE",
        "DELETE",
        "DETACH",
        "NODETACH",
        "FOREACH",
        "DROP",
        "ALTER",
        "GRANT",
        "DENY",
        "REVOKE",
        "RENAME",
        "START",
        "STOP",
        "TERMINATE",
        "ENABLE",
        "DEALLOCATE",
        "REALLOCATE",
        "DRYRUN",
    }
)
#: Words that may stand before the first clause; USE and CYPHER are followed by names and options.
_PREFIXES = frozenset({"EXPLAIN", "PROFILE", "CYPHER", "USE"})
_OPENING = frozenset({"USE", "CYPHER"})


def writing_refused(where: str = "") -> QueryError:
    """The error for a statement that writes."""
    return QueryError(
        "This query writes, and queries here only read.",
        where=where,
        remedy="Change the graph by loading files (`graphmodel load`), or ask with MATCH ... RETURN.",
    )


def check_statement(cypher: str, parameters: Mapping[str, Any]) -> str:
    """The statement as it is sent: without the semicolon at its end.

    Raises:
        QueryError: it does not begin as a query does, writes by its first word, loads a file, is more than one
            statement, or its parameters are not the ones given.

    >>> check_statement("MATCH (n) RETURN count(n);", {})
    'MATCH (n) RETURN count(n) '
    """
    _check_words(cypher)
    unescaped = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), cypher)
    if unescaped != cypher:
        _check_words(unescaped)
    _check_parameters(cypher, parameters)
    return _without_semicolon(cypher)


def _check_words(cypher: str) -> None:
    _check_first_word(cypher)
    previous = ""
    for token in tokens(cypher):
        if token["other"] in {"'", '"', "`"}:
            place, shown = at_offset(cypher, token.start())
            raise QueryError(f"The quote that opens here is never closed.\n{shown}", where=place)
        word = (token["word"] or "").upper()
        if previous == "LOAD" and word == "CSV":
            raise QueryError(
                "LOAD CSV reads files and addresses, and queries here read the graph only.",
                where=at_offset(cypher, token.start())[0],
                remedy="Load the file with a recipe: `graphmodel load RECIPE FILE`.",
            )
        previous = word


def _check_first_word(cypher: str) -> None:
    opened = False
    for token in tokens(cypher):
        word = (token["word"] or "").upper()
        if word in _READING:
            return
        place, shown = at_offset(cypher, token.start())
        if word in _WRITING:
            raise writing_refused(place)
        if word == "LOAD":
            return
        if word in _PREFIXES:
            opened = opened or word in _OPENING
        elif not opened:
            near = get_close_matches(word, sorted(_READING | _WRITING), n=1)
            hint = f" Did you mean {near[0]}?" if near else ""
            raise QueryError(
                f"A query does not begin with {token[0]!r}.{hint}\n{shown}",
                where=place,
                remedy="It begins with MATCH, for example MATCH (n:Organisation) RETURN n.name.",
            )
    raise QueryError("The query is empty.", remedy="Write one, for example MATCH (n:Organisation) RETURN n.name.")


def _check_parameters(cypher: str, parameters: Mapping[str, Any]) -> None:
    used: dict[str, int] = {}
    for token in tokens(cypher):
        name = token["parameter"] or unquoted(token["quoted"] or "")
        if name:
            used.setdefault(name, token.start())
    for name, offset in used.items():
        if name not in parameters:
            place, shown = at_offset(cypher, offset)
            raise QueryError(
                f"The query uses ${name}, and no value was given for it.\n{shown}",
                where=place,
                remedy=f"Give one: -p {name}=... on the command line, {name}=... in Python.",
            )
    unused = sorted(set(parameters) - set(used))
    if unused:
        near = get_close_matches(unused[0], list(used), n=1)
        hint = f" Did you mean ${near[0]}?" if near else ""
        raise QueryError(
            f"The query does not use the parameter {unused[0]!r}.{hint}",
            remedy=f"It uses: {', '.join('$' + name for name in used) or 'none'}.",
        )


def _without_semicolon(cypher: str) -> str:
    ends = [token.start() for token in tokens(cypher) if token["other"] == ";"]
    last = max((token.start() for token in tokens(cypher)), default=0)
    if not ends:
        return cypher
    if ends != [last]:
        place, shown = at_offset(cypher, ends[0])
        raise QueryError(f"There is more than one statement here.\n{shown}", where=place, remedy="Run one at a time.")
    return f"{cypher[:last]} {cypher[last + 1 :]}"
