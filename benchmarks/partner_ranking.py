"""Does the ranking of partner suggestions find partners? Horizon 2020 up to 2017 suggests, 2018 to 2020 tells.

For a sample of organisations that found a new partner among those already there, everybody they had not worked with is
ranked, and the ranking is compared with whom they then worked with: average precision over the whole ranking, and the
share of the first ten that were right. Equal scores are ordered by the number of partners, as the product does.

    python benchmarks/partner_ranking.py DATA_FOLDER [SAMPLE]
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from graphmodel.analysis.partners_nearness import nearness_to_actor
from graphmodel.analysis.partners_theme import theme_profiles, theme_similarity
from graphmodel.twomode import TwoMode, two_mode

LAST_YEAR, SEED = 2017, 7
Scores = dict[str, NDArray[np.float64]]


def read_networks(data: Path) -> tuple[TwoMode, TwoMode]:
    """The projects that began up to 2017 and those after, among the organisations of the first; parts of the programme
    stand for sectors.
    """
    rows = pd.read_csv(data / "h2020.csv.gz", usecols=["rcn", "pic", "start_year"]).dropna(subset=["start_year"])
    parts = pd.read_csv(data / "programme_parts.csv.gz", dtype="str").dropna()
    sectors = {rcn: tuple(sorted(set(held))) for rcn, held in parts.groupby("rcn")["programme_part"]}
    rows = rows.assign(actor=rows["pic"].astype("str"), event=rows["rcn"].astype("str"))
    early = rows[rows["start_year"] <= LAST_YEAR]
    late = rows[(rows["start_year"] > LAST_YEAR) & rows["actor"].isin(early["actor"])]
    actors = early[["actor"]].drop_duplicates().rename(columns={"actor": "id"})
    networks = []
    for part in (early, late):
        events = part[["event"]].drop_duplicates().rename(columns={"event": "id"})
        events = events.assign(sectors=events["id"].map(sectors))
        networks.append(two_mode(actors, events, part[["actor", "event"]].drop_duplicates()))
    return networks[0], networks[1]


def ranked_queries(
    early: TwoMode, late: TwoMode, sample: int
) -> Iterator[tuple[Scores, NDArray[np.bool_], NDArray[np.bool_]]]:
    """For each organisation of a sample: scores by method, who may be suggested, and who became a partner."""
    profiles, _ = theme_profiles(early)
    degree = np.bincount(early.pairs()[["left", "right"]].to_numpy().ravel(), minlength=len(early.actors))
    met = late.incidence
    found = 0
    for place in map(int, np.random.default_rng(SEED).permutation(len(early.actors))):
        near = nearness_to_actor(early, place)
        eligible = np.ones(len(early.actors), dtype=bool)
        eligible[[place, *near.partners]] = False
        right = (met @ met[[place]].T).toarray().ravel() > 0
        if not (right & eligible).any():
            continue
        theme = theme_similarity(profiles, place)
        tie = degree / (degree.max() + 1.0) * 1e-12
        yield (
            {
                "number of partners": degree.astype(np.float64),
                "common partners": near.common + tie,
                "resource allocation": near.resource_allocation + tie,
                "Adamic-Adar": near.adamic_adar + tie,
                "walk": near.walk + tie,
                "theme": theme + tie,
                "sqrt(Adamic-Adar x walk)": np.sqrt(near.adamic_adar * near.walk) + tie,
                "the score": np.sqrt(near.adamic_adar * near.walk) * (1 + theme) + tie,
            },
            eligible,
            right,
        )
        found += 1
        if found == sample:
            return


def main(data: Path, sample: int) -> pd.DataFrame:
    """Mean over the sample, by method: average precision, and precision of the first ten."""
    early, late = read_networks(data / "cordis_h2020_2020")
    results: dict[str, list[tuple[float, float]]] = {}
    for scores, eligible, right in ranked_queries(early, late, sample):
        for name, score in scores.items():
            hits = right[eligible][np.argsort(-score[eligible], kind="stable")]
            places = np.flatnonzero(hits) + 1
            precision = float(np.mean(np.arange(1, len(places) + 1) / places))
            results.setdefault(name, []).append((precision, float(hits[:10].mean())))
    means = {name: np.mean(values, axis=0) for name, values in results.items()}
    return pd.DataFrame(means, index=["average precision", "precision of the first 10"]).T


if __name__ == "__main__":
    print(main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1000).round(4).to_string())
