"""``graphmodel coverage``: how complete the data are."""

from __future__ import annotations

import click

from graphmodel.cli.options import output_options, part_options, session_options
from graphmodel.cli.output import Output, answer_from_frame
from graphmodel.cli.session import Session
from graphmodel.cli.sources import about_analysis


@click.command("coverage", short_help="How complete the data are.")
@part_options
@output_options
@session_options
def command(output: Output, session: Session, **filters: str | None) -> None:
    """How complete the data are: for each field, how many things have it, over all, by country, by programme and by dataset.

    \b
    Example:
      graphmodel coverage --country HU -o coverage.xlsx
    """
    with session.open() as eco:
        frame = eco.coverage(**filters)
        output.write(
            answer_from_frame(frame),
            about_analysis(eco, session, frame, filters),
            empty="Nothing is loaded.",
        )
