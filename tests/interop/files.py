"""Files to import, made in one line."""

import csv
from pathlib import Path

from inclusion_app.interop import cra_v1_lists as lists

REPORT_COLUMNS = (
    *("id", "conseiller", "canal", "activite", "nb_participants", "nb_participants_recurrents"),
    *lists.AGES,
    *lists.STATUSES,
    *("themes", "duree_minutes", "accompagnement_redirection", "organismes"),
    *("code_postal", "nom_commune", "code_commune", "date_accompagnement", "structure_code_departement"),
)

PLACE_COLUMNS = (
    *("id", "pivot", "nom", "commune", "code_postal", "code_insee", "adresse", "latitude", "longitude", "telephone"),
    *("site_web", "date_maj", "services", "frais_a_charge", "modalites_acces", "formations_labels"),
)


def report(**values: object) -> dict[str, object]:
    """An individual report that is accepted as it is."""
    return {
        "id": "1",
        "conseiller": "C001",
        "canal": "rattachement",
        "activite": "individuel",
        "nb_participants": 1,
        "age_plus_60_ans": 1,
        "statut_retraite": 1,
        "themes": "courriel",
        "duree_minutes": 45,
        "accompagnement_redirection": 0,
        "code_postal": "87000",
        "nom_commune": "LIMOGES",
        "code_commune": "87085",
        "date_accompagnement": "2022-03-16 11:43:48.281",
    } | values


def place(**values: object) -> dict[str, object]:
    """A place that is accepted as it is."""
    return {
        "id": "lieu-1",
        "pivot": "00000000000000",
        "nom": "Espace numérique",
        "commune": "Limoges",
        "code_postal": "87000",
        "adresse": "1 rue Haute-Vienne",
        "date_maj": "2026-05-11",
        "services": "Aide aux démarches administratives",
    } | values


def write(
    path: Path, columns: tuple[str, ...], *rows: dict[str, object], encoding: str = "utf-8", separator: str = ","
) -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", delimiter=separator)
        writer.writeheader()
        writer.writerows(rows)
    return path
