"""The facade people hold: one cluster ecosystem in one store, and everything that can be done with it.

    import graphmodel

    with graphmodel.open("graphmodel-store") as eco:
        eco.load("cordis", "organization.csv", "project.csv")
        eco.ask("ministry-reach", country="HU")
        eco.map("map.html")

Each command of the command line is one method here, which is why the module is longer than others: it is the table of
contents of the product. Heavy packages are imported by the methods that need them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Self, Unpack, cast

from graphmodel.content import content_folder
from graphmodel.errors import RequestError

if TYPE_CHECKING:
    from datetime import date

    import networkx as nx
    import pandas as pd

    from graphmodel.graphs.filters import FilterOptions, Filters
    from graphmodel.load.progress import Progress
    from graphmodel.load.reading import ReadFiles
    from graphmodel.load.report import LoadReport
    from graphmodel.lookup import Thing
    from graphmodel.maps import InlineMap, MapContent, Picture
    from graphmodel.moving import MoveReport
    from graphmodel.pages import Source
    from graphmodel.question import Question
    from graphmodel.report.answers import Answers, Scope
    from graphmodel.report.health import Check
    from graphmodel.store.protocol import Rows, Store
    from graphmodel.twomode import TwoMode

TieChoice = Literal["all", "projects", "alliances", "members"]
ReportFormat = Literal["html", "xlsx", "md"]
CandidatePart = Literal["members", "bridges", "reach", "programmes", "rows"]
OverlapKind = Literal["joint", "members", "indirect"]

#: Also datasets and saved candidates, which no name finds.
_WITH_CLAIMS = "MATCH (n) WHERE n.id IN $ids AND n.claims IS NOT NULL RETURN n.id"


class Ecosystem:
    """An open store. Close it, or use it in a ``with`` block.

    ``recipes`` and ``questions`` may name folders of the user's own, searched after the shipped ones.
    """

    def __init__(self, store: Store, *, recipes: Sequence[Path] = (), questions: Sequence[Path] = ()) -> None:
        self.store = store
        self._recipe_folders = (content_folder("loaders"), *recipes)
        self._question_folders = (content_folder("queries"), *questions)
        self._parts: dict[tuple[Filters, tuple[Any, ...]], Ecosystem] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Ecosystem({self.store.address!r}, {self.store.engine})"

    def close(self) -> None:
        """Close the store, and the parts of it that were asked for."""
        for part in self._parts.values():
            part.close()
        self._parts.clear()
        self.store.close()

    def part(self, **filters: Unpack[FilterOptions]) -> Ecosystem:
        """The part of the ecosystem that filters leave: whatever is asked of it, drawn or exported is about that part alone.

        ``country``: by code or name; ``region``, ``sector``, ``programme``: by name or id, those within them included. What
        stays is told in :mod:`graphmodel.graphs.filters`. All methods that take filters begin with this one; without
        any it is the whole. A part can be read only, and is closed with the whole.

        Raises :class:`~graphmodel.errors.RequestError` for what is no country, and
        :class:`~graphmodel.errors.NotFoundError` for a name the store does not know, with the nearest ones.
        """
        from graphmodel.graphs.part import StorePart
        from graphmodel.lookup.filtering import resolve_filters

        chosen = resolve_filters(self.store, filters)
        if not chosen:
            return self
        # Somebody else may have loaded something since the part was taken.
        loads = self.store.read_nodes("Load", ["started"])
        state = (chosen, tuple(sorted(map(str, loads.itertuples(index=False, name=None)))))
        if state not in self._parts:
            for old in [known for known in self._parts if known[1] != state[1]]:
                self._parts.pop(old).close()
            store = cast("Store", StorePart(self.store, chosen))
            self._parts[state] = Ecosystem(
                store, recipes=self._recipe_folders[1:], questions=self._question_folders[1:]
            )
        return self._parts[state]

    # -- files in -----------------------------------------------------------------------------------------------------

    def recipes(self) -> dict[str, str]:
        """The recipes there are: name and what the source is, in a line."""
        from graphmodel.recipe import find_recipes, open_recipe

        return {
            name: open_recipe(name, self._recipe_folders).summary.partition("\n")[0]
            for name in sorted(find_recipes(self._recipe_folders))
        }

    def load(
        self,
        recipe: str | Path,
        *files: str | Path,
        dataset: str = "",
        complete: bool = False,
        strict: bool = False,
        dry_run: bool = False,
        rejects_folder: Path | None = None,
        progress: Progress | None = None,
    ) -> LoadReport:
        """Load files with a recipe into a dataset; only the difference to what the store holds of it is written.

        ``complete`` says that the files are the whole dataset, so that what they lack is removed. ``dry_run`` plans
        only. Rejected rows are written to a CSV in ``rejects_folder``, or beside the store.

        Raises :class:`~graphmodel.errors.SourceError` when a file cannot be used; the store is then as it was.
        """
        from graphmodel.load.reading import read_files
        from graphmodel.recipe import open_recipe

        opened = open_recipe(recipe, self._recipe_folders)
        read = read_files(opened, files, dataset=dataset, complete=complete, strict=strict, progress=progress)
        return self.load_read(
            read, complete=complete, dry_run=dry_run, rejects_folder=rejects_folder, progress=progress
        )

    def load_read(
        self,
        read: ReadFiles,
        *,
        complete: bool = False,
        dry_run: bool = False,
        rejects_folder: Path | None = None,
        progress: Progress | None = None,
    ) -> LoadReport:
        """Load what :func:`graphmodel.load.reading.read_files` read, which needs no store: see :meth:`load`."""
        from graphmodel.load.loading import load_read
        from graphmodel.load.rejects import with_rejects_file

        report = load_read(self.store, read, complete=complete, dry_run=dry_run, progress=progress)
        return with_rejects_file(report, rejects_folder or self._beside_store("rejects"))

    def recipe_new(self, name: str, file: str | Path, *, folder: str | Path = ".") -> Path:
        """Look at a file and write a starting recipe for it into a folder, as ``NAME.py``: every column with a guess.

        Raises :class:`~graphmodel.errors.RequestError` where a file of that name is there already.
        """
        from graphmodel.load.drafts import file_to_recipe

        return file_to_recipe(name, file, Path(folder))

    def loads(self) -> pd.DataFrame:
        """The ledger: one row per load, with ``id, dataset, recipe, started, files, rows_in, rows_rejected`` and what it
        wrote.
        """
        from graphmodel.load.ledger import store_to_ledger

        return store_to_ledger(self.store)

    def unload(self, load_or_dataset: str, *, dry_run: bool = False) -> LoadReport:
        """Undo a load (by its id), or all loads of a dataset, in any order and without their files."""
        from graphmodel.load.undoing import unload_dataset

        return unload_dataset(self.store, load_or_dataset, dry_run=dry_run)

    def identity_export(self, path: str | Path) -> Path:
        """Write the decisions which keys name one thing as a CSV that people read and change."""
        from graphmodel.identity.decisions import decisions_to_csv
        from graphmodel.load.deciding import store_to_decisions

        return decisions_to_csv(store_to_decisions(self.store), Path(path))

    def identity_import(self, path: str | Path, *, who: str = "a person") -> LoadReport:
        """Replay a changed file of decisions: new lines count, and a machine's line that was deleted stays undone."""
        from graphmodel.identity.decisions import csv_to_decisions
        from graphmodel.load.deciding import import_decisions

        return import_decisions(self.store, csv_to_decisions(Path(path)), who=who)

    # -- questions ----------------------------------------------------------------------------------------------------

    @cached_property
    def _questions(self) -> Mapping[str, Question]:
        from graphmodel.question import find_questions

        return find_questions(self._question_folders)

    def questions(self) -> list[Question]:
        """All packaged questions, by name."""
        return [self._questions[name] for name in sorted(self._questions)]

    def question(self, name: str) -> Question:
        """One question by its name.

        Raises :class:`~graphmodel.errors.QuestionError` for a name there is none of.
        """
        from graphmodel.question import choose_question

        return choose_question(self._questions, name)

    def ask(
        self, name: str, /, *, within: Mapping[str, str] | Sequence[tuple[str, str]] = (), **parameters: Any
    ) -> pd.DataFrame:
        """Ask a packaged question; names of things are resolved as ``find`` does.

        ``within`` holds filters, as :meth:`part` takes them: the question is asked of that part of the store. A parameter
        of the question's own (``country``, say) means what the question says of it.

        Where it takes ``first_year`` and ``last_year`` and is asked with one of them, ``attrs["undated"]`` of the answer
        counts what nothing dates, in the whole store, by type of tie or kind of thing: it was left out.
        """
        from graphmodel.graphs import rows_to_frame
        from graphmodel.graphs.undated import count_undated
        from graphmodel.question import bind, check_columns

        question = self.question(name)
        values = bind(question, parameters, lambda text, label: self.resolve(text, label=label))
        store = self.part(**cast("FilterOptions", dict(within))).store
        rows = store.query(question.text, values)
        check_columns(question, rows.columns)
        frame = rows_to_frame(rows, question.columns)
        if any(values.get(name) is not None for name in ("first_year", "last_year")):
            undated = count_undated(store, question.text)
            if undated:
                frame.attrs["undated"] = undated
        return frame

    def cypher(self, query: str, /, **parameters: Any) -> pd.DataFrame:
        """Run a Cypher query that reads.

        Raises :class:`~graphmodel.errors.QueryError` for one that writes or cannot be understood.
        """
        from graphmodel.graphs import rows_to_frame

        rows = self.rows(query, parameters)
        return rows_to_frame(rows, rows.columns)

    def rows(self, query: str, parameters: Mapping[str, Any] | None = None) -> Rows:
        """Run a Cypher query that reads, without pandas: ``.columns`` and ``.rows``."""
        return self.store.query(query, parameters or {})

    def find(self, text: str, *, limit: int = 10) -> pd.DataFrame:
        """Things whose name or identifier is like a text: ``id, name, kind, country, matched, score``."""
        from graphmodel.lookup import find_things

        return find_things(self.store, text, limit=limit)

    def resolve(self, text: str, *, label: str | None = None) -> str:
        """The id of the one thing a name means, or an error that offers the nearest names."""
        from graphmodel.lookup import resolve_thing

        return resolve_thing(self.store, text, label=label)

    def show(self, name: str, *, first_year: int | None = None, last_year: int | None = None) -> Thing:
        """Everything the store says of one thing, by any of its names; with years, only the ties that held then."""
        from graphmodel.lookup import find_things, resolve_thing, show_thing

        node_id = resolve_thing(self.store, name)
        kind = find_things(self.store, node_id, limit=1)["kind"].iloc[0]
        return show_thing(self.store, node_id, [str(kind)], first_year=first_year, last_year=last_year)

    def trace(self, *names: str, ties: bool = False, countries: Sequence[str] = ()) -> pd.DataFrame:
        """Where it comes from: from what is shown down to file, row and licence, with every value that a dataset gives.

        One name: all that is said of the thing (of a saved candidate, also what its members share); ``ties`` adds its
        relationships. Several names, such as those in a row of a table: what ties them to each other, and what two or more of
        them are tied to. ``countries`` (codes): the ties of their organisations with what is named, for a programme with
        its projects; with no name, with what organisations of all these countries take part in. Columns as
        :data:`lookup.TRACE_COLUMNS`.
        """
        from graphmodel.lookup import trace_things

        if not names and not countries:
            raise RequestError("Trace what?", remedy="Give one name or id, or several to see what ties them.")
        known = {str(row[0]) for row in self.rows(_WITH_CLAIMS, {"ids": list(names)}).rows}
        things = list(dict.fromkeys(name if name in known else self.resolve(name) for name in names))
        return trace_things(self.store, things, ties=ties, countries=countries)

    # -- graphs and analyses ------------------------------------------------------------------------------------------

    def two_mode(
        self,
        *,
        ties: TieChoice = "all",
        first_year: int | None = None,
        last_year: int | None = None,
        **filters: Unpack[FilterOptions],
    ) -> TwoMode:
        """Actors x events: who took part in which projects, alliances and clusters."""
        from graphmodel.graphs import store_to_two_mode

        network = store_to_two_mode(self.part(**filters).store, types=_tie_types(ties))
        if first_year is not None or last_year is not None:
            network = network.between(first_year, last_year)
        return network

    def graph(
        self,
        *,
        labels: Sequence[str] | None = None,
        types: Sequence[str] | None = None,
        first_year: int | None = None,
        last_year: int | None = None,
        proposals: bool = False,
        **filters: Unpack[FilterOptions],
    ) -> nx.MultiDiGraph[str]:
        """The store, or the :meth:`part` of it that filters leave, as a networkx graph: direction, parallel relationships and
        all properties are kept.

        ``proposals`` adds saved candidates, as nodes labelled ``Candidate``; measures on such a graph count proposals as
        ties. No proposal holds in any year.

        With years, the part that held then, as :func:`graphs.periods.graph_between` has it; ``graph.graph["undated"]``
        counts the ties that were left out because nothing dates them.
        """
        from graphmodel.graphs import graph_between, store_to_graph
        from graphmodel.model import THINGS

        if proposals:
            labels = [*(labels or THINGS), "Candidate"]
        graph = store_to_graph(self.part(**filters).store, labels=labels, types=types)
        return graph if first_year is None and last_year is None else graph_between(graph, first_year, last_year)

    def centrality(
        self,
        *,
        ties: TieChoice = "all",
        first_year: int | None = None,
        last_year: int | None = None,
        seed: int = 0,
        **filters: Unpack[FilterOptions],
    ) -> pd.DataFrame:
        """Who is central in the collaboration network; columns as :func:`analysis.centrality.node_centrality`."""
        from graphmodel.analysis.centrality import node_centrality

        network = self.two_mode(ties=ties, first_year=first_year, last_year=last_year, **filters)
        return _with_undated(node_centrality(network, seed=seed), network.undated)

    def overlap(
        self,
        kind: OverlapKind = "joint",
        *,
        ties: TieChoice = "all",
        first_year: int | None = None,
        last_year: int | None = None,
        seed: int = 0,
        **filters: Unpack[FilterOptions],
    ) -> pd.DataFrame:
        """What clusters share, two by two: joint projects and alliances, members, or indirect partners.

        Columns as :func:`analysis.overlap.shared_members`.
        """
        from graphmodel.analysis import overlap

        chosen: TieChoice = "members" if kind == "members" else ties
        network = self._events(chosen, first_year, last_year, filters)
        if kind == "members":
            shared = overlap.shared_members(network)
            own = network.where(label="Cluster").actors["id"]
            chosen_pairs = shared[shared["left"].isin(own) & shared["right"].isin(own)].reset_index(drop=True)
            chosen_pairs.attrs.update(shared.attrs)
            return _with_undated(chosen_pairs, network.undated)
        clusters = list(network.where(label="Cluster").actors["id"])
        if kind == "joint":
            return _with_undated(overlap.joint_events(network, clusters), network.undated)
        if kind == "indirect":
            return _with_undated(overlap.indirect_partners(network, clusters, seed=seed), network.undated)
        raise RequestError(f"There is no kind of overlap {kind!r}.", remedy="Choose joint, members or indirect.")

    def communities(
        self,
        *,
        ties: TieChoice = "all",
        first_year: int | None = None,
        last_year: int | None = None,
        seed: int = 0,
        **filters: Unpack[FilterOptions],
    ) -> pd.DataFrame:
        """Groups that work together, with the confidence of each membership; columns as
        :func:`analysis.communities.consensus_communities`.
        """
        from graphmodel.analysis.communities import consensus_communities

        network = self.two_mode(ties=ties, first_year=first_year, last_year=last_year, **filters)
        return _with_undated(consensus_communities(network, seed=seed), network.undated)

    def metaclusters(
        self,
        *,
        ties: TieChoice = "all",
        first_year: int | None = None,
        last_year: int | None = None,
        seed: int = 0,
        **filters: Unpack[FilterOptions],
    ) -> pd.DataFrame:
        """Groups of clusters tied more than chance that are no alliance yet; columns as
        :func:`analysis.metaclusters.metacluster_candidates`. An empty frame says why in ``attrs["message"]``.
        """
        from graphmodel.analysis.metaclusters import metacluster_candidates

        material, undated = self._candidate_material(ties, first_year, last_year, filters)
        found = metacluster_candidates(**material, seed=seed)
        asked = {**filters, "first_year": first_year, "last_year": last_year}
        found.attrs["filters"] = {"ties": ties, **{name: value for name, value in asked.items() if value is not None}}
        return _with_undated(found, undated)

    def save_candidates(
        self, candidates: pd.DataFrame, *, saved: date, numbers: Sequence[int] | None = None
    ) -> LoadReport:
        """Keep candidates of :meth:`metaclusters` in the store as nodes ``Candidate``, in place of those kept so far.

        ``numbers`` chooses some of them; ``saved`` is the day to note. The parameters of the run are kept with each. What
        is kept is a proposal: no analysis, question, map or count of alliances takes it for a fact.

        Raises :class:`~graphmodel.errors.RequestError` where there is no candidate of a number, or none at all.
        """
        from graphmodel.load.candidates import write_candidates

        chosen = candidates if numbers is None else candidates[candidates["candidate"].isin(list(numbers))]
        absent = sorted(set(numbers or ()) - set(candidates["candidate"]))
        if absent or chosen.empty:
            what = f"There is no candidate {absent[0]}." if absent else "There is no candidate to save."
            raise RequestError(what, remedy=f"This run found {len(candidates)}.")
        return write_candidates(self.store, chosen, saved=saved, parameters=_parameters_of(candidates))

    def forget_candidates(self) -> LoadReport:
        """Remove the candidates that were kept."""
        from graphmodel.load.candidates import remove_candidates

        return remove_candidates(self.store)

    def classify(
        self,
        *,
        words: Sequence[str | Path] = (),
        lines: str | Path | None = None,
        body_class: str | None = None,
        country: str | None = None,
    ) -> pd.DataFrame:
        """What sort of bodies the organisations are, each with the reason; nothing is written.

        ``words``: files of your own, or folders of them, that add to the classes or make new ones. ``lines``: a CSV
        (``id, class, why, who``) of what persons say, which beats the machine; lines that were saved count too.
        ``body_class`` and ``country`` choose some of the answer. Columns as
        :func:`classification.judging.judge_organisations`.

        Raises :class:`~graphmodel.errors.RequestError` for a file that cannot be used, and for a class there is none of.
        """
        from graphmodel.classification.asking import ask_classes
        from graphmodel.load import classes

        organisations = classes.store_to_organisations(self.store)
        return ask_classes(
            organisations,
            classes.store_to_others(self.store, "BELONGS_TO", "MetaCluster"),
            classes.store_to_others(self.store, "MANAGES", "Cluster"),
            classes.store_to_lines(organisations),
            words=[Path(place) for place in words],
            lines=None if lines is None else Path(lines),
            body_class=body_class,
            country=country,
        )

    def save_classes(self, classes: pd.DataFrame, *, words: Sequence[str | Path] = ()) -> LoadReport:
        """Keep an answer of :meth:`classify` in the store, in place of the one kept so far; ``words`` as it was asked with.

        Organisations get ``body_class``, ``class_reason`` and ``class_by``; those judged clusters or ministries by their
        name, or by a person, the label too, so that questions and analyses see them. All of it is the dataset
        ``graphmodel/classification``, apart from facts and undone like a load.
        """
        from graphmodel.classification.asking import read_words
        from graphmodel.load.classes import write_classes

        return write_classes(self.store, classes, read_words([Path(place) for place in words]))

    def forget_classes(self) -> LoadReport:
        """Remove the classes that were kept, persons' lines among them."""
        from graphmodel.load.classes import remove_classes

        return remove_classes(self.store)

    def metacluster_evidence(
        self,
        *,
        candidates: pd.DataFrame | None = None,
        ties: TieChoice = "all",
        first_year: int | None = None,
        last_year: int | None = None,
        seed: int = 0,
        **filters: Unpack[FilterOptions],
    ) -> pd.DataFrame:
        """What the members of each candidate share, thing by thing; columns as
        :func:`analysis.metaclusters.candidate_evidence`. ``candidates``: the answer of :meth:`metaclusters` to the same
        options, where it is known already.
        """
        from graphmodel.analysis.metaclusters import candidate_evidence, metacluster_candidates

        material, undated = self._candidate_material(ties, first_year, last_year, filters)
        if candidates is None:
            candidates = metacluster_candidates(**material, seed=seed)
        return _with_undated(candidate_evidence(candidates, **material), undated)

    def candidate(
        self,
        number: int,
        part: CandidatePart = "members",
        *,
        candidates: pd.DataFrame | None = None,
        ties: TieChoice = "all",
        first_year: int | None = None,
        last_year: int | None = None,
        seed: int = 0,
        **filters: Unpack[FilterOptions],
    ) -> pd.DataFrame:
        """A closer look at one candidate: its ``members`` and what each brings, the ``bridges``, its ``reach`` (countries
        and sectors covered and missing), the ``programmes`` that funded such groups, the source ``rows`` behind it;
        columns as in :mod:`analysis.candidates`. ``candidates`` as for :meth:`metacluster_evidence`.
        """
        from graphmodel.analysis import candidates as closer
        from graphmodel.analysis.metaclusters import metacluster_candidates

        material, _ = self._candidate_material(ties, first_year, last_year, filters)
        network: TwoMode = material["participations"]
        found = metacluster_candidates(**material, seed=seed) if candidates is None else candidates
        chosen = closer.chosen_candidate(found, number)
        members = chosen["members"]
        parts: dict[str, Callable[[], pd.DataFrame]] = {
            "members": lambda: closer.member_contributions(network, members),
            "bridges": lambda: closer.bridges_of_group(network, members, chosen["bridges"]),
            "reach": lambda: closer.group_reach(network, members),
            "programmes": lambda: closer.programmes_of_groups(network, members, material["clusters"]),
            "rows": lambda: closer.evidence_rows(network, members, chosen["evidence"]),
        }
        if part not in parts:
            raise RequestError(f"A candidate has no part {part!r}.", remedy=f"Choose one of: {', '.join(parts)}.")
        return parts[part]()

    def candidate_page(
        self,
        number: int,
        path: str | Path,
        *,
        file_format: ReportFormat | None = None,
        lang: str = "en",
        ties: TieChoice = "all",
        first_year: int | None = None,
        last_year: int | None = None,
        seed: int = 0,
        **filters: Unpack[FilterOptions],
    ) -> Path:
        """Write the page of one candidate of :meth:`metaclusters`: as :meth:`report` does, with a small map."""
        from graphmodel.report.answers import Scope
        from graphmodel.report.endings import page_form
        from graphmodel.report.writing import write_candidate_page

        form = page_form(Path(path), file_format)
        scope = Scope(self._filters(filters), first_year, last_year, seed, ties)
        return write_candidate_page(
            self._answers(scope), Path(path), form, self.part(**filters).store, number, lang=lang
        )

    def _candidate_material(
        self, ties: TieChoice, first_year: int | None, last_year: int | None, filters: FilterOptions
    ) -> tuple[dict[str, Any], int]:
        """What candidates are sought in, by the names of the analysis's arguments, and how many undated ties it lacks."""
        from graphmodel.graphs.periods import spans_held
        from graphmodel.load.state import store_to_ties

        network = self._events(ties, first_year, last_year, filters)
        clusters = list(network.where(label="Cluster").actors["id"])
        members = self.two_mode(ties="members", first_year=first_year, last_year=last_year, **filters)
        agreements = store_to_ties(self.part(**filters).store, "COOPERATES_WITH")
        undated = network.undated + members.undated
        if first_year is not None or last_year is not None:
            spans = zip(agreements["since"], agreements["until"], strict=True)
            held, unknown = spans_held(spans, [True] * len(agreements), first_year, last_year)
            agreements, undated = agreements.iloc[[at for at, holds in enumerate(held) if holds]], undated + unknown
        material = {
            "participations": network,
            "memberships": members,
            "agreements": agreements[["start", "end"]],
            "clusters": clusters,
        }
        return material, undated

    def partners(
        self,
        name: str,
        *,
        text: str = "",
        clusters: bool = False,
        ties: TieChoice = "all",
        first_year: int | None = None,
        last_year: int | None = None,
        limit: int = 10,
        **filters: Unpack[FilterOptions],
    ) -> pd.DataFrame:
        """Whom an organisation or cluster has not worked with but well might, the best first, with reasons and paths.

        The filters (as :meth:`part` takes them), ``text`` (words of a theme) and ``clusters`` (only clusters) choose whom to
        suggest; ``ties`` and the years choose the evidence. Whoever it has worked with in any year, or is tied to in any
        other way, is never suggested.

        Columns as :func:`analysis.partners.partner_suggestions`; ``attrs["message"]`` says why an answer is empty, or what it
        lacks.
        """
        from graphmodel.analysis.partners import partner_suggestions
        from graphmodel.graphs import partnership

        you = self.resolve(name, label="Organisation")
        whole = partnership.store_to_partnership(self.store)
        network = whole if ties == "all" else whole.where(type=_tie_types(ties))
        if first_year is not None or last_year is not None:
            network = network.between(first_year, last_year)
        tied, gone = partnership.store_to_bound(self.store, you)
        found = partner_suggestions(
            partnership.with_cluster_bodies(network),
            you,
            partners=tied | partnership.partners_in(partnership.with_cluster_bodies(whole), you),
            without=gone | self._outside(filters),
            narrowed=bool(self._filters(filters)),
            clusters=clusters,
            text=text,
            texts=partnership.store_to_names(self.store, themes_only=not text),
            urls=partnership.store_to_urls(self.store),
            limit=limit,
        )
        return _with_undated(found, network.undated)

    def stages(
        self,
        *,
        first_year: int | None = None,
        last_year: int | None = None,
        **filters: Unpack[FilterOptions],
    ) -> pd.DataFrame:
        """Clusters by the stage of their life, declared or estimated, and the services each stage needs.

        Filters choose the clusters; the stage of each follows from all that is known of it. ``last_year`` is also the year
        the estimate is for; without it, that is the last year in which anything in the store began. Columns, the rule and
        ``attrs`` as :func:`analysis.stages.cluster_stages`.
        """
        from graphmodel.analysis.stages import cluster_stages
        from graphmodel.graphs.needs import store_to_needs

        network = self.two_mode(first_year=first_year, last_year=last_year)
        clusters = self.part(**filters).store.read_nodes("Cluster", ["name", "country", "stage", "founded"])
        return _with_undated(
            cluster_stages(clusters, network, store_to_needs(self.store), as_of=last_year), network.undated
        )

    def _events(
        self, ties: TieChoice, first_year: int | None, last_year: int | None, filters: FilterOptions
    ) -> TwoMode:
        """Actors and the events they met in; clusters with their members are no events here unless asked for."""
        from graphmodel.graphs import store_to_two_mode

        if ties != "all":
            return self.two_mode(ties=ties, first_year=first_year, last_year=last_year, **filters)
        network = store_to_two_mode(self.part(**filters).store, types=["PARTICIPATES_IN", "BELONGS_TO"])
        return network if first_year is None and last_year is None else network.between(first_year, last_year)

    def changes(
        self,
        first: str | int,
        second: str | int,
        *,
        ties: TieChoice = "all",
        **filters: Unpack[FilterOptions],
    ) -> pd.DataFrame:
        """Who came, who left and which ties persisted between two years or two editions of data.

        ``first`` and ``second`` are years (2015), ranges of years ("2010-2013"), or editions: ids of loads as ``loads``
        lists them (what their dataset said once they were done), or datasets. Of years whoever has a tie counts as
        there; of an edition whoever it mentions. Columns as
        :func:`analysis.changes.network_changes`; :func:`analysis.changes.changes_summary` counts them.
        ``attrs["message"]`` says what became of the partnerships.
        """
        from graphmodel.analysis.changes import changes_sentence, changes_summary, network_changes
        from graphmodel.graphs import store_to_two_mode
        from graphmodel.graphs.part import ReadablePart
        from graphmodel.load.editions import store_to_editions
        from graphmodel.twomode.spans import text_to_years

        names = [str(first), str(second)]
        years = [text_to_years(name) for name in names]
        if any(years) and not all(years):
            raise RequestError(
                f"{names[0]!r} and {names[1]!r} cannot be compared: one names years, the other an edition.",
                remedy="Give two years (2015 2018), two ranges (2010-2013 2014-2017), or two loads or datasets.",
            )
        if all(years):
            whole = self.two_mode(ties=ties, **filters)
            networks = [whole.between(*span).tied() for span in years if span]
        else:
            editions = store_to_editions(self.store, names)
            chosen = self._filters(filters)
            networks = [store_to_two_mode(ReadablePart(each, chosen), types=_tie_types(ties)) for each in editions]
        frame = network_changes(*networks)
        summary = changes_summary(frame)
        frame.attrs.update(compared=" and ".join(names), message=changes_sentence(summary, *names))
        for row in summary[summary["what"] == "partnership"].to_dict("records"):
            frame.attrs.update({str(name): row[name] for name in ("came", "left", "stayed", "persisted", "jaccard")})
        return _with_undated(frame, networks[0].undated)

    def export(
        self,
        path: str | Path,
        *,
        file_format: str | None = None,
        first_year: int | None = None,
        last_year: int | None = None,
        **filters: Unpack[FilterOptions],
    ) -> Path:
        """Write the graph, or what filters and years leave of it, for other programs: GraphML, GEXF, node-link JSON, CSV
        or Parquet. Saved candidates are in it, labelled ``Candidate``.
        """
        from graphmodel.graphs import export_graph

        graph = self.graph(first_year=first_year, last_year=last_year, proposals=True, **filters)
        return export_graph(graph, path, file_format)

    def map(
        self,
        path: str | Path,
        *,
        title: str | None = None,
        lang: str = "en",
        first_year: int | None = None,
        last_year: int | None = None,
        seed: int = 0,
        **filters: Unpack[FilterOptions],
    ) -> Path:
        """Draw the ecosystem as one HTML file that opens offline; a path that ends in ``.svg`` gets a still picture.

        ``lang``: of everything on it but the data, ``en``, ``hu`` or ``cs``;
        :class:`~graphmodel.errors.RequestError` for another one.
        """
        from graphmodel.maps import Picture, content_to_svg, write_map

        content = self._drawn(title, lang, first_year, last_year, filters)
        if Path(path).suffix.lower() == ".svg":
            return Picture(content_to_svg(content, seed=seed)).save(path)
        return write_map(content, path, seed=seed)

    def inline_map(
        self,
        *,
        title: str | None = None,
        lang: str = "en",
        first_year: int | None = None,
        last_year: int | None = None,
        height: int = 640,
        seed: int = 0,
        **filters: Unpack[FilterOptions],
    ) -> InlineMap:
        """The interactive map for a notebook: it shows where it is the last line of a cell, and needs no network."""
        from graphmodel.maps import InlineMap, map_html

        return InlineMap(map_html(self._drawn(title, lang, first_year, last_year, filters), seed=seed), height)

    def picture(
        self,
        *,
        title: str | None = None,
        lang: str = "en",
        first_year: int | None = None,
        last_year: int | None = None,
        labels: int = 30,
        seed: int = 0,
        **filters: Unpack[FilterOptions],
    ) -> Picture:
        """The map as a still picture (SVG) for a notebook or a document, with the names of up to ``labels`` things."""
        from graphmodel.maps import Picture, content_to_svg

        content = self._drawn(title, lang, first_year, last_year, filters)
        return Picture(content_to_svg(content, labels=labels, seed=seed))

    def _drawn(
        self,
        title: str | None,
        lang: str,
        first_year: int | None,
        last_year: int | None,
        filters: FilterOptions,
    ) -> MapContent:
        from graphmodel.report.ecosystem_map import MapChoice, store_to_ecosystem_map

        choice = MapChoice(title, self._filters(filters), first_year, last_year, language=lang)
        return store_to_ecosystem_map(self.part(**filters).store, choice)

    def coverage(self, **filters: Unpack[FilterOptions]) -> pd.DataFrame:
        """How complete the data are, field by field: over all, by country, by programme and by dataset; columns as
        :func:`report.coverage.store_to_coverage`. Filters choose the things that are counted.
        """
        from graphmodel.report.coverage import store_to_coverage

        return store_to_coverage(*self._whole_and_stays(filters))

    def check(self, name: str | None = None, **filters: Unpack[FilterOptions]) -> pd.DataFrame:
        """What is odd in the data: one row a check with its count, examples and what to do; columns as
        :func:`report.checks.store_to_checks`. With the name of a check: everything it found, columns as
        :func:`report.checks.store_to_oddities`. Filters choose the things that are looked at. Nothing is put right.

        Raises :class:`~graphmodel.errors.RequestError` for a check there is none of.
        """
        from graphmodel.report.checks import store_to_checks, store_to_oddities

        whole, stays = self._whole_and_stays(filters)
        if name is None:
            return store_to_checks(whole, stays)
        return store_to_oddities(whole, name, stays)

    def report(
        self,
        path: str | Path,
        *,
        file_format: ReportFormat | None = None,
        title: str | None = None,
        lang: str = "en",
        first_year: int | None = None,
        last_year: int | None = None,
        seed: int = 0,
        **filters: Unpack[FilterOptions],
    ) -> Path:
        """Write a report for people: one HTML page that opens offline, a workbook (``xlsx``) or Markdown (``md``).

        ``file_format``: by default what the ending of ``path`` means. ``lang``: ``en``, ``hu`` or ``cs``.

        Raises :class:`~graphmodel.errors.RequestError` for a form or language there is none of, and
        :class:`~graphmodel.errors.ExportError` where the file cannot be written.
        """
        from graphmodel.report.answers import Scope
        from graphmodel.report.endings import page_form
        from graphmodel.report.writing import write_report

        form = page_form(Path(path), file_format)
        scope = Scope(self._filters(filters), first_year, last_year, seed)
        return write_report(self._answers(scope), Path(path), form, self.part(**filters).store, title=title, lang=lang)

    def _answers(self, scope: Scope) -> Answers:
        from graphmodel.report.answers import Answers

        def fetch(source: Source) -> pd.DataFrame:
            options = dict(source.options)
            if source.method in {"metacluster_evidence", "candidate"}:
                # The search takes its time, and was made already.
                options["candidates"] = answers.frame(answers.source("metaclusters"))
            frame: pd.DataFrame = getattr(self, source.method)(*source.arguments, **options)
            return frame

        parameters = {name: {p.name for p in question.parameters} for name, question in self._questions.items()}
        answers = Answers(fetch, parameters, scope)
        return answers

    # -- keeping ------------------------------------------------------------------------------------------------------

    def copy(self, target: Ecosystem, *, progress: Progress | None = None) -> MoveReport:
        """Copy everything graphmodel keeps here into another open store that holds nothing yet, whatever engine either has.

        The report holds counts and a checksum over all nodes and relationships, the same on both sides.

        Raises :class:`~graphmodel.errors.StoreError` where the target is not empty, or one of them is being written.
        """
        from graphmodel.load.progress import NoProgress
        from graphmodel.moving import copy_store

        return copy_store(self.store, target.store, progress or NoProgress())

    def backup(self, path: str | Path, *, progress: Progress | None = None) -> MoveReport:
        """Keep the whole store in one file that any later version, with any engine, makes a store of again."""
        from graphmodel.load.progress import NoProgress
        from graphmodel.moving import write_backup

        return write_backup(self.store, Path(path), progress or NoProgress())

    def restore(self, path: str | Path, *, progress: Progress | None = None) -> MoveReport:
        """Fill this store, which must be empty, from a backup.

        Raises :class:`~graphmodel.errors.SourceError` for a file that is damaged or no backup; the store is then empty.
        """
        from graphmodel.load.progress import NoProgress
        from graphmodel.moving import restore_backup

        return restore_backup(Path(path), self.store, progress or NoProgress())

    # -- about the store ----------------------------------------------------------------------------------------------

    def demo(self, folder: str | Path, *, progress: Progress | None = None) -> tuple[LoadReport, Path]:
        """Load the example ecosystem and draw its map into ``folder``; returns the report and the map."""
        from graphmodel.load.progress import NoProgress

        show = progress or NoProgress()
        report = self.load("tables", content_folder("examples") / "ecosystem", dataset="example", progress=show)
        show.start("drawing the map")
        path = self.map(Path(folder) / "ecosystem.html", title="Alliances of European clusters: an example")
        show.end()
        return report, path

    def template(self, path: str | Path) -> Path:
        """Write the workbook to fill in: a sheet per kind of thing and of tie."""
        from graphmodel.vocabulary import write_template

        return write_template(Path(path))

    def schema_text(self) -> str:
        """The vocabulary and the constraints, as text."""
        from graphmodel.vocabulary import schema_text

        return schema_text()

    def status(self) -> dict[str, Any]:
        """Address, engine, counts, datasets and loads of the store; what others keep under our names beside it."""
        from graphmodel.report.health import describe_store

        return describe_store(self.store)

    def doctor(self) -> list[Check]:
        """What is installed, what the store holds, what is wrong, and how to mend it."""
        from graphmodel.report.health import check_content, check_installation

        return [*check_installation(), *check_content(self.store)]

    def notebooks(self, folder: str | Path) -> list[Path]:
        """Copy the notebooks into a folder; files that are there already stay as they are."""
        from graphmodel.content import copy_notebooks

        return copy_notebooks(Path(folder))

    def credits(self) -> pd.DataFrame:
        """The sources of what the store holds: ``dataset, name, publisher, url, licence, credit``."""
        import pandas as pd

        from graphmodel.graphs.credits import CREDIT_COLUMNS, store_to_credits

        return pd.DataFrame(store_to_credits(self.store), columns=list(CREDIT_COLUMNS))

    def _filters(self, filters: FilterOptions) -> Filters:
        from graphmodel.lookup.filtering import resolve_filters

        return resolve_filters(self.store, filters)

    def _whole_and_stays(self, filters: FilterOptions) -> tuple[Store, frozenset[str] | None]:
        """The store with what filters leave out too, and the ids of the things they leave; ``None`` without any filter."""
        from graphmodel.graphs.part import StorePart

        store = self.part(**filters).store
        stays = store.stays if isinstance(store, StorePart) else None
        while isinstance(store, StorePart):
            store = store.whole
        return store, stays

    def _outside(self, filters: FilterOptions) -> set[str]:
        """Ids of the organisations that filters do not leave."""
        part = self.part(**filters)
        every, left = (set(each.store.read_nodes("Organisation", [])["id"]) for each in (self, part))
        return every - left

    def _beside_store(self, name: str) -> Path:
        folder = Path(self.store.address)
        return folder / name if folder.is_dir() else Path.cwd()


def _tie_types(ties: TieChoice) -> Sequence[str]:
    """The types of relationships that a choice of ties means."""
    types = {"projects": "PARTICIPATES_IN", "alliances": "BELONGS_TO", "members": "MEMBER_OF"}
    if ties == "all":
        return list(types.values())
    if ties not in types:
        raise RequestError(f"There are no ties {ties!r}.", remedy=f"Choose one of: all, {', '.join(types)}.")
    return [types[ties]]


def _parameters_of(candidates: pd.DataFrame) -> dict[str, Any]:
    """What a run of metaclusters was asked with, from what its frame tells of itself."""
    names = ("level", "draws", "searches", "seed")
    return {
        **{name: candidates.attrs[name] for name in names if name in candidates.attrs},
        **candidates.attrs.get("filters", {}),
    }


def _with_undated(frame: pd.DataFrame, undated: int) -> pd.DataFrame:
    """The frame, which tells in ``attrs["undated"]`` how many ties were left out because nothing dates them."""
    if undated:
        frame.attrs["undated"] = undated
    return frame
