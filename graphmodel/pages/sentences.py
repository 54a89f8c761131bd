"""A sentence taken apart: its words, and the figures that stand between them."""

from __future__ import annotations

import re

from graphmodel.pages.document import Figure, Sentence
from graphmodel.pages.language import Language

_PLACE = re.compile(r"\{(\w+)\}")


def sentence_parts(sentence: Sentence) -> list[str | Figure]:
    """Words and figures in the order of the sentence.

    >>> sentence_parts(Sentence("Of {n} clusters", {"n": Figure(3, "count")}))[0]
    'Of '
    """
    parts: list[str | Figure] = []
    for place, text in enumerate(_PLACE.split(sentence.text)):
        if place % 2:
            parts.append(sentence.figures[text])
        elif text:
            parts.append(text)
    return parts


def sentence_to_text(sentence: Sentence, language: Language) -> str:
    """The sentence as plain text, figures written in the language.

    >>> from graphmodel.pages.language import open_language
    >>> sentence_to_text(Sentence("Of {n} clusters", {"n": Figure(1300, "count")}), open_language("en"))
    'Of 1,300 clusters'
    """
    return "".join(
        language.form(part.value, part.form) if isinstance(part, Figure) else part for part in sentence_parts(sentence)
    )
