"""``graphmodel overlap``: what clusters share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from graphmodel.cli.options import filter_options, output_options, seed_option, session_options, ties_option
from graphmodel.cli.output import Output, answer_from_frame
from graphmodel.cli.session import Session
from graphmodel.cli.sources import about_analysis
from graphmodel.cli.years import say_undated

if TYPE_CHECKING:
    from graphmodel.ecosystem import OverlapKind

_EMPTY = {
    "joint": "No two clusters share a project or an alliance here.",
    "members": "No member lists are loaded: graphmodel template shows how to write one.",
    "indirect": "No two clusters share partners outside of what they do together.",
}


@click.command("overlap", short_help="Compare clusters two by two.")
@click.option(
    "--kind",
    type=click.Choice(list(_EMPTY)),
    default="joint",
    show_default=True,
    help="Joint projects and alliances; shared members; or partners both have apart from each other.",
)
@ties_option
@filter_options
@seed_option
@output_options
@session_options
def command(kind: OverlapKind, output: Output, session: Session, **options: Any) -> None:
    """Compare clusters two by two: joint projects, shared members or indirect partners, and whether chance explains it.

    \b
    Example:
      graphmodel overlap --kind indirect --country HU
    """
    with session.open() as eco:
        frame = eco.overlap(kind, **options)
        about = about_analysis(eco, session, frame, {"kind": kind, **options})
        output.write(answer_from_frame(frame), about, empty=frame.attrs.get("message") or _EMPTY[kind])
        say_undated(output, frame.attrs.get("undated", 0))
