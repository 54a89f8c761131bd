"""Where languages are spoken: some words mean a class only at home ("grad" is a town in Zagreb, a university in English)."""

from __future__ import annotations

from types import MappingProxyType

#: Language (ISO 639-1) -> countries (ISO 3166) whose bodies name themselves in it.
COUNTRIES = MappingProxyType(
    {
        language: frozenset(countries.split())
        for language, countries in {
            "bg": "BG",
            "ca": "AD ES",
            "cs": "CZ",
            "da": "DK FO GL",
            "de": "AT CH DE LI LU BE IT",
            "el": "CY GR",
            "en": "AU CA GB IE IN MT NZ US ZA",
            "es": "AR CL CO CR CU EC ES MX PE UY VE",
            "et": "EE",
            "eu": "ES",
            "fi": "FI",
            "fr": "BE CA CH FR LU MC MA TN DZ SN",
            "ga": "IE",
            "gl": "ES",
            "hr": "BA HR",
            "hu": "HU RO SK RS",
            "is": "IS",
            "it": "CH IT SM",
            "la": "",
            "lt": "LT",
            "lv": "LV",
            "mk": "MK",
            "mt": "MT",
            "nl": "BE NL",
            "no": "NO",
            "pl": "PL",
            "pt": "AO BR CV MZ PT",
            "ro": "MD RO",
            "ru": "BY KZ RU",
            "sk": "SK",
            "sl": "SI",
            "sq": "AL XK MK",
            "sr": "BA ME RS XK",
            "sv": "FI SE",
            "tr": "CY TR",
            "uk": "UA",
        }.items()
    }
)
