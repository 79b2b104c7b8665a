"""Who manages a session; how it fills."""

import pytest
from flask_sqlalchemy.session import Session
from sqlalchemy.orm import scoped_session

from inclusion_app.access.scope import scope_of
from inclusion_app.kernel.errors import NotFound
from inclusion_app.trainings.lists import RegistrationState
from inclusion_app.trainings.queries.sessions import count_seats, get_session
from tests.cast import Cast
from tests.factories_trainings import make_registration, make_session, make_trainer


def test_a_session_is_managed_by_its_structure_its_territory_and_its_trainers(cast: Cast) -> None:
    session = make_session(structure_id=cast.mairie.id, trainers=(make_trainer(cast.lea),))
    for account in (cast.nadia, cast.paul, cast.claire, cast.lea):
        assert get_session(scope_of(account), session.id) is session
    for account in (cast.elise, cast.ahmed):
        with pytest.raises(NotFound):
            get_session(scope_of(account), session.id)


def test_an_offered_seat_is_taken_and_a_cancelled_one_is_free(session: scoped_session[Session], cast: Cast) -> None:
    training = make_session(capacity=3)
    for state in (RegistrationState.SEATED, RegistrationState.OFFERED, RegistrationState.WAITING):
        make_registration(training, state=state)
    seats = count_seats([training])[training.id]
    assert (seats.taken, seats.waiting, seats.left) == (2, 1, 1)
