"""``graphmodel classify``: what sort of bodies the organisations are."""

from __future__ import annotations

from pathlib import Path

import click

from graphmodel.cli.options import country_option, output_options, session_options
from graphmodel.cli.output import Output, answer_from_frame
from graphmodel.cli.session import Session
from graphmodel.cli.sources import about_analysis


@click.command("classify", short_help="Tell clusters, ministries, universities ... by name.")
@click.option("--class", "body_class", metavar="CLASS", help="Only this class: cluster, ministry, agency ...")
@country_option
@click.option(
    "--words", metavar="FILE", multiple=True, type=click.Path(path_type=Path),
    help="Words of your own (.toml), or a folder of them; may be repeated.",
)  # fmt: skip
@click.option(
    "--lines", metavar="FILE", type=click.Path(path_type=Path),
    help="What persons say, as CSV: id, class (none for no class), why, who. It beats the machine.",
)  # fmt: skip
@click.option(
    "--save", is_flag=True,
    help="Keep all classes in the store, apart from facts, in place of those kept so far.",
)  # fmt: skip
@click.option("--forget", is_flag=True, help="Remove the classes that were kept, and judge nothing.")
@output_options
@session_options
def command(
    output: Output,
    session: Session,
    body_class: str | None,
    country: str | None,
    words: tuple[Path, ...],
    lines: Path | None,
    save: bool,
    forget: bool,
) -> None:
    """Tell what sort of bodies organisations are: cluster, ministry, agency, chamber, university, municipality.

    Each answer has its reason (the word, and its language) and the share of right ones that was measured. A body that a
    directory or an alliance makes a cluster body, though its name does not say so, is a "declared cluster". Nothing is
    written without --save; --save adds the labels Cluster and Ministry too, so that questions see them.

    \b
    Example:
      graphmodel classify --class ministry --country HU
      graphmodel classify --words ours.toml --lines classes.csv --save
      graphmodel classify --forget
    """
    if forget and (save or words or lines):
        raise click.UsageError("--forget does not go with --save, --words or --lines.")
    if save and (body_class or country):
        raise click.UsageError("--save keeps all classes, and does not go with --class or --country.")
    with session.open() as eco:
        if forget:
            eco.forget_classes()
            session.say("The saved classes are removed.")
            return
        frame = eco.classify(words=words, lines=lines, body_class=body_class, country=country)
        options = {"class": body_class, "country": country}
        output.write(
            answer_from_frame(frame),
            about_analysis(eco, session, frame, options),
            empty="No organisation is of a class that its name tells.",
        )
        if save:
            report = eco.save_classes(frame, words=words)
            output.say("Saved all classes, as judgements." if report.load_id else "They were saved like this already.")
