"""Decisions of identity: what the machine proposes, whose line counts, and what joins what."""

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmodel.errors import IdentityError
from graphmodel.identity.components import claims_to_things
from graphmodel.identity.decisions import (
    DECISION_COLUMNS,
    csv_to_decisions,
    decisions_to_csv,
    empty_decisions,
    normalise_decisions,
)
from graphmodel.identity.proposals import propose_decisions


def _lines(*rows: tuple[str, str, str, str]) -> pd.DataFrame:
    return pd.DataFrame(
        [(left, right, decision, "because", who) for left, right, decision, who in rows], columns=DECISION_COLUMNS
    )


def _organisations(*rows: tuple[tuple[str, ...], str | None, str | None]) -> pd.DataFrame:
    return pd.DataFrame(
        [(keys[0], keys, name, country) for keys, name, country in rows],
        columns=["key", "keys", "name", "country"],
        dtype=object,
    )


def _said(decisions: pd.DataFrame) -> set[tuple[str, str, str]]:
    return set(decisions[["left", "right", "decision"]].itertuples(index=False, name=None))


def test_equal_names_in_one_country_are_the_same_the_register_key_first() -> None:
    rows = _organisations(
        (("my:fronius",), "Fronius International GmbH", "AT"), (("pic:998350290",), "FRONIUS INTERNATIONAL", "AT")
    )
    assert _said(propose_decisions(rows)) == {("pic:998350290", "my:fronius", "same")}


def test_equal_names_in_two_countries_or_without_a_country_say_nothing() -> None:
    rows = _organisations(
        (("a:1",), "Ministry of Health", "CZ"),
        (("a:2",), "Ministry of Health", "SK"),
        (("a:3",), "Ministry of Health", None),
    )
    assert propose_decisions(rows).empty


def test_two_numbers_of_one_register_are_never_joined_by_name() -> None:
    rows = _organisations(
        (("pic:900000001",), "Alpha AG", "DE"), (("pic:900000002",), "Alpha", "DE"), (("my:alpha",), "ALPHA", "DE")
    )
    assert {decision for _, _, decision in _said(propose_decisions(rows))} == {"maybe"}


def test_names_too_short_to_tell_say_nothing() -> None:
    assert propose_decisions(_organisations((("a:1",), "NCA", "CZ"), (("a:2",), "NCA", "CZ"))).empty


@given(
    st.permutations(
        [
            (("b:1",), "Beta Kft", "HU"),
            (("b:2",), "Beta", "HU"),
            (("pic:900000009",), "BETA", "HU"),
            (("c:1",), "Gamma", "HU"),
        ]
    )
)
def test_proposals_do_not_depend_on_the_order_of_rows(rows: list[tuple[tuple[str, ...], str, str]]) -> None:
    assert _said(propose_decisions(_organisations(*rows))) == {
        ("pic:900000009", "b:1", "same"),
        ("pic:900000009", "b:2", "same"),
    }


def test_a_person_s_line_beats_the_machine_s() -> None:
    lines = _lines(("pic:900000001", "my:a", "same", "machine"), ("my:a", "pic:900000001", "different", "Ada"))
    assert _said(normalise_decisions(lines)) == {("pic:900000001", "my:a", "different")}


def test_persons_who_contradict_each_other_are_told() -> None:
    with pytest.raises(IdentityError, match="two ways"):
        normalise_decisions(_lines(("a:1", "a:2", "same", "Ada"), ("a:2", "a:1", "different", "Béla")))


def test_claims_join_by_shared_keys_and_by_lines_and_take_the_best_key() -> None:
    claims = [("my:a", "ror:05xyzab12"), ("ror:05xyzab12",), ("pic:900000001",), ("my:b",), ("my:c",)]
    lines = _lines(("pic:900000001", "ror:05xyzab12", "same", "Ada"), ("my:b", "my:c", "maybe", "machine"))
    assert claims_to_things(claims, lines) == ["pic:900000001", "pic:900000001", "pic:900000001", "my:b", "my:c"]


def test_a_line_on_keys_nobody_claims_is_without_effect() -> None:
    assert claims_to_things([("my:a",)], _lines(("my:x", "my:y", "same", "Ada"))) == ["my:a"]
    assert claims_to_things([], empty_decisions()) == []


def test_the_file_can_be_read_changed_in_excel_and_read_again(tmp_path: Path) -> None:
    lines = normalise_decisions(_lines(("pic:900000001", "my:á", "same", "machine")))
    path = decisions_to_csv(lines, tmp_path / "identity.csv")
    assert _said(csv_to_decisions(path)) == _said(lines)
    path.write_text("\ufeff" + path.read_text("utf-8").replace(",", ";"), encoding="utf-8")
    assert _said(csv_to_decisions(path)) == _said(lines)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("left,right\na,b\n", "absent"),
        ("left,right,decision,reason,who\na:1,a:2,perhaps,x,me\n", "line 2"),
        ("left,right,decision,reason,who\na:1,,same,x,me\n", "line 2"),
    ],
)
def test_a_damaged_file_names_the_place(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "identity.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(IdentityError, match=message):
        csv_to_decisions(path)
