"""Regions are read by their NUTS codes, as CORDIS and keep.eu write them, and every larger region follows from the code."""

import pandas as pd
import pytest

from graphmodel.recipe import Relationships, Table, TableForm, located_in
from graphmodel.recipe.regions import nuts_level, parse_region, parse_region_name


@pytest.mark.parametrize(
    ("text", "code", "name"),
    [
        ("UKI31", "UKI31", ""),
        ("DEG01  / Erfurt, Kreisfreie Stadt", "DEG01", "Erfurt, Kreisfreie Stadt"),
        ("BG411  / София (столица), (Sofia (stolitsa),)", "BG411", "София (столица), (Sofia (stolitsa),)"),
        ("BE1  / RÉGION DE BRUXELLES-CAPITALE", "BE1", "RÉGION DE BRUXELLES-CAPITALE"),
        ("GR303", "EL303", ""),
        ("gbi31", "UKI31", ""),
        ("RU  / Russia", "RU", "Russia"),
        ("DEZZZ", "DEZZZ", ""),
        ("DEA", "DEA", ""),
        ("\xa0XK000 ", "XK000", ""),
    ],
)
def test_codes_and_names_of_real_cells(text: str, code: str, name: str) -> None:
    assert (parse_region(text), parse_region_name(text)) == (code, name)


@pytest.mark.parametrize("text", ["ROMA", "PARIS", "Wien", "DE;HU", "QQ123", "HU23111", "12345", "EL 303", "/ Erfurt"])
def test_a_word_is_no_code(text: str) -> None:
    with pytest.raises(ValueError, match="is not a NUTS code"):
        parse_region(text)


def test_two_codes_in_a_cell_are_not_one_region() -> None:
    with pytest.raises(ValueError, match="several"):
        parse_region("AT130/AT222")


def test_organisations_are_located_in_regions_and_regions_within_larger_ones() -> None:
    cells = pd.DataFrame({"who": ["a", "b", "c"], "where": ["HU231  / Baranya", "", "UKI"]}, dtype="str")
    t = Table(TableForm("members", ("who", "where")), cells, "members.csv", dataset="mine")
    actor = t.own_key("who")
    records = list(located_in(actor, t.region("where"), t.region_name("where")))
    ties = {
        (r.type, start, end)
        for r in records
        if isinstance(r, Relationships)
        for start, end in zip(r.start, r.end, strict=True)
        if isinstance(start, str) and isinstance(end, str)
    }
    assert ties == {
        ("LOCATED_IN", "mine:a", "nuts:HU231"),
        ("LOCATED_IN", "mine:c", "nuts:UKI"),
        ("WITHIN", "nuts:HU231", "nuts:HU23"),
        ("WITHIN", "nuts:HU23", "nuts:HU2"),
        ("WITHIN", "nuts:HU2", "nuts:HU"),
        ("WITHIN", "nuts:UKI", "nuts:UK"),
    }
    described = {
        (key, None if name != name else name, country, level)
        for r in records
        if not isinstance(r, Relationships)
        for key, name, country, level in zip(
            r.key, r.frame["name"], r.frame["country"], r.frame["nuts_level"], strict=True
        )
        if isinstance(key, str)
    }
    assert described == {
        ("nuts:HU231", "Baranya", "HU", "3"),
        ("nuts:HU23", None, "HU", "2"),
        ("nuts:HU2", None, "HU", "1"),
        ("nuts:HU", None, "HU", "0"),
        ("nuts:UKI", None, "GB", "1"),
        ("nuts:UK", None, "GB", "0"),
    }
    assert [nuts_level(code) for code in ("HU", "HU2", "HU23", "HU231")] == [0, 1, 2, 3]
