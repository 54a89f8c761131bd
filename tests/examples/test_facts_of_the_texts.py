"""The facts of the five texts stand in the tables, each with its text as the source."""

from __future__ import annotations

import pytest

from tests.examples.example_tables import facts, sheet

#: The national office for research is in CORDIS too, and its key there is the better one.
NKFIH = "pic:999578696"
#: Sheet, columns, and the rows that must be among its rows.
FACTS: tuple[tuple[str, tuple[str, ...], set[tuple[str, ...]]], ...] = (
    (
        "clusters",
        ("id", "founded", "city", "located_in", "sectors"),
        {
            ("mecsek-banyaszati-klaszter", "2013", "Komló", "nuts:HU231", "sector:mining"),
            ("kornyezettechnologiai-klaszter", "", "Pécs", "nuts:HU231", "sector:environmental-technology"),
        },
    ),
    (
        "managers",
        ("manager", "managed", "since", "source"),
        {
            ("komlo", "mecsek-banyaszati-klaszter", "2013", "pecs-2014"),
        },
    ),
    (
        "funding",
        ("funder", "funded", "source"),
        {
            ("ngm", "cluster-innovation-portfolios", "pecs-2014"),
            ("interreg-europe", "clusterix-2", "clusterix-2018"),
            ("central-europe-2007-2013", "clusters-cord", "cord-2012"),
            ("south-east-europe", "clusterpolisee", "polisee-2012"),
        },
    ),
    (
        "agreements",
        ("one", "other"),
        {
            ("pbkik", "mecsek-banyaszati-klaszter"),
            ("pbkik", "kornyezettechnologiai-klaszter"),
            ("ngm", "mkik"),
        },
    ),
    (
        "ministries",
        ("id", "unit_of", "level"),
        {
            ("klaszteriroda", "pm", "national"),
            ("pm-gazdasagfejlesztes", "pm", "national"),
            ("itm-innovacio", "itm", "national"),
            ("itm-gazdasagfejlesztes", "itm", "national"),
            (NKFIH, "", "national"),
            ("mag", "", "national"),
            ("rra-usti", "", "regional"),
            ("marche-agency", "", "regional"),
            ("komlo", "", "local"),
        },
    ),
    (
        "oversight",
        ("authority", "overseen", "source"),
        {
            ("pm-gazdasagfejlesztes", "strategy-workshop-2021", "strategy-2021"),
        },
    ),
    (
        "participations",
        ("organisation", "project", "role"),
        {
            ("nyugat-pannon", "clusterix-2", "partner"),
            ("rra-usti", "clusters-cord", "lead partner"),
            ("marche-agency", "clusterpolisee", "lead partner"),
            ("pbn", "clusterpolisee", "partner"),
            ("mag", "clusterpolisee", "partner, leads the working group on cluster financing"),
        },
    ),
    (
        "projects",
        ("id", "start", "end", "programme"),
        {
            ("clusterpolisee", "2012-05", "2014-10", "south-east-europe"),
            ("clusters-cord", "", "", "central-europe-2007-2013"),
            ("clusterix-2", "", "", "interreg-europe"),
        },
    ),
    (
        "events",
        ("id", "start", "end", "city", "part_of"),
        {
            ("clusterix-masterclass-2018", "2018-09-25", "2018-09-26", "Budapest", "clusterix-2"),
            ("strategy-workshop-2021", "2021-06-03", "2021-06-04", "Balatonfüred", ""),
            ("klasztermenedzser-klub-2021", "2021-07-08", "2021-07-09", "Debrecen", ""),
            ("kornyezettechnologia-2014", "2014-06", "2014-06", "Pécs", ""),
            ("cord-forum-stuttgart", "2012-06-12", "2012-06-13", "Stuttgart", "clusters-cord"),
            ("cord-conference", "2013-02-06", "2013-02-06", "", "clusters-cord"),
        },
    ),
    (
        "attendance",
        ("organisation", "event", "role"),
        {
            ("nyugat-pannon", "clusterix-masterclass-2018", "organiser"),
            ("klaszteriroda", "clusterix-masterclass-2018", "participant"),
            ("ikosz", "clusterix-masterclass-2018", "participant"),
            ("innoskart", "strategy-workshop-2021", "participant"),
            (NKFIH, "strategy-workshop-2021", "participant"),
            ("kornyezettechnologiai-klaszter", "kornyezettechnologia-2014", "organiser"),
        },
    ),
    (
        "stages",
        ("id", "needs"),
        {
            ("stage:start", "legal advice;organisational advice;advice on contacts"),
            ("stage:growth", "funding"),
            ("stage:maturity", "specialised knowledge, skills and contacts;project funding"),
        },
    ),
    (
        "alliances",
        ("id", "scheme", "sectors"),
        {
            ("cord-food", "Clusters Cord sector group", "sector:agri-food"),
            ("cord-ict", "Clusters Cord sector group", "sector:digital"),
            ("cord-health", "Clusters Cord sector group", "sector:health"),
            ("cord-tourism", "Clusters Cord sector group", "sector:tourism"),
            (
                "cord-energy-environment",
                "Clusters Cord sector group",
                "sector:energy-renewable;sector:environmental-technology",
            ),
        },
    ),
)


@pytest.mark.parametrize(("name", "columns", "expected"), FACTS, ids=[f[0] for f in FACTS])
def test_the_facts_are_rows(name: str, columns: tuple[str, ...], expected: set[tuple[str, ...]]) -> None:
    assert expected - facts(name, *columns) == set()


def test_bodies_of_the_texts_meet_those_of_the_other_sources() -> None:
    joined = {
        row["id"]: set(row["source"].split(";"))
        for name in ("organisations", "clusters", "ministries")
        for row in sheet(name)
    }
    assert {"polisee-2012", "keep-eu"} <= joined["pbn"]
    assert {"cord-2012", "alliance-pages", "keep-eu"} <= joined["nca"]
    assert {"clusterix-2018", "alliance-pages"} <= joined["ikosz"]
    assert {"strategy-2021", "alliance-pages"} <= joined["innoskart"]
    assert {"strategy-2021", "keep-eu"} <= joined["ifka"]
    assert {"strategy-2021", "cordis"} <= joined[NKFIH]
