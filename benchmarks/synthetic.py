"""CORDIS-like files of any length, always the same: few bodies in many projects and many in few, as in the real ones.

Body number n of m takes part with a frequency that falls as 1/sqrt(n); the numbers come from one formula, not from a generator.

    python -m benchmarks.synthetic 1000000 TARGET_FOLDER
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.horizon2020 import ORGANIZATION, PROJECT

#: As in Horizon 2020: participations for one organisation, and for one project.
PER_BODY, PER_PROJECT = 4, 5
_STEP = 2_654_435_761  # the golden ratio of 2**32: Knuth's multiplicative hashing spreads successive numbers evenly
_COUNTRIES = np.array(["DE", "ES", "FR", "IT", "UK", "NL", "HU", "CZ", "PL", "SE"])
_KINDS = np.array(["PRC", "HES", "REC", "PUB", "OTH"])


def write_participations(count: int, target: Path) -> tuple[Path, Path]:
    """Write organization.csv with so many participations, no two of them alike, and project.csv; returns their paths."""
    target.mkdir(parents=True, exist_ok=True)
    number = np.arange(count, dtype=np.uint64)
    project = number // PER_PROJECT
    share = ((number * _STEP) % 2**32) / 2**32
    bodies = count // PER_BODY
    body = (share**2 * bodies).astype(np.int64)
    rows = pd.DataFrame({"project": project, "body": body}).drop_duplicates()
    while len(rows) < count:  # the same body twice in one project: let the next one take its place
        taken = pd.DataFrame({"project": project, "body": body}).duplicated().to_numpy()
        body[taken] = (body[taken] + 1) % bodies
        rows = pd.DataFrame({"project": project, "body": body}).drop_duplicates()
    participations = pd.DataFrame(
        {
            "projectID": 800_000_000 + project,
            "organisationID": 900_000_000 + body,
            "name": pd.Series(body).map("Body number {}".format),
            "activityType": _KINDS[body % len(_KINDS)],
            "country": _COUNTRIES[body % len(_COUNTRIES)],
            "role": np.where(number % PER_PROJECT == 0, "coordinator", "participant"),
            "ecContribution": (number * 37 % 900_000) + 1000,
            "endOfParticipation": "false",
            "order": number % PER_PROJECT + 1,
        }
    ).reindex(columns=ORGANIZATION)
    ids = np.arange(int(project[-1]) + 1)
    projects = pd.DataFrame(
        {
            "id": 800_000_000 + ids,
            "acronym": pd.Series(ids).map("PRO{}".format),
            "startDate": pd.Series(2014 + ids % 7).map("{}-01-01".format),
            "endDate": pd.Series(2017 + ids % 7).map("{}-12-31".format),
            "frameworkProgramme": "H2020",
        }
    ).reindex(columns=PROJECT)
    paths = target / "organization.csv", target / "project.csv"
    for frame, path in zip((participations, projects), paths, strict=True):
        frame.to_csv(path, index=False, sep=";", quoting=1, encoding="utf-8", lineterminator="\r\n")
    return paths


if __name__ == "__main__":
    write_participations(int(sys.argv[1]), Path(sys.argv[2]))
