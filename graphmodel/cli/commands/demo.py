"""``graphmodel demo``: the main job on the example."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from graphmodel.cli.options import session_options
from graphmodel.cli.output import write_stdout
from graphmodel.cli.session import DEFAULT_STORE, Session

_NEXT = """Open the map in a browser. Then try, in {folder}:
  graphmodel ask --list
  graphmodel find "klaster"
  graphmodel overlap
  graphmodel metaclusters"""


@click.command("demo", short_help="Do the whole job on the example ecosystem.")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=Path())
@session_options
def command(folder: Path, session: Session) -> None:
    """Load the example ecosystem, alliances of European clusters up to 2019, and draw its map, all in FOLDER.

    The store is FOLDER/graphmodel-store, unless --store or the environment names another one.

    \b
    Example:
      graphmodel demo
    """
    folder.mkdir(parents=True, exist_ok=True)
    if session.store == DEFAULT_STORE:
        session = replace(session, store=str(folder / DEFAULT_STORE))
    with session.open(create=True) as eco, session.progress() as progress:
        report, path = eco.demo(folder, progress=progress)
    session.say(
        f"Loaded the example into {session.store}: {report.rows_kept:,} rows, {report.written:,} facts written."
    )
    write_stdout(f"{path}\n")
    session.say(_NEXT.format(folder="this folder" if folder == Path() else folder))
