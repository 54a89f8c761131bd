"""An earlier edition of a dataset, rebuilt from what the store keeps, is what the store said then."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

import graphmodel
from graphmodel.ecosystem import Ecosystem
from graphmodel.errors import NotFoundError
from graphmodel.graphs import store_to_two_mode
from graphmodel.load.editions import store_to_editions
from graphmodel.twomode import TwoMode

#: Three editions of one dataset. In the second, Acme has moved and left GRID, Beta is gone, and Delta came with its money.
EDITIONS = [
    {
        "organisations": "id,name,country,sectors\nacme,Acme,HU,sector:ict\nbeta,Beta,SK,\ngamma,Gamma,AT,\n",
        "projects": "id,acronym,start,end\npoly,POLY,2012,2014\ngrid,GRID,2015,2017\n",
        "participations": "organisation,project,role,contribution\nacme,poly,coordinator,100\nbeta,poly,partner,50\n"
        "acme,grid,partner,\ngamma,grid,coordinator,\n",
        "sectors": "id,name\nsector:ict,ICT\n",
    },
    {
        "organisations": "id,name,country,sectors\nacme,Acme,CZ,sector:ict\ngamma,Gamma,AT,\ndelta,Delta,AT,\n",
        "projects": "id,acronym,start,end\npoly,POLY,2012,2014\ngrid,GRID,2015,2017\n",
        "participations": "organisation,project,role,contribution\nacme,poly,coordinator,120\n"
        "gamma,grid,coordinator,\ndelta,grid,partner,70\n",
        "sectors": "id,name\nsector:ict,ICT\n",
    },
    {
        "organisations": "id,name,country,sectors\nacme,Acme,CZ,sector:ict\nbeta,Beta,SK,\n",
        "projects": "id,acronym,start,end\npoly,POLY,2012,2014\n",
        "participations": "organisation,project,role,contribution\nacme,poly,coordinator,120\nbeta,poly,partner,60\n",
        "sectors": "id,name\nsector:ict,ICT\n",
    },
]
#: Another dataset, which calls Gamma a cluster.
OTHER = {"clusters": "id,name,country,sectors\nc1,Gamma,AT,sector:ict\n", "sectors": "id,name\nsector:ict,ICT\n"}


def write(folder: Path, tables: dict[str, str]) -> Path:
    folder.mkdir()
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def reloaded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Ecosystem, list[TwoMode]]]:
    """A store after three editions, and the network that stood in it after each of them."""
    place = tmp_path_factory.mktemp("editions")
    networks = []
    with graphmodel.open(place / "store") as eco:
        eco.load("tables", write(place / "other", OTHER), dataset="other")
        for number, tables in enumerate(EDITIONS, start=1):
            eco.load("tables", write(place / str(number), tables), dataset="ours", complete=True)
            networks.append(store_to_two_mode(eco.store))
        yield eco, networks


def said(network: TwoMode) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Who and what has ties, with ids for positions; ``rows`` are where a fact was first read, so they are the same too."""
    network = network.tied()
    ends = {end: getattr(network, f"{end}s")["id"].take(network.ties[end]).to_numpy() for end in ("actor", "event")}
    return network.actors, network.events, network.ties.assign(**ends)


@pytest.mark.parametrize("number", [1, 2, 3])
def test_an_edition_is_the_network_that_stood_in_the_store_then(
    reloaded: tuple[Ecosystem, list[TwoMode]], number: int
) -> None:
    eco, networks = reloaded
    (edition,) = store_to_editions(eco.store, [f"load:ours:{number}"])
    for rebuilt, stood in zip(said(store_to_two_mode(edition)), said(networks[number - 1]), strict=True):
        pd.testing.assert_frame_equal(rebuilt, stood)


def test_a_dataset_stands_for_what_it_says_now(reloaded: tuple[Ecosystem, list[TwoMode]]) -> None:
    eco, networks = reloaded
    (edition,) = store_to_editions(eco.store, ["ours"])
    for rebuilt, stands in zip(said(store_to_two_mode(edition)), said(networks[-1]), strict=True):
        pd.testing.assert_frame_equal(rebuilt, stands)


def test_other_datasets_describe_but_add_nobody(reloaded: tuple[Ecosystem, list[TwoMode]]) -> None:
    eco, _ = reloaded
    first, third = store_to_editions(eco.store, ["load:ours:1", "load:ours:3"])
    actors = store_to_two_mode(first).actors.set_index("name")
    assert set(actors.index) == {"Acme", "Beta", "Gamma"}
    assert actors.loc["Gamma", "labels"] == ("Cluster", "Organisation")
    assert actors.loc["Gamma", "sectors"] == ("sector:ict",)
    assert set(store_to_two_mode(third).actors["name"]) == {"Acme", "Beta"}


def test_a_load_nobody_knows_is_refused_with_those_there_are(reloaded: tuple[Ecosystem, list[TwoMode]]) -> None:
    with pytest.raises(NotFoundError) as refused:
        store_to_editions(reloaded[0].store, ["load:ours:9"])
    assert "load:ours:1" in (refused.value.remedy or "")
