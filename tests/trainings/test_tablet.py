"""The shared tablet: signing once, on an address that expires and leads to nothing else."""

import uuid
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest

from inclusion_app.access import guard
from inclusion_app.access.models import Account
from inclusion_app.kernel import clock
from inclusion_app.kernel.errors import DomainError, NotFound
from inclusion_app.trainings.lists import AbsenceReason, Presence, SigningMeans
from inclusion_app.trainings.models.attendance import Tablet
from inclusion_app.trainings.models.registrations import Registration
from inclusion_app.trainings.models.sessions import TrainingSession
from inclusion_app.trainings.queries import attendance as queries
from inclusion_app.trainings.queries.attendance_tablets import find_tablet, path_of, token_of
from inclusion_app.trainings.rules.attendance import Said
from inclusion_app.trainings.rules.attendance_signature import check_path, check_typed
from inclusion_app.trainings.services import attendance as services
from inclusion_app.trainings.services import attendance_tablets as tablets
from inclusion_app.trainings.services.attendance_tablets import Signature
from tests.cast import Cast
from tests.factories_trainings import make_registration, make_session, make_trainer
from tests.pages import PageClient

MORNING = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
DURING = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
STROKE = "M20 100L120 40 220 160 320 40"
JSON = {"headers": {"Accept": "application/json"}}


@pytest.fixture
def training(cast: Cast) -> TrainingSession:
    return make_session(None, MORNING, structure_id=cast.mairie.id, trainers=(make_trainer(cast.nadia),))


@pytest.fixture
def amina(training: TrainingSession) -> Registration:
    return make_registration(training, "Amina", "Durand")


@pytest.fixture
def tablet(cast: Cast, training: TrainingSession) -> Tablet:
    with clock.frozen(DURING):
        return tablets.open_tablet(training.half_days[0], by=cast.nadia)


def drawn(**values: Any) -> Signature:
    return Signature(SigningMeans.HAND, STROKE, uuid.uuid4(), **values)


def form(**values: str) -> dict[str, str]:
    return {"form_key": str(uuid.uuid4()), "since": "start"} | values


@pytest.mark.parametrize(
    "path",
    [
        "",
        "M20 100",
        "M20 100L21 101",
        "M20 100L620 40",
        "M20 100L120 240",
        "M20 100 L120 40",
        "M20 100C120 40 20 30 20 20",
        "M20 100L120 40\n",
        'M20 100L120 40"/><script>',
        "M-20 100L120 40",
        "M20 100L120 40 " * 1000,
        "M" + "1 1" * 3000,
    ],
)
def test_a_drawing_that_is_none_is_refused(path: str) -> None:
    with pytest.raises(DomainError) as refused:
        check_path(path)
    assert refused.value.field == "path"


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("amina DURAND", "Amina Durand"),
        ("A. Durand", "Amina Durand"),
        ("Helene", "Hélène L’Haÿ"),
        ("محمد", "محمد بن علي"),
        ("Ng", "Ng O"),
        ("陳", "陳"),
    ],
)
def test_a_typed_name_is_that_of_the_line(typed: str, name: str) -> None:
    assert check_typed(f"  {typed} ", name) == typed


@pytest.mark.parametrize("typed", ["", "   ", "Karim Haddad", "A", "x" * 300])
def test_another_name_is_refused(typed: str) -> None:
    with pytest.raises(DomainError):
        check_typed(typed, "Amina Durand")


def test_a_signature_keeps_its_time_means_and_tablet(tablet: Tablet, amina: Registration) -> None:
    with clock.frozen(DURING + timedelta(minutes=5)):
        line = tablets.sign(tablet, amina.id, drawn(arrived_at=time(10, 0), seconds_ago=120))
    assert (line.means, line.signature, line.tablet_id) == (SigningMeans.HAND, STROKE, tablet.id)
    assert (line.signed_at, line.noted_by_id, line.minutes) == (DURING + timedelta(minutes=3), None, 150)
    assert queries.verify(tablet.half_day.session) == []


def test_no_signature_is_older_than_the_tablet_nor_says_an_hour_to_come(tablet: Tablet, amina: Registration) -> None:
    with clock.frozen(DURING + timedelta(minutes=5)):
        with pytest.raises(DomainError, match="pas encore passée"):
            tablets.sign(tablet, amina.id, drawn(arrived_at=time(11, 0)))
        assert tablets.sign(tablet, amina.id, drawn(seconds_ago=9000)).signed_at == DURING


def test_the_same_form_sent_twice_is_kept_once(tablet: Tablet, amina: Registration) -> None:
    signature = drawn()
    with clock.frozen(DURING):
        first = tablets.sign(tablet, amina.id, signature)
        assert tablets.sign(tablet, amina.id, signature) is first
        with pytest.raises(NotFound):
            tablets.sign(tablet, make_registration(tablet.half_day.session).id, signature)
        with pytest.raises(DomainError, match="déjà signée"):
            tablets.sign(tablet, amina.id, drawn())
    assert len(queries.list_history(tablet.half_day, amina.id)) == 1


def test_a_line_noted_without_signature_is_signed_and_keeps_its_hours(
    cast: Cast, tablet: Tablet, amina: Registration
) -> None:
    bilal = make_registration(tablet.half_day.session, "Bilal")
    late, away = Said(Presence.PRESENT, arrived_at=time(9, 45)), Said(Presence.ABSENT, AbsenceReason.WORK)
    with clock.frozen(DURING):
        services.note_presence(tablet.half_day, {amina.id: late, bilal.id: away}, by=cast.nadia)
        line = tablets.sign(tablet, amina.id, drawn())
        with pytest.raises(DomainError, match="notée absente"):
            tablets.sign(tablet, bilal.id, drawn())
    assert (line.arrived_at, line.means) == (time(9, 45), SigningMeans.HAND)
    assert len(queries.list_history(tablet.half_day, amina.id)) == 2
    assert queries.verify(tablet.half_day.session) == []


def test_an_address_is_good_until_two_hours_after_the_end_or_its_closing(
    cast: Cast, tablet: Tablet, amina: Registration, visitor: PageClient
) -> None:
    address = path_of(tablet)
    assert tablet.expires_at == MORNING + timedelta(hours=5)
    with clock.frozen(tablet.expires_at - timedelta(minutes=1)):
        visitor.get(address)
    with clock.frozen(tablet.expires_at):
        assert "finie depuis plus de deux heures" in visitor.get(address, status=410).text
        visitor.post(f"{address}/signer/{amina.id}", form(path=STROKE), status=410)
    with clock.frozen(DURING):
        tablets.close_tablet(tablet, by=cast.nadia)
        assert "fermée par la personne qui anime" in visitor.get(address, status=410).text
        answer = visitor.post(f"{address}/signer/{amina.id}", form(path=STROKE), status=410, **JSON)
        assert answer.json["gone"]
    assert queries.find_line(tablet.half_day, amina.id) is None


def test_a_forged_address_leads_to_no_sheet_and_guessing_is_slowed(tablet: Tablet, visitor: PageClient) -> None:
    with clock.frozen(DURING):
        assert "ne mène à aucune feuille" in visitor.get("/emargement/aaaa-bbbb-cccc", status=404).text
        for _ in range(30):
            visitor.get("/emargement/7k3p-q9xw-2m4t", status=None)
        visitor.get("/emargement/7k3p-q9xw-2m4t", status=429)
        visitor.get(path_of(tablet))


def test_an_address_copied_by_hand_is_understood(tablet: Tablet) -> None:
    token = token_of(tablet.id)
    assert len(token) == 14
    assert find_tablet(token.upper().replace("-", "")) is tablet
    assert find_tablet(token.replace("-", " ")) is tablet


def test_a_visitor_signs_by_typing_her_name(tablet: Tablet, amina: Registration, visitor: PageClient) -> None:
    address = path_of(tablet)
    with clock.frozen(DURING):
        page = visitor.get(address)
        assert "Amina Durand" in page.text
        assert page.response.headers["X-Robots-Tag"] == "noindex"
        sign = f"{address}/signer/{amina.id}"
        values = visitor.get(sign).form()
        assert (values["since"], values["arrived_at"]) == ("start", "10:00")
        assert "confirmed" in visitor.post(sign, values | {"typed": "Amina Durand"}, status=422).errors
        wrong = values | {"typed": "Karim Haddad", "confirmed": "y"}
        assert "typed" in visitor.post(sign, wrong, status=422).errors
        assert visitor.post(sign, values | {"typed": "Amina Durand", "confirmed": "y"}).location
        assert "✓ signé au clavier à 10:00" in visitor.get(address).text
    line = queries.find_line(tablet.half_day, amina.id)
    assert line is not None
    assert (line.means, line.signature, line.arrived_at) == (SigningMeans.TYPED, "Amina Durand", None)


def test_a_script_is_told_in_json_what_became_of_a_signature(
    tablet: Tablet, amina: Registration, visitor: PageClient
) -> None:
    sign = f"{path_of(tablet)}/signer/{amina.id}"
    with clock.frozen(DURING):
        assert visitor.post(sign, form(path="M1 1L2 2"), status=422, **JSON).json["errors"]
        visitor.post(sign, form(path=STROKE), csrf=False, status=400, **JSON)
        visitor.post(sign, form(path=STROKE, form_key="x"), status=404, **JSON)
        values = form(path=STROKE, since="later", arrived_at="09:50")
        for _ in range(2):
            assert visitor.post(sign, values, status=200, **JSON).json["told"] == "signé à l’écran à 10:00"
        assert visitor.post(sign, form(path=STROKE), status=409, **JSON).json["errors"]
        visitor.post(f"{path_of(tablet)}/signer/{uuid.uuid4()}", form(path=STROKE), status=404, **JSON)
    line = queries.find_line(tablet.half_day, amina.id)
    assert line is not None
    assert line.minutes == 160


def test_on_this_device_whoever_opens_is_signed_out_first(
    cast: Cast, training: TrainingSession, amina: Registration, client_of: Callable[[Account], PageClient]
) -> None:
    base = f"/sessions/{training.id}/presence/{training.half_days[0].id}"
    with clock.frozen(DURING):
        client = client_of(cast.nadia)
        answer = client.post(f"{base}/ecran", {"where": "here"})
        assert (answer.location or "").startswith("/emargement/")
        assert client.client.get_cookie(guard.COOKIE) is None
        assert "Amina Durand" in client.get(answer.location or "").text
        client.get(base, status=302)
        page = client.get(answer.location or "")
        assert not page.all("//nav")


def test_on_another_device_the_address_is_shown_with_its_code(
    cast: Cast, training: TrainingSession, client_of: Callable[[Account], PageClient]
) -> None:
    base = f"/sessions/{training.id}/presence/{training.half_days[0].id}"
    with clock.frozen(DURING):
        client = client_of(cast.nadia)
        shown = client.get(client.post(f"{base}/ecran", {"where": "elsewhere"}).location or "")
        assert "/emargement/" in shown.text
        assert shown.all("//main//*[local-name()='svg']/*[local-name()='title']")
        path = next(word for word in shown.text.split() if "/emargement/" in word)
        tablet = find_tablet(path.rsplit("/", 1)[1])
        assert tablet is not None
        client.post(f"{base}/ecran/{tablet.id}/fermer")
        assert tablet.closed_at == DURING
        client_of(cast.lea).get(f"{base}/ecran/{tablet.id}", status=404)


def test_whoever_is_signed_in_leaves_before_passing_the_screen(
    cast: Cast, tablet: Tablet, amina: Registration, client_of: Callable[[Account], PageClient]
) -> None:
    with clock.frozen(DURING):
        client = client_of(cast.nadia)
        page = client.get(path_of(tablet))
        assert "Amina" not in page.text
        client.post(f"{path_of(tablet)}/deconnexion")
        assert "Amina" in client.get(path_of(tablet)).text


def test_the_screen_closes_itself(tablet: Tablet, visitor: PageClient) -> None:
    with clock.frozen(DURING):
        visitor.get(f"{path_of(tablet)}/fermer")
        visitor.post(f"{path_of(tablet)}/fermer")
        visitor.get(path_of(tablet), status=410)


def test_a_screen_opens_from_two_hours_before_to_two_hours_after(cast: Cast, training: TrainingSession) -> None:
    half_day = training.half_days[0]
    for moment in (half_day.starts_at - timedelta(hours=3), half_day.ends_at + timedelta(hours=2)):
        with clock.frozen(moment), pytest.raises(DomainError):
            tablets.open_tablet(half_day, by=cast.nadia)
