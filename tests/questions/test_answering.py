"""Values are converted and checked before a question runs, its columns when it ran."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmodel.errors import QuestionError, RequestError
from graphmodel.question import (
    KINDS,
    Parameter,
    Question,
    bind,
    check_columns,
    choose_question,
    cypher_parameters,
    question_to_browser,
    value_to_cypher,
)


def question(*parameters: Parameter, text: str = "RETURN 1 AS one") -> Question:
    return Question("q", Path("q.cypher"), "A question", text, ("one",), parameters=parameters, lines={"columns": 3})


@pytest.mark.parametrize(
    ("kind", "given_value", "expected"),
    [
        ("text", " Pécs ", "Pécs"),
        ("text", 7, "7"),
        ("country", "hu", "HU"),
        ("country", "UK", "GB"),
        ("country", "EL", "GR"),
        ("country", "Magyarország", "HU"),
        ("number", "3", 3),
        ("number", "2.5", 2.5),
        ("number", 4.0, 4),
        ("year", "2016", 2016),
        ("yes", "Yes", True),
        ("yes", "false", False),
        ("yes", True, True),
        ("date", "2024-12-31", dt.date(2024, 12, 31)),
        ("date", dt.datetime(2024, 12, 31, 5, tzinfo=dt.UTC), dt.date(2024, 12, 31)),
        ("thing", "Lyonbiopole", "Lyonbiopole"),
    ],
)
def test_values_become_what_their_kind_says(kind: str, given_value: object, expected: object) -> None:
    bound = bind(question(Parameter("x", kind)), {"x": given_value})["x"]
    assert (bound, type(bound)) == (expected, type(expected))


@pytest.mark.parametrize(
    ("kind", "wrong"),
    [
        ("text", True),
        ("text", "  "),
        ("country", "Atlantis"),
        ("number", "many"),
        ("number", "nan"),
        ("number", True),
        ("year", "20166"),
        ("year", "2016.5"),
        ("yes", "perhaps"),
        ("date", "31.12.2024"),
        ("organisation", ["a"]),
    ],
)
def test_values_of_another_kind_are_refused(kind: str, wrong: object) -> None:
    with pytest.raises(QuestionError, match="The parameter x is wrong"):
        bind(question(Parameter("x", kind)), {"x": wrong})


def test_an_unknown_parameter_is_answered_with_the_nearest() -> None:
    asked = question(Parameter("country", "country"), Parameter("least", "number", required=False, default=1))
    with pytest.raises(QuestionError) as caught:
        bind(asked, {"contry": "HU"})
    assert "Did you mean 'country'?" in caught.value.what
    assert caught.value.remedy == "It takes country, [least]."


def test_a_missing_parameter_is_told_with_its_meaning() -> None:
    asked = question(Parameter("country", "country", "where it sits"))
    with pytest.raises(QuestionError, match=r"country has no value \(where it sits\)"):
        bind(asked, {})
    assert bind(asked, {}, complete=False) == {"country": None}


def test_defaults_stand_in_for_what_is_not_given() -> None:
    asked = question(Parameter("least", "number", required=False, default=1), Parameter("c", "country", required=False))
    assert bind(asked, {"c": None}) == {"least": 1, "c": None}


def test_only_names_of_things_are_resolved() -> None:
    asked = question(Parameter("who", "organisation"), Parameter("any", "thing"), Parameter("word", "text"))
    calls: list[tuple[str, str | None]] = []

    def resolve(text: str, label: str | None) -> str:
        calls.append((text, label))
        return f"id:{text}"

    bound = bind(asked, {"who": "A", "any": "B", "word": "C"}, resolve)
    assert bound == {"who": "id:A", "any": "id:B", "word": "C"}
    assert calls == [("A", "Organisation"), ("B", None)]


def test_an_unknown_question_is_answered_with_the_nearest() -> None:
    with pytest.raises(QuestionError, match="Did you mean 'ministry-reach'"):
        choose_question({"ministry-reach": question()}, "ministry-reech")


def test_columns_are_compared_on_every_run() -> None:
    check_columns(question(), ["one"])
    check_columns(question(), [])
    with pytest.raises(QuestionError) as caught:
        check_columns(question(), ["one", "two"])
    assert caught.value.where == "q.cypher:3"


def test_the_browser_gets_its_parameters_first() -> None:
    text = question_to_browser(
        question(text="RETURN $a AS one"), {"a": "O'Neill \\ ", "b": None, "c": dt.date(2024, 1, 2), "d": True}
    )
    assert text == (
        ":param a => 'O\\'Neill \\\\ ';\n:param b => null;\n:param c => date('2024-01-02');\n:param d => true;\n"
        "RETURN $a AS one;\n"
    )


def test_a_value_without_a_literal_is_refused() -> None:
    with pytest.raises(RequestError):
        value_to_cypher(object())


@given(st.text())
def test_no_text_breaks_out_of_its_literal(text: str) -> None:
    """Whatever the text, the literal is one string token: a parameter behind it is seen, one inside is not."""
    literal = value_to_cypher(text)
    assert literal.isprintable()
    assert cypher_parameters(f"RETURN {literal}, $after") == {"after": 1}


@given(st.sampled_from(KINDS), st.one_of(st.none(), st.text(), st.integers(), st.floats(), st.booleans(), st.dates()))
def test_binding_answers_with_a_value_or_a_question_error(kind: str, value: Any) -> None:
    try:
        bind(question(Parameter("x", kind, required=False)), {"x": value})
    except QuestionError as error:
        assert error.where == "question q"  # noqa: PT017 - either outcome is right
