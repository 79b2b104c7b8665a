"""Old activity reports: what is kept, what is refused, and that nothing is counted twice."""

from pathlib import Path

import pytest
from flask_sqlalchemy.session import Session
from sqlalchemy import func, select
from sqlalchemy.orm import scoped_session

from inclusion_app.accompaniments.models import AnonymousGroup, Participation, Record
from inclusion_app.interop.account import ImportAccount
from inclusion_app.interop.cra_v1 import import_reports
from inclusion_app.kernel.tasks import silent
from inclusion_app.network.models import Mediator
from inclusion_app.vocabulary.activity import Orientation, PlaceKind, RecordKind
from inclusion_app.vocabulary.people import AgeBand, SocialStatus
from inclusion_app.vocabulary.themes import Theme
from tests.interop.files import REPORT_COLUMNS, report, write

Database = scoped_session[Session]


def imported(path: Path, *rows: dict[str, object], **options: str) -> ImportAccount:
    return import_reports(write(path / "cra.csv", REPORT_COLUMNS, *rows, **options), progress=silent)  # type: ignore[arg-type]


def test_an_individual_report_becomes_one_person(session: Database, tmp_path: Path) -> None:
    account = imported(tmp_path, report(themes="equipement informatique,courriel", nb_participants_recurrents=1))
    assert (account.created, account.refused) == (1, 0)
    record = session.scalars(select(Record)).one()
    assert record.source_key == "cra-v1:1"
    assert record.held_commune_code == "87085"
    assert record.place_kind is PlaceKind.PLACE
    assert record.themes == {Theme.EQUIPMENT_USE, Theme.OWN_CONTENT, Theme.EMAIL}
    (person,) = record.participations
    assert (person.age_band, person.social_status) == (AgeBand.V1_FROM_60, SocialStatus.RETIRED)
    assert person.already_helped
    assert record.mediator.name == "Conseiller C001"
    assert record.mediator.account_id is None


def test_a_one_off_report_keeps_its_kind(session: Database, tmp_path: Path) -> None:
    imported(tmp_path, report(activite="ponctuel", accompagnement_redirection=1, organismes='{"CAF": 1}'))
    record = session.scalars(select(Record)).one()
    assert record.kind is RecordKind.ONE_OFF
    assert record.orientation is Orientation.OPERATOR


def test_a_workshop_keeps_its_margins_and_invents_none(session: Database, tmp_path: Path) -> None:
    row = report(activite="collectif", nb_participants=6, nb_participants_recurrents=2, age_plus_60_ans=3)
    imported(tmp_path, row | {"statut_retraite": 2, "statut_heterogene": 3})
    group = session.scalars(select(AnonymousGroup)).one()
    assert (group.total, group.already_helped, group.age_v1_60_plus, group.status_retired) == (6, 2, 3, 2)
    assert session.scalar(select(func.count()).select_from(Participation)) == 0


def test_a_second_run_creates_nothing_twice(session: Database, tmp_path: Path) -> None:
    imported(tmp_path, report(), report(id="2"))
    again = imported(tmp_path, report(), report(id="2"), report(id="3"))
    assert (again.created, again.unchanged) == (1, 2)
    assert session.scalar(select(func.count()).select_from(Record)) == 3
    assert session.scalar(select(func.count()).select_from(Mediator)) == 1


def test_a_deleted_record_does_not_come_back(session: Database, tmp_path: Path) -> None:
    imported(tmp_path, report())
    record = session.scalars(select(Record)).one()
    record.deleted_at = record.created_at
    assert imported(tmp_path, report()).unchanged == 1


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({"id": ""}, "id"),
        ({"conseiller": ""}, "conseiller"),
        ({"activite": "visio"}, "activite"),
        ({"canal": "lune"}, "canal"),
        ({"duree_minutes": "1441"}, "duree_minutes"),
        ({"duree_minutes": "-5"}, "duree_minutes"),
        ({"duree_minutes": "²"}, "duree_minutes"),
        ({"nb_participants": "0"}, "nb_participants"),
        ({"nb_participants": "2"}, "nb_participants"),
        ({"nb_participants_recurrents": "2"}, "nb_participants_recurrents"),
        ({"age_de_12_a_18_ans": "1"}, "age_moins_12_ans"),
        ({"statut_en_emploi": "1"}, "statut_etudiant"),
        ({"themes": "cuisine"}, "themes"),
        ({"code_commune": "", "nom_commune": "Atlantide", "code_postal": "99999"}, "code_commune"),
        ({"date_accompagnement": "2999-01-01"}, "date_accompagnement"),
        ({"date_accompagnement": "hier"}, "date_accompagnement"),
        ({"date_accompagnement": "1986-01-01"}, "date_accompagnement"),
    ],
)
def test_a_wrong_line_is_refused_and_the_others_kept(
    session: Database, tmp_path: Path, changes: dict[str, object], column: str
) -> None:
    account = imported(tmp_path, report(id="ok"), report(id="faux") | changes)
    assert account.created == 1
    (refusal,) = account.refusals
    assert (refusal.line, refusal.column) == (3, column)
    assert session.scalar(select(func.count()).select_from(Record)) == 1


def test_a_line_that_comes_twice_in_the_file_is_refused(session: Database, tmp_path: Path) -> None:
    account = imported(tmp_path, report(), report())
    assert (account.created, account.refused) == (1, 1)


def test_a_dry_run_tells_and_writes_nothing(session: Database, tmp_path: Path) -> None:
    path = write(tmp_path / "cra.csv", REPORT_COLUMNS, report())
    account = import_reports(path, progress=silent, dry_run=True)
    assert account.created == 1
    assert session.scalar(select(func.count()).select_from(Record)) == 0
    assert session.scalar(select(func.count()).select_from(Mediator)) == 0


def test_the_real_reports_import_whole(session: Database, shared_data: Path) -> None:
    account = import_reports(shared_data / "activite" / "cra_v1_exemples_2021-2022.csv", progress=silent)
    assert (account.created, account.refused) == (514, 0)
    assert account.totals == {"individual": 438, "workshops": 76, "accompaniments": 921, "mediators": 196}
    assert sum(account.deduced.values()) == 25
    people = session.scalar(select(func.count()).select_from(Participation)) or 0
    assert people + (session.scalar(select(func.sum(AnonymousGroup.total))) or 0) == 921
