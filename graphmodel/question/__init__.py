"""A question: a Cypher file that states its title, its parameters and the columns it answers with.

The comments at the head of the file are its contract, so that a person reads it as they read the query, and a mistake is
found with its line before the query runs::

    // title: Which organisations take part in no project and no alliance?
    // param country: country = null  | only organisations of this country
    // columns: id, name, country
    // order: name, id
    // note: events do not count
    MATCH ...

``param`` is followed by a name, a kind (:data:`KINDS`), a default where the parameter may be left out, and its meaning.
``note`` may stand several times. The order is what the query's last ORDER BY does, for the reader and for the tests.
"""

from graphmodel.question.answering import bind, check_columns, choose_question
from graphmodel.question.contract import Parameter, Question
from graphmodel.question.cypher import cypher_parameters, question_to_browser, value_to_cypher
from graphmodel.question.reading import find_questions, read_question
from graphmodel.question.values import KINDS, THING_KINDS, Resolve, did_you_mean

__all__ = [
    "KINDS",
    "THING_KINDS",
    "Parameter",
    "Question",
    "Resolve",
    "bind",
    "check_columns",
    "choose_question",
    "cypher_parameters",
    "did_you_mean",
    "find_questions",
    "question_to_browser",
    "read_question",
    "value_to_cypher",
]
