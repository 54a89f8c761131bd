"""A small ecosystem with everything that loading can leave behind: two datasets that disagree, a second edition, a decision of
a person, a saved candidate."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

import graphmodel
from graphmodel.ecosystem import Ecosystem
from graphmodel.load.candidates import write_candidates

TABLES = {
    "mine": {
        "organisations": "id,name,country,vat\nacme,Ácme Kft.,HU,HU1;HU2\nbeta,Beta,AT,\n",
        "clusters": "id,name,country,founded\nhill,Hegyi Klaszter,HU,2013\nvale,Völgy Klaszter,HU,\n",
        "projects": "id,title,start,total_cost\np1,Minerals,2012-05-01,1500000\n",
        "participations": "organisation,project,role,contribution\nhill,p1,coordinator,0.1\nacme,p1,partner,\n",
        "members": "member,cluster,since\nacme,hill,2013\nacme,vale,2014\n",
    },
    "theirs": {"organisations": "id,name,country\nmine:acme,ACME Zrt.,HU\nbeta,Beta GmbH,AT\n"},
}
SECOND = "member,cluster,since\nacme,hill,2012\nbeta,hill,2019\n"


def load_tables(eco: Ecosystem, folder: Path, dataset: str) -> dict[str, int]:
    """Load the tables of a dataset as they lie in the folder, and return what was written."""
    return dict(eco.load("tables", folder / dataset, dataset=dataset).counts)


@pytest.fixture(scope="session")
def ecosystem_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tables of each dataset in a folder of its name, and the store they were loaded into."""
    place = tmp_path_factory.mktemp("moving")
    for dataset, tables in TABLES.items():
        (place / dataset).mkdir()
        for name, text in tables.items():
            (place / dataset / f"{name}.csv").write_text(text, encoding="utf-8")
    with graphmodel.open(place / "ecosystem") as eco:
        load_tables(eco, place, "mine")
        load_tables(eco, place, "theirs")
        (place / "mine" / "members.csv").write_text(SECOND, encoding="utf-8")
        load_tables(eco, place, "mine")
        decisions = place / "identity.csv"
        decisions.write_text(
            "left,right,decision,reason,who\nmine:beta,theirs:beta,same,one firm,Ann\n", encoding="utf-8"
        )
        eco.identity_import(decisions)
        write_candidates(eco.store, one_candidate(), saved=dt.date(2026, 11, 22), parameters={"seed": 0})
    return place


@pytest.fixture
def ecosystem(ecosystem_folder: Path, tmp_path: Path) -> Iterator[Ecosystem]:
    """The ecosystem in a store of the test's own."""
    shutil.copytree(ecosystem_folder, tmp_path, dirs_exist_ok=True)
    with graphmodel.open(tmp_path / "ecosystem") as eco:
        yield eco


def one_candidate() -> pd.DataFrame:
    """A proposal of the two clusters, as a run of metaclusters gives it."""
    lists = ("countries", "sectors", "bridges", "evidence")
    return pd.DataFrame(
        [
            {
                "candidate": 1,
                "members": ("mine:hill", "mine:vale"),
                "member_names": ("Hegyi Klaszter", "Völgy Klaszter"),
                "score": 0.5,
                "score_low": 0.25,
                "score_high": 0.75,
                "p": 0.01,
                **dict.fromkeys(lists, ()),
                "countries": ("HU",),
            }
        ]
    )
