"""``graphmodel centrality``: who is well placed."""

from __future__ import annotations

from typing import Any

import click

from graphmodel.cli.options import filter_options, output_options, seed_option, session_options, ties_option
from graphmodel.cli.output import Output, answer_from_frame
from graphmodel.cli.session import Session
from graphmodel.cli.sources import about_analysis
from graphmodel.cli.years import say_undated


@click.command("centrality", short_help="Rank organisations by their place in the network.")
@ties_option
@filter_options
@seed_option
@output_options
@session_options
def command(output: Output, session: Session, **options: Any) -> None:
    """Rank organisations by how well they are placed among their partners.

    Eight measures, each with a rank: number of partners, strength of ties, betweenness, closeness and so on;
    docs/methods.md explains them.

    \b
    Example:
      graphmodel centrality --country HU --from 2016 -o centrality.xlsx
    """
    with session.open() as eco:
        frame = eco.centrality(**options)
        output.write(
            answer_from_frame(frame),
            about_analysis(eco, session, frame, options),
            empty=frame.attrs.get("message") or "No organisation is tied to another here.",
        )
        say_undated(output, frame.attrs.get("undated", 0))
