"""How the figures were made, in plain words, and where the data come from."""

from __future__ import annotations

from graphmodel.pages import Column, Language, Section, Sentence, Table
from graphmodel.report.answers import Answers


def methods_section(words: Language) -> Section:
    """The methods for a reader who has never seen a network."""
    _ = words.text
    texts = (
        _(
            "Network. Organisations are points; two of them are tied when they take part in the same project, alliance or "
            "cluster. In a consortium of n partners each tie counts 1/(n - 1), so that one large consortium does not drown "
            "everything else (Newman 2001). Strength is the sum of an organisation's ties."
        ),
        _(
            "Centrality. Betweenness is the share of all shortest ways between two others that lead through an "
            "organisation (Freeman 1977); a strong tie is a short way. The core number says how deep in the densest part "
            "somebody sits (Seidman 1983)."
        ),
        _(
            "Overlap. How many projects and alliances two clusters would share if each drew its own by lot is known "
            "exactly (hypergeometric law). Pairs far above that are listed; because thousands of pairs are tested, the "
            "share of chance finds is held to 5 % (Benjamini and Hochberg 1995)."
        ),
        _(
            "Candidates. Groups of clusters are sought in the ties that exceed chance; the same search is repeated on random "
            "networks in which every cluster keeps its number of projects and every project its number of clusters. Only "
            "groups stronger than any found there are proposed. The score is the mean of cohesion, relatedness of sectors, "
            "complementarity, spread over countries and 1 - redundancy, each from 0 to 1."
        ),
        _(
            "Reach. A ministry reaches a cluster by ties of funding, oversight, management or membership, or by a project, "
            "alliance or event that both take part in. Reach says that a way exists, not that it is used."
        ),
        _(
            "Money. Amounts are EUR as the sources state them. Where two sources state one amount, the larger counts, once. "
            "Unknown amounts are left out and counted."
        ),
        _(
            "Order and chance. No figure depends on how a file was sorted. Where chance is drawn, the seed is fixed: the same "
            "data and seed give the same figures."
        ),
    )
    return Section("methods", _("Methods in plain words"), [Sentence(text) for text in texts])


def sources_section(answers: Answers, words: Language) -> Section:
    """The sources with their licences."""
    _ = words.text
    frame = answers.frame(answers.source("credits"))
    columns = [
        Column("name", _("Source"), "text", links="url"),
        Column("publisher", _("Publisher"), "text"),
        Column("licence", _("Licence"), "text"),
        Column("credit", _("Credit"), "text"),
    ]
    return Section(
        "sources",
        _("Sources and licences"),
        [Table(_("Sources"), _("Where the data come from"), frame, columns, shown=200)],
    )
