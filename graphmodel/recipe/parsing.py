"""One cell at a time: what the text of a cell means, or why it cannot be read.

Every function takes the text of a cell and returns its value, or raises :class:`ValueError` with the reason in plain words.
:class:`~graphmodel.recipe.table.Table` calls them once per distinct value of a column. The module is a little longer than others
so that all readers of cells stand side by side.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Literal

#: Texts that sources write where they mean nothing.
EMPTY_MARKS = frozenset({"", "n.a.", "n/a", "na", "none", "null", "nan", "-", "--", "#n/a"})
LONGEST_MARK = max(map(len, EMPTY_MARKS))
_YES = frozenset({"true", "yes", "y", "1", "1.0", "igen", "ano", "áno", "tak", "ja", "si", "sì", "oui", "da", "x"})
_NO = frozenset({"false", "no", "n", "0", "0.0", "nem", "ne", "nie", "nein", "non", "nu"})
_KEY_FORMS: Mapping[str, re.Pattern[str]] = {
    "pic": re.compile(r"\d{9}"),
    "cordis-grant": re.compile(r"\d{3,9}"),
    "cordis-project-rcn": re.compile(r"\d{3,7}"),
    "ror": re.compile(r"0[a-hj-km-np-tv-z0-9]{6}\d{2}"),
    "nuts": re.compile(r"[A-Z]{2}[A-Z0-9]{0,3}"),
}
#: The most characters a key may have after its namespace.
KEY_LIMIT = 300
_NAMESPACE = re.compile(r"[a-z][a-z0-9/_.-]*")
_MOJIBAKE = re.compile("[\x80-\x9fÂÃÅÄâ√€™�]")

_PLAIN_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")

Edge = Literal["start", "end"]
CommaMeans = Literal["decimal", "thousands", "both", "unknown"]


def clean_text(text: str) -> str:
    """Readable text: entities and double encoding undone, control characters dropped, white space folded.

    >>> clean_text("Universit\\u00c3\\u00a9  de&nbsp;Lyon\\x00")
    'Université de Lyon'
    """
    if text.isascii() and text.isprintable() and "&" not in text and "  " not in text:
        return text.strip()
    if "&" in text and ";" in text:
        text = html.unescape(text)
    if _MOJIBAKE.search(text):
        import ftfy

        text = ftfy.fix_text(text, uncurl_quotes=False, fix_latin_ligatures=False, fix_character_width=False)
    kept = "".join(c if unicodedata.category(c)[0] != "C" or c == "\n" else " " for c in text)
    return " ".join(unicodedata.normalize("NFC", kept).split())


def parse_key(namespace: str, text: str, pattern: re.Pattern[str] | None = None) -> str:
    """A namespaced key. ``pattern`` picks the key out of a longer text, as its first group.

    >>> parse_key("pic", "999905974.0")
    'pic:999905974'
    """
    form = _KEY_FORMS.get(namespace)
    if form is not None and pattern is None and form.fullmatch(text):  # most of them
        return f"{namespace}:{text}"
    value = clean_text(text)
    if pattern is not None:
        found = pattern.search(value)
        if not found:
            raise ValueError(f"holds no {namespace} key")
        value = found.group(1)
    if form is not None:
        value = value.removesuffix(".0") if value.replace(".", "").isdigit() else value
        if not form.fullmatch(value):
            raise ValueError(f"is not a {namespace} key")
    if len(value) > KEY_LIMIT:
        raise ValueError(f"is longer than a key may be ({KEY_LIMIT} characters)")
    return f"{namespace}:{value}"


def parse_own_key(dataset: str, text: str) -> str:
    """A key as people write it: ``namespace:value``, or a plain word that belongs to the dataset.

    >>> parse_own_key("mine", "acme"), parse_own_key("mine", "pic:999905974")
    ('mine:acme', 'pic:999905974')
    """
    namespace, colon, value = text.strip().partition(":")
    if colon and value and _NAMESPACE.fullmatch(namespace):
        return parse_key(namespace, value)
    return parse_key(dataset, text)


def comma_in_column(texts: Iterable[str]) -> CommaMeans:
    """What the comma means in a column of amounts, from the values that leave no doubt.

    >>> comma_in_column(["1,234", "960619,95"])
    'decimal'
    >>> comma_in_column(["892,228.58"])
    'thousands'
    """
    decimal = thousands = False
    for text in texts:
        if "," not in text:
            continue
        value = text.strip().replace("\xa0", "").replace(" ", "")
        if re.fullmatch(r"[^,]*,(\d{1,2}|\d{4,})", value):
            decimal = True
        elif re.search(r",\d{3}[.,]", value):
            thousands = True
    if decimal and thousands:
        return "both"
    return "decimal" if decimal else "thousands" if thousands else "unknown"


def parse_amount(text: str, comma: CommaMeans = "unknown") -> float:
    """An amount of money. A lone comma before three digits means what it means elsewhere in the column.

    >>> parse_amount("892,228.58"), parse_amount("960619,95"), parse_amount("1.234.567,50")
    (892228.58, 960619.95, 1234567.5)
    """
    if _PLAIN_NUMBER.fullmatch(text):  # most of them
        return float(text)
    value = re.sub(r"[\s\u00a0\u202f']|EUR|€", "", text)
    if not re.fullmatch(r"[-+]?[\d.,]*\d[\d.,]*(?:[eE][-+]?\d{1,2})?", value):
        raise ValueError("is not an amount")
    commas, dots = value.count(","), value.count(".")
    if commas and dots:
        decimal = max(value.rfind(","), value.rfind("."))
        whole, part = value[:decimal].replace(",", "").replace(".", ""), value[decimal + 1 :]
        return float(f"{whole}.{part}")
    if dots > 1 or commas > 1:
        groups = re.split(r"[.,]", value.lstrip("+-"))
        if any(len(group) != 3 for group in groups[1:]):
            raise ValueError("is not an amount")
        return float(value.replace(",", "").replace(".", ""))
    if commas:
        whole, part = value.split(",")
        if len(part) == 3 and 1 <= len(whole.lstrip("+-")) <= 3 and comma != "decimal":
            if comma == "both":
                raise ValueError("may mean thousands or decimals: the column uses both")
            return float(whole + part)
        return float(f"{whole}.{part}")
    return float(value)


_DATE_FORMS = (
    (re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?"), (0, 1, 2)),
    (re.compile(r"(\d{1,2})[/.]\s?(\d{1,2})[/.]\s?(\d{4})(?:[T ].*)?"), (2, 1, 0)),
    (re.compile(r"(\d{4})[/.]\s?(\d{1,2})[/.]\s?(\d{1,2})\.?"), (0, 1, 2)),
)


def parse_date(text: str, edge: Edge = "start") -> date:
    """A day; a bare year or month means its first day, or its last with ``edge="end"``.

    Days before months, as European sources write them.

    >>> parse_date("01/05/2012"), parse_date("2014", "end")
    (datetime.date(2012, 5, 1), datetime.date(2014, 12, 31))
    """
    value = text.strip()
    for form, order in _DATE_FORMS:
        found = form.fullmatch(value)
        if found:
            parts = found.groups()
            try:
                return _credible(date(*(int(parts[place]) for place in order)))
            except ValueError as fault:
                raise ValueError(f"is no day of the calendar ({fault})") from fault
    month = re.fullmatch(r"(\d{4})-(\d{1,2})", value)
    year = re.fullmatch(r"(\d{4})(?:\.0)?", value)
    if month and 1 <= int(month.group(2)) <= 12:
        first = date(int(month.group(1)), int(month.group(2)), 1)
        if edge == "start":
            return _credible(first)
        following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
        return _credible(date.fromordinal(following.toordinal() - 1))
    if year:
        return _credible(date(int(year.group(1)), 1, 1) if edge == "start" else date(int(year.group(1)), 12, 31))
    raise ValueError("is not a date")


def _credible(day: date) -> date:
    if not 1000 <= day.year <= 2200:
        raise ValueError("lies outside the years 1000 to 2200")
    return day


def parse_year(text: str) -> int:
    """A year, also out of a full date."""
    return parse_date(text).year


def parse_yes(text: str) -> bool:
    """Yes or no, as sources of a dozen languages write it."""
    value = text.strip().casefold()
    if value in _YES:
        return True
    if value in _NO:
        return False
    raise ValueError("is neither yes nor no")


def parse_url(text: str) -> str:
    """A web address; one without a scheme is taken as http.

    >>> parse_url("www.example.org/a")
    'http://www.example.org/a'
    """
    value = clean_text(text)
    if "@" in value.partition("?")[0]:
        raise ValueError("looks like an e-mail address, which is not kept")
    if not re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:", value):
        value = f"http://{value}"
    if not re.fullmatch(r"https?://[^\s\"<>\\^`{|}]+\.[^\s\"<>\\^`{|}]+", value, re.IGNORECASE):
        raise ValueError("is not a web address")
    return value


#: Names that EU sources use and Unicode's list of names does not have.
_OTHER_NAMES = {
    "bosnia and herzegovina": "BA",
    "bosnia-herzegovina": "BA",
    "czech republic": "CZ",
    "former yugoslav republic of macedonia": "MK",
    "holland": "NL",
    "kosovo*": "XK",
    "macedonia": "MK",
    "palestine": "PS",
    "republic of moldova": "MD",
    "russian federation": "RU",
    "turkey": "TR",
    "united states of america": "US",
    "usa": "US",
}


@lru_cache(maxsize=1)
def _country_codes() -> Mapping[str, str]:
    from babel import Locale

    codes = {
        code
        for code in map(str, Locale("en").territories)
        if len(code) == 2 and code.isalpha() and code not in {"EU", "UN", "EZ", "ZZ", "QO", "XA", "XB"}
    }
    return {**{code.casefold(): code for code in codes}, "el": "GR", "uk": "GB"}


@lru_cache(maxsize=1)
def _country_names() -> Mapping[str, str]:
    # Apart from the codes, which most columns hold: to read twelve languages takes longer than the column.
    from babel import Locale

    codes, names = frozenset(_country_codes().values()), dict[str, str]()
    for language in ("en", "de", "fr", "it", "es", "hu", "cs", "sk", "pl", "sl", "hr", "ro"):
        for code, name in Locale(language).territories.items():
            if code in codes:
                names.setdefault(str(name).casefold(), str(code))
    return {**names, **_OTHER_NAMES}


def parse_country(text: str) -> str:
    """A country by its code or by its name in any of twelve languages, as an ISO 3166 code.

    >>> parse_country("EL"), parse_country("Magyarország"), parse_country("UK")
    ('GR', 'HU', 'GB')
    """
    value = text.strip().casefold()
    code = _country_codes().get(value) or _country_names().get(value)
    if code is None:
        raise ValueError("is not a country, or names several")
    return code


def parse_choice(choices: Mapping[str, str]) -> Callable[[str], str]:
    """A reader of one of several words, whatever their case."""
    folded = {word.casefold(): meaning for word, meaning in choices.items()}

    def parse(text: str) -> str:
        value = folded.get(text.strip().casefold())
        if value is None:
            raise ValueError(f"is none of {', '.join(choices)}")
        return value

    return parse
