"""The forms a page for people is written in, and the endings of files that mean them; light, as every command reads it."""

from __future__ import annotations

from pathlib import Path

from graphmodel.errors import RequestError

#: Ending of a file -> form of a page.
ENDINGS = {".html": "html", ".htm": "html", ".xlsx": "xlsx", ".md": "md"}


def page_form(path: Path, given: str | None) -> str:
    """The form that is asked for, or that the file's ending means.

    Raises :class:`~graphmodel.errors.RequestError` where neither says one.

    >>> page_form(Path("report.md"), None), page_form(Path("report"), "xlsx")
    ('md', 'xlsx')
    """
    form = given or ENDINGS.get(path.suffix.lower())
    if form not in set(ENDINGS.values()):
        raise RequestError(
            f"A report is not written as {given or path.suffix or 'a file without an ending'}.",
            where=str(path),
            remedy="End the file in .html, .xlsx or .md, or name the form: html, xlsx or md.",
        )
    return form
