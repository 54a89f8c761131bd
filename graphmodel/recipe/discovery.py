"""Recipes are found by name (shipped ones, then the user's folder) or opened by path: Python, or a mapping in TOML."""

from __future__ import annotations

import importlib.util
import inspect
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from hashlib import sha256
from pathlib import Path
from types import ModuleType

from graphmodel.errors import RecipeError
from graphmodel.recipe.source import Source
from graphmodel.recipe.table import Table
from graphmodel.records import Records

TableReader = Callable[[Table], Iterable[Records]]
_FORMS = (".py", ".toml")


@dataclass(frozen=True, slots=True)
class Recipe:
    """A recipe ready to run: its name, its source, and one function per table.

    ``places`` says where a mapping names a column (``poland.toml:12``), for messages about it. ``dataset_of`` is the recipe's
    function of that name, if it has one: which of several datasets the given tables belong to, blank where they do not tell.
    """

    name: str
    path: Path
    source: Source
    readers: dict[str, TableReader]
    summary: str
    places: Mapping[str, str] = field(default_factory=dict)
    dataset_of: Callable[[Sequence[Table]], str] | None = None


def find_recipes(folders: Sequence[Path]) -> dict[str, Path]:
    """Recipes by name in the given folders; an earlier folder wins."""
    found: dict[str, Path] = {}
    for folder in folders:
        for path in sorted(folder.iterdir()) if folder.is_dir() else []:
            if path.suffix in _FORMS and not path.name.startswith("_"):
                found.setdefault(path.stem, path)
    return found


def open_recipe(name: str | Path, folders: Sequence[Path]) -> Recipe:
    """Open a recipe by name, or by path when the name ends in ``.py`` or ``.toml``.

    Raises :class:`RecipeError` when there is none, or when its code is not a recipe.
    """
    text = str(name)
    if text.endswith(_FORMS):
        path = Path(text)
        if not path.is_file():
            raise RecipeError("There is no such recipe file.", where=text, remedy="Check the path.")
        return _read_recipe(path)
    known = find_recipes(folders)
    if text not in known:
        close = get_close_matches(text, known, n=1)
        hint = f"Did you mean {close[0]}? " if close else ""
        raise RecipeError(
            f"There is no recipe called {text}.",
            remedy=f"{hint}Recipes: {', '.join(sorted(known))}; or give the path of a .py or .toml file.",
        )
    return _read_recipe(known[text])


def _read_recipe(path: Path) -> Recipe:
    if path.suffix == ".toml":
        return _read_mapping(path)
    module = _module(path)
    source = getattr(module, "source", None)
    if not isinstance(source, Source):
        raise RecipeError("The file has no `source = Source(...)`.", where=str(path), remedy="Add one.")
    readers: dict[str, TableReader] = {}
    for table in dict.fromkeys(form.name for form in source.tables):
        reader = getattr(module, table, None)
        if not inspect.isfunction(reader):
            raise RecipeError(
                f"There is no function for the table {table}.",
                where=str(path),
                remedy=f"Add `def {table}(t: Table): ...`.",
            )
        readers[table] = reader
    summary = inspect.getdoc(module) or source.title
    return Recipe(path.stem, path, source, readers, summary, dataset_of=getattr(module, "dataset_of", None))


def _read_mapping(path: Path) -> Recipe:
    from graphmodel.recipe.directory import mapping_to_reader, mapping_to_source
    from graphmodel.recipe.mapping import read_mapping

    mapping = read_mapping(path)
    source = mapping_to_source(mapping, path.stem)
    places = {theirs: mapping.place("columns", ours) for ours, theirs in mapping["columns"].items()}
    return Recipe(path.stem, path, source, {"clusters": mapping_to_reader(mapping)}, source.title, places)


def _module(path: Path) -> ModuleType:
    # A key of its own per file, so that two recipes of one name never share code.
    name = f"graphmodel_recipe_{path.stem}_{sha256(str(path.resolve()).encode()).hexdigest()[:8]}"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise RecipeError("The file cannot be read as Python.", where=str(path), remedy="Give a .py file.")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except Exception as fault:  # a recipe is the user's code: whatever it raises is reported with its place
        del sys.modules[name]
        raise RecipeError(
            f"The recipe fails when it is read: {fault!r}.",
            where=str(path),
            remedy="Mend the recipe; its line is in the report of --debug.",
        ) from fault
    return module


def run_reader(recipe: Recipe, table: Table) -> Iterator[Records]:
    """What the recipe makes of one table; an error in its code is reported as the recipe's."""
    try:
        yield from recipe.readers[table.name](table)
    except RecipeError as fault:
        raise RecipeError(fault.what, where=f"{recipe.path} ({table.name})", remedy=fault.remedy) from fault
