"""A page on its way into a file: which form, which language, and the names and the map that only a store can give."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from graphmodel.analysis.candidates import chosen_candidate
from graphmodel.atomic import replaced_file
from graphmodel.maps import map_html
from graphmodel.pages import (
    Document,
    Language,
    document_to_html,
    document_to_markdown,
    open_language,
    write_workbook,
)
from graphmodel.report.answers import Answers, Scope
from graphmodel.report.candidate_page import answers_to_candidate_page
from graphmodel.report.ecosystem_map import MapChoice, store_to_ecosystem_map
from graphmodel.report.ecosystem_report import answers_to_report
from graphmodel.report.map_ties import store_to_meeting_places
from graphmodel.report.scope import filters_in_words

if TYPE_CHECKING:
    import pandas as pd

    from graphmodel.store.protocol import Store

_NAMED = ("Project", "MetaCluster", "Event", "Organisation")


def write_report(
    answers: Answers, path: Path, form: str, store: Store, *, title: str | None = None, lang: str = "en"
) -> Path:
    """Write the report on what ``store`` holds; the file appears whole or not at all.

    ``form`` as :func:`~graphmodel.report.endings.page_form` gives it.
    """
    words = open_language(lang)
    heading = title or words.text("Cluster ecosystem: report")
    drawn = _map(store, answers.scope, heading, lang) if form == "html" else ""
    about = filters_in_words(answers.scope.filters, words, store)
    document = answers_to_report(
        answers, words, title=heading, names=store_to_names(store), about=about, map_html=drawn
    )
    return write_document(document, words, path, form)


def write_candidate_page(
    answers: Answers, path: Path, form: str, store: Store, number: int, *, lang: str = "en"
) -> Path:
    """Write the page of candidate ``number`` of the answers' scope.

    Raises :class:`~graphmodel.errors.RequestError` for a number there is no candidate of.
    """
    words = open_language(lang)
    found = answers.frame(answers.source("metaclusters"))
    candidate = chosen_candidate(found, number)
    drawn = ""
    if form == "html":
        things = candidate_to_things(candidate, store)
        heading = words.text("Meta-cluster candidate {n}").format(n=number)
        choice = MapChoice(heading, among=things, language=lang)
        drawn = map_html(store_to_ecosystem_map(store, choice), seed=answers.scope.seed)
    names = store_to_names(store, ("Sector", "Programme"))
    document = answers_to_candidate_page(answers, words, number, names=names, map_html=drawn)
    return write_document(document, words, path, form)


def candidate_to_things(candidate: pd.Series, store: Store) -> frozenset[str]:
    """The ids of what a candidate's map shows: its members, what several of them share, its bridges, and where each of these
    meets the members: it may be in projects that no two members share.
    """
    members, bridges = candidate["members"], candidate["bridges"]
    return frozenset((*members, *bridges, *candidate["evidence"], *store_to_meeting_places(store, members, bridges)))


def write_document(document: Document, words: Language, path: Path, form: str) -> Path:
    """Write a document as ``html``, ``xlsx`` or ``md``."""
    if form == "xlsx":
        return write_workbook(document, words, path)
    text = document_to_html(document, words) if form == "html" else document_to_markdown(document, words)
    with replaced_file(path) as part:
        part.write_bytes(text.encode("utf-8"))
    return path


def store_to_names(store: Store, labels: Sequence[str] = _NAMED) -> dict[str, str]:
    """What things are called, by id; by default those that can be evidence."""
    names: dict[str, str] = {}
    for label in labels:
        frame = store.read_nodes(label, ["name"]).dropna(subset=["name"])
        names |= dict(zip(frame["id"], frame["name"], strict=True))
    return names


def _map(store: Store, scope: Scope, title: str, lang: str) -> str:
    choice = MapChoice(title, scope.filters, scope.first_year, scope.last_year, language=lang)
    return map_html(store_to_ecosystem_map(store, choice), seed=scope.seed)
