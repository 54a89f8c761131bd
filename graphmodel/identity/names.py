"""Names folded for comparison: case, accents, punctuation and legal forms do not make another organisation."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+")
_LETTERS = str.maketrans(
    {
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "ð": "d",
        "ı": "i",
        "’": "'",
        "`": "'",
        "´": "'",
    }
)
# Legal forms after folding, as sequences of words. Words that say what a body does (foundation, association, cluster)
# are no legal forms here: "Pannon Egyesület" and "Pannon Kft." are two bodies.
_FORMS = """
a s|ab|ae|ag|aisbl|aie|aktiebolag|aktiengesellschaft|aps|as|asbl|bt|bv|b v|bvba|cic|co|company|cooperativa|coop
cv|cvba|d d|d o o|dd|doo|e g|e v|ead|eeig|eg|eingetragener verein|eirl|esv|eurl|ev|ewiv|geie
gesellschaft mit beschrankter haftung|ggmbh|gie|gmbh|gmbh co kg|hf|iks|inc|incorporated
k d|k s|kft|kg|kht|kk|kkt|korlatolt felelossegu tarsasag|kozhasznu nonprofit kft
ks|lda|limited|limitada|llc|llp|ltd|ltda|mbh|n v|nonprofit kft|nonprofit korlatolt felelossegu tarsasag|nv
nyrt|o p s|o s|o u|oe|ood
oposo|ops|os|ou|oy|oyj|ohg|p l c|pc|plc|pte|s a|s a r l|s a s|s c|s c a r l|s c r l|s coop|s e|s l|s l u|s n c|s p a|s r l|s r o
sa|sarl|sas|sasu|sc|sca|scarl|scl|scop|scpa|scrl|se|sia|sicav|sl|slu|snc|societa a responsabilita limitata|societa cooperativa
societa consortile a responsabilita limitata|societa per azioni|sociedad anonima|sociedad limitada|societe anonyme
sp j|sp k|sp z o o|spa|spol s r o|spol sro|spolka akcyjna|spolka z ograniczona odpowiedzialnoscia
spolek|sprl|srl|srls|sro|ua|uab|ug|v o f|vof|v z w|vzw|z s|zapsany spolek|z u|zs|zrt
nyilvanosan mukodo reszvenytarsasag|zartkoruen mukodo reszvenytarsasag|reszvenytarsasag|rt
"""


@lru_cache(maxsize=1)
def _forms() -> tuple[dict[str, list[tuple[str, ...]]], dict[str, list[tuple[str, ...]]]]:
    """The legal forms by their last word, and those of several words by their first; the longest first."""
    found = {tuple(form.split()) for line in _FORMS.strip().splitlines() for form in line.split("|") if form.strip()}
    ending: dict[str, list[tuple[str, ...]]] = {}
    beginning: dict[str, list[tuple[str, ...]]] = {}
    for form in sorted(found, key=lambda form: (-len(form), form)):
        ending.setdefault(form[-1], []).append(form)
        if len(form) > 1:
            beginning.setdefault(form[0], []).append(form)
    return ending, beginning


def fold_text(text: str) -> str:
    """Text without case, accents and punctuation, words separated by one blank.

    >>> fold_text("Győr-Moson Ł'Aquila, a.s.")
    'gyor moson l aquila a s'
    """
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
        text = "".join(c for c in text if not unicodedata.combining(c))
    return " ".join(_WORD.findall(text.casefold()))


def fold_name(name: str) -> str:
    """A name without case, accents, punctuation, and without legal forms at its end or its beginning.

    >>> fold_name("Regionální rozvojová agentura Ústeckého kraje, a.s.")
    'regionalni rozvojova agentura usteckeho kraje'
    >>> fold_name("Stichting XY B.V."), fold_name("S.A.")
    ('stichting xy', 's a')
    """
    words = tuple(fold_text(name).split())
    ending, beginning = _forms()
    while words:
        for form in ending.get(words[-1], ()):
            if len(words) > len(form) and words[-len(form) :] == form:
                words = words[: -len(form)]
                break
        else:
            for form in beginning.get(words[0], ()):
                if len(words) > len(form) and words[: len(form)] == form:
                    words = words[len(form) :]
                    break
            else:
                break
    return " ".join(words)
