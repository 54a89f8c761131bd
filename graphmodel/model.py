"""The vocabulary: every label, relationship type and property, each with its meaning, defined once.

The constraints of the store, ``docs/model.md``, ``graphmodel schema``, the workbook template and the ``tables`` recipe
are all generated from what stands here, so none of them can disagree with another. The module is longer than the house
rule allows because it is one table, and a table cut in pieces is harder to read.

>>> LABELS["Cluster"].base
'Organisation'
>>> RELATIONSHIPS["PARTICIPATES_IN"].ends
('Project',)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

Kind = Literal["text", "texts", "amount", "date", "year", "yes", "country", "url", "choice"]
Combine = Literal["first", "sum", "earliest", "latest", "unite"]


@dataclass(frozen=True, slots=True)
class Property:
    """One property: its name, the kind of value it holds, its meaning, and how duplicates combine."""

    name: str
    kind: Kind
    meaning: str
    example: str = ""
    choices: tuple[str, ...] = ()
    combine: Combine = "first"


@dataclass(frozen=True, slots=True)
class Reference:
    """A column of a node's sheet that names other nodes: it becomes a relationship of the given type."""

    column: str
    relationship: str
    target: str
    meaning: str
    example: str = ""


@dataclass(frozen=True, slots=True)
class Label:
    """A kind of thing: what it is, its properties, its sheet in the workbook, and the label it specialises.

    ``example`` holds what the example row of its sheet shows where that is not the property's own example: the rows of
    all sheets together tell one invented story.
    """

    name: str
    sheet: str
    meaning: str
    properties: tuple[Property, ...]
    references: tuple[Reference, ...] = ()
    base: str | None = None
    example_id: str = ""
    example: Mapping[str, str] = field(default_factory=dict)

    @property
    def labels(self) -> tuple[str, ...]:
        """All labels a node of this kind carries, in alphabetical order."""
        return tuple(sorted({self.name, self.base or self.name}))


@dataclass(frozen=True, slots=True)
class RelationshipType:
    """A kind of tie: what it may connect, its key and properties, and whether a path between actors may use it.

    ``key`` names the properties that, with both ends, tell one relationship from a parallel one. ``sheet`` is empty
    where the tie is written as a :class:`Reference` column instead.
    """

    name: str
    meaning: str
    starts: tuple[str, ...]
    ends: tuple[str, ...]
    properties: tuple[Property, ...] = ()
    key: tuple[str, ...] = ()
    path: bool = False
    directed: bool = True
    sheet: str = ""
    columns: tuple[str, str] = ("from", "to")
    example: tuple[str, str] = ("", "")


NAME = Property("name", "text", "The name people know it by, in its own language", "Hegyvidéki Bányászati Klaszter")
NAMES = Property(
    "names", "texts", "Other names and spellings, separated by ;", "Hill Country Mining Cluster", combine="unite"
)
COUNTRY = Property("country", "country", "ISO 3166 code of the country (two letters)", "HU")
URL = Property("url", "url", "Web address (http or https), never that of a person", "https://example.org")
SINCE = Property("since", "date", "First day, or year, it held", "2013", combine="earliest")
UNTIL = Property("until", "date", "Last day, or year, it held", "2016", combine="latest")

_ORGANISATION = (
    NAME,
    NAMES,
    Property("short_name", "text", "Acronym or short name", "HBK"),
    COUNTRY,
    Property("region", "text", "NUTS code of the region", "HU231"),
    Property("city", "text", "Town or city", "Komló"),
    Property(
        "kind",
        "choice",
        "What sort of body it is",
        "association",
        ("company", "university", "research", "public", "association", "other"),
    ),
    Property("sme", "yes", "Whether it is a small or medium-sized enterprise", "no"),
    URL,
    Property("vat", "texts", "VAT or tax numbers: evidence for identity, never a key", "HU12345678", combine="unite"),
    Property(
        "body_class", "text", "The class it was judged to be of, saved by `graphmodel classify`: no fact of a source"
    ),
    Property("class_reason", "text", "Why it was judged so"),
    Property("class_by", "text", "Who judged: machine, or the name of a person"),
)
_ORGANISATION_REFERENCES = (
    Reference("sectors", "ACTIVE_IN", "Sector", "Sectors it is active in, separated by ;", "sector:mining"),
    Reference("located_in", "LOCATED_IN", "Region", "Region it is located in (id of the regions sheet)", "nuts:HU231"),
    Reference("unit_of", "UNIT_OF", "Organisation", "The parent body of which this is a department or office", ""),
    Reference("succeeded_by", "SUCCEEDED_BY", "Organisation", "The body that took over its tasks", ""),
)
_WHY = Property("why", "text", "Why this body counts as one, in a few words", "says so on its web page")

_LABELS = (
    Label(
        "Organisation",
        "organisations",
        "Any legal or public body",
        _ORGANISATION,
        _ORGANISATION_REFERENCES,
        example_id="acme",
        example={
            "name": "Acme Bányagép Kft.",
            "names": "Acme Mining Machines",
            "short_name": "Acme",
            "kind": "company",
            "sme": "yes",
        },
    ),
    Label(
        "Cluster",
        "clusters",
        "A cluster: an alliance of companies, universities and agencies of one sector and "
        "region, or the body that manages it where the source knows only one of them",
        (
            *_ORGANISATION,
            Property("founded", "year", "Year it was founded", "2013"),
            Property("stage", "choice", "Life-cycle stage", "growth", ("start", "growth", "maturity")),
            Property("mark", "text", "Quality mark or official status", "Key National Cluster"),
            Property("mark_until", "date", "Last day the mark is valid", "2024-12-31"),
            _WHY,
        ),
        _ORGANISATION_REFERENCES,
        base="Organisation",
        example_id="hill-mining",
    ),
    Label(
        "Ministry",
        "ministries",
        "A ministry or public body of cluster policy",
        (
            *_ORGANISATION,
            Property(
                "level", "choice", "Level of government", "national", ("european", "national", "regional", "local")
            ),
            Property("government", "text", "The government or authority it belongs to", "Government of Hungary"),
            _WHY,
        ),
        _ORGANISATION_REFERENCES,
        base="Organisation",
        example_id="ministry",
        example={
            "name": "Klaszterügyi Minisztérium",
            "names": "Ministry of Clusters",
            "short_name": "KM",
            "kind": "public",
            "region": "HU110",
            "city": "Budapest",
            "vat": "",
            "located_in": "",
            "sectors": "",
        },
    ),
    Label(
        "Project",
        "projects",
        "A funded project with a consortium",
        (
            Property("acronym", "text", "Short name of the project", "MINERALS+"),
            Property("title", "text", "Full title", "Minerals for Tomorrow"),
            NAME,
            NAMES,
            Property("start", "date", "First day", "2012-05-01"),
            Property("end", "date", "Last day", "2014-10-31"),
            Property("total_cost", "amount", "Total cost in EUR; blank where unknown, which is not zero", "1500000"),
            Property("eu_contribution", "amount", "Contribution of the EU in EUR", "1275000"),
            Property("status", "text", "Status as the source gives it", "CLOSED"),
            URL,
        ),
        (
            Reference("programme", "PART_OF", "Programme", "Programme that funds it", "hill-programme"),
            Reference("sectors", "ABOUT", "Sector", "Sectors it is about, separated by ;", "sector:mining"),
        ),
        example_id="minerals-plus",
        example={"name": "", "names": ""},
    ),
    Label(
        "Programme",
        "programmes",
        "A funding programme, or a part of one",
        (
            NAME,
            NAMES,
            Property("period", "text", "Programming period", "2007-2013"),
            Property("fund", "text", "Fund it draws on", "ERDF"),
            URL,
        ),
        (Reference("within", "WITHIN", "Programme", "The larger programme it belongs to", ""),),
        example_id="hill-programme",
        example={"name": "Hill Regions Programme", "names": "HRP"},
    ),
    Label(
        "Sector",
        "sectors",
        "A branch of the economy or a theme",
        (NAME, NAMES),
        (Reference("within", "WITHIN", "Sector", "The wider sector", ""),),
        example_id="sector:mining",
        example={"name": "Mining", "names": "bányászat"},
    ),
    Label(
        "Region",
        "regions",
        "A region, by its NUTS code where it has one",
        (
            NAME,
            NAMES,
            COUNTRY,
            Property("nuts_level", "text", "NUTS level", "3"),
            Property(
                "versions",
                "texts",
                "Versions of the NUTS classification that know its code",
                "2021;2024",
                combine="unite",
            ),
        ),
        (Reference("within", "WITHIN", "Region", "The larger region", "nuts:HU23"),),
        example_id="nuts:HU231",
        example={"name": "Baranya", "names": ""},
    ),
    Label(
        "Event",
        "events",
        "A meeting, conference, fair or training",
        (
            NAME,
            NAMES,
            Property("start", "date", "First day", "2018-09-25"),
            Property("end", "date", "Last day", "2018-09-26"),
            Property("city", "text", "Town or city", "Budapest"),
            COUNTRY,
        ),
        (Reference("part_of", "PART_OF", "Project", "The project it belongs to", "minerals-plus"),),
        example_id="fair-2018",
        example={"name": "Minerals Fair 2018", "names": ""},
    ),
    Label(
        "MetaCluster",
        "alliances",
        "An international alliance of clusters that a source declares",
        (NAME, NAMES, Property("scheme", "text", "Scheme under which it was formed", "ESCP-4i"), SINCE, UNTIL, URL),
        (Reference("sectors", "ACTIVE_IN", "Sector", "Sectors it is active in, separated by ;", "sector:mining"),),
        example_id="hills-together",
        example={"name": "Hills Together", "names": "Hill Mining Alliance"},
    ),
    Label(
        "Stage",
        "stages",
        "A stage in the life of a cluster, and the services clusters need there",
        # One text, because the order of a list of texts is not kept, and here it says what matters most.
        (NAME, Property("needs", "text", "Services needed, the most important first, separated by ;", "funding")),
        example_id="stage:growth",
        example={"name": "Growth", "needs": "funding; contacts"},
    ),
)
_BOOKKEEPING = (
    Label(
        "Dataset",
        "sources",
        "Where facts come from",
        (
            NAME,
            Property("publisher", "text", "Who publishes it", "European Union, CORDIS"),
            URL,
            Property("licence", "text", "Licence under which it may be used", "CC BY 4.0"),
            Property("credit", "text", "The line that credits it wherever its facts are shown", "(c) European Union"),
            Property("accessed", "text", "When it was taken", "2026-11"),
            Property("precedence", "amount", "Where datasets disagree, the one with the smaller number is shown", "10"),
        ),
        (Reference("within", "WITHIN", "Dataset", "The dataset it is a part of", ""),),
        example_id="our-notes",
        example={
            "name": "Our own notes",
            "publisher": "Cluster office",
            "licence": "CC BY 4.0",
            "credit": "Cluster office, 2026",
        },
    ),
    Label(
        "Load",
        "",
        "One run of a recipe on files: what was read, kept, rejected and written",
        (
            Property("dataset", "text", "Dataset it belongs to"),
            Property("recipe", "text", "Recipe that read it"),
            Property(
                "sequence",
                "year",
                "Its place among the loads of its dataset, from 1; while it runs, above 0 once it has written",
            ),
            Property("files", "texts", "Files read, with their SHA-256"),
            Property("status", "text", "running or done"),
            Property("started", "text", "When it began (UTC)"),
            Property("lease_until", "text", "When its claim on the store lapses"),
            Property(
                "holder", "text", "Who lays this claim, while it runs: a process, in a text that names no machine"
            ),
            Property("counts", "text", "Counts as JSON: rows, kept, rejected, written"),
            Property("warnings", "texts", "What was noticed"),
            Property("undo", "text", "What it replaced or removed, as JSON: what undoing it brings back"),
        ),
    ),
    Label(
        "Candidate",
        "",
        "A proposed alliance of clusters, saved from one run of `graphmodel metaclusters`: a proposal, never counted as a "
        "fact, and no MetaCluster",
        (
            NAME,
            NAMES,
            Property(
                "members", "texts", "Ids of the clusters proposed, as they were when it was saved", combine="unite"
            ),
            Property("score", "amount", "How much speaks for it, from 0 to 1"),
            Property("score_low", "amount", "Lower end of the interval of the score (90 %)"),
            Property("score_high", "amount", "Upper end of the interval of the score (90 %)"),
            Property("p", "amount", "Chance that a random network holds a group as surprising"),
            Property("countries", "texts", "Countries of its members", combine="unite"),
            Property("themes", "texts", "Ids of the sectors of its members", combine="unite"),
            Property("bridges", "texts", "Ids of organisations that worked with several of them", combine="unite"),
            Property("evidence", "texts", "Ids of what several of them share", combine="unite"),
            Property("parameters", "text", "Seed, draws, level and filters of the run, as JSON"),
            Property("version", "text", "The graphmodel that proposed it"),
            Property("saved", "date", "The day it was saved"),
        ),
    ),
    Label(
        "Decision",
        "",
        "A decision whether two keys name one thing (see identity.csv)",
        (
            Property("left", "text", "The one key"),
            Property("right", "text", "The other key"),
            Property("decision", "choice", "What was decided", choices=("same", "different", "maybe")),
            Property("reason", "text", "Why"),
            Property("who", "text", "machine, or the name of a person"),
        ),
    ),
)

_ROLE = Property("role", "text", "Role in it", "partner")
_RELATIONSHIPS = (
    RelationshipType(
        "MEMBER_OF",
        "is a member of a cluster or association",
        ("Organisation",),
        ("Organisation",),
        (_ROLE, SINCE, UNTIL),
        path=True,
        sheet="members",
        columns=("member", "cluster"),
        example=("acme", "hill-mining"),
    ),
    RelationshipType(
        "MANAGES",
        "manages a cluster, a programme or an alliance",
        ("Organisation",),
        ("Organisation", "Programme", "MetaCluster"),
        (SINCE, UNTIL),
        path=True,
        sheet="managers",
        columns=("manager", "managed"),
        example=("acme", "hill-mining"),
    ),
    RelationshipType(
        "PARTICIPATES_IN",
        "takes part in a project",
        ("Organisation",),
        ("Project",),
        (
            Property("role", "text", "coordinator, participant, partner ...", "coordinator"),
            Property("contribution", "amount", "Its share of the EU contribution in EUR", "120000", combine="sum"),
            SINCE,
            UNTIL,
        ),
        key=("role",),
        path=True,
        sheet="participations",
        columns=("organisation", "project"),
        example=("hill-mining", "minerals-plus"),
    ),
    RelationshipType(
        "PART_OF", "belongs to a programme, or to a project", ("Project", "Event"), ("Programme", "Project")
    ),
    RelationshipType("ABOUT", "is about a sector or theme", ("Project",), ("Sector",)),
    RelationshipType(
        "FUNDS",
        "gives money to",
        ("Organisation", "Programme"),
        ("Organisation", "Project", "Programme", "MetaCluster"),
        (
            Property("amount", "amount", "Amount in EUR", "50000", combine="sum"),
            SINCE,
            UNTIL,
            Property("what", "text", "What was funded", "innovation portfolios"),
        ),
        path=True,
        sheet="funding",
        columns=("funder", "funded"),
        example=("ministry", "hill-mining"),
    ),
    RelationshipType(
        "OVERSEES",
        "has authority over, steers or commissions",
        ("Organisation",),
        ("Organisation", "Programme", "Event"),
        (Property("what", "text", "What is overseen", "national cluster strategy"), SINCE, UNTIL),
        path=True,
        sheet="oversight",
        columns=("authority", "overseen"),
        example=("ministry", "hill-mining"),
    ),
    RelationshipType(
        "COOPERATES_WITH",
        "has an agreement of cooperation with",
        ("Organisation",),
        ("Organisation",),
        (Property("what", "text", "What the agreement is about", "joint services"), SINCE, UNTIL),
        path=True,
        directed=False,
        sheet="agreements",
        columns=("one", "other"),
        example=("hill-mining", "acme"),
    ),
    RelationshipType(
        "BELONGS_TO",
        "is a member of an alliance of clusters",
        ("Organisation",),
        ("MetaCluster",),
        (_ROLE, SINCE, UNTIL),
        path=True,
        sheet="alliance_members",
        columns=("member", "alliance"),
        example=("hill-mining", "hills-together"),
    ),
    RelationshipType("ACTIVE_IN", "is active in a sector", ("Organisation", "MetaCluster"), ("Sector",)),
    RelationshipType("LOCATED_IN", "is located in a region", ("Organisation",), ("Region",)),
    RelationshipType(
        "WITHIN",
        "is a part of the larger",
        ("Region", "Sector", "Programme", "Dataset"),
        ("Region", "Sector", "Programme", "Dataset"),
    ),
    RelationshipType(
        "TOOK_PART_IN",
        "took part in an event",
        ("Organisation",),
        ("Event",),
        (Property("role", "text", "organiser, speaker, participant ...", "organiser"),),
        key=("role",),
        path=True,
        sheet="attendance",
        columns=("organisation", "event"),
        example=("hill-mining", "fair-2018"),
    ),
    RelationshipType("PROPOSED_FOR", "is proposed as a member of", ("Cluster",), ("Candidate",)),
    RelationshipType("UNIT_OF", "is a department, office or unit of", ("Organisation",), ("Organisation",), path=True),
    RelationshipType("SUCCEEDED_BY", "was renamed to or succeeded by", ("Organisation",), ("Organisation",), path=True),
)

#: Kinds of things, by label.
LABELS: Mapping[str, Label] = MappingProxyType({label.name: label for label in (*_LABELS, *_BOOKKEEPING)})
#: Kinds of ties, by type.
RELATIONSHIPS: Mapping[str, RelationshipType] = MappingProxyType({r.name: r for r in _RELATIONSHIPS})
#: Labels of things in the world; the others keep the books.
THINGS: tuple[str, ...] = tuple(label.name for label in _LABELS)
#: Ties that propose something: they say nothing of the world, and their ends exist only as long as facts tell of them.
PROPOSALS: frozenset[str] = frozenset({"PROPOSED_FOR"})
#: The name that stands in the place of a natural person's; it names nobody, so it makes nobody the same as another.
PERSON = "Natural person"
#: The dataset that classes of organisations are kept in.
CLASSIFICATION = "graphmodel/classification"
#: What judgements say of organisations; no source states it.
JUDGED: frozenset[str] = frozenset({"body_class", "class_reason", "class_by"})
#: Datasets that judge and state nothing: what only they speak of exists no more.
JUDGEMENTS: frozenset[str] = frozenset({CLASSIFICATION})
#: What every node carries beside its label's own properties.
NODE_PROPERTIES = (
    Property("id", "text", "The highest-ranking of its keys"),
    Property("identifiers", "texts", "All its keys; any of them finds it", combine="unite"),
    Property("source", "texts", "The sources (ids of the sources sheet) the facts were taken from", combine="unite"),
    Property("stub", "yes", "Referred to, but described nowhere"),
    Property("claims", "text", "What each dataset says of it, as compact JSON"),
)
#: What every relationship carries beside its type's own properties.
RELATIONSHIP_PROPERTIES = (
    Property("dataset", "text", "The dataset that says so"),
    Property("load", "text", "The load that wrote it"),
    Property("rows", "text", "File and rows it was read from"),
    Property("start_key", "text", "Key of its start, as the source writes it"),
    Property("end_key", "text", "Key of its end, as the source writes it"),
    Property("source", "texts", "The sources the fact was taken from", combine="unite"),
)
#: Namespaces of keys, the most reliable first; any other namespace (a dataset's own) ranks after them, by name.
KEY_NAMESPACES: tuple[str, ...] = (
    "pic",
    "ror",
    "cordis-grant",
    "cordis-project-rcn",
    "cordis-programme",
    "keep",
    "nuts",
    "sector",
    "stage",
)
#: The precedence of a dataset that declares none.
DEFAULT_PRECEDENCE = 50.0
#: Namespaces whose keys are given to one body only, so that two different ones are never joined by name alone.
REGISTERS: frozenset[str] = frozenset({"pic", "ror", "cordis-grant"})


def key_rank(key: str) -> tuple[int, str]:
    """Order of keys when a node's ``id`` is chosen: by namespace, then alphabetical.

    >>> min(["example:acme", "ror:05xyz", "pic:999"], key=key_rank)
    'pic:999'
    """
    namespace = key.partition(":")[0]
    place = KEY_NAMESPACES.index(namespace) if namespace in KEY_NAMESPACES else len(KEY_NAMESPACES)
    return place, key


def properties_of(name: str) -> dict[str, Property]:
    """The properties of a label or relationship type, by name."""
    entry: Label | RelationshipType = LABELS[name] if name in LABELS else RELATIONSHIPS[name]
    return {p.name: p for p in entry.properties}
