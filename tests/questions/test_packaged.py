"""The packaged questions speak the model's language, and only the Cypher that both engines understand."""

from __future__ import annotations

import re

import pytest

from graphmodel.content import content_folder
from graphmodel.model import LABELS, NODE_PROPERTIES, RELATIONSHIP_PROPERTIES, RELATIONSHIPS
from graphmodel.question import Question, find_questions

QUESTIONS = find_questions([content_folder("queries")])
PATHS = {entry.name for entry in RELATIONSHIPS.values() if entry.path}
OVER_PATHS = {"ministry-reach", "shortest-path", "evidence"}
PROPERTIES = {
    *(p.name for label in LABELS.values() for p in label.properties),
    *(p.name for entry in RELATIONSHIPS.values() for p in entry.properties),
    *(p.name for p in (*NODE_PROPERTIES, *RELATIONSHIP_PROPERTIES)),
}

every_question = pytest.mark.parametrize("question", QUESTIONS.values(), ids=str)


def bare(question: Question) -> str:
    """The Cypher without comments and strings."""
    return re.sub(r"//[^\n]*|'[^']*'", "", question.text)


def types_in(question: Question) -> list[set[str]]:
    """The types each relationship pattern allows."""
    return [set(types.split("|")) for types in re.findall(r"\[\w*:([A-Z_|]+)[*\]]", bare(question))]


def test_there_are_enough_of_them() -> None:
    assert len(QUESTIONS) >= 18


@every_question
def test_a_question_reads_as_one(question: Question) -> None:
    assert question.title.endswith("?")
    assert question.order
    assert all(p.meaning for p in question.parameters)
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", question.name)


@every_question
def test_only_words_of_the_model_are_used(question: Question) -> None:
    text = bare(question)
    labels = set(re.findall(r"\(\w*:(\w+)", text))
    assert labels <= LABELS.keys()
    assert set().union(*types_in(question), set()) <= RELATIONSHIPS.keys()
    properties = set(re.findall(r"\b[a-z]\w*\.(\w+)", text)) - {"year"}
    assert properties <= PROPERTIES


@every_question
def test_labels_in_quotes_are_words_of_the_model(question: Question) -> None:
    assert set(re.findall(r"'(\w+)' IN labels", question.text)) <= LABELS.keys()


def test_paths_follow_exactly_the_ties_the_model_allows() -> None:
    following = {name for name, q in QUESTIONS.items() if any(len(types) > 8 for types in types_in(q))}
    assert following == OVER_PATHS
    for name in OVER_PATHS:
        assert all(types == PATHS for types in types_in(QUESTIONS[name]))


@every_question
def test_nothing_is_used_that_only_one_engine_has(question: Question) -> None:
    text = bare(question)
    assert not re.search(r"\b(?:SHORTEST|CALL|LOAD|elementId|gds|apoc|fulltext|NEXT|FILTER)\b", text)
    assert not re.search(r"\b(?:CREATE|MERGE|SET|DELETE|REMOVE|DROP)\b", text)


@every_question
def test_the_last_words_sort_the_answer_by_what_is_declared(question: Question) -> None:
    """The declared order is how ORDER BY begins; what follows only breaks ties."""
    sorting = re.sub(r"\s+", " ", bare(question).rpartition("ORDER BY")[2]).strip()
    written = tuple(part.strip().replace(" DESC", " desc") for part in sorting.split(","))
    assert written[: len(question.order)] == question.order


@every_question
def test_columns_are_returned_in_the_declared_order(question: Question) -> None:
    returned = bare(question).rpartition("RETURN")[2].partition("ORDER BY")[0]
    depth, part, parts = 0, "", []
    for character in returned:
        depth += character in "([{"
        depth -= character in ")]}"
        if character == "," and not depth:
            parts.append(part)
            part = ""
        else:
            part += character
    names = tuple(re.split(r"\s+AS\s+", p.strip())[-1] for p in (*parts, part))
    assert names == question.columns
