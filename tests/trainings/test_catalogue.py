"""The public catalogue: by audience, next dates, the page of a course with all that Qualiopi asks."""

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import event

from inclusion_app.access.models import Account
from inclusion_app.kernel import clock
from inclusion_app.kernel.db import db
from inclusion_app.trainings.lists import Audience, Moment, SessionState
from inclusion_app.trainings.models.courses import TrainingBody
from inclusion_app.trainings.models.results import SatisfactionAnswer
from tests.cast import Cast
from tests.factories import add
from tests.factories_trainings import make_course, make_registration, make_session
from tests.pages import PageClient

ClientOf = Callable[[Account], PageClient]
CITIZENS = frozenset({Audience.CITIZENS})


def test_a_visitor_reads_what_is_offered_by_audience(cast: Cast, visitor: PageClient) -> None:
    make_course("Le téléphone", audiences=CITIZENS, summary="Appeler, écrire, photographier.", minutes=120)
    make_course("Aidants", audiences=frozenset({Audience.PROFESSIONALS}), price_cents=12050)
    make_course("Ancien", audiences=CITIZENS).course.closed_at = clock.now()
    page = visitor.get("/formations")
    for told in ("Le téléphone", "Appeler, écrire, photographier.", "2\u00a0h", "Gratuit", "Aidants", "120,50\u00a0€"):
        assert told in page.text
    assert "Ancien" not in page.text
    citizens = visitor.get("/formations?public=habitants").text
    assert "Le téléphone" in citizens
    assert "Aidants" not in citizens
    assert "Rien pour l’instant" in visitor.get("/formations?public=elus").text
    visitor.get("/formations?public=zzz&page=99999")


def test_the_next_date_and_its_seats(cast: Cast, visitor: PageClient) -> None:
    version = make_course("Le téléphone", audiences=CITIZENS)
    later, soon = clock.now() + timedelta(days=20), clock.now() + timedelta(days=3)
    make_session(version, later, place=cast.place)
    first = make_session(version, soon, place=cast.place, capacity=1)
    make_session(version, clock.now() + timedelta(days=1), listed=False)
    make_session(version, clock.now() - timedelta(days=1))
    make_session(version, soon - timedelta(days=1), state=SessionState.CANCELLED, cancelled_at=clock.now())
    page = visitor.get("/formations")
    assert "1 place libre" in page.text
    assert "Espace numérique de la Mairie" in page.text
    make_registration(first)
    assert "Complet, liste d’attente" in visitor.get("/formations").text
    course = visitor.get(f"/formations/{version.course.slug}")
    assert course.text.count("Demander une place") == 1
    assert course.text.count("S’inscrire") == 1


def test_the_page_of_a_course_says_all_that_is_asked(cast: Cast, visitor: PageClient) -> None:
    add(
        TrainingBody(
            name="Département", disability_contact="Anne Roy, 05 55 00 00 01", siret="22870851700989", version=1
        )
    )
    version = make_course(
        "Aidants",
        structure_id=cast.mairie.id,
        prerequisites="Avoir un compte",
        methods="Jeux de rôle",
        evaluation="Un quiz",
        accessibility="Salle de plain-pied",
        access_delay="deux semaines",
        price_cents=12000,
        price_note="Votre employeur peut payer",
        content="Matin\nAprès-midi",
    )
    page = visitor.get(f"/formations/{version.course.slug}")
    for told in (
        "Repérer une difficulté",
        "Avoir un compte",
        "6\u00a0h",
        "deux semaines",
        "120\u00a0€",
        "Votre employeur peut payer",
        "Mairie de Limoges",
        "Jeux de rôle",
        "Un quiz",
        "Salle de plain-pied",
        "Anne Roy",
        "pas encore assez de réponses",
        "Mis à jour le",
        "Matin",
    ):
        assert told in page.text
    visitor.get("/formations/nulle-part", status=404)


def test_a_closed_course_stays_readable_and_says_so(cast: Cast, visitor: PageClient) -> None:
    version = make_course("Ancien")
    version.course.closed_at = clock.now()
    assert "n’est plus proposée" in visitor.get(f"/formations/{version.course.slug}").text


def test_opinions_are_shown_from_eleven_answers(cast: Cast, visitor: PageClient) -> None:
    version = make_course("Aidants")
    session = make_session(version)
    path = f"/formations/{version.course.slug}"
    for rank in range(11):
        assert "pas encore assez" in visitor.get(path).text
        values = {"moment": Moment.HOT, "overall": 4 if rank else 1, "answered_at": clock.now()}
        add(SatisfactionAnswer(session_id=session.id, **values))
    assert "91\u202f% sont satisfaits ou très satisfaits, sur 11 réponses" in visitor.get(path).text


def test_the_team_finds_its_side_from_the_public_page(cast: Cast, visitor: PageClient, client_of: ClientOf) -> None:
    version = make_course("À la mairie", structure_id=cast.mairie.id)
    path = f"/formations/{version.course.slug}"
    assert "Voir côté équipe" in client_of(cast.nadia).get(path).text
    for client in (visitor, client_of(cast.lea), client_of(cast.elise)):
        assert "Voir côté équipe" not in client.get(path).text


def test_a_long_catalogue_asks_no_more_questions(cast: Cast, visitor: PageClient) -> None:
    asked: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *values: asked.append(values[2]))
    counts = []
    for number in range(2):
        for rank in range(10):
            make_session(make_course(f"Cours {number} {rank}", structure_id=cast.mairie.id), place=cast.place)
        asked.clear()
        visitor.get("/formations")
        counts.append(len(asked))
    assert counts[0] == counts[1]
