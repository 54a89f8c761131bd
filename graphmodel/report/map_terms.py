"""What the map calls ties, fields and values, in English; marked for translation, translated where it is shown."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from graphmodel.model import Property
from graphmodel.pages import Language
from graphmodel.pages.terms import TERMS


def _(text: str) -> str:
    # Marks a text for translation.
    return text


#: Type of tie -> its name in the legend and the panel.
TIE_NAMES: Mapping[str, str] = {
    "PARTICIPATES_IN": _("takes part in project"),
    "BELONGS_TO": _("member of alliance"),
    "MEMBER_OF": _("member of cluster"),
    "MANAGES": _("manages"),
    "COOPERATES_WITH": _("agreement"),
    "OVERSEES": _("oversees"),
    "FUNDS": _("funds"),
    "TOOK_PART_IN": _("took part in event"),
    "UNIT_OF": _("unit of"),
    "SUCCEEDED_BY": _("succeeded by"),
    "PART_OF": _("part of"),
}
#: Type of tie -> the sentence a row of evidence states, from its start to its end.
TIE_SENTENCES: Mapping[str, str] = {
    "PARTICIPATES_IN": _("{one} takes part in a project: {other}"),
    "BELONGS_TO": _("{one} is a member of an alliance of clusters: {other}"),
    "MEMBER_OF": _("{one} is a member of a cluster or association: {other}"),
    "MANAGES": _("{one} manages: {other}"),
    "COOPERATES_WITH": _("{one} has an agreement of cooperation with: {other}"),
    "OVERSEES": _("{one} has authority over, steers or commissions: {other}"),
    "FUNDS": _("{one} gives money to: {other}"),
    "TOOK_PART_IN": _("{one} took part in an event: {other}"),
    "UNIT_OF": _("{one} is a department, office or unit of: {other}"),
    "SUCCEEDED_BY": _("{one} was renamed to or succeeded by: {other}"),
    "PART_OF": _("{one} belongs to a programme, or to a project: {other}"),
}
#: Fields of a thing that the panel shows, in its order.
_FIELDS = (
    *(
        "short_name",
        "kind",
        "founded",
        "stage",
        "mark",
        "mark_until",
        "level",
        "government",
        "scheme",
        "acronym",
        "title",
    ),
    *("start", "end", "since", "until", "total_cost", "eu_contribution", "status", "period", "fund", "why"),
)
#: Field of a thing -> its name in the panel, in the order in which the panel shows them.
FIELD_NAMES: Mapping[str, str] = {name: TERMS[name] for name in _FIELDS}
#: Fields whose values are words of the model or of a source's own list, not somebody's prose.
_LISTED = frozenset({"kind", "stage", "level", "status", "role"})


def value_in_words(field: Property, value: Any, words: Language) -> str:
    """The value of a field of a thing or a tie, as the language writes it; prose stays in the language of its source.

    >>> from graphmodel.model import LABELS
    >>> from graphmodel.pages import open_language
    >>> fields = {field.name: field for field in LABELS["Project"].properties}
    >>> value_in_words(fields["status"], "CLOSED", open_language("hu"))
    'lezárt'
    >>> value_in_words(fields["total_cost"], 1500000.0, open_language("cs"))
    '1\\xa0500\\xa0000\\xa0€'
    """
    if field.kind == "amount":
        return words.form(value, "money")
    if isinstance(value, date):
        return words.form(value, "date")
    text = str(value)
    return words.form(text.lower(), "term") if field.name in _LISTED and text.lower() in TERMS else text
