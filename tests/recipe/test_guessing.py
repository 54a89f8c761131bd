"""What a column seems to hold, from its heading and cells: tables of both, in the languages of the data."""

import pandas as pd
import pytest

from graphmodel.recipe.guessing import guess_column

PERSONAL = [
    ("E-mail", ["a@b.example", "c@d.example"]),
    ("Kapcsolattartó", ["Kiss Anna", "Nagy Pál"]),
    ("Ansprechpartner", ["Anna Muster", ""]),
    ("Osoba kontaktowa", ["Jan Nowak", "Ewa Lis"]),
    ("Ředitel", ["Jan Novák", "Eva Malá"]),
    ("contactForm", ["https://form.example/1", ""]),
    ("Telefon", ["061234567", "067654321"]),
    ("Remarks", ["write to a@b.example", "call", "good"]),
    ("Nr", ["+36 1 234 5678", "+43 664 1234567"]),
    ("Leitung", ["Dr. Anna Muster", "Prof. Karl Klein"]),
    ("Phone", ["", ""]),
]
HELD = [
    ("Country", ["HU", "Austria", "Česko"], "country"),
    ("Země", ["Slovensko", "Polsko"], "country"),
    ("nutsCode", ["HU231", "AT11"], "region"),
    ("Region", ["HU23", "DEG01 / Erfurt"], "region"),
    ("startDate", ["2012-05-01", "01/07/2013"], "date"),
    ("Belépés", ["2013", "2014"], "date"),
    ("Nr", ["2013", "2014"], "text"),
    ("ecContribution", ["120000", "80 000,50"], "amount"),
    ("Költség", ["1 200 000,50", "nincs adat", "5"], "amount"),
    ("Wert", ["892,228.58", "1.00"], "amount"),
    ("Web", ["www.a.example", "b.example"], "url"),
    ("Anything", ["https://a.example", "http://b.example"], "url"),
    ("SME", ["true", "false", "true"], "yes"),
    ("KKV", ["igen", "nem"], "yes"),
    ("Status", ["open", "closed"] * 10, "choice"),
    ("Name", ["Alfa", "Beta", "Gamma"], "text"),
    ("Adószám", ["11111111-2-02", "22222222-2-02"], "text"),
    ("Nothing", ["", "n/a"], "empty"),
    ("Company name", ["Drilling Kft.", "Director's Cut s.r.o."], "text"),
]


@pytest.mark.parametrize(("heading", "cells"), PERSONAL, ids=lambda value: str(value)[:20])
def test_what_may_lead_to_persons_is_guessed_generously(heading: str, cells: list[str]) -> None:
    assert guess_column(heading, pd.Series(cells, dtype="str")).kind == "person"


@pytest.mark.parametrize(("heading", "cells", "kind"), HELD, ids=lambda value: str(value)[:20])
def test_what_a_column_holds(heading: str, cells: list[str], kind: str) -> None:
    assert guess_column(heading, pd.Series(cells, dtype="str")).kind == kind


def test_a_column_of_keys_is_whole_and_without_repetition() -> None:
    guess = guess_column("id", pd.Series(["a", "b", "c"]))
    assert (guess.unique, guess.filled) == (True, True)
    guess = guess_column("id", pd.Series(["a", "a", ""]))
    assert (guess.unique, guess.filled) == (False, False)
