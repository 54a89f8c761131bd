"""What a statement may be, told from its text alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmodel.errors import QueryError
from graphmodel.store.place import at_line
from graphmodel.store.statement import check_statement

SKIPPED = st.sampled_from([" ", "\n", "\t", "/* CREATE */", "// DROP\n", "/**/", "/* ' */", '// "\n'])


@given(st.lists(SKIPPED), st.sampled_from(["CREATE", "drop", "Merge", "aLTER", "DETACH", "GRANT"]), SKIPPED)
def test_a_writing_word_is_found_behind_any_comment(before: list[str], word: str, after: str) -> None:
    with pytest.raises(QueryError, match="only read"):
        check_statement(f"{''.join(before)}{word}{after}CONSTRAINT x", {})


@given(st.text(alphabet="CREATE drop'\"`\\/*\n;$ LOAD CSV", max_size=40))
def test_what_stands_in_a_string_is_no_word(text: str) -> None:
    quoted = "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
    query = f"MATCH (n) WHERE n.name = {quoted} RETURN n"
    assert check_statement(query, {}) == query


@pytest.mark.parametrize(
    "query",
    [
        "CYPHER 5 DROP INDEX x",
        "CYPHER runtime=slotted CREATE (n)",
        "USE neo4j CREATE INDEX x FOR (n:A) ON n.b",
        "PROFILE EXPLAIN CREATE (n)",
        "\\u0043REATE (n)",
    ],
)
def test_prefixes_and_escapes_hide_nothing(query: str) -> None:
    with pytest.raises(QueryError):
        check_statement(query, {})


@pytest.mark.parametrize(
    "query", ["CYPHER 5 MATCH (n) RETURN n", "USE neo4j MATCH (n) RETURN n", "PROFILE MATCH (n) RETURN n"]
)
def test_prefixes_are_no_fault(query: str) -> None:
    assert check_statement(query, {}) == query


@pytest.mark.parametrize("query", ["", "  ", "// nothing", ";", "EXPLAIN"])
def test_an_empty_query_is_said_to_be_one(query: str) -> None:
    with pytest.raises(QueryError, match=r"empty|begin"):
        check_statement(query, {})


def test_the_closing_semicolon_goes_and_nothing_moves() -> None:
    assert check_statement("RETURN ';' AS x ; // ;", {}) == "RETURN ';' AS x   // ;"


def test_parameters_must_be_the_ones_given() -> None:
    query = "MATCH (n {a: $a, b: $`b c`}) WHERE n.x = '$no' // $nor\nRETURN n"
    assert check_statement(query, {"a": 1, "b c": 2}) == query
    with pytest.raises(QueryError, match=r"uses \$a, and no value was given") as missing:
        check_statement(query, {"b c": 2})
    assert missing.value.where == "line 1, column 14"
    with pytest.raises(QueryError, match=r"does not use the parameter 'nor'"):
        check_statement(query, {"a": 1, "b c": 2, "nor": 3})
    with pytest.raises(QueryError, match=r"Did you mean \$country\?"):
        check_statement("RETURN $country", {"country": "HU", "contry": "HU"})


def test_a_long_line_is_cut_around_the_place() -> None:
    line = "x" * 300 + "HERE" + "y" * 300
    place, shown = at_line(f"MATCH (n)\n{line}\n", 2, 301)
    text, caret = shown.split("\n")
    assert place == "line 2, column 301"
    assert text[caret.index("^") :].startswith("HERE")
    assert text.startswith("  ...")
    assert text.endswith("...")
    assert len(text) < 120
