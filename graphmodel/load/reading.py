"""Files read with a recipe, which needs no store: files -> tables -> records that wait to be loaded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from graphmodel.cycles import without_cycle_search
from graphmodel.errors import SourceError
from graphmodel.load.candidates import CANDIDATES
from graphmodel.load.files import files_to_tables
from graphmodel.load.gather import Batch, Gathered, choose_dataset, gather_records
from graphmodel.load.persons import without_persons
from graphmodel.load.progress import NoProgress, Progress
from graphmodel.recipe import Recipe
from graphmodel.version import __version__


@dataclass(frozen=True, slots=True)
class ReadFiles:
    """What a recipe read from files, for a dataset. Its batches are used up by loading it: they need not stand in memory
    beside what is made of them.
    """

    recipe: Recipe
    dataset: str
    digests: Sequence[str]
    batches: list[Batch]
    gathered: Gathered

    def taken(self) -> list[Batch]:
        """The batches, which are gone from here."""
        batches = [*self.batches]
        self.batches.clear()
        return batches


@without_cycle_search()
def read_files(
    recipe: Recipe,
    paths: Sequence[str | Path],
    *,
    dataset: str = "",
    complete: bool = False,
    strict: bool = False,
    progress: Progress | None = None,
) -> ReadFiles:
    """Read files with a recipe, which needs no store.

    Raises :class:`SourceError` when a file cannot be used as a whole, and with ``strict`` for any warning or reject.
    """
    given = dataset_name(dataset) if dataset else ""
    show = progress or NoProgress()
    show.start("reading files")
    tables, digests = files_to_tables(paths)
    name = given or dataset_name(choose_dataset(recipe, tables))
    show.start("checking rows")
    gathered = without_persons(gather_records(recipe, tables, name, complete=complete))
    if strict and (gathered.warnings or len(gathered.rejects) or len(gathered.dropped)):
        raise SourceError(
            _strict_message(gathered),
            where=", ".join(str(path) for path in paths),
            remedy="Mend them, or load without --strict; nothing was written.",
        )
    digests = [*digests, _digest_of_reader(recipe)]
    return ReadFiles(recipe, name, digests, [*gathered.batches], replace(gathered, batches=[]))


def _digest_of_reader(recipe: Recipe) -> str:
    """What read the files: another recipe or another graphmodel may make something else of the same bytes."""
    content = recipe.path.read_bytes() + __version__.encode()
    return f"{recipe.path.name} {sha256(content).hexdigest()}"


def dataset_name(text: str) -> str:
    """A name of a dataset, checked: it is a namespace of keys, so it holds no colon and no blank.

    Raises :class:`SourceError` otherwise.
    """
    if not text or any(c.isspace() or c in ':;|"' or not c.isprintable() for c in text):
        raise SourceError(
            f"{text!r} cannot be the name of a dataset.",
            remedy="Use letters, digits, '-', '_', '.' and '/' only, such as cordis/horizon.",
        )
    if text.casefold() == CANDIDATES:
        raise SourceError(
            f"{CANDIDATES} holds what `graphmodel metaclusters --save` keeps.", remedy="Use another name."
        )
    return text.casefold()


def _strict_message(gathered: Gathered) -> str:
    parts = [
        f"{len(gathered.rejects)} reasons to reject rows",
        f"{len(gathered.dropped)} unreadable cells",
        f"{len(gathered.warnings)} warnings",
    ]
    first = gathered.warnings[0] if gathered.warnings else ""
    for frame in (gathered.dropped, gathered.rejects):
        if len(frame):
            row = frame.iloc[0]
            first = f"{row['file']} row {row['row']}, column {row['column']}: {row['value']!r} {row['reason']}"
    return f"There are {', '.join(parts)}; for example {first}."
