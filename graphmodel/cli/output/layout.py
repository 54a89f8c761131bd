"""Columns that fit a terminal: which are shown, how wide each is, and where a text is broken."""

from __future__ import annotations

from collections.abc import Sequence

GAP = 2
#: Narrower than this no column of text is made; it is left out instead.
_NARROWEST = 12
_MOST_LINES = 3


def cell_width(text: str) -> int:
    """How many places a text takes in a terminal: Chinese characters two, accents none."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def fit_columns(names: Sequence[str], widths: Sequence[int], rigid: Sequence[bool], room: int) -> dict[int, int]:
    """The places of the columns that are shown, each with its width.

    Columns that may not be broken (``rigid``: numbers, dates, codes) keep their width. Where room is short, texts are
    made narrower, the widest first; where that is not enough, ids that stand beside a name go, then columns from the
    right. The first column that is left always stays.

    >>> fit_columns(["id", "name", "n"], [10, 30, 4], [False, False, True], 40)
    {0: 10, 1: 22, 2: 4}
    >>> fit_columns(["id", "name", "n"], [18, 30, 4], [True, False, True], 24)
    {1: 18, 2: 4}
    """
    shown = list(range(len(names)))
    while len(shown) > 1 and _least(shown, widths, rigid) > room:
        shown.remove(_dispensable(shown, names))
    fitted = {place: widths[place] for place in shown}
    excess = sum(fitted.values()) + GAP * (len(shown) - 1) - room
    soft = [place for place in shown if not rigid[place]] or shown
    while excess > 0 and any(fitted[place] > 1 for place in soft):
        widest = max(soft, key=lambda place: (fitted[place], place))
        fitted[widest] -= 1
        excess -= 1
    return fitted


def _least(shown: Sequence[int], widths: Sequence[int], rigid: Sequence[bool]) -> int:
    least = sum(widths[p] if rigid[p] else min(widths[p], _NARROWEST) for p in shown)
    return least + GAP * (len(shown) - 1)


def _dispensable(shown: Sequence[int], names: Sequence[str]) -> int:
    """The column to leave out next."""
    present = {names[place] for place in shown}
    for place in reversed(shown):
        name = names[place]
        if name == "id" and "name" in present:
            return place
        if name.endswith("_id") and {name.removesuffix("_id"), f"{name.removesuffix('_id')}_name"} & present:
            return place
    return shown[-1]


def break_text(text: str, width: int) -> list[str]:
    """A text in lines of at most ``width`` places, broken at blanks where possible; the third ends in … if there is more.

    >>> break_text("Ministry for National Economy", 12)
    ['Ministry for', 'National', 'Economy']
    >>> break_text("one two three four five", 5)
    ['one', 'two', 'thre…']
    """
    if cell_width(text) <= width:
        return [text]
    lines: list[str] = []
    rest = text
    while rest and len(lines) < _MOST_LINES:
        head = _head(rest, width)
        if len(head) < len(rest):
            cut = head.rfind(" ") if rest[len(head)] != " " else len(head)
            head = head[:cut] if cut > 0 else head
        lines.append(head.rstrip())
        rest = rest[len(head) :].lstrip()
    if rest:
        last = _head(f"{lines[-1]} {rest}", width - 1, least=0)
        lines[-1] = f"{last.rstrip()}…"
    return lines


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
