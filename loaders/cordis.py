"""CORDIS: projects and participants of the EU's framework programmes for research, in the layout used since 2021.

Download "projects" as CSV for Horizon Europe or Horizon 2020 from https://data.europa.eu (search for "CORDIS"): a zip with
project.csv, organization.csv and others; the zip itself can be loaded, or the single files. Delimiters and encodings differ
between editions and are found by looking.

Some published copies leave out ``organisationID``; the participant code (PIC) is then taken from the address of the
contact form, which ends in it.

Licence: CC BY 4.0. Credit: (c) European Union, CORDIS.
"""

from collections.abc import Iterator

from graphmodel.recipe import Records, Source, Table, TableForm, nodes, relationships

_ORGANIZATION = (
    "projectAcronym",
    "vatNumber",
    "shortName",
    "SME",
    "activityType",
    "street",
    "postCode",
    "city",
    "country",
    "nutsCode",
    "geolocation",
    "organizationURL",
    "contactForm",
    "contentUpdateDate",
    "rcn",
    "order",
    "ecContribution",
    "netEcContribution",
    "totalCost",
    "endOfParticipation",
    "active",
)
source = Source(
    title="CORDIS: EU research projects",
    publisher="European Union, CORDIS",
    url="https://cordis.europa.eu",
    licence="CC BY 4.0",
    credit="(c) European Union, CORDIS",
    dataset="cordis",
    most_rows=2_000_000,
    tables=(
        TableForm(
            "organization",
            required=("projectID", "organisationID", "name", "role"),
            optional=_ORGANIZATION,
            files=("org*",),
        ),
        TableForm(
            "organization",
            required=("projectID", "contactForm", "name", "role"),
            optional=_ORGANIZATION,
            files=("org*",),
        ),
        TableForm(
            "project",
            required=("id", "acronym", "title", "startDate", "endDate"),
            optional=(
                "status",
                "totalCost",
                "ecMaxContribution",
                "legalBasis",
                "topics",
                "ecSignatureDate",
                "frameworkProgramme",
                "masterCall",
                "subCall",
                "fundingScheme",
                "nature",
                "objective",
                "contentUpdateDate",
                "rcn",
                "grantDoi",
                "keywords",
                "cluster",
            ),
            files=("project*",),
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
_PIC_IN_ADDRESS = r"/contact-form/project/(\d{9})(?:/|$)"
_NO_VAT = {"MISSING", "NOTAPPLICABLE", "NOT APPLICABLE", "N/A"}


def _vat(text: str) -> tuple[str, ...]:
    return () if text.strip().upper() in _NO_VAT else (text.strip(),)


def organization(t: Table) -> Iterator[Records]:
    """One row per organisation in a project."""
    project = t.key("cordis-grant", "projectID", required=True)
    if "organisationID" in t:
        actor = t.key("pic", "organisationID", required=True)
        t.leave("contactForm", why="a way to persons; the model keeps organisations")
    else:
        actor = t.key("pic", "contactForm", required=True, pattern=_PIC_IN_ADDRESS)
    yield nodes(
        "Organisation",
        actor,
        name=t.text("name"),
        short_name=t.text("shortName"),
        country=t.country("country"),
        region=t.text("nutsCode"),
        city=t.text("city"),
        kind=t.choice("activityType", KINDS),
        sme=t.yes("SME"),
        url=t.url("organizationURL"),
        vat=t.parsed("vatNumber", _vat),
    )
    yield nodes("Project", project, described=False, acronym=t.text("projectAcronym"))
    yield relationships(
        "PARTICIPATES_IN",
        actor,
        project,
        role=t.choice("role", ROLES),
        contribution=t.amount("ecContribution"),
    )
    t.leave("street", "postCode", "geolocation", why="addresses within a town are not kept")
    t.leave("rcn", why="names the organisation record, and two grants can carry the same")
    t.leave(
        "contentUpdateDate",
        "order",
        "active",
        "endOfParticipation",
        why="bookkeeping of the publisher, no fact about the organisation",
    )
    t.leave("netEcContribution", "totalCost", why="the model keeps one amount a participation: the EU contribution")


def project(t: Table) -> Iterator[Records]:
    """One row per project."""
    key = t.key("cordis-grant", "id", required=True, unique=True)
    part = t.key("cordis-programme", "legalBasis")
    whole = t.key("cordis-programme", "frameworkProgramme")
    yield nodes(
        "Project",
        key,
        also=(t.key("cordis-project-rcn", "rcn"),),
        acronym=t.text("acronym"),
        title=t.text("title"),
        start=t.date("startDate"),
        end=t.date("endDate", edge="end"),
        total_cost=t.amount("totalCost"),
        eu_contribution=t.amount("ecMaxContribution"),
        status=t.text("status"),
    )
    yield nodes("Programme", part, name=t.text("legalBasis"))
    yield nodes("Programme", whole, name=t.text("frameworkProgramme"))
    yield relationships("WITHIN", part.where(part != whole), whole, start_label="Programme", end_label="Programme")
    yield relationships("PART_OF", key, part.fillna(whole))
    t.leave(
        "topics",
        "masterCall",
        "subCall",
        "fundingScheme",
        "keywords",
        "cluster",
        why="calls and keywords are no kind of thing in the model",
    )
    t.leave("ecSignatureDate", "contentUpdateDate", "grantDoi", "nature", why="bookkeeping of the publisher")
    t.leave("objective", why="long texts are not kept in the graph")
