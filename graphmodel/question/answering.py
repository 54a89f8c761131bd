"""Before and after a question runs: its parameters get their values, and the columns of the answer are compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graphmodel.errors import QuestionError
from graphmodel.question.contract import Parameter, Question
from graphmodel.question.values import THING_KINDS, Resolve, did_you_mean, value_to_kind


def choose_question(questions: Mapping[str, Question], name: str) -> Question:
    """One of some questions by its name.

    Raises:
        QuestionError: there is none of that name; the message offers the nearest.
    """
    if name not in questions:
        raise QuestionError(
            f"There is no question '{name}'.{did_you_mean(name, questions)}",
            remedy="graphmodel ask --list shows them all.",
        )
    return questions[name]


def bind(
    question: Question, given: Mapping[str, Any], resolve: Resolve | None = None, *, complete: bool = True
) -> dict[str, Any]:
    """The values to run a question with: what was given, as the kinds its parameters declare, and the defaults.

    Args:
        question: the question to be asked.
        given: values by parameter; text is converted, as it comes from a command line.
        resolve: turns a name into an id, for the kinds that name a thing (``THING_KINDS``); called with the text and
            the label to look for, ``None`` for any.
        complete: whether a required parameter must have a value; otherwise it is bound to ``None``.

    Raises:
        QuestionError: an unknown or missing parameter, or a value of another kind.
    """
    known = {p.name: p for p in question.parameters}
    usage = f"It takes {', '.join(p.usage for p in question.parameters)}." if known else "It takes none."
    for name in given:
        if name not in known:
            raise QuestionError(
                f"There is no parameter '{name}'.{did_you_mean(name, known)}",
                where=f"question {question.name}",
                remedy=usage,
            )
    if complete:
        _require_values(question, given)
    return {name: _bound(question.name, parameter, given, resolve) for name, parameter in known.items()}


def _require_values(question: Question, given: Mapping[str, Any]) -> None:
    for parameter in question.parameters:
        if parameter.required and given.get(parameter.name) is None:
            raise QuestionError(
                f"The parameter {parameter.name} has no value ({parameter.meaning or parameter.kind}).",
                where=f"question {question.name}",
                remedy=f"Give one: {parameter.name}=...",
            )


def _bound(question: str, parameter: Parameter, given: Mapping[str, Any], resolve: Resolve | None) -> Any:
    name = parameter.name
    value = given.get(name)
    if value is None:
        return parameter.default
    try:
        value = value_to_kind(value, parameter.kind)
    except ValueError as error:
        raise QuestionError(f"The parameter {name} is wrong: {error}.", where=f"question {question}") from error
    if resolve is not None and parameter.kind in THING_KINDS:
        return resolve(value, THING_KINDS[parameter.kind])
    return value


def check_columns(question: Question, columns: Sequence[str]) -> None:
    """Compare the columns a run answered with to those the question declares.

    An answer of no rows may come without columns (the embedded engine names none then): there is nothing to compare.

    Raises:
        QuestionError: they differ, in name, number or order.
    """
    if columns and tuple(columns) != question.columns:
        raise QuestionError(
            f"The query returns the columns {', '.join(columns)}, but declares {', '.join(question.columns)}.",
            where=question.place("columns"),
            remedy="Make RETURN and // columns: agree.",
        )
