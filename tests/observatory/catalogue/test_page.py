"""The catalogue for everybody: the page with its anchors, the files."""

import csv
import json
from io import StringIO

from flask_sqlalchemy.session import Session
from sqlalchemy.orm import scoped_session

from inclusion_app.kernel import clock
from inclusion_app.observatory.catalogue.models import NeedFile
from inclusion_app.observatory.catalogue.registry import INDICATORS
from inclusion_app.territories.territory import Level
from tests.pages import PageClient

ADDRESS = "/observatoire/indicateurs"


def test_everybody_reads_each_indicator_at_its_anchor(visitor: PageClient) -> None:
    page = visitor.get(ADDRESS)
    assert page.h1 == "Les indicateurs"
    for indicator in INDICATORS:
        here = "".join(page.one(f"//article[@id='{indicator.key}']").itertext())
        assert indicator.definition in here
        assert indicator.limits in here


def test_without_file_the_page_says_so(visitor: PageClient) -> None:
    assert "Aucun fichier n’est chargé ici" in visitor.get(ADDRESS).text


def test_files_that_were_loaded_are_named(session: scoped_session[Session], visitor: PageClient) -> None:
    values = {"format": "ifn", "vintage": 2023, "name": "x.csv", "sha256": "0" * 64, "territories": 34_861}
    session.add(NeedFile(dataset="ifn2023", level=Level.COMMUNE, loaded_at=clock.now(), **values))
    session.flush()
    page = visitor.get(ADDRESS)
    assert "34\u202f861" in page.text or "34\u00a0861" in page.text
    assert "Aucun fichier" not in page.text


def test_an_unknown_question_changes_nothing(visitor: PageClient) -> None:
    visitor.get(f"{ADDRESS}?x=%00%27%22%3Cscript%3E&q={'9' * 2000}")


def test_the_table(visitor: PageClient) -> None:
    answer = visitor.get(f"{ADDRESS}.csv").response
    assert answer.mimetype == "text/csv"
    assert "max-age" in answer.headers["Cache-Control"]
    rows = list(csv.DictReader(StringIO(answer.get_data(as_text=True).removeprefix("\ufeff"))))
    assert [row["cle"] for row in rows] == [indicator.key for indicator in INDICATORS]
    assert all(row["source"] and row["limites"] and row["depuis"] for row in rows)


def test_the_data(visitor: PageClient) -> None:
    answer = visitor.get(f"{ADDRESS}.json").response
    content = json.loads(answer.get_data(as_text=True))
    assert content["licence"] == "Licence Ouverte 2.0"
    assert len(content["indicateurs"]) == len(INDICATORS)
    assert all(len(one) == 14 for one in content["indicateurs"])
    assert "Set-Cookie" not in answer.headers
