"""The words of a map's page in each of its languages: ``template/strings.CODE.json``, the same keys in each.

A text that depends on a number has a form for each plural category of its language (Unicode CLDR: ``one``, ``few``, ``other``
...); a kind of thing also has the form that heads a list, ``all``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib import resources
from typing import Any

from babel import Locale
from babel.numbers import format_decimal

from graphmodel.errors import RequestError

#: Codes of the languages that maps, and the pages around them, can be in.
LANGUAGES = ("en", "hu", "cs")


def language_words(language: str) -> dict[str, Any]:
    """The texts of the page in a language, by their keys.

    :raises RequestError: there is no map in that language.

    >>> language_words("hu")["map"], language_words("cs")["kinds"]["Cluster"]["few"]
    ('Térkép', 'klastry')
    """
    if language not in LANGUAGES:
        raise RequestError(
            f"There is no map in the language {language!r}.",
            where="map",
            remedy=f"Choose one of: {', '.join(LANGUAGES)}.",
        )
    file = resources.files("graphmodel.maps").joinpath("template", f"strings.{language}.json")
    words: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return words


def form_for(forms: Mapping[str, str], number: int, language: str) -> str:
    """The form of a text that a number asks for.

    >>> klastr = language_words("cs")["kinds"]["Cluster"]
    >>> [form_for(klastr, number, "cs") for number in (1, 3, 5)]
    ['klastr', 'klastry', 'klastrů']
    """
    return forms.get(Locale(language).plural_form(number), forms["other"])


def count_in_words(forms: Mapping[str, str], number: int, language: str) -> str:
    """A text with its number in it (``{n}``), both as the language writes them.

    >>> count_in_words(language_words("cs")["ties"], 12000, "cs")
    '12\\xa0000 vazeb'
    """
    return form_for(forms, number, language).replace("{n}", format_decimal(number, locale=language))
