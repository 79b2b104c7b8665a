"""The quality register, and the indicators read from files."""

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask

from inclusion_app.access.models import Account
from inclusion_app.access.scope import scope_of
from inclusion_app.kernel import clock
from inclusion_app.kernel.errors import DomainError, Forbidden
from inclusion_app.trainings.lists import QualityKind
from inclusion_app.trainings.queries import quality as queries
from inclusion_app.trainings.queries.quality_indicators import reference_of
from inclusion_app.trainings.rules.quality import QualitySheet
from inclusion_app.trainings.rules.quality_indicators import KNOWN_PROOFS, in_force, read_indicators
from inclusion_app.trainings.services.quality import add_entry, answer_entry
from tests.cast import Cast
from tests.pages import PageClient

HEAD = "valid_from;number;scope;text;proofs\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40


def sheet(kind: QualityKind = QualityKind.COMPLAINT, days: int = 0, title: str = "Salle trop froide") -> QualitySheet:
    return QualitySheet(kind, clock.today() - timedelta(days=days), title, "Deux personnes l’ont dit.", (31, 17))


def test_an_entry_is_added_then_answered(client_of: Callable[[Account], PageClient], cast: Cast) -> None:
    claire = client_of(cast.claire)
    sent = claire.get("/qualite/nouvelle?nature=complaint").form()
    assert sent["kind"] == "complaint"
    sent |= {"title": "Salle trop froide", "details": "Deux personnes l’ont dit.", "indicators": ["31", "17"]}
    page = claire.get(claire.post("/qualite/nouvelle", sent).location or "")
    assert page.h1 == "Salle trop froide"
    assert "attend une réponse" in page.text
    entry = queries.list_entries(scope_of(cast.claire))[0][0]
    assert entry.indicators == [17, 31]
    address = f"/qualite/{entry.id}"
    wrong = page.form() | {"answer": "", "answered_on": clock.today().isoformat()}
    assert "answer" in claire.post(address, wrong, status=422).errors
    claire.post(address, wrong | {"answer": "Radiateur ajouté"})
    assert "répondu le" in claire.get(address).text
    assert queries.count_waiting(scope_of(cast.claire)) == 0


def test_what_waits_for_an_answer_comes_first(client_of: Callable[[Account], PageClient], cast: Cast) -> None:
    add_entry(sheet(QualityKind.WATCH_LEGAL, title="Décret lu"), file=None, by=cast.claire)
    add_entry(sheet(days=400, title="Vieille réclamation"), file=None, by=cast.claire)
    done = add_entry(sheet(days=1, title="Réclamation traitée"), file=None, by=cast.claire)
    answer_entry(done, "Fait", answered_on=clock.today(), version=1, by=cast.claire)
    found, total = queries.list_entries(scope_of(cast.claire))
    assert ([each.title for each in found], total) == (["Vieille réclamation", "Décret lu", "Réclamation traitée"], 3)
    claire = client_of(cast.claire)
    year = (clock.today() - timedelta(days=400)).year
    page = claire.get(f"/qualite?nature=complaint&annee={year}")
    assert [node.xpath("string()").strip() for node in page.all("//main//h2")] == ["Vieille réclamation"]
    assert "Rien avec ces filtres" in claire.get(f"/qualite?nature=contract&annee={year}").text
    for wrong in ("nature=rien", "annee=zz", "annee=0000", "annee=999999"):
        claire.get(f"/qualite?{wrong}")


def test_an_entry_keeps_a_document_known_by_its_content(client_of: Callable[[Account], PageClient], cast: Cast) -> None:
    claire = client_of(cast.claire)
    sent = claire.get("/qualite/nouvelle").form() | {"kind": "contract", "title": "Convention"}
    bad = claire.post("/qualite/nouvelle", sent | {"file": (BytesIO(b"MZ program"), "convention.pdf")}, status=422)
    assert "file" in bad.errors
    claire.post("/qualite/nouvelle", sent | {"file": (BytesIO(PNG), "convention.pdf")})
    entry = queries.list_entries(scope_of(cast.claire))[0][0]
    answer = claire.get(f"/qualite/{entry.id}/document")
    assert (answer.data, answer.response.mimetype) == (PNG, "image/png")
    assert "registre-" in answer.response.headers["Content-Disposition"]
    claire.get(f"/qualite/{add_entry(sheet(), file=None, by=cast.claire).id}/document", status=404)


def test_two_people_who_correct_the_same_entry(client_of: Callable[[Account], PageClient], cast: Cast) -> None:
    entry = add_entry(sheet(), file=None, by=cast.claire)
    address = f"/qualite/{entry.id}/modifier"
    claire, ahmed = client_of(cast.claire), client_of(cast.ahmed)
    hers, his = claire.get(address).form(), ahmed.get(address).form()
    claire.post(address, hers | {"title": "Salle froide le matin"})
    page = ahmed.post(address, his | {"title": "Chauffage"}, status=422)
    assert "Quelqu’un d’autre a modifié" in page.text
    assert page.form()["title"] == "Chauffage"
    ahmed.post(address, page.form())
    assert queries.get_entry(scope_of(cast.claire), entry.id).title == "Chauffage"


@pytest.mark.parametrize("day", [date(1999, 12, 31), clock.today() + timedelta(days=1)])
def test_an_entry_is_of_a_day_that_was(cast: Cast, day: date) -> None:
    with pytest.raises(DomainError) as refused:
        add_entry(QualitySheet(QualityKind.COMPLAINT, day, "Titre"), file=None, by=cast.claire)
    assert refused.value.field == "noted_on"


@pytest.mark.parametrize("days", [-1, 1])
def test_an_answer_comes_after_what_it_answers_and_not_tomorrow(cast: Cast, days: int) -> None:
    entry = add_entry(sheet(), file=None, by=cast.claire)
    day = clock.today() + timedelta(days=days)
    with pytest.raises(DomainError) as refused:
        answer_entry(entry, "Fait", answered_on=day, version=1, by=cast.claire)
    assert refused.value.field == "answered_on"


def test_the_register_is_for_those_who_keep_it(client_of: Callable[[Account], PageClient], cast: Cast) -> None:
    for account in (cast.nadia, cast.paul, cast.elise):
        client_of(account).get("/qualite", status=403)
        with pytest.raises(Forbidden):
            queries.list_entries(scope_of(account))
    client_of(cast.ahmed).get("/qualite")


def test_the_list_of_the_day_is_version_9(tmp_path: Path) -> None:
    reference = reference_of(date(2026, 11, 24), tmp_path)
    assert [each.number for each in reference.indicators] == list(range(1, 33))
    assert reference.since == date(2024, 1, 8)
    assert {each.number for each in reference.indicators if not each.concerns_us} == {3, 7, 13, 14, 15, 16, 20, 29}
    assert {key for each in reference.indicators for key in each.proofs} == KNOWN_PROOFS
    assert reference_of(date(2019, 1, 1), tmp_path).since == date(2024, 1, 8)


def test_an_operator_drops_a_newer_list(tmp_path: Path) -> None:
    (tmp_path / "quality").mkdir()
    newer = tmp_path / "quality" / "nouvelle.csv"
    newer.write_text(HEAD + "2030-01-01;1;commun;Un seul.;programmes\n", encoding="utf-8-sig")
    assert len(reference_of(date(2029, 12, 31), tmp_path).indicators) == 32
    held = reference_of(date(2030, 1, 1), tmp_path)
    assert [(each.number, each.text, each.proofs) for each in held.indicators] == [(1, "Un seul.", ("programmes",))]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("2030-01-01;un;commun;Texte;", "numéro"),
        ("demain;1;commun;Texte;", "date"),
        ("2030-01-01;1;tous;Texte;", "champ"),
        ("2030-01-01;1;commun;;", "texte"),
        ("2030-01-01;1;commun;Texte;licornes", "licornes"),
        ("2030-01-01;1;commun;A;\n2030-01-01;1;commun;B;", "deux fois"),
        ("2030-01-01;1;commun;A;;de trop", "texte"),
    ],
)
def test_a_list_that_does_not_read_is_told_and_left_aside(tmp_path: Path, line: str, told: str) -> None:
    with pytest.raises(DomainError, match=told):
        read_indicators((HEAD + line).splitlines(), "liste.csv")
    (tmp_path / "quality").mkdir()
    (tmp_path / "quality" / "liste.csv").write_text(HEAD + line, encoding="utf-8")
    (tmp_path / "quality" / "binaire.csv").write_bytes(b"\xff\xfe\x00")
    reference = reference_of(date(2031, 1, 1), tmp_path)
    assert len(reference.indicators) == 32
    assert len(reference.refusals) == 2
    assert in_force([], date(2031, 1, 1)) == []


def test_the_register_says_which_list_does_not_read(
    app: Flask, client_of: Callable[[Account], PageClient], cast: Cast
) -> None:
    folder = Path(app.instance_path) / "quality"
    folder.mkdir(exist_ok=True)
    path = folder / "cassee.csv"
    path.write_text("n’importe quoi", encoding="utf-8")
    try:
        assert "cassee.csv" in client_of(cast.claire).get("/qualite").text
    finally:
        path.unlink()
