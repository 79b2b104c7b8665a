"""Places of the national standard: kept, brought up to date, refused."""

from pathlib import Path

import pytest
from flask_sqlalchemy.session import Session
from sqlalchemy import func, select
from sqlalchemy.orm import scoped_session

from inclusion_app.interop.account import ImportAccount
from inclusion_app.interop.places import import_places
from inclusion_app.kernel.tasks import silent
from inclusion_app.network.models import Place
from inclusion_app.network.standard import AccessMode, Fee, Label
from inclusion_app.territories.models import Commune
from tests.factories import make_structure
from tests.interop.files import PLACE_COLUMNS, place, write

Database = scoped_session[Session]


def imported(path: Path, *rows: dict[str, object]) -> ImportAccount:
    return import_places(write(path / "lieux.csv", PLACE_COLUMNS, *rows), progress=silent)


def count(session: Database) -> int:
    return session.scalar(select(func.count()).select_from(Place)) or 0


def test_a_place_is_kept_with_its_lists(session: Database, tmp_path: Path) -> None:
    row = place(
        frais_a_charge="Gratuit;Gratuit sous condition",
        modalites_acces="Ce lieu n’accueille pas de public|Téléphoner",
        formations_labels="|Étapes numériques (La Poste)",
        telephone="05 55 12 34 56",
    )
    account = imported(tmp_path, row)
    assert (account.created, account.warnings) == (1, [])
    kept = session.scalars(select(Place)).one()
    assert kept.pivot is None
    assert kept.structure_id is None
    assert kept.fees == {Fee.FREE, Fee.FREE_CONDITIONAL}
    assert kept.access_modes == {AccessMode.NO_PUBLIC, AccessMode.CALL}
    assert kept.labels == {Label.ETAPES_NUMERIQUES}
    assert kept.phone == "+33555123456"
    assert kept.commune_code == "87085"


def test_places_of_nobody_known_are_not_one_structure(session: Database, tmp_path: Path) -> None:
    make_structure(siret="21870085600018")
    imported(tmp_path, place(), place(id="lieu-2"), place(id="lieu-3", pivot="21870085600018"))
    assert [bool(found.structure_id) for found in session.scalars(select(Place).order_by(Place.external_id))] == [
        False,
        False,
        True,
    ]


def test_a_more_recent_file_brings_up_to_date_and_an_older_one_changes_nothing(
    session: Database, tmp_path: Path
) -> None:
    imported(tmp_path, place())
    assert imported(tmp_path, place(nom="Ancien nom", date_maj="2025-01-01")).unchanged == 1
    assert imported(tmp_path, place(nom="Nouveau nom", date_maj="2026-06-01")).updated == 1
    assert session.scalars(select(Place.name)).all() == ["Nouveau nom"]


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({"id": ""}, "id"),
        ({"nom": ""}, "nom"),
        ({"nom": "x" * 256}, "nom"),
        ({"adresse": ""}, "adresse"),
        ({"code_postal": "8700"}, "code_postal"),
        ({"date_maj": "mardi"}, "date_maj"),
        ({"date_maj": "2999-01-01"}, "date_maj"),
        ({"services": ""}, "services"),
        ({"services": "Aide aux démarches administratives|Coiffure"}, "services"),
        ({"commune": "Atlantide", "code_postal": "99999"}, "commune"),
    ],
)
def test_what_the_standard_requires_is_required(
    session: Database, tmp_path: Path, changes: dict[str, object], column: str
) -> None:
    account = imported(tmp_path, place(id="ok"), place(id="faux") | changes)
    assert account.created == 1
    assert [(refusal.line, refusal.column) for refusal in account.refusals] == [(3, column)]
    assert count(session) == 1


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({"telephone": "=HYPERLINK(1)"}, "telephone"),
        ({"frais_a_charge": "Cher"}, "frais_a_charge"),
        ({"latitude": "45.8", "longitude": ""}, "latitude"),
        ({"latitude": "200", "longitude": "1"}, "latitude"),
        ({"site_web": "javascript:alert(1)"}, "site_web"),
        ({"pivot": "??"}, "pivot"),
    ],
)
def test_an_optional_cell_that_does_not_fit_is_left_out_and_said(
    session: Database, tmp_path: Path, changes: dict[str, object], column: str
) -> None:
    account = imported(tmp_path, place() | changes)
    assert account.created == 1
    assert [warning.column for warning in account.warnings] == [column]


def test_the_places_of_a_region_find_their_communes(session: Database, shared_data: Path) -> None:
    name = "2023-05-17_provence-alpes-cote-d-azur_lieux-de-mediation-numerique_v1.0.2.csv"
    account = import_places(shared_data / "lieux" / "standard" / name, progress=silent)
    assert (account.read, account.created, account.refused) == (646, 646, 0)
    inside = select(func.count()).select_from(Place).join(Commune, Commune.code == Place.commune_code)
    assert session.scalar(inside.where(Commune.region_code == "93")) == 645
    assert session.scalar(select(func.count(Place.structure_id))) == 0
    again = import_places(shared_data / "lieux" / "standard" / name, progress=silent)
    assert (again.created, again.unchanged) == (0, 646)
