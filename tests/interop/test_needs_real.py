"""The real files of La MedNum, INSEE and Arcep, where they are at hand."""

from pathlib import Path

import pytest
from flask_sqlalchemy.session import Session
from sqlalchemy.orm import scoped_session

from inclusion_app.interop.needs import NeedAccount, import_needs
from inclusion_app.kernel.tasks import silent
from inclusion_app.observatory.catalogue.loaded import needs_of
from inclusion_app.observatory.catalogue.models import NeedValue
from inclusion_app.territories.queries import get_territory
from tests.conftest import SHARED_DATA

FOLDER = SHARED_DATA / "indicateurs"
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not FOLDER.is_dir(), reason="the real files of indicators (../shared/data) are not here"),
]

FILES = {
    "ifn2023_communes.csv": 34_861,
    "ifn2023_epcis.csv": 1_255,
    "ifn2023_departements_derive.csv": 101,
    "ifn2020_communes_base100_region.csv": 34_789,
    "insee_rp_communes_2016.csv": 34_841,
    "arcep_debit_fixe_communes_2019T3.csv": 34_743,
}


def load(name: str, *, dry_run: bool = False) -> NeedAccount:
    return import_needs(Path(FOLDER / name), progress=silent, dry_run=dry_run)


@pytest.mark.parametrize("name", FILES)
def test_each_file_is_read_whole(session: scoped_session[Session], name: str) -> None:
    account = load(name, dry_run=True)
    assert (account.created, account.refused, account.totals["unknown"]) == (FILES[name], 0, 0)


def test_the_mean_of_communes_is_near_what_the_wider_files_say(session: scoped_session[Session]) -> None:
    load("ifn2023_communes.csv")
    mean = session.get_one(NeedValue, ("EPCI-248719312", "ifn2023")).content["fragility"]
    departement = session.get_one(NeedValue, ("DEP-87", "ifn2023")).content["fragility"]
    session.expire_all()
    load("ifn2023_epcis.csv")
    load("ifn2023_departements_derive.csv")
    session.expire_all()
    assert needs_of(get_territory("EPCI-248719312"))[0].value == pytest.approx(mean, abs=0.5)
    assert needs_of(get_territory("DEP-87"))[0].value == pytest.approx(departement, abs=0.5)
