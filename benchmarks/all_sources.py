"""Every real file of the data folder into one embedded store: are all rows accounted for, how long does it take, how much memory?

    python -m benchmarks.all_sources DATA_FOLDER [TARGET.md]

One process loads them one after the other, as a person would who builds up an ecosystem. Horizon 2020 of 2020 comes in the
layout of its years (see :mod:`benchmarks.horizon2020`); the files of 2023 then are a newer, partial edition of it.
"""

from __future__ import annotations

import json
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from benchmarks.horizon2020 import PARTICIPATIONS, PROJECTS, write_old_horizon2020
from benchmarks.process import Run, run_script

LOAD = """
import json, sys, time, graphmodel
with graphmodel.open(sys.argv[1]) as eco:
    for recipe, *files in json.loads(sys.argv[2]):
        begun = time.perf_counter()
        report = eco.load(recipe, *files)
        print(json.dumps({"dataset": report.dataset, "in": report.rows_in, "kept": report.rows_kept,
                          "rejected": report.rows_rejected, "seconds": time.perf_counter() - begun}), flush=True)
    print(json.dumps(eco.store.counts()))
"""
#: Rows in each load that make participations, projects or bodies, counted in the files by other means than ours.
LEAST_ROWS = {
    "Horizon 2020, all of 2020": PARTICIPATIONS + PROJECTS,
    "Horizon 2020, part of 2023": 5_153,
    "Horizon Europe, sample": 250,
    "CORDIS, ten rows byte for byte": 10,
    "FP7": 135_670,
    "keep.eu, closed projects of 2019": 1_891 + 8_621,
    "keep.eu, two answers of the API": 2,
    "Poland's key clusters": 19,
    "public bodies": 2_002,
}


@dataclass(frozen=True, slots=True)
class Loaded:
    """One load: what it was, and the rows it read, kept and rejected."""

    what: str
    dataset: str
    rows: int
    kept: int
    rejected: int
    seconds: float


def load_all(data: Path, folder: Path) -> tuple[list[Loaded], dict[str, int], Run]:
    """Load everything in one process; the loads, what the store then holds, and what the process took."""
    data = data.resolve()
    organizations, projects = write_old_horizon2020(data, folder / "cordis")
    loads = {
        "Horizon 2020, all of 2020": ["cordis", organizations, projects],
        "Horizon 2020, part of 2023": ["cordis", data / "cordis_h2020_2023_partial"],
        "Horizon Europe, sample": ["cordis", data / "cordis_horizon_2026_sample"],
        "CORDIS, ten rows byte for byte": ["cordis", data / "cordis_verbatim_rows"],
        "FP7": ["cordis", data / "cordis_fp7_2016"],
        "keep.eu, closed projects of 2019": ["keep", data / "keep_eu_closed_1420" / "keep_closed_1420.xlsx"],
        "keep.eu, two answers of the API": ["keep", data / "keep_eu_api_samples"],
        "Poland's key clusters": ["clusters-poland", data / "clusters" / "krajowe_klastry_kluczowe.csv"],
        "public bodies": ["ministries", data / "clusters" / "public_bodies.csv"],
    }
    told = json.dumps([[str(part) for part in parts] for parts in loads.values()])
    run = run_script(LOAD, folder, folder / "store", told)
    *lines, counts = map(json.loads, run.output.splitlines())
    loaded = [
        Loaded(what, line["dataset"], line["in"], line["kept"], line["rejected"], line["seconds"])
        for what, line in zip(loads, lines, strict=True)
    ]
    for each in loaded:
        if each.rows != each.kept + each.rejected or each.rows < LEAST_ROWS[each.what]:
            raise SystemExit(f"wrong answer: {each}")
    return loaded, counts, run


def table(loaded: list[Loaded], counts: dict[str, int], run: Run) -> str:
    """The table as Markdown."""
    lines = ["| what | dataset | rows in | kept | rejected | seconds |", "| --- | --- | ---: | ---: | ---: | ---: |"]
    lines += [
        f"| {a.what} | {a.dataset} | {a.rows:,} | {a.kept:,} | {a.rejected:,} | {a.seconds:.1f} |" for a in loaded
    ]
    held = ", ".join(f"{count:,} {name}" for name, count in counts.items())
    whole = (
        f"All together: {run.seconds:.0f} s, {run.memory:.2f} GB (promise: 180 s, 4 GB). The store then holds {held}."
    )
    return "\n".join([*lines, "", whole]) + "\n"


def main(data: Path, target: Path | None) -> None:
    """Load, print, and write the table where a target is given."""
    with tempfile.TemporaryDirectory(prefix="graphmodel-benchmark-") as scratch:
        text = table(*load_all(data, Path(scratch)))
    sys.stdout.write(text)
    if target:
        target.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None)
