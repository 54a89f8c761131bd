"""``graphmodel status``: what the store holds."""

from __future__ import annotations

import click

from graphmodel.cli.options import output_options, session_options
from graphmodel.cli.output import Output, answer_from_facts
from graphmodel.cli.session import Session


@click.command("status", short_help="Show what the store holds.")
@output_options
@session_options
def command(output: Output, session: Session) -> None:
    """Show which store this is, what it holds, and whether a load is under way.

    \b
    Example:
      graphmodel status --format json
    """
    with session.open() as eco:
        output.write_facts(answer_from_facts(eco.status()))
