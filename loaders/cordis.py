"""CORDIS: projects and participants of the EU's framework programmes for research, in every layout that is in circulation.

Download "projects" of Horizon Europe, Horizon 2020 or FP7 from https://data.europa.eu (search for "CORDIS"), as CSV, XLSX or
JSON: a zip with project, organization, topics, legalBasis, euroSciVoc and others. The zip can be loaded as it is, and so can
single files. Delimiters and encodings differ between editions and copies, and are found by looking.

- *Since 2021*: projects by their grant number, organisations by their participant code (PIC). Some published copies leave out
  ``organisationID``; the PIC is then taken from the address of the contact form, which ends in it. A copy of project.csv
  without its header line is read by the order of the columns.
- *2014 to 2020*: ``cordis-h2020projects.csv`` and ``cordis-h2020organizations.csv`` (and those of FP7), joined on the record
  number (rcn) of the project. The columns that name contact persons are never loaded.
- *FP7 as edges* (fp7edges.csv, fp7orgs.csv, Spaghetti Open Data 2016): rcn and organisation, whose id is a PIC or else a
  checksum that its authors made of the name; the latter are keys in a namespace of their own, ``cordis-fp7``.

Grant number and rcn are two keys of one project only where project.csv or the layout of 2014 to 2020 gives both. The ``rcn`` of
organization.csv names the organisation record and is left. Calls (topics) are programmes within the part of the framework
programme that pays for them; fields of science (euroSciVoc) are sectors. Each framework programme is a dataset of its own
(``cordis/fp7``, ``cordis/h2020``, ``cordis/horizon``), which the files show, so that loading one never touches another.

The layouts since 2021 (CSV, and the XLSX of topics and euroSciVoc) and FP7 as edges were built on real files. The JSON edition,
the XLSX of the other tables, and the layout of 2014 to 2020 were built from documentation: published column lists, and programs
that read these files. The module is longer than others because most of it is columns of eight tables.

Licence: CC BY 4.0 (Commission Decision 2011/833/EU). Credit: (c) European Union, CORDIS.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

import pandas as pd

from graphmodel.recipe import Records, Source, Table, TableForm, located_in, nodes, relationships

_ORGANIZATION = (
    *("projectAcronym", "vatNumber", "shortName", "SME", "activityType", "street", "postCode", "city", "country"),
    *("nutsCode", "geolocation", "organizationURL", "contactForm", "contentUpdateDate", "rcn", "order"),
    *("ecContribution", "netEcContribution", "totalCost", "endOfParticipation", "active"),
)
_CONTACTS = (
    *("contactType", "contactTitle", "contactFirstNames", "contactLastNames", "contactFunction"),
    *("contactTelephoneNumber", "contactFaxNumber", "contactEmail"),
)
_OLD_ORGANIZATION = (
    *("projectID", "projectReference", "projectAcronym", "shortName", "activityType", "endOfParticipation"),
    *("ecContribution", "country", "street", "city", "postCode", "organizationUrl", "vatNumber", *_CONTACTS),
)
_PROJECT = (
    *(
        "id",
        "acronym",
        "status",
        "title",
        "startDate",
        "endDate",
        "totalCost",
        "ecMaxContribution",
        "legalBasis",
        "topics",
    ),
    *("ecSignatureDate", "frameworkProgramme", "masterCall", "subCall", "fundingScheme", "nature", "objective"),
    *("contentUpdateDate", "rcn", "grantDoi"),
)
_OLD_PROJECT = (
    *("id", "reference", "status", "programme", "topics", "frameworkProgramme", "title", "startDate", "endDate"),
    *("projectUrl", "objective", "totalCost", "ecMaxContribution", "call", "fundingScheme", "coordinator"),
    *("coordinatorCountry", "participants", "participantCountries", "subjects", "numOrg", "totalContrib"),
)
_PAGES = "addresses of pages, which are no facts about a project"
_RESULTS = "results of projects are no kind of thing in the model"
source = Source(
    title="CORDIS: EU research projects",
    publisher="European Union, CORDIS",
    url="https://cordis.europa.eu",
    licence="CC BY 4.0",
    credit="(c) European Union, CORDIS",
    dataset="cordis",
    most_rows=2_000_000,
    left={
        "weblink*": _PAGES,
        "webitem*": _PAGES,
        "policypriorities*": "marks of how much a project counts for a policy, without a counterpart in the model",
        "projectdeliverables*": _RESULTS,
        "projectpublications*": _RESULTS,
        "projectirps*": _RESULTS,
        "reportsum*": _RESULTS,
    },
    tables=(
        TableForm("organization", ("projectID", "organisationID", "name", "role"), _ORGANIZATION, files=("org*",)),
        TableForm("organization", ("projectID", "contactForm", "name", "role"), _ORGANIZATION, files=("org*",)),
        TableForm("organization", ("projectRcn", "id", "name", "role"), _OLD_ORGANIZATION, files=("org*",)),
        TableForm(
            "project",
            ("id", "acronym", "title", "startDate", "endDate"),
            (*_PROJECT, "keywords", "humanValidated", "cluster"),
            files=("project*",),
            order=_PROJECT,
        ),
        TableForm("project", ("rcn", "acronym", "programme"), _OLD_PROJECT, files=("project*",)),
        TableForm("topics", ("projectID", "topic"), ("title",), files=("topics*",)),
        TableForm("legal_basis", ("projectID", "legalBasis"), ("title", "uniqueProgrammePart"), files=("legalbasis*",)),
        TableForm(
            "fields_of_science",
            ("projectID", "euroSciVocCode"),
            ("euroSciVocPath", "euroSciVocTitle", "euroSciVocDescription"),
            files=("euroscivoc*",),
        ),
        TableForm("fp7_participations", ("projectRcn", "new_org_id"), files=("fp7edges*",)),
        TableForm(
            "fp7_organisations",
            ("new_org_id", "organisationName"),
            (
                *("organisationShortName", "organizationUrl", "REGION_Level_NUTS_3", "country", "street", "city"),
                *("postCode", "provincia"),
            ),
            files=("fp7orgs*",),
        ),
    ),
)

KINDS = {"PRC": "company", "HES": "university", "REC": "research", "PUB": "public", "OTH": "other"}
ROLES = {
    "coordinator": "coordinator",
    "participant": "participant",
    "partner": "partner",
    "thirdParty": "third party",
    "internationalPartner": "international partner",
    "associatedPartner": "associated partner",
    "hostInstitution": "host institution",
    "beneficiary": "beneficiary",
}
#: The framework programmes: code, name, years, and the grant numbers given in them, from and to.
PROGRAMMES = (
    ("FP7", "Seventh Framework Programme", "2007-2013", ((200_000, 631_999),)),
    ("H2020", "Horizon 2020", "2014-2020", ((632_000, 999_999), (101_000_000, 101_038_999))),
    ("HORIZON", "Horizon Europe", "2021-2027", ((101_039_000, 199_999_999),)),
)
_PIC_IN_ADDRESS = r"/contact-form/project/(\d{9})(?:/|$)"
_NO_VAT = {"MISSING", "NOTAPPLICABLE", "NOT APPLICABLE", "N/A"}
_ADDRESS = "addresses within a town are not kept"
_BOOKKEEPING = "bookkeeping of the publisher, no fact about the organisation or project"


def dataset_of(tables: Sequence[Table]) -> str:
    """One dataset for each framework programme: by what tables say, or where none says, by the grant numbers."""
    told = {t.file: code for t in tables if (code := _most(_stated(t)))}
    if len(set(told.values())) > 1:
        files = ", ".join(f"{file} to {code}" for file, code in sorted(told.items()))
        raise ValueError(f"The files belong to several framework programmes: {files}")
    code = next(iter(told.values()), "") or _most(sum((_by_grants(t) for t in tables), Counter[str]()))
    return f"cordis/{code.casefold()}" if code else ""


def _stated(t: Table) -> Counter[str]:
    """How many rows name which framework programme."""
    votes: Counter[str] = Counter({"FP7": len(t)} if t.name.startswith("fp7") else {})
    for column in ("frameworkProgramme", "legalBasis", "programme"):
        if column in t and not votes:
            for text, count in t.text(column).value_counts().items():
                votes[_whole_of(str(text))] += int(count)
            del votes[""]
    return votes


def _by_grants(t: Table) -> Counter[str]:
    column = next((name for name in ("projectID", "projectReference") if name in t), "")
    numbers = pd.to_numeric(t.text(column), errors="coerce") if column else pd.Series(dtype="float64")
    return Counter(
        {
            code: sum(int(numbers.between(first, last).sum()) for first, last in ranges)
            for code, _, _, ranges in PROGRAMMES
        }
    )


def _most(votes: Counter[str]) -> str:
    code, count = min(votes.items(), key=lambda vote: (-vote[1], vote[0]), default=("", 0))
    return code if count else ""


def _whole_of(code: str) -> str:
    return next((whole for whole, *_ in PROGRAMMES if code.upper().startswith(whole)), "")


def organization(t: Table) -> Iterator[Records]:
    """One row per organisation in a project."""
    if "projectRcn" in t:
        project = t.key("cordis-project-rcn", "projectRcn", required=True)
        also = t.key("cordis-grant", "projectID" if "projectID" in t else "projectReference")
        actor = t.key("pic", "id", required=True)
        url = "organizationUrl"
    else:
        project, also = t.key("cordis-grant", "projectID", required=True), None
        if "organisationID" in t:
            actor = t.key("pic", "organisationID", required=True)
            t.leave("contactForm", why="a way to persons; the model keeps organisations")
        else:
            actor = t.key("pic", "contactForm", required=True, pattern=_PIC_IN_ADDRESS)
        url = "organizationURL"
    name, region = t.text("name"), t.region("nutsCode")
    yield nodes(
        "Organisation",
        actor,
        name=name,
        names=_spellings(actor, name),
        short_name=t.text("shortName"),
        country=t.country("country"),
        region=region,
        city=t.text("city"),
        kind=t.choice("activityType", KINDS),
        sme=t.yes("SME"),
        url=t.url(url),
        vat=t.parsed("vatNumber", _vat),
    )
    yield nodes(
        "Project", project, also=() if also is None else (also,), described=False, acronym=t.text("projectAcronym")
    )
    yield relationships(
        "PARTICIPATES_IN",
        actor,
        project,
        role=t.choice("role", ROLES),
        contribution=t.amount("ecContribution"),
    )
    yield from located_in(actor, region)
    t.leave("street", "postCode", "geolocation", why=_ADDRESS)
    t.leave("rcn", why="names the organisation record, and two grants can carry the same")
    t.leave("contentUpdateDate", "order", "active", "endOfParticipation", why=_BOOKKEEPING)
    t.leave("netEcContribution", "totalCost", why="the model keeps one amount a participation: the EU contribution")
    t.leave(*_CONTACTS, why="names a person")


def _vat(text: str) -> tuple[str, ...]:
    return () if text.strip().upper() in _NO_VAT else (text.strip(),)


def _spellings(key: pd.Series, name: pd.Series) -> pd.Series:
    """The names of organisations that a file gives several of; one of them will be shown, and all be found."""
    several = name.groupby(key).transform("nunique") > 1
    return name.where(several).map(lambda text: (text,), na_action="ignore")


def project(t: Table) -> Iterator[Records]:
    """One row per project."""
    if "programme" in t:
        key, also = t.key("cordis-project-rcn", "rcn", required=True, unique=True), "id" if "id" in t else "reference"
        other, parts = t.key("cordis-grant", also), t.texts("programme").explode()
    else:
        key = t.key("cordis-grant", "id", required=True, unique=True)
        other, parts = t.key("cordis-project-rcn", "rcn"), t.texts("legalBasis").explode()
    yield nodes(
        "Project",
        key,
        also=(other,),
        acronym=t.text("acronym"),
        title=t.text("title"),
        start=t.date("startDate"),
        end=t.date("endDate", edge="end"),
        total_cost=t.amount("totalCost"),
        eu_contribution=t.amount("ecMaxContribution"),
        status=t.text("status"),
    )
    whole = t.text("frameworkProgramme").reindex(parts.index)
    parts = parts.where(parts.notna(), whole)
    yield from _programme_tree(_once(t, parts))
    yield relationships("PART_OF", key.reindex(parts.index), _programmes(parts))
    topics = t.texts("topics").explode()
    # Of a project with several parts nothing tells which of them pays for the topic.
    only = parts[~parts.index.duplicated(keep=False)]
    topic, paid = _topics(topics), _programmes(only).reindex(topics.index)
    yield nodes("Programme", topic, described=False, name=topics.astype("str"))
    yield relationships("WITHIN", topic, paid, start_label="Programme", end_label="Programme")
    yield relationships("PART_OF", key.reindex(topics.index), topic)
    t.leave(
        *("masterCall", "subCall", "call", "fundingScheme", "keywords", "cluster", "subjects"),
        why="of the calls only the topic is kept, and keywords are no kind of thing in the model",
    )
    t.leave("ecSignatureDate", "contentUpdateDate", "grantDoi", "nature", "humanValidated", why=_BOOKKEEPING)
    t.leave("objective", "projectUrl", why="long texts and addresses of pages are not kept in the graph")
    t.leave(
        *("coordinator", "coordinatorCountry", "participants", "participantCountries", "numOrg", "totalContrib"),
        why="repeats the table of organisations, without their codes",
    )


def topics(t: Table) -> Iterator[Records]:
    """One row per project and the topic of the call it answered."""
    key = t.key("cordis-grant", "projectID", required=True)
    code = t.text("topic", required=True)
    title = t.text("title")
    topic = _topics(code)
    yield nodes("Project", key, described=False)
    yield nodes("Programme", topic, name=title.fillna(code), names=_listed(code))
    yield relationships("PART_OF", key, topic)


def legal_basis(t: Table) -> Iterator[Records]:
    """One row per project and part of the framework programme that it belongs to, the main one and others."""
    key = t.key("cordis-grant", "projectID", required=True)
    code = t.text("legalBasis", required=True)
    title = t.text("title").str.strip('"').str.strip()
    yield nodes("Project", key, described=False)
    yield nodes("Programme", _programmes(code), name=title.fillna(code), names=_listed(code))
    yield from _programme_tree(_once(t, code))
    yield relationships("PART_OF", key, _programmes(code))
    t.leave("uniqueProgrammePart", why="marks the main part, which the table of projects names")


def _programme_tree(code: pd.Series) -> Iterator[Records]:
    """Parts of framework programmes and the larger parts that their codes name: H2020-EU.1.3.2. in .1.3. in .1. in H2020."""
    paths = code.map(_programme_path).astype(object)
    for depth in range(max(paths.map(len), default=0)):
        at = _step(paths, depth)
        whole = at[at.isin([programme for programme, *_ in PROGRAMMES])]
        yield nodes("Programme", _programmes(at), described=False, name=at)
        yield nodes(
            "Programme",
            _programmes(whole),
            name=whole.map({code: name for code, name, *_ in PROGRAMMES}),
            names=_listed(whole),
            period=whole.map({code: period for code, _, period, _ in PROGRAMMES}),
        )
        larger = _programmes(_step(paths, depth + 1))
        yield relationships("WITHIN", _programmes(at), larger, start_label="Programme", end_label="Programme")


def _programme_path(code: str) -> tuple[str, ...]:
    """The part itself, and what it lies within, up to the framework programme."""
    steps = code.rstrip(".").split(".")
    dot = "." if code.endswith(".") else ""
    parts = [".".join(steps[:count]) + dot for count in range(len(steps), 1, -1)]
    root = _whole_of(code) or steps[0]
    return (*(part for part in parts or [code] if part != root), root)


def _programmes(code: pd.Series) -> pd.Series:
    return ("cordis-programme:" + code.astype("str")).where(code.notna())


def _topics(code: pd.Series) -> pd.Series:
    return ("cordis-topic:" + code.astype("str")).where(code.notna())


def _listed(code: pd.Series) -> pd.Series:
    return code.map(lambda text: (text,), na_action="ignore")


def _once(t: Table, values: pd.Series) -> pd.Series:
    """Each value where it stands first among the rows that count: what follows from a value need not be said again."""
    rejected = pd.Series(t.rejected, index=t.index).reindex(values.index)
    return values[~rejected & values.notna()].drop_duplicates()


def fields_of_science(t: Table) -> Iterator[Records]:
    """One row per project and field of science; a field's code and path name all wider fields too."""
    key = t.key("cordis-grant", "projectID", required=True)
    field = t.key("euroscivoc", "euroSciVocCode", required=True, pattern=r"^(?:/?\d+)*?/?(\d+)$")
    code, path, title = t.text("euroSciVocCode"), t.text("euroSciVocPath"), t.text("euroSciVocTitle")
    yield nodes("Project", key, described=False)
    yield nodes("Sector", field, name=title)
    yield relationships("ABOUT", key, field)
    code = _once(t, code)
    steps, names = _steps(code), _steps(path.reindex(code.index).fillna(""))
    # Names can be told apart only where there are as many as steps: a name may hold a slash itself.
    named = steps.map(len) == names.map(len)
    for depth in range(max(steps.map(len), default=0)):
        at = _step(steps, depth)
        yield nodes(
            "Sector", _fields(at), described=False, name=_step(names.where(named, steps.map(lambda _: [])), depth)
        )
        if depth:
            wider = _fields(_step(steps, depth - 1))
            yield relationships("WITHIN", _fields(at), wider, start_label="Sector", end_label="Sector")
    t.leave("euroSciVocDescription", why="blank in every edition seen")


def _steps(path: pd.Series) -> pd.Series:
    return path.map(lambda text: text.strip("/").split("/")).astype(object)


def _step(steps: pd.Series, depth: int) -> pd.Series:
    return steps.map(lambda parts: parts[depth] if depth < len(parts) else None).astype("str")


def _fields(step: pd.Series) -> pd.Series:
    return ("euroscivoc:" + step.astype("str")).where(step.notna())


def fp7_participations(t: Table) -> Iterator[Records]:
    """One row per organisation in a project of FP7; roles and amounts are not told."""
    project = t.key("cordis-project-rcn", "projectRcn", required=True)
    actor = t.parsed("new_org_id", _fp7_key, required=True).astype("str")
    yield nodes("Project", project, described=False)
    yield nodes("Organisation", actor, described=False)
    yield relationships("PARTICIPATES_IN", actor, project)
    code = _once(t, pd.Series("FP7", index=t.index, dtype="str"))
    yield from _programme_tree(code)
    yield relationships("PART_OF", project, _programmes(pd.Series("FP7", index=t.index, dtype="str")))


def fp7_organisations(t: Table) -> Iterator[Records]:
    """One row per organisation in FP7; 82 of its ids are listed with several names, and all are kept."""
    actor = t.parsed("new_org_id", _fp7_key, required=True).astype("str")
    name, region = t.text("organisationName"), t.region("REGION_Level_NUTS_3")
    yield nodes(
        "Organisation",
        actor,
        name=name,
        names=_spellings(actor, name),
        short_name=t.text("organisationShortName"),
        country=t.country("country"),
        region=region,
        city=t.text("city"),
        url=t.url("organizationUrl"),
    )
    yield from located_in(actor, region)
    t.leave("street", "postCode", "provincia", why=_ADDRESS)


def _fp7_key(text: str) -> str:
    value = text.strip()
    if re.fullmatch(r"\d{9}", value):
        return f"pic:{value}"
    if re.fullmatch(r"[0-9a-f]{32}", value):
        return f"cordis-fp7:{value}"
    raise ValueError("is neither a participant code nor a checksum")
