"""``graphmodel changes``: who came, who left, which ties persisted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from graphmodel.cli.options import output_options, part_options, session_options, ties_option
from graphmodel.cli.output import Output, answer_from_frame
from graphmodel.cli.session import Session
from graphmodel.cli.sources import about_analysis
from graphmodel.cli.years import say_undated

if TYPE_CHECKING:
    import pandas as pd

#: So many of each kind that came, and that left, are shown in a terminal.
_SHOWN = 5


@click.command("changes", short_help="Compare two years or two editions.")
@click.argument("first", metavar="A")
@click.argument("second", metavar="B")
@ties_option
@part_options
@output_options
@session_options
def command(first: str, second: str, output: Output, session: Session, **options: Any) -> None:
    """Compare two years, or two editions of data: who came, who left, which ties persisted.

    A and B are years (2015), ranges of years (2010-2013), or editions: loads by their ids, as graphmodel loads lists
    them, or datasets. A terminal gets the counts and the largest of what came and left; a file, CSV and JSON get all.

    \b
    Example:
      graphmodel changes 2015 2018 --country HU
      graphmodel changes load:cordis/horizon:1 load:cordis/horizon:2 -o changes.xlsx
    """
    from graphmodel.analysis.changes import changes_summary

    with session.open() as eco:
        frame = eco.changes(first, second, **options)
        summary = changes_summary(frame)
        shown = _largest(frame) if output.form == "table" and output.path is None else frame
        answers = {"summary": answer_from_frame(summary), "changes": answer_from_frame(shown)}
        about = about_analysis(eco, session, frame, {"first": first, "second": second, **options})
        output.say(frame.attrs["message"])
        output.write_several(answers, "changes", about)
        if len(shown) < len(frame):
            output.say(
                f"Shown are {len(shown):,} of {len(frame):,} rows; -o FILE holds all, those that stayed included."
            )
        say_undated(output, frame.attrs.get("undated", 0))


def _largest(changes: pd.DataFrame) -> pd.DataFrame:
    """The first few of each kind that came and that left: in each, the rows are sorted by size."""
    gone = changes[changes["change"] != "stayed"]
    columns = ["what", "change", "name", "other_name", "measure", "first", "second", "id", "other_id"]
    return gone.groupby(["what", "change"], sort=False).head(_SHOWN)[columns]
