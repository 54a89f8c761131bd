"""ask, cypher, find and show on the example, as a person uses them."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

from tests.cli.conftest import Run


def test_the_list_of_questions_needs_no_store(graphmodel: Run, tmp_path: Path) -> None:
    ran = graphmodel("ask", "--list", "--format", "csv")
    frame = pd.read_csv(io.StringIO(ran.out), index_col="name", keep_default_na=False)
    assert list(frame.columns) == ["title", "parameters"]
    assert len(frame) >= 18
    assert frame.loc["expiring-marks", "parameters"] == "by, [after], [country]"
    assert list(tmp_path.iterdir()) == []


def test_a_question_is_answered_in_a_table_with_its_title_beside(example: Run) -> None:
    ran = example("ask", "expiring-marks", "-p", "by=2024-12-31")
    assert ran.code == 0
    assert ran.err.splitlines() == ["Which clusters' quality marks run out by a given day?", "8 rows."]
    assert ran.out.splitlines()[0].split() == ["id", "name", "country", "mark", "mark_until"]
    assert "Klaster Dolina Lotnicza" in ran.out


def test_quiet_leaves_the_answer_alone(example: Run) -> None:
    loud = example("ask", "stage-needs")
    quiet = example("ask", "stage-needs", "--quiet")
    assert (quiet.code, quiet.err, quiet.out) == (0, "", loud.out)


def test_names_forgive(example: Run) -> None:
    ran = example("ask", "cluster-members", "-p", "of=BIOXCLUSTERS", "--format", "json")
    assert {row["name"] for row in json.loads(ran.out)} >= {"Lyonbiopole", "Biocat"}
    assert example("ask", "clusters-by-sector", "-p", "country=hungary").out


def test_an_empty_answer_says_so_and_why(example: Run) -> None:
    ran = example("ask", "expiring-marks", "-p", "by=1999-12-31", "--format", "json")
    assert (ran.code, json.loads(ran.out)) == (0, [])
    assert "No rows. Nothing in the store answers this with by=1999-12-31." in ran.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["ministry-reech"], "Did you mean 'ministry-reach'"),
        (["ministry-reach", "-p", "contry=HU"], "Did you mean 'country'"),
        (["expiring-marks"], "by has no value"),
        (["expiring-marks", "-p", "by=tomorrow"], "not a date such as 2025-12-31"),
        (["cluster-projects", "-p", "cluster=Lionbiopol"], "Lyonbiopole"),
    ],
)
def test_a_request_that_cannot_be_answered_is_1(example: Run, arguments: list[str], words: str) -> None:
    ran = example("ask", *arguments)
    assert (ran.code, ran.out) == (1, "")
    assert words in ran.err


def test_show_prints_what_neo4j_browser_takes(example: Run) -> None:
    ran = example("ask", "cluster-projects", "--show", "-p", "cluster=SECPHO")
    assert ran.out.splitlines()[0] == ":param cluster => 'pic:969484446';"
    assert ran.out.rstrip().endswith(";")
    bare = example("ask", "ministry-reach", "--show", "--store", "absent")
    assert bare.out.splitlines()[:2] == [":param country => null;", ":param steps => 2;"]


def test_a_workbook_names_question_parameters_store_day_and_credits(example: Run, example_store: str) -> None:
    ran = example("ask", "expiring-marks", "-p", "by=2024-12-31", "-o", "marks.xlsx")
    assert (ran.code, ran.out) == (0, "")
    assert "Wrote marks.xlsx." in ran.err
    book = CalamineWorkbook.from_path("marks.xlsx")
    assert len(book.get_sheet_by_name("answer").to_python()) == 9
    sources = {row[0]: row[1] for row in book.get_sheet_by_name("sources").to_python()}
    assert sources["question"] == "Which clusters' quality marks run out by a given day?"
    assert (sources["by"], sources["store"]) == ("2024-12-31", example_store)
    assert sources["query"].startswith("// title:")
    told = "\n".join(str(cell) for row in book.get_sheet_by_name("sources").to_python() for cell in row)
    assert "European Union" in told


def test_cypher_takes_parameters_as_json_or_text(example: Run) -> None:
    query = "MATCH (c:Cluster) WHERE c.country IN $of RETURN c.country AS country, count(*) > $least AS many ORDER BY country"
    ran = example("cypher", query, "-p", 'of=["HU", "PL"]', "-p", "least=10", "--format", "json")
    assert json.loads(ran.out) == [{"country": "HU", "many": False}, {"country": "PL", "many": True}]


def test_cypher_returns_nodes_dates_and_lists_in_every_form(example: Run) -> None:
    query = "MATCH (c:Cluster {name: 'SECPHO'}) RETURN c, date('2024-12-31') AS day, c.identifiers AS ids"
    row = json.loads(example("cypher", query, "--format", "json").out)[0]
    assert (row["c"]["country"], row["c"]["_labels"]) == ("ES", ["Cluster", "Organisation"])
    assert (row["day"], row["ids"]) == ("2024-12-31", ["pic:969484446"])
    for name in ("a.xlsx", "a.parquet", "a.csv"):
        assert example("cypher", query, "-o", name).code == 0
    assert pd.read_parquet("a.parquet")["ids"][0].tolist() == ["pic:969484446"]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("CREATE (n:Cluster {id: 'x'})", "writes"),
        ("MATCH (c:Cluster) SET c.name = 'x' RETURN c", "writes"),
        ("MATCH (c:Cluster RETURN c", "line 1"),
        ("RETURN $missing AS m", "missing"),
    ],
)
def test_a_query_that_writes_or_is_wrong_is_1(example: Run, query: str, words: str) -> None:
    ran = example("cypher", query)
    assert (ran.code, ran.out) == (1, "")
    assert words in ran.err
    assert "Traceback" not in ran.err


def test_a_query_comes_from_standard_input(example: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("RETURN 1 AS one"))
    assert json.loads(example("cypher", "-", "--format", "json").out) == [{"one": 1}]


def test_find_is_forgiving_and_limited(example: Run) -> None:
    ran = example("find", "mecsek banyaszati", "--limit", "1", "--format", "json")
    assert [row["name"] for row in json.loads(ran.out)] == ["Mecsek Bányászati Klaszter"]
    nothing = example("find", "qqqqzzzz")
    assert nothing.code == 0
    assert "No rows. Nothing is called like 'qqqqzzzz'." in nothing.err


def test_show_tells_properties_ties_and_claims(example: Run) -> None:
    thing = json.loads(example("show", "SECPHO", "--format", "json").out)
    assert (thing["thing"]["id"], thing["thing"]["labels"]) == ("pic:969484446", ["Cluster", "Organisation"])
    assert "ACTIVE_IN" in {tie["type"] for tie in thing["ties"]}
    assert {"dataset": "example", "property": "country", "value": "ES"}.items() <= next(
        claim for claim in thing["claims"] if claim["property"] == "country"
    ).items()
    assert example("show", "SECPHO", "-o", "thing.xlsx").code == 0
    assert CalamineWorkbook.from_path("thing.xlsx").sheet_names == ["thing", "ties", "claims", "sources"]
    ties = pd.read_csv(io.StringIO(example("show", "SECPHO", "--format", "csv").out))
    assert len(ties) == len(thing["ties"])


def test_show_of_an_unknown_name_offers_near_ones(example: Run) -> None:
    ran = example("show", "Lionbiopol")
    assert (ran.code, ran.out) == (1, "")
    assert "Lyonbiopole" in ran.err


def test_from_and_to_are_short_for_the_years_of_a_question(example: Run) -> None:
    short = example("ask", "country-pairs", "--from", "2012", "--to", "2013", "--format", "csv")
    full = example("ask", "country-pairs", "-p", "first_year=2012", "-p", "last_year=2013", "--format", "csv")
    whole = example("ask", "country-pairs", "--format", "csv")
    assert (short.code, short.out) == (0, full.out)
    assert short.out != whole.out
    assert "Left out for want of a date, in the whole store: BELONGS_TO" in short.err
    assert "want of a date" not in whole.err
    assert ":param last_year => 2013;" in example("ask", "country-pairs", "--to", "2013", "--show").out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["stage-needs", "--from", "2012"], "takes no years"),
        (["country-pairs", "--from", "2012", "-p", "first_year=2013"], "given twice"),
    ],
)
def test_years_that_a_question_cannot_take_are_wrong_usage(example: Run, arguments: list[str], words: str) -> None:
    ran = example("ask", *arguments)
    assert (ran.code, words in ran.err) == (2, True)
