"""A starting recipe written from a file: read as a load would read it, guessed column by column, never over another file."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from graphmodel.errors import RequestError
from graphmodel.load.files import files_to_tables
from graphmodel.recipe.drafting import tables_to_recipe


def file_to_recipe(name: str, file: str | Path, folder: Path) -> Path:
    """Write ``NAME.py`` into a folder: a recipe that loads the file at once, for a person to go through.

    Raises :class:`RequestError` for a name that cannot be a recipe's, or where a file of that name is there already, and
    :class:`~graphmodel.errors.SourceError` for a file that cannot be read.
    """
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_-]{0,60}", name):
        raise RequestError(
            f"{name!r} cannot be the name of a recipe.",
            remedy="Use a letter and then letters, digits, '-' and '_', such as members.",
        )
    if name in sys.stdlib_module_names or name == "graphmodel":
        raise RequestError(
            f"{name}.py would stand in the way of Python's own module {name}.", remedy="Use another name."
        )
    tables, _ = files_to_tables([file])
    text = tables_to_recipe(name, Path(file).name, [(table.name, table.frame) for table in tables])
    path = folder / f"{name}.py"
    try:
        with path.open("x", encoding="utf-8", newline="\n") as out:
            out.write(text)
    except FileExistsError as fault:
        raise RequestError(
            "There is a file of that name already, and it was left as it is.",
            where=str(path),
            remedy="Use another name, or move the file away.",
        ) from fault
    except OSError as fault:
        raise RequestError(
            f"The recipe cannot be written ({fault.strerror}).",
            where=str(path),
            remedy="Use a folder you may write to.",
        ) from fault
    return path
