"""What a column of an unknown file seems to hold, from its heading and its cells: the guesses a new recipe starts from.

Headings are looked at without case and accents, in the languages of the data. A guess about cells needs nine of ten of them.
Whatever may lead to persons (names, mailboxes, telephones) is guessed generously: a recipe that leaves too much out is mended
by its writer, one that loads a telephone number is not.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from graphmodel.recipe import parsing
from graphmodel.recipe.regions import parse_region

GuessKind = Literal["empty", "person", "yes", "country", "region", "date", "amount", "url", "choice", "text"]

_LOOKED_AT = 2_000
_MOST_CELLS = 0.9
_LONGEST_KEY = 200
_MAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_PHONE = re.compile(r"(?:\+|00|\(0|0)[\d\s()/.-]{6,}")
_TITLED = re.compile(
    r"(?:dr|prof|ing|mgr|bc|mudr|judr|phdr|rndr|dipl|mr|mrs|ms|herr|frau|pan|pani|sig)\b\.?\s", re.IGNORECASE
)
_PERSON = re.compile(
    r"e ?mail|\bmail|phone|telefon|\btel\b|\bfax|\bmobil|contact|contatto|contacto|kontakt|kapcsolat|ansprechpartner|"
    r"person(?!al)|\bosob|szemely|first ?name|last ?name|given ?name|family ?name|surname|vorname|nachname|prenom|cognome|"
    r"apellid|imie|nazwisk|jmeno|prijmeni|priezvisko|keresztnev|vezeteknev|\bceo\b|director|direktor|\breditel|president|"
    r"prezes|vezeto|geschaftsfuhrer|kepviselo|zastup|represent|signator|birth|skype|linkedin"
)
_MONEY = re.compile(
    r"amount|budget|cost|contribution|grant|funding|\beur|fund(?!er|ed by)|betrag|kosten|summe|forderung|koszt|kwota|dofinans|"
    r"naklad|castka|dotace|prispevok|rozpocet|koltseg|osszeg|tamogatas|hozzajarulas|importo|costo|montant|importe|coste|znesek|iznos"
)
_DAY = re.compile(
    r"date|datum|data\b|start|begin|\bend|since|until|from\b|valid|beginn|ende\b|zahajen|ukoncen|kezd|veg\b|belepes|\bod\b|\bdo\b"
)
_REGION = re.compile(r"nuts|region|kraj\b|megye|regio|wojewodztw")
_LINK = re.compile(r"url|web|www|link|homepage|honlap|strona|site")


@dataclass(frozen=True, slots=True)
class Guess:
    """What a column seems to hold; ``unique`` and ``filled`` say whether no cell repeats and none is blank, ``colon`` whether
    any holds one, ``short`` whether all are short enough for a key.
    """

    column: str
    heading: str
    kind: GuessKind
    unique: bool
    filled: bool
    colon: bool
    short: bool
    words: tuple[str, ...] = ()


def fold_heading(text: str) -> str:
    """A heading in small letters without accents, its words apart.

    >>> fold_heading("organisationID"), fold_heading("E-Mail (Büro)")
    ('organisation id', 'e mail buro')
    """
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)
    plain = unicodedata.normalize("NFKD", apart.casefold().replace("ł", "l"))
    return " ".join(re.findall(r"[^\W_]+", "".join(c for c in plain if not unicodedata.combining(c))))


def guess_column(name: str, cells: pd.Series) -> Guess:
    """Look at one column: its heading and up to 2,000 of its different cells.

    >>> guess_column("Adószám", pd.Series(["1", "2"])).kind, guess_column("Web", pd.Series(["www.a.example"])).kind
    ('text', 'url')
    """
    texts = cells.fillna("").astype("str").str.strip()
    known = texts[~texts.str.casefold().isin(parsing.EMPTY_MARKS)]
    some = [str(text) for text in pd.unique(known)[:_LOOKED_AT]]
    heading = fold_heading(name)
    kind = _kind(heading, some, len(known))
    unique, filled = len(known) > 0 and known.is_unique, len(known) == len(texts)
    colon = any(":" in text for text in known)
    short = max(map(len, known), default=0) <= _LONGEST_KEY
    return Guess(name, heading, kind, unique, filled, colon, short, tuple(sorted(some)) if kind == "choice" else ())


def _kind(heading: str, some: Sequence[str], count: int) -> GuessKind:
    if _leads_to_persons(heading, some):
        return "person"
    if not some:
        return "empty"
    for kind, test in _TESTS.items():
        if test(heading, some):
            return kind
    few = len(some) <= 12 and count >= 2 * len(some) and max(map(len, some)) <= 40
    return "choice" if few and count >= 8 else "text"


def _leads_to_persons(heading: str, some: Sequence[str]) -> bool:
    return (
        bool(_PERSON.search(heading))
        or _share(some, _MAIL.search) >= 0.1
        or (_share(some, _is_phone) >= 0.5 and not _MONEY.search(heading))
        or _share(some, _TITLED.match) >= 0.3
    )


def _is_phone(text: str) -> bool:
    return _PHONE.fullmatch(text) is not None and not _reads([text], parsing.parse_date)


def _share(some: Sequence[str], test: Callable[[str], Any]) -> float:
    return sum(bool(test(text)) for text in some) / len(some) if some else 0.0


def _reads(some: Sequence[str], parse: Callable[[str], Any]) -> bool:
    def readable(text: str) -> bool:
        try:
            parse(text)
        except ValueError:
            return False
        return True

    return _share(some, readable) >= _MOST_CELLS


def _is_yes(_: str, some: Sequence[str]) -> bool:
    return (
        len(some) <= 4
        and any(not text.isdigit() and len(text) > 1 for text in some)
        and _reads(some, parsing.parse_yes)
    )


def _is_region(heading: str, some: Sequence[str]) -> bool:
    longer = any(len(text) > 2 for text in some)
    return (
        longer
        and (_REGION.search(heading) is not None or _share(some, lambda t: len(t) >= 4) > 0.5)
        and _reads(some, parse_region)
    )


def _is_date(heading: str, some: Sequence[str]) -> bool:
    bare = all(re.fullmatch(r"\d{1,9}", text) for text in some)
    return _reads(some, parsing.parse_date) and (not bare or _DAY.search(heading) is not None)


def _is_amount(heading: str, some: Sequence[str]) -> bool:
    if _MONEY.search(heading):
        return _share(some, lambda text: bool(re.search(r"\d", text))) >= 0.5 and _reads_some(some)
    return any(re.search(r"[.,]\d{1,2}$|€|EUR", text) for text in some) and _reads(some, parsing.parse_amount)


def _reads_some(some: Sequence[str]) -> bool:
    return any(_reads([text], parsing.parse_amount) for text in some)


def _is_url(heading: str, some: Sequence[str]) -> bool:
    addressed = _share(some, lambda text: bool(re.match(r"https?://|www\.", text, re.IGNORECASE))) >= 0.5
    return (addressed or _LINK.search(heading) is not None) and _reads(some, parsing.parse_url)


_TESTS: Mapping[GuessKind, Callable[[str, Sequence[str]], bool]] = {
    "yes": _is_yes,
    "country": lambda _, some: _reads(some, parsing.parse_country),
    "region": _is_region,
    "date": _is_date,
    "url": _is_url,
    "amount": _is_amount,
}
