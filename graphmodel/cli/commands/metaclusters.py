"""``graphmodel metaclusters``: alliances that suggest themselves."""

from __future__ import annotations

import datetime as dt
from typing import Any

import click

from graphmodel.cli.options import (
    filter_options,
    language_option,
    output_options,
    seed_option,
    session_options,
    ties_option,
)
from graphmodel.cli.output import Output, answer_from_frame, write_stdout
from graphmodel.cli.session import Session
from graphmodel.cli.sources import about_analysis
from graphmodel.cli.years import say_undated
from graphmodel.report.endings import ENDINGS


def _read_numbers(_: click.Context, parameter: click.Parameter, text: str | None) -> tuple[int, ...] | None:
    """The numbers of candidates to save: none where all are meant, ``None`` where nothing is to be saved."""
    if text is None or text == "all":
        return None if text is None else ()
    try:
        return tuple(sorted({int(part) for part in text.split(",")}))
    except ValueError:
        raise click.BadParameter(f"'{text}' is not a number, or numbers like 1,3.", param=parameter) from None


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
@language_option
@click.option(
    "--save", metavar="[K,K...]", is_flag=False, flag_value="all", callback=_read_numbers,
    help="Keep the candidates, or only those of these numbers, in the store as proposals, in place of those kept so far.",
)  # fmt: skip
@click.option("--forget", is_flag=True, help="Remove the candidates that were kept, and propose nothing.")
@ties_option
@filter_options
@seed_option
@output_options
@session_options
def command(
    output: Output,
    session: Session,
    show: int | None,
    part: Any,
    evidence: bool,
    lang: str,
    save: tuple[int, ...] | None,
    forget: bool,
    **options: Any,
) -> None:
    """Propose meta-clusters: clusters that have more to do with each other than chance, and no alliance yet.

    Each proposal tells its members, sectors, countries, bridging organisations and evidence. --save keeps proposals in the
    graph, labelled Candidate: they are shown and exported as such, and nothing counts them as facts.

    \b
    Example:
      graphmodel metaclusters --sector energy -o candidates.xlsx
      graphmodel metaclusters --show 1 -o candidate.html
      graphmodel metaclusters --evidence
      graphmodel metaclusters --save 1,3
    """
    if save is not None and (show is not None or evidence or forget):
        raise click.UsageError("--save does not go with --show, --evidence or --forget.")
    with session.open() as eco:
        if forget:
            eco.forget_candidates()
            session.say("The saved candidates are removed.")
            return
        if show is not None and output.path is not None and output.form in ENDINGS.values():
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
        if save is not None:
            day = dt.datetime.now(tz=dt.UTC).date()
            report = eco.save_candidates(frame, saved=day, numbers=save or None)
            saved = len(save) or len(frame)
            output.say(f"Saved {saved} as proposals." if report.load_id else "They were saved like this already.")
