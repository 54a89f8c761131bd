"""Contents for maps: a small invented ecosystem whose every count is known, larger ones with planted groups, hostile ones."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pandas as pd

from graphmodel.maps import Credit, MapContent

EVIDENCE = ["source", "target", "kind", "text", "origin", "url"]
HEALTH = ("pecs", "dvorak", "lodz", "salzburg")
MINING = ("komlo", "ostrava", "katowice", "leoben")


def invented() -> MapContent:
    """Ten things in two groups and on their own; six kinds of tie. Everything is made up for the tests."""
    nodes = pd.DataFrame(
        [
            _node(
                "pecs",
                "Pécsi Egészség Klaszter",
                "Cluster",
                "HU",
                "Hungary",
                ("health",),
                year=2010,
                size=6.0,
                names=("Pecs Health Cluster", "PEK"),
                url="https://example.org/pecs",
                details=(("Founded", 2010), ("Stage", "growth"), ("Mark", None)),
            ),
            _node("dvorak", "Dvořák Med Cluster", "Cluster", "CZ", "Czechia", ("health", "food"), year=2012, size=4.0),
            _node("lodz", "Łódź Life Science", "Organisation", "PL", "Poland", ("health",), size=3.0),
            _node("salzburg", "Salzburg Süß GmbH", "Organisation", "AT", "Austria", ("food",), size=3.0),
            _node("komlo", "Mecsek Bányászati Klaszter", "Cluster", "HU", "Hungary", ("mining",), year=2014, size=5.0),
            _node("ostrava", "Ostrava Důl", "Organisation", "CZ", "Czechia", ("mining",), size=3.0),
            _node("katowice", "Katowice Mines", "Organisation", "PL", "Poland", ("mining",), size=3.0),
            _node("leoben", "Leoben Erz", "Organisation", "AT", "Austria", (), size=3.0),
            _node("pm", "Pénzügyminisztérium", "Ministry", "HU", "Hungary", (), year=2018, size=2.0),
            _node("lone", "Ökomax", "Organisation", None, None, (), size=0.0),
        ]
    )
    edges, evidence = [], []
    for group, since, until in ((HEALTH, 2012, 2014), (MINING, 2016, 2019)):
        for one, other in itertools.combinations(group, 2):
            edges.append(
                {
                    "source": one,
                    "target": other,
                    "kind": "joint projects",
                    "weight": 2.0,
                    "since": since,
                    "until": until,
                }
            )
            evidence.append((one, other, "joint projects", f"Both in project {group[0].upper()}", "tests, row 1", ""))
    edges.append(
        {"source": "pecs", "target": "dvorak", "kind": "alliance", "weight": 1.0, "since": "2013-05-01", "until": None}
    )
    evidence.append(
        (
            "dvorak",
            "pecs",
            "alliance",
            "Both in bioXclusters plus (2016-2018)",
            "alliances.csv, row 7",
            "https://example.org/bio",
        )
    )
    edges.append(
        {"source": "salzburg", "target": "komlo", "kind": "agreement", "weight": 1.0, "since": None, "until": None}
    )
    edges.append(
        {"source": "pm", "target": "komlo", "kind": "oversees", "directed": True, "weight": 1.0, "since": 2018}
    )
    evidence.append(("pm", "komlo", "oversees", "The ministry steers the cluster", "ministries.csv, row 2", ""))
    return MapContent(
        title="An invented ecosystem",
        subtitle="for the tests",
        nodes=nodes,
        edges=pd.DataFrame(edges),
        evidence=pd.DataFrame(evidence, columns=EVIDENCE),
        credits=[Credit("Invented facts", "The tests", "https://example.org/facts", "CC0 1.0", "© nobody")],
        notes=["no member lists loaded; `graphmodel template` shows how"],
        size_meaning="strength of ties",
        weight_meaning="number of joint projects",
    )


def _node(
    key: str, name: str, kind: str, country: str | None, country_name: str | None, sectors: tuple[str, ...], **more: Any
) -> dict[str, Any]:
    return {"id": key, "name": name, "kind": kind, "country": country, "country_name": country_name, "sectors": sectors,
            "city": None, "url": None, "names": (), "details": (), **more}  # fmt: skip


def planted(things: int, ties: int, groups: int, *, inside: float = 0.85, seed: int = 7) -> MapContent:
    """A network with planted groups of equal size: this share of the ties lies inside them. Thing i belongs to i % groups."""
    rng = np.random.default_rng(seed)
    pairs: set[tuple[int, int]] = set()
    while len(pairs) < ties:
        one = int(rng.integers(things))
        if rng.random() < inside:
            other = int(rng.integers(things // groups)) * groups + one % groups
        else:
            other = int(rng.integers(things))
        if one != other and other < things:
            pairs.add((min(one, other), max(one, other)))
    kinds = np.array(["Organisation", "Organisation", "Organisation", "Cluster", "Project", "Ministry"])
    countries = np.array(["HU", "CZ", "SK", "PL", "AT", "SI", "HR", "RO", "DE", "IT"])
    nodes = pd.DataFrame(
        {
            "id": [f"org:{i:05d}" for i in range(things)],
            "name": [f"Győri Szervezet {i}" for i in range(things)],
            "kind": kinds[rng.integers(len(kinds), size=things)],
            "country": countries[rng.integers(len(countries), size=things)],
            "sectors": [("energy",) if i % 3 else ("health", "food") for i in range(things)],
            "size": rng.pareto(2.0, things) + 1,
        }
    )
    found = sorted(pairs)
    edges = pd.DataFrame(
        {
            "source": [f"org:{a:05d}" for a, _ in found],
            "target": [f"org:{b:05d}" for _, b in found],
            "kind": np.array(["joint projects", "alliance"])[rng.integers(2, size=len(found))],
            "weight": rng.integers(1, 6, size=len(found)).astype(float),
            "since": rng.integers(2008, 2016, size=len(found)),
        }
    )
    evidence = edges[["source", "target", "kind"]].assign(
        text=[f"Both in project {i % 700}" for i in range(len(edges))], origin="cordis/h2020, organization.csv", url=""
    )
    return MapContent("Planted groups", nodes, edges, evidence)


def hostile(payload: str) -> MapContent:
    """The payload in every text and every id a map can hold."""
    ids = [f"{payload}{i}" for i in range(5)]
    nodes = pd.DataFrame(
        [
            {
                "id": key, "name": f"{payload} name {i}", "kind": f"{payload} kind", "country": payload[:9] + str(i),
                "country_name": f"{payload} country", "sectors": (f"{payload} sector", "x"), "city": payload, "url": payload,
                "year": payload, "community": i % 2, "community_name": f"{payload} group", "size": i,
                "details": ((f"{payload} label", f"{payload} value"),), "names": (f"{payload} other",),
            }
            for i, key in enumerate(ids)
        ]
    )  # fmt: skip
    edges = pd.DataFrame(
        [
            {"source": ids[a], "target": ids[b], "kind": f"{payload} tie {a % 2}", "directed": bool(a % 2), "weight": 1 + a,
             "since": payload, "until": "2019"}
            for a, b in itertools.combinations(range(5), 2)
        ]
    )  # fmt: skip
    evidence = edges[["source", "target", "kind"]].assign(
        text=f"{payload} text", origin=f"{payload} origin", url=payload
    )
    credit = Credit(payload, payload, payload, payload, payload)
    return MapContent(payload, nodes, edges, evidence, [credit], [f"{payload} note"], payload, payload, payload)
