"""Saved classes are judgements: told with their reason, seen by questions, undone like a load, and never facts."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphmodel.classification.judging import CLASS_COLUMNS
from graphmodel.ecosystem import Ecosystem
from graphmodel.errors import NotFoundError, RequestError
from graphmodel.store import Store

ORGANISATIONS = """id,name,names,country,kind
min,Ministerstvo průmyslu,,CZ,public
wood,Dřevařský klastr,,CZ,association
uni,Univerzita Karlova,,CZ,university
town,Mesto Krásno,,SK,public
silent,Biocat,,ES,association
two,Acme Valley,,ES,
alias,Olza,Olza Development Agency,PL,
member,Univ of Nowhere,,XX,university
firm,Acme s.r.o.,,CZ,company
boss,Wood Office,,CZ,
"""
CLUSTERS = "id,name,country\nfact,Ministry of Silly Walks,GB\n"
ALLIANCES = "id,name\none,First Alliance\nother,Second Alliance\n"
MEMBERS = "member,alliance\nsilent,one\ntwo,one\ntwo,other\nmember,one\nfact,one\n"
MANAGERS = "manager,managed\nboss,fact\n"
PROJECTS = "id,acronym\np,POLY\n"
PARTICIPATIONS = "organisation,project,role\nmin,p,coordinator\nwood,p,partner\n"
TABLES = {
    "organisations": ORGANISATIONS, "clusters": CLUSTERS, "alliances": ALLIANCES, "alliance_members": MEMBERS,
    "managers": MANAGERS, "projects": PROJECTS, "participations": PARTICIPATIONS,
}  # fmt: skip


@pytest.fixture
def eco(store: Store, tmp_path: Path) -> Ecosystem:
    folder = tmp_path / "ours"
    folder.mkdir()
    for name, text in TABLES.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    eco = Ecosystem(store)
    eco.load("tables", folder, dataset="ours", rejects_folder=tmp_path)
    return eco


def told(eco: Ecosystem, **options: object) -> set[tuple[str, str, str]]:
    frame = eco.classify(**options)  # type: ignore[arg-type]
    assert list(frame.columns) == CLASS_COLUMNS
    return set(zip(frame["id"].str.removeprefix("ours:"), frame["class"], frame["reason"], strict=True))


EXPECTED = {
    ("min", "ministry", "name says 'ministerstvo' (cs)"),
    ("wood", "cluster", "name says 'klastr' (cs)"),
    ("uni", "university", "name says 'univerzita' (cs)"),
    ("member", "university", "name says 'univ' (en)"),
    ("town", "municipality", "name says 'mesto' (sk)"),
    ("alias", "agency", "name says 'agency' (en)"),
    ("silent", "declared cluster", "belongs to an alliance of clusters"),
    ("two", "declared cluster", "belongs to several alliances of clusters"),
    ("boss", "declared cluster", "manages a cluster"),
}


def test_each_class_is_told_with_its_reason_and_what_a_source_calls_a_cluster_is_not_judged(eco: Ecosystem) -> None:
    assert told(eco) == EXPECTED
    frame = eco.classify().set_index("id")
    evidence = frame["evidence"].to_dict()
    assert (evidence["ours:alias"], evidence["ours:two"]) == (
        "Olza Development Agency",
        "First Alliance; Second Alliance",
    )
    assert evidence["ours:boss"] == "Ministry of Silly Walks"
    sure = {str(body): float(share) for body, share in frame["confidence"].items()}
    assert sure["ours:silent"] < sure["ours:two"] < sure["ours:min"] < 1
    assert frame["confidence"].isna().to_dict()["ours:boss"]
    assert set(frame["by"]) == {"machine"}


def test_a_country_and_a_class_choose(eco: Ecosystem) -> None:
    assert {body for body, *_ in told(eco, country="CZ", body_class="cluster")} == {"wood"}
    with pytest.raises(RequestError, match="no class 'klaster'"):
        eco.classify(body_class="klaster")


def labels(eco: Ecosystem) -> dict[str, set[str]]:
    frame = eco.store.read_nodes("Organisation", ["labels"])
    return {key.removeprefix("ours:"): set(held) for key, held in zip(frame["id"], frame["labels"], strict=True)}


def test_nothing_is_written_unless_it_is_saved_and_saving_again_writes_nothing(eco: Ecosystem) -> None:
    before = eco.store.counts()
    eco.classify()
    assert eco.store.counts() == before
    eco.save_classes(eco.classify())
    after = labels(eco)
    assert {key: held - {"Organisation"} for key, held in after.items() if held != {"Organisation"}} == {
        "min": {"Ministry"},
        "wood": {"Cluster"},
        "fact": {"Cluster"},
    }
    thing = eco.show("ours:wood")
    assert (thing.properties["body_class"], thing.properties["class_by"]) == ("cluster", "machine")
    assert thing.properties["class_reason"] == "name says 'klastr' (cs)"
    assert {claim["dataset"] for claim in thing.claims} == {"ours", "graphmodel/classification"}
    # What it judged before does not count as a source's word when it judges again.
    assert told(eco) == EXPECTED
    assert eco.save_classes(eco.classify()).load_id == ""


def test_questions_see_a_ministry_once_it_is_saved(eco: Ecosystem) -> None:
    def reached() -> set[str]:
        return set(eco.ask("ministry-reach")["ministry"])

    assert "Ministerstvo průmyslu" not in reached()
    eco.save_classes(eco.classify())
    assert "Ministerstvo průmyslu" in reached()


def test_classes_are_undone_like_a_load(eco: Ecosystem) -> None:
    before = {key: set(held) for key, held in labels(eco).items()}
    with pytest.raises(NotFoundError, match="No class is saved here"):
        eco.forget_classes()
    eco.save_classes(eco.classify())
    eco.unload("load:graphmodel/classification:1")
    assert labels(eco) == before
    eco.save_classes(eco.classify())
    eco.forget_classes()
    assert labels(eco) == before
    assert "body_class" not in eco.show("ours:wood").properties


def test_a_class_keeps_nothing_alive(eco: Ecosystem) -> None:
    eco.save_classes(eco.classify())
    eco.unload("ours")
    assert eco.store.counts().get("Organisation", 0) == 0
    assert eco.forget_classes().counts["nodes_removed"] == 0


def test_a_persons_line_beats_the_machine_and_stays(eco: Ecosystem, tmp_path: Path) -> None:
    path = tmp_path / "classes.csv"
    path.write_text(
        "\ufeffid;class;why;who\nours:silent;cluster;life science cluster of Catalonia;A. Analyst\nours:town;none;;\n",
        encoding="utf-8",
    )
    lines = {
        ("silent", "cluster", "life science cluster of Catalonia"),
        ("town", "none", "a person says so"),
    }
    rest = {entry for entry in EXPECTED if entry[0] not in {"silent", "town"}}
    assert told(eco, lines=path) == lines | rest
    eco.save_classes(eco.classify(lines=path))
    assert labels(eco)["silent"] == {"Cluster", "Organisation"}
    assert labels(eco)["town"] == {"Organisation"}
    # Without the file, what was saved counts; an empty class gives it back to the machine.
    assert told(eco) == lines | rest
    eco.save_classes(eco.classify())
    assert labels(eco)["silent"] == {"Cluster", "Organisation"}
    path.write_text("id,class\nours:silent,\nours:town,\n", encoding="utf-8")
    eco.save_classes(eco.classify(lines=path))
    assert told(eco) == EXPECTED
    assert labels(eco)["silent"] == {"Organisation"}


def test_an_empty_store_has_no_classes(store: Store) -> None:
    frame = Ecosystem(store).classify()
    assert list(frame.columns) == CLASS_COLUMNS
    assert frame.empty
