"""Bar charts as inline SVG: no script, no style attribute, readable on paper, and every value printed beside its bar."""

from __future__ import annotations

from markupsafe import Markup, escape

from graphmodel.maps.cleaning import value_to_text
from graphmodel.pages.document import Bars
from graphmodel.pages.language import Language

_WIDTH = 740
_LABEL = 262
_ROW = 24
_BAR = 16
_VALUE = 110
_LONGEST = 36
_CAPITAL = 1.4
_HEIGHT = 240
_FOOT = 46
_HEAD = 22


def bars_to_svg(bars: Bars, language: Language) -> Markup:
    """The chart as an ``<svg>`` element; lying bars for names, upright ones for years.

    >>> from graphmodel.pages.language import open_language
    >>> from graphmodel.pages.document import Source, Tally
    >>> source, tally = Source("ask", ("money-by-country",)), Tally("country", "country", "contribution", "sum")
    >>> svg = bars_to_svg(Bars("Money", ["<b>"], [2.0], "count", source, tally), open_language("en"))
    >>> "&lt;b&gt;" in svg, "<b>" in svg
    (True, False)
    """
    draw = _upright if bars.upright else _lying
    return draw(bars, language)


def _lying(bars: Bars, language: Language) -> Markup:
    height = _ROW * len(bars.values) + 4
    scale = (_WIDTH - _LABEL - _VALUE) / (max(bars.values, default=0) or 1)
    parts = []
    for place, (label, value) in enumerate(zip(bars.labels, bars.values, strict=True)):
        top = place * _ROW + 4
        length = max(value * scale, 1)
        parts.append(
            Markup(
                '<g><title>{full}: {shown}</title><text x="{end}" y="{line}" text-anchor="end">{label}</text>'
                '<rect x="{start}" y="{top}" width="{length:.1f}" height="{bar}"/>'
                '<text class="value" x="{after:.1f}" y="{line}">{shown}</text></g>'
            ).format(
                full=value_to_text(label),
                label=_short(label),
                shown=language.form(value, bars.form),
                start=_LABEL,
                end=_LABEL - 8,
                top=top,
                line=top + 12,
                length=length,
                bar=_BAR,
                after=_LABEL + length + 6,
            )
        )
    return _framed(bars.caption, _WIDTH, height, parts)


def _upright(bars: Bars, language: Language) -> Markup:
    count = len(bars.values)
    step = (_WIDTH - 20) / max(count, 1)
    wide = min(step * 0.7, 60)
    scale = (_HEIGHT - _FOOT - _HEAD) / (max(bars.values, default=0) or 1)
    parts = []
    crowded = count > 12  # as many values fit side by side
    for place, (label, value) in enumerate(zip(bars.labels, bars.values, strict=True)):
        middle = 10 + step * (place + 0.5)
        tall = max(value * scale, 1 if value else 0)
        shown = language.form(value, bars.form)
        above = (
            Markup()
            if crowded
            else Markup('<text class="value" x="{x:.1f}" y="{y:.1f}" text-anchor="middle">{shown}</text>').format(
                x=middle, y=_HEIGHT - _FOOT - tall - 6, shown=shown
            )
        )
        parts.append(
            Markup(
                '<g><title>{label}: {shown}</title><rect x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{tall:.1f}"/>'
                '{above}<text x="{middle:.1f}" y="{foot}" text-anchor="middle">{label}</text></g>'
            ).format(
                label=_short(label),
                shown=shown,
                x=middle - wide / 2,
                y=_HEIGHT - _FOOT - tall,
                wide=wide,
                tall=tall,
                above=above,
                middle=middle,
                foot=_HEIGHT - _FOOT + 18,
            )
        )
    return _framed(bars.caption, _WIDTH, _HEIGHT - _FOOT + 30, parts)


def _framed(caption: str, width: int, height: int, parts: list[Markup]) -> Markup:
    return Markup(
        '<svg class="chart" viewBox="0 0 {width} {height}" role="img" aria-label="{caption}">{parts}</svg>'
    ).format(width=width, height=height, caption=escape(caption), parts=Markup().join(parts))


def _short(label: object) -> str:
    """As much of a label as fits beside its bar; capitals take more room."""
    text = value_to_text(label)
    room = float(_LONGEST)
    for place, letter in enumerate(text):
        room -= _CAPITAL if letter.isupper() else 1.0
        if room < 0:
            return text[: max(place - 1, 1)].rstrip() + "…"
    return text
