"""Who came, who left and what persisted between two networks, counted by hand and against sets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

import pandas as pd
import pytest
from hypothesis import given

from graphmodel.analysis.changes import (
    CHANGE_COLUMNS,
    KINDS,
    SUMMARY_COLUMNS,
    changes_sentence,
    changes_summary,
    network_changes,
)
from graphmodel.twomode import TwoMode, two_mode
from tests.analysis.networks import few_examples, network_of, networks, same_bytes, shuffled

#: Two years of three projects: p ends, q goes on without B and with D, r begins.
BEFORE = {"p": ["A", "B", "C"], "q": ["A", "B"]}
AFTER = {"q": ["A", "D"], "r": ["A", "C"]}


def rows(frame: pd.DataFrame, *columns: str) -> set[tuple[object, ...]]:
    plain = frame[list(columns)].astype(object)
    return set(plain.where(plain.notna(), None).itertuples(index=False, name=None))


def test_two_years_of_four_organisations_by_hand() -> None:
    frame = network_changes(network_of(BEFORE, clusters=["B"]), network_of(AFTER))
    told = rows(frame, "what", "change", "id", "other_id", "first", "second")
    assert {row for row in told if row[0] in ("cluster", "organisation", "project")} == {
        ("cluster", "left", "B", None, 2, None),
        ("organisation", "came", "D", None, None, 1),
        ("organisation", "stayed", "A", None, 2, 2),
        ("organisation", "stayed", "C", None, 1, 1),
        ("project", "left", "p", None, 3, None),
        ("project", "came", "r", None, None, 2),
        ("project", "stayed", "q", None, 2, 2),
    }
    assert {row for row in told if row[0] == "partnership"} == {
        ("partnership", "left", "A", "B", 2, None),
        ("partnership", "stayed", "A", "C", 1, 1),
        ("partnership", "left", "B", "C", 1, None),
        ("partnership", "came", "A", "D", None, 1),
    }
    assert {row[1:4] for row in told if row[0] == "participation"} == {
        ("left", "A", "p"),
        ("left", "B", "p"),
        ("left", "C", "p"),
        ("stayed", "A", "q"),
        ("left", "B", "q"),
        ("came", "D", "q"),
        ("came", "A", "r"),
        ("came", "C", "r"),
    }
    assert set(frame.loc[frame["id"] == "B", "name"]) == {"The B"}


def test_the_summary_counts_and_the_sentence_says_it() -> None:
    summary = changes_summary(network_changes(network_of(BEFORE, clusters=["B"]), network_of(AFTER)))
    columns = ("what", "first", "second", "came", "left", "stayed", "persisted", "jaccard")
    assert rows(summary, *columns) == {
        ("cluster", 1, 0, 0, 1, 0, 0.0, 0.0),
        ("organisation", 2, 3, 1, 0, 2, 1.0, 2 / 3),
        ("project", 2, 2, 1, 1, 1, 0.5, 1 / 3),
        ("partnership", 3, 2, 1, 2, 1, 1 / 3, 0.25),
        ("participation", 5, 4, 3, 4, 1, 0.2, 0.125),
    }
    assert changes_sentence(summary, "2015", "2018") == (
        "Of 3 partnerships in 2015, 1 persists in 2018 (33 %) and 2 ended; 1 is new. Jaccard 0.25: 1 of 4 is in both."
    )


def funded(amounts: Mapping[tuple[str, str, str], float | None]) -> TwoMode:
    """A network of participations: (actor, event, role) -> contribution."""
    ties = pd.DataFrame(
        [(*key, amount) for key, amount in amounts.items()], columns=["actor", "event", "role", "contribution"]
    )
    return two_mode(
        pd.DataFrame({"id": sorted(set(ties["actor"]))}),
        pd.DataFrame({"id": sorted(set(ties["event"])), "kind": "Project"}),
        ties.assign(type="PARTICIPATES_IN"),
    )


def test_a_changed_amount_is_told_and_two_roles_add_up() -> None:
    before = funded({("A", "p", "coordinator"): 100.0, ("B", "p", "partner"): None})
    after = funded({("A", "p", "coordinator"): 100.0, ("A", "p", "third party"): 50.0, ("B", "p", "partner"): 0.0})
    frame = network_changes(before, after)
    participations = frame[frame["what"] == "participation"]
    assert rows(participations, "id", "change", "measure", "first", "second") == {
        ("A", "stayed", "EUR", 100, 150),
        ("B", "stayed", "EUR", None, 0),
    }


def test_a_cluster_with_members_is_one_thing_and_its_memberships_are_ties() -> None:
    def members(of: Mapping[str, Sequence[str]]) -> TwoMode:
        ties = [(actor, event, "MEMBER_OF") for event, actors in of.items() for actor in actors]
        ids = sorted({a for a, _, _ in ties} | set(of))
        labels = [("Cluster", "Organisation") if i in of else ("Organisation",) for i in ids]
        return two_mode(
            pd.DataFrame({"id": ids, "labels": labels}),
            pd.DataFrame({"id": list(of), "kind": "Cluster"}),
            pd.DataFrame(ties, columns=["actor", "event", "type"]),
        )

    frame = network_changes(members({"K": ["a", "b"]}), members({"K": ["b", "c"]}))
    assert rows(frame, "what", "change", "id", "other_id") == {
        ("cluster", "stayed", "K", None),
        ("organisation", "left", "a", None),
        ("organisation", "stayed", "b", None),
        ("organisation", "came", "c", None),
        ("membership", "left", "a", "K"),
        ("membership", "stayed", "b", "K"),
        ("membership", "came", "c", "K"),
        ("partnership", "left", "a", "b"),
        ("partnership", "came", "b", "c"),
    }


@few_examples
@given(networks(), networks())
def test_partnerships_as_sets_have_them(before: TwoMode, after: TwoMode) -> None:
    def partners(network: TwoMode) -> set[tuple[str, str]]:
        ids, matrix = network.actors["id"].tolist(), network.incidence.toarray()
        return {(ids[i], ids[j]) for i, j in combinations(range(len(ids)), 2) if (matrix[i] & matrix[j]).any()}

    one, other = partners(before), partners(after)
    frame = network_changes(before, after)
    found = frame[frame["what"] == "partnership"]
    assert rows(found, "change", "id", "other_id") == {
        *(("came", *pair) for pair in other - one),
        *(("left", *pair) for pair in one - other),
        *(("stayed", *pair) for pair in one & other),
    }
    summary = changes_summary(frame).set_index("what")
    if one | other:
        assert summary.loc["partnership", "jaccard"] == pytest.approx(len(one & other) / len(one | other))


@few_examples
@given(networks(), networks())
def test_the_other_way_round_coming_is_leaving(before: TwoMode, after: TwoMode) -> None:
    there, back = network_changes(before, after), network_changes(after, before)
    turned = back.assign(change=back["change"].replace({"came": "left", "left": "came"}))
    columns = ("what", "change", "id", "other_id", "name", "other_name", "measure")
    assert rows(there.assign(a=there["first"], b=there["second"]), *columns, "a", "b") == rows(
        turned.assign(a=turned["second"], b=turned["first"]), *columns, "a", "b"
    )


@few_examples
@given(networks())
def test_nothing_changes_between_a_network_and_itself_in_another_order(network: TwoMode) -> None:
    frame = network_changes(network, shuffled(network, 7))
    assert set(frame["change"]) <= {"stayed"}
    assert same_bytes(frame, network_changes(shuffled(network, 3), network))
    assert [kind for kind in KINDS if kind in set(frame["what"])] == list(dict.fromkeys(frame["what"]))


def test_two_empty_networks_give_frames_with_all_columns() -> None:
    filled = network_changes(network_of(BEFORE), network_of(AFTER))
    frame = network_changes(network_of({}), network_of({}))
    assert (list(frame), list(frame.dtypes), len(frame)) == (list(CHANGE_COLUMNS), list(filled.dtypes), 0)
    summary = changes_summary(frame)
    assert (list(summary), list(summary.dtypes)) == (list(SUMMARY_COLUMNS), list(changes_summary(filled).dtypes))
    assert changes_sentence(summary, "2015", "2018") == "There are no partnerships in 2015 or 2018."
