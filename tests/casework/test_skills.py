"""What a person knows how to do: the page, who may open it, from first to last, nothing mixed."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import event, select

from inclusion_app.access.models import Account
from inclusion_app.citizens import assessment_services as services
from inclusion_app.citizens.assessment_rules import Findings
from inclusion_app.citizens.models import Assessment, AssessmentSource, AssessmentState, Citizen
from inclusion_app.citizens.progression import progressions
from inclusion_app.kernel import clock
from inclusion_app.kernel.audit import AuditLine
from inclusion_app.kernel.db import db
from inclusion_app.kernel.errors import DomainError
from inclusion_app.vocabulary.competences import Competence
from tests.cast import Cast
from tests.factories import make_citizen
from tests.pages import PageClient

Clients = Callable[[Account], PageClient]
OBSERVED, TESTED = AssessmentSource.OBSERVATION, AssessmentSource.TEST


def note(cast: Cast, citizen: Citizen, day: date, levels: dict[Competence, int], test: str | None = None) -> Assessment:
    """What Nadia notes on a day."""
    source = TESTED if test else OBSERVED
    findings = Findings(levels, day, test_name=test)
    with clock.frozen(datetime(day.year, day.month, day.day, 9, tzinfo=UTC)):
        return services.note_findings(citizen, findings, source=source, mediator=cast.mediators["nadia"], by=cast.nadia)


@pytest.fixture
def jeanne(cast: Cast) -> Citizen:
    return make_citizen(cast.mediators["nadia"])


def test_each_source_says_its_own_from_first_to_last(cast: Cast, client_of: Clients, jeanne: Citizen) -> None:
    note(cast, jeanne, date(2026, 3, 2), {Competence.INTERACT: 1, Competence.SEARCH: 3})
    note(cast, jeanne, date(2026, 9, 1), {Competence.INTERACT: 3, Competence.SEARCH: 2})
    note(cast, jeanne, date(2026, 9, 2), {Competence.INTERACT: 6}, test="Pix")
    page = client_of(cast.nadia).get(f"/citoyens/{jeanne.id}/competences")
    assert page.h1 == "Ce que sait faire Jeanne"
    assert "Jeanne" not in page.one("//title").text
    titles = [node.text for node in page.all("//section[contains(@class, 'card')]/h2")]
    assert titles == ["Ce que nous avons vu", "Un test extérieur\u00a0: Pix"]
    assert "2 niveaux de plus" in page.text
    assert "un niveau de moins" in page.text
    assert "Pas évalué" in page.text
    assert page.text.count("pas évalué") >= 2 * 14, "the table names what was never assessed"
    assert len(page.all("//*[local-name()='svg'][@class='track']")) >= 3
    assert not page.all("//*[local-name()='svg'][contains(@class, 'track') and not(@aria-hidden='true')]"), (
        "the words beside the picture say the same"
    )
    assert page.all("//table//th[text()='2.1 Interagir']")


def test_tests_of_two_names_are_two_sources_and_one_day_keeps_its_order(cast: Cast, jeanne: Citizen) -> None:
    made = [
        note(cast, jeanne, date(2026, 3, 2), {Competence.SECURE: 2}, test="Pix"),
        note(cast, jeanne, date(2026, 3, 3), {Competence.SECURE: 4}, test="ABC Diag"),
        note(cast, jeanne, date(2026, 4, 3), {Competence.SECURE: 5}, test="pix"),
    ]
    found = {one.test_name: one for one in progressions(reversed(made))}
    assert set(found) == {"pix", "ABC Diag"}
    [line] = found["pix"].lines
    assert (line.first, line.last, line.change, line.times) == (2, 5, 3, 2)
    assert not found["ABC Diag"].compared
    assert found["pix"].key == "test-pix"
    assert len(found["pix"].missing) == 15
    assert progressions([]) == []


def test_each_of_the_cast_gets_the_answer_due(
    cast: Cast, client_of: Clients, visitor: PageClient, jeanne: Citizen
) -> None:
    kept = note(cast, jeanne, date(2026, 3, 2), {Competence.INTERACT: 1})
    pages = ("", "/refus", "/nouvelle/observation", "/nouvelle/test", "/fiche.pdf", "/questionnaire.pdf")
    clients = {who: client_of(getattr(cast, who)) for who in ("karim", "lea", "paul", "claire", "elise", "ahmed")}
    for page in (*pages, f"/{kept.id}/effacer", f"/{kept.id}/question/1", f"/{kept.id}/fin", f"/{kept.id}/recopier"):
        path = f"/citoyens/{jeanne.id}/competences{page}"
        for who, client in clients.items():
            client.get(path, status=404 if who == "lea" else 403)
        assert "/connexion" in (visitor.get(path, status=302).location or "")
    other = make_citizen(cast.mediators["nadia"], "Paul", "Roy")
    client_of(cast.nadia).get(f"/citoyens/{other.id}/competences/{kept.id}/effacer", status=404)


def test_a_colleague_reads_a_shared_person_but_erases_only_her_own(cast: Cast, client_of: Clients) -> None:
    shared = make_citizen(cast.mediators["nadia"], shared_with_team=True)
    kept = note(cast, shared, date(2026, 3, 2), {Competence.INTERACT: 1})
    path, karim, nadia = f"/citoyens/{shared.id}/competences", client_of(cast.karim), client_of(cast.nadia)
    page = karim.get(path)
    assert "Nadia Benali" in page.text
    assert not page.all("//a[contains(@href, '/effacer')]")
    karim.get(f"{path}/{kept.id}/effacer", status=403)
    karim.post(f"{path}/{kept.id}/effacer", status=403)
    nadia.get(f"{path}/{kept.id}/effacer")
    nadia.post(f"{path}/{kept.id}/effacer")
    assert db.session.scalars(select(Assessment)).all() == []
    lines = db.session.scalars(select(AuditLine.action).where(AuditLine.subject_id == shared.id)).all()
    assert {"assessment.note", "assessment.delete", "citizen.read"} <= set(lines)


def test_a_refusal_is_kept_without_a_level(cast: Cast, client_of: Clients, jeanne: Citizen) -> None:
    client, path = client_of(cast.nadia), f"/citoyens/{jeanne.id}/competences"
    assert "C’est son droit" in client.get(f"{path}/refus").text
    client.post(f"{path}/refus")
    client.post(f"{path}/refus")
    [kept] = db.session.scalars(select(Assessment)).all()
    assert (kept.state, kept.skills, kept.finished_at) == (AssessmentState.REFUSED, [], None)
    assert "n’a pas souhaité répondre" in client.get(path).text
    assert "0 évaluation" not in client.get(f"/citoyens/{jeanne.id}").text


def test_all_of_it_is_held_and_said(cast: Cast, client_of: Clients, jeanne: Citizen) -> None:
    note(cast, jeanne, date(2026, 3, 2), {Competence.INTERACT: 0, Competence.SECURE: 2})
    started = services.start_questionnaire(jeanne, mediator=cast.mediators["nadia"], by=cast.nadia)
    services.answer_questions(started, {"message": 2, "lettre": None}, by=cast.nadia)
    client = client_of(cast.nadia)
    held = json.loads(client.get(f"/citoyens/{jeanne.id}/donnees.json").data)["Ce que la personne sait faire"]
    assert len(held) == 2
    assert "Interagir\u00a0: 0 – Pas encore" in held[1]["Niveaux"]
    assert held[1]["Avec"] == "Nadia Benali"
    assert (
        "Je sais écrire un message ou un e\u2011mail. Oui, sans aide, quand c’est simple" in held[0]["Réponses données"]
    )
    assert "Question passée" in client.get(f"/citoyens/{jeanne.id}/donnees").text


@pytest.mark.parametrize(
    ("levels", "day", "name", "field"),
    [
        ({}, date(2026, 3, 2), None, None),
        ({Competence.SEARCH: 9}, date(2026, 3, 2), None, None),
        ({Competence.SEARCH: 0}, date(2026, 3, 2), "Pix", None),
        ({Competence.SEARCH: 2}, date(2126, 3, 2), None, "taken_on"),
        ({Competence.SEARCH: 2}, date(1926, 3, 2), None, "taken_on"),
        ({Competence.SEARCH: 2}, date(2026, 3, 2), "x" * 81, "test_name"),
    ],
)
def test_what_does_not_fit_is_refused(
    cast: Cast, jeanne: Citizen, levels: dict[Competence, int], day: date, name: str | None, field: str | None
) -> None:
    with pytest.raises(DomainError) as refused:
        services.note_findings(
            jeanne,
            Findings(levels, day, test_name=name),
            source=TESTED if name else OBSERVED,
            mediator=cast.mediators["nadia"],
            by=cast.nadia,
        )
    assert refused.value.field == field


def test_many_assessments_ask_few_questions(cast: Cast, client_of: Clients, jeanne: Citizen) -> None:
    for day in range(1, 21):
        note(cast, jeanne, date(2026, 3, day), dict.fromkeys(Competence, 2))
    client, asked = client_of(cast.nadia), []
    path = f"/citoyens/{jeanne.id}/competences"
    client.get(path)
    listener = lambda *a: asked.append(a[2])  # noqa: E731
    event.listen(db.engine, "before_cursor_execute", listener)
    client.get(path)
    event.remove(db.engine, "before_cursor_execute", listener)
    assert len(asked) <= 30, "\n".join(asked)
