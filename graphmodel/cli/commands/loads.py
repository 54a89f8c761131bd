"""``graphmodel loads``: the ledger."""

from __future__ import annotations

import click

from graphmodel.cli.options import output_options, session_options
from graphmodel.cli.output import Output, answer_from_frame
from graphmodel.cli.session import Session
from graphmodel.cli.sources import about_answer


@click.command("loads", short_help="List what was loaded.")
@output_options
@session_options
def command(output: Output, session: Session) -> None:
    """List what was loaded, when, from which files, and what it wrote.

    \b
    Example:
      graphmodel loads
    """
    with session.open() as eco:
        ledger = eco.loads()
        # The files last: their names are long, and the counts matter more.
        answer = answer_from_frame(ledger[[*ledger.columns.drop("files"), "files"]])
        output.write(answer, about_answer(eco, session), empty="Nothing was loaded yet: graphmodel load --help.")
