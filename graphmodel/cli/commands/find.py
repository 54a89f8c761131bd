"""``graphmodel find``: a thing by any of its names."""

from __future__ import annotations

import click

from graphmodel.cli.options import output_options, session_options
from graphmodel.cli.output import Output, answer_from_frame
from graphmodel.cli.session import Session
from graphmodel.cli.sources import about_answer


@click.command("find", short_help="Find things by name.")
@click.argument("text")
@click.option("--limit", type=click.IntRange(1), default=10, show_default=True, help="Most rows to list.")
@output_options
@session_options
def command(text: str, limit: int, output: Output, session: Session) -> None:
    """Find organisations, clusters, projects and so on by name; accents and small typing errors do not matter.

    \b
    Example:
      graphmodel find "mecsek banyaszati"
    """
    with session.open() as eco:
        answer = answer_from_frame(eco.find(text, limit=limit))
        output.write(answer, about_answer(eco, session, find=text), empty=f"Nothing is called like '{text}'.")
