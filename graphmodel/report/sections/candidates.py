"""Meta-cluster candidates, one by one."""

from __future__ import annotations

from typing import Any

from graphmodel.pages import Column, KeyFigures, Language, Pick, Section, Sentence, Source, Table
from graphmodel.report.answers import Answers
from graphmodel.report.wording import reason_for_no_candidates

_MOST = 10
PARTS = ("cohesion", "relatedness", "complementarity", "spread", "redundancy")


def candidate_section(answers: Answers, words: Language) -> Section:
    """Groups of clusters that could become an alliance, each with what speaks for it."""
    _, n_ = words.text, words.plural
    source = answers.source("metaclusters")
    frame = answers.frame(source)
    title = _("Alliances that suggest themselves")
    intro = Sentence(
        _(
            "A candidate is a group of clusters that have more to do with each other than chance explains and are no "
            "alliance yet. It is a proposal to look at, not a forecast."
        )
    )
    if not len(frame):
        return Section(
            "candidates", title, [intro, Sentence(reason_for_no_candidates(frame.attrs, words), style="finding")]
        )
    found = Sentence(
        n_(
            "{found} group of clusters exceeds chance and is no alliance yet; {left} others are alliances already.",
            "{found} groups of clusters exceed chance and are no alliance yet; {left} others are alliances already.",
            len(frame),
        ),
        {
            "found": answers.figure(source, "count", Pick("rows")),
            "left": answers.figure(source, "count", Pick("attr", "alliances")),
        },
        _("{searches} searches in random networks set the bar.").format(
            searches=words.form(frame.attrs["searches"], "count")
        ),
        "finding",
    )
    shown = range(min(_MOST, len(frame)))
    return Section("candidates", title, [intro, found], [_candidate(answers, words, source, place) for place in shown])


def _candidate(answers: Answers, words: Language, source: Source, place: int) -> Section:
    _ = words.text
    row = answers.frame(source).iloc[place]
    number = int(row["candidate"])
    evidence = answers.source("metacluster_evidence")
    where = f"candidate == {number}"
    return Section(
        f"candidate-{number}",
        _("Candidate {n}: {members}").format(n=number, members=words.form(row["member_names"], "texts")),
        [
            candidate_sentence(answers, words, source, place),
            KeyFigures([(label, _cell(answers, source, place, name)) for name, label in part_labels(words).items()]),
            *_bridges(answers, words, source, place),
            Table(
                _("Candidate {n}").format(n=number),
                _("What ties candidate {n}").format(n=number),
                answers.frame(evidence).query(where),
                evidence_columns(words),
                evidence,
                where,
            ),
        ],
    )


def candidate_sentence(answers: Answers, words: Language, source: Source, place: int) -> Sentence:
    """How a candidate scores, how sure that is, and where its members are."""

    def cell(name: str, form: Any) -> Any:
        return answers.figure(source, form, Pick("cell", name, row=place))

    return Sentence(
        words.text(
            "{size} clusters of {countries}, with a score of {score} (90 % interval {low} to {high}). Chance that a random "
            "network holds a group as surprising: {p}."
        ),
        {
            "size": cell("size", "count"),
            "countries": cell("countries", "countries"),
            "score": cell("score", "number"),
            "low": cell("score_low", "number"),
            "high": cell("score_high", "number"),
            "p": cell("p", "p"),
        },
    )


def part_labels(words: Language) -> dict[str, str]:
    """The parts of a score and what they are called."""
    _ = words.text
    return {
        "cohesion": _("Cohesion"),
        "relatedness": _("Related sectors"),
        "complementarity": _("Complementarity"),
        "spread": _("Spread over countries"),
        "redundancy": _("Redundancy"),
    }


def evidence_columns(words: Language) -> list[Column]:
    """How the evidence for a candidate is shown."""
    _ = words.text
    return [
        Column("kind", _("Kind"), "term"),
        Column("name", _("What they share"), "text"),
        Column("member_names", _("Who shares it"), "texts"),
    ]


def _cell(answers: Answers, source: Source, place: int, name: str) -> Any:
    return answers.figure(source, "share", Pick("cell", name, row=place))


def _bridges(answers: Answers, words: Language, source: Source, place: int) -> list[Sentence]:
    if not answers.frame(source)["bridge_names"].iloc[place]:
        return []
    bridges = answers.figure(source, "texts", Pick("cell", "bridge_names", row=place))
    return [Sentence(words.text("Organisations that already bridge several of them: {bridges}."), {"bridges": bridges})]
