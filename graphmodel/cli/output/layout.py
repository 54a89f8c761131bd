"""Columns that fit a terminal: which are shown, how wide each is, and where a text is broken."""

from __future__ import annotations

from collections.abc import Sequence

GAP = 2
#: Before a text is made narrower than the first, ids go; narrower than the second no column is made, it is left out.
_COMFORTABLE, _NARROWEST = 24, 12
#: So many lines a text takes in a table where nothing else is asked for.
MOST_LINES = 3


def cell_width(text: str) -> int:
    """How many places a text takes in a terminal: Chinese characters two, accents none."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def fit_columns(names: Sequence[str], widths: Sequence[int], rigid: Sequence[bool], room: int) -> dict[int, int]:
    """The places of the columns that are shown, each with its width.

    Columns that may not be broken (``rigid``: numbers, dates, codes) keep their width. Where room is short, ids that
    stand beside a name go first, then texts are made narrower, so that the longest of each takes about as many lines;
    where that is not enough, columns go from the right. The first column that is left always stays.

    >>> fit_columns(["id", "name", "n"], [10, 30, 4], [False, False, True], 42)
    {0: 10, 1: 24, 2: 4}
    >>> fit_columns(["id", "name", "n"], [10, 30, 4], [False, False, True], 36)
    {1: 30, 2: 4}
    """
    shown = list(range(len(names)))
    while (spare := _spare_id(shown, names)) is not None and _least(shown, widths, rigid, _COMFORTABLE) > room:
        shown.remove(spare)
    while len(shown) > 1 and _least(shown, widths, rigid, _NARROWEST) > room:
        shown.pop()
    fitted = {place: widths[place] for place in shown}
    excess = sum(fitted.values()) + GAP * (len(shown) - 1) - room
    soft = [place for place in shown if not rigid[place]] or shown
    while excess > 0 and any(fitted[place] > 1 for place in soft):
        wide = [place for place in soft if fitted[place] > _COMFORTABLE]
        if wide:
            narrowed = min(wide, key=lambda place: (widths[place] / fitted[place], -place))
        else:
            narrowed = max(soft, key=lambda place: (fitted[place], place))
        fitted[narrowed] -= 1
        excess -= 1
    return fitted


def _least(shown: Sequence[int], widths: Sequence[int], rigid: Sequence[bool], text: int) -> int:
    """The room the columns take when texts are made as narrow as ``text``."""
    return sum(widths[p] if rigid[p] else min(widths[p], text) for p in shown) + GAP * (len(shown) - 1)


def _spare_id(shown: Sequence[int], names: Sequence[str]) -> int | None:
    """The last column of ids that has its names beside it."""
    return next((place for place in reversed(shown) if is_spare(names[place], names)), None)


def is_spare(name: str, names: Sequence[str]) -> bool:
    """Whether a column of ids has its names beside it, in another column.

    >>> [is_spare(name, ["id", "name", "left", "left_name", "bridges", "bridge_names"]) for name in ("id", "left", "bridges")]
    [True, True, True]
    """
    stem = name.removesuffix("_id")
    beside = {f"{stem}_name", f"{name.removesuffix('s')}_names", "name" if name == "id" else stem}
    return bool((beside - {name}) & set(names))


def break_text(text: str, width: int, most: int = MOST_LINES) -> list[str]:
    """A text in lines of at most ``width`` places, broken at blanks where possible; the last ends in … if there is more.

    >>> break_text("Ministry for National Economy", 12)
    ['Ministry for', 'National', 'Economy']
    >>> break_text("one two three four five", 5)
    ['one', 'two', 'thre…']
    """
    if cell_width(text) <= width:
        return [text]
    lines: list[str] = []
    rest = text
    while rest and len(lines) < most:
        head = _head(rest, width)
        if len(head) < len(rest) and rest[len(head)] != " ":
            head = head[: _last_joint(head)]
        lines.append(head.rstrip())
        rest = rest[len(head) :].lstrip()
    if rest:
        last = _head(f"{lines[-1]} {rest}", width - 1, least=0)
        lines[-1] = f"{last.rstrip()}…"
    return lines


def _last_joint(text: str) -> int:
    """Where to break a text: behind its last blank or hyphen; in a long word behind a mark; else at its end."""
    for marks in (" -/", "_.:;,"):
        place = max(text.rfind(mark) for mark in marks) + 1
        if place:
            return place
    return len(text)


def _head(text: str, width: int, least: int = 1) -> str:
    """As many characters of a text as fit, but at least so many."""
    if text.isascii():
        return text[: max(width, least)]
    taken, used = 0, 0
    for character in text:
        used += cell_width(character)
        if used > width and taken >= least:
            break
        taken += 1
    return text[:taken]
