"""What a name says its body is, and what only looks like it, in the languages of the data."""

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphmodel.classification import Vocabulary, names_to_classes, read_vocabulary
from graphmodel.content import content_folder
from graphmodel.errors import RequestError


@pytest.fixture(scope="module")
def words() -> Vocabulary:
    return read_vocabulary([content_folder("classes")])


def classes_of(names: list[tuple[str, str]], words: Vocabulary) -> dict[str, str | None]:
    frame = pd.DataFrame(names, columns=["name", "country"])
    found = names_to_classes(frame, words)["class"]
    return dict(zip(frame["name"], found, strict=True))


def expected(names: list[tuple[str, str]], body_class: str | None) -> dict[str, str | None]:
    return {name: body_class for name, _ in names}


CLUSTERS = [
    ("Wood Cluster Styria", "AT"), ("PHARMAPOLIS KLASZTER KFT", "HU"), ("Moravský letecký klastr, z.s.", "CZ"),
    ("Klaster Obróbki Metali", "PL"), ("Automobilový klaster - západné Slovensko", "SK"), ("ZAVOD LESARSKI GROZD", "SI"),
    ("Clúster del Sector Naval Gallego", "ES"), ("Pôle de compétitivité Up-tex", "FR"),
    ("Distretto Tecnologico Aerospaziale S.c.a r.l.", "IT"), ("LUFTFAHRTCLUSTER METROPOLREGION HAMBURG EV", "DE"),
]  # fmt: skip
NO_CLUSTERS = [
    ("Star Clusters Observatory", "CL"), ("Cluster of Excellence Ocean Floor", "DE"), ("Exzellenzcluster Topoi", "DE"),
    ("ParTec Cluster Competence Center GmbH", "DE"), ("Polo Navacchio S.p.A.", "IT"), ("Pôle emploi", "FR"),
    ("European Technology Platform on Sustainable Mineral Resources", "BE"), ("Kraków Technology Park", "PL"),
    ("Biocat", "ES"), ("Fondazione Bio-Distretto della Via Amerina", "IT"),
]  # fmt: skip
MINISTRIES = [
    ("Ministry of Economy", "HR"), ("INNENMINISTERIUM NIEDERSACHSEN", "DE"), ("Ministère de la Défense", "FR"),
    ("BUNDESMINISTERIUM FUER GESUNDHEIT", "AT"), ("Ministerstvo dopravy", "CZ"), ("NEMZETGAZDASAGI MINISZTERIUM", "HU"),
    ("Министерство на туризма", "BG"), ("Υπουργείο Ανάπτυξης", "GR"), ("Kultūras ministrija", "LV"),
    ("Consejería de Educación de la Junta de Castilla y León", "ES"), ("FINANSDEPARTEMENTET", "NO"),
    ("The Department of Energy and Climate Change", "GB"), ("ADALET BAKANLIGI", "TR"), ("Ministarstvo turizma", "HR"),
]  # fmt: skip
NO_MINISTRIES = [
    ("Calvary Ministries International", "NG"), ("Administer Oy", "FI"), ("Agency of the Ministry of Health", "LV"),
    ("Institute of the Ministry of Health", "RU"), ("Département du Var", "FR"), ("Suministros Irunako", "ES"),
    ("Department of Energy Technology, Aalborg University", "DK"), ("Council of Ministers", "BG"),
]  # fmt: skip
UNIVERSITIES = [
    ("TECHNISCHE UNIVERSITAET GRAZ", "AT"), ("Univerzita Karlova", "CZ"), ("Debreceni Egyetem", "HU"),
    ("Università degli Studi di Bari", "IT"), ("Politechnika Krakowska", "PL"), ("Sveučilište u Zagrebu", "HR"),
    ("Helsingin yliopisto", "FI"), ("PANEPISTIMIO PATRON", "GR"), ("Universitatea din Craiova", "RO"),
    ("ÉCOLE POLYTECHNIQUE FÉDÉRALE DE LAUSANNE", "CH"), ("Stichting Hogeschool Utrecht", "NL"),
]  # fmt: skip
NO_UNIVERSITIES = [
    ("University Hospital Basel", "CH"), ("Universitätsklinikum Heidelberg", "DE"), ("Fundación Universidad Empresa", "ES"),
    ("Cambridge University Press", "GB"), ("Volkshochschule Wien", "AT"), ("Russian Academy of Sciences", "RU"),
    ("CONSORZIO INTERUNIVERSITARIO PER LE BIOTECNOLOGIE", "IT"), ("Spin-off of the University of Patras", "GR"),
]  # fmt: skip
TOWNS = [
    ("Comune di Prato", "IT"), ("Obec Malá Vrbka", "CZ"), ("Vanyarc Községi Önkormányzat", "HU"), ("Grad Rijeka", "HR"),
    ("Ayuntamiento de Jaca", "ES"), ("DIMOS ATHINAION", "GR"), ("Gmina Strumień", "PL"), ("Občina Piran", "SI"),
    ("Ville de Foix", "FR"), ("Câmara Municipal de Viseu", "PT"), ("Örnsköldsviks kommun", "SE"), ("Stadt Duisburg", "DE"),
    ("Primăria Săcuieni", "RO"), ("Kauno rajono savivaldybės administracija", "LT"), ("Curtici Town", "RO"),
]  # fmt: skip
NO_TOWNS = [
    ("STADTWERKE KARLSRUHE GMBH", "DE"), ("Kirchengemeinde St. Johannis", "DE"), ("Grad Solutions", "GB"),
    ("Unione dei Comuni della Bassa Romagna", "IT"), ("Zala Megyei Önkormányzat", "HU"), ("Medical Research Council", "GB"),
    ("Public Library of Zarasai District Municipality", "LT"), ("Základní škola města Písku, Město", "CZ"),
]  # fmt: skip
CHAMBERS = [
    ("Wirtschaftskammer Tirol", "AT"), ("Heves Megyei Kereskedelmi és Iparkamara", "HU"), ("Jihočeská hospodářská komora", "CZ"),
    ("Camera di Commercio di Bastia", "FR"), ("Chambre d'agriculture de Haute Corse", "FR"), ("EPIMELITIRIO ACHAIAS", "GR"),
    ("Cámara Oficial de Comercio de Sevilla", "ES"), ("Staropolska Izba Przemysłowo-Handlowa", "PL"),
    ("Gospodarska zbornica Slovenije", "SI"), ("KONYA SANAYI ODASI", "TR"), ("Camera de Comerț Timiș", "RO"),
]  # fmt: skip
NO_CHAMBERS = [
    ("Camera dei Deputati", "IT"), ("Scottish Chamber Orchestra", "GB"), ("IZBA CELNA W GDYNI", "PL"),
    ("Kammerorchester Basel", "CH"), ("Asociacion Chamberi Valley", "ES"),
]  # fmt: skip
AGENCIES = [
    ("Regionální rozvojová agentura Šírava", "SK"), ("AGENZIA SPAZIALE ITALIANA", "IT"), ("Slovenska agencija", "SI"),
    ("Environmental Protection Agency", "IE"), ("BERLINER ENERGIEAGENTUR GMBH", "DE"), ("NATURVÅRDSVERKET", "SE"),
    ("Warmińsko-Mazurska Agencja Rozwoju Regionalnego", "PL"), ("Agenția de Dezvoltare Regională", "RO"),
    ("LIIKENNEVIRASTO", "FI"), ("Aplinkos apsaugos agentūra", "LT"), ("ENERGISTYRELSEN", "DK"),
]  # fmt: skip
NO_AGENCIES = [
    ("POLSKA AGENCJA PRASOWA SA", "PL"), ("Internetagentur Bodensee", "DE"), ("LÄNSSTYRELSEN SKÅNE", "SE"),
    ("Association of Bulgarian Energy Agencies", "BG"), ("AGENCE FRANCE PRESSE", "FR"), ("Sagentia Limited", "GB"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("body_class", "bodies"),
    [
        ("cluster", CLUSTERS), ("ministry", MINISTRIES), ("university", UNIVERSITIES), ("municipality", TOWNS),
        ("chamber", CHAMBERS), ("agency", AGENCIES),
    ],
)  # fmt: skip
def test_a_name_says_what_its_body_is(body_class: str, bodies: list[tuple[str, str]], words: Vocabulary) -> None:
    assert classes_of(bodies, words) == expected(bodies, body_class)


@pytest.mark.parametrize(
    ("body_class", "bodies"),
    [
        ("cluster", NO_CLUSTERS), ("ministry", NO_MINISTRIES), ("university", NO_UNIVERSITIES),
        ("municipality", NO_TOWNS), ("chamber", NO_CHAMBERS), ("agency", NO_AGENCIES),
    ],
)  # fmt: skip
def test_a_near_miss_is_not_taken_in(body_class: str, bodies: list[tuple[str, str]], words: Vocabulary) -> None:
    assert {name for name, found in classes_of(bodies, words).items() if found == body_class} == set()


def test_the_reason_names_the_word_and_its_language(words: Vocabulary) -> None:
    found = names_to_classes(pd.DataFrame({"name": ["Moravský letecký klastr"], "country": ["CZ"]}), words)
    assert found.to_dict("records") == [
        {"class": "cluster", "language": "cs", "phrase": "*klastr", "reason": "name says 'klastr' (cs)"}
    ]


def test_a_ministry_of_universities_is_a_ministry(words: Vocabulary) -> None:
    assert classes_of([("Ministry of Universities", "IT")], words) == {"Ministry of Universities": "ministry"}


def test_no_names_no_classes(words: Vocabulary) -> None:
    found = names_to_classes(pd.DataFrame({"name": [], "country": []}, dtype=object), words)
    assert list(found.columns) == ["class", "language", "phrase", "reason"]
    assert found.empty


def test_names_and_countries_may_be_missing(words: Vocabulary) -> None:
    found = names_to_classes(
        pd.DataFrame({"name": [None, "Grad Rijeka", "Comune di Prato"], "country": [None] * 3}), words
    )
    assert found["class"].fillna("").tolist() == ["", "", "municipality"]


@settings(max_examples=15, deadline=None)
@given(st.permutations(CLUSTERS + NO_MINISTRIES + TOWNS))
def test_the_order_of_names_changes_nothing(shuffled: list[tuple[str, str]]) -> None:
    words = _shared_words()
    ordered = sorted(shuffled)
    assert classes_of(shuffled, words) == classes_of(ordered, words)


def _shared_words() -> Vocabulary:
    if not _READ:
        _READ.append(read_vocabulary([content_folder("classes")]))
    return _READ[0]


_READ: list[Vocabulary] = []


def test_ones_own_file_adds_words_and_classes(tmp_path: Path) -> None:
    (tmp_path / "more.toml").write_text(
        'class = "cluster"\n[words]\nen = ["valley"]\n[unless]\nen = ["death valley"]\n', encoding="utf-8"
    )
    (tmp_path / "park.toml").write_text('class = "park"\n[words]\nen = ["science park"]\n', encoding="utf-8")
    words = read_vocabulary([content_folder("classes"), tmp_path])
    names = [("Food Valley", "NL"), ("Death Valley Cluster", "US"), ("Turku Science Park", "FI"), ("IT Cluster", "LV")]
    assert classes_of(names, words) == {
        "Food Valley": "cluster",
        "Death Valley Cluster": None,
        "Turku Science Park": "park",
        "IT Cluster": "cluster",
    }


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("class = ", "cannot be read"),
        ("[words]\nen = ['x']\n", "does not say which class"),
        ("class = 'x'\nwrods = 1\n", "no setting 'wrods'"),
        ("class = 'x'\n[words]\nen = 'x'\n", "words.en is no list of phrases"),
        ("class = 'x'\n[words]\nen = ['*']\n", "words.en is no list of phrases"),
        ("class = 'x'\nlabel = 'Klaster'\n", "no label 'Klaster'"),
        ("class = 'x'\nrank = 'first'\n", "rank is no number"),
        ("class = 'x'\nwords = 'x'\n", "words is no table"),
    ],
)
def test_a_faulty_file_is_told_with_its_place(text: str, problem: str, tmp_path: Path) -> None:
    path = tmp_path / "faulty.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RequestError, match=problem) as caught:
        read_vocabulary([path])
    assert "faulty.toml" in str(caught.value)
