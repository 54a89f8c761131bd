"""``graphmodel stages``: clusters by the stage of their life."""

from __future__ import annotations

from typing import Any

import click

from graphmodel.cli.options import filter_options, output_options, session_options
from graphmodel.cli.output import Output, answer_from_frame
from graphmodel.cli.session import Session
from graphmodel.cli.sources import about_analysis
from graphmodel.cli.years import say_undated

#: What a window has room for; every other form holds all columns.
_IN_A_WINDOW = ["name", "country", "stage", "basis", "first_seen", "projects", "services"]
#: A list of services is not cut.
_MOST_LINES = 8


@click.command("stages", short_help="List clusters by stage, with the services needed.")
@filter_options
@output_options
@session_options
def command(output: Output, session: Session, **options: Any) -> None:
    """List clusters by the stage of their life (start, growth, maturity), with the services that each stage needs.

    What a source declares stands. Otherwise the stage is estimated from the year a cluster was first seen and the number of
    its projects and alliances, and marked as estimated; in a file or as CSV the answer also holds the rule with its figures.

    \b
    Example:
      graphmodel stages --country Poland
      graphmodel stages --to 2018 -o stages.xlsx
    """
    with session.open() as eco:
        frame = eco.stages(**options)
        in_window = output.form == "table" and output.path is None
        output.write(
            answer_from_frame(frame[_IN_A_WINDOW] if in_window else frame),
            about_analysis(eco, session, frame, options),
            empty=frame.attrs["message"],
            most_lines=_MOST_LINES,
        )
        if len(frame):
            output.say(frame.attrs["message"])
        say_undated(output, frame.attrs.get("undated", 0))
