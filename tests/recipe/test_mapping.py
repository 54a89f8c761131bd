"""A mapping is read or refused: each fault is told with the file, the line, the key and the nearest word that is right."""

from pathlib import Path

import pytest

from graphmodel.errors import RecipeError
from graphmodel.recipe import open_recipe
from graphmodel.recipe.mapping import read_mapping

SOUND = """\
[source]
title = "Clusters of Austria"

[columns]
name = "Cluster"
members = "Firmen"
mark_until = "Siegel bis"

[fixed]
country = "AT"

[separators]
members = ","

[dates]
mark_until = "DD.MM.YYYY"

[sectors]
"Holz" = "sector:wood"

[left]
"E-Mail" = "a way to persons"
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "austria.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_mapping_is_a_recipe_by_its_path(tmp_path: Path) -> None:
    recipe = open_recipe(str(written(tmp_path, SOUND)), [])
    assert (recipe.name, recipe.source.title, recipe.source.dataset) == ("austria", "Clusters of Austria", "austria")
    (form,) = recipe.source.tables
    assert form.required == ("Cluster",)
    assert {"Firmen", "Siegel bis", "E-Mail"} <= set(form.optional)
    assert recipe.places["Firmen"] == "austria.toml:6"


def test_a_column_named_like_a_field_needs_no_line(tmp_path: Path) -> None:
    mapping = read_mapping(written(tmp_path, SOUND))
    assert mapping.columns["city"] == "city"
    assert mapping.columns["name"] == "Cluster"
    assert "country" not in mapping.columns, "what is fixed has no column"


@pytest.mark.parametrize(
    ("old", "new", "place", "said"),
    [
        ("[columns]", "[colums]", "austria.toml:4", "Did you mean 'columns'"),
        ('title = "Clusters of Austria"', 'titel = "X"', "austria.toml:2", "Did you mean 'title'"),
        ('title = "Clusters of Austria"', "", "austria.toml:1", "does not say what the list is"),
        ('title = "Clusters of Austria"', "title = 3", "austria.toml:2", "title must be a text in quotes"),
        ('members = "Firmen"', 'member = "Firmen"', "austria.toml:6", "Did you mean 'members'"),
        ('members = "Firmen"', "members = 3", "austria.toml:6", "members must be a text"),
        ('members = "Firmen"', 'members = "E-Mail"', "austria.toml:22", "used and left aside"),
        ('members = "Firmen"', 'country = "Land"', "austria.toml:10", "country has a column and is fixed too"),
        ('country = "AT"', 'country = "Austira"', "austria.toml:10", "'Austira' is not a country"),
        ('country = "AT"', 'name = "One"', "austria.toml:10", "cannot all have one name"),
        ('members = ","', 'name = ","', "austria.toml:13", "name holds no list"),
        ('"DD.MM.YYYY"', '"%d.%m.%Y"', "austria.toml:16", "no form of dates"),
        ('"sector:wood"', '"wood"', "austria.toml:19", "no id of a sector"),
        ('"a way to persons"', '""', "austria.toml:22", "needs the reason"),
        ('name = "Cluster"', 'name = "Cluster', "austria.toml", "This is not TOML"),
        ("[source]", 'stray = "x"\n[source]', "austria.toml:1", "stray stands outside of any section"),
    ],
)
def test_a_fault_is_told_with_its_place(tmp_path: Path, old: str, new: str, place: str, said: str) -> None:
    assert SOUND.count(old) >= 1
    with pytest.raises(RecipeError) as caught:
        read_mapping(written(tmp_path, SOUND.replace(old, new, 1)))
    assert place in caught.value.where
    assert said in str(caught.value)


def test_a_mapping_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "austria.toml"
    path.write_bytes('[source]\ntitle = "Österreich"\n'.encode("cp1250"))
    with pytest.raises(RecipeError, match="UTF-8"):
        read_mapping(path)
