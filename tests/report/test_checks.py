"""What is odd: each check finds the thing that was made odd for it, and nothing else."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

import graphmodel
from graphmodel.ecosystem import Ecosystem
from graphmodel.errors import RequestError
from graphmodel.report.checks import CHECK_COLUMNS, CHECKS, ODDITY_COLUMNS

SHEETS: dict[str, list[tuple[str, ...]]] = {
    "organisations": [
        ("id", "identifiers", "name", "country", "region", "vat"),
        ("alpha", "", "Alpha Institute", "HU", "HU110", ""),
        ("beta", "", "Beta GmbH", "AT", "HU231", ""),  # a region elsewhere
        ("reversed", "", "Institute Alpha", "HU", "", ""),  # the words of alpha
        ("gamma", "", "Gamma Works", "DE", "DE300", ""),
        ("homeless", "", "GAMMA works Ltd", "", "", ""),  # perhaps gamma
        ("taxed", "", "Delta Drills", "HU", "", "HU1;HU2"),
        ("taxed-too", "", "Epsilon Shafts", "HU", "", "HU2"),
        ("one", "pic:900000001", "Zeta Tools", "HU", "", ""),
        ("other", "pic:900000002", "Zeta Tools", "HU", "", ""),  # two numbers, one name: nobody can say
        ("alone", "", "Nobody's Partner", "SK", "", ""),
        ("person", "", "Dr. Anna Kovács", "HU", "", ""),
        ("another", "", "Dr. Kovács Anna", "HU", "", ""),
    ],
    "projects": [
        ("id", "title", "start", "end", "total_cost", "eu_contribution"),
        ("sound", "A sound project", "2015-01-01", "2017-12-31", "100", "60"),
        ("headless", "Without a coordinator", "2015-01-01", "2015-01-01", "", ""),
        ("two-heads", "With two coordinators", "2016-01-01", "", "", ""),
        ("empty", "Nobody takes part", "", "2016-01-01", "0", "0"),
        ("backwards", "Ends early", "2016-05-02", "2016-05-01", "", ""),
        ("dear", "The EU gives more than all of it", "", "", "100", "200"),
        ("shared", "Shares above", "", "", "", "1000"),
        ("rounded", "Shares rounded up", "", "", "1000", "1000"),
        ("paid-back", "Paid back", "", "", "", ""),
        ("twin-a", "Cross-border clusters of the hills", "2018-01-01", "", "", ""),
        ("twin-b", "CROSS BORDER CLUSTERS OF THE HILLS", "2018-01-01", "", "", ""),
        ("later", "Cross-border clusters of the hills", "2019-01-01", "", "", ""),
    ],
    "participations": [
        ("organisation", "project", "role", "contribution", "since", "until"),
        ("alpha", "sound", "coordinator", "40", "", ""),
        ("beta", "sound", "participant", "20", "", ""),
        ("alpha", "headless", "participant", "", "", ""),
        ("beta", "headless", "partner", "", "", ""),
        ("alpha", "two-heads", "lead partner", "", "", ""),
        ("gamma", "two-heads", "Coordinator", "", "2018", "2017"),  # leaves before it comes
        ("taxed", "backwards", "beneficiary", "", "", ""),
        ("taxed-too", "dear", "", "", "", ""),
        ("alpha", "shared", "coordinator", "700", "", ""),
        ("beta", "shared", "participant", "311.01", "", ""),
        ("alpha", "rounded", "coordinator", "1000.40", "", ""),
        ("one", "paid-back", "coordinator", "-5", "", ""),
        ("other", "twin-a", "coordinator", "", "", ""),
        ("other", "twin-b", "coordinator", "", "", ""),
        ("reversed", "later", "coordinator", "", "", ""),
        ("homeless", "later", "participant", "", "", ""),
        ("ghost", "later", "participant", "", "", ""),  # nowhere described
        ("person", "later", "participant", "", "", ""),
        ("another", "later", "participant", "", "", ""),
    ],
}
RECIPE = '''"""Bodies with their countries as somebody typed them."""
from graphmodel.recipe import Source, TableForm, nodes

source = Source(title="Typed", dataset="typed", tables=(TableForm("bodies", required=("id", "country")),))


def bodies(t):
    yield nodes("Organisation", t.own_key("id"), name=t.text("id"), country=t.text("country"))
'''


@pytest.fixture(scope="module")
def eco(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ecosystem]:
    folder = tmp_path_factory.mktemp("odd")
    for name, rows in SHEETS.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
    with graphmodel.open(tmp_path_factory.mktemp("store") / "store") as opened:
        opened.load("tables", folder, dataset="x")
        yield opened


def found(eco: Ecosystem, check: str) -> set[tuple[str, str]]:
    frame = eco.check(check)
    assert list(frame.columns) == list(ODDITY_COLUMNS)
    assert list(frame["id"]) == sorted(frame["id"])
    return set(zip(frame["id"].str.removeprefix("x:"), frame["detail"].str.replace("x:", ""), strict=True))


def test_projects_that_nobody_coordinates(eco: Ecosystem) -> None:
    # A source of beneficiaries, or one that gives no roles, has no coordinator to miss.
    assert found(eco, "no-coordinator") == {("headless", "2 participants: participant, partner")}


def test_projects_with_two_coordinators_by_whatever_name(eco: Ecosystem) -> None:
    assert found(eco, "several-coordinators") == {("two-heads", "Alpha Institute; Gamma Works")}


def test_projects_in_which_nobody_takes_part(eco: Ecosystem) -> None:
    assert found(eco, "no-participants") == {("empty", "")}


def test_ends_before_starts_of_projects_and_of_ties_but_one_day_is_no_fault(eco: Ecosystem) -> None:
    assert found(eco, "ends-before-start") == {
        ("backwards", "2016-05-02 to 2016-05-01"),
        ("gamma", "PARTICIPATES_IN two-heads: 2018-01-01 to 2017-12-31"),
    }


def test_amounts_that_contradict_each_other(eco: Ecosystem) -> None:
    assert found(eco, "contribution-over-total") == {("dear", "EU contribution 200.00, total cost 100.00")}
    # 1,011.01 is more than a hundredth and a euro above 1,000; 1,000.40 is rounding.
    assert found(eco, "shares-over-contribution") == {("shared", "shares 1,011.01, EU contribution 1,000.00")}
    assert found(eco, "negative-amounts") == {("paid-back", "-5.00 for Zeta Tools")}


def test_projects_that_may_be_there_twice(eco: Ecosystem) -> None:
    reason = "the same title and first day"
    upper, lower = "CROSS BORDER CLUSTERS OF THE HILLS", "Cross-border clusters of the hills"
    assert found(eco, "duplicate-projects") == {
        ("twin-a", f"{reason}: {upper} (twin-b)"),
        ("twin-b", f"{reason}: {lower} (twin-a)"),
    }


def test_organisations_that_may_be_there_twice_with_the_reason(eco: Ecosystem) -> None:
    words, tax, home = "the same words in another order", "the same tax number", "the same name, one without a country"
    doubt = "equal names in HU after folding: zeta tools; but different numbers in pic"
    assert found(eco, "duplicate-organisations") >= {
        ("alpha", f"{words}: Institute Alpha (reversed)"),
        ("reversed", f"{words}: Alpha Institute (alpha)"),
        ("taxed", f"{tax}: Epsilon Shafts (taxed-too)"),
        ("taxed-too", f"{tax}: Delta Drills (taxed)"),
        ("gamma", f"{home}: GAMMA works Ltd (homeless)"),
        ("homeless", f"{home}: Gamma Works (gamma)"),
        ("pic:900000001", f"{doubt}: Zeta Tools (pic:900000002)"),
        ("pic:900000002", f"{doubt}: Zeta Tools (pic:900000001)"),
    }
    suspects = {"alpha", "reversed", "taxed", "taxed-too", "gamma", "homeless", "pic:900000001", "pic:900000002"}
    assert {thing for thing, _ in found(eco, "duplicate-organisations")} == suspects


def test_a_decision_of_a_person_ends_the_doubt(tmp_path: Path) -> None:
    (tmp_path / "organisations.csv").write_text(
        "id,name,country\na,Alpha Works,HU\nb,Works Alpha,HU\n", encoding="utf-8"
    )
    with graphmodel.open(tmp_path / "store") as own:
        own.load("tables", tmp_path / "organisations.csv", dataset="x")
        assert {thing for thing, _ in found(own, "duplicate-organisations")} == {"a", "b"}
        path = tmp_path / "identity.csv"
        path.write_text("left,right,decision,reason,who\nx:a,x:b,different,two firms,Anna\n", encoding="utf-8")
        own.identity_import(path)
        assert found(own, "duplicate-organisations") == set()


def test_organisations_without_any_tie_and_things_nowhere_described(eco: Ecosystem) -> None:
    assert found(eco, "isolates") == {("alone", "")}
    assert found(eco, "not-described") == {("ghost", "organisation")}


def test_natural_persons_are_counted_and_not_named(eco: Ecosystem) -> None:
    frame = eco.check("natural-persons")
    assert list(zip(frame["id"], frame["name"], strict=True)) == [
        ("x:another", "Natural person"),
        ("x:person", "Natural person"),
    ]
    row = eco.check().set_index("check").loc["natural-persons"]
    assert (row["found"], row["examples"], row["names"]) == (2, (), ())
    assert "Kovács" not in eco.check().to_csv() + "".join(eco.check(name).to_csv() for name in eco.check()["check"])


def test_codes_that_do_not_exist_or_lie_elsewhere(eco: Ecosystem, tmp_path: Path) -> None:
    assert found(eco, "regions-elsewhere") == {("beta", "region HU231, country AT")}
    assert found(eco, "unknown-countries") == set()
    (tmp_path / "typed.py").write_text(RECIPE, encoding="utf-8")
    (tmp_path / "bodies.csv").write_text("id;country\na;Ruritania\nb;HU\nc;UK\n", encoding="utf-8")
    eco.load(tmp_path / "typed.py", tmp_path / "bodies.csv")
    frame = eco.check("unknown-countries")
    assert set(zip(frame["id"], frame["detail"], strict=True)) == {("typed:a", "Ruritania"), ("typed:c", "UK")}
    eco.unload("typed")


def test_region_codes_that_no_loaded_version_knows(tmp_path: Path) -> None:
    samples = Path(__file__).resolve().parents[1] / "load" / "samples"
    codes = (
        "EL522",
        "EL999",
        "PT170",
        "HU231",
        "",
    )  # known; unknown; known to 2021 only; of a country not loaded; none
    rows = [f"o{place},Body {place},{code}" for place, code in enumerate(codes)]
    (tmp_path / "organisations.csv").write_text("\n".join(["id,name,region", *rows]) + "\n", encoding="utf-8")
    with graphmodel.open(tmp_path / "store") as own:
        own.load("tables", tmp_path / "organisations.csv", dataset="x")
        counts = own.check().set_index("check").loc["unknown-regions"]
        assert (counts["found"], counts["checked"]) == (0, 0)  # nothing is known of any version yet
        own.load("regions", samples / "regions" / "NUTS2021-NUTS2024.xlsx")
        assert found(own, "unknown-regions") == {("o1", "EL999: not in NUTS 2021, 2024")}
        counts = own.check().set_index("check").loc["unknown-regions"]
        assert (counts["found"], counts["checked"]) == (1, 3)


def test_the_overview_counts_what_each_check_found_and_could_look_at(eco: Ecosystem) -> None:
    frame = eco.check()
    assert list(frame.columns) == list(CHECK_COLUMNS)
    assert list(frame["check"]) == [check.name for check in CHECKS]
    rows = frame.to_dict("records")
    counts = {row["check"]: (row["found"], row["checked"]) for row in rows}
    assert counts["no-coordinator"] == (1, 9)  # projects with roles: all but empty, backwards and dear
    assert counts["contribution-over-total"] == (1, 4)  # with both amounts: sound, empty, dear, rounded
    assert counts["ends-before-start"] == (2, 4)  # sound, headless, backwards, and one dated tie
    assert counts["regions-elsewhere"] == (1, 3)
    assert counts["isolates"] == (1, 13)
    for row in rows:
        listed = eco.check(str(row["check"]))
        assert row["found"] == listed["id"].nunique()
        if row["check"] != "natural-persons":
            assert list(row["examples"]) == list(dict.fromkeys(listed["id"]))[:3]
        assert len(row["names"]) == len(row["examples"])


def test_a_country_chooses_its_organisations_and_their_whole_projects(eco: Ecosystem) -> None:
    counts = dict(zip(*(eco.check(country="DE")[column] for column in ("check", "found")), strict=True))
    # Gamma is German; the other coordinator of its project is not, and counts.
    assert {name for name, count in counts.items() if count} == {"several-coordinators", "ends-before-start"}
    assert eco.part(country="DE").check().equals(eco.check(country="DE"))


def test_an_empty_store_has_nothing_odd(tmp_path: Path) -> None:
    with graphmodel.open(tmp_path / "store") as empty:
        frame = empty.check()
        assert set(zip(frame["found"], frame["checked"], strict=True)) == {(0, 0)}
        assert all(len(empty.check(name)) == 0 for name in frame["check"])
    assert isinstance(frame, pd.DataFrame)


def test_an_unknown_check_is_refused_with_the_names_of_all(eco: Ecosystem) -> None:
    with pytest.raises(RequestError, match="no-coordinator"):
        eco.check("nonsense")


def test_the_partial_edition_of_2023_lacks_34_coordinators_of_602(real_data: Path, tmp_path: Path) -> None:
    with graphmodel.open(tmp_path / "store") as own:
        own.load("cordis", real_data / "cordis_h2020_2023_partial" / "organization_union.csv")
        frame = own.check().set_index("check")
        assert tuple(frame.loc["no-coordinator", ["found", "checked"]]) == (34, 602)
