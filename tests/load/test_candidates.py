"""Saved candidates are kept as proposals: found and shown, replaced and undone, and never counted as facts."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from graphmodel.analysis.metaclusters import CANDIDATE_COLUMNS
from graphmodel.ecosystem import Ecosystem
from graphmodel.errors import NotFoundError, RequestError, SourceError
from graphmodel.store import Store

CLUSTERS = "id,name,country,sectors\nalpha,Alpha Cluster,HU,sector:ict\nbeta,Beta Cluster,SK,sector:ict\n"
CLUSTERS += "gamma,Gamma Cluster,AT,\nlone,Lone Cluster,AT,\n"
PROJECTS = "id,acronym,start,end\npoly,POLY,2012,2014\n"
PARTICIPATIONS = "organisation,project,role\nalpha,poly,coordinator\nbeta,poly,partner\n"
#: Another dataset, which knows Gamma by its number in a register, so that Gamma changes its id.
REGISTER = "id,identifiers,name,country\ng,pic:100000001,Gamma Cluster,AT\n"
DAY = date(2026, 3, 1)


@pytest.fixture
def eco(store: Store, tmp_path: Path) -> Ecosystem:
    """Four clusters and a project, on either engine."""
    eco = Ecosystem(store)
    load(eco, tmp_path, "ours", clusters=CLUSTERS, projects=PROJECTS, participations=PARTICIPATIONS)
    return eco


def load(eco: Ecosystem, place: Path, dataset: str, **tables: str) -> None:
    folder = place / dataset
    folder.mkdir(exist_ok=True)
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    eco.load("tables", folder, dataset=dataset)


def candidates(*groups: tuple[str, ...]) -> pd.DataFrame:
    """A frame as the analysis gives it, with the groups as candidates 1, 2 ..."""
    rows = []
    for number, members in enumerate(groups, start=1):
        row = dict.fromkeys(CANDIDATE_COLUMNS, ())
        names = tuple(member.partition(":")[2].title() for member in members)
        numbers = dict.fromkeys(["score", "score_low", "score_high", "p"], 0.5)
        rows.append(
            {**row, **numbers, "candidate": number, "members": members, "member_names": names, "countries": ("HU",)}
        )
    frame = pd.DataFrame(rows, columns=list(CANDIDATE_COLUMNS))
    frame.attrs.update(seed=7, draws=1000, searches=200, level=0.05, filters={"ties": "projects", "country": "HU"})
    return frame


ABC = ("ours:alpha", "ours:beta", "ours:gamma")
AB = ("ours:alpha", "ours:beta")


def proposed(eco: Ecosystem) -> set[tuple[str, str]]:
    rows = eco.rows("MATCH (c:Cluster)-[:PROPOSED_FOR]->(k:Candidate) RETURN c.name, k.name").rows
    return {(cluster.removesuffix(" Cluster"), name) for cluster, name in rows}


def test_a_candidate_is_kept_with_its_members_and_the_parameters_of_its_run(eco: Ecosystem) -> None:
    report = eco.save_candidates(candidates(ABC), saved=DAY)
    assert report.counts["nodes_created"] == 1
    name = "Candidate 1: Alpha, Beta, Gamma"
    assert proposed(eco) == {(cluster, name) for cluster in ("Alpha", "Beta", "Gamma")}
    thing = eco.show("Candidate 1")
    assert thing.labels == ("Candidate",)
    assert (thing.properties["saved"], thing.properties["score"], thing.properties["members"]) == (DAY, 0.5, list(ABC))
    assert json.loads(thing.properties["parameters"]) == {
        "seed": 7, "draws": 1000, "searches": 200, "level": 0.05, "ties": "projects", "country": "HU",
    }  # fmt: skip
    assert thing.properties["version"]


def test_the_same_again_writes_nothing_and_another_run_replaces(eco: Ecosystem) -> None:
    eco.save_candidates(candidates(ABC, AB), saved=DAY)
    assert eco.save_candidates(candidates(ABC, AB), saved=DAY).load_id == ""
    eco.save_candidates(candidates(AB), saved=DAY)
    assert proposed(eco) == {(cluster, "Candidate 1: Alpha, Beta") for cluster in ("Alpha", "Beta")}
    # Undone like any load: what was saved before is back.
    eco.unload("load:graphmodel/candidates:2")
    assert len(proposed(eco)) == 5
    eco.forget_candidates()
    assert proposed(eco) == set()
    assert not {"Candidate", "PROPOSED_FOR"} & set(eco.store.counts())
    with pytest.raises(NotFoundError, match="No candidate is saved"):
        eco.forget_candidates()


def test_some_of_them_may_be_chosen_by_number(eco: Ecosystem) -> None:
    eco.save_candidates(candidates(ABC, AB), saved=DAY, numbers=[2])
    assert {name for _, name in proposed(eco)} == {"Candidate 2: Alpha, Beta"}
    with pytest.raises(RequestError, match="no candidate 3"):
        eco.save_candidates(candidates(ABC, AB), saved=DAY, numbers=[3])
    with pytest.raises(NotFoundError, match="ours:nobody"):
        eco.save_candidates(candidates(("ours:alpha", "ours:nobody")), saved=DAY)


def test_proposals_are_no_facts(eco: Ecosystem, tmp_path: Path) -> None:
    """Whatever counts, measures, asks or draws gives the same with saved candidates as without."""

    def everything() -> list[object]:
        network, graph = eco.two_mode(), eco.graph()
        return [
            network.actors.to_csv(), network.events.to_csv(), network.ties.to_csv(),
            sorted(graph), sorted(graph.edges(keys=True)),
            eco.ask("clusters-without-alliance").to_csv(), eco.ask("alliances-by-sector").to_csv(),
            eco.ask("organisations-without-partners").to_csv(), eco.ask("ministry-reach").to_csv(),
            eco.overlap().to_csv(), eco.metaclusters().to_csv(), eco.credits().to_csv(),
            [(c.name, c.message) for c in eco.doctor() if c.name == "organisations without ties"],
            eco.map(tmp_path / "map.html").read_bytes(),
        ]  # fmt: skip

    before = everything()
    eco.save_candidates(candidates((*ABC, "ours:lone")), saved=DAY)
    assert everything() == before


def test_export_keeps_them_labelled(eco: Ecosystem, tmp_path: Path) -> None:
    eco.save_candidates(candidates(AB), saved=DAY)
    written = json.loads(eco.export(tmp_path / "all.json").read_text(encoding="utf-8"))
    assert [node["labels"] for node in written["nodes"] if node["id"] == "candidate:1"] == [["Candidate"]]
    assert {e["source"] for e in written["edges"] if e["type"] == "PROPOSED_FOR"} == set(AB)
    assert "candidate:1" not in eco.graph()


def test_members_stay_tied_when_they_get_another_id_and_are_kept_alive_by_nothing(
    eco: Ecosystem, tmp_path: Path
) -> None:
    eco.save_candidates(candidates(ABC), saved=DAY)
    before = proposed(eco)
    load(eco, tmp_path, "register", organisations=REGISTER)
    assert eco.resolve("Gamma Cluster") == "pic:100000001"
    assert proposed(eco) == before
    eco.unload("ours")
    # Gamma is no cluster any more, and the others are gone; the register's Gamma is all there is.
    assert eco.rows("MATCH (o:Organisation) RETURN o.name").rows == [("Gamma Cluster",)]
    assert eco.show("Candidate 1").properties["members"] == list(ABC)


def test_their_dataset_is_nobody_elses(eco: Ecosystem, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="metaclusters --save"):
        eco.load("tables", tmp_path / "ours", dataset="graphmodel/candidates")
