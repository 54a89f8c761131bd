"""A starting recipe for tables nobody has described yet: every column with a guess, as Python for a person to go through.

What the model has a property for is used; the rest is left with the guess as the reason, so that nothing is lost by oversight
and the recipe loads its file at once.
"""

from __future__ import annotations

import builtins
import keyword
import re
from collections.abc import Mapping, Sequence

import pandas as pd

from graphmodel.errors import RecipeError
from graphmodel.recipe.guessing import Guess, GuessKind, fold_heading, guess_column
from graphmodel.recipe.matching import columns_of_properties, is_number, key_of_table, label_of_table
from graphmodel.recipe.writing import Spelling, call_lines, quoted

_LONGEST_HEADING = 300
_READERS: Mapping[GuessKind, str] = {
    "yes": "yes", "country": "country", "region": "region", "date": "date", "amount": "amount", "url": "url", "text": "text",
    "choice": "text",
}  # fmt: skip
#: Why a column is left, by what it seems to hold.
_UNDECIDED: Mapping[GuessKind, str] = {
    "empty": "holds nothing in the file the recipe was written from",
    "person": "names persons, or ways to them",
    "yes": "not decided yet: yes or no, as t.yes reads it",
    "country": "not decided yet: countries, as t.country reads them",
    "region": "not decided yet: NUTS codes, as t.region reads them",
    "date": "not decided yet: days, as t.date reads them",
    "amount": "not decided yet: amounts, as t.amount reads them (the model keeps euros)",
    "url": "not decided yet: web addresses, as t.url reads them",
    "text": "not decided yet: texts, as t.text reads them",
}


def tables_to_recipe(name: str, file: str, tables: Sequence[tuple[str, pd.DataFrame]]) -> str:
    """The text of a recipe for some tables (name, cells): valid Python in the layout of the house.

    Raises :class:`RecipeError` for a table in which nothing can be a key, because all of it seems to lead to persons.
    """
    spelling = Spelling()
    taken: set[str] = {"source"}
    forms: list[str] = []
    functions: list[str] = []
    looked_at = []
    for table, frame in tables:
        _require_headings(table, [str(column) for column in frame.columns], file)
        guesses = [guess_column(str(column), frame[column]) for column in frame.columns]
        looked_at.append((table, frame, guesses, label_of_table(table, guesses)))
    mixed = len({label for *_, label in looked_at}) > 1
    for table, frame, guesses, label in looked_at:
        function = _identifier(table if len(tables) > 1 else name, taken)
        key = key_of_table(label, guesses, file)
        pattern = _pattern(table) if len(tables) > 1 else ""
        forms += _form(function, key, guesses, pattern, spelling)
        functions.append(_function(function, table, len(frame), label, key, guesses, spelling, mixed=mixed))
    head = [
        f'"""{_plain(name)}: say here what the source is, where it can be downloaded, and its licence.',
        "",
        f"Begun by `graphmodel recipe new` from {_plain(file)}: each column stands here with a guess. Go through them;",
        "what may be used, and for what, says `graphmodel schema`. A column is used, or left with a reason.",
        '"""',
        "",
        "from collections.abc import Iterator",
        "",
        "from graphmodel.recipe import Records, Source, Table, TableForm, nodes",
        "",
        *spelling.lines(),
        "source = Source(",
        f"    title={quoted(name)},",
        '    publisher="",  # who publishes it',
        '    url="",  # where it can be downloaded',
        '    licence="",  # under which it may be used',
        '    credit="",  # the line that credits it wherever its facts are shown',
        f"    dataset={quoted(name.casefold())},",
        "    tables=(",
        *forms,
        "    ),",
        ")",
    ]
    text = "\n".join(head) + "\n\n\n" + "\n\n\n".join(functions)
    return text + "\n"


def _require_headings(table: str, columns: Sequence[str], file: str) -> None:
    longest = max(columns, key=len)
    if len(longest) > _LONGEST_HEADING:
        raise RecipeError(
            f"The first line does not name columns: one of its cells has {len(longest):,} characters.",
            where=f"{file} ({table})",
            remedy="Write the names of the columns into the first line.",
        )


def _plain(text: str) -> str:
    return re.sub(r"[^\w .,()-]", "?", text)[:60]


def _identifier(text: str, taken: set[str]) -> str:
    word = re.sub(r"[^a-z0-9]+", "_", fold_heading(text).encode("ascii", "ignore").decode()).strip("_")[:40] or "rows"
    if word[0].isdigit():
        word = f"table_{word}"
    if keyword.iskeyword(word) or hasattr(builtins, word) or keyword.issoftkeyword(word):
        word = f"{word}_rows"
    chosen, number = word, 2
    while chosen in taken:
        chosen, number = f"{word}_{number}", number + 1
    taken.add(chosen)
    return chosen


def _pattern(table: str) -> str:
    """What only this table's name fits, as a pattern of file names."""
    return re.sub(r"([*?[])", r"[\1]", table.strip().casefold())


def _form(function: str, key: Guess, guesses: Sequence[Guess], pattern: str, spelling: Spelling) -> list[str]:
    optional = [spelling.of(g.column) for g in guesses if g is not key]
    arguments = [f"{quoted(function)},", f"required=({spelling.of(key.column)},),"]
    if len(optional) == 1:
        arguments.append(f"optional=({optional[0]},),")
    elif optional:
        arguments += ["optional=(", *(f"    {name}," for name in optional), "),"]
    if pattern:
        arguments.append(f"files=({quoted(pattern)},),")
    return ["        TableForm(", *(f"            {argument}" for argument in arguments), "        ),"]


def _function(
    function: str,
    table: str,
    rows: int,
    label: str,
    key: Guess,
    guesses: Sequence[Guess],
    spelling: Spelling,
    *,
    mixed: bool,
) -> str:
    used = columns_of_properties(label, key, guesses)
    reader, named = "own_key", [spelling.of(key.column)]
    if mixed:
        # Things of two kinds may have one number in their tables, and an id means one thing.
        reader, named = "key", [f"t.dataset + {quoted(f'/{label.casefold()}')}", *named]
    elif key.colon:
        # A colon in a key of one's own would set its namespace apart.
        reader, named = "key", ["t.dataset", *named]
    unique = ["unique=True"] if key.unique and is_number(key) else []
    lines = [
        f"def {function}(t: Table) -> Iterator[Records]:",
        f'    """The table {_plain(table)}: {rows:,} rows were looked at."""',
        *call_lines(f"key = t.{reader}", [*named, "required=True", *unique], 4),
    ]
    values = [
        f"{name}=t.{_reader(name, guess)}({spelling.of(guess.column)}{_edge(name)})" for name, guess in used.items()
    ]
    lines += call_lines("yield nodes", [quoted(label), "key", *values], 4)
    done = {key.column, *(guess.column for guess in used.values())}
    for why, columns in _left([g for g in guesses if g.column not in done]).items():
        lines += call_lines("t.leave", [*map(spelling.of, columns), f"why={quoted(why)}"], 4)
    return "\n".join(lines)


def _reader(name: str, guess: Guess) -> str:
    return "texts" if name == "vat" else _READERS[guess.kind]


def _edge(name: str) -> str:
    return ', edge="end"' if name == "end" else ""


def _left(guesses: Sequence[Guess]) -> dict[str, list[str]]:
    """The columns that are not used, by the reason."""
    found: dict[str, list[str]] = {}
    for guess in guesses:
        why = _UNDECIDED.get(guess.kind) or f"not decided yet: one of {_shown(guess.words)}, as t.choice reads them"
        found.setdefault(why, []).append(guess.column)
    return found


def _shown(words: Sequence[str]) -> str:
    return ", ".join(_plain(word)[:20] for word in words[:4]) + (" ..." if len(words) > 4 else "")
