"""``graphmodel cypher``: a query of one's own."""

from __future__ import annotations

import json
import sys
from typing import Any, NoReturn

import click

from graphmodel.cli.options import output_options, parameter_option, session_options
from graphmodel.cli.output import Output, answer_from_rows
from graphmodel.cli.session import Session
from graphmodel.cli.sources import about_answer


@click.command("cypher", short_help="Run a Cypher query that reads.")
@click.argument("query")
@parameter_option
@output_options
@session_options
def command(query: str, given: dict[str, str], output: Output, session: Session) -> None:
    """Run a Cypher query that reads; writing is refused. A single - reads the query from standard input.

    Values of -p are read as JSON where they are JSON (numbers, true, null, lists), otherwise as text.

    \b
    Example:
      graphmodel cypher "MATCH (c:Cluster {country: \\$of}) RETURN c.name AS name ORDER BY name" -p of=HU
    """
    text = sys.stdin.read() if query == "-" else query
    params = {name: _read_value(value) for name, value in given.items()}
    with session.open() as eco:
        found = eco.rows(text, params)
        answer = answer_from_rows(found.columns, found.rows)
        output.write(answer, about_answer(eco, session, query=text, **params), empty="The query matches nothing.")


def _read_value(text: str) -> Any:
    """A value as JSON, else as the text it is.

    >>> _read_value("7"), _read_value('["a", "b"]'), _read_value("HU"), _read_value("007"), _read_value("NaN")
    (7, ['a', 'b'], 'HU', '007', 'NaN')
    """
    try:
        return json.loads(text, parse_constant=_refuse)
    except ValueError:
        return text


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)
