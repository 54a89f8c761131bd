"""Names of organisations: repaired, folded for comparing, and made into ids.

Two spellings are held to be one body's only when they are equal after folding and after removing the legal form at the
end, within one country. Everything else that is one body is said so by hand, in ``curated/same_body.csv``.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

import ftfy

#: Codes the European Union writes where ISO 3166 has another.
ISO_COUNTRIES = {"EL": "GR", "UK": "GB"}
#: Characters that lose their base letter when accents are taken off.
_LETTERS = str.maketrans(
    {
        "ø": "o",
        "Ø": "O",
        "ł": "l",
        "Ł": "L",
        "đ": "d",
        "Đ": "D",
        "ð": "d",
        "ß": "ss",
        "æ": "ae",
        "Æ": "AE",
        "œ": "oe",
        "Œ": "OE",
        "\u0131": "i",
        "þ": "th",
        "&": " and ",
    }
)
_LEGAL_FORMS = frozenset(
    {
        "gmbh",
        "mbh",
        "ggmbh",
        "ev",
        "ag",
        "kg",
        "co",
        "ltd",
        "limited",
        "llp",
        "plc",
        "lbg",
        "sa",
        "spa",
        "srl",
        "scarl",
        "scrl",
        "scpa",
        "sl",
        "slu",
        "slne",
        "sas",
        "sarl",
        "sprl",
        "bvba",
        "vzw",
        "asbl",
        "aisbl",
        "nv",
        "bv",
        "ab",
        "as",
        "oy",
        "ry",
        "doo",
        "dd",
        "eood",
        "ood",
        "kft",
        "zrt",
        "spzoo",
        "sro",
        "os",
        "zs",
        "uab",
        "sia",
        "ou",
        "epe",
        "ike",
        "lda",
        "eeig",
        "aie",
        "fmba",
        "zu",
    }
)
_SPELLED_FORMS = re.compile(
    r"\b(e v|s p a|s r l|s l u|s l|s a|s a s|s c a r l|s c r l|s c|a s|b v|n v|d o o|d d|s r o|o s|z s|sp z o o|r l"
    r"|a i e|m b h)$"
)


@cache
def repaired(text: object) -> str:
    """A name as it should read: double encoding undone, blanks made single, no control characters.

    >>> repaired("  ASOCIACIÃ“N\\u00a0CLUSTER \\n")
    'ASOCIACIÓN CLUSTER'
    """
    fixed = ftfy.fix_text(str(text), uncurl_quotes=False)
    kept = "".join(" " if unicodedata.category(c)[0] in "ZC" else c for c in fixed)
    return re.sub(r"\s+", " ", kept).strip(" *;,\u200b")


@cache
def folded(text: str) -> str:
    """Letters and digits only, lower case, without accents, words parted by single blanks.

    >>> folded("Łódź: Klaster ICT (Sp. z o.o.)")
    'lodz klaster ict sp z o o'
    """
    plain = unicodedata.normalize("NFKD", text.translate(_LETTERS)).casefold()
    return re.sub(r"[\W_]+", " ", "".join(c for c in plain if not unicodedata.combining(c))).strip()


@cache
def bare(text: str) -> str:
    """A folded name without the legal form at its end and an article in front: what is compared.

    >>> bare("Wagralim ASBL"), bare("BWCON GmbH"), bare("The Union of Slovak Clusters")
    ('wagralim', 'bwcon', 'union of slovak clusters')
    """
    name = folded(text)
    while True:
        words = name.split()
        shorter = _SPELLED_FORMS.sub("", name).strip()
        if len(words) > 1 and words[-1] in _LEGAL_FORMS:
            shorter = " ".join(words[:-1])
        if not shorter or shorter == name:
            return name.removeprefix("the ")
        name = shorter


def town(text: object) -> str:
    """A town without house numbers, postal additions, districts and capitals.

    >>> town("AIX EN PROVENCE CEDEX 4"), town("Bucuresti, sector 5"), town("Praha 3 - Zizkov"), town("Malmö")
    ('Aix En Provence', 'Bucuresti', 'Praha', 'Malmö')
    """
    plain = re.sub(r"(?i)\bcedex\b|\bsector(ul)? \d\b", "", repaired(text))
    first = re.split(r"[,/(\d;|]", plain.strip())[0].strip(" -")
    return first.title() if first.isupper() else first


def slug(name: str, country: str) -> str:
    """A short id from a name and its country.

    >>> slug("Klaster Obróbki Metali", "PL")
    'klaster-obrobki-metali-pl'
    """
    kept = ""
    for word in re.sub(r"[^a-z0-9 ]", "", folded(name)).split():
        if len(kept) + len(word) > 44 and kept:
            break
        kept = f"{kept}-{word}" if kept else word
    return "-".join(part for part in (kept, country.lower()) if part)


def iso_country(code: str) -> str:
    """The ISO 3166 code for a code the European Union writes.

    >>> iso_country("EL"), iso_country(" at ")
    ('GR', 'AT')
    """
    upper = code.strip().upper()
    return ISO_COUNTRIES.get(upper, upper)
