"""``graphmodel load``: files into the store."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from graphmodel.cli.loading import write_report
from graphmodel.cli.options import dry_run_option, output_options, session_options
from graphmodel.cli.output import Answer, Output
from graphmodel.cli.session import Session
from graphmodel.content import content_folder

if TYPE_CHECKING:
    from graphmodel.load.reading import ReadFiles


@click.command("load", short_help="Load files by a recipe.")
@click.argument("recipe", required=False)
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--list", "only_list", is_flag=True, help="List the recipes with the sources they read.")
@click.option("--dataset", default="", help="The dataset the facts belong to. Default: the recipe's own.")
@click.option("--complete", is_flag=True, help="The files hold all of the dataset: remove what they no longer have.")
@click.option("--strict", is_flag=True, help="Rejected rows and warnings are errors.")
@dry_run_option
@output_options
@session_options
def command(
    recipe: str | None,
    files: tuple[Path, ...],
    only_list: bool,
    dataset: str,
    complete: bool,
    strict: bool,
    dry_run: bool,
    output: Output,
    session: Session,
) -> None:
    """Load files by a recipe: its name (--list shows them) or the path of one of your own.

    A recipe of your own is a .py file (graphmodel recipe new begins one), or a .toml file for a list of clusters.
    Loading the same again writes nothing. Rows that cannot be read are left out, counted, and listed in a file.

    \b
    Example:
      graphmodel load tables ecosystem.xlsx
      graphmodel load cordis organization.csv project.csv --dry-run
      graphmodel load ./austria.toml clusters-2026.xlsx
    """
    if only_list:
        output.write(_list())
        return
    if recipe is None:
        raise click.UsageError("Which recipe? graphmodel load --list shows them all.")
    if not files:
        raise click.UsageError(f"Which files? graphmodel load {recipe} FILE...")
    with session.progress() as progress:
        reading = partial(_read, recipe, files, dataset=dataset, complete=complete, strict=strict, progress=progress)
        with session.open_beside(reading, create=True, plan_only=dry_run) as (eco, read):
            report = eco.load_read(read, complete=complete, dry_run=dry_run, progress=progress)
    write_report(report, output)


def _read(recipe: str, files: tuple[Path, ...], **options: Any) -> ReadFiles:
    from graphmodel.load.reading import read_files
    from graphmodel.recipe import open_recipe

    return read_files(open_recipe(recipe, [content_folder("loaders")]), files, **options)


def _list() -> Answer:
    from graphmodel.recipe.discovery import find_recipes, open_recipe

    folders = [content_folder("loaders")]
    recipes = [open_recipe(name, folders) for name in sorted(find_recipes(folders))]
    rows: list[tuple[Any, ...]] = [(r.name, r.source.title, r.source.publisher, r.source.licence) for r in recipes]
    return Answer(("name", "title", "publisher", "licence"), rows)
