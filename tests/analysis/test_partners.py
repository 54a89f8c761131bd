"""Partner suggestions, against networkx, against walks counted by hand, and as a person reads them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from math import log, sqrt

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmodel.analysis.partners import PARTNER_COLUMNS, partner_suggestions
from graphmodel.analysis.partners_nearness import nearness_to_actor
from graphmodel.analysis.partners_paths import paths_from_actor
from graphmodel.errors import NotFoundError, RequestError
from graphmodel.twomode import TwoMode, two_mode
from tests.analysis.networks import exact_graph, few_examples, network_of, networks, same_bytes, shuffled


def strangers(network: TwoMode) -> list[tuple[int, int, str, str]]:
    """Pairs of actors without a joint event: positions and ids."""
    graph, ids = exact_graph(network), network.actors["id"].tolist()
    pairs = product(enumerate(ids), enumerate(ids))
    return [(i, j, one, other) for (i, one), (j, other) in pairs if i != j and not graph.has_edge(one, other)]


@few_examples
@given(networks())
def test_common_partners_are_counted_and_weighed_as_networkx_does(network: TwoMode) -> None:
    graph = exact_graph(network)
    for i, j, one, other in strangers(network):
        near = nearness_to_actor(network, i)
        assert near.common[j] == len(list(nx.common_neighbors(graph, one, other)))
        [(_, _, adamic_adar)] = nx.adamic_adar_index(graph, [(one, other)])
        [(_, _, allocation)] = nx.resource_allocation_index(graph, [(one, other)])
        assert near.adamic_adar[j] == pytest.approx(adamic_adar)
        assert near.resource_allocation[j] == pytest.approx(allocation)


@few_examples
@given(networks())
def test_the_walk_is_two_steps_of_a_chain_with_newmans_weights(network: TwoMode) -> None:
    graph = exact_graph(network)
    strength = dict(graph.degree(weight="weight"))
    for i, j, one, other in strangers(network):
        chance = sum(
            graph[one][x]["weight"] / strength[one] * graph[x][other]["weight"] / strength[x]
            for x in nx.common_neighbors(graph, one, other)
        )
        assert nearness_to_actor(network, i).walk[j] == pytest.approx(float(chance))


@few_examples
@given(networks(actors=6, events=5))
def test_the_chances_of_all_paths_add_up_to_the_walk_and_each_path_exists(network: TwoMode) -> None:
    takes_part = network.incidence.toarray() > 0
    for i, j, _, _ in strangers(network):
        paths = paths_from_actor(network, i).to_actor(j)
        assert paths["chance"].sum() == pytest.approx(nearness_to_actor(network, i).walk[j])
        found = list(paths[["event", "partner", "other_event"]].itertuples(index=False, name=None))
        assert set(found) == {
            (p, x, q)
            for p, x, q in product(range(len(network.events)), range(len(network.actors)), range(len(network.events)))
            if x not in (i, j) and takes_part[i, p] and takes_part[x, p] and takes_part[x, q] and takes_part[j, q]
        }
        assert len(found) == len(set(found))


def test_partners_and_oneself_are_never_near() -> None:
    near = nearness_to_actor(network_of({"p": ["a", "b", "c"], "q": ["b", "c"]}), 0)
    assert near.partners.tolist() == [1, 2]
    assert [near.common.sum(), near.adamic_adar.sum(), near.resource_allocation.sum(), near.walk.sum()] == [0] * 4


def test_meeting_twice_is_one_edge_of_the_graph_but_two_events_of_the_walk() -> None:
    once = {"p": ["you", "x"], "q": ["x", "they"]}
    twice = {**once, "q2": ["x", "they"]}
    one, two = (nearness_to_actor(network_of(events), 2) for events in (once, twice))
    assert one.common[0] == two.common[0] == 1
    assert one.adamic_adar[0] == two.adamic_adar[0] == 1 / log(2)
    assert one.resource_allocation[0] == two.resource_allocation[0] == 1 / 2
    # x has one of two events with you; then one of three.
    assert [one.walk[0], two.walk[0]] == pytest.approx([1 / 2, 2 / 3])


#: You met x and y; x met them in a project of two, y met those of a large consortium.
EVENTS = {
    "pair": ["you", "x"],
    "trio": ["you", "y", "z"],
    "small": ["x", "they"],
    "large": ["y", "far", "wide", "wider"],
}
COUNTRIES = {"you": "HU", "x": "HU", "y": "SK", "z": "AT", "they": "CZ", "far": "AT", "wide": "HU"}


def test_a_ranking_by_hand() -> None:
    frame = partner_suggestions(network_of(EVENTS, countries=COUNTRIES), "you")
    assert list(frame) == list(PARTNER_COLUMNS)
    assert frame["id"].tolist() == ["they", "far", "wide", "wider"]
    assert frame["rank"].tolist() == [1, 2, 3, 4]
    first, second = frame.iloc[0], frame.iloc[1]
    # Two events, one partner in the first; x has two events, one other in the second.
    assert (first["common"], first["walk"]) == (1, 1 / 2 * 1 / 2)
    assert (first["adamic_adar"], first["resource_allocation"]) == (1 / log(2), 1 / 2)
    assert first["score"] == pytest.approx(sqrt(1 / log(2) * 1 / 4))
    # y: one of two in the trio, then one of two events, then one of three. It has five partners.
    assert second["walk"] == pytest.approx(1 / 2 * 1 / 2 * 1 / 2 * 1 / 3)
    assert second["score"] == pytest.approx(sqrt(1 / log(5) * 1 / 24))
    assert frame["theme"].tolist() == [0.0] * 4
    assert frame["text"].isna().all()
    assert frame.attrs == {
        "id": "you",
        "name": "The you",
        "partners": 3,
        "countries": ("AT", "HU", "SK"),
        "found": 4,
        "limit": 10,
    }


def test_reasons_and_paths_say_it_in_words_and_ids() -> None:
    frame = partner_suggestions(network_of(EVENTS, countries=COUNTRIES), "you").set_index("id")
    assert frame.loc["they", "reasons"] == (
        "both worked with The x (you in pair, they in small)",
        "your group has nobody in Czechia yet",
    )
    assert frame.loc["far", "reasons"] == ("both worked with The y (you in trio, they in large)",)
    assert frame["new_country"].to_dict() == {"they": True, "far": False, "wide": False, "wider": False}
    assert frame.loc["they", "path_ids"] == (("you", "pair", "x", "small", "they"),)
    assert frame.loc["they", "paths"] == ("The you [you] – pair [pair] – The x [x] – small [small] – The they [they]",)


def test_common_partners_met_in_the_same_events_are_named_together_and_the_rest_counted() -> None:
    network = network_of({"p": ["you", "a", "b", "c"], "q": ["a", "b", "c", "they"]})
    [reason] = partner_suggestions(network, "you")["reasons"][0]
    assert reason == "both worked with The a and The b (you in p, they in q) and 1 more"


def test_a_large_consortium_makes_nobody_a_partner() -> None:
    crowd = [f"c{n:02}" for n in range(40)]
    events = {
        "crowd": ["you", *crowd],
        "crowd2": [*crowd[:10], "stranger"],
        "duo": ["you", "x"],
        "duo2": ["x", "friend"],
    }
    # Ten common partners from one consortium weigh less than one from two projects of two.
    assert partner_suggestions(network_of(events), "you")["id"].tolist() == ["friend", "stranger"]


def test_members_and_agreements_are_told_as_such() -> None:
    network = network_of(
        {"club": ["club", "m", "n"], "p": ["m", "they"], "agreement:n / o": ["n", "o"], "q": ["n", "r"]},
        clusters=["club"],
        kinds={"club": "Cluster", "agreement:n / o": "Agreement"},
    )
    reasons = partner_suggestions(network, "club").set_index("id")["reasons"]
    assert reasons["they"] == ("both worked with The m (your member, they in p)",)
    assert reasons["o"] == ("both worked with The n (your member, they by an agreement)",)
    backwards = partner_suggestions(network, "they").set_index("id")["reasons"]
    assert backwards["club"] == ("both worked with The m (you in p, their member)",)
    outside = partner_suggestions(
        network_of({"club": ["club", "m"], "p": ["club", "they"]}, kinds={"club": "Cluster"}), "m"
    )
    assert outside["reasons"][0] == ("both worked with The club (you as a member, they in p)",)


def themed(
    actors: Mapping[str, Sequence[str]], events: Mapping[str, tuple[str, Sequence[str], str, Sequence[str]]]
) -> TwoMode:
    """A network from actor -> sectors and event -> (name, sectors, programme, actors)."""
    return two_mode(
        pd.DataFrame({"id": list(actors), "sectors": [tuple(held) for held in actors.values()]}),
        pd.DataFrame(
            [
                (key, name, "Project", tuple(sectors), programme)
                for key, (name, sectors, programme, _) in events.items()
            ],
            columns=["id", "name", "kind", "sectors", "programme"],
        ),
        pd.DataFrame(
            [(actor, key) for key, (*_, present) in events.items() for actor in present], columns=["actor", "event"]
        ),
    )


THEMES = themed(
    {"you": ["s:air", "s:ict"], "x": [], "near": ["s:air"], "far": ["s:food"], "apart": ["s:air", "s:ict"], "none": []},
    {
        "p": ("Wings", ["s:air"], "prog:1", ["you", "x"]),
        "q": ("Řízení vodíku", ["s:food"], "prog:1", ["x", "near", "far"]),
        "r": ("H2", [], "", ["none"]),
    },
)


def test_likeness_of_themes_is_the_cosine_of_sectors_and_programmes() -> None:
    frame = partner_suggestions(THEMES, "you").set_index("id")
    # You: air 2 (own, and of p), ict 1, programme 1. near: air, food, programme, 1 each. far: food 2, programme 1. Of the six
    # actors four have to do with air, two with ict, three with food, and four with the programme.
    air, ict, food, programme = (log(1 + 6 / many) for many in (4, 2, 3, 4))
    you = [2 * air, ict, 0, programme]
    others = {"near": [air, 0, food, programme], "far": [0, 0, 2 * food, programme], "apart": [air, ict, 0, 0]}
    expected = {
        name: np.dot(you, other) / np.linalg.norm(you) / np.linalg.norm(other) for name, other in others.items()
    }
    assert frame["theme"].to_dict() == pytest.approx(expected)
    near = frame.loc["near"]
    assert near["score"] == pytest.approx(np.sqrt(near["adamic_adar"] * near["walk"]) * (1 + expected["near"]))
    # Whoever has a common partner comes first, however alike the others are.
    assert frame.index.tolist() == ["near", "far", "apart"]
    assert frame.loc["apart", ["score", "common"]].tolist() == [0, 0]
    assert frame.loc["apart", "reasons"] == ("same sectors: air and ict",)
    assert frame.loc["near", "reasons"][1:] == ("same sector: air; same programme: 1",)
    through_events = partner_suggestions(THEMES, "x").set_index("id").loc["apart", "reasons"]
    assert through_events == ("both have to do with air",)


def test_words_are_found_without_accents_in_names_sectors_and_titles_and_rare_ones_weigh_more() -> None:
    texts = {"r": ("Hydrogen valleys",), "s:food": ("Food", "vodík")}
    frame = partner_suggestions(THEMES, "you", text="VODIKU rizeni", texts=texts).set_index("id")
    # vodiku: near, far and x have it through q; rizeni: the same three. Nobody else.
    assert frame["text"].to_dict() == {"near": 1.0, "far": 1.0}
    assert frame.loc["near", "reasons"][1] == "speaks of vodiku and rizeni: Řízení vodíku"
    assert frame.loc["far", "reasons"][1] == "speaks of vodiku and rizeni: its sectors and Řízení vodíku"
    titled = partner_suggestions(THEMES, "you", text="the hydrogen valley food", texts=texts).set_index("id")
    # Of six actors one has hydrogen, the same has valleys, and two have food: far, and x, known by its events alone.
    rare, common = log(1 + 6 / 1), log(1 + 6 / 2)
    assert titled["text"].to_dict() == pytest.approx(
        {"none": 2 * rare / (2 * rare + common), "far": common / (2 * rare + common)}
    )
    assert titled.loc["far", "score"] == pytest.approx(
        partner_suggestions(THEMES, "you").set_index("id").loc["far", "score"] * titled.loc["far", "text"]
    )


def test_words_that_nobody_has_are_named() -> None:
    frame = partner_suggestions(THEMES, "you", text="vodik quantum")
    assert frame.attrs["message"] == "Nobody here has 'quantum' in a name, a sector or an event."
    nothing = partner_suggestions(THEMES, "you", text="quantum")
    assert len(nothing) == 0
    assert nothing.attrs["message"] == "Nobody here has 'quantum' in a name, a sector or an event."
    known = partner_suggestions(THEMES, "you", text="vodik", partners=["near", "far"])
    assert known.attrs["message"] == "Nobody new to you has any of these words in a name, a sector or an event."
    with pytest.raises(RequestError, match="names no theme"):
        partner_suggestions(THEMES, "you", text="the ...")


def test_filters_choose_whom_to_suggest_and_leave_the_evidence_as_it_is() -> None:
    network = network_of(EVENTS, clusters=["far"], countries=COUNTRIES, sectors={"wide": ["s:air"]})
    whole = partner_suggestions(network, "you").set_index("id")["score"]
    for options, expected in (
        ({"country": "CZ"}, ["they"]),
        ({"clusters": True}, ["far"]),
        ({"sector": "s:air"}, ["wide"]),
        ({"limit": 2}, ["they", "far"]),
        ({"without": ["they", "far"]}, ["wide", "wider"]),
        ({"partners": ["they", "far"]}, ["wide", "wider"]),
    ):
        part = partner_suggestions(network, "you", **options)  # type: ignore[arg-type]
        assert part.set_index("id")["score"].to_dict() == {key: whole[key] for key in expected}


def test_partners_known_from_elsewhere_belong_to_the_group() -> None:
    frame = partner_suggestions(network_of(EVENTS, countries={**COUNTRIES, "wide": "PL"}), "you", partners=["they"])
    assert frame.attrs["partners"] == 4
    assert frame.attrs["countries"] == ("AT", "CZ", "HU", "SK")
    assert frame.set_index("id")["new_country"].to_dict() == {"far": False, "wide": True, "wider": False}


def test_without_ties_there_are_sectors_and_without_those_an_empty_answer_that_says_so() -> None:
    network = network_of(EVENTS, others=["alone", "lost"], sectors={"alone": ["s:air"], "far": ["s:air"]})
    frame = partner_suggestions(network, "alone")
    assert frame[["id", "score", "theme"]].to_numpy().tolist() == [["far", 0.0, 1.0]]
    assert frame.attrs["message"].endswith("these suggestions rest on themes alone.")
    assert frame["paths"].tolist() == [()]
    nothing = partner_suggestions(network, "lost")
    assert nothing.attrs["message"] == "Nobody new to The lost has a partner, sector or programme in common with it."
    assert list(nothing) == list(PARTNER_COLUMNS)
    assert list(nothing.dtypes) == list(frame.dtypes)


def test_a_name_that_is_no_actor_is_refused() -> None:
    with pytest.raises(NotFoundError, match="'nobody'"):
        partner_suggestions(network_of(EVENTS), "nobody")


def test_hostile_names_are_shortened_and_stay_on_one_line() -> None:
    network = network_of(EVENTS)
    long = network.actors["name"].where(network.actors["id"] != "x", "=cmd()\n" * 1000)
    hostile = TwoMode(network.actors.assign(name=long), network.events, network.ties)
    row = partner_suggestions(hostile, "you").iloc[0]
    assert max(map(len, (*row["reasons"], *row["paths"]))) < 200
    assert "\n" not in "".join((*row["reasons"], *row["paths"]))


@few_examples
@given(networks(), st.integers(0, 99))
def test_the_order_of_rows_never_matters(network: TwoMode, seed: int) -> None:
    for you in network.actors["id"][:1]:
        one, other = (partner_suggestions(each, you, text="the a1") for each in (network, shuffled(network, seed)))
        assert same_bytes(one, other)
        assert one.attrs == other.attrs


@few_examples
@given(networks())
def test_scores_fall_and_nobody_known_is_suggested(network: TwoMode) -> None:
    graph = exact_graph(network)
    for you in network.actors["id"]:
        frame = partner_suggestions(network, you)
        assert (np.diff(frame["score"]) <= 1e-12).all()
        assert not set(frame["id"]) & {you, *graph[you]}
        assert set(frame["id"]) == {other for other in graph if set(graph[other]) & set(graph[you])} - {
            you,
            *graph[you],
        }
