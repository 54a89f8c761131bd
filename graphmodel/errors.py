"""Every error graphmodel raises on purpose: where it happened, what is wrong, what to do about it.

One root, :class:`GraphModelError`, so that ``except graphmodel.GraphModelError`` catches all of them. The command line
turns each into one message and exit code 1, in one place.
"""

from __future__ import annotations


class GraphModelError(Exception):
    """The root of all errors: what is wrong, where, and the remedy.

    >>> str(GraphModelError("The file is empty.", where="organization.csv", remedy="Download it again."))
    'organization.csv: The file is empty. Download it again.'
    """

    def __init__(self, what: str, *, where: str = "", remedy: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.remedy = remedy

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        # A line of the query, say, with a caret below it, keeps its lines.
        gap = "\n" if "\n" in self.what else " "
        return f"{place}{self.what}{gap}{self.remedy}".strip()


class SourceError(GraphModelError):
    """A file cannot be used as a whole: nothing of it was written."""


class RecipeError(GraphModelError):
    """A recipe (loader) is missing, or its code breaks a rule of recipes."""


class QuestionError(GraphModelError):
    """A packaged question is unknown, malformed, or was asked with wrong parameters."""


class QueryError(GraphModelError):
    """A Cypher statement was refused: it writes, or it cannot be understood."""


class StoreError(GraphModelError):
    """The store cannot be opened, reached or written."""


class IdentityError(GraphModelError):
    """A file of identity decisions contradicts itself or cannot be read."""


class NotFoundError(GraphModelError):
    """A name, id, sector or country that the store does not hold."""


class RequestError(GraphModelError):
    """What was asked for makes no sense: an unknown option value, an analysis that lacks its data."""


class ExportError(GraphModelError):
    """A file could not be written; no half of it was left behind."""
