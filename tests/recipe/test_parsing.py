"""What the text of a cell means, or why it cannot be read. The cells are those of real CORDIS and keep.eu exports."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmodel.recipe import parsing


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("960619,95", 960619.95),  # totalCost of a CORDIS row
        ("230000.00", 230000.0),  # ecContribution of the same row
        ("892,228.58", 892228.58),  # keep.eu, thousands
        ("758394.29", 758394.29),  # keep.eu, the same column
        ("1.234.567,50", 1234567.5),
        ("1,234,567", 1234567.0),
        (" 12 345 ", 12345.0),
        ("0.00", 0.0),
        ("-150,5", -150.5),
        ("1788682.0", 1788682.0),
    ],
)
def test_amounts_of_all_sources(text: str, amount: float) -> None:
    assert parsing.parse_amount(text) == amount


@pytest.mark.parametrize("text", ["abc", "12.34.56", "1,2,3", "ten", "1e999x", "NaN", "inf", "", "-"])
def test_what_is_no_amount_says_so(text: str) -> None:
    with pytest.raises(ValueError, match="not an amount"):
        parsing.parse_amount(text)


def test_a_lone_comma_means_what_it_means_in_the_rest_of_its_column() -> None:
    assert parsing.parse_amount("1,234", parsing.comma_in_column(["1,234", "960619,95"])) == 1.234
    assert parsing.parse_amount("1,234", parsing.comma_in_column(["1,234", "892,228.58"])) == 1234.0
    with pytest.raises(ValueError, match="both"):
        parsing.parse_amount("1,234", parsing.comma_in_column(["960619,95", "892,228.58"]))


@given(st.integers(min_value=-(10**12), max_value=10**12), st.integers(min_value=0, max_value=99))
def test_an_amount_is_the_same_in_either_notation(whole: int, cents: int) -> None:
    english, continental = f"{whole:,}.{cents:02d}", f"{whole:,}.{cents:02d}".translate(str.maketrans(",.", ".,"))
    assert parsing.parse_amount(english) == parsing.parse_amount(continental) == float(f"{whole}.{cents:02d}")


@pytest.mark.parametrize(
    ("text", "edge", "day"),
    [
        ("2012-05-01", "start", date(2012, 5, 1)),
        ("2018-07-19 09:17:05", "start", date(2018, 7, 19)),
        ("31/12/2013", "start", date(2013, 12, 31)),
        ("6.2.2013", "start", date(2013, 2, 6)),
        ("2013", "start", date(2013, 1, 1)),
        ("2013", "end", date(2013, 12, 31)),
        ("2016-02", "end", date(2016, 2, 29)),
    ],
)
def test_days_months_and_years(text: str, edge: parsing.Edge, day: date) -> None:
    assert parsing.parse_date(text, edge) == day


@pytest.mark.parametrize("text", ["31/02/2013", "soon", "13/13/2013", "9999", "0", "2013-00"])
def test_what_is_no_day_says_so(text: str) -> None:
    with pytest.raises(ValueError, match=r"date|day|year"):
        parsing.parse_date(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("EL", "GR"),
        ("UK", "GB"),
        ("XK", "XK"),
        ("hu", "HU"),
        ("Hungary", "HU"),
        ("Csehország", "CZ"),
        ("Německo", "DE"),
    ],
)
def test_countries_by_code_and_by_name(text: str, code: str) -> None:
    assert parsing.parse_country(text) == code


@pytest.mark.parametrize("text", ["DE;HU", "QQ", "Atlantis", "EU"])
def test_several_countries_or_none_are_not_guessed(text: str) -> None:
    with pytest.raises(ValueError, match="country"):
        parsing.parse_country(text)


@pytest.mark.parametrize(
    ("namespace", "text", "key"),
    [
        ("pic", "999905974", "pic:999905974"),
        ("pic", "999905974.0", "pic:999905974"),
        ("cordis-grant", "101060884", "cordis-grant:101060884"),
        ("nuts", "HU231", "nuts:HU231"),
    ],
)
def test_keys_in_their_register_s_form(namespace: str, text: str, key: str) -> None:
    assert parsing.parse_key(namespace, text) == key


@pytest.mark.parametrize(
    ("namespace", "text"),
    [
        ("pic", "aee4a9c2b74483607ba42a90eb8710aa"),
        ("pic", "12"),
        ("cordis-grant", "H2020"),
        ("nuts", "Baranya"),
    ],
)
def test_a_key_of_another_form_is_refused(namespace: str, text: str) -> None:
    with pytest.raises(ValueError, match=namespace):
        parsing.parse_key(namespace, text)


def test_texts_are_repaired() -> None:
    double = "Universität Łódź".encode().decode("latin-1")
    assert parsing.clean_text(double) == "Universität Łódź"
    assert parsing.clean_text(" A &amp; B\u00a0GmbH \t\n") == "A & B GmbH"
    assert parsing.clean_text("bad\x1b[31mred\u202eevil") == "bad [31mred evil"


def test_addresses_of_persons_are_not_web_addresses() -> None:
    with pytest.raises(ValueError, match="e-mail"):
        parsing.parse_url("someone@example.org")
    assert parsing.parse_url("WWW.EXAMPLE.ORG") == "http://WWW.EXAMPLE.ORG"
    with pytest.raises(ValueError, match="web address"):
        parsing.parse_url("javascript:alert(1)")
