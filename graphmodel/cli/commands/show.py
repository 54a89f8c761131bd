"""``graphmodel show``: all that is known of one thing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from graphmodel.cli.options import output_options, session_options
from graphmodel.cli.output import Output, answer_from_facts, answer_from_frame, answer_from_rows
from graphmodel.cli.session import Session
from graphmodel.cli.sources import about_answer
from graphmodel.cli.years import say_undated, years_options

if TYPE_CHECKING:
    from graphmodel.lookup import Thing


@click.command("show", short_help="Show all that is known of one thing.")
@click.argument("name")
@years_options
@output_options
@session_options
def command(name: str, first_year: int | None, last_year: int | None, output: Output, session: Session) -> None:
    """Show one thing by any of its names or ids: its properties, its ties, and which dataset says what of it.

    A form that holds one table only (csv, parquet) gets the ties. --from and --to keep the ties that held in these
    years, and what describes the thing.

    \b
    Example:
      graphmodel show "Lyonbiopole"
      graphmodel show pic:999905974 -o lyonbiopole.xlsx
    """
    with session.open() as eco:
        thing = eco.show(name, first_year=first_year, last_year=last_year)
        answers = {
            "thing": answer_from_facts(_facts(thing)),
            "ties": answer_from_frame(thing.ties),
            "claims": answer_from_rows(("dataset", "key", "property", "value", "load", "row"), _claims(thing)),
        }
        years = {"from": first_year, "to": last_year}
        output.write_several(answers, "ties", about_answer(eco, session, show=name, **years))
        say_undated(output, thing.undated)


def _facts(thing: Thing) -> dict[str, Any]:
    known = {
        "name": thing.name,
        "id": thing.id,
        "labels": list(thing.labels),
        "proposal": "a saved proposal, no fact" if "Candidate" in thing.labels else "",
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
