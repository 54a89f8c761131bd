"""Translations are complete, keep every placeholder, and write numbers as the language does."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from babel.messages.pofile import read_po

from graphmodel.pages import LANGUAGES, open_language
from tools.translations import TRANSLATIONS, catalog_to_text, extracted_sentences, updated_catalog

OTHERS = [code for code in LANGUAGES if code != "en"]


def forms(value: object) -> list[str]:
    return [value] if isinstance(value, str) else list(value)  # type: ignore[call-overload]


@pytest.mark.parametrize("code", OTHERS)
def test_every_sentence_is_translated_and_keeps_its_placeholders(code: str) -> None:
    catalog = read_po(BytesIO((TRANSLATIONS / f"{code}.po").read_bytes()), locale=code)
    known = {str(forms(message.id)[0]): forms(message.string) for message in catalog if message.id}
    for message in extracted_sentences():
        if not message.id:
            continue
        english = forms(message.id)
        assert english[0] in known, f"run tools/translations.py: {english[0]}"
        for translated in known[english[0]]:
            assert translated, f"not translated into {code}: {english[0]}"
            assert sorted(re.findall(r"\{\w+\}", translated)) == sorted(re.findall(r"\{\w+\}", english[0]))


@pytest.mark.parametrize("code", OTHERS)
def test_the_file_is_as_the_tool_writes_it(code: str) -> None:
    assert (TRANSLATIONS / f"{code}.po").read_text(encoding="utf-8") == catalog_to_text(updated_catalog(code))


def test_each_file_of_translations_is_a_language_that_can_be_chosen() -> None:
    assert {path.stem for path in TRANSLATIONS.glob("*.po")} == set(OTHERS)


def test_czech_has_three_forms_of_number() -> None:
    words = open_language("cs")
    one, many = (
        "{found} group of clusters exceeds chance and is no alliance yet; {left} others are alliances already.",
        "{found} groups of clusters exceed chance and are no alliance yet; {left} others are alliances already.",
    )
    starts = {number: words.plural(one, many, number).split(" ")[1] for number in (1, 2, 4, 5, 21)}
    assert starts == {1: "skupina", 2: "skupiny", 4: "skupiny", 5: "skupin", 21: "skupin"}


@pytest.mark.parametrize(
    ("code", "value", "form", "written"),
    [
        # As the Unicode CLDR has it for each language; blanks in numbers do not break.
        ("en", 1234567, "count", "1,234,567"),
        ("hu", 1234567, "count", "1\xa0234\xa0567"),
        ("cs", 1234567, "count", "1\xa0234\xa0567"),
        ("en", 0.256, "share", "26%"),
        ("cs", 0.256, "share", "26\xa0%"),
        ("hu", 0.00001, "p", "< 0,001"),
        ("en", 1999.5, "money", "€2,000"),
        ("hu", None, "money", "–"),
        ("cs", float("nan"), "count", "–"),
        ("hu", "CZ", "country", "Csehország"),
        ("cs", ("HU", "PL"), "countries", "Maďarsko, Polsko"),
        ("en", 2018, "year", "2018"),
        ("cs", "MetaCluster", "term", "aliance"),
        ("cs", "word of nobody", "term", "word of nobody"),
        ("cs", "", "term", ""),
        ("hu", "Members", "term", "Members"),  # a heading of pages, but no word of the vocabulary
    ],
)
def test_values_are_written_as_the_language_writes_them(code: str, value: object, form: str, written: str) -> None:
    assert open_language(code).form(value, form) == written  # type: ignore[arg-type]  # one of the forms
