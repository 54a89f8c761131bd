"""``graphmodel check``: what is odd in the data."""

from __future__ import annotations

import click

from graphmodel.cli.options import output_options, part_options, session_options
from graphmodel.cli.output import Output, answer_from_frame
from graphmodel.cli.session import Session
from graphmodel.cli.sources import about_analysis

#: What a window has room for; every other form holds all columns, and the checks that found nothing.
_IN_A_WINDOW = ["check", "found", "names", "remedy"]
#: What to do is not cut.
_MOST_LINES = 8


@click.command("check", short_help="List what is odd in the data, and what to do about it.")
@click.argument("name", required=False)
@part_options
@output_options
@session_options
def command(output: Output, session: Session, name: str | None, **filters: str | None) -> None:
    """List what is odd in the data, how often, and what to do about it.

    Projects with no or two coordinators, ends before starts, amounts that contradict each other, what may be there twice, what
    is tied to nothing, codes that do not exist. With the NAME of a check: everything it found.

    \b
    Example:
      graphmodel check
      graphmodel check ends-before-start
      graphmodel check --country HU -o checks.xlsx
    """
    with session.open() as eco:
        frame = eco.check(name, **filters)
        about = about_analysis(eco, session, frame, filters)
        in_window = output.form == "table" and output.path is None
        if name:
            ordered = frame[["name", "detail", "id"]] if in_window else frame
            output.write(answer_from_frame(ordered), about, empty="Nothing was found.", most_lines=_MOST_LINES)
            return
        if not in_window:
            output.write(answer_from_frame(frame), about, empty="")
            return
        odd = frame[frame["found"] > 0]
        output.write(
            answer_from_frame(odd[_IN_A_WINDOW]), about, empty="Nothing odd was found.", most_lines=_MOST_LINES
        )
        sound = len(frame) - len(odd)
        output.say(f"{sound} of {len(frame)} checks found nothing." if len(odd) else f"{len(frame)} checks were made.")
        if len(odd):
            output.say(f"`graphmodel check {odd['check'].iloc[0]}` lists all that a check found.")
