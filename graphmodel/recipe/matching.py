"""What the columns of an unknown table may be in the model: the label of its things, their key, the properties they fill."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from graphmodel.errors import RecipeError
from graphmodel.model import LABELS
from graphmodel.recipe.guessing import Guess, GuessKind, fold_heading

#: Label -> its properties, in the order they look for a column: the kinds they take, and what their heading has in it.
_PROPERTIES: Mapping[str, tuple[tuple[str, tuple[GuessKind, ...], str], ...]] = {
    "Organisation": (
        ("short_name", ("text",), r"short|kurz|zkrat|skrat|skrot|rovid"),
        ("vat", ("text",), r"\bvat\b|\btax|adoszam|\bico\b|\bdic\b|\bnip\b|regon|ust id|steuernum|partita iva|\bcif\b|\bnif\b"),
        ("city", ("text", "choice"), r"city|town|\bort\b|stadt|mesto|miasto|varos|ville|citta|ciudad|telepules|obec|localidad"),
        ("sme", ("yes",), r"\bsme\b|\bkmu\b|\bmsp\b|\bkkv\b|\bpme\b|\bpmi\b"),
        ("name", ("text",), r"name|nazev|nazov|nazwa|\bnev|bezeichnung|denominazione|\bnom\b|nombre|naziv|denumire"),
        ("name", ("text",), r"organi|company|firm|\bceg|spolecnost|institu|partner|benefic|member|\btag\b|clen|czlon"),
        ("name", ("text",), r"kedvezmenyezett|prijemce|prijimatel|begunstigt|szervezet|podmiot|subjekt|azienda|empresa"),
        ("name", ("text",), r"cluster|kla[sz]t"),
        ("country", ("country",), ""),
        ("region", ("region",), ""),
        ("url", ("url",), ""),
    ),
    "Project": (
        ("acronym", ("text",), r"acronym|akronym|short|kurz|zkrat|skrot|rovid"),
        ("title", ("text",), r"title|titel|titul|tytul|cim\b|name|nazev|nazov|nazwa|\bnev"),
        ("start", ("date",), r"start|begin|from|zahaj|zacatek|kezd|rozpocz|inizio|debut|inicio|\bod\b"),
        ("end", ("date",), r"end|until|to\b|ukonc|konec|koniec|veg\b|zakoncz|fine|fin\b|\bdo\b|bis\b"),
        ("eu_contribution", ("amount",), r"\beu\b|\bec\b|contribution|grant|erdf|efre|dotac|tamogatas|dofinans|forder"),
        ("total_cost", ("amount",), r""),
        ("status", ("text", "choice"), r"status|stav|stan|allapot"),
        ("url", ("url",), ""),
    ),
}  # fmt: skip
_NUMBER = re.compile(
    r"\b(?:id|ids|code|key|kod|kennung|nr|no|number|numer|cislo|szam|azonosito|identifier|pic|rcn|ref)\b"
)
_TAX = re.compile(r"\bvat\b|\btax|adoszam|regon")
_PROJECT = re.compile(r"proje[ck]t|acronym|akronym")
_CLUSTER = re.compile(r"cluster|klastr|klaster|klaszter|grozd")
_BODY = re.compile(r"partner|benefic|organi|company|firm|member")
#: What names the things of a label.
_NAMES: Mapping[str, str] = {
    "Organisation": r"name|nazev|nazov|nazwa|\bnev|organi|company|firm|partner|benefic|member|\btag\b|clen|"
    r"czlon|cluster|kla[sz]t|kedvezmenyezett|prijemce|prijimatel|begunstigt|szervezet|podmiot|subjekt",
    "Project": r"acronym|akronym|title|titel|titul|name|nazev|nazov|nazwa|\bnev|proje[ck]t",
}


def is_number(guess: Guess) -> bool:
    """Whether a heading says that the column numbers things rather than naming them."""
    return _NUMBER.search(guess.heading) is not None


def label_of_table(table: str, guesses: Sequence[Guess]) -> str:
    """Project where headings speak of one and no country is told, Cluster where the table's name does, else Organisation."""
    headings = " ".join(g.heading for g in guesses)
    kinds = {g.kind for g in guesses}
    if _CLUSTER.search(fold_heading(table)):
        return "Cluster"
    is_project = _PROJECT.search(f"{fold_heading(table)} {headings}") and kinds & {"date", "amount"}
    return "Project" if is_project and "country" not in kinds else "Organisation"


def key_of_table(label: str, guesses: Sequence[Guess], file: str) -> Guess:
    """The column that names the things: a number without repetition, failing that a name, failing that what there is.

    Raises :class:`RecipeError` where all columns seem empty, or to lead to persons.
    """
    able = [g for g in guesses if g.kind in {"text", "choice"} and g.short and not _TAX.search(g.heading)]
    kind = "Project" if label == "Project" else "Organisation"
    own = [g for g in able if re.search(_NAMES[kind], g.heading)]
    if kind == "Organisation":
        own = [g for g in own if not _PROJECT.search(g.heading) or _BODY.search(g.heading)]
    orders = (
        [g for g in able if g.unique and g.filled and is_number(g)],
        [g for g in own if g.filled and is_number(g)],
        [g for g in own if not is_number(g)],
        [g for g in able if g.unique and g.filled],
        able,
        [g for g in guesses if g.kind not in {"person", "empty"} and g.short],
    )
    for order in orders:
        if order:
            return order[0]
    raise RecipeError(
        "No column can name the things in this table: all seem to hold nothing, or to lead to persons.",
        where=file,
        remedy="Add a column with a name or number of each organisation or project, or write the recipe by hand.",
    )


def columns_of_properties(label: str, key: Guess, guesses: Sequence[Guess]) -> dict[str, Guess]:
    """The properties of the label that a column fills, in the order of the model."""
    used: dict[str, Guess] = {}
    for name, wanted, heading in _PROPERTIES["Project" if label == "Project" else "Organisation"]:
        for guess in guesses:
            taken = guess in used.values() or (guess is key and is_number(guess))
            if name not in used and not taken and guess.kind in wanted and re.search(heading, guess.heading):
                used[name] = guess
    if "name" not in used and label != "Project" and key.kind == "text" and not is_number(key):
        used["name"] = key
    order = [entry.name for entry in LABELS[label].properties]
    return dict(sorted(used.items(), key=lambda item: order.index(item[0])))
