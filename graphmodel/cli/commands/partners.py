"""``graphmodel partners``: whom to work with next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click

from graphmodel.cli.options import filter_options, output_options, session_options, ties_option
from graphmodel.cli.output import Output, answer_from_frame
from graphmodel.cli.session import Session
from graphmodel.cli.sources import about_analysis
from graphmodel.cli.years import say_undated

#: What a window has room for; every other form holds all columns.
_IN_A_WINDOW = ["rank", "name", "country", "score", "reasons"]
#: Reasons are sentences, and sentences are not cut.
_MOST_LINES = 12


@click.command("partners", short_help="Suggest partners, with reasons.")
@click.argument("name")
@click.option(
    "--text", metavar="WORDS", default="", help="Only those who have to do with these words, in any spelling."
)
@click.option("--clusters", is_flag=True, help="Suggest clusters only.")
@click.option("--limit", type=click.IntRange(1), default=10, show_default=True, help="Most rows to list.")
@ties_option
@filter_options
@output_options
@session_options
def command(name: str, output: Output, session: Session, **options: Any) -> None:
    """Suggest whom an organisation or cluster could work with, and has not yet: the best first, each with its reasons.

    The country, sector and words choose whom to suggest; ties and years choose the evidence. In a file or as CSV the
    answer also holds each measure, the paths with the ids of all they lead through, and web addresses.

    \b
    Example:
      graphmodel partners Plastipolis --clusters
      graphmodel partners Plastipolis --text "circular economy" --country Austria -o partners.xlsx
    """
    with session.open() as eco:
        frame = eco.partners(name, **options)
        output.say(_group_remark(frame.attrs))
        in_window = output.form == "table" and output.path is None
        message = frame.attrs.get("message", "")
        output.write(
            answer_from_frame(frame[_IN_A_WINDOW] if in_window else frame),
            about_analysis(eco, session, frame, {"name": name, **options}),
            empty=message,
            most_lines=_MOST_LINES,
        )
        if len(frame):
            if message:
                output.say(message)
            if frame.attrs["found"] > len(frame):
                output.say(
                    f"{frame.attrs['found']:,} could be suggested: --limit lists more, -o FILE tells all of each."
                )
        say_undated(output, frame.attrs.get("undated", 0))


def _group_remark(found: Mapping[Any, Any]) -> str:
    """Who is meant, and how large the group is that the suggestions would widen."""
    from graphmodel.analysis.partners_reasons import shorten

    who, partners, countries = f"{shorten(found['name'])} ({found['id']})", found["partners"], len(found["countries"])
    if not partners:
        return f"{who} has no partner in this store."
    return (
        f"{who} has {partners:,} {'partner' if partners == 1 else 'partners'}; together they are from {countries} "
        f"{'country' if countries == 1 else 'countries'}."
    )
