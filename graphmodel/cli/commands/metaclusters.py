"""``graphmodel metaclusters``: alliances that suggest themselves."""

from __future__ import annotations

from typing import Any

import click

from graphmodel.cli.options import PAGES, filter_options, output_options, seed_option, session_options, ties_option
from graphmodel.cli.output import Output, answer_from_frame, write_stdout
from graphmodel.cli.session import Session
from graphmodel.cli.sources import about_analysis
from graphmodel.cli.years import say_undated


@click.command("metaclusters", short_help="Propose alliances of clusters.")
@click.option(
    "--show", type=click.IntRange(1), metavar="K",
    help="Only candidate K: its page with -o FILE.html (.xlsx, .md), else a part of it as a table.",
)  # fmt: skip
@click.option(
    "--part", type=click.Choice(["members", "bridges", "reach", "programmes", "rows"]), default="members",
    show_default=True, help="With --show, the part of the candidate to show as a table.",
)  # fmt: skip
@click.option("--evidence", is_flag=True, help="What the members of each candidate share, thing by thing.")
@click.option(
    "--lang", type=click.Choice(["en", "hu", "cs"]), default="en", show_default=True,
    help="Language of a candidate's page.",
)  # fmt: skip
@ties_option
@filter_options
@seed_option
@output_options
@session_options
def command(
    output: Output, session: Session, show: int | None, part: Any, evidence: bool, lang: str, **options: Any
) -> None:
    """Propose meta-clusters: clusters that have more to do with each other than chance, and no alliance yet.

    Each proposal tells its members, sectors, countries, bridging organisations and evidence.

    \b
    Examples:
      graphmodel metaclusters --sector energy -o candidates.xlsx
      graphmodel metaclusters --show 1 -o candidate.html
      graphmodel metaclusters --evidence
    """
    with session.open() as eco:
        if show is not None and output.path is not None and output.form in PAGES.values():
            write_stdout(f"{eco.candidate_page(show, output.path, lang=lang, **options)}\n")
            return
        if show is not None:
            frame = eco.candidate(show, part, **options)
        elif evidence:
            frame = eco.metacluster_evidence(**options)
        else:
            frame = eco.metaclusters(**options)
        output.write(
            answer_from_frame(frame),
            about_analysis(eco, session, frame, options),
            empty=frame.attrs.get("message") or "No group of clusters exceeds chance.",
        )
        say_undated(output, frame.attrs.get("undated", 0))
