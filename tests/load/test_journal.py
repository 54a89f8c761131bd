"""Editions of a dataset follow each other, and each can be taken back in any order: what is left is as if it had never been."""

from dataclasses import dataclass, field

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from graphmodel.load.claims import claim_content
from graphmodel.load.facts import CLAIM_COLUMNS, Facts
from graphmodel.load.journal import Journal, succeed_facts, take_back

Edition = tuple[dict[str, str], dict[tuple[str, str], float], bool]
KEYS = st.sampled_from(["a", "b", "c"])
EDITIONS = st.lists(
    st.tuples(
        st.dictionaries(KEYS, st.sampled_from(["Alpha", "Beta"]), max_size=3),
        st.dictionaries(st.tuples(KEYS, st.just("p")), st.sampled_from([1.0, 2.0]), max_size=3),
        st.booleans(),
    ),
    min_size=1,
    max_size=5,
)


def facts_from(edition: Edition, load: str) -> Facts:
    names, ties, _ = edition
    claims = pd.DataFrame(
        [
            (f"my:{key}", claim_content(["Organisation"], (), {"name": name}), load, "t.csv:2")
            for key, name in sorted(names.items())
        ],
        columns=CLAIM_COLUMNS,
        dtype=object,
    )
    rows = [
        {
            "start_key": f"my:{start}",
            "end_key": f"my:{end}",
            "role": "partner",
            "contribution": amount,
            "since": None,
            "until": None,
            "source": None,
            "rows": "t.csv:2",
            "dataset": "my",
            "load": load,
            "start_label": "Organisation",
            "end_label": "Project",
        }
        for (start, end), amount in sorted(ties.items())
    ]
    return Facts("my", claims, {"PARTICIPATES_IN": pd.DataFrame(rows)} if rows else {})


@dataclass
class Shelf:
    """A dataset and the journals of its loads, as a store keeps them."""

    facts: Facts = field(default_factory=lambda: Facts("my", pd.DataFrame(columns=CLAIM_COLUMNS, dtype=object)))
    journals: dict[str, Journal] = field(default_factory=dict)

    def put(self, edition: Edition, load: str) -> bool:
        """Whether the edition changed anything."""
        following = succeed_facts(
            self.facts, facts_from(edition, load), complete=edition[2], earlier=self.journals.values()
        )
        self.facts = following.facts
        if following.changed:
            self.journals[load] = Journal.from_json(following.journal.to_json())
        return following.changed

    def undo(self, load: str) -> None:
        order = list(self.journals)
        later = {name: self.journals[name] for name in order[order.index(load) :]}
        rest = take_back(self.facts, load, later)
        del self.journals[load]
        self.journals |= rest

    def says(self) -> set[tuple[str, ...]]:
        claims = set(self.facts.claims[["key", "content"]].itertuples(index=False, name=None))
        ties = self.facts.ties.get("PARTICIPATES_IN", pd.DataFrame(columns=["start_key", "end_key", "contribution"]))
        return claims | {
            tuple(map(str, row))
            for row in ties[["start_key", "end_key", "contribution"]].itertuples(index=False, name=None)
        }


def replay(editions: list[tuple[str, Edition]]) -> set[tuple[str, ...]]:
    shelf = Shelf()
    for load, edition in editions:
        shelf.put(edition, load)
    return shelf.says()


def test_the_same_again_changes_nothing() -> None:
    shelf = Shelf()
    edition: Edition = ({"a": "Alpha"}, {("a", "p"): 1.0}, False)
    assert shelf.put(edition, "load:1")
    assert not shelf.put(edition, "load:2")
    assert set(shelf.facts.claims["load"]) == {"load:1"}


def test_what_a_part_lacks_stays_and_what_a_complete_edition_lacks_goes() -> None:
    first: Edition = ({"a": "Alpha", "b": "Beta"}, {("a", "p"): 1.0}, False)
    assert replay([("1", first), ("2", ({"a": "Alpha"}, {}, False))]) == replay([("1", first)])
    assert replay([("1", first), ("2", ({"a": "Alpha"}, {}, True))]) == replay([("2", ({"a": "Alpha"}, {}, False))])


@settings(max_examples=60, deadline=None)
@given(EDITIONS, st.randoms(use_true_random=False))
def test_taking_back_all_loads_in_any_order_leaves_nothing(editions: list[Edition], random: object) -> None:
    shelf = Shelf()
    for number, edition in enumerate(editions):
        shelf.put(edition, f"load:{number}")
    order = list(shelf.journals)
    random.shuffle(order)  # type: ignore[attr-defined]  # hypothesis gives a Random
    for load in order:
        shelf.undo(load)
    assert shelf.says() == set()


@settings(max_examples=60, deadline=None)
@given(EDITIONS, st.data())
def test_taking_back_the_last_load_restores_what_was(editions: list[Edition], data: st.DataObject) -> None:
    shelf = Shelf()
    before = set()
    for number, edition in enumerate(editions):
        was = shelf.says()
        if shelf.put(edition, f"load:{number}"):
            before = was
    if shelf.journals:
        shelf.undo(list(shelf.journals)[-1])
        assert shelf.says() == before


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.dictionaries(KEYS, st.sampled_from(["Alpha", "Beta"]), max_size=3), st.just({}), st.just(False)),
        min_size=1,
        max_size=5,
    ),
    st.data(),
)
def test_what_is_left_is_what_the_other_parts_say(editions: list[Edition], data: st.DataObject) -> None:
    """For partial editions: per key, the last remaining load that changed it speaks."""
    shelf = Shelf()
    spoke: list[tuple[str, dict[str, str]]] = []
    for number, (names, ties, complete) in enumerate(editions):
        known = {row[0]: row[1] for row in shelf.says() if len(row) == 2}
        changed = {
            key: name
            for key, name in names.items()
            if known.get(f"my:{key}") != claim_content(["Organisation"], (), {"name": name})
        }
        if shelf.put((names, ties, complete), f"load:{number}"):
            spoke.append((f"load:{number}", changed))
    gone = data.draw(st.sets(st.sampled_from([load for load, _ in spoke]))) if spoke else set()
    for load in data.draw(st.permutations(sorted(gone))):
        shelf.undo(load)
    expected: dict[str, str] = {}
    for load, changed in spoke:
        if load not in gone:
            expected |= changed
    assert shelf.says() == {
        (f"my:{key}", claim_content(["Organisation"], (), {"name": name})) for key, name in expected.items()
    }
