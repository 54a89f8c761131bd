"""Ad hoc queries: plain values out, nothing in, and errors that show the place."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import neo4j
import numpy as np
import pandas as pd
import pytest

from graphmodel.errors import QueryError
from graphmodel.records import Changes, NodeChange
from graphmodel.store import Rows, Store, open_store
from tests.neo4j_server import Neo4jServer
from tests.store.samples import nodes, relationships, sample_changes


@pytest.fixture
def sample(store: Store) -> Store:
    store.fill(sample_changes())
    return store


def test_nodes_relationships_and_paths_are_plain(sample: Store) -> None:
    cluster = {
        "id": "mine:mbk",
        "name": "Mecsek Bányászati Klaszter",
        "founded": 2013,
        "mark_until": dt.date(2024, 12, 31),
        "_labels": ["Cluster", "Organisation"],
    }
    ministry = {
        "id": "mine:pm",
        "name": "Miniszterelnökség",
        "level": "national",
        "_labels": ["Ministry", "Organisation"],
    }
    tie = {"start_key": "mine:pm", "_type": "OVERSEES"}

    assert sample.query("MATCH p = (m)-[r:OVERSEES]->(c) RETURN c, r, p, c.claims AS claims") == Rows(
        ("c", "r", "p", "claims"), [(cluster, tie, [ministry, tie, cluster], "{}")]
    )


def test_values_are_plain(store: Store) -> None:
    answer = store.query(
        "RETURN 1 AS whole, 1.5 AS number, 'ő' AS text, true AS yes, null AS nothing, [1, null, [2]] AS list, "
        "{a: [date('2020-01-02')]} AS map, date('2020-01-02') AS day, localdatetime('2020-01-02T03:04:05') AS moment, "
        "datetime('2020-01-02T03:04:05Z') AS utc, time('03:04:05Z') AS time, duration('P1DT2H') AS span"
    )

    assert answer.columns == (
        "whole",
        "number",
        "text",
        "yes",
        "nothing",
        "list",
        "map",
        "day",
        "moment",
        "utc",
        "time",
        "span",
    )
    day, zone = dt.date(2020, 1, 2), dt.UTC
    assert answer.rows == [
        (
            1,
            1.5,
            "ő",
            True,
            None,
            [1, None, [2]],
            {"a": [day]},
            day,
            dt.datetime(2020, 1, 2, 3, 4, 5),
            dt.datetime(2020, 1, 2, 3, 4, 5, tzinfo=zone),
            dt.time(3, 4, 5, tzinfo=zone),
            "P1DT2H",
        )
    ]


def test_rows_come_in_the_order_asked_for(store: Store) -> None:
    assert store.query("UNWIND [3, 1, 2] AS n RETURN n ORDER BY n DESC").rows == [(3,), (2,), (1,)]


NESTED = """MATCH (n:Nothing) WITH n, [x IN n.names WHERE x <> ', AS' | x] AS names // RETURN y
    RETURN size(names) + 1, n {.name, .id} AS map, CASE WHEN n.id = ',' THEN 1 ELSE 2 END AS c,
        count { MATCH (n)--(m) RETURN m }"""


@pytest.mark.parametrize(
    ("query", "columns"),
    [
        ("MATCH (n:Nothing) RETURN n.name AS name", ("name",)),
        (
            "MATCH (n:Nothing) RETURN DISTINCT n.name, n , `n`.id AS `the id`\nORDER BY n.name SKIP 1 LIMIT 3;",
            ("n.name", "n", "the id"),
        ),
        (NESTED, ("size(names) + 1", "map", "c", "count { MATCH (n)--(m) RETURN m }")),
        ("MATCH (n:Nothing) RETURN n.id AS id UNION MATCH (n:Nothing) RETURN n.name AS id", ("id",)),
    ],
    ids=["alias", "plain", "nested", "union"],
)
def test_columns_are_named_without_rows_too(store: Store, query: str, columns: tuple[str, ...]) -> None:
    assert store.query(query) == Rows(columns, [])

    store.fill(Changes(new_nodes=[NodeChange(("Sector",), {"id": "a"})]))
    with_rows = store.query(query.replace(":Nothing", "").partition("SKIP")[0])
    assert with_rows.columns == columns
    assert with_rows.rows


def test_an_aggregation_over_nothing_is_one_row(store: Store) -> None:
    assert store.query("MATCH (n:Nothing) RETURN count(n) AS n") == Rows(("n",), [(0,)])


@pytest.mark.parametrize(
    "value",
    [
        "x'; MATCH (n) DETACH DELETE n //",
        "ő 😀",
        5,
        2**62,
        0.25,
        True,
        dt.date(1850, 3, 4),
        ["a", "b"],
        [],
        {"k": [1, "b"]},
        None,
    ],
    ids=repr,
)
def test_parameters_are_values_never_text(sample: Store, value: object) -> None:
    assert sample.query("RETURN $value AS value", {"value": value}).rows == [(value,)]
    assert len(nodes(sample)) == 5


def test_parameters_may_come_from_frames(store: Store) -> None:
    frame = pd.DataFrame({"n": [7], "x": [0.5], "t": ["a"], "d": [dt.date(2020, 1, 2)]})
    given = {
        "n": frame["n"].iloc[0],
        "x": np.float64(frame["x"].iloc[0]),
        "t": frame["t"].iloc[0],
        "d": frame["d"].iloc[0],
        "stamp": pd.Timestamp("2020-01-02"),
        "gone": pd.NA,
        "all": frame["n"].to_numpy(),
    }
    assert store.query("RETURN $n, $x, $t, $d, $stamp, $gone, $all", given).rows == [
        (7, 0.5, "a", dt.date(2020, 1, 2), dt.date(2020, 1, 2), None, [7])
    ]


def test_a_parameter_that_cannot_be_sent_is_named(store: Store) -> None:
    with pytest.raises(QueryError, match=r"\$odd"):
        store.query("RETURN $odd", {"odd": object()})


WRITES = [
    "CREATE (n:Project {id: 'new'})",
    "create (n:Unheard {id: 'new'})",
    "MERGE (n:Project {id: 'new'}) RETURN n",
    "MATCH (n:Project) SET n.title = 'x'",
    "MATCH (n:Project) SET n += {title: 'x'} RETURN n",
    "MATCH (n:Organisation) SET n:Unheard",
    "MATCH (n:Organisation) REMOVE n.name",
    "MATCH (n:Cluster) REMOVE n:Cluster",
    "MATCH (n:Project) DETACH DELETE n",
    "MATCH ()-[r]->() DELETE r",
    "MATCH (a:Ministry), (b:Project) CREATE (a)-[:FUNDS]->(b)",
    "MATCH (a:Ministry), (b:Project) MERGE (a)-[:FUNDS]->(b)",
    "UNWIND [1, 2] AS i CREATE (:Sector {id: toString(i)})",
    "FOREACH (i IN [1] | CREATE (:Sector {id: 'x'}))",
    "MATCH (n:Project) FOREACH (i IN [1] | SET n.title = 'x')",
    "CALL { CREATE (n:Project {id: 'new'}) RETURN n } RETURN n",
    "MATCH (n:Project) CALL { WITH n SET n.title = 'x' } RETURN n",
    "MATCH (n:Project) CALL (n) { DETACH DELETE n } RETURN 1",
    "CREATE CONSTRAINT new_one FOR (n:Project) REQUIRE n.acronym IS UNIQUE",
    "/* a comment */ CREATE INDEX new_one FOR (n:Project) ON (n.acronym)",
    "// a comment\nDROP CONSTRAINT organisation_id",
    "DROP INDEX cluster_id IF EXISTS",
    "CREATE USER intruder SET PASSWORD 'abcdefgh'",
    "ALTER CURRENT USER SET PASSWORD FROM 'a' TO 'b'",
    "DROP DATABASE neo4j",
    "EXPLAIN CREATE (n)",
    "PROFILE MATCH (n:Project) SET n.title = 'x'",
]


@pytest.mark.parametrize("query", WRITES)
def test_a_query_that_writes_is_refused(sample: Store, query: str) -> None:
    before = nodes(sample), relationships(sample), sample.query("SHOW INDEXES YIELD name RETURN name ORDER BY name")

    with pytest.raises(QueryError, match="This query writes, and queries here only read") as raised:
        sample.query(query)

    assert raised.value.remedy
    after = nodes(sample), relationships(sample), sample.query("SHOW INDEXES YIELD name RETURN name ORDER BY name")
    assert after == before


@pytest.mark.parametrize(
    "query",
    [
        "LOAD CSV FROM 'file:///etc/hostname' AS line RETURN line",
        "MATCH (n) WITH n LIMIT 1 load /* here */ csv WITH HEADERS FROM 'https://example.org/x.csv' AS line RETURN line",
        "MATCH (n) L\\u004fAD CSV FROM 'file:///etc/hostname' AS line RETURN line",
    ],
)
def test_a_query_that_reads_files_or_addresses_is_refused(store: Store, query: str) -> None:
    with pytest.raises(QueryError, match="LOAD CSV"):
        store.query(query)


def raw_driver(store: Store, request: pytest.FixtureRequest) -> tuple[neo4j.Driver, str | None]:
    """The connection ad hoc queries use, without anything of ours in between."""
    if "://" in store.address:
        servers = request.getfixturevalue("neo4j_servers")
        server: Neo4jServer = servers(request.node.callspec.params["store"].removeprefix("neo4j-"))
        return server.driver(), None
    path = Path(store.address)
    connection = json.loads((path / "connection.json").read_text(encoding="utf-8"))
    login = ("reader", connection["reader_password"])
    driver = neo4j.GraphDatabase.driver(f"bolt://127.0.0.1:{connection['port']}", auth=login)
    return driver, json.loads((path / "store.json").read_text(encoding="utf-8"))["database"]


def test_the_engine_itself_refuses_to_write(sample: Store, request: pytest.FixtureRequest) -> None:
    before = nodes(sample), relationships(sample)
    driver, database = raw_driver(sample, request)
    accepted = []
    with driver, driver.session(database=database, default_access_mode=neo4j.READ_ACCESS) as session:
        for query in WRITES:
            if query.startswith(("EXPLAIN", "ALTER", "DROP DATABASE", "CREATE USER")):
                continue
            try:
                with session.begin_transaction() as transaction:
                    transaction.run(query).consume()
                    transaction.commit()
            except neo4j.exceptions.Neo4jError:
                continue
            accepted.append(query)
    # Dropping what is not there, or creating what is there, changes nothing.
    assert set(accepted) <= {"DROP INDEX cluster_id IF EXISTS"}
    assert (nodes(sample), relationships(sample)) == before


SYNTAX = {
    "MATCH (o) RETRUN o": ("line 1, column 11", "  MATCH (o) RETRUN o\n            ^"),
    "MATCH (o:Organisation)\nWHERE o.name = 'x'\n\tRETURN o.name,, o.id": (
        "line 3, column 16",
        "  \tRETURN o.name,, o.id\n  \t              ^",
    ),
    "MATCH (o:Organisation)\nRETURN o.name, p": ("line 2, column 16", "  RETURN o.name, p\n                 ^"),
    "MATCH (p) WITH 1 AS one\nRETURN p.id": ("line 2, column 8", "  RETURN p.id\n         ^"),
    "RETURN nothing_like_it(1)": ("line 1, column 8", "  RETURN nothing_like_it(1)\n         ^"),
    "MACTH (n) RETURN n": ("line 1, column 1", "  MACTH (n) RETURN n\n  ^"),
    "RETURN 'x AS x": ("line 1, column 8", "  RETURN 'x AS x\n         ^"),
    "RETURN 1;\nRETURN 2": ("line 1, column 9", "  RETURN 1;\n          ^"),
    "MATCH (n)\nWHERE n.id = $id RETURN n": ("line 2, column 14", "  WHERE n.id = $id RETURN n\n               ^"),
}


@pytest.mark.parametrize("query", SYNTAX)
def test_an_error_shows_its_place(store: Store, query: str) -> None:
    place, shown = SYNTAX[query]
    with pytest.raises(QueryError) as raised:
        store.query(query)
    assert raised.value.where == place
    assert raised.value.what.endswith(f"\n{shown}")
    assert str(raised.value).startswith(f"{place}: ")


@pytest.mark.parametrize(
    "query", ["RETURN 1 / 0", "RETURN date('yesterday')", "CALL no.such.procedure()", "MATCH (n) RETURN count(n) AS"]
)
def test_what_goes_wrong_while_a_query_runs_is_its_error(store: Store, query: str) -> None:
    with pytest.raises(QueryError):
        store.query(query)


@pytest.mark.parametrize(
    "query",
    [
        "MATCH (n) RETURN count(n) AS create",
        "MATCH (n {name: 'CREATE (n)'}) RETURN n // DELETE n",
        "OPTIONAL MATCH (n:`LOAD CSV`) RETURN n",
        "CALL { MATCH (n) RETURN n UNION MATCH (n) RETURN n } RETURN count(n)",
        "UNWIND [1] AS x RETURN x;",
        "SHOW CONSTRAINTS YIELD name RETURN name",
        "  \n/* one */ MATCH (n) RETURN n.`set` ; // done",
        "EXPLAIN MATCH (n) RETURN n",
    ],
)
def test_queries_that_only_look_like_writing_run(store: Store, query: str) -> None:
    store.query(query)


def test_a_guest_cannot_write_by_query_either(tmp_path: Path) -> None:
    with open_store(tmp_path / "store") as holder, open_store(tmp_path / "store") as guest:
        holder.fill(sample_changes())
        with pytest.raises(QueryError, match="only read"):
            guest.query("MATCH (n:Project) SET n.title = 'x'")
        assert guest.query("MATCH (n:Project) RETURN n.title").rows == [(None,)]
