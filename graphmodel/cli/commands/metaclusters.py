"""``graphmodel metaclusters``: alliances that suggest themselves."""

from __future__ import annotations

from typing import Any

import click

from graphmodel.cli.options import filter_options, output_options, seed_option, session_options, ties_option
from graphmodel.cli.output import Output, answer_from_frame
from graphmodel.cli.session import Session
from graphmodel.cli.sources import about_analysis
from graphmodel.cli.years import say_undated


@click.command("metaclusters", short_help="Propose alliances of clusters.")
@ties_option
@filter_options
@seed_option
@output_options
@session_options
def command(output: Output, session: Session, **options: Any) -> None:
    """Propose meta-clusters: clusters that have more to do with each other than chance, and no alliance yet.

    Each proposal tells its members, sectors, countries, bridging organisations and evidence.

    \b
    Example:
      graphmodel metaclusters --sector energy -o candidates.xlsx
    """
    with session.open() as eco:
        frame = eco.metaclusters(**options)
        output.write(
            answer_from_frame(frame),
            about_analysis(eco, session, frame, options),
            empty=frame.attrs.get("message") or "No group of clusters exceeds chance.",
        )
        say_undated(output, frame.attrs.get("undated", 0))
