"""Stages of clusters: declared ones stand, estimates follow the stated rule, and the rest is unknown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmodel.analysis.stages import STAGE_COLUMNS, StageRule, cluster_stages
from graphmodel.twomode import TwoMode, two_mode
from tests.analysis.networks import unhurried

NEEDS = {"start": ("legal advice", "contacts"), "growth": ("funding",), "maturity": ("special knowledge", "funding")}


def clusters(*rows: tuple[str, str | None, int | None]) -> pd.DataFrame:
    """Clusters from id, declared stage and declared founding."""
    frame = pd.DataFrame(rows, columns=["id", "stage", "founded"], dtype=object)
    return frame.assign(name="The " + frame["id"].astype("str"), country="HU").astype({"founded": "Int64"})


def network(events: Sequence[tuple[str, str, str | None, str | None, Sequence[str]]], **since: str) -> TwoMode:
    """From (event, kind, start, end, actors); ``since`` dates ties, named actor_event."""
    actors = sorted({actor for *_, present in events for actor in present})
    ties = [(actor, event, since.get(f"{actor}_{event}")) for event, _, _, _, present in events for actor in present]
    return two_mode(
        pd.DataFrame({"id": pd.Series(actors, dtype="str")}),
        pd.DataFrame([event[:4] for event in events], columns=["id", "kind", "start", "end"]),
        pd.DataFrame(ties, columns=["actor", "event", "since"]),
    )


def project(name: str, start: str | None, *actors: str) -> tuple[str, str, str | None, str | None, Sequence[str]]:
    return (name, "Project", start, None, actors)


OLD = [project(f"p{year}", str(year), "busy", "old" if year == 2008 else "busy") for year in (2008, 2012, 2016)]


def test_the_rule_by_hand() -> None:
    frame = cluster_stages(
        clusters(("busy", None, None), ("old", None, None), ("young", None, None), ("quick", None, None)),
        network(
            [
                *OLD,
                project("p2017", "2017-05", "young", "quick"),
                project("q2018", "2018", "quick"),
                ("ally", "MetaCluster", "2018", None, ["quick"]),
            ]
        ),
        NEEDS,
        as_of=2019,
    ).set_index("id")
    assert frame["stage"].to_dict() == {"busy": "maturity", "old": "growth", "quick": "growth", "young": "start"}
    assert frame["first_seen"].to_dict() == {"busy": 2008, "old": 2008, "quick": 2017, "young": 2017}
    assert frame[["projects", "alliances"]].loc["quick"].tolist() == [2, 1]
    assert set(frame["basis"]) == {"estimated"}
    assert frame["services"].to_dict() == {
        "busy": ("special knowledge", "funding"),
        "old": ("funding",),
        "quick": ("funding",),
        "young": ("legal advice", "contacts"),
    }
    assert frame.loc["young", "rule"] == (
        "First seen in 2017, 2 years before 2019, with 1 project and 0 alliances: start is under 3 years and under 3 of these."
    )
    assert str(frame.loc["busy", "rule"]).endswith(
        "3 projects and 0 alliances: maturity is 10 years or more and 3 of these or more."
    )


def test_a_declaration_is_never_overruled_and_what_nobody_knows_stays_unknown() -> None:
    frame = cluster_stages(
        clusters(("busy", "Start ", 2018), ("silent", None, None), ("odd", "adult", None)), network(OLD), NEEDS
    ).set_index("id")
    assert frame.loc["busy", ["stage", "basis", "rule", "first_seen"]].tolist() == [
        "start", "declared", "A source declares it.", 2008,
    ]  # fmt: skip
    assert frame.loc["silent", "stage"] == frame.loc["odd", "stage"] == "unknown"
    assert frame.loc["silent", "rule"] == "Nothing tells since when it is known."
    assert frame.loc["silent", "services"] == ()
    assert frame["basis"].isna().tolist() == [False, True, True]
    assert frame["first_seen"].isna().tolist() == [False, True, True]


def test_a_founding_counts_where_it_is_earlier_and_never_becomes_the_year_first_seen() -> None:
    frame = cluster_stages(
        clusters(("early", None, 2005), ("late", None, 2012), ("alone", None, 2017)),
        network([project("p", "2010", "early", "late"), project("q", "2011", "early"), project("r", "2012", "early")]),
        as_of=2018,
    ).set_index("id")
    assert frame["first_seen"].fillna(0).to_dict() == {"early": 2010, "late": 2010, "alone": 0}
    assert frame["stage"].to_dict() == {"early": "maturity", "late": "growth", "alone": "start"}
    assert str(frame.loc["early", "rule"]).startswith(
        "Declared to be founded in 2005, 13 years before 2018, with 3 projects"
    )
    assert str(frame.loc["late", "rule"]).startswith("First seen in 2010, 8 years before 2018")
    assert str(frame.loc["alone", "rule"]).startswith(
        "Declared to be founded in 2017, 1 year before 2018, with 0 projects"
    )


def test_memberships_tell_by_their_own_dates_alone_for_both_sides() -> None:
    frame = cluster_stages(
        clusters(("club", None, None), ("undated", None, None), ("member", None, None)),
        network(
            [
                ("club", "Cluster", "1990", None, ["x", "member"]),
                ("undated", "Cluster", "1990", None, ["y", "member"]),
            ],
            member_club="2013",
        ),
        as_of=2014,
    ).set_index("id")
    # That the clubs exist since 1990 says nothing of when somebody joined.
    assert frame["first_seen"].fillna(0).to_dict() == {"club": 2013, "member": 2013, "undated": 0}


def test_the_estimate_is_for_the_last_year_in_which_anything_began() -> None:
    frame = cluster_stages(clusters(("busy", None, None)), network([*OLD, project("z", "2018", "stranger")]))
    assert frame.attrs["as_of"] == 2018
    assert cluster_stages(clusters(("busy", None, 2021)), network(OLD)).attrs["as_of"] == 2021


def test_counts_and_the_share_unknown_are_told() -> None:
    frame = cluster_stages(
        clusters(("busy", None, None), ("a", "growth", None), ("b", None, None), ("c", "start", None)),
        network(OLD),
        NEEDS,
        as_of=2019,
    )
    assert frame["id"].tolist() == ["c", "a", "busy", "b"]
    assert {name: frame.attrs[name] for name in ("start", "growth", "maturity", "unknown")} == {
        "start": 1, "growth": 1, "maturity": 1, "unknown": 1,
    }  # fmt: skip
    assert (frame.attrs["declared"], frame.attrs["estimated"], frame.attrs["unknown_share"]) == (2, 1, 0.25)
    assert frame.attrs["message"] == (
        "Of 4 clusters the stage of 2 is declared and of 1 estimated as of 2019; of 1 (25%) it is unknown."
    )
    without_needs = cluster_stages(clusters(("c", "start", None)), network(OLD))
    assert without_needs.attrs["message"].endswith("No services are loaded: the sheet stages holds them.")


def test_without_clusters_there_is_an_empty_frame_that_says_so() -> None:
    frame = cluster_stages(clusters(), network([]), NEEDS)
    assert list(frame) == list(STAGE_COLUMNS)
    assert list(frame.dtypes) == list(cluster_stages(clusters(("busy", None, None)), network(OLD), NEEDS).dtypes)
    assert (len(frame), frame.attrs["as_of"], frame.attrs["unknown_share"]) == (0, None, 0.0)
    assert frame.attrs["message"] == "There are no clusters here."


def test_a_tie_that_only_tells_its_end_was_there_by_then() -> None:
    frame = cluster_stages(clusters(("a", None, None)), network([("p", "Project", None, "2015-03", ["a"])]))
    assert frame["first_seen"].tolist() == [2015]


@unhurried
@given(st.integers(0, 40), st.integers(0, 40), st.integers(0, 5), st.integers(0, 5))
def test_more_years_and_more_projects_never_make_a_cluster_younger(
    years: int, many: int, older: int, more: int
) -> None:
    place = {"start": 0, "growth": 1, "maturity": 2}
    rule = StageRule()
    assert place[rule.stage(years, many)] <= place[rule.stage(years + older, many + more)]


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 0, 1)])
def test_the_order_of_rows_never_matters(order: tuple[int, ...]) -> None:
    rows = clusters(("busy", None, None), ("old", None, None), ("b", "growth", 2001))
    frame = cluster_stages(rows.iloc[list(order)], network(OLD), NEEDS, as_of=2019)
    assert frame["id"].tolist() == ["b", "old", "busy"]
    assert frame.equals(cluster_stages(rows, network(OLD), NEEDS, as_of=2019))


def test_stamps_are_years() -> None:
    frame = cluster_stages(clusters(("a", None, None)), network([project("p", dt.date(2014, 7, 1).isoformat(), "a")]))
    assert frame["first_seen"].tolist() == [2014]
