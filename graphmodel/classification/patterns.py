"""Words and phrases as files write them -> regular expressions over folded names.

A phrase is written as in the language, accents or not. ``*`` stands for any letters of a word, a ``*`` by itself for one
word or none to three, ``^`` at the beginning means that the name begins so (with or without
``the``), ``$`` at the end that it ends so. Names are folded first: no case, no accents, no
punctuation, and German and Nordic digraphs as the letters they stand for.
"""

from __future__ import annotations

import re

from graphmodel.identity.names import fold_text

_DIGRAPHS = re.compile("(?:(?<=[a-z])|(?<= ))(?:ae|oe|ue|aa)")


def folded_forms(name: str) -> tuple[str, ...]:
    """A name as phrases are sought in it: folded, in blanks; a second form without digraphs where it has any.

    >>> folded_forms("Technische Universitaet Graz")
    (' technische universitaet graz ', ' technische universitat graz ')
    >>> folded_forms("Masarykova Univerzita")
    (' masarykova univerzita ',)
    """
    folded = f" {fold_text(name)} "
    other = _DIGRAPHS.sub(lambda found: found[0][0], folded)
    return (folded,) if other == folded else (folded, other)


def phrase_to_regex(phrase: str) -> str:
    """The source of the regular expression of a phrase; it takes the blank before the phrase, not the one behind it.

    >>> import re
    >>> bool(re.search(phrase_to_regex("*ministerium"), " bundesministerium fur finanzen "))
    True
    >>> bool(re.search(phrase_to_regex("^ department of * affairs"), " department of home affairs "))
    True
    """
    text = phrase.strip()
    begins, ends = text.startswith("^"), text.endswith("$")
    parts = []
    for word in text.strip("^$").split():
        if word == "*":
            parts.append(r"(?: \w+){0,3}")
            continue
        pieces = [re.escape(fold_text(piece)).replace(r"\ ", " ") for piece in word.split("*")]
        parts.append(" " + r"\w*".join(pieces))
    return ("^(?: the)?" if begins else "") + "".join(parts) + ("(?= $)" if ends else "(?= )")
