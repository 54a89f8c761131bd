"""Damaged copies of the samples of every recipe: never a traceback, and no row is lost without a word.

The samples are those of ``tests/load/samples``. A copy is refused with one message, or each of its rows is kept (something was
made of it) or rejected (with a reason); what keeps every row a row must not lose any. One process loads all copies of a
recipe, one in ten in earnest, so that what a damaged file leaves behind would be met by the next.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import graphmodel
from graphmodel import Ecosystem, SourceError
from graphmodel.load import reading as reading_module
from graphmodel.load.files import files_to_tables
from graphmodel.load.gather import Gathered, gather_records
from graphmodel.load.raw import RawTable
from tests.proofs.damages import damaged_file

SAMPLES = Path(__file__).resolve().parents[1] / "load" / "samples"
RECIPES = sorted(path.name for path in SAMPLES.iterdir() if path.is_dir())
#: Of all recipes together: in full, and in a short run.
COPIES, SHARE = 2_000, 300
#: Each part of a recipe's copies is a test, so that none runs so long that it would be taken for stuck.
PARTS = 5


class Witness:
    """Sees what a load read from its files and what its recipe made of that, beside what the load says of itself."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.tables: list[RawTable] = []
        self.gathered: Gathered | None = None
        read, gather = files_to_tables, gather_records

        def reading(*arguments: object, **options: object) -> tuple[list[RawTable], list[str]]:
            self.tables, digests = read(*arguments, **options)  # type: ignore[arg-type]
            return self.tables, digests

        def gathering(*arguments: object, **options: object) -> Gathered:
            self.gathered = gather(*arguments, **options)  # type: ignore[arg-type]
            return self.gathered

        monkeypatch.setattr(reading_module, "files_to_tables", reading)
        monkeypatch.setattr(reading_module, "gather_records", gathering)

    def told(self) -> tuple[set[tuple[str, int]], set[tuple[str, int]]]:
        """The rows (file, number) of which something was made, and those that were rejected."""
        assert self.gathered is not None
        kept = {(batch.file, int(row)) for batch in self.gathered.batches for row in set(batch.rows)}
        rejected = zip(self.gathered.rejects["file"], self.gathered.rejects["row"], strict=True)
        return kept, {(file, int(row)) for file, row in rejected}

    def rows(self) -> set[tuple[str, int]]:
        """All rows of the tables of which anything was said, broken ones included; remarks are no rows."""
        assert self.gathered is not None
        kept, rejected = self.told()
        touched = {file for file, _ in kept | rejected}
        return {
            (table.file, int(row))
            for table in self.tables
            if table.file in touched
            for row in [
                *table.rows[~table.frame.iloc[:, 0].str.lstrip().str.startswith("#").to_numpy(dtype=bool)],
                *(broken.row for broken in table.broken),
            ]
        }


@pytest.fixture(scope="module")
def eco(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ecosystem]:
    with graphmodel.open(tmp_path_factory.mktemp("damaged") / "store") as opened:
        yield opened


def samples_of(recipe: str) -> list[Path]:
    return sorted(path for path in (SAMPLES / recipe).iterdir() if not path.name.startswith("."))


def files_of(sample: Path) -> list[Path]:
    return sorted(sample.iterdir()) if sample.is_dir() else [sample]


def copied(sample: Path, folder: Path, chance: random.Random) -> tuple[Path, bool]:
    """A copy of a sample with one of its files damaged, and whether it must have as many rows."""
    files = files_of(sample)
    chosen = chance.choice(files)
    stays = False
    for file in files:
        data = file.read_bytes()
        if file == chosen:
            data, stays = damaged_file(data, file.name, chance)
        (folder / file.name).write_bytes(data)
    return (folder if sample.is_dir() else folder / sample.name), stays


def test_every_recipe_has_samples() -> None:
    loaders = Path(__file__).resolve().parents[2] / "loaders"
    shipped = {path.stem for path in loaders.iterdir() if path.suffix in {".py", ".toml"}}
    assert shipped == set(RECIPES)
    assert all(samples_of(recipe) for recipe in RECIPES)


@pytest.mark.parametrize(
    "sample", [s for r in RECIPES for s in samples_of(r)], ids=lambda s: f"{s.parent.name}-{s.name}"
)
def test_a_sound_sample_is_kept_or_rejected_row_by_row(
    sample: Path, eco: Ecosystem, monkeypatch: pytest.MonkeyPatch
) -> None:
    witness = Witness(monkeypatch)
    report = eco.load(sample.parent.name, *files_of(sample), dry_run=True)
    kept, rejected = witness.told()
    assert kept
    assert kept | rejected == witness.rows()
    assert report.rows_in == len(witness.rows())


@pytest.mark.proof
@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("recipe", RECIPES)
def test_a_damaged_copy_is_refused_or_accounted_for(
    recipe: str,
    part: int,
    eco: Ecosystem,
    tmp_path: Path,
    seed: int,
    share: Callable[[list[int], int], list[int]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    samples = samples_of(recipe)
    witness = Witness(monkeypatch)
    sound = {s: eco.load(recipe, *files_of(s), dataset="damaged", dry_run=True).rows_in for s in samples}
    refused = 0
    copies = share(list(range(part, -(-COPIES // len(RECIPES)), PARTS)), -(-SHARE // (len(RECIPES) * PARTS)))
    for place, copy in enumerate(copies):
        chance = random.Random(f"{seed} {recipe} {copy}")
        sample = samples[copy // PARTS % len(samples)]  # each part has copies of all samples
        folder = tmp_path / str(copy)
        folder.mkdir()
        path, stays = copied(sample, folder, chance)
        said = f"seed {seed}, copy {copy} of {sample.name}: {path}"
        try:
            report = eco.load(recipe, path, dataset="damaged", dry_run=place % 10 > 0, rejects_folder=tmp_path)
        except SourceError:
            refused += 1
            continue
        kept, rejected = witness.told()
        assert kept | rejected == witness.rows(), said
        assert report.rows_in == report.rows_kept + report.rows_rejected == len(witness.rows()), said
        assert report.rows_rejected == len(rejected), said
        if stays:
            assert report.rows_in == sound[sample], said
    assert len(copies) < 40 or refused < len(copies) * 0.9, "the damage is too great to prove anything"
    if "damaged" in set(eco.loads()["dataset"]):
        eco.unload("damaged")
