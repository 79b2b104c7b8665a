"""Names, keys and sentences of territories."""

import pytest
from flask import Flask
from flask_babel import force_locale

from inclusion_app.kernel.errors import DomainError
from inclusion_app.territories.language import epci_name, of
from inclusion_app.territories.names import fold_name, fold_written
from inclusion_app.territories.shipped import read_table
from inclusion_app.territories.territory import Level, Territory, parse_key

ARTICLES = {
    "01": "de l’Ain",
    "06": "des Alpes-Maritimes",
    "2A": "de la Corse-du-Sud",
    "35": "d’Ille-et-Vilaine",
    "49": "de Maine-et-Loire",
    "69": "du Rhône",
    "75": "de Paris",
    "87": "de la Haute-Vienne",
    "90": "du Territoire de Belfort",
    "974": "de La Réunion",
    "976": "de Mayotte",
    "984": "des Terres australes et antarctiques françaises",
}


@pytest.mark.parametrize(
    ("key", "level", "code"),
    [
        ("FR", Level.FRANCE, "FR"),
        ("reg-84", Level.REGION, "84"),
        (" DEP-2a ", Level.DEPARTEMENT, "2A"),
        ("EPCI-200069193", Level.EPCI, "200069193"),
        ("COM-2B033", Level.COMMUNE, "2B033"),
    ],
)
def test_a_key_names_a_level_and_a_code(key: str, level: Level, code: str) -> None:
    assert parse_key(key) == (level, code)
    assert Territory(level, code, "x").key == key.strip().upper()


@pytest.mark.parametrize("key", ["", "DEP", "DEP-", "DEP-ABC", "PAYS-FR", "COM-87085-1", "COM-87 085", "x" * 500])
def test_what_is_not_a_key_is_refused_in_french(key: str) -> None:
    with pytest.raises(DomainError, match="Un territoire s’écrit FR, REG-84"):
        parse_key(key)


def test_every_departement_has_its_article() -> None:
    said = {str(row["code"]): of(str(row["name"]), row["article"]) for row in read_table("departements")}
    assert len(said) == 109
    assert {code: said[code] for code in ARTICLES} == ARTICLES


@pytest.mark.parametrize(
    ("territory", "full", "of_full", "where"),
    [
        (Territory(Level.FRANCE, "FR", "France", None, "3"), "la France", "de la France", "en France"),
        (
            Territory(Level.DEPARTEMENT, "69", "Rhône", None, "2"),
            "le département du Rhône",
            "du département du Rhône",
            "dans le département du Rhône",
        ),
        (
            Territory(Level.COMMUNE, "76351", "Le Havre", None, "2"),
            "la commune du Havre",
            "de la commune du Havre",
            "au Havre",
        ),
        (
            Territory(Level.EPCI, "1", "Brest Métropole"),
            "l’intercommunalité Brest Métropole",
            "de l’intercommunalité Brest Métropole",
            "dans l’intercommunalité Brest Métropole",
        ),
        (
            Territory(Level.EPCI, "2", "Communauté de communes du Pays de Mauriac"),
            "la communauté de communes du Pays de Mauriac",
            "de la communauté de communes du Pays de Mauriac",
            "dans la communauté de communes du Pays de Mauriac",
        ),
    ],
)
def test_sentences_about_a_territory(territory: Territory, full: str, of_full: str, where: str) -> None:
    assert (territory.full_name, territory.of_full_name, territory.in_name) == (full, of_full, where)


def test_an_elision_follows_the_code_of_the_article() -> None:
    assert of("Hyères", "1") == "d’Hyères"
    assert of("Ham", "0") == "de Ham"
    assert of("Les Abymes", "4") == "des Abymes"


def test_initials_of_an_epci_are_written_out() -> None:
    assert epci_name("CA du Grand Dole", "CA") == "Communauté d’agglomération du Grand Dole"
    assert epci_name("Métropole de Lyon", "MET69") == "Métropole de Lyon"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("LIMOGES CEDEX 9", "limoges"),
        ("Marseille 1er Arrondissement", "marseille"),
        ("PARIS 15", "paris"),
        ("Lyon 3e", "lyon"),
        ("St-Étienne", "saint etienne"),
        ("Ste Marie", "sainte marie"),
        ("L'Haÿ-les-Roses", "l hay les roses"),
        ("", ""),
    ],
)
def test_a_written_name_is_brought_to_one_form(written: str, meant: str) -> None:
    assert fold_written(written) == meant


def test_a_name_in_another_script_is_kept() -> None:
    assert fold_name("ليموج")


def test_another_language_writes_its_own_words_around_the_name(app: Flask) -> None:
    territory = Territory(Level.DEPARTEMENT, "87", "Haute-Vienne", 373_000, "3")
    with app.test_request_context("/"), force_locale("en"):
        assert (territory.in_name, territory.of_name) == ("in Haute-Vienne", "Haute-Vienne")
        assert (territory.full_name, territory.of_full_name) == ("Haute-Vienne", "Haute-Vienne")
