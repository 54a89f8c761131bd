"""Rejected rows as a CSV beside the store, for people to mend."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from pathlib import Path

import pandas as pd

from graphmodel.atomic import replaced_file
from graphmodel.formulas import neutral_cell
from graphmodel.load.gather import REJECT_COLUMNS
from graphmodel.load.report import LoadReport


def with_rejects_file(report: LoadReport, folder: Path) -> LoadReport:
    """Write what was rejected and what cells were left out, if anything was; the report then names the file."""
    whole = pd.concat([report.rejects.assign(outcome="row rejected"), report.dropped.assign(outcome="cell left out")])
    if whole.empty or report.dry_run:
        return report
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"rejects-{re.sub(r'[^a-z0-9._-]+', '-', report.dataset)}.csv"
    with replaced_file(path) as part, part.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow([*REJECT_COLUMNS, "outcome"])
        for row in whole[[*REJECT_COLUMNS, "outcome"]].itertuples(index=False):
            writer.writerow([neutral_cell(str(value)) for value in row])
    return replace(report, rejects_file=path)
