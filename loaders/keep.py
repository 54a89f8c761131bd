"""keep.eu: projects of Interreg and of the other programmes of European territorial cooperation, with their partners.

Four forms of it are read, singly or several at once, in files, folders or zips:

- the Excel export of 2019, with the sheets "Projects (lead partners)", "Partners" and "Calls";
- the Excel export of 2023 to 2026, with the sheets "Search results, projects" and "Search results, partners" (built from
  documentation: no such file could be had whole, so columns that nobody has described are reported as new);
- the sheet of partners as CSV;
- answers of the API, one project a JSON file: ``https://keep.eu/api/project/<number>/``.

Search at https://keep.eu/projects and export the results; https://keep.eu/api/open-data needs a key.

A project is known by programme and project number (2021-2027) or programme and acronym (before): ``keep:<programme>/<acronym>``.
Some stand twice, once for each of two lead partners. Partners have numbers since 2021 only: a PIC makes them one with the
participants of CORDIS. Before that they are known by country, name and town, and equal names in one country are joined as
those of all sources are. A partner's department is a body of its own, tied to it by UNIT_OF; one that names a person or a
post ("Mayor") is left out. Where the country and the region of a partner contradict each other, the region is left out.

Every search goes into the dataset ``keep`` unless ``--dataset`` names another: a second search adds to the first, and what
both hold is there once, as the later one tells it. With a name each (``--dataset keep/danube``) searches stay apart and can
be unloaded singly; their projects and partners are the same ones all the same.

Licence: reuse for any lawful purpose with credit to keep.eu, a link, and changes stated. Credit: keep.eu (Interact).
"""

import re
from collections.abc import Iterator
from functools import reduce

import pandas as pd

from graphmodel.recipe import (
    Records,
    Source,
    Table,
    TableForm,
    composed_key,
    located_in,
    nodes,
    parse_country,
    relationships,
)

_THEMES = ("Thematic1", "Thematic2", "Thematic3", "Theme 1", "Theme 2", "Theme 3")
_PLACES = tuple(f"NUTS{level}{code} (or equivalent)" for level in (3, 2, 1) for code in ("", " code"))
_TEXTS = (
    *(f"{what} {which}" for what in ("Description", "Expected Results", "Achievements") for which in ("1", "2", "EN")),
    *(f"{what} Outputs {which}" for what in ("Expected", "Delivered") for which in ("1", "2", "EN")),
    *(f"{what} in English" for what in ("Description", "Expected Achievements", "Actual Achievements")),
    *("Specific Obj", "Thematic Obj", "Inv. Priority", "Thematic Priorities (Interreg-IPA CBC specific)"),
    *("Priority Area", "Degree of comp.", "Strategy", "Call SN"),
)
_MONEY = (
    *("Project total expenditure", "Project EU Funding expenditure", "ERDF budget", "ENI budget", "IPA budget"),
    *("ERDF eq. budget", "Co-Financing sources", "Union co-financing rate"),
)
_LANGUAGES = tuple(f"Project name in language {number}" for number in (2, 3, 4))
_OWN_NAMES = tuple(f"Organisation in language {number}" for number in (2, 3, 4))
_PARTNER_BUDGET = "Partner's total eligible budget / expenditure"
_COFINANCING = "Partner's programme co-financing (EUR) (2021-2027 only)"
_ERDF = "ERDF contribution (2014-2020 only)"
_OTHER_ID = "Partner’s ID if not PIC"
_NUMBER = "Project ID (2021-2027 only)"

source = Source(
    title="keep.eu: projects of European territorial cooperation",
    publisher="Interact, keep.eu",
    url="https://keep.eu",
    licence="Reuse with credit, a link, and changes stated",
    credit="keep.eu (Interact), https://keep.eu; read into another form by graphmodel",
    dataset="keep",
    most_rows=500_000,
    tables=(
        TableForm(
            "projects",
            required=("Programme", "Acronym", "Project Name", "Budget", "Project start", "Project end"),
            optional=(
                *("Project Name language 2", "Project Name language 3", "EU Funding", "Website", "Lead Partner"),
                *("Period", "Street", "Postal code", "Town", "Country", *_THEMES, *_TEXTS, *_MONEY),
            ),
            files=("projects (lead partners)*",),
        ),
        TableForm(
            "projects",
            required=("Programme", "Project acronym", "Project name in English", "Project start", "Project end"),
            optional=(
                *(_NUMBER, *_LANGUAGES, "Project's total budget / expenditure", "Project's EU funding"),
                *("Period", "Website", *_THEMES, *_TEXTS, *_MONEY),
            ),
            files=("search results, projects*",),
        ),
        TableForm(
            "partners",
            required=("Programme", "Acronym", "Project Partner", "Lead Partner", "Country"),
            optional=(
                "Street",
                "Postal code",
                "Town",
                "Website",
                "Department",
                "Legal Status",
                "Country code",
                *_PLACES,
            ),
            files=("partners",),
        ),
        TableForm(
            "partners",
            required=("Programme", "Project acronym", "Organisation in English", "Lead partner", "Country code"),
            optional=(
                *(_NUMBER, *_OWN_NAMES, "Participant Identification Code", _OTHER_ID, "Type of Organisation"),
                *("Country", "Town", "Website", _PARTNER_BUDGET, _COFINANCING, _ERDF, *_PLACES),
            ),
            files=("search results, partners*",),
        ),
        TableForm(
            "calls",
            required=("Programme", "Serial Number", "Start Date", "End Date"),
            optional=("Budget",),
            files=("calls",),
        ),
        TableForm(
            "project",
            required=("id", "programme.title", "start_date", "end_date"),
            optional=(
                *("project_id", "acronym", "status", "total_budget", "eu_funding", "union_co_financing_rate"),
                *("programme.id", "programme.period.title", "translations.en.name"),
            ),
        ),
        TableForm(
            "partnership",
            required=("../id", "../programme.title", "type", "partner.id", "partner.name"),
            optional=(
                *("../project_id", "../acronym", "../status", "../start_date", "../end_date", "../total_budget"),
                *("../eu_funding", "../union_co_financing_rate", "../programme.id", "../programme.period.title"),
                *(
                    "../translations.en.name",
                    "id",
                    "legal_status",
                    "organisation_type",
                    "pic",
                    "beneficiary_id",
                    "town",
                ),
                *("town_department", "postcode", "postcode_department", "location_address", "location_json.lat"),
                *(
                    "location_json.lng",
                    "total_budget",
                    "co_financing_eur",
                    "country_department",
                    "country_department.title",
                ),
                *("partner.country.title", "partner.translations.en.name_translated"),
            ),
            files=("partnerships",),
        ),
    ),
)

_ROLES = {"yes": "lead partner", "no": "partner", "lead": "lead partner", "partner": "partner"}
# The legal status says how a body is founded, not what it does: of "private" nothing follows.
_STATUS = {"public": "public", "private": ""}
_TYPES = {
    "Local public authority": "public",
    "Regional public authority": "public",
    "National public authority": "public",
    "Sectoral agency": "public",
    "Infrastructure and (public) service provider": "public",
    "Hospitals and medical centres": "public",
    "EGTC": "public",
    "Higher education and research organisations": "research",
    "Education/training centre and school": "other",
    "Interest groups including NGOs": "association",
    "Business support organisation": "association",
    "International organisation, EEIG": "other",
    "Enterprise, except SME": "company",
    "SME": "company",
    "General public": "other",
    "Other": "other",
}
_PERIOD = r"^\s*(\d{4})\s*-\s*(\d{4})\b"
_EMPTY = {"", "-", "/", "n.a.", "n/a", "na", "none", "n/r", "tbc", "not applicable", "no department"}
_POSTS = {"mayor", "vice mayor", "rector", "director", "president", "board", "staff", "management", "chairman", "ceo"}
_PERSON = re.compile(r"\b(?:dr|prof|ing|mgr|mag|mr|mrs|ms|herr|frau|dipl)\b\.?\s+\S|@", re.IGNORECASE)


def projects(t: Table) -> Iterator[Records]:
    """One row per project and lead partner (2019), or per project (2023 on)."""
    programme = t.text("Programme", required=True)
    acronym = t.text(_either(t, "Project acronym", "Acronym"))
    english, *others = (
        [t.text(column) for column in ("Project name in English", *_LANGUAGES)]
        if "Project name in English" in t
        else [t.text(f"Project Name{language}") for language in ("", " language 2", " language 3")]
    )
    title = _first(english, *others)
    key = _project_key(programme, t.text(_NUMBER) if _NUMBER in t else None, acronym, title)
    t.reject(key.isna(), _either(t, "Project acronym", "Acronym"), "names no project")
    yield from _programme(programme)
    yield nodes(
        "Project",
        key,
        acronym=acronym,
        title=title,
        names=_other_names(title, english, *others),
        start=t.date("Project start"),
        end=t.date("Project end", edge="end"),
        total_cost=t.amount(_either(t, "Project's total budget / expenditure", "Budget")),
        eu_contribution=t.amount(_either(t, "Project's EU funding", "EU Funding")),
        url=t.url("Website"),
    )
    yield relationships("PART_OF", key, composed_key("keep-programme", programme), end_label="Programme")
    for column in _THEMES:
        if column in t:
            theme = t.text(column)
            sector = composed_key("keep-theme", theme)
            yield nodes("Sector", sector, name=theme)
            yield relationships("ABOUT", key, sector)
    t.leave("Lead Partner", "Town", "Country", why="the sheet of partners tells of lead partners, too, and more")
    t.leave("Street", "Postal code", why="addresses within a town are not kept")
    t.leave("Period", why="stands in the programme's name")
    t.leave(*_TEXTS, why="long texts, objectives and calls are not kept in the graph")
    t.leave(*_MONEY, why="the model keeps the total and the EU's part of it")


def partners(t: Table) -> Iterator[Records]:
    """One row per partner in a project."""
    programme = t.text("Programme", required=True)
    acronym = t.text(_either(t, "Project acronym", "Acronym"))
    key = _project_key(programme, t.text(_NUMBER) if _NUMBER in t else None, acronym)
    t.reject(key.isna(), _either(t, "Project acronym", "Acronym"), "names no project")
    if "Project Partner" in t:
        name = english = t.text("Project Partner")
        others: list[pd.Series] = []
    else:
        english, *others = (t.text(column) for column in ("Organisation in English", *_OWN_NAMES))
        name = _first(*others, english)
    t.reject(name.isna(), _either(t, "Organisation in English", "Project Partner"), "names no partner")
    country, town = _country(t), t.text("Town")
    actor = _first(
        t.key("pic", "Participant Identification Code"),
        composed_key("keep-partner", country, town, _first(english, name)),
    )
    codes, places = _regions(t, country)
    kind = (
        t.choice("Type of Organisation", _TYPES) if "Type of Organisation" in t else t.choice("Legal Status", _STATUS)
    )
    yield from _programme(programme)
    yield nodes("Project", key, described=False, acronym=acronym)
    yield relationships("PART_OF", key, composed_key("keep-programme", programme), end_label="Programme")
    yield nodes(
        "Organisation",
        actor,
        name=name,
        names=_other_names(name, english, *others),
        country=country,
        city=town,
        region=_first(*codes),
        kind=kind,
        sme=_is_sme(t, "Type of Organisation"),
        vat=t.parsed(_OTHER_ID, _register_numbers),
    )
    for code, place in zip(codes, places, strict=True):
        yield nodes("Region", composed_key("nuts", code), name=place)
    yield from located_in(actor, _first(*codes))
    yield relationships(
        "PARTICIPATES_IN",
        actor,
        key,
        role=t.choice(_either(t, "Lead Partner", "Lead partner"), _ROLES),
        contribution=_first(t.amount(_COFINANCING), t.amount(_ERDF)),
    )
    if "Department" in t:
        yield from _departments(t.parsed("Department", _department), actor, name, country, town)
    t.leave("Street", "Postal code", why="addresses within a town are not kept")
    t.leave("Website", why="is the project's or the programme's, not the partner's")
    t.leave(_PARTNER_BUDGET, why="the model keeps one amount a participation: the EU's part")
    t.leave("Legal Status", why="the type of organisation says more")


def calls(t: Table) -> Iterator[Records]:
    """One row per call of a programme: the programme is kept, a call is no kind of thing in the model."""
    yield from _programme(t.text("Programme", required=True))
    t.leave("Serial Number", "Start Date", "End Date", "Budget", why="calls are no kind of thing in the model")


def project(t: Table) -> Iterator[Records]:
    """One project as the API gives it."""
    programme = t.text("programme.title", required=True)
    number, acronym, title = t.text("project_id"), t.text("acronym"), t.text("translations.en.name")
    own = t.key("keep-project", "id", required=True)
    key = _project_key(programme, number, acronym).fillna(own)
    yield from _programme(programme)
    yield nodes(
        "Project",
        key,
        also=(own,),
        acronym=acronym,
        title=title,
        start=t.date("start_date"),
        end=t.date("end_date", edge="end"),
        total_cost=t.amount("total_budget"),
        eu_contribution=t.amount("eu_funding"),
        status=t.text("status"),
    )
    yield relationships("PART_OF", key, composed_key("keep-programme", programme), end_label="Programme")
    t.leave("programme.id", "programme.period.title", why="the programme's name says as much")
    t.leave("union_co_financing_rate", why="follows from the two amounts")


def partnership(t: Table) -> Iterator[Records]:
    """One partner of a project as the API gives it; ``../`` is the project."""
    own_project = t.key("keep-project", "../id", required=True)
    key = _project_key(
        t.text("../programme.title", required=True), t.text("../project_id"), t.text("../acronym")
    ).fillna(own_project)
    name, english = t.text("partner.name", required=True), t.text("partner.translations.en.name_translated")
    own = t.key("keep-partner", "partner.id", required=True)
    actor = _first(t.key("pic", "pic"), own)
    country = t.country("partner.country.title")
    yield nodes("Project", key, also=(own_project,), described=False)
    yield nodes(
        "Organisation",
        actor,
        also=(own,),
        name=name,
        names=_other_names(name, english),
        country=country,
        city=t.text("town"),
        kind=_first(t.choice("organisation_type", _TYPES), t.choice("legal_status", _STATUS)),
        sme=_is_sme(t, "organisation_type"),
        vat=t.parsed("beneficiary_id", _register_numbers),
    )
    yield relationships(
        "PARTICIPATES_IN", actor, key, role=t.choice("type", _ROLES), contribution=t.amount("co_financing_eur")
    )
    t.leave(*[column for column in t.columns if column.startswith("../")], why="the project's own row tells it")
    t.leave("id", why="numbers the partnership, which project and partner name already")
    t.leave("total_budget", why="the model keeps one amount a participation: the EU's part")
    t.leave(
        *("town_department", "postcode", "postcode_department", "location_address", "location_json.lat"),
        *("location_json.lng", "country_department", "country_department.title"),
        why="addresses within a town are not kept",
    )


def _either(t: Table, *columns: str) -> str:
    """The first of the columns that the file has."""
    return next((column for column in columns if column in t), columns[-1])


def _first(*columns: pd.Series) -> pd.Series:
    """In each row the first value there is."""
    return reduce(lambda left, right: left.where(left.notna(), right), columns)


def _other_names(name: pd.Series, *others: pd.Series) -> pd.Series:
    cells = [
        tuple(sorted({o for o in row if isinstance(o, str)} - {own})) for own, *row in zip(name, *others, strict=True)
    ]
    return pd.Series([names or None for names in cells], index=name.index, dtype=object)


def _project_key(programme: pd.Series, number: pd.Series | None, *names: pd.Series) -> pd.Series:
    known = _first(*names) if number is None else _first(number, *names)
    return composed_key("keep", programme, known).where(programme.notna())


def _programme(programme: pd.Series) -> Iterator[Records]:
    years = programme.str.extract(_PERIOD)
    yield nodes(
        "Programme",
        composed_key("keep-programme", programme),
        name=programme,
        period=(years[0] + "-" + years[1]).astype("str"),
    )


def _country(t: Table) -> pd.Series:
    """The country the partner gives; the code beside it follows the address that was guessed for the region."""
    return _first(t.country("Country"), t.parsed("Country code", _country_code).astype("str"))


def _country_code(text: str) -> str:
    """The code out of a cell such as ``DE Germany / DEUTSCHLAND``."""
    code, _, _ = text.strip().partition(" ")
    return parse_country(code)


def _regions(t: Table, country: pd.Series) -> tuple[list[pd.Series], list[pd.Series]]:
    """Codes and names of the regions, the smallest first, without those in another country than the partner's."""
    columns = [_either(t, f"NUTS{level} (or equivalent)", f"NUTS{level} code (or equivalent)") for level in (3, 2, 1)]
    codes, names = [t.region(column) for column in columns], [t.region_name(column) for column in columns]
    finest = _first(*codes)
    home = finest.map({code: parse_country(code[:2]) for code in finest.dropna().unique()})
    abroad = finest.notna() & country.notna() & (home != country)
    t.drop(abroad, columns[0], "lies in another country than the partner says of itself")
    return [code.where(~abroad) for code in codes], [name.where(~abroad) for name in names]


def _is_sme(t: Table, column: str) -> pd.Series:
    kinds = {"sme": True, "enterprise, except sme": False}
    return t.parsed(column, lambda text: kinds.get(text.strip().casefold(), ""))


def _register_numbers(text: str) -> tuple[str, ...]:
    """The numbers out of ``VAT | national | note``."""
    numbers = (part.strip() for part in text.split("|")[:2])
    return tuple(sorted({number for number in numbers if number.casefold() not in _EMPTY}))


def _department(text: str) -> str:
    name = " ".join(text.split())
    return "" if name.casefold() in _EMPTY | _POSTS or _PERSON.search(name) else name


def _departments(
    department: pd.Series, parent: pd.Series, name: pd.Series, country: pd.Series, town: pd.Series
) -> Iterator[Records]:
    """Departments, named with their parents: "Marketing" alone would be one body for a whole country."""
    own = department.where(department.str.casefold() != name.str.casefold()).astype("str")
    unit = composed_key("keep-partner", country, town, name, own)
    yield nodes("Organisation", unit, name=own + " (" + name + ")", short_name=own, country=country, city=town)
    yield relationships("UNIT_OF", unit, parent)
