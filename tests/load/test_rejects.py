"""What was rejected is written for people to mend, and nothing in it runs."""

import csv
from pathlib import Path

import pandas as pd

from graphmodel.load.gather import REJECT_COLUMNS
from graphmodel.load.rejects import with_rejects_file
from graphmodel.load.report import LoadReport


def test_values_that_a_spreadsheet_would_run_are_disarmed(tmp_path: Path) -> None:
    values = ["=1+1", "  @SUM(A1)", "\n-2", "Acme"]
    rejects = pd.DataFrame([("t.csv", 2, "name", value, "is odd") for value in values], columns=REJECT_COLUMNS)
    report = with_rejects_file(LoadReport("ours", "", rejects=rejects), tmp_path)
    assert report.rejects_file is not None
    with report.rejects_file.open(encoding="utf-8-sig", newline="") as file:
        assert [row["value"] for row in csv.DictReader(file)] == ["'=1+1", "'  @SUM(A1)", "'\n-2", "Acme"]
