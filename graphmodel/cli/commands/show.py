"""``graphmodel show``: all that is known of one thing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from graphmodel.cli.options import output_options, session_options
from graphmodel.cli.output import Output, answer_from_facts, answer_from_frame, answer_from_rows
from graphmodel.cli.session import Session
from graphmodel.cli.sources import about_answer

if TYPE_CHECKING:
    from graphmodel.lookup import Thing


@click.command("show", short_help="Show all that is known of one thing.")
@click.argument("name")
@output_options
@session_options
def command(name: str, output: Output, session: Session) -> None:
    """Show one thing by any of its names or ids: its properties, its ties, and which dataset says what of it.

    A form that holds one table only (csv, parquet) gets the ties.

    \b
    Example:
      graphmodel show "Lyonbiopole"
      graphmodel show pic:999905974 -o lyonbiopole.xlsx
    """
    with session.open() as eco:
        thing = eco.show(name)
        answers = {
            "thing": answer_from_facts(_facts(thing)),
            "ties": answer_from_frame(thing.ties),
            "claims": answer_from_rows(("dataset", "key", "property", "value", "load", "row"), _claims(thing)),
        }
        output.write_several(answers, "ties", about_answer(eco, session, show=name))


def _facts(thing: Thing) -> dict[str, Any]:
    known = {
        "name": thing.name,
        "id": thing.id,
        "labels": list(thing.labels),
        "names": list(thing.names),
        "identifiers": list(thing.identifiers),
        **thing.properties,
    }
    return {name: value for name, value in known.items() if value not in (None, "", [])}


def _claims(thing: Thing) -> Iterator[tuple[Any, ...]]:
    """What each dataset says, a line for every property."""
    for claim in thing.claims:
        for name, value in claim["values"].items():
            yield claim["dataset"], claim["key"], name, value, claim["load"], claim["row"]
