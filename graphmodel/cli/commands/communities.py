"""``graphmodel communities``: groups that work together."""

from __future__ import annotations

from typing import Any

import click

from graphmodel.cli.options import filter_options, output_options, seed_option, session_options, ties_option
from graphmodel.cli.output import Output, answer_from_frame
from graphmodel.cli.session import Session
from graphmodel.cli.sources import about_analysis
from graphmodel.cli.years import say_undated


@click.command("communities", short_help="Find groups that work together.")
@ties_option
@filter_options
@seed_option
@output_options
@session_options
def command(output: Output, session: Session, **options: Any) -> None:
    """Find groups of organisations that work together more than with others.

    Each membership has a confidence: how often chance puts the organisation there when the search is repeated.

    \b
    Example:
      graphmodel communities --ties projects --seed 7
    """
    with session.open() as eco:
        frame = eco.communities(**options)
        output.write(
            answer_from_frame(frame),
            about_analysis(eco, session, frame, options),
            empty=frame.attrs.get("message") or "No organisation is tied to another here.",
        )
        say_undated(output, frame.attrs.get("undated", 0))
